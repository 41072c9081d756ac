/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-launch.h"

#include <string.h>

#define SCHEME "cabinet-dep"
#define MAX_PATIENT 200 /* bytes: no name and no number is longer */

static void
take_patient (CabLaunch  *self,
              const char *patient)
{
  if (self->patient == NULL && *patient != '\0' && strlen (patient) <= MAX_PATIENT && g_utf8_validate (patient, -1, NULL))
    self->patient = g_strdup (patient);
}

/* A link may come from anywhere: it names files of this computer only. */
static void
take_file (CabLaunch  *self,
           const char *uri)
{
  g_autoptr(GFile) file = NULL;

  if (!g_str_has_prefix (uri, "file:///"))
    return;

  file = g_file_new_for_uri (uri);
  if (g_file_is_native (file))
    self->files = g_slist_append (self->files, g_steal_pointer (&file));
}

static void
take_link (CabLaunch  *self,
           const char *link)
{
  g_autoptr(GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED_QUERY, NULL);
  const char    *query = uri != NULL ? g_uri_get_query (uri) : NULL;
  GUriParamsIter iter;
  char          *name;
  char          *value;

  if (query == NULL)
    return;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      if (g_str_equal (name, "patient"))
        take_patient (self, value);
      else if (g_str_equal (name, "file"))
        take_file (self, value);
      g_free (name);
      g_free (value);
    }
}

CabLaunch *
cab_launch_new (GFile **files,
                int     n_files)
{
  CabLaunch *self = g_new0 (CabLaunch, 1);

  for (int i = 0; i < n_files; i++)
    {
      if (g_file_has_uri_scheme (files[i], SCHEME))
        {
          g_autofree char *link = g_file_get_uri (files[i]);

          take_link (self, link);
        }
      else
        self->files = g_slist_append (self->files, g_object_ref (files[i]));
    }

  return self;
}

void
cab_launch_free (CabLaunch *self)
{
  g_free (self->patient);
  g_slist_free_full (self->files, g_object_unref);
  g_free (self);
}

GFile *
cab_launch_link (const char *patient)
{
  g_autofree char *escaped = g_uri_escape_string (patient, NULL, FALSE);
  g_autofree char *link = g_strconcat (SCHEME ":?patient=", escaped, NULL);

  return g_file_new_for_uri (link);
}
