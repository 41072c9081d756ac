/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the versions of entries: made by hand, so that each test differs from the usual in one thing. The
 * published examples are merged in tests/fhir. */
#include "config.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-text.h"
#include "model-vaccination-record.h"
#include "model-vaccination.h"

typedef struct
{
  const char         *id; /* identifier and resource id */
  const char         *code;
  const char         *date;
  const char         *replaces; /* (nullable) */
  const char         *container;
  const char         *lot;
  const char         *comment;
  const char         *digest;
  const char         *disease;
  ModelClinicalStatus status;
  ModelVerification   verification;
  gboolean            passive;
  const char         *no_identifier; /* a resource id alone */
} Entry;

static GPtrArray *
array_of (gpointer first)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_object_unref);

  if (first != NULL)
    g_ptr_array_add (array, first);

  return array;
}

static ModelClinicalFacts
facts_of (const Entry *entry)
{
  ModelDate          now = { 0 };
  ModelClinicalFacts facts = {
    .resource_type = "Immunization",
    .id = entry->no_identifier != NULL ? entry->no_identifier : entry->id,
    .identifiers = entry->no_identifier == NULL ? array_of (model_identifier_new ("urn:ietf:rfc:3986", entry->id, NULL, NULL)) : NULL,
    .codings = array_of (model_coding_new ("s", entry->code != NULL ? entry->code : "637", NULL)),
    .comments = entry->comment != NULL ? array_of (model_comment_new (entry->comment, &now, NULL)) : NULL,
    .replaces_entry = entry->replaces,
    .replaces_document = entry->container,
    .digest = entry->digest != NULL ? entry->digest : "d",
    .status = entry->status,
    .verification = entry->verification != 0 ? entry->verification : MODEL_VERIFICATION_CONFIRMED,
  };

  model_date_parse (entry->date != NULL ? entry->date : "2021-06-10", &facts.date);

  return facts;
}

static void
clear_facts (ModelClinicalFacts *facts)
{
  g_clear_pointer (&facts->identifiers, g_ptr_array_unref);
  g_clear_pointer (&facts->codings, g_ptr_array_unref);
  g_clear_pointer (&facts->comments, g_ptr_array_unref);
}

static ModelClinicalEntry *
vaccination_new (const Entry *entry)
{
  ModelClinicalFacts facts = facts_of (entry);
  g_autoptr(GPtrArray) diseases = array_of (model_coding_new ("s", entry->disease != NULL ? entry->disease : "tetanus", NULL));
  ModelVaccinationDose    dose = { .number = 1, .diseases = diseases };
  ModelVaccinationDetails details = { .lot = entry->lot, .doses = &dose, .n_doses = 1, .passive = entry->passive };
  ModelClinicalEntry     *vaccination = MODEL_CLINICAL_ENTRY (model_vaccination_new (&facts, &details));

  clear_facts (&facts);

  return vaccination;
}

static ModelVaccinationDocument *
document_with (const char                  *id,
               const char                  *date,
               const char                  *role,
               ModelVaccinationDocumentKind kind,
               GPtrArray                   *entries)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  ModelVaccinationDocumentFacts facts = { .unique_id = id, .provider_role = role, .ids = ids, .entries = entries, .kind = kind };

  g_ptr_array_add (ids, g_strdup (id));
  model_date_parse (date, &facts.date);

  return model_vaccination_document_new (&facts);
}

static ModelVaccinationDocument *
document_new (const char  *id,
              const char  *date,
              const char  *role,
              const Entry *entry)
{
  g_autoptr(GPtrArray) entries = array_of (vaccination_new (entry));

  return document_with (id, date, role, MODEL_VACCINATION_ADMINISTRATION, entries);
}

/* Takes documents up to NULL. */
static ModelVaccinationRecord *
merge (ModelVaccinationDocument *first,
       ...)
{
  g_autoptr(GPtrArray) documents = array_of (first);
  ModelVaccinationDocument *next;
  va_list                   arguments;

  va_start (arguments, first);
  while ((next = va_arg (arguments, ModelVaccinationDocument *)) != NULL)
    g_ptr_array_add (documents, next);
  va_end (arguments);

  return model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
}

