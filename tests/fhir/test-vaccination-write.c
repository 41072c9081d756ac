/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written keeps the rules of CH VACD (fhir_vaccination_check() has the element tables), and read back and merged it is what
 * was meant: also with each of the examples of the guide and of the national module. */
#include "config.h"

#include "fhir-json.h"
#include "vaccination-desk.h"
#include "vaccination-test-support.h"
#include "xml-test-support.h"
#include "model-vaccination.h"

#include <string.h>

static ModelVaccinationDocument *
read_as (GBytes     *bytes,
         const char *role)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *id = g_uuid_string_random ();

  return vaccination_test_read (text, id, role);
}

static ModelVaccinationDocument *
write_one (VaccinationDesk      *desk,
           FhirVaccinationChange change)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vaccination_desk_write (desk, &change, &error);

  g_assert_no_error (error);

  return read_as (bytes, "HCP");
}

static ModelVaccinationRecord *
merge (ModelVaccinationDocument *first,
       ModelVaccinationDocument *second)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new ();
  ModelVaccinationSources sources = { .documents = documents };

  g_ptr_array_add (documents, first);
  if (second != NULL)
    g_ptr_array_add (documents, second);

  return model_vaccination_record_new (&sources);
}

/* R-VAC-1 to R-VAC-5, R-VAC-10, R-VAC-16, R-VAC-22 to R-VAC-24, R-VAC-37 to R-VAC-39, R-VAC-42, R-VAC-45, R-VAC-51: each kind, with a
 * date known to the day, the month and the year. */
static void
test_create (void)
{
  static const char *const dates[] = { "2026-11-27", "2021-06", "1975" };

  for (guint kind = 0; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
      {
        g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
        g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry ((ModelClinicalKind) kind, dates[i]);
        g_autoptr(ModelVaccinationDocument) document =
            write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_CREATE, .entry = entry, .comment = "Bien <supporté>" });
        g_autoptr(ModelVaccinationRecord) record = merge (document, NULL);
        const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);
        const ModelClinicalFacts            *read;
        g_autofree char                     *date = NULL;
        g_autofree char                     *text = g_strndup (g_bytes_get_data (facts->json, NULL), g_bytes_get_size (facts->json));

        g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, 1);
        read = model_clinical_entry_get_facts (model_vaccination_document_get_entry (document, 0));
        date = model_date_to_fhir (&read->date);
        g_assert_cmpuint (read->kind, ==, kind);
        g_assert_cmpstr (date, ==, dates[i]);
        g_assert_cmpuint (read->faults, ==, 0);
        g_assert_cmpuint (facts->faults, ==, 0);
        g_assert_cmpuint (read->comments->len, ==, 1);
        g_assert_cmpstr (model_comment_get_text (g_ptr_array_index (read->comments, 0)), ==, "Bien <supporté>");
        g_assert_cmpstr (model_actor_get_gln (model_comment_get_author (g_ptr_array_index (read->comments, 0))), ==, vaccination_desk_author.person_gln);
        g_assert_cmpstr (model_actor_get_gln (read->recorder), ==, vaccination_desk_author.person_gln);
        g_assert_cmpstr (facts->language, ==, "fr-CH");
        g_assert_null (strstr (text, "761337610411353650"));
        g_assert_null (strstr (text, "7561234567897"));
        g_assert_cmpuint (model_vaccination_record_get_lines (record)->len, ==, 1);
        g_assert_cmpint (model_record_line_get_validation (g_ptr_array_index (model_vaccination_record_get_lines (record), 0)), ==,
                         MODEL_VALIDATION_VALIDATED);
        if (kind == MODEL_CLINICAL_SEROLOGY)
          g_assert_nonnull (strstr (text, "\"value\":1.50"));
      }
}

