/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the guide and of the national module, read, kept whole, and merged: what comes of each case is in
 * expectations.json beside them. */
#include "config.h"

#include "fhir-json.h"
#include "model-vaccination.h"
#include "vaccination-test-support.h"

#include <string.h>

static char *
name_of (ModelRecordLine *line)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_record_line_get_entry (line));
  ModelVaccinationDocument *document = model_entry_version_get_document (model_record_line_get_head (line));

  return g_strconcat (model_vaccination_document_get_key (document), "#", facts->id, NULL);
}

static char *
name_of_version (ModelEntryVersion *version)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_entry_version_get_entry (version));

  return g_strconcat (model_vaccination_document_get_key (model_entry_version_get_document (version)), "#", facts->id, NULL);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorted, one a line. */
static char *
join (GPtrArray *words)
{
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\n", (char **) words->pdata);
}

static void
describe_line (GPtrArray       *words,
               ModelRecordLine *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  ModelCoding              *code = model_clinical_entry_get_code (entry);
  g_autofree char          *name = name_of (line);

  g_ptr_array_add (words, g_strdup_printf ("current %s %s %s %s%s", name, facts->resource_type, model_coding_get_code (code),
                                           facts->verification_code != NULL ? facts->verification_code : "none",
                                           model_record_line_get_state (line) == MODEL_LINE_REFUTED ? " refuted" : ""));
  if (model_record_line_get_marks (line) & MODEL_LINE_MAY_BE_OUTDATED)
    g_ptr_array_add (words, g_strconcat ("uncertain ", name, NULL));
}

static void
describe_history (GPtrArray       *words,
                  ModelRecordLine *line)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_record_line_get_entry (line));

  for (guint i = 1; i < model_record_line_get_n_versions (line); i++)
    {
      g_autofree char *older = name_of_version (model_record_line_get_version (line, i - 1));
      g_autofree char *newer = name_of_version (model_record_line_get_version (line, i));

      g_ptr_array_add (words, g_strdup_printf ("superseded %s by %s", older, newer));
    }
  if (model_record_line_get_marks (line) & MODEL_LINE_PREDECESSOR_HIDDEN)
    g_ptr_array_add (words, g_strdup_printf ("warning dangling cross-reference to entry %s in %s", facts->replaces_entry,
                                             model_vaccination_document_get_key (
                                                 model_entry_version_get_document (model_record_line_get_head (line)))));
}

static char *
describe (ModelVaccinationRecord *record)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *lines = model_vaccination_record_get_lines (record);
  GPtrArray *deleted = model_vaccination_record_get_deleted (record);

  for (guint i = 0; i < lines->len; i++)
    {
      describe_line (words, g_ptr_array_index (lines, i));
      describe_history (words, g_ptr_array_index (lines, i));
    }
  for (guint i = 0; i < deleted->len; i++)
    {
      g_autofree char *name = name_of (g_ptr_array_index (deleted, i));

      g_ptr_array_add (words, g_strconcat ("deleted ", name, NULL));
      describe_history (words, g_ptr_array_index (deleted, i));
    }
  for (guint i = 0; i < model_vaccination_record_get_n_relations (record); i++)
    {
      const ModelLineRelation *relation = model_vaccination_record_get_relation (record, i);
      g_autofree char         *a = name_of (relation->first);
      g_autofree char         *b = name_of (relation->second);

      if (relation->kind == MODEL_RELATION_DUPLICATE)
        g_ptr_array_add (words, g_strdup_printf ("duplicate %s %s", strcmp (a, b) < 0 ? a : b, strcmp (a, b) < 0 ? b : a));
    }

  return join (words);
}

static char *
expect (JsonObject *expected)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fhir_json_n (expected, "current"); i++)
    {
      JsonObject *entry = fhir_json_nth (expected, "current", i);
      const char *verification = fhir_json_string (entry, "verification");

      g_ptr_array_add (words, g_strdup_printf ("current %s#%s %s %s %s%s", fhir_json_string (entry, "doc"), fhir_json_string (entry, "id"),
                                               fhir_json_string (entry, "type"), fhir_json_string (entry, "code"),
                                               verification != NULL ? verification : "none",
                                               fhir_json_boolean (entry, "refuted", FALSE) ? " refuted" : ""));
    }
  for (guint i = 0; i < fhir_json_n (expected, "superseded"); i++)
    {
      JsonObject *entry = fhir_json_nth (expected, "superseded", i);

      for (guint j = 0; j < fhir_json_n (entry, "by"); j++)
        g_ptr_array_add (words, g_strdup_printf ("superseded %s by %s", fhir_json_string (entry, "entry"), fhir_json_nth_string (entry, "by", j)));
    }
  for (guint i = 0; i < fhir_json_n (expected, "uncertain"); i++)
    g_ptr_array_add (words, g_strconcat ("uncertain ", fhir_json_string (fhir_json_nth (expected, "uncertain", i), "entry"), NULL));
  for (guint i = 0; i < fhir_json_n (expected, "deleted"); i++)
    g_ptr_array_add (words, g_strconcat ("deleted ", fhir_json_nth_string (expected, "deleted", i), NULL));
  for (guint i = 0; i < fhir_json_n (expected, "warnings"); i++)
    g_ptr_array_add (words, g_strconcat ("warning ", fhir_json_nth_string (expected, "warnings", i), NULL));

  return join (words);
}

