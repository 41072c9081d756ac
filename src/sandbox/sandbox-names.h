#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people are called and where they live in one of the four language regions. Family names
 * stand in the order of their frequency; given names in the fashion of the generations, oldest
 * first. The places do not exist: so nobody mistakes these people for real ones. */
typedef struct
{
  const char        *language;        /* "de", "fr", "it", "rm" */
  guint              share;           /* of a thousand inhabitants */
  const char *const *families;        /* NULL-terminated, likewise the others */
  const char *const *women;
  const char *const *men;
  const char *const *streets;
  const char *const *places;          /* "1099 Exempleville" */
} SandboxRegion;

guint                sandbox_n_regions (void);
const SandboxRegion *sandbox_region    (guint index);

G_END_DECLS
