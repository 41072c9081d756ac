/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the vaccination record, written into the record of the real sandbox and read back. */
#include "config.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "vaccination-write-support.h"

#include <locale.h>
#include <string.h>

static const char *preset = "ch-epr-fhir-5";

#define N_KINDS (MODEL_CLINICAL_SEROLOGY + 1)

static const ModelClinicalFacts *
facts_of (ModelRecordLine *line)
{
  return model_clinical_entry_get_facts (model_record_line_get_entry (line));
}

static const ModelVaccinationDetails *
details_of (ModelRecordLine *line)
{
  return model_vaccination_get_details (MODEL_VACCINATION (model_record_line_get_entry (line)));
}

/* R-VAC-22, R-VAC-51, R-VAC-56: each kind is written, all of them in one document, and stands in the record as it was said. */
static void
test_create (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  const guint             n_before = record_vaccinations_get_n_documents (practice->vaccinations);
  RecordVaccinationChange changes[N_KINDS] = { 0 };
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(RecordDeposit) deposit = NULL;

  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      g_ptr_array_add (drafts, draft_of_kind (practice->patient, (ModelClinicalKind) kind));
      changes[kind].draft = g_ptr_array_index (drafts, kind);
    }
  deposit = submit_and_read (practice, changes, N_KINDS);
  g_assert_cmpuint (record_vaccinations_get_n_documents (practice->vaccinations), ==, n_before + 1);
  g_assert_cmpuint (model_vaccination_record_get_unread (record_vaccinations_get_record (practice->vaccinations))->len, ==, 0);

  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr(ModelClinicalEntry) wanted = record_entry_draft_to_entry (g_ptr_array_index (drafts, kind));
      const ModelClinicalFacts *said = model_clinical_entry_get_facts (wanted);
      g_autoptr(ModelRecordLine) line =
          find_line (practice, (ModelClinicalKind) kind, model_coding_get_code (model_clinical_entry_get_code (wanted)));

      g_test_message ("%s", model_clinical_kind_to_code ((ModelClinicalKind) kind));
      g_assert_nonnull (line);
      g_assert_cmpint (model_record_line_get_state (line), ==, MODEL_LINE_CURRENT);
      g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
      g_assert_cmpuint (facts_of (line)->identifiers->len, ==, 1);
      g_assert_cmpint (facts_of (line)->date.precision, ==, said->date.precision);
      g_assert_cmpint (model_date_compare (&facts_of (line)->date, &said->date), ==, 0);
      g_assert_cmpint (facts_of (line)->faults & ~(said->date.precision == MODEL_DATE_UNKNOWN ? MODEL_CLINICAL_FAULT_NO_DATE : 0), ==, 0);
      g_assert_cmpstr (model_actor_get_gln (facts_of (line)->recorder), ==, MARTINA);
    }
}

/* R-VAC-26, R-VAC-27, R-VAC-30, R-VAC-42: what stands beside the code. */
static void
test_details (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  g_autoptr(RecordEntryDraft) result = draft_of_kind (practice->patient, MODEL_CLINICAL_SEROLOGY);
  g_autoptr(ModelActor) martina = record_vaccination_dup_self (practice->sandbox->session);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelRecordLine) measured = NULL;
  g_autoptr(GPtrArray) diseases = NULL;
  g_autofree char               *value = NULL;
  const ModelVaccinationDetails *details;
  const RecordVaccinationChange  changes[] = { { .draft = draft }, { .draft = result } };

  record_entry_draft_set_text (draft, RECORD_ENTRY_DOSE, "2");
  record_entry_draft_set_text (draft, RECORD_ENTRY_LOT, "AC37B291AA");
  record_entry_draft_set_text (draft, RECORD_ENTRY_EXPIRY, "30.6.2022");
  record_entry_draft_set_text (draft, RECORD_ENTRY_COMMENT, "Left arm was sore before");
  choose (draft, RECORD_ENTRY_SITE, "LA");
  record_entry_draft_set_performer (draft, martina);
  deposit = submit_and_read (practice, changes, G_N_ELEMENTS (changes));

  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  details = details_of (line);
  diseases = model_vaccination_dup_diseases (MODEL_VACCINATION (model_record_line_get_entry (line)));
  g_assert_cmpstr (details->lot, ==, "AC37B291AA");
  g_assert_cmpint (details->expiry.year, ==, 2022);
  g_assert_cmpstr (model_coding_get_code (details->site), ==, "LA");
  g_assert_cmpuint (details->n_doses, ==, 1);
  g_assert_cmpint (details->doses[0].number, ==, 2);
  g_assert_cmpuint (diseases->len, ==, 3);
  g_assert_cmpuint (facts_of (line)->performers->len, ==, 1);
  g_assert_cmpstr (model_actor_get_gln (g_ptr_array_index (facts_of (line)->performers, 0)), ==, MARTINA);
  g_assert_cmpuint (facts_of (line)->comments->len, ==, 1);
  g_assert_cmpstr (model_comment_get_text (g_ptr_array_index (facts_of (line)->comments, 0)), ==, "Left arm was sore before");

  measured = find_line (practice, MODEL_CLINICAL_SEROLOGY, "16935-9");
  value = model_serology_dup_value (MODEL_SEROLOGY (model_record_line_get_entry (measured)));
  g_assert_cmpstr (value, ==, "120 [iU]/L");
}