/* R-VAC-52, R-VAC-62, R-VAC-99: what may not be written is not. */
static void
test_refused (void)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
  g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-29");
  g_autoptr(ModelClinicalEntry) past = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-01");
  g_autoptr(ModelVaccinationDocument) document = write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_CREATE, .entry = past });
  ModelClinicalEntry   *earlier = model_vaccination_document_get_entry (document, 0);
  FhirVaccinationChange changes[] = {
    { .step = FHIR_VACCINATION_CREATE, .entry = entry },
    { .step = FHIR_VACCINATION_CREATE },
    { .step = FHIR_VACCINATION_ANNUL, .earlier = earlier, .document = document },
    { .step = FHIR_VACCINATION_CORRECT, .earlier = earlier, .document = document },
    { .step = FHIR_VACCINATION_VALIDATE, .earlier = earlier, .document = document },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = NULL;

      desk->order.professional = i < 4;
      bytes = vaccination_desk_write (desk, &changes[i], &error);
      g_assert_null (bytes);
      g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
    }
}

/* Members of @before that @after has no more, or with another value, but for those that each version has of its own. */
static void
assert_kept (JsonObject *before,
             JsonObject *after,
             const char *name,
             gboolean    annulled)
{
  static const char *const own[] = {
    "id", "meta", "text", "identifier", "extension", "recorded", "recordedDate", "recorder", "patient", "subject", "status",
    "verificationStatus", "clinicalStatus", "category", "note", "performer", "asserter", "protocolApplied", "vaccineCode", "code", "route",
    NULL
  };
  g_autoptr(GList) members = json_object_get_members (before);

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *text = fhir_json_string (before, member->data);

      if (g_strcmp0 (text, "-") == 0)
        continue;
      /* what was never there has not ended either (con-4, con-5); the version before keeps its end */
      if (annulled && g_str_has_prefix (member->data, "abatement"))
        continue;
      if (!json_object_has_member (after, member->data) && !g_str_equal (member->data, "clinicalStatus") &&
          !g_str_equal (member->data, "category"))
        g_error ("%s: %s is lost", name, (char *) member->data);
      if (!g_strv_contains (own, member->data) &&
          !json_node_equal (json_object_get_member (before, member->data), json_object_get_member (after, member->data)))
        g_error ("%s: %s is changed", name, (char *) member->data);
    }
  g_assert_cmpuint (fhir_json_n (after, "note"), ==, fhir_json_n (before, "note") + 1);
  g_assert_cmpuint (fhir_json_n (after, "performer"), ==, fhir_json_n (before, "performer"));
  g_assert_cmpuint (fhir_json_n (after, "protocolApplied"), ==, fhir_json_n (before, "protocolApplied"));
}

static void
assert_step (const char               *name,
             VaccinationDesk          *desk,
             ModelVaccinationDocument *document,
             ModelClinicalEntry       *earlier,
             FhirVaccinationStep       step)
{
  g_autoptr(GError) error = NULL;
  FhirVaccinationChange change = { .step = step, .entry = earlier, .earlier = earlier, .document = document, .comment = "Contrôlé." };
  g_autoptr(GBytes) bytes = vaccination_desk_write (desk, &change, &error);
  g_autoptr(ModelVaccinationDocument) written = NULL;
  g_autoptr(ModelVaccinationRecord) record = NULL;
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;
  const ModelClinicalFacts *facts;
  GPtrArray                *lines, *deleted;
  gboolean                  superseded = FALSE;

  g_test_message ("%s", name);
  g_assert_no_error (error);
  written = read_as (bytes, "HCP");
  g_assert_cmpuint (model_vaccination_document_get_n_entries (written), ==, 1);
  facts = model_clinical_entry_get_facts (model_vaccination_document_get_entry (written, 0));
  before = fhir_json_parse (model_clinical_entry_get_facts (earlier)->json, NULL);
  after = fhir_json_parse (facts->json, NULL);
  assert_kept (fhir_json_node_object (before), fhir_json_node_object (after), name, step == FHIR_VACCINATION_ANNUL);
  g_assert_nonnull (facts->replaces_entry);
  g_assert_cmpuint (facts->faults & ~(guint) (MODEL_CLINICAL_FAULT_NO_DATE | MODEL_CLINICAL_FAULT_LOTS_DIFFER | MODEL_CLINICAL_FAULT_PERSON_LOST), ==, 0);
  g_assert_cmpuint (model_vaccination_document_get_facts (written)->faults, ==, 0);

  record = merge (document, written);
  lines = model_vaccination_record_get_lines (record);
  deleted = model_vaccination_record_get_deleted (record);
  for (guint i = 0; i < lines->len + deleted->len; i++)
    {
      ModelRecordLine *line = i < lines->len ? g_ptr_array_index (lines, i) : g_ptr_array_index (deleted, i - lines->len);

      if (model_record_line_get_entry (line) == model_vaccination_document_get_entry (written, 0))
        superseded = model_record_line_get_n_versions (line) > 1 && (i >= lines->len) == (step == FHIR_VACCINATION_ANNUL);
    }
  g_assert_true (superseded);
}

