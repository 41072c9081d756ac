#pragma once

#include "net-oauth.h"

#include "net-form-private.h"

G_BEGIN_DECLS

typedef struct _NetSignIn NetSignIn;

struct _NetOauth
{
  GObject        parent_instance;

  NetClient     *client;            /* (owned) */
  char          *client_id;         /* (owned) */
  char          *client_secret;     /* (owned) (nullable) wiped */
  NetClientAuth  auth;
  char          *redirect_host;     /* (owned) */
  guint16        redirect_port;
  char          *redirect_path;     /* (owned) */
  gboolean       sign_requests;
  char          *signing_key_pem;   /* (owned) (nullable) wiped */
  char          *signing_key_id;    /* (owned) (nullable) */

  NetSignIn     *open_sign_in;      /* (owned) (nullable) its address waits for a person to open it */
};

struct _NetAuthorizationCode
{
  char *code;           /* (owned) wiped */
  char *verifier;       /* (owned) wiped */
  char *redirect_uri;   /* (owned) */
};

/* One authorization request: what was made up for it and must be the same when it is answered. */
struct _NetSignIn
{
  gatomicrefcount  references;

  char            *key;           /* (owned) what was asked, without what was made up */
  char            *state;         /* (owned) wiped */
  char            *verifier;      /* (owned) wiped */
  char            *redirect_uri;  /* (owned) */
  char            *address;       /* (owned) of the authorization request, whole */
  char            *issuer;        /* (owned) (nullable) */
  gpointer         loopback;      /* (owned) (nullable) NetLoopback, in the browser's case */
};

/* Fails when the registered port is taken by another program. */
NetSignIn            *net_sign_in_new   (NetOauth           *oauth,
                                         NetOauthServer     *server,
                                         const char *const  *fields,
                                         NetInteraction      interaction,
                                         GError            **error);
NetSignIn            *net_sign_in_ref   (NetSignIn          *self);
void                  net_sign_in_unref (NetSignIn          *self);

/* What two requests have in common that ask for the same. */
char                 *net_sign_in_key   (NetOauthServer     *server,
                                         const char *const  *fields);

/* Ends the sign-in with the code it was given. Takes @code. */
NetAuthorizationCode *net_sign_in_take_code (NetSignIn      *self,
                                             char           *code);

/* The silent way: completes @task with a NetAuthorizationCode (net-oauth-silent.c). Takes @task. */
void                  net_oauth_follow  (NetOauth           *self,
                                         NetSignIn          *sign_in,
                                         NetTrace           *trace,
                                         GTask              *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetSignIn, net_sign_in_unref)

G_END_DECLS
