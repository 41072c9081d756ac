/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of every sort that the training community has, as they come out of merging. */
#include "config.h"

#include "model-serology.h"
#include "model-vaccination.h"
#include "record-test-support.h"
#include "record-vaccinations.h"
#include "record-vaccine-labels.h"

#include <string.h>

#define PAN "7601000102737" /* of Dr. Musterarzt's practice; the patients name her, and him as one of the practice only */

static RecordVaccinations *
read_record (Sandbox    *sandbox,
             const char *patient)
{
  RecordVaccinations *vaccinations = record_vaccinations_new (open_patient (sandbox, patient));

  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));

  return vaccinations;
}

static ModelVaccinationRecord *
record_of (RecordVaccinations *vaccinations)
{
  return record_vaccinations_get_record (vaccinations);
}

/* The line that says @name at @date (as in FHIR); NULL when there is none. Borrowed. */
static ModelRecordLine *
find (RecordVaccinations *vaccinations,
      const char         *name,
      const char         *date)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record_of (vaccinations));

  for (guint i = 0; i < lines->len; i++)
    {
      ModelClinicalEntry *entry = model_record_line_get_entry (g_ptr_array_index (lines, i));
      g_autofree char    *on = model_date_to_fhir (&model_clinical_entry_get_facts (entry)->date);

      if (strstr (record_vaccine_label_entry (entry), name) != NULL && g_strcmp0 (on, date) == 0)
        return g_ptr_array_index (lines, i);
    }

  return NULL;
}

static guint
n_lines (RecordVaccinations *vaccinations)
{
  return model_vaccination_record_get_lines (record_of (vaccinations))->len;
}

/* R-VAC-54, R-VAC-68, R-VAC-70, R-VAC-74 */
static void
test_corrected (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = read_record (sandbox, "Korrektur, Klara 20.05.1985");
  ModelRecordLine    *line = find (vaccinations, "FSME", "2022-04-03");
  ModelClinicalEntry *entry;

  g_assert_nonnull (line);
  entry = model_record_line_get_entry (line);
  g_assert_cmpuint (model_record_line_get_n_versions (line), ==, 8);
  g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
  g_assert_cmpstr (model_vaccination_get_details (MODEL_VACCINATION (entry))->lot, ==, "VNR1M09A");
  g_assert_cmpuint (model_clinical_entry_get_facts (entry)->comments->len, ==, 5);
  /* the patient changed the date of what was validated; the other stays validated */
  g_assert_cmpint (model_record_line_get_validation (find (vaccinations, "Havrix", "2019-07-16")), ==, MODEL_VALIDATION_NOT_VALIDATED);
  g_assert_cmpint (model_record_line_get_validation (find (vaccinations, "Vivotif", "2019-07")), ==, MODEL_VALIDATION_VALIDATED);
  /* deleted and back; deleted and gone; refuted */
  g_assert_cmpint (model_record_line_get_state (find (vaccinations, "Fluarix", "2022-11-08")), ==, MODEL_LINE_CURRENT);
  g_assert_null (find (vaccinations, "Priorix", "2022-11-08"));
  g_assert_cmpuint (g_list_model_get_n_items (record_vaccinations_get_deleted (vaccinations)), ==, 1);
  g_assert_cmpint (model_record_line_get_state (find (vaccinations, "egg", "2024-02")), ==, MODEL_LINE_REFUTED);
}

/* R-VAC-35, R-VAC-69, R-VAC-72, R-VAC-76, R-VAC-77 */
static void
test_conflict (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = read_record (sandbox, "Doublon, Denis 02.11.1978");

  g_assert_cmpuint (n_lines (vaccinations), ==, 11);
  g_assert_true (model_record_line_get_marks (find (vaccinations, "Boostrix", "2024-01-10")) & MODEL_LINE_FORKED);
  g_assert_true (model_record_line_get_marks (find (vaccinations, "Fluarix", "2024-10-15")) & MODEL_LINE_DUPLICATE);
  g_assert_true (model_record_line_get_marks (find (vaccinations, "FSME", "2024-03-20")) & MODEL_LINE_SIMILAR);
  g_assert_true (model_record_line_get_marks (find (vaccinations, "Havrix", "2024-07-01")) & MODEL_LINE_CIRCULAR);
  /* one entry that two documents hold is one */
  g_assert_cmpint (model_record_line_get_marks (find (vaccinations, "Engerix", "2024-09-02")), ==, 0);
  g_assert_nonnull (find (vaccinations, "No known allergy", "2024-06-01"));
}