static ModelRecordLine *
find_line (ModelVaccinationRecord *record,
           const char             *id)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);

  for (guint i = 0; i < lines->len; i++)
    if (g_strcmp0 (model_clinical_entry_get_facts (model_record_line_get_entry (g_ptr_array_index (lines, i)))->id, id) == 0)
      return g_ptr_array_index (lines, i);

  return NULL;
}

static guint
n_lines (ModelVaccinationRecord *record)
{
  return model_vaccination_record_get_lines (record)->len;
}

/* Two people corrected the same version: both are shown, and who reads decides. */
static void
test_fork (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "b", .replaces = "a", .date = "2021-06-11" }),
             document_new ("C", "2022-03-01", "HCP", &(Entry) { "c", .replaces = "a", .date = "2021-07-12" }), NULL);
  ModelRecordLine *line = find_line (record, "b");
  g_autoptr(GPtrArray) rivals = model_vaccination_record_dup_related (record, line, MODEL_RELATION_FORK);

  g_assert_cmpuint (n_lines (record), ==, 2);
  g_assert_true (model_record_line_get_marks (line) & MODEL_LINE_FORKED);
  g_assert_true (model_record_line_get_marks (find_line (record, "c")) & MODEL_LINE_FORKED);
  g_assert_cmpuint (rivals->len, ==, 1);
  g_assert_true (g_ptr_array_index (rivals, 0) == find_line (record, "c"));
  g_assert_cmpuint (model_record_line_get_n_versions (line), ==, 2);
}

/* One deletes what the other corrects: the correction stays, and says that it is disputed. */
static void
test_fork_with_deletion (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "b", .replaces = "a", .date = "2021-06-11" }),
             document_new ("C", "2022-03-01", "HCP", &(Entry) { "c", .replaces = "a", .status = MODEL_CLINICAL_ENTERED_IN_ERROR }), NULL);

  g_assert_cmpuint (n_lines (record), ==, 1);
  g_assert_cmpuint (model_vaccination_record_get_deleted (record)->len, ==, 1);
  g_assert_true (model_record_line_get_marks (find_line (record, "b")) & MODEL_LINE_FORKED);
}

static void
test_restored (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("C", "2022-03-01", "HCP", &(Entry) { "c", .replaces = "b" }),
             document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "b", .replaces = "a", .status = MODEL_CLINICAL_ENTERED_IN_ERROR }), NULL);
  ModelRecordLine *line = find_line (record, "c");

  g_assert_cmpuint (n_lines (record), ==, 1);
  g_assert_cmpuint (model_vaccination_record_get_deleted (record)->len, ==, 0);
  g_assert_cmpint (model_record_line_get_state (line), ==, MODEL_LINE_CURRENT);
  g_assert_cmpint (model_record_line_get_marks (line), ==, MODEL_LINE_CERTAIN);
  /* the history in the order of time */
  g_assert_cmpuint (model_record_line_get_n_versions (line), ==, 3);
  g_assert_cmpstr (model_clinical_entry_get_facts (model_entry_version_get_entry (model_record_line_get_version (line, 0)))->id, ==, "a");
  g_assert_cmpstr (model_clinical_entry_get_facts (model_entry_version_get_entry (model_record_line_get_version (line, 1)))->id, ==, "b");
}

/* A program may write faster than a second passes: what is replaced still comes first, whatever the documents are called. */
static void
test_same_second (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "c", .replaces = "b" }),
             document_new ("B", "2022-01-01", "HCP", &(Entry) { "a", .replaces = "d" }),
             document_new ("C", "2022-01-01", "HCP", &(Entry) { "b", .replaces = "a" }),
             document_new ("D", "2022-01-01", "HCP", &(Entry) { "d" }), NULL);
  ModelRecordLine *line = find_line (record, "c");
  const char      *ids[] = { "d", "a", "b", "c" };

  g_assert_cmpuint (model_record_line_get_n_versions (line), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (model_clinical_entry_get_facts (model_entry_version_get_entry (model_record_line_get_version (line, i)))->id, ==, ids[i]);
}

