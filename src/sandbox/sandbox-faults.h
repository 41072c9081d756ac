#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum { SANDBOX_HASH_RIGHT, SANDBOX_HASH_HEX, SANDBOX_HASH_WRONG, SANDBOX_HASH_NONE } SandboxHashFault;
typedef enum { SANDBOX_DROP_NEVER, SANDBOX_DROP_START, SANDBOX_DROP_BODY } SandboxDrop;
typedef enum { SANDBOX_BODY_RIGHT, SANDBOX_BODY_GARBAGE, SANDBOX_BODY_NOT_BUNDLE, SANDBOX_BODY_CUT, SANDBOX_BODY_HUGE } SandboxBody;
typedef enum { SANDBOX_FLOW_IDENTITY_FIRST, SANDBOX_FLOW_BROKERED } SandboxFlow;

/* The switches of section 12.4, by the names they have in POST /control/faults. */
typedef struct
{
  gint64           deny;             /* deny: 401 or 403 */
  gint64           token_ttl;        /* token.ttl: seconds */
  gint64           token_opaque;     /* token.opaque */
  gint64           page_size;        /* page.size: the most entries a page has; 0: as asked for */
  gint64           community_down;   /* find.community_down */
  gint64           foreign_url;      /* find.foreign_url */
  gint64           sloppy;           /* find.sloppy */
  gint64           hash;             /* hash: SandboxHashFault */
  gint64           too_many;         /* match.always_too_many */
  gint64           provide_level;    /* policy.provide_level: 0 as the patient's policy says, else SandboxLevel + 1 */
  gint64           provide_lost_answer; /* provide.lost_answer: stored, and the line goes dead */
  gint64           provide_reorder;  /* provide.reorder: answers in another order */
  gint64           strict;           /* strict */
  gint64           flow;             /* flow: SandboxFlow */
  gint64           mag;              /* mode: ch-epr-fhir-5 or mag */
  gint64           clock_offset;     /* clock.offset: seconds the server's clock is off */

  /* These concern the wire, only below `path` (NULL: /fhir) and for the next `times` requests
   * (0: until changed). */
  gint64           slow;             /* slow: milliseconds */
  gint64           drop;             /* drop: SandboxDrop */
  gint64           status;           /* status: 0 or an HTTP status */
  gint64           retry_after;      /* retry_after: seconds, with status */
  gint64           body;             /* body: SandboxBody */
  gint64           times;
  char            *path;             /* (owned) (nullable) */
} SandboxFaults;

/* The faults of the wire, as they concern one request. */
typedef struct
{
  guint       slow;
  SandboxDrop drop;
  guint       status;
  guint       retry_after;
  SandboxBody body;
} SandboxWire;

void      sandbox_faults_init  (SandboxFaults *self);
void      sandbox_faults_clear (SandboxFaults *self);
/* Sets what @object names and leaves the rest; FALSE with the name that is not known, or whose value
 * cannot be, in @culprit (transfer full), and nothing changed. */
gboolean  sandbox_faults_set   (SandboxFaults *self, JsonObject *object, char **culprit);
JsonNode *sandbox_faults_write (const SandboxFaults *self);
/* What the wire does to a request for @path; counts `times` down. */
SandboxWire sandbox_faults_take (SandboxFaults *self, const char *path);

G_END_DECLS
