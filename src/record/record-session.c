/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-session-private.h"

#include "epr-client.h"
#include "epr-error.h"
#include "net-error.h"
#include "net-token-vault.h"
#include "record-community-private.h"
#include "record-credentials-private.h"
#include "record-directory-private.h"
#include "record-patient-context-private.h"
#include "record-outbox-private.h"
#include "record-problem.h"
#include "record-recent-private.h"

G_DEFINE_FINAL_TYPE (RecordSession, record_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_USER,
  PROP_CONTEXT,
  PROP_KEYRING_PROBLEM,
} RecordSessionProperty;

static GParamSpec *properties[PROP_KEYRING_PROBLEM + 1];

static void
set_state (RecordSession     *self,
           RecordSessionState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_user (RecordSession *self,
          ModelUser     *user)
{
  if (g_set_object (&self->user, user))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER]);
}

static void
take_keyring_problem (RecordSession *self,
                      ModelProblem  *problem)
{
  g_autoptr(ModelProblem) owned = problem;

  if (g_set_object (&self->keyring_problem, owned))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_PROBLEM]);
}

static gboolean
is_keyring_error (const GError *error)
{
  return g_error_matches (error, EPR_ERROR, EPR_ERROR_KEYRING_LOCKED) ||
         g_error_matches (error, EPR_ERROR, EPR_ERROR_KEYRING_MISSING);
}

/* What is on screen stays; only the person can go on (interface: the session page). */
void
record_session_failed_cb (const GError *error,
                          gpointer      user_data)
{
  RecordSession *self = user_data;

  if (self->state == RECORD_SESSION_SIGNED_IN && record_community_needs_sign_in (self->community) &&
      (g_error_matches (error, NET_ERROR, NET_ERROR_INTERACTION_REQUIRED) ||
       g_error_matches (error, NET_ERROR, NET_ERROR_SIGN_IN_REFUSED)))
    set_state (self, RECORD_SESSION_EXPIRED);
}

/* Whoever has her list on the screen sees what was added. */
static void
arrived_cb (ModelPatient *patient,
            gpointer      user_data)
{
  RecordSession *self = user_data;

  if (self->context != NULL && model_patient_is_same (record_patient_context_get_patient (self->context), patient))
    record_patient_context_reload (self->context);
}

static void
close_outbox (RecordSession *self)
{
  if (self->outbox != NULL)
    record_outbox_close (self->outbox);
  g_clear_object (&self->outbox);
}

static void
open_outbox (RecordSession *self,
             ModelUser     *user)
{
  g_autofree char *account = NULL;

  if (self->outbox != NULL)
    {
      record_outbox_wake (self->outbox);
      return;
    }

  account = g_strconcat (record_community_get_id (self->community), "|", model_user_get_id (user), NULL);
  self->outbox = record_outbox_new (self->client, self->vault, account, !record_community_is_training (self->community),
                                    record_session_failed_cb, arrived_cb, self);
}

static void
end_work (RecordSession *self)
{
  g_autoptr(GCancellable) work = g_steal_pointer (&self->work);

  self->work = g_cancellable_new ();
  g_cancellable_cancel (work);
}

/* At the start, so that a locked keyring is known before somebody waits for a browser. */
static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordSession) self = g_weak_ref_get (user_data);
  g_autoptr(GError) error = NULL;
  char         *secret = NULL;
  NetVaultState state = net_token_vault_lookup_finish (NET_TOKEN_VAULT (object), result, &secret, NULL);

  g_weak_ref_clear (user_data);
  g_free (user_data);
  net_secret_free (secret);
  if (self == NULL || (state != NET_VAULT_LOCKED && state != NET_VAULT_UNAVAILABLE))
    return;

  error = g_error_new_literal (EPR_ERROR, state == NET_VAULT_LOCKED ? EPR_ERROR_KEYRING_LOCKED : EPR_ERROR_KEYRING_MISSING,
                               state == NET_VAULT_LOCKED ? "The keyring is locked" : "No Secret Service");
  take_keyring_problem (self, record_problem_new_from_error (error));
}

static void
probe_keyring (RecordSession *self)
{
  EprRegistration registration;
  GWeakRef       *weak;

  epr_community_get_registration (record_community_get_settings (self->community), &registration);
  if (!record_community_needs_sign_in (self->community) || record_community_is_training (self->community) ||
      (registration.auth == EPR_AUTH_NONE && !registration.sign))
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  net_token_vault_lookup_async (self->vault, registration.account,
                                registration.auth != EPR_AUTH_NONE ? "client-secret" : "signing-key",
                                self->work, probed_cb, weak);
}