static gboolean
is_deleted (ModelVaccinationDocument *document,
            guint                     position)
{
  return model_clinical_entry_get_facts (model_vaccination_document_get_entry (document, position))->status ==
         MODEL_CLINICAL_ENTERED_IN_ERROR;
}

/* R-VAC-7, R-VAC-58 to R-VAC-61, R-VAC-68, R-VAC-109: each entry of each example, corrected, validated and annulled, is whole, keeps the
 * rules, and takes the place of the one before. */
static void
test_examples (void)
{
  static const FhirVaccinationStep steps[] = { FHIR_VACCINATION_CORRECT, FHIR_VACCINATION_VALIDATE, FHIR_VACCINATION_COMMENT, FHIR_VACCINATION_ANNUL };
  g_autoptr(GPtrArray) names = vaccination_test_names ();
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(ModelVaccinationDocument) document = vaccination_test_load (name, "HCP");
      g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();

      if (model_vaccination_document_get_facts (document)->kind != MODEL_VACCINATION_ADMINISTRATION)
        continue;
      for (guint j = 0; j < model_vaccination_document_get_n_entries (document); j++)
        for (guint k = is_deleted (document, j) ? G_N_ELEMENTS (steps) : 0; k < G_N_ELEMENTS (steps); k++, n++)
          assert_step (name, desk, document, model_vaccination_document_get_entry (document, j), steps[k]);
    }
  if (names->len == 0)
    g_test_skip ("No fixtures");
  else
    g_assert_cmpuint (n, >, 100);
}

static gboolean
has_current (ModelVaccinationRecord *record)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);

  for (guint i = 0; i < lines->len; i++)
    if (model_record_line_get_state (g_ptr_array_index (lines, i)) == MODEL_LINE_CURRENT)
      return TRUE;

  return FALSE;
}

/* R-VAC-78, R-VAC-80: the record of each example as a document of its own. */
static void
test_snapshot (void)
{
  g_autoptr(GPtrArray) names = vaccination_test_names ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ModelVaccinationDocument) document = vaccination_test_load (g_ptr_array_index (names, i), "HCP");
      g_autoptr(ModelVaccinationRecord) record = merge (document, NULL);
      g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(ModelVaccinationDocument) written = NULL;

      if (!has_current (record))
        continue;
      g_test_message ("%s", (char *) g_ptr_array_index (names, i));
      bytes = fhir_vaccination_write_record (&desk->order, record, &error);
      g_assert_no_error (error);
      written = read_as (bytes, "HCP");
      g_assert_cmpint (model_vaccination_document_get_facts (written)->kind, ==, MODEL_VACCINATION_SNAPSHOT);
      g_assert_cmpuint (model_vaccination_document_get_n_entries (written), <=, model_vaccination_record_get_lines (record)->len);
      g_assert_cmpuint (model_vaccination_document_get_n_entries (written), >, 0);
    }
}

static const ModelClinicalFacts *
facts_of (ModelVaccinationDocument *document)
{
  g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, 1);

  return model_clinical_entry_get_facts (model_vaccination_document_get_entry (document, 0));
}