/* R-VAC-60, R-VAC-61, R-VAC-68: a correction says what is new, keeps all else, and takes the place of the version before. */
static void
test_correct (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) first = draft_boostrix (practice->patient);
  g_autoptr(ModelActor) peter = model_actor_new (MODEL_ACTOR_PROFESSIONAL, "Dr. Peter Pan", "7601000102737", NULL);
  g_autoptr(RecordEntryDraft) second = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelRecordLine) corrected = NULL;
  g_autoptr(RecordDeposit) one = NULL;
  g_autoptr(RecordDeposit) two = NULL;

  record_entry_draft_set_text (first, RECORD_ENTRY_LOT, "AC37");
  choose (first, RECORD_ENTRY_SITE, "LA");
  record_entry_draft_set_performer (first, peter);
  one = submit_one (practice, RECORD_VACCINATION_CREATE, first, NULL, NULL);
  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);

  second = record_entry_draft_new_change (line, practice->patient);
  g_assert_true (record_entry_draft_get_complete (second));
  g_assert_false (record_entry_draft_is_touched (second));
  g_assert_cmpstr (record_entry_draft_get_text (second, RECORD_ENTRY_DATE), ==, "12.02.2021");
  g_assert_cmpstr (record_entry_draft_get_text (second, RECORD_ENTRY_LOT), ==, "AC37");
  record_entry_draft_set_text (second, RECORD_ENTRY_LOT, "AC38");
  two = submit_one (practice, RECORD_VACCINATION_CORRECT, second, NULL, NULL);

  corrected = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_assert_cmpuint (model_record_line_get_n_versions (corrected), ==, 2);
  g_assert_cmpstr (details_of (corrected)->lot, ==, "AC38");
  g_assert_cmpstr (model_coding_get_code (details_of (corrected)->site), ==, "LA");
  g_assert_cmpint (facts_of (corrected)->date.day, ==, 12);
  g_assert_cmpstr (model_actor_get_gln (g_ptr_array_index (facts_of (corrected)->performers, 0)), ==, "7601000102737");
  g_assert_cmpstr (model_actor_get_gln (facts_of (corrected)->recorder), ==, MARTINA);
}

