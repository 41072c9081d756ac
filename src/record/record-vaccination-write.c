/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-write-private.h"

#include "epr-error.h"
#include "epr-vaccination-write.h"
#include "record-community-private.h"
#include "record-draft-private.h"
#include "record-entry-private.h"
#include "record-error.h"
#include "record-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TYPE "41000179103"
#define CLASS "184216000"
#define ACT "urn:che:epr:ch-vacd:immunization-administration:2022"
#define SNAPSHOT "urn:che:epr:ch-vacd:vaccination-record:2022"
#define CONTENT_TYPE "application/fhir+json"
#define NORMAL "17621005"
#define RESTRICTED "263856008"
/* Where the settings of the community do not say: as the national vaccination module has it. */
#define OTHER_SITE "43741000"
#define GENERAL_MEDICINE "394802001"

struct _RecordVaccinationJob
{
  EprCommunity           *community;  /* (owned) */
  ModelPatient           *patient;    /* (owned) */
  RecordDraft            *draft;      /* (owned) the metadata */
  char                   *uuid;       /* (owned) */
  char                   *person;     /* (owned) (nullable) the assistant, as the enterer */
  char                   *person_gln; /* (owned) (nullable) */
  GArray                 *changes;    /* (owned) of EprVaccinationChange */
  GPtrArray              *objects;    /* (owned) what they borrow */
  GPtrArray              *texts;      /* (owned) … */
  ModelVaccinationRecord *record;     /* (owned) (nullable) */
  gboolean                professional;
};

G_STATIC_ASSERT ((int) RECORD_VACCINATION_CREATE == (int) EPR_VACCINATION_CREATE && (int) RECORD_VACCINATION_RESTORE == (int) EPR_VACCINATION_RESTORE);

void
record_vaccination_job_free (RecordVaccinationJob *self)
{
  g_clear_object (&self->community);
  g_clear_object (&self->patient);
  g_clear_object (&self->draft);
  g_clear_object (&self->record);
  g_array_unref (self->changes);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->texts);
  g_free (self->uuid);
  g_free (self->person);
  g_free (self->person_gln);
  g_free (self);
}

static gpointer
hold (RecordVaccinationJob *self,
      gpointer              object)
{
  g_ptr_array_add (self->objects, object);

  return object;
}

static const char *
hold_text (RecordVaccinationJob *self,
           const char           *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_utf8_make_valid (text, -1)) : NULL;

  if (stripped == NULL || *stripped == '\0')
    return NULL;
  g_ptr_array_add (self->texts, g_steal_pointer (&stripped));

  return g_ptr_array_index (self->texts, self->texts->len - 1);
}

/* Now, with the zone of this computer. */
static ModelDate
now (void)
{
  g_autoptr(GDateTime) time = g_date_time_new_now_local ();
  ModelDate date = {
    .year = (gint16) g_date_time_get_year (time),
    .month = (guint8) g_date_time_get_month (time),
    .day = (guint8) g_date_time_get_day_of_month (time),
    .hour = (guint8) g_date_time_get_hour (time),
    .minute = (guint8) g_date_time_get_minute (time),
    .second = (guint8) g_date_time_get_second (time),
    .precision = MODEL_DATE_SECOND,
    .offset_minutes = (gint16) (g_date_time_get_utc_offset (time) / G_TIME_SPAN_MINUTE),
  };

  return date;
}

/* Titles and words are in the reader's (R-VAC-12). */
static const char *
own_language (void)
{
  static const char *const known[] = { "fr-CH", "de-CH", "it-CH" };
  const char *const       *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "en"))
        break;
      for (guint j = 0; j < G_N_ELEMENTS (known); j++)
        if (strncmp (names[i], known[j], 2) == 0)
          return known[j];
    }

  return "en-US";
}

/* The newest version that stood; NULL when there is none. */
static ModelEntryVersion *
last_good (ModelRecordLine *line)
{
  for (guint i = model_record_line_get_n_versions (line); i > 0; i--)
    {
      ModelEntryVersion *version = model_record_line_get_version (line, i - 1);

      if (model_clinical_entry_get_facts (model_entry_version_get_entry (version))->status != MODEL_CLINICAL_ENTERED_IN_ERROR)
        return version;
    }

  return NULL;
}