/* Chapter 8: the last version that stood, whole, in the place of the one that took it back; its reason stays with that one. */
static void
test_restore (void)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();

  for (int kind = MODEL_CLINICAL_VACCINATION; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    {
      g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry ((ModelClinicalKind) kind, "2021-02-12");
      g_autoptr(ModelVaccinationDocument) good = write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_CREATE, .entry = entry });
      ModelClinicalEntry *stood = model_vaccination_document_get_entry (good, 0);
      g_autoptr(ModelVaccinationDocument) gone =
          write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_ANNUL, .earlier = stood, .document = good, .comment = "By mistake" });
      ModelClinicalEntry *deleted = model_vaccination_document_get_entry (gone, 0);
      g_autoptr(ModelVaccinationDocument) back = write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_RESTORE, .entry = stood, .good = good, .earlier = deleted, .document = gone });

      g_assert_cmpint (facts_of (gone)->status, ==, MODEL_CLINICAL_ENTERED_IN_ERROR);
      g_assert_cmpint (facts_of (back)->status, ==, MODEL_CLINICAL_STANDS);
      g_assert_cmpint (facts_of (back)->verification, ==, MODEL_VERIFICATION_CONFIRMED);
      g_assert_cmpstr (facts_of (back)->digest, ==, facts_of (good)->digest);
      g_assert_null (facts_of (back)->comments);
      g_assert_true (model_clinical_entry_has_identifier (deleted, facts_of (back)->replaces_entry));
      g_assert_false (model_clinical_entry_has_identifier (stood, facts_of (back)->replaces_entry));
    }
}

/* R-VAC-53: who comments what only the patient claims does not confirm it by that. */
static void
test_unproven (void)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();

  for (int kind = MODEL_CLINICAL_VACCINATION; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    {
      g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry ((ModelClinicalKind) kind, "2021-02-12");
      g_autoptr(ModelVaccinationDocument) claim = write_one (desk, (FhirVaccinationChange) { .step = FHIR_VACCINATION_CREATE, .entry = entry });
      FhirVaccinationChange change = {
        .step = FHIR_VACCINATION_COMMENT, .earlier = model_vaccination_document_get_entry (claim, 0), .document = claim, .comment = "Seen"
      };
      g_autoptr(ModelVaccinationDocument) proven = write_one (desk, change);
      g_autoptr(ModelVaccinationDocument) unproven = NULL;

      change.unproven = TRUE;
      unproven = write_one (desk, change);
      g_assert_cmpint (facts_of (proven)->verification, ==, MODEL_VERIFICATION_CONFIRMED);
      g_assert_cmpint (facts_of (unproven)->verification, ==, MODEL_VERIFICATION_UNCONFIRMED);
    }
}

/* R-VAC-86: the same entries, to the digits of their numbers, in a document of another number and confidentiality. */
static void
test_rewrite (void)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
  g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (MODEL_CLINICAL_SEROLOGY, "2021-02-12");
  FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE, .entry = entry };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = vaccination_desk_write (desk, &change, &error);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr(GBytes) after = fhir_vaccination_rewrite (before, uuid, "263856008", desk->order.withheld, &error);
  g_autoptr(GBytes) garbage = g_bytes_new_static ("{}", 2);
  g_autoptr(ModelVaccinationDocument) was = read_as (before, "HCP");
  g_autoptr(ModelVaccinationDocument) is = NULL;
  const ModelVaccinationDocumentFacts *facts;

  g_assert_no_error (error);
  is = read_as (after, "HCP");
  facts = model_vaccination_document_get_facts (is);
  g_assert_cmpstr (facts->confidentiality, ==, "263856008");
  g_assert_true (model_vaccination_document_has_id (is, uuid));
  g_assert_false (model_vaccination_document_has_id (is, desk->uuid));
  g_assert_true (g_bytes_equal (facts_of (is)->json, facts_of (was)->json));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (after, NULL), (gssize) g_bytes_get_size (after), "1.50"));

  g_assert_null (fhir_vaccination_rewrite (garbage, uuid, "263856008", desk->order.withheld, &error));
  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE);
}

