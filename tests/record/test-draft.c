/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file becomes a draft: what is refused, what is filled in, what the person decides. */
#include "config.h"

#include "record-content-type.h"
#include "record-draft.h"
#include "record-error.h"
#include "record-test-support.h"

#include <string.h>

static const char pdf[] = "%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n";

static ModelPatient *
find_franz (Sandbox *sandbox)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordMatch) match = NULL;

  g_assert_true (sign_in (sandbox, MARTINA, &error));
  match = search (sandbox, FRANZ, &error);
  g_assert_no_error (error);

  return g_list_model_get_item (record_match_get_patients (match), 0);
}

static RecordDraft *
make_draft (Sandbox      *sandbox,
            ModelPatient *patient,
            const char   *name,
            const char   *content,
            GError      **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr(RecordBody) body = record_body_new (bytes);

  return record_draft_new (sandbox->session, patient, name, body, error);
}

static const char *
code_of (RecordDraft *draft,
         RecordField  field)
{
  ModelCoding *coding = record_draft_get_code (draft, field);

  return coding != NULL ? model_coding_get_code (coding) : NULL;
}

static void
choose (RecordDraft *draft,
        RecordField  field,
        const char  *code)
{
  g_autoptr(GListModel) choices = record_draft_list_choices (draft, field);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) coding = g_list_model_get_item (choices, i);

      if (g_str_equal (model_coding_get_code (coding), code))
        {
          record_draft_set_code (draft, field, coding);
          return;
        }
    }
  g_error ("%s is no choice", code);
}

static void
test_refused (void)
{
  const struct
  {
    const char *name;
    const char *content;
    int         code;
  } cases[] = {
    { "empty.pdf", "", RECORD_ERROR_EMPTY },
    { "program.exe", "MZ\x90 this is none of the kinds of a record", RECORD_ERROR_FORMAT },
    { "letter.odt", "PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", RECORD_ERROR_FORMAT },
  };
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (make_draft (sandbox, franz, cases[i].name, cases[i].content, &error));
      g_assert_error (error, RECORD_ERROR, cases[i].code);
    }
}

/* Three answers; the rest is there. */
static void
test_three_answers (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "scan_1.pdf", pdf, &error);
  g_autoptr(ModelDocument) document = NULL;
  const ModelDocumentAuthor *author;
  g_autofree char           *created = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (record_draft_get_content_type (draft), ==, "application/pdf");
  g_assert_false (record_draft_get_complete (draft));
  choose (draft, RECORD_FIELD_TYPE, "373942005");
  record_draft_set_date (draft, "3.4.2026");
  record_draft_set_title (draft, "Lettre de sortie");
  g_assert_true (record_draft_get_complete (draft));

  document = record_draft_to_document (draft);
  g_assert_cmpstr (model_coding_get_code (model_document_get_document_type (document)), ==, "373942005");
  /* the class that the national table has for a discharge letter */
  g_assert_cmpstr (model_coding_get_code (model_document_get_category (document)), ==, "422735006");
  g_assert_cmpstr (model_coding_get_code (model_document_get_facility_type (document)), ==, "264358009");
  g_assert_cmpstr (model_coding_get_code (model_document_get_practice_setting (document)), ==, "394802001");
  g_assert_cmpstr (model_coding_get_code (model_document_get_format (document)), ==, "urn:che:epr:EPR_Unstructured_Document");
  g_assert_cmpstr (model_coding_get_code (model_document_get_provider_role (document)), ==, "HCP");
  g_assert_cmpuint (model_document_get_n_security_labels (document), ==, 1);
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (document, 0)), ==, "17621005");
  author = model_document_get_author (document, 0);
  g_assert_cmpstr (author->person_gln, ==, MARTINA);
  g_assert_nonnull (author->organization);
  created = model_date_to_fhir (model_document_get_created (document));
  g_assert_true (g_str_has_prefix (created, "2026-04-03T12:00:00"));
}

/* A date to come, a month, and no date at all are no answer. */
static void
test_dates (void)
{
  const char *const wrong[] = { "", "3.4.2999", "4.2026", "2026", "31.2.2026", "yesterday" };
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "a.pdf", pdf, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      record_draft_set_date (draft, wrong[i]);
      g_assert_false (record_draft_has_date (draft));
    }
  record_draft_set_date (draft, "3.4.26");
  g_assert_true (record_draft_has_date (draft));
}

