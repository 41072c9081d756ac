/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-settings-private.h"

#include "epr-error.h"
#include "epr-resources.h"

#include <string.h>

#define BASE_PROFILE "ch-epr-fhir-5"
#define N_LAYERS 3

struct _EprSettings
{
  GKeyFile *layers[N_LAYERS]; /* (owned) first one wins */
  char     *profile;          /* (owned) */
};

void
epr_settings_fail (GError    **error,
                   const char *group,
                   const char *key,
                   const char *what)
{
  if (error != NULL && *error == NULL)
    g_set_error (error, EPR_ERROR, EPR_ERROR_SETTINGS, "[%s] %s: %s", group, key, what);
}

static GKeyFile *
load_profile (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/cabinetdep/Cabinet/communities/profiles/", name, ".profile", NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (epr_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GKeyFile) file = g_key_file_new ();

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_steal_pointer (&file);
}

EprSettings *
epr_settings_new (GKeyFile *file,
                  GError  **error)
{
  g_autoptr(EprSettings) self = g_new0 (EprSettings, 1);

  self->layers[0] = g_key_file_ref (file);
  self->profile = g_key_file_get_string (file, "community", "profile", NULL);
  if (self->profile == NULL)
    self->profile = g_strdup (BASE_PROFILE);

  self->layers[1] = load_profile (self->profile);
  self->layers[2] = load_profile (BASE_PROFILE);
  if (self->layers[1] == NULL)
    {
      epr_settings_fail (error, "community", "profile", "there is no such profile");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
epr_settings_free (EprSettings *self)
{
  for (guint i = 0; i < N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], g_key_file_unref);
  g_free (self->profile);
  g_free (self);
}

const char *
epr_settings_get_profile (EprSettings *self)
{
  return self->profile;
}

/* A layer that names a key with nothing behind it says "none", and no lower layer is asked. */
static GKeyFile *
find_layer (EprSettings *self,
            const char  *group,
            const char  *key)
{
  for (guint i = 0; i < N_LAYERS; i++)
    if (g_key_file_has_key (self->layers[i], group, key, NULL))
      return self->layers[i];

  return NULL;
}

static char *
only_with_content (char *text)
{
  if (text != NULL && *g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

char *
epr_settings_dup (EprSettings *self,
                  const char  *group,
                  const char  *key)
{
  GKeyFile *layer = find_layer (self, group, key);

  return layer != NULL ? only_with_content (g_key_file_get_string (layer, group, key, NULL)) : NULL;
}

char *
epr_settings_dup_locale (EprSettings *self,
                         const char  *group,
                         const char  *key)
{
  GKeyFile *layer = find_layer (self, group, key);

  return layer != NULL ? only_with_content (g_key_file_get_locale_string (layer, group, key, NULL, NULL)) : NULL;
}

char **
epr_settings_dup_list (EprSettings *self,
                       const char  *group,
                       const char  *key)
{
  GKeyFile *layer = find_layer (self, group, key);
  char    **list = layer != NULL ? g_key_file_get_string_list (layer, group, key, NULL, NULL) : NULL;

  return list != NULL ? list : g_new0 (char *, 1);
}

gboolean
epr_settings_has_group (EprSettings *self,
                        const char  *group)
{
  return g_key_file_has_group (self->layers[0], group);
}

gboolean
epr_settings_boolean (EprSettings *self,
                      const char  *group,
                      const char  *key,
                      GError     **error)
{
  GKeyFile *layer = find_layer (self, group, key);
  g_autoptr(GError) local = NULL;
  gboolean value;

  if (layer == NULL)
    return FALSE;

  value = g_key_file_get_boolean (layer, group, key, &local);
  if (local != NULL)
    epr_settings_fail (error, group, key, "must be true or false");

  return value;
}

guint64
epr_settings_number (EprSettings *self,
                     const char  *group,
                     const char  *key,
                     guint64      max,
                     GError     **error)
{
  g_autofree char *text = epr_settings_dup (self, group, key);
  guint64          value = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    epr_settings_fail (error, group, key, "is no number, or too large");

  return value;
}

guint
epr_settings_choice (EprSettings       *self,
                     const char        *group,
                     const char        *key,
                     const char *const *choices,
                     GError           **error)
{
  g_autofree char *text = epr_settings_dup (self, group, key);

  for (guint i = 0; text != NULL && choices[i] != NULL; i++)
    if (g_str_equal (text, choices[i]))
      return i;

  if (text != NULL)
    {
      g_autofree char *all = g_strjoinv (", ", (char **) choices);
      g_autofree char *what = g_strconcat ("must be one of: ", all, NULL);

      epr_settings_fail (error, group, key, what);
    }

  return 0;
}

char *
epr_settings_required (EprSettings *self,
                       const char  *group,
                       const char  *key,
                       GError     **error)
{
  char *text = epr_settings_dup (self, group, key);

  if (text == NULL)
    {
      epr_settings_fail (error, group, key, "is missing");
      text = g_strdup ("");
    }

  return text;
}

static gboolean
is_loopback_host (const char *host)
{
  return g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1");
}

char *
epr_settings_url (EprSettings *self,
                  const char  *group,
                  const char  *key,
                  gboolean     allow_loopback_http,
                  GError     **error)
{
  g_autofree char *text = epr_settings_dup (self, group, key);
  g_autoptr(GUri) uri = NULL;
  gsize length;

  if (text == NULL)
    return NULL;

  uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    epr_settings_fail (error, group, key, "is no absolute address without query");
  else if (g_strcmp0 (g_uri_get_scheme (uri), "http") == 0)
    {
      if (!allow_loopback_http || !is_loopback_host (g_uri_get_host (uri)))
        epr_settings_fail (error, group, key,
                           "must begin with https: (http only to a loopback address, with allow-loopback-http)");
    }
  else if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    epr_settings_fail (error, group, key, "must begin with https:");

  for (length = strlen (text); length > 0 && text[length - 1] == '/'; length--)
    text[length - 1] = '\0';

  return g_steal_pointer (&text);
}

char *
epr_settings_oid (EprSettings *self,
                  const char  *group,
                  const char  *key,
                  GError     **error)
{
  g_autofree char *text = epr_settings_dup (self, group, key);
  const char      *bare = text;

  if (text == NULL)
    return NULL;

  if (g_str_has_prefix (bare, "urn:oid:"))
    bare += strlen ("urn:oid:");
  if (!g_regex_match_simple ("^[0-2](\\.(0|[1-9][0-9]*))+$", bare, 0, 0))
    epr_settings_fail (error, group, key, "is no OID");

  return g_strconcat ("urn:oid:", bare, NULL);
}