static ModelRecordLine *
line_of (const RecordVaccinationChange *change)
{
  if (change->step == RECORD_VACCINATION_CREATE)
    return NULL;

  return change->draft != NULL ? record_entry_draft_get_line (change->draft) : change->line;
}

static const char *
find_fault (const RecordVaccinationChange *change)
{
  gboolean drafted = change->step == RECORD_VACCINATION_CREATE || change->step == RECORD_VACCINATION_CORRECT;
  gboolean has_comment = change->comment != NULL && *change->comment != '\0';

  if (change->step == RECORD_VACCINATION_CREATE && change->draft == NULL && change->entry != NULL)
    return NULL;
  if (drafted && (change->draft == NULL || !record_entry_draft_get_complete (change->draft)))
    return "The entry is not complete (R-VAC-101)";
  if (change->step != RECORD_VACCINATION_CREATE && line_of (change) == NULL)
    return "The earlier entry is not given (R-VAC-59)";
  if (change->step == RECORD_VACCINATION_CORRECT && !record_entry_draft_is_touched (change->draft))
    return "The correction changes nothing";
  if (change->step == RECORD_VACCINATION_COMMENT && !has_comment)
    return "The comment is empty";
  if (change->step == RECORD_VACCINATION_RESTORE && last_good (line_of (change)) == NULL)
    return "No version of the entry ever stood";

  return NULL;
}

/* What is wrong with one of them, and whether two are about the same entry. */
static gboolean
check_changes (RecordSession                 *session,
               const RecordVaccinationChange *changes,
               guint                          n_changes,
               GError                       **error)
{
  gboolean    is_program = g_strcmp0 (model_user_get_role (record_session_get_user (session)), "TCU") == 0;
  const char *fault = NULL;

  for (guint i = 0; fault == NULL && i < n_changes; i++)
    {
      fault = find_fault (&changes[i]);
      if (is_program && (changes[i].step == RECORD_VACCINATION_VALIDATE || changes[i].step == RECORD_VACCINATION_REFUTE))
        fault = "A program stands behind nothing (R-VAC-52)";
      for (guint j = 0; fault == NULL && j < i; j++)
        if (line_of (&changes[i]) != NULL && line_of (&changes[i]) == line_of (&changes[j]))
          fault = "One document changes an entry twice (R-VAC-59)";
    }
  if (fault != NULL)
    g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_INVALID, fault);

  return fault == NULL;
}

static void
add_change (RecordVaccinationJob          *self,
            const RecordVaccinationChange *change)
{
  ModelRecordLine     *line = line_of (change);
  EprVaccinationChange to = { .step = (EprVaccinationStep) change->step };
  ModelEntryVersion   *version = line != NULL ? hold (self, g_object_ref (model_record_line_get_head (line))) : NULL;

  to.comment = hold_text (self, change->comment);
  if (version != NULL)
    {
      to.earlier = model_entry_version_get_entry (version);
      to.document = model_entry_version_get_document (version);
    }
  if (change->draft != NULL)
    {
      to.entry = hold (self, record_entry_draft_to_entry (change->draft));
      if (to.comment == NULL)
        to.comment = hold_text (self, record_entry_draft_get_text (change->draft, RECORD_ENTRY_COMMENT));
    }
  else if (change->entry != NULL)
    {
      to.entry = hold (self, g_object_ref (change->entry));
    }
  if (change->step == RECORD_VACCINATION_RESTORE)
    {
      version = hold (self, g_object_ref (last_good (line)));
      to.entry = model_entry_version_get_entry (version);
      to.good = model_entry_version_get_document (version);
    }
  to.unproven = version != NULL && model_entry_version_get_validation (version) != MODEL_VALIDATION_VALIDATED;
  g_array_append_val (self->changes, to);
}

static gboolean
is_open (const char *confidentiality)
{
  return confidentiality == NULL || g_str_equal (confidentiality, NORMAL) || g_str_equal (confidentiality, "N");
}

static gboolean
is_secret (const char *confidentiality)
{
  return confidentiality != NULL && (g_str_equal (confidentiality, "1141000195107") || g_str_equal (confidentiality, "V"));
}

/* Of the document that the line stands in now. (nullable) */
static const char *
level_of (ModelRecordLine *line)
{
  return line != NULL ? model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)))->confidentiality
                      : NULL;
}