/* Entries that replace each other or themselves stay, all of them, and the merge ends. */
static void
test_cycles (void)
{
  g_autoptr(ModelVaccinationRecord) itself = merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a", .replaces = "a" }), NULL);
  g_autoptr(ModelVaccinationRecord) each_other =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a", .replaces = "c", .date = "2019-01-01" }),
             document_new ("B", "2022-01-01", "HCP", &(Entry) { "b", .replaces = "a", .date = "2020-01-01" }),
             document_new ("C", "2022-01-01", "HCP", &(Entry) { "c", .replaces = "b", .date = "2021-01-01" }), NULL);
  g_autoptr(ModelVaccinationRecord) later =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a", .replaces = "b", .date = "2019-01-01" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "b", .date = "2020-01-01" }), NULL);

  g_assert_cmpuint (n_lines (itself), ==, 1);
  g_assert_cmpuint (n_lines (each_other), ==, 3);
  g_assert_true (model_record_line_get_marks (find_line (each_other, "a")) & MODEL_LINE_CIRCULAR);
  /* nothing replaces what was written after it; that it says so is told of both */
  g_assert_cmpuint (n_lines (later), ==, 2);
  g_assert_cmpint (model_record_line_get_marks (find_line (later, "a")), ==, MODEL_LINE_AMBIGUOUS);
  g_assert_cmpint (model_record_line_get_marks (find_line (later, "b")), ==, MODEL_LINE_MAY_BE_OUTDATED);
}

/* Behind a circle, the chain that leads out of it is as good as any. */
static void
test_cycle_with_tail (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a", .replaces = "b" }),
             document_new ("B", "2022-01-01", "HCP", &(Entry) { "b", .replaces = "a" }),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .replaces = "b" }), NULL);

  g_assert_null (find_line (record, "b"));
  g_assert_nonnull (find_line (record, "a"));
  g_assert_true (model_record_line_get_marks (find_line (record, "c")) & MODEL_LINE_CIRCULAR);
}

/* The same entry in two documents is one line; a copy that says something else is not. */
static void
test_copies (void)
{
  g_autoptr(ModelVaccinationRecord) copies =
      merge (document_new ("A", "2022-01-01", "PAT", &(Entry) { "a" }), document_new ("B", "2022-02-01", "HCP", &(Entry) { "a" }), NULL);
  g_autoptr(ModelVaccinationRecord) different =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "a", .code = "450", .digest = "e", .disease = "polio" }), NULL);
  ModelRecordLine *line = find_line (copies, "a");

  g_assert_cmpuint (n_lines (copies), ==, 1);
  g_assert_cmpuint (model_entry_version_get_n_documents (model_record_line_get_head (line)), ==, 2);
  /* a professional stands behind one of the copies */
  g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
  g_assert_cmpuint (n_lines (different), ==, 2);
}

/* An identifier given twice: the document named breaks the tie, then the product; without either nothing is hidden. */
static void
test_ties (void)
{
  const Entry one = { "x", .code = "637", .digest = "1", .date = "2020-01-01" };
  const Entry two = { "x", .code = "450", .digest = "2", .date = "2021-01-01" };
  g_autoptr(ModelVaccinationRecord) by_document =
      merge (document_new ("A", "2022-01-01", "HCP", &one), document_new ("B", "2022-01-02", "HCP", &two),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .code = "999", .replaces = "x", .container = "B" }), NULL);
  g_autoptr(ModelVaccinationRecord) by_product =
      merge (document_new ("A", "2022-01-01", "HCP", &one), document_new ("B", "2022-01-02", "HCP", &two),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .code = "637", .replaces = "x", .container = "no" }), NULL);
  g_autoptr(ModelVaccinationRecord) by_nothing =
      merge (document_new ("A", "2022-01-01", "HCP", &one), document_new ("B", "2022-01-02", "HCP", &two),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .code = "999", .replaces = "x" }), NULL);

  g_assert_cmpuint (n_lines (by_document), ==, 2);
  g_assert_cmpstr (model_coding_get_code (model_clinical_entry_get_code (model_record_line_get_entry (find_line (by_document, "x")))), ==, "637");
  g_assert_cmpuint (n_lines (by_product), ==, 2);
  g_assert_cmpstr (model_coding_get_code (model_clinical_entry_get_code (model_record_line_get_entry (find_line (by_product, "x")))), ==, "450");
  g_assert_cmpuint (n_lines (by_nothing), ==, 3);
  g_assert_true (model_record_line_get_marks (find_line (by_nothing, "c")) & MODEL_LINE_AMBIGUOUS);
  g_assert_true (model_record_line_get_marks (find_line (by_nothing, "x")) & MODEL_LINE_MAY_BE_OUTDATED);
}