/* What the document says is proposed; what the person has said stays. */
static void
test_proposals (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "a.pdf", pdf, &error);
  const char *text = "Labor Exempel\nLaborbericht vom 3. Oktober 2025\nMuster Franz, geb. 27.1.1995, und die Werte sind mit der Norm nicht";

  g_assert_no_error (error);
  record_draft_take_text (draft, text, NULL);
  g_assert_cmpstr (code_of (draft, RECORD_FIELD_TYPE), ==, "4241000179101");
  g_assert_cmpstr (code_of (draft, RECORD_FIELD_CLASS), ==, "371525003");
  g_assert_cmpstr (code_of (draft, RECORD_FIELD_LANGUAGE), ==, "de-CH");
  g_assert_cmpstr (record_draft_get_date (draft), ==, "03.10.2025");
  g_assert_cmpstr (record_draft_get_title (draft), ==, "Laborbericht vom 3. Oktober 2025");
  g_assert_true (record_draft_get_complete (draft));
  g_assert_cmpint (record_draft_get_other (draft), ==, 0);

  record_draft_set_title (draft, "Labor");
  choose (draft, RECORD_FIELD_TYPE, "371528001");
  record_draft_take_text (draft, "Ordonnance du 1.1.2020 de Exemple Anna, née le 3.4.1960", "Ordonnance de tous les jours");
  g_assert_cmpstr (record_draft_get_title (draft), ==, "Labor");
  g_assert_cmpstr (code_of (draft, RECORD_FIELD_TYPE), ==, "371528001");
  g_assert_cmpint (record_draft_get_other (draft), ==, RECORD_OTHER_BIRTH_DATE);
}

/* Every type of the national table has a class, and only classes that the table allows. */
static void
test_every_pair (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "a.pdf", pdf, &error);
  g_autoptr(GListModel) types = record_draft_list_choices (draft, RECORD_FIELD_TYPE);
  guint n_pairs = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (types), ==, 29);
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(ModelCoding) type = g_list_model_get_item (types, i);
      g_autoptr(GListModel) classes = NULL;

      record_draft_set_code (draft, RECORD_FIELD_TYPE, type);
      g_assert_nonnull (record_draft_get_code (draft, RECORD_FIELD_CLASS));
      classes = record_draft_list_choices (draft, RECORD_FIELD_CLASS);
      g_assert_cmpuint (g_list_model_get_n_items (classes), >, 0);
      n_pairs += g_list_model_get_n_items (classes);
    }
  g_assert_cmpuint (n_pairs, >=, 29);
}

/* Every MIME type of the national list is known by its files. */
static void
test_types (void)
{
  static const struct
  {
    const char *name;
    const char *beginning;
    const char *type;
    const char *format;
  } cases[] = {
    { "a.pdf", "%PDF-1.4\n", "application/pdf", "urn:che:epr:EPR_Unstructured_Document" },
    { "a.jpg", "\xff\xd8\xff\xe0", "image/jpeg", NULL },
    { "a.png", "\x89PNG\r\n\x1a\n", "image/png", NULL },
    { "a.gif", "GIF89a", "image/gif", NULL },
    { "a.tif", "II*", "image/tiff", NULL },
    { "a.jp2", "....jP  \r\n..", "image/jp2", NULL },
    { "a.jpx", "....jP  ........ftypjpx ", "image/jpx", NULL },
    { "a.jpm", "....jP  ........ftypjpm ", "image/jpm", NULL },
    { "a.mj2", "....jP  ........ftypmjp2", "video/mj2", NULL },
    { "a.mp4", "", "video/mp4", NULL },
    { "a.mpg", "", "video/mpeg", NULL },
    { "a.mp3", "ID3", "audio/mpeg", NULL },
    { "a.m4a", "", "audio/mp4", NULL },
    { "a.dcm", "", "application/dicom", "1.2.840.10008.5.1.4.1.1.88.59" },
    { "a.wrl", "#VRML V2.0", "model/vrml", NULL },
    { "a.x3d", "<?xml version=\"1.0\"?>\n<X3D>", "model/x3d+xml", NULL },
    { "a.txt", "Lettre", "text/plain", NULL },
    { "a.csv", "a;b\n", "text/csv", NULL },
    { "a.xml", "<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", "text/xml", NULL },
    { "a.json", " {\"resourceType\":\"Bundle\"}", "application/fhir+json", "urn:ihe:iti:xds:2017:mimeTypeSufficient" },
    { "a.json",
      "{\"resourceType\":\"Bundle\",\"meta\":{\"profile\":[\"http://fhir.ch/ig/ch-vacd/StructureDefinition/ch-vacd-document-vaccination-record\"]}}",
      "application/fhir+json", "urn:che:epr:ch-vacd:vaccination-record:2022" },
    { "a.xml", "<Bundle xmlns=\"http://hl7.org/fhir\">", "application/fhir+xml", NULL },
    { "a.mime", "MIME-Version: 1.0\nContent-Type: multipart/x-hl7-cda-level1; boundary=a\n", "multipart/x-hl7-cda-level1", NULL },
    { "a.eml", "MIME-Version: 1.0\r\nContent-Type: multipart/signed;\r\n boundary=a\r\n", "multipart/signed", NULL },
    { "a.eml", "Subject: a\n b\nContent-Type: multipart/multilingual\n", "multipart/multilingual", NULL },
    { "a.x3dv", "#X3D V3.0 utf8", "model/x3d-vrml", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (cases[i].beginning, strlen (cases[i].beginning));
      g_autofree char *type = record_content_type_guess (cases[i].name, bytes);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (type, ==, cases[i].type);
      if (cases[i].format != NULL)
        g_assert_cmpstr (record_content_type_format (type, bytes), ==, cases[i].format);
    }
}

/* Somebody deposits what somebody else wrote: the number does not pass from one to the other. */
static void
test_author (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "letter.pdf", pdf, &error);
  g_autoptr(ModelDocument) document = NULL;
  const ModelDocumentAuthor *author;

  g_assert_no_error (error);
  record_draft_set_title (draft, "Lettre");
  record_draft_set_date (draft, "1.2.2026");
  choose (draft, RECORD_FIELD_TYPE, "371535009");
  g_assert_true (record_draft_get_complete (draft));
  g_assert_cmpstr (record_draft_get_author_gln (draft), !=, "");

  record_draft_set_author (draft, "Dre Anna Favre");
  g_assert_cmpstr (record_draft_get_author_gln (draft), ==, "");
  record_draft_set_author_gln (draft, "7601000000001");
  g_assert_false (record_draft_get_complete (draft));
  record_draft_set_author_gln (draft, "7601002860123");
  g_assert_true (record_draft_get_complete (draft));
  choose (draft, RECORD_FIELD_AUTHOR_ROLE, "ASS");

  document = record_draft_to_document (draft);
  author = model_document_get_author (document, 0);
  g_assert_cmpstr (author->person, ==, "Dre Anna Favre");
  g_assert_cmpstr (author->person_gln, ==, "7601002860123");
  g_assert_cmpstr (model_coding_get_code (author->role), ==, "ASS");
  /* R-MHD-26: who provides is another question */
  g_assert_cmpstr (model_coding_get_code (model_document_get_provider_role (document)), ==, "HCP");

  record_draft_set_author (draft, "");
  record_draft_set_author_gln (draft, "");
  g_assert_false (record_draft_get_complete (draft));
}