/* R-VAC-62, R-VAC-70, R-VAC-79: deleted with its reason, in the history only; the deletion undone, it is what it was. */
static void
test_annul_and_restore (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  const guint n_before = count_lines (practice, MODEL_CLINICAL_VACCINATION);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  g_autoptr(RecordDeposit) one = NULL;
  g_autoptr(RecordDeposit) two = NULL;
  g_autoptr(RecordDeposit) three = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelRecordLine) deleted = NULL;
  g_autoptr(ModelRecordLine) restored = NULL;
  g_autofree char *reason = NULL;

  record_entry_draft_set_text (draft, RECORD_ENTRY_LOT, "AC37");
  one = submit_one (practice, RECORD_VACCINATION_CREATE, draft, NULL, NULL);
  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  reason = record_vaccination_dup_duplicate_reason (line);
  g_assert_nonnull (strstr (reason, "Boostrix, 12.02.2021"));
  two = submit_one (practice, RECORD_VACCINATION_ANNUL, NULL, line, reason);
  g_assert_cmpuint (count_lines (practice, MODEL_CLINICAL_VACCINATION), ==, n_before);
  deleted = first_deleted (practice);
  g_assert_nonnull (deleted);
  g_assert_cmpint (model_record_line_get_state (deleted), ==, MODEL_LINE_DELETED);
  g_assert_cmpstr (model_comment_get_text (g_ptr_array_index (facts_of (deleted)->comments, 0)), ==, reason);

  three = submit_one (practice, RECORD_VACCINATION_RESTORE, NULL, deleted, NULL);
  restored = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_assert_nonnull (restored);
  g_assert_cmpuint (model_record_line_get_n_versions (restored), ==, 3);
  g_assert_cmpint (model_record_line_get_validation (restored), ==, MODEL_VALIDATION_VALIDATED);
  g_assert_cmpstr (details_of (restored)->lot, ==, "AC37");
  g_assert_null (facts_of (restored)->comments);
  g_assert_null (first_deleted (practice));
}

/* Chapter 8: a note is added and changes nothing else; what a professional does not stand behind is struck, not deleted
 * (R-VAC-55). */
static void
test_comment_and_refute (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_of_kind (practice->patient, MODEL_CLINICAL_ALLERGY);
  g_autoptr(RecordDeposit) one = submit_one (practice, RECORD_VACCINATION_CREATE, draft, NULL, NULL);
  g_autoptr(ModelRecordLine) line = find_line (practice, MODEL_CLINICAL_ALLERGY, "213020009");
  g_autoptr(RecordDeposit) two = submit_one (practice, RECORD_VACCINATION_COMMENT, NULL, line, "Tolerates baked egg");
  g_autoptr(ModelRecordLine) commented = find_line (practice, MODEL_CLINICAL_ALLERGY, "213020009");
  g_autoptr(RecordDeposit) three = NULL;
  g_autoptr(RecordDeposit) four = NULL;
  g_autoptr(ModelRecordLine) refuted = NULL;
  g_autoptr(ModelRecordLine) again = NULL;
  ModelComment *comment = g_ptr_array_index (facts_of (commented)->comments, 0);

  g_assert_cmpstr (model_comment_get_text (comment), ==, "Tolerates baked egg");
  g_assert_cmpstr (model_actor_get_gln (model_comment_get_author (comment)), ==, MARTINA);
  g_assert_cmpint (model_record_line_get_validation (commented), ==, MODEL_VALIDATION_VALIDATED);

  three = submit_one (practice, RECORD_VACCINATION_REFUTE, NULL, commented, "Tested, and none");
  refuted = find_line (practice, MODEL_CLINICAL_ALLERGY, "213020009");
  g_assert_cmpint (model_record_line_get_state (refuted), ==, MODEL_LINE_REFUTED);
  g_assert_cmpuint (facts_of (refuted)->comments->len, ==, 2);

  /* R-VAC-52: and a professional may stand behind it after all */
  four = submit_one (practice, RECORD_VACCINATION_VALIDATE, NULL, refuted, NULL);
  again = find_line (practice, MODEL_CLINICAL_ALLERGY, "213020009");
  g_assert_cmpint (model_record_line_get_state (again), ==, MODEL_LINE_CURRENT);
  g_assert_cmpint (facts_of (again)->verification, ==, MODEL_VERIFICATION_CONFIRMED);
}