/* "Immunization-0001" is in every document of the national module: it says nothing outside of its document. */
static void
test_resource_ids (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { .no_identifier = "i-1", .date = "2020-01-01" }),
             document_new ("B", "2022-01-02", "HCP", &(Entry) { .no_identifier = "i-1", .date = "2021-01-01" }),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .replaces = "i-1", .date = "2021-01-03" }), NULL);
  g_autoptr(ModelVaccinationRecord) told =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { .no_identifier = "i-1", .date = "2020-01-01" }),
             document_new ("B", "2022-01-02", "HCP", &(Entry) { .no_identifier = "i-1", .date = "2021-01-01" }),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .replaces = "i-1", .container = "B", .date = "2021-01-03" }), NULL);

  g_assert_cmpuint (n_lines (record), ==, 3);
  g_assert_true (model_record_line_get_marks (find_line (record, "c")) & MODEL_LINE_AMBIGUOUS);
  g_assert_cmpuint (n_lines (told), ==, 2);
}

static void
test_hidden (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }),
             document_new ("B", "2022-01-02", "HCP", &(Entry) { "b", .code = "450", .disease = "polio" }),
             document_new ("C", "2022-02-01", "HCP", &(Entry) { "c", .replaces = "never-seen", .date = "2021-08-01" }), NULL);
  ModelRecordLine *suspect = find_line (record, "a");
  g_autoptr(GPtrArray) by = model_vaccination_record_dup_related (record, suspect, MODEL_RELATION_OUTDATES);

  g_assert_cmpint (model_record_line_get_marks (suspect), ==, MODEL_LINE_MAY_BE_OUTDATED);
  g_assert_cmpuint (by->len, ==, 1);
  g_assert_true (g_ptr_array_index (by, 0) == find_line (record, "c"));
  g_assert_cmpint (model_record_line_get_marks (find_line (record, "c")), ==, MODEL_LINE_PREDECESSOR_HIDDEN);
  g_assert_cmpint (model_record_line_get_marks (find_line (record, "b")), ==, MODEL_LINE_CERTAIN);
}

static void
test_validation (void)
{
  const struct
  {
    const char       *role;
    ModelVerification verification;
    ModelValidation   expected;
  } cases[] = {
    { "HCP", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_VALIDATED },
    { "ASS", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_VALIDATED },
    { "TCU", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_VALIDATED },
    { "PAT", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_NOT_VALIDATED },
    { "REP", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_NOT_VALIDATED },
    { NULL, MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_NOT_VERIFIABLE },
    { "other", MODEL_VERIFICATION_CONFIRMED, MODEL_VALIDATION_NOT_VERIFIABLE },
    { "HCP", MODEL_VERIFICATION_UNCONFIRMED, MODEL_VALIDATION_NOT_VALIDATED },
    { NULL, MODEL_VERIFICATION_UNCONFIRMED, MODEL_VALIDATION_NOT_VALIDATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelVaccinationRecord) record =
          merge (document_new ("A", "2022-01-01", cases[i].role, &(Entry) { "a", .verification = cases[i].verification }), NULL);

      g_test_message ("%s %d", cases[i].role, cases[i].verification);
      g_assert_cmpint (model_record_line_get_validation (find_line (record, "a")), ==, cases[i].expected);
    }
}

