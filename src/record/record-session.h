#pragma once

#include "model-issue.h"
#include "model-patient-query.h"
#include "model-user.h"
#include "record-communities.h"
#include "record-credentials.h"
#include "record-outbox.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_SESSION_SIGNED_OUT,
  RECORD_SESSION_SIGNING_IN,
  RECORD_SESSION_SIGNED_IN,
  RECORD_SESSION_EXPIRED,     /* the provider wants the person again; what is on screen stays */
} RecordSessionState;

#define RECORD_TYPE_SESSION (record_session_get_type ())

/* One professional at one community, from sign-in to sign-out. Owns the tokens and the one open
 * patient. Main thread.
 *
 * Properties: "state" (RecordSessionState), "user" (ModelUser, nullable), "context"
 * (RecordPatientContext, nullable), "keyring-problem" (ModelProblem, nullable: the keyring is locked
 * or missing; said, never blocking). All read-only, with notify. */
G_DECLARE_FINAL_TYPE (RecordSession, record_session, RECORD, SESSION, GObject)

RecordSession        *record_session_new             (RecordCommunity *community);
RecordCommunity      *record_session_get_community   (RecordSession *self);
RecordSessionState    record_session_get_state       (RecordSession *self);
ModelUser            *record_session_get_user        (RecordSession *self);    /* (nullable) */
RecordPatientContext *record_session_get_context     (RecordSession *self);    /* (nullable) */

/* The invented professionals that a training community offers. (element-type ModelUser) */
void        record_session_list_people_async  (RecordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GListModel *record_session_list_people_finish (RecordSession *self, GAsyncResult *result, GError **error);

/* @person: one of a training community's people: the program plays the browser, the flow on the
 * wire is the same. NULL: the system browser; the only way with a real community. */
void        record_session_sign_in_async      (RecordSession *self, ModelUser *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    record_session_sign_in_finish     (RecordSession *self, GAsyncResult *result, GError **error);

/* As the community's technical user, for programs without a person: nothing is shown, no browser opens. What
 * it deposits has the role TCU (R-MHD-26); it may read little or nothing. */
void        record_session_sign_in_technical_async  (RecordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    record_session_sign_in_technical_finish (RecordSession *self, GAsyncResult *result, GError **error);

/* A secret from elsewhere than the keyring, which never sees it: for this session, before signing in. */
void        record_session_give_secret        (RecordSession *self, RecordCredential credential, const char *secret);

/* Forgets tokens, patient and bytes at once. */
void        record_session_sign_out           (RecordSession *self);

/* The deposits of whoever is signed in; NULL while nobody is. (transfer none) (nullable) */
RecordOutbox *record_session_get_outbox       (RecordSession *self);

/* Asks the desktop to unlock its keyring (may show a prompt). */
void        record_session_unlock_keyring     (RecordSession *self);

typedef enum
{
  RECORD_MATCH_FOUND,        /* one to five */
  RECORD_MATCH_NONE,
  RECORD_MATCH_TOO_MANY,     /* R-PDQ-11: nobody is shown, more is asked for */
} RecordMatchKind;

/* What the community asks for when there are too many (R-PDQ-12), a set. */
typedef enum
{
  RECORD_ASKED_BIRTH_DATE  = 1 << 0,
  RECORD_ASKED_GENDER      = 1 << 1,
  RECORD_ASKED_ADDRESS     = 1 << 2,
  RECORD_ASKED_BIRTH_PLACE = 1 << 3,
  RECORD_ASKED_BIRTH_NAME  = 1 << 4,
} RecordAsked;

#define RECORD_TYPE_MATCH (record_match_get_type ())
G_DECLARE_FINAL_TYPE (RecordMatch, record_match, RECORD, MATCH, GObject)

RecordMatchKind record_match_get_kind     (RecordMatch *self);
GListModel     *record_match_get_patients (RecordMatch *self);   /* (transfer none) of ModelPatient, best first */
RecordAsked     record_match_get_asked    (RecordMatch *self);
GListModel     *record_match_get_issues   (RecordMatch *self);   /* (transfer none) of ModelIssue: warnings */

/* A search by number is answered by the identifier query (ITI-83) where the community supports it,
 * else by match. */
void            record_session_search_async  (RecordSession *self, ModelPatientQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RecordMatch    *record_session_search_finish (RecordSession *self, GAsyncResult *result, GError **error);

/* The number that a person of the institution knows her by, as in record_patient_context_dup_number(), for a patient who
 * was found. (transfer full) (nullable) */
char           *record_session_dup_number    (RecordSession *self, ModelPatient *patient);

/* Opens @patient, whom the person has confirmed (R-PDQ-16): the patient before is closed first, so
 * that "context" passes through NULL, and gets a new generation. Loading of the document list
 * starts. The context is also "context". (transfer none) */
RecordPatientContext *record_session_open_patient  (RecordSession *self, ModelPatient *patient);
void                  record_session_close_patient (RecordSession *self);

/* Patients opened in this session, newest first, memory only. (transfer none) of ModelPatient */
GListModel           *record_session_get_recent    (RecordSession *self);

G_END_DECLS
