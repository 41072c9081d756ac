/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-document.h"
#include "model-issue.h"
#include "model-patient.h"
#include "model-problem.h"
#include "model-user.h"

static void
test_patient_title (void)
{
  const struct
  {
    const char *family;
    const char *given[4];
    const char *title;
  } rows[] = {
    { "Muster", { "Franz" }, "MUSTER Franz" },
    { "Müller-Böhlen", { "Zoë", "Anna" }, "MÜLLER-BÖHLEN Zoë Anna" },
    { "Lefèvre", { "Éloïse" }, "LEFÈVRE Éloïse" },
    { "Strauß", { "Ida" }, "STRAUSS Ida" },
    { "von Allmen", { "Anna" }, "VON ALLMEN Anna" },
    { NULL, { "Franz" }, "Franz" },
    { "Muster", { NULL }, "MUSTER" },
    { NULL, { NULL }, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ModelPatient) patient = model_patient_new (&(ModelPatientInit) { .family = rows[i].family, .given = rows[i].given });
      g_autofree char *title = model_patient_dup_title (patient);

      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

static void
test_patient_empty (void)
{
  g_autoptr(ModelPatient) patient = model_patient_new (&(ModelPatientInit) { 0 });

  g_assert_cmpstr (model_patient_get_family (patient), ==, "");
  g_assert_nonnull (model_patient_get_given (patient));
  g_assert_null (model_patient_get_given (patient)[0]);
  g_assert_null (model_patient_get_birth_family (patient));
  g_assert_cmpint (model_patient_get_birth_date (patient)->precision, ==, MODEL_DATE_UNKNOWN);
  g_assert_cmpuint (model_patient_get_n_identifiers (patient), ==, 0);
  g_assert_null (model_patient_find_identifier (patient, "urn:oid:2.999"));
  g_assert_finalize_object (g_steal_pointer (&patient));
}

static void
test_patient_copies (void)
{
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ModelPatient) patient = NULL;
  g_autofree char *family = g_strdup ("Muster");
  g_autofree char *name = g_strdup ("Franz");
  const char      *given[] = { name, NULL };

  g_ptr_array_add (identifiers, model_identifier_new ("urn:oid:2.999.1", "1", NULL, "MR"));
  g_ptr_array_add (identifiers, model_identifier_new ("urn:oid:2.999.2", "2", "usual", NULL));
  patient = model_patient_new (&(ModelPatientInit) { .family = family, .given = given, .identifiers = identifiers });
  family[0] = name[0] = 'X';

  g_assert_cmpstr (model_patient_get_family (patient), ==, "Muster");
  g_assert_cmpstr (model_patient_get_given (patient)[0], ==, "Franz");
  g_assert_cmpstr (model_patient_find_identifier (patient, "urn:oid:2.999.2"), ==, "2");
  g_assert_cmpstr (model_identifier_get_type_code (model_patient_get_identifier (patient, 0)), ==, "MR");
}

static void
test_codes (void)
{
  for (ModelGender gender = MODEL_GENDER_UNKNOWN; gender <= MODEL_GENDER_OTHER; gender++)
    {
      g_assert_cmpint (model_gender_from_code (model_gender_to_code (gender)), ==, gender);
      g_assert_cmpstr (model_gender_get_label (gender), !=, "");
    }
  g_assert_cmpint (model_gender_from_code ("Female"), ==, MODEL_GENDER_UNKNOWN);
  g_assert_cmpint (model_gender_from_code (NULL), ==, MODEL_GENDER_UNKNOWN);

  for (ModelMatchGrade grade = MODEL_MATCH_UNGRADED; grade <= MODEL_MATCH_CERTAIN; grade++)
    g_assert_cmpint (model_match_grade_from_code (model_match_grade_to_code (grade)), ==, grade);
  g_assert_cmpint (MODEL_MATCH_CERTAIN, >, MODEL_MATCH_PROBABLE);
  g_assert_cmpint (model_match_grade_from_code ("sure"), ==, MODEL_MATCH_UNGRADED);
}

static void
test_document_title (void)
{
  g_autoptr(ModelCoding) type = model_coding_new ("http://snomed.info/sct", "419891008", "Record artifact");
  g_autoptr(ModelCoding) bare = model_coding_new ("http://snomed.info/sct", "419891008", NULL);
  g_autoptr(ModelCoding) empty = model_coding_new (NULL, NULL, NULL);
  const struct
  {
    ModelDocumentInit init;
    const char       *title;
  } rows[] = {
    { { .title = "Lettre", .description = "d", .type = type, .unique_id = "urn:oid:2.999" }, "Lettre" },
    { { .title = "", .description = "d", .type = type, .unique_id = "urn:oid:2.999" }, "d" },
    { { .type = type, .unique_id = "urn:oid:2.999" }, "Record artifact" },
    { { .type = bare, .unique_id = "urn:oid:2.999" }, "419891008" },
    { { .type = empty, .unique_id = "urn:oid:2.999" }, "urn:oid:2.999" },
    { { .id = "d1" }, "d1" },
    { { 0 }, "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ModelDocument) document = model_document_new (&rows[i].init);

      g_assert_cmpstr (model_document_get_title (document), ==, rows[i].title);
    }
}

static void
test_document_source (void)
{
  const ModelDocumentAuthor both[] = { { .person = "Dre Anna Favre", .organization = "HUG" }, { .organization = "CHUV" } };
  const ModelDocumentAuthor person[] = { { .person = "Dre Anna Favre" } };
  g_autoptr(ModelDocument) from_both = model_document_new (&(ModelDocumentInit) { .authors = both, .n_authors = 2 });
  g_autoptr(ModelDocument) from_person = model_document_new (&(ModelDocumentInit) { .authors = person, .n_authors = 1 });
  g_autoptr(ModelDocument) from_nobody = model_document_new (&(ModelDocumentInit) { 0 });

  g_assert_cmpstr (model_document_get_source (from_both), ==, "HUG");
  g_assert_cmpstr (model_document_get_author_name (from_both), ==, "Dre Anna Favre");
  g_assert_cmpstr (model_document_get_author (from_both, 1)->organization, ==, "CHUV");
  g_assert_cmpstr (model_document_get_source (from_person), ==, "Dre Anna Favre");
  g_assert_cmpstr (model_document_get_source (from_nobody), ==, "");
  g_assert_cmpstr (model_document_get_author_name (from_nobody), ==, "");
}

static gpointer
make_document_cb (gpointer coding)
{
  const ModelDocumentRelation relation = { "replaces", "urn:uuid:00000000-0000-4000-8000-000000000000" };
  const ModelDocumentAuthor   author = { .person = "Dre Anna Favre", .role = coding };

  return model_document_new (&(ModelDocumentInit) {
      .id = "d1",
      .type = coding,
      .authors = &author,
      .n_authors = 1,
      .relations = &relation,
      .n_relations = 1,
      .size = -1,
  });
}

/* Made in a worker, read and freed by the main thread; codings shared by both. */
static void
test_document_threads (void)
{
  g_autoptr(ModelCoding) coding = model_coding_new ("http://snomed.info/sct", "419891008", "Record artifact");
  g_autoptr(GThread) thread = g_thread_new ("reader", make_document_cb, coding);
  g_autoptr(ModelDocument) document = g_thread_join (g_steal_pointer (&thread));

  g_assert_true (model_document_get_document_type (document) == coding);
  g_assert_true (model_document_get_author (document, 0)->role == coding);
  g_assert_cmpstr (model_document_get_relation (document, 0)->code, ==, "replaces");
  g_assert_finalize_object (g_steal_pointer (&document));
  g_assert_finalize_object (g_steal_pointer (&coding));
}

static void
test_coding (void)
{
  g_autoptr(ModelCoding) coding = model_coding_new ("s", "c", "Display");
  g_autoptr(ModelCoding) bare = model_coding_new (NULL, "c", "");
  g_autoptr(ModelCoding) empty = model_coding_new (NULL, NULL, NULL);

  g_assert_true (model_coding_is (coding, "s", "c"));
  g_assert_false (model_coding_is (coding, "t", "c"));
  g_assert_false (model_coding_is (coding, NULL, "c"));
  g_assert_false (model_coding_is (NULL, "s", "c"));
  g_assert_cmpstr (model_coding_get_label (coding), ==, "Display");
  g_assert_cmpstr (model_coding_get_label (bare), ==, "c");
  g_assert_cmpstr (model_coding_get_label (empty), ==, "");
}

/* details.text, else the code, else diagnostics, else the issue code */
static void
test_issue_text (void)
{
  g_autoptr(ModelIssue) full = model_issue_new (MODEL_ISSUE_ERROR, "processing", "text", "s", "code", "diagnostics", NULL);
  g_autoptr(ModelIssue) coded = model_issue_new (MODEL_ISSUE_ERROR, "processing", NULL, "s", "code", "diagnostics", NULL);
  g_autoptr(ModelIssue) technical = model_issue_new (MODEL_ISSUE_ERROR, "processing", NULL, NULL, NULL, "diagnostics", NULL);
  g_autoptr(ModelIssue) bare = model_issue_new (MODEL_ISSUE_WARNING, NULL, NULL, NULL, NULL, NULL, "urn:oid:2.999");

  g_assert_cmpstr (model_issue_get_text (full), ==, "text");
  g_assert_cmpstr (model_issue_get_text (coded), ==, "code");
  g_assert_cmpstr (model_issue_get_text (technical), ==, "diagnostics");
  g_assert_cmpstr (model_issue_get_text (bare), ==, "unknown");
  g_assert_cmpstr (model_issue_get_community (bare), ==, "urn:oid:2.999");
  g_assert_cmpint (model_issue_get_severity (bare), ==, MODEL_ISSUE_WARNING);
}

static void
test_problem_and_user (void)
{
  g_autoptr(ModelProblem) problem = model_problem_new ("Title", "A sentence.", NULL, MODEL_WAY_RETRY);
  g_autoptr(ModelUser) user = model_user_new ("7601000102737", "Peter Pan", "HCP", NULL, NULL);
  g_autoptr(ModelUser) stranger = model_user_new (NULL, NULL, "XYZ", NULL, NULL);

  g_assert_cmpstr (model_problem_get_title (problem), ==, "Title");
  g_assert_cmpstr (model_problem_get_sentence (problem), ==, "A sentence.");
  g_assert_null (model_problem_get_details (problem));
  g_assert_cmpint (model_problem_get_way (problem), ==, MODEL_WAY_RETRY);
  g_assert_cmpstr (model_user_get_role_label (user), !=, "");
  g_assert_cmpstr (model_user_get_role_label (stranger), ==, "");
  g_assert_cmpstr (model_user_get_name (stranger), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/patient/title", test_patient_title);
  g_test_add_func ("/model/patient/empty", test_patient_empty);
  g_test_add_func ("/model/patient/copies", test_patient_copies);
  g_test_add_func ("/model/codes", test_codes);
  g_test_add_func ("/model/document/R-MHD-10/title", test_document_title);
  g_test_add_func ("/model/document/source", test_document_source);
  g_test_add_func ("/model/document/threads", test_document_threads);
  g_test_add_func ("/model/coding", test_coding);
  g_test_add_func ("/model/issue/R-COM-13/text", test_issue_text);
  g_test_add_func ("/model/problem-and-user", test_problem_and_user);

  return g_test_run ();
}