/* Documents before 2024 do not say: the registry's word alone counts. */
static void
test_no_status (void)
{
  const struct
  {
    const char     *role;
    ModelValidation expected;
  } cases[] = {
    { "HCP", MODEL_VALIDATION_VALIDATED }, { "PAT", MODEL_VALIDATION_NOT_VALIDATED }, { NULL, MODEL_VALIDATION_NOT_VERIFIABLE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Entry        entry = { "a" };
      ModelClinicalFacts facts = facts_of (&entry);
      g_autoptr(GPtrArray) entries = NULL;
      g_autoptr(ModelVaccinationRecord) record = NULL;

      facts.verification = MODEL_VERIFICATION_MISSING;
      entries = array_of (model_vaccination_new (&facts, &(ModelVaccinationDetails) { 0 }));
      clear_facts (&facts);
      record = merge (document_with ("A", "2022-01-01", cases[i].role, MODEL_VACCINATION_ADMINISTRATION, entries), NULL);
      g_assert_cmpint (model_record_line_get_validation (find_line (record, "a")), ==, cases[i].expected);
    }
}

/* A patient's comment leaves the validation as it was, a patient's correction does not; nor does one who says so of
 * an entry that no professional ever saw. */
static void
test_comment_of_patient (void)
{
  const Entry original = { "a" };
  const Entry comment = { "b", .replaces = "a", .comment = "c", .verification = MODEL_VERIFICATION_UNCONFIRMED };
  const Entry change = { "b", .replaces = "a", .digest = "other", .verification = MODEL_VERIFICATION_UNCONFIRMED };
  g_autoptr(ModelVaccinationRecord) commented =
      merge (document_new ("A", "2022-01-01", "HCP", &original), document_new ("B", "2022-02-01", "PAT", &comment), NULL);
  g_autoptr(ModelVaccinationRecord) changed =
      merge (document_new ("A", "2022-01-01", "HCP", &original), document_new ("B", "2022-02-01", "PAT", &change), NULL);
  g_autoptr(ModelVaccinationRecord) never =
      merge (document_new ("A", "2022-01-01", "PAT", &original), document_new ("B", "2022-02-01", "PAT", &comment), NULL);
  g_autoptr(ModelVaccinationRecord) unknown =
      merge (document_new ("A", "2022-01-01", "HCP", &original), document_new ("B", "2022-02-01", NULL, &comment), NULL);

  g_assert_cmpint (model_record_line_get_validation (find_line (commented, "b")), ==, MODEL_VALIDATION_VALIDATED);
  g_assert_cmpint (model_record_line_get_validation (find_line (changed, "b")), ==, MODEL_VALIDATION_NOT_VALIDATED);
  g_assert_cmpint (model_record_line_get_validation (find_line (never, "b")), ==, MODEL_VALIDATION_NOT_VALIDATED);
  g_assert_cmpint (model_record_line_get_validation (find_line (unknown, "b")), ==, MODEL_VALIDATION_NOT_VALIDATED);
}

static ModelLineMarks
marks_of_pair (const Entry *a,
               const Entry *b)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", a), document_new ("B", "2022-02-01", "HCP", b), NULL);
  ModelLineMarks marks = model_record_line_get_marks (find_line (record, a->id));

  g_assert_cmpint (marks, ==, model_record_line_get_marks (find_line (record, b->id)));

  return marks;
}

static void
test_duplicates (void)
{
  const Entry one = { "a", .lot = "L1" };

  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b" }), ==, MODEL_LINE_DUPLICATE);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .lot = "l1" }), ==, MODEL_LINE_DUPLICATE);
  /* the day counts, whatever hour and zone were written to it */
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .date = "2021-06-10T00:00:00+02:00" }), ==, MODEL_LINE_DUPLICATE);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .lot = "L2" }), ==, MODEL_LINE_SIMILAR);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .date = "2021-06-13" }), ==, MODEL_LINE_SIMILAR);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .date = "2021-06-14" }), ==, MODEL_LINE_CERTAIN);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .date = "2021-06" }), ==, MODEL_LINE_CERTAIN);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .code = "450" }), ==, MODEL_LINE_SIMILAR);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .code = "450", .disease = "polio" }), ==, MODEL_LINE_CERTAIN);
  /* a vaccine and an immunoglobulin on one day belong together */
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .code = "450", .passive = TRUE }), ==, MODEL_LINE_CERTAIN);
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .status = MODEL_CLINICAL_NOT_DONE }), ==, MODEL_LINE_CERTAIN);
  /* what is refuted is half of no pair */
  g_assert_cmpint (marks_of_pair (&one, &(Entry) { "b", .verification = MODEL_VERIFICATION_REFUTED }), ==, MODEL_LINE_CERTAIN);
}

static ModelClinicalEntry *
illness_new (const char *id,
             const char *date)
{
  const Entry           entry = { id, .code = "38907003" };
  ModelClinicalFacts    facts = facts_of (&entry);
  ModelConditionDetails details = { .clinical_status = "resolved" };
  ModelClinicalEntry   *illness;

  facts.kind = MODEL_CLINICAL_ILLNESS;
  facts.resource_type = "Condition";
  facts.digest = id;
  model_date_parse (date, &facts.date);
  illness = MODEL_CLINICAL_ENTRY (model_condition_new (&facts, &details));
  clear_facts (&facts);

  return illness;
}