/* R-VAC-63: what the form says counts; where there is no form, the document before. */
static gboolean
is_restricted (const RecordVaccinationChange *changes,
               guint                          n_changes,
               gboolean                       restricted)
{
  for (guint i = 0; i < n_changes; i++)
    restricted = restricted || (changes[i].draft != NULL ? record_entry_draft_get_restricted (changes[i].draft) : !is_open (level_of (changes[i].line)));

  return restricted;
}

const char *
record_vaccination_explain_copy (ModelVaccinationRecord *record)
{
  return record != NULL && model_vaccination_record_is_copy (record, NULL)
             ? _("This record is known from a copy only. Once something is written into it, the other entries of the copy are not shown any more: take them from the copy first.")
             : NULL;
}

const char *
record_vaccination_explain_level (const RecordVaccinationChange *changes,
                                  guint                          n_changes,
                                  gboolean                       restricted)
{
  for (guint i = 0; i < n_changes; i++)
    if (is_secret (level_of (line_of (&changes[i]))))
      return _("The earlier document is secret, which only the patient can choose. The new one will be less confidential.");
  restricted = is_restricted (changes, n_changes, restricted);
  for (guint i = 0; i < n_changes; i++)
    if (!restricted && !is_open (level_of (line_of (&changes[i]))))
      return _("The earlier document is restricted. The new one will be of normal confidentiality.");

  return NULL;
}

/* Who is signed in writes for herself; an assistant and a program for the professional who is responsible (R-VAC-15). */
static void
take_author (RecordVaccinationJob *self,
             RecordSession        *session)
{
  ModelUser  *user = record_session_get_user (session);
  const char *role = model_user_get_role (user);
  const char *gln = NULL;
  const char *principal = epr_client_get_principal (record_session_get_client (session), &gln);

  self->professional = g_strcmp0 (role, "PAT") != 0 && g_strcmp0 (role, "REP") != 0;
  if (g_strcmp0 (role, "ASS") != 0 || (principal == NULL && gln == NULL))
    return;

  self->person = g_strdup (record_draft_get_author (self->draft));
  self->person_gln = g_strdup (record_draft_user_gln (self->draft));
  record_draft_set_author (self->draft, principal);
  record_draft_set_author_gln (self->draft, gln);
  record_draft_propose (self->draft, RECORD_FIELD_AUTHOR_ROLE, "HCP");
}

static void
propose_unless (RecordDraft *draft,
                RecordField  field,
                const char  *code)
{
  if (record_draft_get_code (draft, field) == NULL)
    record_draft_propose (draft, field, code);
}

void
record_vaccination_describe (RecordDraft *draft,
                             const char  *title,
                             const char  *language,
                             gboolean     restricted)
{
  ModelDate        today = model_date_today ();
  g_autofree char *date = model_date_format (&today);

  draft->moment = now ();
  record_draft_propose (draft, RECORD_FIELD_TYPE, TYPE);
  record_draft_propose (draft, RECORD_FIELD_CLASS, CLASS);
  record_draft_propose (draft, RECORD_FIELD_LANGUAGE, language);
  record_draft_propose (draft, RECORD_FIELD_CONFIDENTIALITY, restricted ? RESTRICTED : NORMAL);
  propose_unless (draft, RECORD_FIELD_FACILITY_TYPE, OTHER_SITE);
  propose_unless (draft, RECORD_FIELD_PRACTICE_SETTING, GENERAL_MEDICINE);
  record_draft_set_title (draft, title);
  record_draft_set_date (draft, date);
}

/* Chapter 12: document and metadata say the same (R-VAC-86). */
static void
describe (RecordVaccinationJob *self,
          const char           *title,
          gboolean              restricted)
{
  g_autofree char *unique_id = record_entry_make_oid (self->uuid);
  RecordDraft     *draft = self->draft;

  draft->content_type = g_strdup (CONTENT_TYPE);
  record_draft_propose (draft, RECORD_FIELD_FORMAT, self->record != NULL ? SNAPSHOT : ACT);
  record_vaccination_describe (draft, title, own_language (), restricted);
  record_draft_number (draft, unique_id);
}

static char *
title_of (const RecordVaccinationChange *changes,
          guint                          n_changes)
{
  ModelDate        today = model_date_today ();
  g_autofree char *date = model_date_format (&today);

  /* Translators: the title of a document; a date. */
  return n_changes > 0 ? record_vaccination_title (changes, n_changes) : g_strdup_printf (_("Vaccination record of %s"), date);
}

