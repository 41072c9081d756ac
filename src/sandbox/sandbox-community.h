#pragma once

#include "sandbox-faults.h"
#include "sandbox-jwt.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

typedef struct _SandboxGrants SandboxGrants;
typedef struct _SandboxPages SandboxPages;
typedef struct _SandboxFiles SandboxFiles;

/* A client that is registered: made for this run. */
typedef struct
{
  char       *id;          /* (owned) */
  char       *secret;      /* (owned) */
  SandboxKey *key;         /* (owned) signs its token requests */
  const char *user;        /* (nullable) GLN of the technical user that it is; NULL: people sign in through it */
} SandboxClient;

/* All that the requests of one training community share. Main thread. */
typedef struct
{
  char          *origin;      /* (owned) "http://127.0.0.1:45671" */
  char          *base;        /* (owned) origin + "/fhir" */
  SandboxStore  *store;       /* (owned) */
  SandboxFaults  faults;
  SandboxFaults  initial;     /* what a reset goes back to */
  SandboxClient  client;
  SandboxClient  technical;   /* the archive of the practice, which deposits by itself (5.5) */
  char          *expert_key;  /* (owned) with which the training expert is asked */
  SandboxKey    *server_key;  /* (owned) signs access tokens */
  SandboxKey    *idp_key;     /* (owned) signs identity tokens */
  SandboxGrants *grants;      /* (owned) codes and tokens given out */
  SandboxPages  *pages;       /* (owned) frozen results */
  SandboxFiles  *files;       /* (owned) documents made lately */
  GPtrArray     *log;         /* (owned) (element-type JsonNode) requests seen */
} SandboxCommunity;

/* Takes a reference of @store. */
SandboxCommunity *sandbox_community_new        (SandboxStore *store);
void              sandbox_community_free       (SandboxCommunity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxCommunity, sandbox_community_free)

void              sandbox_community_set_origin (SandboxCommunity *self, const char *origin);
/* Seconds since 1970 by the community's clock, which may be wrong on purpose. */
gint64            sandbox_community_now        (SandboxCommunity *self);
/* Faults as at the start, an empty log, no codes and tokens. */
void              sandbox_community_reset      (SandboxCommunity *self);
/* The community file of this run (docs/communities.md). (transfer full) */
char             *sandbox_community_describe   (SandboxCommunity *self);

G_END_DECLS
