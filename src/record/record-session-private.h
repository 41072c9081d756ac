#pragma once

#include "epr-client.h"
#include "net-token-vault.h"
#include "record-session.h"

G_BEGIN_DECLS

/* Shared by the session's files; others ask record_session_get_client(). */
struct _RecordSession
{
  GObject parent_instance;

  RecordCommunity *community; /* (owned) */
  NetTokenVault   *vault;     /* (owned) */
  EprClient       *client;    /* (owned) (nullable): @no_client says why */
  GError          *no_client; /* (owned) (nullable) */
  GListStore      *recent;    /* (owned) of ModelPatient */
  GHashTable      *directory; /* (owned) (nullable) what the directory of professionals answered */
  gboolean         no_directory; /* it said that there is none */

  RecordSessionState    state;
  ModelUser            *user;            /* (owned) (nullable) */
  RecordPatientContext *context;         /* (owned) (nullable) */
  RecordOutbox         *outbox;          /* (owned) (nullable) of @user */
  ModelProblem         *keyring_problem; /* (owned) (nullable) */
  guint64               generation;      /* of the last context */
  GCancellable         *work;            /* (owned) ends at sign-out */
};

/* A task of the session: it is cancelled when its caller says so, and at sign-out. (transfer full) */
GTask     *record_session_new_call     (RecordSession *self, GCancellable *cancellable, gpointer tag, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: there is no client, and @task has failed with the reason. */
gboolean   record_session_check_client (RecordSession *self, GTask *task);
/* What an error of any call says about the session itself: that it is over. @user_data: the session. */
void       record_session_failed_cb    (const GError *error, gpointer user_data);

/* (transfer none) (nullable) */
EprClient *record_session_get_client (RecordSession *self);

G_END_DECLS