/* R-VAC-84, R-VAC-85, R-VAC-86, R-VAC-88, R-VAC-66: the metadata say what the document says. */
static void
test_metadata (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = draft_boostrix (practice->patient);
  g_autoptr(RecordDeposit) deposit = submit_one (practice, RECORD_VACCINATION_CREATE, draft, NULL, NULL);
  g_autoptr(ModelRecordLine) line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  g_autoptr(ModelDocument) document = find_document (practice, deposit);
  const ModelVaccinationDocumentFacts *written =
      model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)));

  g_assert_cmpstr (model_coding_get_code (model_document_get_category (document)), ==, "184216000");
  g_assert_cmpstr (model_coding_get_code (model_document_get_document_type (document)), ==, "41000179103");
  g_assert_cmpstr (model_coding_get_code (model_document_get_format (document)), ==, "urn:che:epr:ch-vacd:immunization-administration:2022");
  g_assert_cmpstr (model_document_get_content_type (document), ==, "application/fhir+json");
  g_assert_cmpstr (model_document_get_language (document), ==, written->language);
  g_assert_cmpstr (model_coding_get_code (model_document_get_security_label (document, 0)), ==, written->confidentiality);
  g_assert_cmpint (model_date_compare (model_document_get_created (document), &written->date), ==, 0);
  g_assert_cmpstr (model_document_get_author_name (document), ==, model_actor_get_name (g_ptr_array_index (written->authors, 0)));
  g_assert_cmpstr (model_coding_get_code (model_document_get_provider_role (document)), ==, "HCP");
  g_assert_cmpuint (model_document_get_n_relations (document), ==, 0);
  g_assert_true (g_str_has_prefix (model_document_get_unique_id (document), "urn:oid:2.25."));
  g_assert_cmpstr (model_document_get_attachment_title (document), ==, "Vaccination: Boostrix, 12.02.2021");
  g_assert_cmpstr (model_coding_get_code (model_document_get_facility_type (document)), ==,
                   model_coding_get_code (model_document_get_facility_type (record_deposit_get_document (deposit))));
}

/* R-VAC-15, R-VAC-86: an assistant types for her principal, who is the author in both. */
static void
test_assistant (void)
{
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(RecordEntryDraft) draft = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  ModelActor      *author;

  record_session_sign_out (practice->sandbox->session);
  sign_in (practice->sandbox, DAGMAR, &error);
  g_assert_no_error (error);
  practice_turn_to (practice, FRANZ);

  draft = draft_boostrix (practice->patient);
  deposit = submit_one (practice, RECORD_VACCINATION_CREATE, draft, NULL, NULL);
  line = find_line (practice, MODEL_CLINICAL_VACCINATION, BOOSTRIX);
  document = find_document (practice, deposit);
  text = text_of (line);
  author = g_ptr_array_index (model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)))->authors, 0);
  g_assert_cmpstr (model_actor_get_gln (author), ==, MARTINA);
  g_assert_cmpstr (model_document_get_author (document, 0)->person_gln, ==, MARTINA);
  g_assert_cmpstr (model_coding_get_code (model_document_get_provider_role (document)), ==, "ASS");
  g_assert_nonnull (strstr (text, "ch-ext-epr-dataenterer"));
  g_assert_nonnull (strstr (text, DAGMAR));
  g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_VALIDATED);
}

/* R-VAC-52, R-VAC-53: what a patient entered is validated when a professional says so, not when she comments it. */
static void
test_validate (void)
{
  const char *havrix = "558";
  g_autoptr(Practice) practice = practice_open (preset);
  g_autoptr(ModelRecordLine) line = NULL;
  g_autoptr(ModelRecordLine) commented = NULL;
  g_autoptr(ModelRecordLine) validated = NULL;
  g_autoptr(RecordDeposit) one = NULL;
  g_autoptr(RecordDeposit) two = NULL;

  practice_turn_to (practice, "Korrektur, Klara 20.5.1985");
  line = find_line (practice, MODEL_CLINICAL_VACCINATION, havrix);
  g_assert_cmpint (model_record_line_get_validation (line), ==, MODEL_VALIDATION_NOT_VALIDATED);
  one = submit_one (practice, RECORD_VACCINATION_COMMENT, NULL, line, "Bring the receipt");
  commented = find_line (practice, MODEL_CLINICAL_VACCINATION, havrix);
  g_assert_cmpuint (model_record_line_get_n_versions (commented), ==, model_record_line_get_n_versions (line) + 1);
  g_assert_cmpint (model_record_line_get_validation (commented), ==, MODEL_VALIDATION_NOT_VALIDATED);
  two = submit_one (practice, RECORD_VACCINATION_VALIDATE, NULL, commented, NULL);
  validated = find_line (practice, MODEL_CLINICAL_VACCINATION, havrix);
  g_assert_cmpint (model_record_line_get_validation (validated), ==, MODEL_VALIDATION_VALIDATED);
  g_assert_cmpint (model_date_compare (&facts_of (validated)->date, &facts_of (line)->date), ==, 0);
}

