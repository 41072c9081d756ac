#pragma once

#include "epr-community.h"
#include "model-user.h"
#include "net-client.h"
#include "net-token-vault.h"

G_BEGIN_DECLS

#define EPR_TYPE_CLIENT (epr_client_get_type ())

/* One professional at one community: HTTP, this installation's registration, the identity and the
 * basic token, all in memory. Main thread. */
G_DECLARE_FINAL_TYPE (EprClient, epr_client, EPR, CLIENT, GObject)

/* Fails when the file of further certificate authorities cannot be read. */
EprClient      *epr_client_new             (EprCommunity  *community,
                                            NetTokenVault *vault,
                                            GError       **error);

EprCommunity   *epr_client_get_community   (EprClient     *self);   /* (transfer none) */
NetClient      *epr_client_get_net         (EprClient     *self);   /* (transfer none) */
/* NULL before sign-in, and for a server where nobody signs in. (transfer none) (nullable) */
NetTokenSource *epr_client_get_basic       (EprClient     *self);
ModelUser      *epr_client_get_user        (EprClient     *self);   /* (transfer none) (nullable) */
/* Whom an assistant or a technical user works for: name and GLN. Both (nullable) */
const char     *epr_client_get_principal   (EprClient     *self, const char **gln);

/* A FHIR request (R-COM-3): Accept, language, trace, token. @tokens NULL: none. (transfer full) */
NetRequest     *epr_client_new_request     (EprClient      *self,
                                            const char     *method,
                                            const char     *uri,
                                            NetTokenSource *tokens,
                                            NetTrace       *trace);

/* @uri as the server wrote it, relative to the base of @service (R-COM-15, R-MHD-11), checked (R-COM-7).
 * NET_ERROR_FOREIGN_ORIGIN. (transfer full) */
char           *epr_client_resolve_uri     (EprClient      *self,
                                            EprService      service,
                                            const char     *uri,
                                            GError        **error);

/* Metadata (ITI-103), the provider, the first basic token. @person: see epr_client_list_people_async();
 * NULL: the system browser. A second sign-in renews the identity; what was built on the first goes on
 * with it. Errors: NET_ERROR, EPR_ERROR_NO_SECRET, EPR_ERROR_KEYRING_LOCKED, EPR_ERROR_KEYRING_MISSING. */
void            epr_client_sign_in_async   (EprClient           *self,
                                            ModelUser           *person,       /* (nullable) */
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean        epr_client_sign_in_finish  (EprClient *self, GAsyncResult *result, GError **error);

/* As the community's technical user (R-IUA-1, section 5.5): no person, no page; role TCU, purpose AUTO for
 * every token from then on. EPR_ERROR_SETTINGS where the file describes none. */
void            epr_client_sign_in_technical_async  (EprClient           *self,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
gboolean        epr_client_sign_in_technical_finish (EprClient *self, GAsyncResult *result, GError **error);

/* Forgets identity, tokens and user at once. */
void            epr_client_sign_out        (EprClient *self);

/* The invented professionals of a training community; empty for a real one.
 * (transfer full) (element-type ModelUser) */
void            epr_client_list_people_async  (EprClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray      *epr_client_list_people_finish (EprClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