/* Pairs are arrays of two, which only json-glib's own calls reach. */
static char *
expect_duplicates (JsonObject *expected)
{
  JsonArray *pairs = json_object_get_array_member (expected, "duplicates");
  GString   *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonArray  *pair = json_array_get_array_element (pairs, i);
      const char *a = json_array_get_string_element (pair, 0);
      const char *b = json_array_get_string_element (pair, 1);

      g_string_append_printf (text, "duplicate %s %s\n", strcmp (a, b) < 0 ? a : b, strcmp (a, b) < 0 ? b : a);
    }

  return g_string_free (text, FALSE);
}

static ModelVaccinationRecord *
merge (JsonObject *expected,
       gboolean    backwards)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = fhir_json_n (expected, "inputs");

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (documents, vaccination_test_load (fhir_json_nth_string (expected, "inputs", backwards ? n - 1 - i : i), "HCP"));

  return model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
}

static void
check_case (JsonObject *expected)
{
  g_autoptr(ModelVaccinationRecord) record = merge (expected, FALSE);
  g_autoptr(ModelVaccinationRecord) other = merge (expected, TRUE);
  g_autofree char *found = describe (record);
  g_autofree char *backwards = describe (other);
  g_autofree char *rest = expect (expected);
  g_autofree char *pairs = expect_duplicates (expected);
  g_autofree char *all = g_strconcat (pairs, rest, NULL);
  g_auto(GStrv) lines = g_strsplit (all, "\n", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autofree char *wanted = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (words, lines[i]);
  wanted = join (words);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpstr (backwards, ==, found);
}

static JsonNode *
load_expectations (void)
{
  g_autoptr(GBytes) bytes = vaccination_test_bytes ("expectations.json");

  return bytes != NULL ? fhir_json_parse (bytes, NULL) : NULL;
}

/* R-VAC-67, 68, 69, 71, 73, 76: the 25 cases, forwards and backwards. */
static void
test_case (gconstpointer data)
{
  g_autoptr(JsonNode) node = load_expectations ();
  JsonObject *cases = fhir_json_object (fhir_json_node_object (node), "cases");

  if (node == NULL)
    g_test_skip ("no fixtures");
  else
    check_case (fhir_json_object (cases, data));
}

static guint
count_duplicates (const char *name)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ModelVaccinationRecord) record = NULL;
  guint n = 0;

  g_ptr_array_add (documents, vaccination_test_load (name, "HCP"));
  record = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
  g_assert_true (model_vaccination_record_is_copy (record, NULL));
  for (guint i = 0; i < model_vaccination_record_get_n_relations (record); i++)
    n += model_vaccination_record_get_relation (record, i)->kind == MODEL_RELATION_DUPLICATE ? 1 : 0;

  return n;
}

/* R-VAC-78: in a copy of the record, what its author marked; RDD03 marks three that no comparison finds. */
static void
test_told_duplicates (void)
{
  g_autoptr(GBytes) bytes = vaccination_test_bytes ("ig/RDD01.json");

  if (bytes == NULL)
    {
      g_test_skip ("no fixtures");
      return;
    }

  g_assert_cmpuint (count_duplicates ("ig/RDD01.json"), ==, 1);
  g_assert_cmpuint (count_duplicates ("ig/RDD03.json"), ==, 3);
}

static guint
count_clinical (JsonObject *bundle)
{
  static const char *const types[] = { "Immunization", "Condition", "AllergyIntolerance", "Observation", NULL };
  guint                    n = 0;

  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      const char *type = fhir_json_resource_type (fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource"));

      n += type != NULL && g_strv_contains (types, type) ? 1 : 0;
    }

  return n;
}

static JsonObject *
find_resource (JsonObject *bundle,
               const char *type,
               const char *id)
{
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), type) == 0 && g_strcmp0 (fhir_json_string (resource, "id"), id) == 0)
        return resource;
    }

  return NULL;
}

static void
assert_same (GBytes     *json,
             JsonObject *object)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) written = fhir_json_parse (json, &error);
  g_autoptr(JsonNode) original = json_node_new (JSON_NODE_OBJECT);

  g_assert_no_error (error);
  json_node_set_object (original, object);
  g_assert_true (json_node_equal (written, original));
}

static guint
n_of (GPtrArray *array)
{
  return array != NULL ? array->len : 0;
}

