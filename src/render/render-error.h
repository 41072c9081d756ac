#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RENDER_ERROR (render_error_quark ())
GQuark render_error_quark (void);

/* Travels over the renderer's socket by name. */
typedef enum
{
  RENDER_ERROR_UNSUPPORTED,    /* no decoder for this kind */
  RENDER_ERROR_DAMAGED,
  RENDER_ERROR_ENCRYPTED,      /* a password is needed, or the one given is wrong */
  RENDER_ERROR_NO_MEMORY,      /* the page is too large to draw: never a silent white page */
  RENDER_ERROR_TIMED_OUT,      /* killed after its deadline */
  RENDER_ERROR_CRASHED,        /* the renderer died */
  RENDER_ERROR_PAGE_REFUSED,   /* this page killed the renderer twice; the others go on */
  RENDER_ERROR_UNAVAILABLE,    /* the renderer cannot be started or would not lock itself in */
} RenderError;

G_END_DECLS
