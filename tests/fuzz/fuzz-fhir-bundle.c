/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer to a search: the bundle, its outcomes, its patients and documents, what is written of them, and
 * a change of each. */
#include "config.h"

#include "fhir-bundle.h"
#include "fhir-document-change.h"
#include "fhir-document-reference.h"
#include "fhir-patient.h"
#include "fuzz.h"

static void
read_patient (const FhirBundleEntry *entry)
{
  g_autoptr(ModelPatient) patient = fhir_patient_read (entry->resource, entry->match_grade, entry->score);
  g_autoptr(JsonNode) written = fhir_patient_write (patient);
  g_autofree char *title = model_patient_dup_title (patient);

  g_assert (written != NULL);
  g_assert (g_utf8_validate (title, -1, NULL));
}

static void
read_document (const FhirBundleEntry *entry,
               GHashTable            *codings)
{
  static const char *const            role_urls[] = { "role", NULL };
  static const char *const            deletion_urls[] = { "deletion", NULL };
  static const FhirDocumentExtensions extensions = { role_urls, deletion_urls };
  g_autoptr(ModelDocument) document = fhir_document_reference_read (entry->resource, &extensions, codings);
  g_autoptr(JsonNode) written = fhir_document_reference_write (document, &extensions);
  g_autofree char *created = model_date_format_time (model_document_get_created (document));

  g_assert (written != NULL);
  g_assert (*model_document_get_title (document) != '\0');
  g_assert (g_utf8_validate (model_document_get_title (document), -1, NULL));
  g_assert (created != NULL);
}

static void
change_document (const FhirBundleEntry *entry)
{
  static const char *const            urls[] = { "role", "deletion", NULL };
  static const FhirDocumentExtensions extensions = { urls, urls, TRUE };
  g_autoptr(ModelCoding) coding = model_coding_new ("s", "c", "d");
  FhirDocumentChange change = {
    .title = "t",
    .description = "",
    .language = "de",
    .type = coding,
    .category = coding,
    .confidentiality = coding,
    .facility_type = coding,
    .practice_setting = coding,
    .deletion_status = coding,
    .name_logical_id = TRUE,
  };

  fhir_document_change (entry->resource, &change, &extensions);
  g_assert (fhir_json_n (entry->resource, "securityLabel") == 1);
  g_assert (fhir_json_n (entry->resource, "extension") > 0);
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, NULL);
  g_autoptr(GHashTable) codings = fhir_coding_cache_new ();
  g_autoptr(GPtrArray) issues = NULL;

  if (bundle == NULL)
    return;

  fhir_bundle_get_total (bundle);
  fhir_bundle_get_link (bundle, "next");
  issues = fhir_bundle_dup_issues (bundle);
  for (guint i = 0; i < fhir_bundle_get_n_entries (bundle); i++)
    {
      FhirBundleEntry entry;

      if (!fhir_bundle_get_entry (bundle, i, &entry))
        continue;
      read_patient (&entry);
      read_document (&entry, codings);
      change_document (&entry);
    }
}
