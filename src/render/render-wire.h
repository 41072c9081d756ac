#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What both ends of the renderer's socket must agree on. */

#define RENDER_WIRE_PATH       "/org/cabinetdep/Cabinet/Renderer"
#define RENDER_WIRE_FD         3                        /* the socket, in the renderer */

#define RENDER_WIRE_RING_SIZE  (512 * G_GUINT64_CONSTANT (1024) * 1024)
#define RENDER_WIRE_MAX_PIXELS (128 * G_GUINT64_CONSTANT (1024) * 1024)   /* bytes of one drawing */
#define RENDER_WIRE_MAX_SIDE   32767                    /* pixels; cairo's own limit */
#define RENDER_WIRE_MAX_PAGES  100000
#define RENDER_WIRE_MAX_POINTS 1000000.0                /* of a page's side */
#define RENDER_WIRE_MAX_PIECES 64                       /* of a JPEG that is kept as it is */
#define RENDER_WIRE_MAX_TEXT   (1024 * 1024)            /* bytes of one page */
#define RENDER_WIRE_MAX_BLOCKS 50000                    /* of a document that is no picture of paper */
#define RENDER_WIRE_MAX_LEVEL  64                       /* of its headings and lists */
#define RENDER_WIRE_MAX_CHAPTERS 5000                   /* lines of a table of contents */
#define RENDER_WIRE_MAX_LABELS 10000                    /* pages that are asked how they call themselves */
#define RENDER_WIRE_MAX_LINKS  5000                     /* of one page */
#define RENDER_WIRE_MAX_URI    4096                     /* bytes */
#define RENDER_WIRE_MAX_TITLE  512                      /* bytes */

G_END_DECLS
