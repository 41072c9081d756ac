/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vaccination record of a patient at the real sandbox, over a real socket. */
#include "config.h"

#include "model-vaccination.h"
#include "record-test-support.h"
#include "record-vaccinations.h"
#include "record-vaccine-labels.h"

#include <locale.h>
#include <string.h>

#define N_VACCINATIONS 4 /* that Franz has in the training community */

static const char *preset = "ch-epr-fhir-5";

static void
wait_read (RecordVaccinations *vaccinations)
{
  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));
}

static guint
count (RecordVaccinations *vaccinations)
{
  return g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_VACCINATION));
}

static ModelUnreadDocument *
first_unread (RecordVaccinations *vaccinations)
{
  GPtrArray *unread = model_vaccination_record_get_unread (record_vaccinations_get_record (vaccinations));

  return unread->len > 0 ? g_ptr_array_index (unread, 0) : NULL;
}

/* R-VAC-89, R-VAC-105: found in the list, fetched, read, merged; every line is whole, validated by who provided it, and
 * named in the reader's language. */
static void
test_record (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(RecordVaccinations) vaccinations = record_vaccinations_new (context);
  GListModel             *lines = record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_VACCINATION);
  ModelVaccinationRecord *record;

  g_assert_true (record_vaccinations_get_loading (vaccinations));
  wait_read (vaccinations);
  record = record_vaccinations_get_record (vaccinations);
  g_assert_nonnull (record);
  g_assert_false (model_vaccination_record_is_partial (record));
  g_assert_false (model_vaccination_record_is_copy (record, NULL));
  g_assert_null (record_vaccinations_get_problem (vaccinations));
  g_assert_cmpuint (count (vaccinations), ==, N_VACCINATIONS);
  g_assert_cmpuint (record_vaccinations_get_n_documents (vaccinations), ==, N_VACCINATIONS);
  g_assert_cmpuint (record_vaccinations_get_n_read (vaccinations), ==, N_VACCINATIONS);
  g_assert_cmpuint (g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_ALLERGY)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (record_vaccinations_get_deleted (vaccinations)), ==, 0);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(ModelRecordLine) line = g_list_model_get_item (lines, i);
      ModelClinicalEntry *entry = model_record_line_get_entry (line);
      g_autoptr(GPtrArray) diseases = record_vaccine_list_diseases (MODEL_VACCINATION (entry));

      g_assert_cmpint (model_record_line_get_state (line), ==, MODEL_LINE_CURRENT);
      g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
      g_assert_cmpint (model_clinical_entry_get_facts (entry)->date.precision, ==, MODEL_DATE_DAY);
      g_assert_cmpstr (record_vaccine_label_entry (entry), !=, "");
      g_assert_cmpuint (diseases->len, >, 0);
      g_assert_cmpstr (record_vaccine_label (g_ptr_array_index (diseases, 0)), !=,
                       model_coding_get_code (g_ptr_array_index (diseases, 0)));
    }
}

/* The path of the first document of vaccination, as the sandbox is asked for it. (transfer full) */
static char *
path_of_one (Sandbox              *sandbox,
             RecordPatientContext *context)
{
  GListModel *documents = G_LIST_MODEL (record_patient_context_get_documents (context));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);
      ModelCoding *format = model_document_get_format (document);

      if (format != NULL && strstr (model_coding_get_code (format), "ch-vacd") != NULL)
        return g_strdup (model_document_get_url (document) + strlen (sandbox->origin));
    }

  g_assert_not_reached ();
}

/* R-VAC-8, R-VAC-92: one document that is closed, gone, broken or late costs itself alone, is named, and may come the
 * next time. */
