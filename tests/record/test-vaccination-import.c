/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of other programs beside the record, and copies of the record, at the real sandbox. */
#include "config.h"

#include "epr-vaccination.h"
#include "model-vaccination.h"
#include "record-error.h"
#include "record-vaccination-give.h"
#include "record-vaccination-import.h"
#include "vaccination-write-support.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *preset = "ch-epr-fhir-5";

/* (transfer full) (nullable) */
static RecordVaccinationImport *
open_file (Practice   *practice,
           const char *path,
           GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);

  record_vaccination_import_open_async (practice->vaccinations, file, NULL, result_cb, &result);
  wait_for (&result);

  return record_vaccination_import_open_finish (result, error);
}

static RecordVaccinationImport *
open_text (Practice   *practice,
           const char *text,
           gssize      size,
           GError    **error)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "import.json", NULL);

  g_assert_true (g_file_set_contents (path, text, size, NULL));

  return open_file (practice, path, error);
}

static GBytes *
export_record (Practice       *practice,
               ModelDocument **metadata)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  record_vaccination_snapshot_async (practice->sandbox->session, practice->patient, record_vaccinations_get_record (practice->vaccinations), FALSE, NULL,
                                     result_cb, &result);
  wait_for (&result);
  bytes = record_vaccination_write_finish (practice->sandbox->session, result, metadata, &error);
  g_assert_no_error (error);

  return bytes;
}

static guint
count_state (RecordVaccinationImport *import,
             RecordImportState        state)
{
  GListModel *entries = record_vaccination_import_get_entries (import);
  guint       n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (entries, i);

      if (record_import_entry_get_state (entry) == state)
        n++;
    }

  return n;
}

static RecordDeposit *
deposit (Practice                *practice,
         RecordVaccinationImport *import,
         GError                 **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_vaccination_import_deposit_async (import, practice->sandbox->session, FALSE, NULL, result_cb, &result);
  wait_for (&result);

  return record_vaccination_import_deposit_finish (import, result, error);
}

/* R-VAC-80: read back, an exported record says what the record says: entries, identifiers, content. */
static void
test_export (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(ModelDocument) metadata = NULL;
  g_autoptr(GBytes) bytes = export_record (practice, &metadata);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelVaccinationDocument) document = NULL;
  GPtrArray *lines = model_vaccination_record_get_lines (record_vaccinations_get_record (practice->vaccinations));

  g_assert_cmpstr (model_coding_get_code (model_document_get_format (metadata)), ==, "urn:che:epr:ch-vacd:vaccination-record:2022");
  epr_vaccination_read_async (bytes, NULL, NULL, result_cb, &result);
  wait_for (&result);
  document = epr_vaccination_read_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (model_vaccination_document_get_facts (document)->kind, ==, MODEL_VACCINATION_SNAPSHOT);
  g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, lines->len);
  for (guint i = 0; i < lines->len; i++)
    {
      ModelClinicalEntry *own = model_record_line_get_entry (g_ptr_array_index (lines, i));
      ModelIdentifier    *identifier = g_ptr_array_index (model_clinical_entry_get_facts (own)->identifiers, 0);
      g_autofree char    *token = model_clinical_token (model_identifier_get_value (identifier));
      guint               n = 0;

      for (guint j = 0; j < lines->len; j++)
        if (model_clinical_entry_has_identifier (model_vaccination_document_get_entry (document, j), token))
          {
            ModelClinicalEntry *other = model_vaccination_document_get_entry (document, j);

            n++;
            g_assert_cmpstr (model_clinical_entry_get_label (other), ==, model_clinical_entry_get_label (own));
            g_assert_cmpint (model_date_compare (&model_clinical_entry_get_facts (other)->date, &model_clinical_entry_get_facts (own)->date), ==, 0);
            g_assert_cmpstr (model_vaccination_get_details (MODEL_VACCINATION (other))->lot, ==, model_vaccination_get_details (MODEL_VACCINATION (own))->lot);
            g_assert_cmpint (model_clinical_entry_get_facts (other)->verification, ==, model_clinical_entry_get_facts (own)->verification);
          }
      g_assert_cmpuint (n, ==, 1);
    }
}

/* R-VAC-83: known as a whole; a deposit is not to be had. */
static void
test_known (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(GBytes) bytes = export_record (practice, NULL);
  g_autoptr(GError) error = NULL;
  gsize       size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr(RecordVaccinationImport) import = open_text (practice, text, (gssize) size, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count_state (import, RECORD_IMPORT_KNOWN), ==, 4);
  g_assert_null (record_vaccination_import_get_difference (import));
  g_assert_cmpuint (record_vaccination_import_get_n_taken (import), ==, 0);
  g_assert_false (record_vaccination_import_get_ready (import));
}