/* What is read of a vaccination, against its JSON. */
static void
check_vaccination (ModelVaccination *vaccination,
                   JsonObject       *resource)
{
  const ModelClinicalFacts      *facts = model_clinical_entry_get_facts (MODEL_CLINICAL_ENTRY (vaccination));
  const ModelVaccinationDetails *details = model_vaccination_get_details (vaccination);
  const char                    *lot = fhir_json_string (resource, "lotNumber");
  const char                    *occurrence = fhir_json_string (resource, "occurrenceDateTime");
  g_autofree char               *date = model_date_to_fhir (&facts->date);

  g_assert_cmpint (strncmp (date != NULL ? date : "", occurrence != NULL ? occurrence : "", 10), ==, 0);
  g_assert_cmpstr (details->lot, ==, g_strcmp0 (lot, "-") == 0 ? NULL : lot);
  g_assert_cmpuint (details->n_doses, ==, fhir_json_n (resource, "protocolApplied"));
  for (guint i = 0; i < details->n_doses; i++)
    g_assert_cmpuint (n_of (details->doses[i].diseases), ==,
                      fhir_json_n (fhir_json_nth (resource, "protocolApplied", i), "targetDisease"));
  g_assert_cmpint (details->route != NULL, ==, fhir_json_object (resource, "route") != NULL);
}

static guint n_lost;

/* People too: all that an entry names are found, whatever they are referred to by, or are said to be missing. */
static void
check_entry (ModelClinicalEntry *entry,
             JsonObject         *resource)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  g_assert_cmpuint (n_of (facts->comments), ==, fhir_json_n (resource, "note"));
  g_assert_cmpuint (n_of (facts->identifiers), ==, fhir_json_n (resource, "identifier"));
  g_assert_cmpint (n_of (facts->performers) == fhir_json_n (resource, "performer") + fhir_json_n (resource, "asserter"), !=,
                   (facts->faults & MODEL_CLINICAL_FAULT_PERSON_LOST) != 0);
  g_assert_cmpint (facts->recorded.precision != MODEL_DATE_UNKNOWN, ==,
                   fhir_json_string (resource, "recorded") != NULL || fhir_json_string (resource, "recordedDate") != NULL);
  for (guint i = 0; i < n_of (facts->performers); i++)
    g_assert_cmpint (model_actor_get_kind (g_ptr_array_index (facts->performers, i)), !=, MODEL_ACTOR_UNKNOWN);
  if (fhir_json_object (resource, "recorder") != NULL)
    g_assert_nonnull (facts->recorder);
  if (facts->faults & MODEL_CLINICAL_FAULT_PERSON_LOST)
    n_lost++;
  if (MODEL_IS_VACCINATION (entry))
    check_vaccination (MODEL_VACCINATION (entry), resource);
}

/* R-VAC-7, R-VAC-60: nothing of any example gets lost on the way through the model. */
static void
test_kept (void)
{
  g_autoptr(GPtrArray) names = vaccination_test_names ();

  if (names->len == 0)
    g_test_skip ("no fixtures");
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GBytes) bytes = vaccination_test_bytes (name);
      g_autoptr(JsonNode) node = fhir_json_parse (bytes, NULL);
      JsonObject *bundle = fhir_json_node_object (node);
      g_autoptr(ModelVaccinationDocument) document = vaccination_test_load (name, NULL);

      g_test_message ("%s", name);
      assert_same (model_vaccination_document_get_facts (document)->json, bundle);
      g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, count_clinical (bundle));
      g_assert_cmpuint (model_vaccination_document_get_n_entries (document), >, 0);
      for (guint j = 0; j < model_vaccination_document_get_n_entries (document); j++)
        {
          ModelClinicalEntry       *entry = model_vaccination_document_get_entry (document, j);
          const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

          assert_same (facts->json, find_resource (bundle, facts->resource_type, facts->id));
          g_assert_cmpstr (model_clinical_entry_get_label (entry), !=, "");
          g_assert_nonnull (facts->identifiers);
          g_assert_nonnull (facts->digest);
          check_entry (entry, find_resource (bundle, facts->resource_type, facts->id));
        }
    }
  g_test_message ("%u entries name somebody who is not there", n_lost);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *cases;
  g_autoptr(GList) names = NULL;

  g_test_init (&argc, &argv, NULL);

  node = load_expectations ();
  cases = fhir_json_object (fhir_json_node_object (node), "cases");
  names = cases != NULL ? json_object_get_members (cases) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *path = g_strconcat ("/fhir/vaccination/R-VAC-68/case/", name->data, NULL);

      g_test_add_data_func (path, name->data, test_case);
    }
  if (names == NULL)
    g_test_add_data_func ("/fhir/vaccination/R-VAC-68/case/all", "", test_case);
  g_test_add_func ("/fhir/vaccination/R-VAC-60/kept", test_kept);
  g_test_add_func ("/fhir/vaccination/R-VAC-78/told-duplicates", test_told_duplicates);

  return g_test_run ();
}
