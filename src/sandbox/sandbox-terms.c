/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-terms.h"

#include "sandbox-resources.h"

#include <gio/gio.h>

/* A set of "set|system|code", "set||code" and "pair|category|type". */
static gpointer
load (gpointer unused)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (sandbox_get_resource (), "/org/cabinetdep/Sandbox/terminology/value-sets.tsv",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable      *terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *set = g_strdup ("");
  g_autofree char *system = g_strdup ("");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      if (*lines[i] == '[')
        {
          g_free (set);
          set = g_strndup (lines[i] + 1, strcspn (lines[i] + 1, "]"));
          g_free (system);
          system = g_strdup ("");
        }
      else if (*lines[i] == '=')
        {
          g_free (system);
          system = g_strdup (lines[i] + 1);
        }
      else if (g_str_equal (set, "class-to-type"))
        for (guint j = 1; fields[j] != NULL; j++)
          g_hash_table_add (terms, g_strdup_printf ("pair|%s|%s", fields[0], fields[j]));
      else
        {
          g_hash_table_add (terms, g_strdup_printf ("%s|%s|%s", set, system, fields[0]));
          g_hash_table_add (terms, g_strdup_printf ("%s||%s", set, fields[0]));
        }
    }

  return terms;
}

static gboolean
has (const char *a,
     const char *b,
     const char *c)
{
  static GOnce     once = G_ONCE_INIT;
  g_autofree char *key = g_strdup_printf ("%s|%s|%s", a, b != NULL ? b : "", c != NULL ? c : "");

  return g_hash_table_contains (g_once (&once, load, NULL), key);
}

gboolean
sandbox_terms_has (const char *set,
                   const char *system,
                   const char *code)
{
  return code != NULL && has (set, system, code);
}

gboolean
sandbox_terms_is_pair (const char *category,
                       const char *type)
{
  return category != NULL && type != NULL && has ("pair", category, type);
}