gboolean
record_vaccination_may_write (RecordSession *session,
                              ModelPatient  *patient,
                              GError       **error)
{
  RecordPatientContext *context = record_session_get_context (session);

  if (record_session_get_user (session) == NULL || record_session_get_outbox (session) == NULL)
    g_set_error_literal (error, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, "Nobody is signed in");
  else if (context != NULL && record_patient_context_get_purpose (context) == RECORD_PURPOSE_EMERGENCY &&
           model_patient_is_same (record_patient_context_get_patient (context), patient))
    g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_EMERGENCY, "The record was opened with emergency access");
  else
    return TRUE;

  return FALSE;
}

RecordVaccinationJob *
record_vaccination_job_new (RecordSession                 *session,
                            ModelPatient                  *patient,
                            const RecordVaccinationChange *changes,
                            guint                          n_changes,
                            ModelVaccinationRecord        *record,
                            gboolean                       restricted,
                            GError                       **error)
{
  RecordVaccinationJob *self;
  g_autofree char      *title = NULL;

  if (!record_vaccination_may_write (session, patient, error) || !check_changes (session, changes, n_changes, error))
    return NULL;

  self = g_new0 (RecordVaccinationJob, 1);
  self->community = g_object_ref (record_community_get_settings (record_session_get_community (session)));
  self->patient = g_object_ref (patient);
  self->draft = record_draft_new_empty (session, patient, NULL);
  self->uuid = g_uuid_string_random ();
  self->changes = g_array_new (FALSE, TRUE, sizeof (EprVaccinationChange));
  self->objects = g_ptr_array_new_with_free_func (g_object_unref);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_set_object (&self->record, record);
  for (guint i = 0; i < n_changes; i++)
    add_change (self, &changes[i]);
  title = title_of (changes, n_changes);
  record_draft_fill_in_house (self->draft);
  take_author (self, session);
  describe (self, title, is_restricted (changes, n_changes, restricted));
  if (!record_draft_get_complete (self->draft))
    {
      g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_INVALID, "The metadata are not complete (R-VAC-84)");
      record_vaccination_job_free (self);
      return NULL;
    }

  return self;
}

GBytes *
record_vaccination_job_write (RecordVaccinationJob *self,
                              GError              **error)
{
  const ModelDocumentAuthor author = record_draft_get_author_as_sent (self->draft);
  const ModelDocumentAuthor enterer = { .person = self->person, .person_gln = self->person_gln };
  const EprVaccinationOrder order = {
    .uuid = self->uuid,
    .date = &self->draft->moment,
    .language = model_coding_get_code (record_draft_get_code (self->draft, RECORD_FIELD_LANGUAGE)),
    .confidentiality = model_coding_get_code (record_draft_get_code (self->draft, RECORD_FIELD_CONFIDENTIALITY)),
    .patient = self->patient,
    .author = &author,
    .enterer = self->person != NULL ? &enterer : NULL,
    .professional = self->professional,
    .changes = (const EprVaccinationChange *) (gpointer) self->changes->data,
    .n_changes = self->changes->len,
  };
  g_autoptr(GError) fault = NULL;
  GBytes *bytes = self->record != NULL ? epr_vaccination_write_record (self->community, &order, self->record, &fault)
                                       : epr_vaccination_write (self->community, &order, &fault);

  if (bytes == NULL)
    g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_ENTRY_INVALID, fault->message);

  return bytes;
}

ModelDocument *
record_vaccination_job_metadata (RecordVaccinationJob *self)
{
  return record_draft_to_document (self->draft);
}

ModelPatient *
record_vaccination_job_patient (RecordVaccinationJob *self)
{
  return self->patient;
}

ModelActor *
record_vaccination_dup_self (RecordSession *session)
{
  ModelUser *user;
  g_autoptr(RecordDraft) draft = NULL;
  ModelDocumentAuthor author;

  g_return_val_if_fail (RECORD_IS_SESSION (session), NULL);

  user = record_session_get_user (session);
  if (user == NULL || g_strcmp0 (model_user_get_role (user), "TCU") == 0)
    return NULL;

  draft = record_draft_new_empty (session, NULL, NULL);
  record_draft_fill_in_house (draft);
  author = record_draft_get_author_as_sent (draft);

  return model_actor_new (MODEL_ACTOR_PROFESSIONAL, author.person, author.person_gln, author.organization);
}