/* (transfer full) (element-type ModelRecordLine) of all kinds */
static GPtrArray *
all_lines (Practice *practice)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record_vaccinations_get_record (practice->vaccinations));

  return g_ptr_array_copy (lines, (GCopyFunc) g_object_ref, NULL);
}

/* R-VAC-7, R-VAC-60, R-VAC-109: whatever form an entry was written in by whom, it is taken over into a document that keeps the
 * rules, which the training community looks at for itself. */
static void
test_every_form (void)
{
  static const char *const people[] = {
    "Impfling, Lina 5.3.2024", "Carnet, Albert 14.9.1961", "Korrektur, Klara 20.5.1985", "Doublon, Denis 2.11.1978", "Dialekt, Dora 7.7.1970",
    "Illisible, Ignace 12.12.1966", "Kopie, Konrad 1.4.1952", "Vielfalt, Vera 17.6.1988", "Commento, Carla 10.10.1975", "Babel, Beatrice 19.1.1980"
  };
  g_autoptr(Practice) practice = practice_open (preset);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(GPtrArray) lines = NULL;
      g_autoptr(GPtrArray) now = NULL;
      g_autoptr(GArray) changes = g_array_new (FALSE, TRUE, sizeof (RecordVaccinationChange));
      g_autoptr(RecordDeposit) deposit = NULL;
      guint    n_versions = 0, n_now = 0;
      gboolean copy;

      practice_turn_to (practice, people[i]);
      lines = all_lines (practice);
      copy = model_vaccination_record_is_copy (record_vaccinations_get_record (practice->vaccinations), NULL);
      g_test_message ("%s: %u entries", people[i], lines->len);
      g_assert_cmpuint (lines->len, >, 0);
      for (guint j = 0; j < lines->len; j++)
        {
          const RecordVaccinationChange change = { .step = RECORD_VACCINATION_VALIDATE, .line = g_ptr_array_index (lines, j) };

          g_array_append_val (changes, change);
          n_versions += model_record_line_get_n_versions (change.line);
        }
      deposit = submit_and_read (practice, (const RecordVaccinationChange *) (gpointer) changes->data, changes->len);

      now = all_lines (practice);
      g_assert_cmpuint (now->len, ==, lines->len);
      for (guint j = 0; j < now->len; j++)
        {
          g_assert_cmpint (model_record_line_get_validation (g_ptr_array_index (now, j)), ==, MODEL_VALIDATION_VALIDATED);
          n_now += model_record_line_get_n_versions (g_ptr_array_index (now, j));
        }
      /* a copy of the record is not read any more once there is a document of an act */
      g_assert_cmpuint (n_now, ==, (copy ? 0 : n_versions) + lines->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    preset = argv[1];

  g_test_add_func ("/record/vaccination-write/R-VAC-22/create", test_create);
  g_test_add_func ("/record/vaccination-write/R-VAC-26/details", test_details);
  g_test_add_func ("/record/vaccination-write/R-VAC-60/correct", test_correct);
  g_test_add_func ("/record/vaccination-write/R-VAC-62/annul-and-restore", test_annul_and_restore);
  g_test_add_func ("/record/vaccination-write/R-VAC-55/comment-and-refute", test_comment_and_refute);
  g_test_add_func ("/record/vaccination-write/R-VAC-86/metadata", test_metadata);
  g_test_add_func ("/record/vaccination-write/R-VAC-15/assistant", test_assistant);
  g_test_add_func ("/record/vaccination-write/R-VAC-52/validate", test_validate);
  g_test_add_func ("/record/vaccination-write/R-VAC-109/every-form", test_every_form);

  return g_test_run ();
}
