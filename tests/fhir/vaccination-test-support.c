/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-test-support.h"

#include <string.h>

static char *
fixture_path (const char *name)
{
  const char *fixtures = g_getenv ("CABINET_FIXTURES");

  return fixtures != NULL ? g_build_filename (fixtures, "ch-vacd", name, NULL) : NULL;
}

GBytes *
vaccination_test_bytes (const char *name)
{
  g_autofree char *path = fixture_path (name);
  char            *data;
  gsize            size;

  if (path == NULL || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;

  return g_bytes_new_take (data, size);
}

static ModelVaccinationDocument *
read_bytes (GBytes     *bytes,
            const char *unique_id,
            const char *role)
{
  g_autoptr(ModelCoding) coding = role != NULL ? model_coding_new ("urn:example:roles", role, NULL) : NULL;
  g_autoptr(ModelDocument) metadata = model_document_new (&(ModelDocumentInit) {
      .id = "m",
      .unique_id = unique_id,
      .provider_role = coding,
      .size = -1,
  });
  g_autoptr(GError) error = NULL;
  ModelVaccinationDocument *document = fhir_vaccination_read (bytes, unique_id != NULL ? metadata : NULL, &error);

  g_assert_no_error (error);

  return document;
}

ModelVaccinationDocument *
vaccination_test_load (const char *name,
                       const char *role)
{
  g_autoptr(GBytes) bytes = vaccination_test_bytes (name);

  return bytes != NULL ? read_bytes (bytes, name, role) : NULL;
}

ModelVaccinationDocument *
vaccination_test_read (const char *text,
                       const char *unique_id,
                       const char *role)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return read_bytes (bytes, unique_id, role);
}

GPtrArray *
vaccination_test_names (void)
{
  static const char *const folders[] = { "ig", "module" };
  GPtrArray               *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = fixture_path (folders[i]);
      g_autoptr(GDir) dir = path != NULL ? g_dir_open (path, 0, NULL) : NULL;
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        g_ptr_array_add (names, g_strconcat (folders[i], "/", name, NULL));
    }

  return names;
}