static void
record_session_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RecordSession *self = RECORD_SESSION (object);

  switch ((RecordSessionProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;

    case PROP_USER:
      g_value_set_object (value, self->user);
      break;

    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;

    case PROP_KEYRING_PROBLEM:
      g_value_set_object (value, self->keyring_problem);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_session_dispose (GObject *object)
{
  RecordSession *self = RECORD_SESSION (object);

  if (self->context != NULL)
    record_patient_context_close (self->context);
  g_clear_object (&self->context);
  close_outbox (self);
  g_cancellable_cancel (self->work);
  if (self->client != NULL)
    epr_client_sign_out (self->client);
  g_clear_object (&self->client);
  g_clear_object (&self->vault);
  g_clear_object (&self->user);
  g_clear_object (&self->keyring_problem);
  g_clear_object (&self->recent);
  record_session_forget_directory (self);

  G_OBJECT_CLASS (record_session_parent_class)->dispose (object);
}

static void
record_session_finalize (GObject *object)
{
  RecordSession *self = RECORD_SESSION (object);

  g_clear_object (&self->work);
  g_clear_object (&self->community);
  g_clear_error (&self->no_client);

  G_OBJECT_CLASS (record_session_parent_class)->finalize (object);
}

static void
record_session_class_init (RecordSessionClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_session_get_property;
  object_class->dispose = record_session_dispose;
  object_class->finalize = record_session_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RECORD_SESSION_SIGNED_OUT, RECORD_SESSION_EXPIRED,
                                             RECORD_SESSION_SIGNED_OUT, flags);
  properties[PROP_USER] = g_param_spec_object ("user", NULL, NULL, MODEL_TYPE_USER, flags);
  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, RECORD_TYPE_PATIENT_CONTEXT, flags);
  properties[PROP_KEYRING_PROBLEM] = g_param_spec_object ("keyring-problem", NULL, NULL, MODEL_TYPE_PROBLEM, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_session_init (RecordSession *self)
{
  self->work = g_cancellable_new ();
  self->recent = g_list_store_new (MODEL_TYPE_PATIENT);
}

RecordSession *
record_session_new (RecordCommunity *community)
{
  RecordSession *self;

  g_return_val_if_fail (RECORD_IS_COMMUNITY (community), NULL);

  self = g_object_new (RECORD_TYPE_SESSION, NULL);
  self->community = g_object_ref (community);
  self->vault = record_community_is_training (community) ? net_token_vault_new_in_memory () : net_token_vault_new ();
  self->client = epr_client_new (record_community_get_settings (community), self->vault, &self->no_client);
  if (!record_community_needs_sign_in (community))
    self->state = RECORD_SESSION_SIGNED_IN;
  probe_keyring (self);

  return self;
}

EprClient *
record_session_get_client (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return self->client;
}

RecordCommunity *
record_session_get_community (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return self->community;
}

RecordSessionState
record_session_get_state (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), RECORD_SESSION_SIGNED_OUT);

  return self->state;
}

ModelUser *
record_session_get_user (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return self->user;
}

RecordPatientContext *
record_session_get_context (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return self->context;
}

GListModel *
record_session_get_recent (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->recent);
}

RecordOutbox *
record_session_get_outbox (RecordSession *self)
{
  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);

  return self->outbox;
}

/* Somebody else must not find the patient that another person had open. */
static void
take_user (RecordSession *self,
           ModelUser     *user)
{
  if (self->user != NULL && user != NULL && !g_str_equal (model_user_get_id (self->user), model_user_get_id (user)))
    {
      record_session_close_patient (self);
      close_outbox (self);
      record_session_forget_directory (self);
      g_list_store_remove_all (self->recent);
    }

  /* there before anybody hears of its owner */
  if (user != NULL)
    open_outbox (self, user);
  set_user (self, user);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  EprClient *client = EPR_CLIENT (object);
  g_autoptr(GTask) task = G_TASK (user_data);
  RecordSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  gboolean technical = g_task_get_source_tag (task) == record_session_sign_in_technical_async;

  if (!(technical ? epr_client_sign_in_technical_finish (client, result, &error) : epr_client_sign_in_finish (client, result, &error)) ||
      g_task_return_error_if_cancelled (task))
    {
      if (self->state == RECORD_SESSION_SIGNING_IN)
        set_state (self, self->context != NULL ? RECORD_SESSION_EXPIRED : RECORD_SESSION_SIGNED_OUT);
      if (error == NULL)
        return;
      if (is_keyring_error (error))
        take_keyring_problem (self, record_problem_new_from_error (error));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_keyring_problem (self, NULL);
  take_user (self, epr_client_get_user (client));
  set_state (self, RECORD_SESSION_SIGNED_IN);
  g_task_return_boolean (task, TRUE);
}

static gboolean
begin_sign_in (RecordSession *self,
               GTask         *task)
{
  if (!record_session_check_client (self, task))
    return FALSE;
  if (self->state == RECORD_SESSION_SIGNING_IN)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A sign-in is on its way");
      return FALSE;
    }

  if (record_community_needs_sign_in (self->community))
    set_state (self, RECORD_SESSION_SIGNING_IN);

  return TRUE;
}