/* What is no document of vaccinations says so, and costs nothing; R-VAC-82: a PDF is for people, and is not taken. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int         code;
  } cases[] = {
    { "", RECORD_ERROR_FORMAT },
    { "%PDF-1.7", RECORD_ERROR_FORMAT },
    { "{\"resourceType\":\"Patient\"}", RECORD_ERROR_FORMAT },
    { "{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":[{\"resource\":{\"resourceType\":\"Composition\"}}]}", RECORD_ERROR_EMPTY },
    { "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"document\"/>", RECORD_ERROR_FORMAT },
  };
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(GError) gone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (open_text (practice, cases[i].text, -1, &error));
      g_assert_error (error, RECORD_ERROR, cases[i].code);
    }
  g_assert_null (open_file (practice, "/nowhere/at/all.json", &gone));
  g_assert_error (gone, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* R-VAC-49, R-VAC-83: each example of the guide and of the national module, all of them about somebody else: said, waited for,
 * and then written so that no rule is broken, with identifiers that no file had. */
static void
test_examples (void)
{
  static const char *const folders[] = { "ig", "module" };
  const char              *fixtures = g_getenv ("CABINET_FIXTURES");
  g_autoptr(Practice) practice = practice_open (preset);
  guint n_deposited = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (fixtures != NULL ? fixtures : "/", "ch-vacd", folders[i], NULL);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr(GError) error = NULL;
          g_autoptr(RecordVaccinationImport) import = open_file (practice, path, &error);
          g_autoptr(RecordDeposit) sent = NULL;

          if (import == NULL)
            {
              g_assert_true (g_error_matches (error, RECORD_ERROR, RECORD_ERROR_FORMAT) || g_error_matches (error, RECORD_ERROR, RECORD_ERROR_EMPTY));
              continue;
            }
          g_assert_nonnull (record_vaccination_import_get_difference (import));
          g_assert_false (record_vaccination_import_get_ready (import));
          record_vaccination_import_set_confirmed (import, TRUE);
          g_test_message ("%s: %u of %u", name, record_vaccination_import_get_n_taken (import),
                          g_list_model_get_n_items (record_vaccination_import_get_entries (import)));
          if (!record_vaccination_import_get_ready (import))
            continue;
          sent = deposit (practice, import, &error);
          g_assert_no_error (error);
          g_assert_nonnull (sent);
          n_deposited++;
        }
    }
  g_assert_true (fixtures == NULL || n_deposited > 0);
}

/* Nothing is lost that the file said, and the identifier is a new one. */
static void
test_taken (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(GBytes) bytes = export_record (practice, NULL);
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *whole = g_strndup (data, size);
  g_auto(GStrv) dates = g_strsplit (whole, "2015-05-04", -1);
  g_autofree char *later = g_strjoinv ("1999-05-04", dates);
  g_auto(GStrv) numbers = g_strsplit (later, "\"urn:uuid:", -1);
  g_autofree char *text = g_strjoinv ("\"urn:uuid:e", numbers);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordVaccinationImport) import = open_text (practice, text, -1, &error);
  g_autoptr(RecordDeposit) sent = NULL;
  GListModel *lines = record_vaccinations_get_lines (practice->vaccinations, MODEL_CLINICAL_VACCINATION);
  const guint n_before = g_list_model_get_n_items (lines);
  gboolean    found = FALSE;

  g_assert_no_error (error);
  g_assert_cmpuint (count_state (import, RECORD_IMPORT_NEW), ==, 1);
  g_assert_true (record_vaccination_import_get_ready (import));
  sent = deposit (practice, import, &error);
  g_assert_no_error (error);
  WAIT_UNTIL (g_list_model_get_n_items (lines) > n_before);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(ModelRecordLine) line = g_list_model_get_item (lines, i);
      const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_record_line_get_entry (line));
      const char               *number = model_identifier_get_value (g_ptr_array_index (facts->identifiers, 0));

      if (facts->date.year != 1999)
        continue;
      found = TRUE;
      g_assert_null (strstr (text, number));
      g_assert_cmpuint (facts->performers->len, ==, 1);
      g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
      g_assert_cmpstr (model_actor_get_gln (facts->recorder), ==, MARTINA);
    }
  g_assert_true (found);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/vaccination-import/export/R-VAC-80", test_export);
  g_test_add_func ("/record/vaccination-import/known/R-VAC-83", test_known);
  g_test_add_func ("/record/vaccination-import/refused", test_refused);
  g_test_add_func ("/record/vaccination-import/examples/R-VAC-49", test_examples);
  g_test_add_func ("/record/vaccination-import/taken/R-VAC-83", test_taken);

  return g_test_run ();
}
