/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer of the directory, as what was found and as what completes it. */
#include "config.h"

#include "fhir-directory.h"
#include "fuzz.h"

static void
check (const char *text)
{
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_organization (ModelOrganization *organization)
{
  if (organization == NULL)
    return;

  g_assert (model_organization_get_name (organization) != NULL);
  check (model_organization_get_name (organization));
  check (model_organization_get_city (organization));
  check (model_organization_get_part_of (organization));
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, NULL);
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) organizations = NULL;
  g_autoptr(GPtrArray) missing = NULL;

  if (bundle == NULL)
    return;

  fhir_directory_add (directory, bundle, TRUE);
  fhir_directory_add (directory, bundle, FALSE);
  missing = fhir_directory_list_missing (directory);
  for (guint i = 0; i < missing->len; i++)
    g_assert (g_utf8_strchr (g_ptr_array_index (missing, i), -1, ',') == NULL);
  people = fhir_directory_dup_professionals (directory);
  for (guint i = 0; i < people->len; i++)
    {
      ModelProfessional *person = g_ptr_array_index (people, i);
      g_autoptr(ModelActor) actor = model_professional_to_actor (person, NULL);

      check (model_professional_get_name (person));
      g_assert (model_actor_get_gln (actor) == NULL || g_utf8_strlen (model_actor_get_gln (actor), -1) == 13);
      for (guint j = 0; j < model_professional_get_n_roles (person); j++)
        check_organization (model_professional_get_role (person, j)->organization);
    }
  organizations = fhir_directory_dup_organizations (directory);
  for (guint i = 0; i < organizations->len; i++)
    check_organization (g_ptr_array_index (organizations, i));
}