static void
test_events (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(ModelPatient) franz = find_franz (sandbox);
  g_autoptr(RecordDraft) draft = make_draft (sandbox, franz, "letter.pdf", pdf, NULL);
  g_autoptr(GListModel) choices = record_draft_list_choices (draft, RECORD_FIELD_EVENT);
  g_autoptr(ModelDocument) document = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(ModelCoding) event = g_list_model_get_item (choices, i);

      record_draft_add_event (draft, event);
      record_draft_add_event (draft, event);
      if (i == 1)
        record_draft_remove_event (draft, event);
    }
  record_draft_set_title (draft, "Lettre");
  record_draft_set_date (draft, "1.2.2026");
  choose (draft, RECORD_FIELD_TYPE, "371535009");
  document = record_draft_to_document (draft);
  g_assert_cmpuint (model_document_get_n_events (document), ==, 2);
}

/* What was chosen most stands first; what nobody tells is as last time. */
static void
test_habits (void)
{
  g_autoptr(RecordHabits) habits = record_habits_new ();
  g_autoptr(ModelCoding) rare = model_coding_new ("s", "1", NULL);
  g_autoptr(ModelCoding) frequent = model_coding_new ("s", "2", NULL);
  g_auto(GStrv) codes = NULL;
  g_auto(GStrv) none = record_habits_list (habits, "practice-setting");

  g_assert_cmpstr (none[0], ==, NULL);
  record_habits_note (habits, "document-type", frequent);
  record_habits_note (habits, "document-type", frequent);
  record_habits_note (habits, "document-type", rare);
  record_habits_note (habits, "practice-setting", rare);
  codes = record_habits_list (habits, "document-type");
  g_assert_cmpuint (g_strv_length (codes), ==, 2);
  g_assert_cmpstr (codes[0], ==, "2");
  g_assert_cmpstr (record_habits_get_last (habits, "document-type"), ==, "1");
  g_assert_null (record_habits_get_last (habits, "language"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/draft/refused", test_refused);
  g_test_add_func ("/record/draft/R-MHD-24/three-answers", test_three_answers);
  g_test_add_func ("/record/draft/dates", test_dates);
  g_test_add_func ("/record/draft/proposals", test_proposals);
  g_test_add_func ("/record/draft/R-MHD-24/every-pair", test_every_pair);

  g_test_add_func ("/record/draft/types", test_types);
  g_test_add_func ("/record/draft/author", test_author);
  g_test_add_func ("/record/draft/events", test_events);
  g_test_add_func ("/record/draft/habits", test_habits);

  return g_test_run ();
}
