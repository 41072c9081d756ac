#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum { SANDBOX_HASH_RIGHT, SANDBOX_HASH_HEX, SANDBOX_HASH_WRONG, SANDBOX_HASH_NONE } SandboxHashFault;
typedef enum
{
  SANDBOX_DROP_NEVER,
  SANDBOX_DROP_START,     /* done, and not a byte of the answer */
  SANDBOX_DROP_BODY,      /* done, and half of the answer's body */
  SANDBOX_DROP_REQUEST,   /* not done: after drop_at bytes of the request's body */
  SANDBOX_DROP_ANSWER     /* done, and drop_at bytes of the answer, its head included */
} SandboxDrop;
typedef enum { SANDBOX_BODY_RIGHT, SANDBOX_BODY_GARBAGE, SANDBOX_BODY_NOT_BUNDLE, SANDBOX_BODY_CUT, SANDBOX_BODY_HUGE } SandboxBody;
typedef enum
{
  SANDBOX_EXPERT_RIGHT,
  SANDBOX_EXPERT_OLD,             /* the answer is dated three days ago */
  SANDBOX_EXPERT_OTHER_PATIENT,   /* … is about somebody else */
  SANDBOX_EXPERT_OTHER_QUESTION,  /* … answers another message */
  SANDBOX_EXPERT_REFUSES,         /* … says why there is none */
  SANDBOX_EXPERT_REDIRECT         /* … is to be asked for elsewhere */
} SandboxExpert;
typedef enum { SANDBOX_FLOW_IDENTITY_FIRST, SANDBOX_FLOW_BROKERED } SandboxFlow;

/* The switches of section 12.4, by the names they have in POST /control/faults: a JSON object of those that
 * change, "provide.reorder" a number or yes or no, "drop" one of the words of its enumeration in small letters.
 * A deposit that breaks off when 1000 bytes have come, once:
 *
 *   {"path":"/fhir$","drop":"request","drop_at":1000,"times":1}
 *
 * one whose answer comes at 2000 bytes a second, every time: {"path":"/fhir$","speed":2000}; two that are told to
 * wait: {"path":"/fhir$","status":429,"retry_after":2,"times":2}. POST /control/reset ends all of it. */
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
  gint64           provide_limit;    /* provide.limit: a longer request is 413, before its body is read; 0: none */
  gint64           provide_times;    /* provide.times: how many deposits these three concern; 0: all */
  gint64           strict;           /* strict */
  gint64           flow;             /* flow: SandboxFlow */
  gint64           mag;              /* mode: ch-epr-fhir-5 or mag */
  gint64           clock_offset;     /* clock.offset: seconds the server's clock is off */
  gint64           expert;           /* expert: SandboxExpert, what the training expert does */

  /* These concern the wire, only below `path` (NULL: /fhir; with a $ behind it that path alone) and for the next
   * `times` requests (0: until changed). */
  gint64           slow;             /* slow: milliseconds before anything is done */
  gint64           speed;            /* speed: bytes a second at which requests are read and answers written; 0: all at once */
  gint64           drop;             /* drop: SandboxDrop */
  gint64           drop_at;          /* drop_at: bytes */
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
  guint       speed;
  SandboxDrop drop;
  guint64     drop_at;
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


/* What is done to a deposit whose request is read; counts `provide.times` down. */
typedef struct
{
  gboolean lost_answer;
  gboolean reorder;
} SandboxProvideFaults;

SandboxProvideFaults sandbox_faults_take_provide (SandboxFaults *self);
/* Whether a deposit of @length bytes is too long; counts `provide.times` down if so. */
gboolean             sandbox_faults_take_limit   (SandboxFaults *self, guint64 length);

G_END_DECLS
