#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The secrets that a community gave this installation. */
typedef enum
{
  RECORD_CREDENTIAL_CLIENT_SECRET,
  RECORD_CREDENTIAL_SIGNING_KEY,       /* a private key, PEM */
  RECORD_CREDENTIAL_PROVIDER_SECRET,   /* client secret at the identity provider */
  RECORD_CREDENTIAL_TECHNICAL_SECRET,  /* of the technical user */
  RECORD_CREDENTIAL_TECHNICAL_KEY,
  RECORD_CREDENTIAL_EXPERT_SECRET,     /* of the expert service: password, or key */
  RECORD_CREDENTIAL_OUTBOX_KEY,        /* 32 bytes, base64: not stored, only given for a session */
} RecordCredential;

/* Puts @secret into the keyring, where sign-in to the community that the file at @path describes looks
 * for it. A locked keyring is unlocked first, which may show the desktop's prompt. A key that cannot
 * sign is refused before. Memory is no keyring: without one this fails. Main thread.
 * Errors are those of record_problem_new_from_error(). */
void     record_credentials_store_async  (const char           *path,
                                          RecordCredential      credential,
                                          const char           *secret,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean record_credentials_store_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