static JsonObject *
find_resource (JsonObject *bundle,
               const char *type)
{
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), type) == 0)
        return resource;
    }

  return NULL;
}

static JsonNode *
written_tree (VaccinationDesk       *desk,
              FhirVaccinationChange *change)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vaccination_desk_write (desk, change, &error);

  g_assert_no_error (error);

  return fhir_json_parse (bytes, NULL);
}

/* R-VAC-12, R-VAC-21: title, sections and generated words in the language of whoever writes. */
static void
test_languages (void)
{
  const struct
  {
    const char *language, *title, *section;
  } cases[] = {
    { "fr-CH", "Vaccin administré", "Vaccins administrés" },
    { "de-CH", "Verabreichte Impfung", "Verabreichte Impfungen" },
    { "it-CH", "Vaccinazione somministrata", "Vaccinazioni somministrate" },
    { "en-US", "Immunization Administration", "Immunization Administration" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
      g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-27");
      FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE, .entry = entry };
      g_autoptr(JsonNode) tree = NULL;
      JsonObject *composition, *section, *text;

      desk->order.language = cases[i].language;
      tree = written_tree (desk, &change);
      composition = find_resource (fhir_json_node_object (tree), "Composition");
      section = fhir_json_nth (composition, "section", 0);
      text = fhir_json_object (find_resource (fhir_json_node_object (tree), "Immunization"), "text");
      g_assert_cmpstr (fhir_json_string (composition, "language"), ==, cases[i].language);
      g_assert_cmpstr (fhir_json_string (composition, "title"), ==, cases[i].title);
      g_assert_cmpstr (fhir_json_string (section, "title"), ==, cases[i].section);
      g_assert_cmpstr (fhir_json_string (fhir_json_object (section, "text"), "status"), ==, "generated");
      g_assert_cmpstr (fhir_json_string (text, "status"), ==, "generated");
      g_assert_nonnull (strstr (fhir_json_string (text, "div"), "Varicelle &amp; &lt;co&gt;"));
    }
}

/* R-VAC-15: who typed it for somebody else stands beside the author. */
static void
test_enterer (void)
{
  const ModelDocumentAuthor assistant = { .person = "Sandra Assistante", .person_gln = "7601888888884" };
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
  g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-27");
  FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE, .entry = entry };
  g_autoptr(JsonNode) tree = NULL;
  g_autofree char *text = NULL;
  const char      *enterer;
  JsonObject      *composition;

  desk->order.enterer = &assistant;
  tree = written_tree (desk, &change);
  text = json_to_string (tree, FALSE);
  composition = find_resource (fhir_json_node_object (tree), "Composition");
  enterer = fhir_json_string (fhir_json_object (fhir_json_nth (fhir_json_nth (composition, "extension", 0), "extension", 0), "valueReference"), "reference");
  g_assert_nonnull (enterer);
  g_assert_cmpstr (fhir_json_string (fhir_json_nth (composition, "author", 0), "reference"), !=, enterer);
  g_assert_nonnull (strstr (text, "7601888888884"));
}

/* R-VAC-48: nobody known, nobody written; an institution alone is a role with nothing but that. R-VAC-47: who has no GLN is in no
 * profile of the EPR, and gets none. */
