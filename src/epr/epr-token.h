#pragma once

#include "epr-community.h"
#include "model-user.h"
#include "net-token-source.h"

G_BEGIN_DECLS

/* The Swiss part of ITI-71: which words and parameters ask for a token, and whether what was granted
 * is what was asked for. Pure functions. */

typedef struct
{
  const char *role;           /* "HCP", "ASS", "TCU" */
  const char *purpose;        /* "NORM", "EMER", "AUTO" */
  const char *spid;           /* (nullable) NULL asks for a basic token (R-IUA-1) */
  const char *principal;      /* (nullable) for ASS: both (R-IUA-8); for TCU the second */
  const char *principal_id;   /* (nullable) */
} EprTokenWish;

/* "761337610411353650^^^&2.16.756.5.30.1.127.3.10.3&ISO" (R-ID-7). (transfer full) */
char     *epr_token_person_id        (const char         *spid);

/* The value of `scope` (R-IUA-7). (transfer full) */
char     *epr_token_scope            (EprCommunity       *community,
                                      const EprTokenWish *wish);

/* Name, value, name, value …, NULL; for authorize, and for a refresh (R-IUA-18). @login_hint: a
 * training community's person whom the program signs in (nullable). (transfer full) */
char    **epr_token_authorize_fields (EprCommunity       *community,
                                      const EprTokenWish *wish,
                                      const char         *login_hint);

/* For the client credentials of a technical user (5.5): the community must have one.
 * (transfer full) */
char    **epr_token_technical_fields (EprCommunity       *community,
                                      const EprTokenWish *wish);

/* For the exchange of a code. @id_token: of an identity-first flow (nullable). (transfer full) */
char    **epr_token_exchange_fields  (const char         *id_token);

/* R-IUA-15: another purpose or role than was asked for is NET_ERROR_SIGN_IN_TAMPERED. A server that
 * names none has granted what was asked. */
gboolean  epr_token_check_grant      (EprCommunity       *community,
                                      const EprTokenWish *wish,
                                      const NetToken     *token,
                                      GError            **error);

/* Whether @id_token was made by @issuer for @client_id in the sign-in of @nonce (OpenID Connect Core, 3.1.3.7;
 * its signature may go unchecked, as it comes from the provider itself over TLS). NET_ERROR_UNEXPECTED when it is
 * none, NET_ERROR_SIGN_IN_TAMPERED when it is another's. */
gboolean  epr_token_check_identity   (const char         *id_token,
                                      const char         *issuer,
                                      const char         *client_id,
                                      const char         *nonce,
                                      GError            **error);

/* Seconds since 1970 at which @jwt ends; 0 when it does not say. */
gint64    epr_token_get_expiry       (const char         *jwt);

/* Who is signed in, from the claims of the two tokens, for display (R-IUA-16); what they leave open
 * comes from @person. (nullable arguments) (transfer full) */
ModelUser *epr_token_read_user       (const char         *access_token_claims,
                                      const char         *id_token_claims,
                                      ModelUser          *person);

G_END_DECLS
