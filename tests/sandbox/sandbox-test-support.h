#pragma once

#include "sandbox-server.h"

#include "fhir-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define SPID_FRANZ "761337610411353650"
#define SPID_MARIE "761337610469261945"
#define SPID_SOFIA "761337610000000002"
#define GLN_MARTINA "2000000090092"
#define GLN_PETER "7601000102737"
#define GLN_ASSISTANT "2000000090108"
#define GLN_EXCLUDED "2000000091112"
#define CALLBACK "http://127.0.0.1:9000/callback"

/* A community in this process and a client of its own: nothing of the product's client. */
typedef struct
{
  SandboxCommunity *community;   /* borrowed */
  SandboxServer    *server;
  SoupSession      *session;
} Training;

typedef struct
{
  guint       status;
  char       *location;
  char       *type;
  GBytes     *body;
  JsonNode   *json;       /* (nullable) */
  JsonObject *object;     /* (nullable) of json */
  GDateTime  *date;       /* (nullable) */
  GError     *error;      /* (nullable) the line broke */
} Reply;

Training *training_new   (guint n_patients, guint n_documents);
void      training_free  (Training *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Training, training_free)

void      reply_free     (Reply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* @path is below the origin, or a whole address. */
Reply *training_get    (Training *self, const char *path, const char *token);
Reply *training_post   (Training *self, const char *path, const char *type, const char *body, const char *token);
Reply *training_send   (Training *self, SoupMessage *message);
SoupMessage *training_message (Training *self, const char *method, const char *path, const char *token);
void   training_fault  (Training *self, const char *json);

/* How a token request may go wrong. */
typedef struct
{
  gint64      created;         /* 0: now */
  gint64      life;            /* 0: 60 */
  const char *verifier;        /* another than the right one */
  const char *secret;
  gboolean    unsigned_request;
  const char *other_body;      /* signed instead of what is sent */
  gboolean    technical;       /* as the technical user's client */
} TokenFaults;

char  *training_identity  (Training *self, const char *gln);
/* authorize; the query is @fields beside client, redirect, state and challenge of @verifier. */
Reply *training_authorize (Training *self, const char *fields, const char *verifier);
Reply *training_exchange  (Training *self, const char *fields, const TokenFaults *faults);
/* The code in a Location. */
char  *code_of            (const Reply *reply);
/* From the identity of @gln to an access token; basic when @spid is NULL. */
char  *training_token     (Training *self, const char *gln, const char *spid, const char *purpose);
char  *extended_fields    (const char *spid, const char *purpose, const char *role);

#define VERIFIER "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

/* A good deposit of a few bytes for @spid under @unique_id ("1" …, below urn:oid:2.25.), in the role HCP: a
 * transaction of List, DocumentReference and Binary (7.3). (transfer full) */
JsonNode *deposit_new     (const char *spid, const char *unique_id);
/* Replaces the value at @path by the JSON @value (NULL: takes it away): members, through first elements or those
 * of a number, "entry[1].resource.type.coding". */
void   json_set           (JsonNode *node, const char *path, const char *value);
Reply *training_deposit   (Training *self, const char *token, JsonNode *bundle);
/* $match with the members of a Patient. */
Reply *training_match     (Training *self, const char *token, const char *patient_members);
Reply *training_find      (Training *self, const char *token, const char *spid, const char *more);
gint64 total_of           (const Reply *reply);
/* details.text of the first issue */
const char *fault_of      (const Reply *reply);
const char *next_of       (const Reply *reply);

G_END_DECLS