static void
test_performers (void)
{
  const struct
  {
    const char *name, *gln, *institution;
    const char *person_profile; /* (nullable) */
  } cases[] = {
    { NULL, NULL, NULL, NULL },
    { NULL, NULL, "Permanence Exemple", NULL },
    { "Dr Sans Numéro", NULL, NULL, "ch-core-practitioner" },
    { "Dr Connu", "7601888888884", NULL, "ch-core-practitioner-epr" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
      g_autoptr(ModelClinicalEntry) like = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-27");
      g_autoptr(GPtrArray) performers = g_ptr_array_new_with_free_func (g_object_unref);
      ModelClinicalFacts facts = *model_clinical_entry_get_facts (like);
      g_autoptr(ModelVaccination) entry = NULL;
      FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE };
      g_autoptr(JsonNode) tree = NULL;
      g_autofree char *text = NULL;
      gboolean         known = cases[i].name != NULL || cases[i].institution != NULL;
      g_autofree char *profile = g_strdup_printf ("/%s\"", cases[i].person_profile);

      g_ptr_array_add (performers, model_actor_new (MODEL_ACTOR_PROFESSIONAL, cases[i].name, cases[i].gln, cases[i].institution));
      facts.performers = known ? performers : NULL;
      entry = model_vaccination_new (&facts, model_vaccination_get_details (MODEL_VACCINATION (like)));
      change.entry = MODEL_CLINICAL_ENTRY (entry);
      tree = written_tree (desk, &change);
      text = json_to_string (tree, FALSE);
      g_assert_cmpuint (fhir_json_n (find_resource (fhir_json_node_object (tree), "Immunization"), "performer"), ==, known ? 1 : 0);
      g_assert_true (cases[i].person_profile == NULL || strstr (text, profile) != NULL);
      g_assert_null (strstr (text, "7601007922000"));
    }
}

/* R-VAC-30: what was scanned is a pack of its own; the lot stands in the entry too. */
static void
test_pack (void)
{
  g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();
  g_autoptr(ModelClinicalEntry) entry = vaccination_desk_entry (MODEL_CLINICAL_VACCINATION, "2026-11-27");
  FhirVaccinationChange change = { .step = FHIR_VACCINATION_CREATE, .entry = entry };
  g_autoptr(JsonNode) tree = written_tree (desk, &change);
  JsonObject *pack = find_resource (fhir_json_node_object (tree), "Medication");
  JsonObject *batch = fhir_json_object (pack, "batch");

  g_assert_cmpstr (fhir_json_string (fhir_json_nth (fhir_json_object (pack, "code"), "coding", 0), "code"), ==, "07680006370012");
  g_assert_cmpstr (fhir_json_string (fhir_json_object (pack, "code"), "text"), ==, "Varicelle & <co>");
  g_assert_cmpstr (fhir_json_string (batch, "lotNumber"), ==, "AC37B123AA");
  g_assert_cmpstr (fhir_json_string (batch, "expirationDate"), ==, "2027-06-30");
  g_assert_cmpstr (fhir_json_string (find_resource (fhir_json_node_object (tree), "Immunization"), "lotNumber"), ==, "AC37B123AA");
}

/* R-VAC-7, R-VAC-60, R-VAC-109: an entry that came in XML is corrected as whole as one in JSON. */
static void
test_xml (void)
{
  g_autoptr(GPtrArray) names = vaccination_test_names ();

  if (names->len == 0)
    g_test_skip ("No fixtures");
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GBytes) bytes = vaccination_test_bytes (name);
      g_autoptr(JsonNode) node = fhir_json_parse (bytes, NULL);
      g_autofree char *xml = xml_test_write (json_node_get_object (node));
      g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (xml, name, "HCP");
      g_autoptr(VaccinationDesk) desk = vaccination_desk_new ();

      if (model_vaccination_document_get_facts (document)->kind != MODEL_VACCINATION_ADMINISTRATION)
        continue;
      for (guint j = 0; j < model_vaccination_document_get_n_entries (document); j++)
        if (!is_deleted (document, j))
          assert_step (name, desk, document, model_vaccination_document_get_entry (document, j), FHIR_VACCINATION_CORRECT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/vaccination-write/R-VAC-1/create", test_create);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-94/refused", test_refused);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-60/examples", test_examples);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-12/languages", test_languages);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-15/enterer", test_enterer);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-48/performers", test_performers);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-30/pack", test_pack);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-60/xml", test_xml);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-80/snapshot", test_snapshot);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-70/restore", test_restore);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-53/unproven", test_unproven);
  g_test_add_func ("/fhir/vaccination-write/R-VAC-86/rewrite", test_rewrite);

  return g_test_run ();
}
