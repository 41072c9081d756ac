/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vaccination document for a community: whose number is in it, and whose is not. */
#include "config.h"

#include "epr-test-support.h"
#include "epr-vaccination-write.h"
#include "epr-oids.h"
#include "fhir-vaccination.h"
#include "model-vaccination.h"

#include <string.h>

/* R-VAC-45: known by the number of the community's index, never by that of the record. */
static void
test_number (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", "");
  g_autoptr(ModelPatient) franz = franz_muster ();
  g_autoptr(ModelCoding) boostrix = model_coding_new ("http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs", "637", "Boostrix");
  g_autoptr(GPtrArray) codings = g_ptr_array_new ();
  ModelClinicalFacts      facts = { .kind = MODEL_CLINICAL_VACCINATION, .codings = codings };
  ModelVaccinationDetails details = { 0 };
  g_autoptr(ModelVaccination) entry = NULL;
  const ModelDocumentAuthor martina = { .person = "Martina Musterarzt", .person_gln = "2000000090092" };
  ModelDate                 now;
  EprVaccinationChange      change = { .step = EPR_VACCINATION_CREATE };
  const EprVaccinationOrder order = {
    .uuid = "0d0e2c5e-6f0c-4e0a-9a0b-0f6f2d3c4b5a",
    .date = &now,
    .language = "de-CH",
    .confidentiality = "17621005",
    .patient = franz,
    .author = &martina,
    .professional = TRUE,
    .changes = &change,
    .n_changes = 1,
  };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelVaccinationDocument) document = NULL;
  g_autofree char *text = NULL;

  model_date_parse ("2026-11-28T10:15:00+01:00", &now);
  model_date_parse ("2026-11-27", &facts.date);
  g_ptr_array_add (codings, boostrix);
  entry = model_vaccination_new (&facts, &details);
  change.entry = MODEL_CLINICAL_ENTRY (entry);
  bytes = epr_vaccination_write (settings, &order, &error);
  g_assert_no_error (error);

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  document = fhir_vaccination_read (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, model_patient_find_identifier (franz, EPR_SYSTEM_SPID)));
  g_assert_cmpuint (model_patient_get_n_identifiers (model_vaccination_document_get_facts (document)->patient), ==, 1);
  g_assert_true (model_vaccination_document_is_about (document, franz));
  g_assert_cmpstr (model_vaccination_document_get_facts (document)->title, ==, "Verabreichte Impfung");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/vaccination-write/R-VAC-45/number", test_number);

  return g_test_run ();
}