static void
test_illnesses (void)
{
  const struct
  {
    const char    *a, *b;
    ModelLineMarks marks;
  } cases[] = {
    { "1975", "1975", MODEL_LINE_DUPLICATE },
    { "1975", "1975-03", MODEL_LINE_SIMILAR },
    { "1975", "1976", MODEL_LINE_CERTAIN },
    { "", "", MODEL_LINE_SIMILAR },
    { "1975", "", MODEL_LINE_CERTAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) entries = array_of (illness_new ("a", cases[i].a));
      g_autoptr(ModelVaccinationRecord) record = NULL;

      g_ptr_array_add (entries, illness_new ("b", cases[i].b));
      record = merge (document_with ("A", "2022-01-01", "HCP", MODEL_VACCINATION_ADMINISTRATION, entries), NULL);
      g_test_message ("%s and %s", cases[i].a, cases[i].b);
      g_assert_cmpint (model_record_line_get_marks (find_line (record, "a")), ==, cases[i].marks);
    }
}

static void
test_order (void)
{
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a", .date = "?", .code = "1", .disease = "1" }),
             document_new ("B", "2022-02-01", "HCP", &(Entry) { "b", .date = "1992", .code = "2", .disease = "2" }),
             document_new ("C", "2022-03-01", "HCP", &(Entry) { "c", .date = "2021-01-01", .code = "3", .disease = "3" }),
             document_new ("D", "2022-04-01", "HCP", &(Entry) { "d", .date = "2021-01-01", .code = "4", .disease = "4" }), NULL);
  GPtrArray *lines = model_vaccination_record_get_lines (record);

  g_assert_true (g_ptr_array_index (lines, 0) == find_line (record, "d"));
  g_assert_true (g_ptr_array_index (lines, 1) == find_line (record, "c"));
  g_assert_true (g_ptr_array_index (lines, 2) == find_line (record, "b"));
  g_assert_true (g_ptr_array_index (lines, 3) == find_line (record, "a"));
}

/* A copy of the record counts where there is nothing else, and says so. */
static void
test_snapshot (void)
{
  g_autoptr(GPtrArray) old = array_of (vaccination_new (&(Entry) { "old" }));
  g_autoptr(GPtrArray) new = array_of (vaccination_new (&(Entry) { "new" }));
  g_autoptr(ModelVaccinationRecord) copy =
      merge (document_with ("R1", "2022-01-01", "HCP", MODEL_VACCINATION_SNAPSHOT, old),
             document_with ("R2", "2022-02-01", "HCP", MODEL_VACCINATION_SNAPSHOT, new), NULL);
  g_autoptr(ModelVaccinationRecord) record =
      merge (document_with ("R1", "2022-01-01", "HCP", MODEL_VACCINATION_SNAPSHOT, old),
             document_new ("A", "2021-01-01", "HCP", &(Entry) { "a" }), NULL);
  ModelDate date;

  g_assert_true (model_vaccination_record_is_copy (copy, &date));
  g_assert_cmpint (date.month, ==, 2);
  g_assert_cmpuint (n_lines (copy), ==, 1);
  g_assert_nonnull (find_line (copy, "new"));
  g_assert_false (model_vaccination_record_is_copy (record, &date));
  g_assert_cmpint (date.precision, ==, MODEL_DATE_UNKNOWN);
  g_assert_cmpuint (n_lines (record), ==, 1);
  g_assert_nonnull (find_line (record, "a"));
}

