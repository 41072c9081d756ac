#pragma once

#include "sandbox-community.h"

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_GRANT_CODE,       /* authorization code */
  SANDBOX_GRANT_REFRESH,    /* refresh token */
  SANDBOX_GRANT_PENDING,    /* a brokered sign-in, waiting for the provider */
  SANDBOX_GRANT_IDENTITY,   /* code of the identity provider */
} SandboxGrantKind;

/* What somebody was allowed: the content of a code, a refresh token and an access token alike.
 * Strings are owned; NULL is "not asked for" or "not known yet". */
typedef struct
{
  char   *client;         /* client_id of an access token; NULL: the people's client */
  char   *user;           /* GLN; NULL in the code of an identity-first sign-in */
  char   *scope;          /* as it was granted */
  char   *role;           /* HCP, ASS, TCU */
  char   *purpose;        /* NORM, EMER, AUTO */
  char   *spid;           /* 18 digits: then the token is an extended one */
  char   *principal;      /* name */
  char   *principal_id;   /* GLN */
  char   *group;          /* name */
  char   *group_id;       /* urn:oid:… */

  SandboxGrantKind kind;
  char   *redirect_uri;   /* of a code, likewise the others */
  char   *challenge;
  char   *state;
  char   *nonce;
  gint64  expires;        /* seconds since 1970 */
} SandboxGrant;

void          sandbox_grant_free (SandboxGrant *self);
SandboxGrant *sandbox_grant_copy (const SandboxGrant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxGrant, sandbox_grant_free)

SandboxGrants *sandbox_grants_new   (void);
void           sandbox_grants_free  (SandboxGrants *self);
void           sandbox_grants_clear (SandboxGrants *self);

/* Keeps @grant (taken) under a new unguessable text, which is returned. (transfer full) */
char          *sandbox_grants_put   (SandboxGrants *self, SandboxGrantKind kind, SandboxGrant *grant);
/* Gives it out once: the second time there is nothing. NULL when it is unknown, of another kind or older than @now. */
SandboxGrant  *sandbox_grants_take  (SandboxGrants *self, SandboxGrantKind kind, const char *text, gint64 now);

/* Access tokens. Opaque ones (token.opaque) stand for a JWT that is kept here. */
char          *sandbox_token_issue  (SandboxCommunity *community, const SandboxGrant *grant);
/* What the value of an Authorization header grants (R-IUA-20), or NULL with @fault (static text). */
SandboxGrant  *sandbox_token_check  (SandboxCommunity *community, const char *authorization, const char **fault);

G_END_DECLS