static void
test_unread (void)
{
  const struct
  {
    const char       *faults;
    ModelUnreadReason reason;
  } cases[] = {
    { "'status':403", MODEL_UNREAD_NOT_ACCESSIBLE },
    { "'status':404", MODEL_UNREAD_NOT_ACCESSIBLE },
    { "'status':500", MODEL_UNREAD_NOT_FETCHED },
    { "'body':'garbage'", MODEL_UNREAD_BROKEN },
  };
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecordPatientContext *context = open_patient (sandbox, FRANZ);
      g_autofree char      *path = NULL;
      g_autofree char      *faults = NULL;
      g_autoptr(RecordVaccinations) vaccinations = NULL;

      g_test_message ("%s", cases[i].faults);
      wait_loaded (context);
      path = path_of_one (sandbox, context);
      faults = g_strdup_printf ("{%s,'path':'%s$','times':1000}", cases[i].faults, path);
      sandbox_faults (sandbox, faults);
      vaccinations = record_vaccinations_new (context);
      wait_read (vaccinations);
      g_assert_cmpuint (count (vaccinations), ==, N_VACCINATIONS - 1);
      g_assert_cmpuint (record_vaccinations_get_n_read (vaccinations), ==, N_VACCINATIONS);
      g_assert_true (model_vaccination_record_is_partial (record_vaccinations_get_record (vaccinations)));
      g_assert_nonnull (first_unread (vaccinations));
      g_assert_cmpint (model_unread_document_get_reason (first_unread (vaccinations)), ==, cases[i].reason);
      g_assert_cmpstr (model_unread_document_get_title (first_unread (vaccinations)), !=, "");
      g_assert_nonnull (model_unread_document_get_unique_id (first_unread (vaccinations)));

      sandbox_faults (sandbox, "{'status':0,'body':'right'}");
      if (cases[i].reason != MODEL_UNREAD_BROKEN) /* its bytes are there and stay what they are */
        {
          record_vaccinations_reload (vaccinations);
          wait_read (vaccinations);
          g_assert_cmpuint (count (vaccinations), ==, N_VACCINATIONS);
          g_assert_false (model_vaccination_record_is_partial (record_vaccinations_get_record (vaccinations)));
        }
    }
}

/* R-VAC-75: a community that is silent may hold more. */
static void
test_silent_community (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context;
  g_autoptr(RecordVaccinations) vaccinations = NULL;

  sandbox_faults (sandbox, "{'find.community_down':true}");
  context = open_patient (sandbox, FRANZ);
  vaccinations = record_vaccinations_new (context);
  wait_read (vaccinations);
  g_assert_true (model_vaccination_record_is_partial (record_vaccinations_get_record (vaccinations)));
  g_assert_cmpuint (model_vaccination_record_get_unread (record_vaccinations_get_record (vaccinations))->len, ==, 0);
}

static void
test_no_list (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *context;
  g_autoptr(RecordVaccinations) vaccinations = NULL;

  sandbox_faults (sandbox, "{'status':403,'path':'/fhir/DocumentReference'}");
  context = open_patient (sandbox, FRANZ);
  vaccinations = record_vaccinations_new (context);
  wait_read (vaccinations);
  g_assert_nonnull (record_vaccinations_get_problem (vaccinations));
  g_assert_cmpuint (count (vaccinations), ==, 0);
  g_assert_true (model_vaccination_record_is_partial (record_vaccinations_get_record (vaccinations)));
}

/* R-VAC-107: with the patient everything of her goes, whatever is still on its way. */
static void
test_closed (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start (preset);
  RecordPatientContext *first = open_patient (sandbox, FRANZ);
  g_autoptr(RecordVaccinations) vaccinations = record_vaccinations_new (first);
  g_autoptr(RecordVaccinations) early = NULL;
  RecordPatientContext *second;

  wait_read (vaccinations);
  early = record_vaccinations_new (first);
  second = open_patient (sandbox, FRANZ);
  wait_loaded (second);
  g_assert_cmpuint (count (vaccinations), ==, 0);
  g_assert_null (record_vaccinations_get_record (vaccinations));
  g_assert_cmpuint (count (early), ==, 0);
  g_assert_null (record_vaccinations_get_record (early));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/vaccinations/R-VAC-89/record", test_record);
  g_test_add_func ("/record/vaccinations/R-VAC-8/unread", test_unread);
  g_test_add_func ("/record/vaccinations/R-VAC-75/silent-community", test_silent_community);
  g_test_add_func ("/record/vaccinations/no-list", test_no_list);
  g_test_add_func ("/record/vaccinations/R-VAC-107/closed", test_closed);

  return g_test_run ();
}
