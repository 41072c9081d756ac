#pragma once

#include "epr-client.h"
#include "net-oauth.h"

G_BEGIN_DECLS

struct _EprClient
{
  GObject         parent_instance;

  EprCommunity   *community;       /* (owned) */
  NetTokenVault  *vault;           /* (owned) */
  NetClient      *net;             /* (owned) */
  GPtrArray      *people;          /* (owned) (nullable) of ModelUser */

  /* From sign-in to sign-out */
  NetOauth       *oauth;           /* (owned) (nullable) */
  NetOauthServer *server;          /* (owned) (nullable) */
  NetTokenSource *basic;           /* (owned) (nullable) */
  ModelUser      *user;            /* (owned) (nullable) */
  char           *login_hint;      /* (owned) (nullable) a training community's person */
  gboolean        technical;       /* signed in as the technical user */
  char           *role;            /* (owned) "HCP", "ASS", "TCU" */
  char           *principal;       /* (owned) (nullable) */
  char           *principal_id;    /* (owned) (nullable) */
  char           *id_token;        /* (owned) (nullable) secret */
  gint64          id_token_ends;   /* seconds since 1970 by the server's clock; 0 unknown */
  char           *refresh_token;   /* (owned) (nullable) secret; of the basic token */
};

/* A source of tokens with @purpose for one patient, or basic ones when @spid is NULL. It holds the
 * client weakly. (transfer full) */
NetTokenSource *epr_mint_new_source (EprClient  *client,
                                     const char *purpose,
                                     const char *spid);

/* What a person brings to the tokens: role, and for an assistant whom she works for. */
void            epr_client_take_person (EprClient *self, ModelUser *person);   /* (nullable) */

G_END_DECLS