void
record_session_sign_in_async (RecordSession      *self,
                              ModelUser          *person,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_SESSION (self));
  g_return_if_fail (person == NULL || MODEL_IS_USER (person));

  task = record_session_new_call (self, cancellable, record_session_sign_in_async, callback, user_data);
  if (begin_sign_in (self, task))
    epr_client_sign_in_async (self->client, person, g_task_get_cancellable (task), signed_in_cb, g_object_ref (task));
}

gboolean
record_session_sign_in_finish (RecordSession *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_session_sign_in_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
record_session_sign_in_technical_async (RecordSession      *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_SESSION (self));

  task = record_session_new_call (self, cancellable, record_session_sign_in_technical_async, callback, user_data);
  if (begin_sign_in (self, task))
    epr_client_sign_in_technical_async (self->client, g_task_get_cancellable (task), signed_in_cb, g_object_ref (task));
}

gboolean
record_session_sign_in_technical_finish (RecordSession *self,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_session_sign_in_technical_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
record_session_give_secret (RecordSession   *self,
                            RecordCredential credential,
                            const char      *secret)
{
  const char *account;

  g_return_if_fail (RECORD_IS_SESSION (self));
  g_return_if_fail (secret != NULL);

  /* the outbox's is of whoever signs in; any other is of one server only */
  account = record_credential_find_account (record_community_get_settings (self->community), credential);
  if (account != NULL || credential == RECORD_CREDENTIAL_OUTBOX_KEY)
    net_token_vault_give (self->vault, account, record_credential_get_kind (credential), secret);
}

void
record_session_sign_out (RecordSession *self)
{
  g_return_if_fail (RECORD_IS_SESSION (self));

  record_session_close_patient (self);
  close_outbox (self);
  if (self->client != NULL)
    epr_client_sign_out (self->client);
  record_session_forget_directory (self);
  g_list_store_remove_all (self->recent);
  set_user (self, NULL);
  set_state (self, record_community_needs_sign_in (self->community) ? RECORD_SESSION_SIGNED_OUT
                                                                    : RECORD_SESSION_SIGNED_IN);
  end_work (self);
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(RecordSession) self = user_data;
  NetVaultState state = net_token_vault_unlock_finish (NET_TOKEN_VAULT (object), result, NULL);

  if (state == NET_VAULT_PRESENT || state == NET_VAULT_ABSENT)
    take_keyring_problem (self, NULL);
}

void
record_session_unlock_keyring (RecordSession *self)
{
  g_return_if_fail (RECORD_IS_SESSION (self));

  net_token_vault_unlock_async (self->vault, self->work, unlocked_cb, g_object_ref (self));
}

RecordPatientContext *
record_session_open_patient (RecordSession *self,
                             ModelPatient  *patient)
{
  g_autoptr(ModelPatient) owned = NULL;

  g_return_val_if_fail (RECORD_IS_SESSION (self), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);
  g_return_val_if_fail (self->client != NULL, NULL);

  /* It may be a row of the recent list, which changes below. */
  owned = g_object_ref (patient);
  record_session_close_patient (self);
  record_recent_remember (self->recent, patient);
  self->context = record_patient_context_new (self->client, patient, RECORD_PURPOSE_NORMAL, ++self->generation,
                                              record_session_failed_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);

  return self->context;
}

void
record_session_close_patient (RecordSession *self)
{
  g_autoptr(RecordPatientContext) context = NULL;

  g_return_if_fail (RECORD_IS_SESSION (self));

  if (self->context == NULL)
    return;

  /* First away from the screen, then from memory. */
  context = g_steal_pointer (&self->context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
  record_patient_context_close (context);
}
