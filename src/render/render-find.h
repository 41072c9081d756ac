#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RENDER_FIND_ANY = 0,
  RENDER_FIND_CASE = 1 << 0,      /* "Impfung" is not "impfung" */
  RENDER_FIND_WORDS = 1 << 1,     /* "age" is not in "page" */
  RENDER_FIND_ACCENTS = 1 << 2,   /* "cote" is not "côté" */
} RenderFind;

/* Characters of a text, not bytes. */
typedef struct
{
  guint first;
  guint n;
} RenderHit;

/* Where @term stands in @text, both UTF-8, in order and without overlap. White space of any kind and length is one space, a
 * word that is broken at the end of a line is one word, ligatures and typographic quotes are what they stand for. Pure, any
 * thread. (transfer full) (element-type RenderHit): empty for a term of nothing but space. */
GArray *render_find (const char *text, const char *term, RenderFind how);

/* A line around @hit for a list of results: @marked is the place of the hit in it, in bytes. (transfer full) */
char   *render_find_snippet (const char *text, const RenderHit *hit, guint before, guint after, gsize *marked_start, gsize *marked_end);

G_END_DECLS
