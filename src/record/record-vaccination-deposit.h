#pragma once

#include "record-entry-draft.h"
#include "record-session.h"
#include "record-vaccinations.h"

G_BEGIN_DECLS

/* The steps in the life of an entry (chapter 8 of the vaccination specification). Each is a new document; nothing is ever
 * replaced in the registry (R-VAC-66). */
typedef enum
{
  RECORD_VACCINATION_CREATE,
  RECORD_VACCINATION_CORRECT,
  RECORD_VACCINATION_VALIDATE, /* a professional stands behind it (R-VAC-52) */
  RECORD_VACCINATION_COMMENT,
  RECORD_VACCINATION_ANNUL,    /* it was entered in error; also of the one of two duplicates that goes (R-VAC-79) */
  RECORD_VACCINATION_REFUTE,   /* a professional does not stand behind it */
  RECORD_VACCINATION_RESTORE,  /* of a deleted line: its last version that stood, as it was */
} RecordVaccinationStep;

/* One entry of the document that is to be written. Borrowed until the call returns. */
typedef struct
{
  RecordVaccinationStep step;
  RecordEntryDraft     *draft;    /* (nullable) of CREATE and CORRECT: complete, and touched for CORRECT */
  ModelClinicalEntry   *entry;    /* (nullable) of CREATE instead of a draft: what another document says (R-VAC-83) */
  ModelRecordLine      *line;     /* (nullable) of all others, as it stands on the screen; of CORRECT it is the draft's */
  const char           *comment;  /* (nullable) a note; the reason of ANNUL and REFUTE, which they need */
} RecordVaccinationChange;

/* Writes one document with all of @changes (R-VAC-56), checks it, and puts it into the outbox of @session with the metadata that
 * go with it (R-VAC-86). @restricted: rather than normal; a document is restricted too when one of its drafts is, or when a
 * line that is changed without a draft comes from a document that is not normal (R-VAC-63).
 *
 * Completes when it is safe. When it has arrived the list of the patient who is open loads by itself. Errors: of
 * record_outbox_add_async(); RECORD_ERROR_ENTRY_INVALID, whose message is for the IT person: nothing is sent (R-VAC-94);
 * RECORD_ERROR_EMERGENCY (R-VAC-91). */
void           record_vaccination_deposit_async   (RecordSession                 *session,
                                                   ModelPatient                  *patient,
                                                   const RecordVaccinationChange *changes,
                                                   guint                          n_changes,
                                                   gboolean                       restricted,
                                                   GCancellable                  *cancellable,
                                                   GAsyncReadyCallback            callback,
                                                   gpointer                       user_data);
RecordDeposit *record_vaccination_deposit_finish  (RecordSession *session, GAsyncResult *result, GError **error); /* (transfer full) */

/* The same, once the list of the record was loaded anew and the lines of @changes are still the newest versions (R-VAC-64):
 * otherwise RECORD_ERROR_ENTRY_CHANGED or RECORD_ERROR_ENTRY_GONE, and the record shows what there is now. What only adds
 * entries is not kept waiting. Why the list could not be loaded is an error too. */
void           record_vaccinations_submit_async   (RecordVaccinations            *self,
                                                   RecordSession                 *session,
                                                   const RecordVaccinationChange *changes,
                                                   guint                          n_changes,
                                                   gboolean                       restricted,
                                                   GCancellable                  *cancellable,
                                                   GAsyncReadyCallback            callback,
                                                   gpointer                       user_data);
RecordDeposit *record_vaccinations_submit_finish  (RecordVaccinations *self, GAsyncResult *result, GError **error); /* (transfer full) */

/* The document alone, as it would be deposited. */
void           record_vaccination_write_async     (RecordSession                 *session,
                                                   ModelPatient                  *patient,
                                                   const RecordVaccinationChange *changes,
                                                   guint                          n_changes,
                                                   gboolean                       restricted,
                                                   GCancellable                  *cancellable,
                                                   GAsyncReadyCallback            callback,
                                                   gpointer                       user_data);
/* A copy of the record as it is now, a Vaccination Record document (R-VAC-80): on the person's request only. */
void           record_vaccination_snapshot_async  (RecordSession                 *session,
                                                   ModelPatient                  *patient,
                                                   ModelVaccinationRecord        *record,
                                                   gboolean                       restricted,
                                                   GCancellable                  *cancellable,
                                                   GAsyncReadyCallback            callback,
                                                   gpointer                       user_data);
/* Of both: FHIR in JSON, and the metadata with which record_outbox_add_async() takes it. (transfer full); @metadata
 * (nullable) */
GBytes        *record_vaccination_write_finish    (RecordSession *session, GAsyncResult *result, ModelDocument **metadata, GError **error);

/* A sentence when the document that is to be written is less confidential than one it follows, to be asked about before; a
 * secret document is followed by a restricted one, for professionals write nothing secret (R-VAC-63, R-VAC-87). NULL: it is
 * not. Borrowed. */
const char    *record_vaccination_explain_level   (const RecordVaccinationChange *changes,
                                                   guint                          n_changes,
                                                   gboolean                       restricted);

/* A sentence when @record (nullable) is known from a copy alone: the copy is not read any more once there is a document of a single
 * act (chapter 9), so that all but what is written would be gone from the screen. NULL: it is not. Borrowed. */
const char    *record_vaccination_explain_copy    (ModelVaccinationRecord        *record);

/* Who is signed in, as who gave or measured something; NULL for a program. (transfer full) (nullable) */
ModelActor    *record_vaccination_dup_self        (RecordSession                 *session);
/* "Duplicate of Boostrix, 12.02.2021": a reason for the one of two duplicates that goes (R-VAC-79). (transfer full) */
char          *record_vaccination_dup_duplicate_reason (ModelRecordLine          *kept);

G_END_DECLS
