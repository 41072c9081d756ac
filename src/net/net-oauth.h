#pragma once

#include "net-client.h"

G_BEGIN_DECLS

/* Endpoints of an authorization server or OpenID provider, from its metadata (ITI-103, OIDC
 * discovery) or from settings. */
typedef struct _NetOauthServer NetOauthServer;

/* Settings instead of metadata (R-DISC-4). */
NetOauthServer *net_oauth_server_new          (const char *issuer, const char *authorize, const char *token);
/* Checks R-DISC-3: endpoints https (or permitted loopback). */
NetOauthServer *net_oauth_server_parse        (GBytes *metadata, gboolean allow_loopback_http, GError **error);
NetOauthServer *net_oauth_server_ref          (NetOauthServer *self);
void            net_oauth_server_unref        (NetOauthServer *self);
const char     *net_oauth_server_get_issuer   (NetOauthServer *self);   /* (nullable) */
const char     *net_oauth_server_get_authorization_endpoint (NetOauthServer *self);
const char     *net_oauth_server_get_token_endpoint         (NetOauthServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetOauthServer, net_oauth_server_unref)

typedef enum
{
  NET_CLIENT_AUTH_BASIC,      /* client_secret_basic (R-IUA-9) */
  NET_CLIENT_AUTH_POST,       /* client_secret_post */
  NET_CLIENT_AUTH_NONE,       /* public client */
} NetClientAuth;

/* How this installation is registered at a server. Strings are copied; secrets wiped when freed. */
typedef struct
{
  const char    *client_id;
  const char    *client_secret;     /* (nullable) */
  NetClientAuth  auth;
  const char    *redirect_host;     /* "127.0.0.1" or "localhost": compared literally by some (R-IUA-5) */
  guint16        redirect_port;     /* 0: any free port (RFC 8252) */
  const char    *redirect_path;     /* "/callback" */
  gboolean       sign_requests;     /* RFC 9421 on token requests (R-IUA-10) */
  const char    *signing_key_pem;   /* (nullable) PKCS#8 or PKCS#1 RSA private key */
  const char    *signing_key_id;    /* (nullable) keyid */
} NetOauthRegistration;

typedef enum
{
  /* Only the HTTP library: redirects are followed by hand, without token, to the registered
   * redirect URI; a page instead is NET_ERROR_INTERACTION_REQUIRED (R-IUA-22). */
  NET_INTERACTION_SILENT,
  /* The system browser and the loopback listener. */
  NET_INTERACTION_BROWSER,
} NetInteraction;

/* An authorization code and what belongs to it. */
typedef struct _NetAuthorizationCode NetAuthorizationCode;
void net_authorization_code_free (NetAuthorizationCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetAuthorizationCode, net_authorization_code_free)

#define NET_TYPE_OAUTH (net_oauth_get_type ())

/* Authorization code with PKCE S256 (RFC 7636, R-IUA-3..5), token, refresh and client-credentials requests,
 * signed where registered so. National parameters come from the caller as form fields (name, value, name, value …,
 * NULL); this room knows no nation. Main thread. */
G_DECLARE_FINAL_TYPE (NetOauth, net_oauth, NET, OAUTH, GObject)

NetOauth             *net_oauth_new              (NetClient *client, const NetOauthRegistration *registration);

void                  net_oauth_discover_async   (NetOauth            *self,
                                                  const char          *metadata_uri,
                                                  NetTrace            *trace,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
NetOauthServer       *net_oauth_discover_finish  (NetOauth *self, GAsyncResult *result, GError **error);

/* @fields go into the authorize query beside response_type, client_id, redirect_uri, state and the
 * challenge. The page shown in the browser at the end is in the reader's language.
 * After NET_ERROR_NO_BROWSER the listener stays open for its 5 minutes, so that the address can be
 * opened by hand: calling again with the same server and fields waits for that answer. */
void                  net_oauth_authorize_async  (NetOauth            *self,
                                                  NetOauthServer      *server,
                                                  const char *const   *fields,
                                                  NetInteraction       interaction,
                                                  NetTrace            *trace,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
NetAuthorizationCode *net_oauth_authorize_finish (NetOauth *self, GAsyncResult *result, GError **error);

/* Exchanges @code; @fields are added to the form (client_assertion, requested_token_type …). */
void                  net_oauth_token_async      (NetOauth             *self,
                                                  NetOauthServer       *server,
                                                  NetAuthorizationCode *code,       /* (transfer none) */
                                                  const char *const    *fields,
                                                  NetTrace             *trace,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* grant_type=refresh_token (R-IUA-18). */
void                  net_oauth_refresh_async    (NetOauth             *self,
                                                  NetOauthServer       *server,
                                                  const char           *refresh_token,
                                                  const char *const    *fields,
                                                  NetTrace             *trace,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* grant_type=client_credentials: a program for itself, without a person and without a page. Authenticated
 * and signed as the others are. */
void                  net_oauth_client_credentials_async (NetOauth            *self,
                                                          NetOauthServer      *server,
                                                          const char *const   *fields,
                                                          NetTrace            *trace,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
NetToken             *net_oauth_token_finish     (NetOauth *self, GAsyncResult *result, GError **error);

G_END_DECLS
