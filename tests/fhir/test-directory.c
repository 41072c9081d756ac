/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-directory.h"
#include "fhir-test-support.h"

#include <string.h>

#define GLN "urn:oid:2.51.1.3"

#define ENTRY(mode, url, resource) "{\"fullUrl\":\"" url "\",\"search\":{\"mode\":\"" mode "\"},\"resource\":" resource "}"
#define BUNDLE(entries) "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" entries "]}"
#define PERSON(id, gln, more) "{\"resourceType\":\"Practitioner\",\"id\":\"" id "\",\"identifier\":[{\"system\":\"" GLN "\",\"value\":\"" gln "\"}]" more "}"
#define ROLE(id, person, organization) "{\"resourceType\":\"PractitionerRole\",\"id\":\"" id "\",\"practitioner\":{\"reference\":\"" person "\"}," \
                                       "\"organization\":" organization ",\"code\":[{\"text\":\"Physician\"}],\"specialty\":[{\"text\":\"Cardiology\"}]}"
#define ORGANIZATION(id, name, more) "{\"resourceType\":\"Organization\",\"id\":\"" id "\",\"name\":\"" name "\"" more "}"

static void
add (FhirDirectory *directory,
     const char    *text,
     gboolean       asked_for)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, &error);

  g_assert_no_error (error);
  fhir_directory_add (directory, bundle, asked_for);
}

/* R-CSD-4: the answer of the guide. */
static void
test_fixture (void)
{
  const char      *folder = g_getenv ("CABINET_FIXTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "epr-fhir", "mcsd", "iti-90-response.json", NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) people = NULL;
  ModelProfessional *person;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the example files are not at hand");
      return;
    }

  add (directory, text, TRUE);
  people = fhir_directory_dup_professionals (directory);
  g_assert_cmpuint (people->len, ==, 1);
  person = g_ptr_array_index (people, 0);
  g_assert_cmpstr (model_professional_get_name (person), ==, "Dr. Peter Pan");
  g_assert_cmpstr (model_professional_get_family (person), ==, "Pan");
  g_assert_cmpstr (model_professional_get_given (person), ==, "Peter");
  g_assert_cmpstr (model_professional_get_gln (person), ==, "7601000102737");
  g_assert_cmpuint (model_professional_get_n_qualifications (person), ==, 2);
  g_assert_cmpstr (model_coding_get_code (model_professional_get_qualification (person, 1)), ==, "1051");
}

static const char people_answer[] = BUNDLE (
    ENTRY ("match", "https://x/Practitioner/a", PERSON ("a", "7601000102737", ",\"name\":[{\"use\":\"old\",\"family\":\"Alt\"},{\"use\":\"official\",\"family\":\"Exemple\",\"given\":[\"Anna\",\"Maria\"],\"prefix\":[\"Dre\"]}]")) "," ENTRY ("match", "https://x/Practitioner/b", PERSON ("b", "7601000102738", ",\"name\":[{\"text\":\"Dr Luc Essai\",\"prefix\":[\"Dr\"]}]")) "," ENTRY ("match", "https://x/Practitioner/c", PERSON ("c", "7601000102737", ",\"active\":false")));
static const char roles_answer[] = BUNDLE (
    ENTRY ("match", "https://x/PractitionerRole/1", ROLE ("1", "https://x/Practitioner/a", "{\"reference\":\"Organization/ward\"}")) "," ENTRY ("match", "https://x/PractitionerRole/2", ROLE ("2", "Practitioner/a/_history/3", "{\"reference\":\"Organization/gone\",\"display\":\"Cabinet du Modèle\"}")) "," ENTRY ("match", "https://x/PractitionerRole/3", ROLE ("3", "Practitioner/nobody", "{\"reference\":\"Organization/bad id,x\"}")) "," ENTRY ("include", "https://x/Practitioner/z", PERSON ("z", "7601000102737", "")));
static const char organizations_answer[] = BUNDLE (
    ENTRY ("match", "https://x/Organization/ward", ORGANIZATION ("ward", "Ward 3", ",\"partOf\":{\"reference\":\"Organization/hospital\"},\"type\":[{\"text\":\"Hospital\"}],\"identifier\":[{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.999.8.3\"}],\"address\":[{\"city\":\"Exempleville\",\"postalCode\":\"1099\",\"line\":[\"Rue 1\"]}]")));