/* R-VAC-73, R-VAC-92: what one may see, another may not; each is told what is not certain. */
static void
test_hidden (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) hers = read_record (sandbox, "Cachée, Colette 28.02.1990");
  g_autoptr(RecordVaccinations) his = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *unread;

  g_assert_cmpint (model_record_line_get_marks (find (hers, "Gardasil", "2023-02-01")), ==, 0);
  g_assert_cmpuint (model_record_line_get_n_versions (find (hers, "Gardasil", "2023-02-01")), ==, 2);
  g_assert_true (model_record_line_get_marks (find (hers, "Engerix", "2023-04-03")) & MODEL_LINE_PREDECESSOR_HIDDEN);
  g_assert_true (model_record_line_get_marks (find (hers, "Engerix", "2022-03")) & MODEL_LINE_MAY_BE_OUTDATED);
  g_assert_nonnull (find (hers, "FSME", "2023-06-05"));
  g_assert_nonnull (find (hers, "spleen", "2020-05-01"));
  g_assert_cmpuint (model_vaccination_record_get_unread (record_of (hers))->len, ==, 0);

  record_session_sign_out (sandbox->session);
  g_assert_true (sign_in (sandbox, PAN, &error));
  g_assert_no_error (error);
  his = read_record (sandbox, "Cachée, Colette 28.02.1990");
  g_assert_true (model_record_line_get_marks (find (his, "Gardasil", "2023-02-01")) & MODEL_LINE_PREDECESSOR_HIDDEN);
  g_assert_null (find (his, "FSME", "2023-06-05"));
  g_assert_nonnull (find (his, "FSME", "2023-07-10"));
  g_assert_null (find (his, "spleen", "2020-05-01"));
  unread = model_vaccination_record_get_unread (record_of (his));
  g_assert_cmpuint (unread->len, ==, 1);
  g_assert_cmpint (model_unread_document_get_reason (g_ptr_array_index (unread, 0)), ==, MODEL_UNREAD_NOT_ACCESSIBLE);
  g_assert_cmpstr (model_unread_document_get_title (g_ptr_array_index (unread, 0)), ==, "Vaccination, 05.06.2023");
}

/* R-VAC-7, R-VAC-19, R-VAC-25, R-VAC-28, R-VAC-108: nothing that was ever written is lost or shown wrong. */
static void
test_dialects (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = read_record (sandbox, "Dialekt, Dora 07.07.1970");
  ModelRecordLine    *line = find (vaccinations, "FSME", "2021-02-03");
  ModelClinicalEntry *midnight;
  g_autofree char    *value = NULL;

  g_assert_cmpuint (n_lines (vaccinations), ==, 13);
  g_assert_cmpuint (model_record_line_get_n_versions (line), ==, 2);
  g_assert_cmpuint (model_record_line_get_n_versions (find (vaccinations, "Encepur", "2022-03-01")), ==, 2);
  g_assert_cmpuint (model_record_line_get_n_versions (find (vaccinations, "Encepur", "2018-05-05")), ==, 2);
  g_assert_nonnull (find (vaccinations, "Havrix", "2020-01-01"));
  midnight = model_record_line_get_entry (find (vaccinations, "Havrix", "2020-01-01"));
  g_assert_null (model_vaccination_get_details (MODEL_VACCINATION (midnight))->lot);
  g_assert_nonnull (find (vaccinations, "Twinrix", "1992"));
  g_assert_nonnull (find (vaccinations, "Td-pur", NULL));
  g_assert_nonnull (find (vaccinations, "Rabipur", "2015-06-01"));
  g_assert_nonnull (find (vaccinations, "Gelbfieber (Hausliste)", "2009-11-12"));
  {
    g_autoptr(GPtrArray) diseases = record_vaccine_list_diseases (MODEL_VACCINATION (model_record_line_get_entry (find (vaccinations, "MMR-II", "1985-06"))));

    g_assert_cmpuint (diseases->len, ==, 3);
    g_assert_cmpstr (record_vaccine_label (g_ptr_array_index (diseases, 0)), ==, "Measles");
  }
  value = model_serology_dup_value (MODEL_SEROLOGY (model_record_line_get_entry (find (vaccinations, "encephalitis", "2022-03-20"))));
  g_assert_cmpstr (value, ==, "12.50 [iU]/mL");
}

