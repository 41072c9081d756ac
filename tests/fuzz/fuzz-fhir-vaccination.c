/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vaccination document in JSON or XML, read and merged with itself as if it had come from two places; what can be corrected of it is
 * written anew, by the rules. */
#include "config.h"

#include "fhir-json.h"
#include "fhir-vaccination-write.h"
#include "fhir-vaccination.h"
#include "fuzz.h"
#include "model-serology.h"
#include "model-vaccination-record.h"
#include "model-vaccination.h"

static void
look_at_line (ModelRecordLine *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autoptr(JsonNode) json = fhir_json_parse (facts->json, NULL);
  g_autofree char *label = facts->recorder != NULL ? model_actor_dup_label (facts->recorder) : NULL;

  g_assert (json != NULL);
  g_assert (label == NULL || g_utf8_validate (label, -1, NULL));
  g_assert (g_utf8_validate (model_clinical_entry_get_label (entry), -1, NULL));
  g_assert (model_record_line_get_n_versions (line) > 0);
  if (MODEL_IS_SEROLOGY (entry))
    {
      g_autofree char *value = model_serology_dup_value (MODEL_SEROLOGY (entry));

      g_assert (value != NULL);
    }
}

/* Another unique id makes another document of it. */
static ModelVaccinationDocument *
read_as (GBytes     *bytes,
         const char *unique_id)
{
  g_autoptr(ModelCoding) role = model_coding_new ("r", "PAT", NULL);
  g_autoptr(ModelDocument) metadata =
      model_document_new (&(ModelDocumentInit) { .id = "m", .unique_id = unique_id, .provider_role = role, .size = -1 });

  return fhir_vaccination_read (bytes, metadata, NULL);
}

/* Written whole, or not at all. */
static void
annul (ModelRecordLine *line,
       ModelPatient    *patient)
{
  static const ModelDate           now = { 2026, 11, 28, 10, 0, 0, MODEL_DATE_SECOND, 60 };
  static const ModelDocumentAuthor author = { .person = "Martina Musterarzt", .person_gln = "2000000090092" };
  g_autoptr(ModelIdentifier) number = model_identifier_new ("urn:oid:2.999.1", "1", NULL, NULL);
  g_autoptr(GPtrArray) numbers = g_ptr_array_new ();
  ModelEntryVersion          *head = model_record_line_get_head (line);
  const FhirVaccinationChange change = {
    .step = FHIR_VACCINATION_ANNUL,
    .earlier = model_entry_version_get_entry (head),
    .document = model_entry_version_get_document (head),
    .comment = "?",
  };
  const FhirVaccinationOrder order = {
    .uuid = "0d0e2c5e-6f0c-4e0a-9a0b-0f6f2d3c4b5a",
    .date = &now,
    .language = "fr-CH",
    .confidentiality = "17621005",
    .patient = patient,
    .local_numbers = numbers,
    .author = &author,
    .professional = TRUE,
    .changes = &change,
    .n_changes = 1,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) written = NULL;
  g_autoptr(ModelVaccinationDocument) document = NULL;

  g_ptr_array_add (numbers, number);
  written = fhir_vaccination_write (&order, &error);
  document = written != NULL ? fhir_vaccination_read (written, NULL, NULL) : NULL;

  g_assert ((written == NULL) == (error != NULL));
  g_assert (written == NULL || model_vaccination_document_get_n_entries (document) > 0);
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelVaccinationDocument) document = fhir_vaccination_read (bytes, NULL, &error);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ModelVaccinationRecord) record = NULL;
  GPtrArray *lines;

  g_assert ((document == NULL) == (error != NULL));
  if (document == NULL)
    return;

  g_ptr_array_add (documents, read_as (bytes, "one"));
  g_ptr_array_add (documents, read_as (bytes, "two"));
  record = model_vaccination_record_new (&(ModelVaccinationSources) {
      .documents = documents,
      .patient = model_vaccination_document_get_facts (document)->patient,
  });
  lines = model_vaccination_record_get_lines (record);
  for (guint i = 0; i < lines->len; i++)
    {
      look_at_line (g_ptr_array_index (lines, i));
      if (i < 3 && model_vaccination_document_get_facts (document)->patient != NULL)
        annul (g_ptr_array_index (lines, i), model_vaccination_document_get_facts (document)->patient);
    }
}