/* R-VAC-8, R-VAC-75: what is missing is named, and the record says that it is not whole. */
static void
test_partial (void)
{
  g_autoptr(GPtrArray) documents = array_of (document_new ("A", "2022-01-01", "HCP", &(Entry) { "a" }));
  g_autoptr(GPtrArray) unread = array_of (model_unread_document_new ("X", "Vaccin administré", MODEL_UNREAD_BROKEN, "Not JSON"));
  g_autoptr(ModelVaccinationRecord) whole = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
  g_autoptr(ModelVaccinationRecord) short_of_one =
      model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .unread = unread });
  g_autoptr(ModelVaccinationRecord) short_of_some =
      model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .incomplete = TRUE });
  g_autoptr(ModelVaccinationRecord) other = NULL;
  g_autoptr(ModelVaccinationRecord) lossy = NULL;
  ModelUnreadDocument *missing = g_ptr_array_index (model_vaccination_record_get_unread (short_of_one), 0);

  g_assert_false (model_vaccination_record_is_partial (whole));
  g_assert_true (model_vaccination_record_is_partial (short_of_one));
  g_assert_cmpstr (model_unread_document_get_title (missing), ==, "Vaccin administré");
  g_assert_cmpstr (model_unread_document_get_unique_id (missing), ==, "X");
  g_assert_cmpstr (model_unread_document_get_details (missing), ==, "Not JSON");
  g_assert_true (model_vaccination_record_is_partial (short_of_some));

  /* a document that is no vaccination document is no gap; one that lost an entry is */
  g_ptr_array_set_size (unread, 0);
  g_ptr_array_add (unread, model_unread_document_new ("X", "Message", MODEL_UNREAD_OTHER_CONTENT, NULL));
  other = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .unread = unread });
  g_assert_false (model_vaccination_record_is_partial (other));
  g_ptr_array_add (documents, model_vaccination_document_new (&(ModelVaccinationDocumentFacts) { .unique_id = "L", .faults = MODEL_VACCINATION_FAULT_ENTRY_LOST }));
  lossy = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents });
  g_assert_true (model_vaccination_record_is_partial (lossy));
}

static ModelPatient *
patient_new (const char *family,
             const char *given,
             const char *birth_date,
             ModelGender gender)
{
  const char *const names[] = { given, "Second", NULL };
  ModelDate         date;

  model_date_parse (birth_date, &date);

  return model_patient_new (&(ModelPatientInit) { .family = family, .given = names, .birth_date = date, .gender = gender });
}

static void
test_other_patient (void)
{
  const struct
  {
    const char *family, *given, *birth_date;
    ModelGender gender;
    gboolean    same;
  } cases[] = {
    { "WEGMULLER", "Mónika", "1967-02-10", MODEL_GENDER_FEMALE, TRUE },
    { "Wegmüller", "Monika", NULL, MODEL_GENDER_UNKNOWN, TRUE },
    { "WegmÃ¼ller", "Monika", "1967-02-10", MODEL_GENDER_FEMALE, TRUE },
    { "Meier", "Monika", "1967-02-10", MODEL_GENDER_FEMALE, FALSE },
    { "Wegmüller", "Anna", "1967-02-10", MODEL_GENDER_FEMALE, FALSE },
    { "Wegmüller", "Monika", "1967-10-02", MODEL_GENDER_FEMALE, FALSE },
    { "Wegmüller", "Monika", "1967-02-10", MODEL_GENDER_MALE, FALSE },
  };
  g_autoptr(ModelPatient) patient = patient_new ("Wegmüller", "Monika", "1967-02-10", MODEL_GENDER_FEMALE);
  const char *const accepted[] = { "A", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelPatient) own = patient_new (cases[i].family, cases[i].given, cases[i].birth_date, cases[i].gender);
      g_autoptr(GPtrArray) entries = array_of (vaccination_new (&(Entry) { "a" }));
      ModelVaccinationDocumentFacts facts = { .unique_id = "A", .entries = entries, .patient = own, .title = "T" };
      g_autoptr(GPtrArray) documents = array_of (model_vaccination_document_new (&facts));
      g_autoptr(ModelVaccinationRecord) record =
          model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .patient = patient });
      g_autoptr(ModelVaccinationRecord) said_so = model_vaccination_record_new (
          &(ModelVaccinationSources) { .documents = documents, .patient = patient, .accepted = accepted });
      GPtrArray *unread = model_vaccination_record_get_unread (record);

      g_test_message ("%s %s", cases[i].family, cases[i].given);
      g_assert_cmpuint (n_lines (record), ==, cases[i].same ? 1 : 0);
      g_assert_cmpuint (unread->len, ==, cases[i].same ? 0 : 1);
      if (!cases[i].same)
        g_assert_cmpint (model_unread_document_get_reason (g_ptr_array_index (unread, 0)), ==, MODEL_UNREAD_OTHER_PATIENT);
      g_assert_cmpuint (n_lines (said_so), ==, 1);
    }
}

static ModelPatient *
numbered_new (const char *first,
              const char *second)
{
  g_autoptr(GPtrArray) numbers = array_of (model_identifier_new ("urn:oid:2.999.1", first, NULL, "MR"));

  if (second != NULL)
    g_ptr_array_add (numbers, model_identifier_new ("urn:oid:2.999.1", second, NULL, "MR"));

  return model_patient_new (&(ModelPatientInit) { .family = "Muster", .identifiers = numbers });
}