/* R-VAC-8, R-VAC-49 */
static void
test_unreadable (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = read_record (sandbox, "Illisible, Ignace 12.12.1966");
  GPtrArray *unread = model_vaccination_record_get_unread (record_of (vaccinations));
  guint      n_broken = 0, n_other = 0;

  for (guint i = 0; i < unread->len; i++)
    {
      n_broken += model_unread_document_get_reason (g_ptr_array_index (unread, i)) == MODEL_UNREAD_BROKEN ? 1 : 0;
      n_other += model_unread_document_get_reason (g_ptr_array_index (unread, i)) == MODEL_UNREAD_OTHER_PATIENT ? 1 : 0;
    }
  g_assert_cmpuint (n_broken, ==, 5);
  g_assert_cmpuint (n_other, ==, 1);
  g_assert_cmpuint (n_lines (vaccinations), ==, 1);
  g_assert_true (model_vaccination_record_is_partial (record_of (vaccinations)));
}

/* R-VAC-80, R-VAC-89: the newest copy alone; CDA is not merged. */
static void
test_copy (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) copy = read_record (sandbox, "Kopie, Konrad 01.04.1952");
  g_autoptr(RecordVaccinations) cda = NULL;
  ModelDate date;

  g_assert_true (model_vaccination_record_is_copy (record_of (copy), &date));
  g_assert_cmpint (date.year, ==, 2025);
  g_assert_cmpuint (n_lines (copy), ==, 5);
  g_assert_true (model_record_line_get_marks (find (copy, "Fluarix", "2024-10-22")) & MODEL_LINE_DUPLICATE);
  cda = read_record (sandbox, "Estero, Enea 30.08.1983");
  g_assert_cmpuint (n_lines (cda), ==, 1);
  g_assert_cmpuint (record_vaccinations_get_n_documents (cda), ==, 1);
  g_assert_false (model_vaccination_record_is_partial (record_of (cda)));
}

/* R-VAC-29, R-VAC-33, R-VAC-44, R-VAC-110 */
static void
test_kinds (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = read_record (sandbox, "Vielfalt, Vera 17.06.1988");
  g_autoptr(RecordVaccinations) spoiled = NULL;
  ModelClinicalEntry *passive = model_record_line_get_entry (find (vaccinations, "Tetagam", "2019-06-30"));
  ModelClinicalEntry *refused = model_record_line_get_entry (find (vaccinations, "Comirnaty", "2021-06-15"));
  g_autofree char    *value = model_serology_dup_value (MODEL_SEROLOGY (model_record_line_get_entry (find (vaccinations, "Measles", "2023-02-27"))));
  ModelComment       *comment;

  for (int kind = 0; kind <= MODEL_CLINICAL_SEROLOGY; kind++)
    g_assert_cmpuint (g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, (ModelClinicalKind) kind)), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_VACCINATION)), ==, 6);
  g_assert_false (model_vaccination_is_dose (MODEL_VACCINATION (passive)));
  g_assert_false (model_vaccination_is_dose (MODEL_VACCINATION (refused)));
  g_assert_cmpstr (value, ==, "< 10 [iU]/mL");

  spoiled = read_record (sandbox, "Umlaut, Ursula 23.03.1969");
  comment = g_ptr_array_index (model_clinical_entry_get_facts (model_record_line_get_entry (find (spoiled, "Td-pur", "2022-06-01")))->comments, 0);
  g_assert_cmpstr (model_comment_get_text (comment), ==, "Für die Reise nach Österreich aufgefrischt.");
  g_assert_cmpstr (model_actor_get_name (model_comment_get_author (comment)), ==, "Dr. Jürg Müller");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/vaccine-sorts/corrected/R-VAC-68", test_corrected);
  g_test_add_func ("/record/vaccine-sorts/conflict/R-VAC-72", test_conflict);
  g_test_add_func ("/record/vaccine-sorts/hidden/R-VAC-73", test_hidden);
  g_test_add_func ("/record/vaccine-sorts/dialects/R-VAC-108", test_dialects);
  g_test_add_func ("/record/vaccine-sorts/unreadable/R-VAC-8", test_unreadable);
  g_test_add_func ("/record/vaccine-sorts/copy/R-VAC-80", test_copy);
  g_test_add_func ("/record/vaccine-sorts/kinds/R-VAC-33", test_kinds);

  return g_test_run ();
}