/* R-CSD-5: one person at two institutions, told by three answers in any order. */
static void
check_together (const char *const *answers,
                const gboolean    *asked_for)
{
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) organizations = NULL;
  ModelProfessional *person;
  ModelOrganization *ward;

  for (guint i = 0; i < 3; i++)
    add (directory, answers[i], asked_for[i]);
  people = fhir_directory_dup_professionals (directory);
  organizations = fhir_directory_dup_organizations (directory);

  g_assert_cmpuint (organizations->len, ==, 0);
  g_assert_cmpuint (people->len, ==, 2);
  person = g_ptr_array_index (people, 0);
  g_assert_cmpstr (model_professional_get_name (person), ==, "Dre Anna Maria Exemple");
  g_assert_cmpuint (model_professional_get_n_roles (person), ==, 2);
  g_assert_cmpstr (model_coding_get_label (model_professional_get_role (person, 0)->specialty), ==, "Cardiology");
  ward = model_professional_get_role (person, 0)->organization;
  g_assert_cmpstr (model_organization_get_name (ward), ==, "Ward 3");
  g_assert_cmpstr (model_organization_get_oid (ward), ==, "urn:oid:2.999.8.3");
  g_assert_cmpstr (model_organization_get_city (ward), ==, "Exempleville");
  g_assert_cmpstr (model_organization_get_name (model_professional_get_role (person, 1)->organization), ==, "Cabinet du Modèle");

  /* R-VAC-46: a number whose check digit is wrong is none */
  person = g_ptr_array_index (people, 1);
  g_assert_cmpstr (model_professional_get_name (person), ==, "Dr Luc Essai");
  g_assert_null (model_professional_get_gln (person));
}

static void
test_together (void)
{
  static const char *const forwards[] = { people_answer, roles_answer, organizations_answer };
  static const gboolean    forwards_asked[] = { TRUE, FALSE, FALSE };
  static const char *const backwards[] = { organizations_answer, roles_answer, people_answer };
  static const gboolean    backwards_asked[] = { FALSE, FALSE, TRUE };

  check_together (forwards, forwards_asked);
  check_together (backwards, backwards_asked);
}

/* R-CSD-6: what an institution is part of has a name, and is asked for until it has come. */
static void
test_missing (void)
{
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) roles = NULL;
  g_autoptr(GPtrArray) wards = NULL;
  g_autoptr(GPtrArray) professionals = NULL;

  add (directory, people_answer, TRUE);
  people = fhir_directory_list_people (directory);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (people, 1), ==, "b");

  add (directory, roles_answer, FALSE);
  roles = fhir_directory_list_missing (directory);
  g_assert_cmpuint (roles->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (roles, 0), ==, "ward");
  g_assert_cmpstr (g_ptr_array_index (roles, 1), ==, "gone");

  add (directory, organizations_answer, FALSE);
  wards = fhir_directory_list_missing (directory);
  g_assert_cmpuint (wards->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (wards, 1), ==, "hospital");

  add (directory, BUNDLE (ENTRY ("match", "https://x/Organization/hospital", ORGANIZATION ("hospital", "Spital X", ""))), FALSE);
  professionals = fhir_directory_dup_professionals (directory);
  g_assert_cmpstr (model_organization_get_part_of (model_professional_get_role (g_ptr_array_index (professionals, 0), 0)->organization), ==, "Spital X");
}

/* R-COM-17: an institution that was found, and one that only came along. */
static void
test_organizations (void)
{
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) organizations = NULL;

  add (directory, BUNDLE (ENTRY ("match", "urn:uuid:1", "{\"resourceType\":\"Organization\",\"name\":\"Ward 3\",\"partOf\":{\"reference\":\"urn:uuid:2\"}}") "," ENTRY ("include", "urn:uuid:2", ORGANIZATION ("h", "Spital X", "")) "," ENTRY ("outcome", "urn:uuid:3", "{\"resourceType\":\"OperationOutcome\"}") "," ENTRY ("match", "urn:uuid:1", ORGANIZATION ("w2", "Twice", ""))), TRUE);
  organizations = fhir_directory_dup_organizations (directory);
  g_assert_cmpuint (organizations->len, ==, 1);
  g_assert_cmpstr (model_organization_get_name (g_ptr_array_index (organizations, 0)), ==, "Ward 3");
  g_assert_cmpstr (model_organization_get_part_of (g_ptr_array_index (organizations, 0)), ==, "Spital X");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/directory/R-CSD-4/fixture", test_fixture);
  g_test_add_func ("/fhir/directory/R-CSD-5/together", test_together);
  g_test_add_func ("/fhir/directory/R-CSD-6/missing", test_missing);
  g_test_add_func ("/fhir/directory/R-COM-17/organizations", test_organizations);

  return g_test_run ();
}