/* One of several numbers of the same place is enough; dots are not part of a number. */
static void
test_numbers (void)
{
  g_autoptr(ModelPatient) patient = numbered_new ("old-1", "756.1234.5678.97");
  g_autoptr(ModelPatient) same = numbered_new ("7561234567897", NULL);
  g_autoptr(ModelPatient) other = numbered_new ("2", NULL);
  g_autoptr(ModelVaccinationDocument) mine = model_vaccination_document_new (&(ModelVaccinationDocumentFacts) { .patient = same });
  g_autoptr(ModelVaccinationDocument) foreign = model_vaccination_document_new (&(ModelVaccinationDocumentFacts) { .patient = other });

  g_assert_true (model_vaccination_document_is_about (mine, patient));
  g_assert_false (model_vaccination_document_is_about (foreign, patient));
}

/* Not given, and given passively, are no doses. */
static void
test_doses (void)
{
  g_autoptr(ModelClinicalEntry) given = vaccination_new (&(Entry) { "a" });
  g_autoptr(ModelClinicalEntry) not_given = vaccination_new (&(Entry) { "a", .status = MODEL_CLINICAL_NOT_DONE });
  g_autoptr(ModelClinicalEntry) passive = vaccination_new (&(Entry) { "a", .passive = TRUE });

  g_assert_true (model_vaccination_is_dose (MODEL_VACCINATION (given)));
  g_assert_false (model_vaccination_is_dose (MODEL_VACCINATION (not_given)));
  g_assert_false (model_vaccination_is_dose (MODEL_VACCINATION (passive)));
}

static void
test_repair (void)
{
  const char *cases[][2] = {
    { "MÃ¼ller", "Müller" },
    { "ZÃ¼rich, GenÃ¨ve, RenÃ©", "Zürich, Genève, René" },
    { "Ã‰cole", "École" },
    { "Müller", "Müller" },
    { "Ã", "Ã" },
    { "MÃ¼ller Ã x", "MÃ¼ller Ã x" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *repaired = model_text_repair (cases[i][0]);

      g_assert_cmpstr (repaired, ==, cases[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/vaccination/R-VAC-72/fork", test_fork);
  g_test_add_func ("/model/vaccination/R-VAC-72/fork-with-deletion", test_fork_with_deletion);
  g_test_add_func ("/model/vaccination/R-VAC-70/restored", test_restored);
  g_test_add_func ("/model/vaccination/R-VAC-74/same-second", test_same_second);
  g_test_add_func ("/model/vaccination/R-VAC-69/cycles", test_cycles);
  g_test_add_func ("/model/vaccination/R-VAC-69/cycle-with-tail", test_cycle_with_tail);
  g_test_add_func ("/model/vaccination/R-VAC-68/copies", test_copies);
  g_test_add_func ("/model/vaccination/R-VAC-71/ties", test_ties);
  g_test_add_func ("/model/vaccination/R-VAC-71/resource-ids", test_resource_ids);
  g_test_add_func ("/model/vaccination/R-VAC-73/hidden", test_hidden);
  g_test_add_func ("/model/vaccination/R-VAC-53/validation", test_validation);
  g_test_add_func ("/model/vaccination/R-VAC-57/no-status", test_no_status);
  g_test_add_func ("/model/vaccination/R-VAC-54/comment-of-patient", test_comment_of_patient);
  g_test_add_func ("/model/vaccination/R-VAC-77/duplicates", test_duplicates);
  g_test_add_func ("/model/vaccination/R-VAC-77/illnesses", test_illnesses);
  g_test_add_func ("/model/vaccination/order", test_order);
  g_test_add_func ("/model/vaccination/R-VAC-80/snapshot", test_snapshot);
  g_test_add_func ("/model/vaccination/R-VAC-8/partial", test_partial);
  g_test_add_func ("/model/vaccination/R-VAC-49/other-patient", test_other_patient);
  g_test_add_func ("/model/vaccination/R-VAC-49/numbers", test_numbers);
  g_test_add_func ("/model/vaccination/R-VAC-29/doses", test_doses);
  g_test_add_func ("/model/text/R-VAC-110/repair", test_repair);

  return g_test_run ();
}
