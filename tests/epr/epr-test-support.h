#pragma once

#include "epr-access.h"
#include "epr-client.h"
#include "net-test-support.h"

G_BEGIN_DECLS

/* What the server saw of one request. */
typedef struct
{
  char *method;
  char *path;
  char *query;                  /* (nullable) as it came, percent-encoded */
  char *body;
  SoupMessageHeaders *headers;
} SeenRequest;

/* A community in this process: /authorize and /token give a token to everybody, each time another
 * one; everything else answers what the test said. */
typedef struct
{
  TestServer *server;
  GHashTable *answers;          /* "POST /path" → Answer */
  GPtrArray *requests;          /* of SeenRequest */
  guint n_tokens;
  const char *granted_scope;    /* (nullable) */
} Community;

Community *community_new (void);
void community_free (Community *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Community, community_free)

/* What @request ("GET /fhir/Patient") is answered with from now on. In @body, %BASE% is this server. */
void community_answer (Community *self, const char *request, guint status, const char *type, const char *body);
/* The same, from a file of the fixtures; FALSE when they are not at hand, and the test skipped. */
gboolean community_answer_file (Community *self, const char *request, const char *file);
/* The nth request whose path begins with /fhir; NULL when there were fewer. */
SeenRequest *community_nth (Community *self, guint n);
guint community_count (Community *self);

/* Settings for this server: @profile, and more lines for the end of the file (nullable). */
EprCommunity *community_settings (Community *self, const char *profile, const char *more);
/* A client that is signed in. */
EprClient *community_client (Community *self, const char *profile, const char *more);

/* Turns the main loop until test_result_cb() has set @result. */
void community_wait (GAsyncResult **result);

char *fixture_read (const char *file);        /* (nullable): skipped */
/* Franz Muster of the guide, with SPID and community number. */
ModelPatient *franz_muster (void);

#define FRANZ_SPID "761337610411353650"
#define MPI_OID "urn:oid:2.999.5.6.7"

G_END_DECLS
