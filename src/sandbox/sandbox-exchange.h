#pragma once

#include "sandbox-community.h"
#include "sandbox-form.h"
#include "sandbox-grants.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One request and its answer. Lives as long as its message; who answers later keeps a reference of
 * the message and pauses it. */
typedef struct
{
  SandboxCommunity  *community;   /* borrowed */
  SoupServerMessage *message;     /* borrowed: it owns this */
  const char        *method;
  char              *path;        /* (owned) decoded, without a final slash */
  SandboxForm       *query;       /* (owned) */
  SandboxGrant      *grant;       /* (owned) (nullable) what the token grants */
  SandboxWire        wire;
  JsonObject        *record;      /* (owned) its line in the log */
  gboolean           is_over;     /* nobody is there to hear an answer any more */
} SandboxExchange;

SandboxExchange *sandbox_exchange_new            (SandboxCommunity *community, SoupServerMessage *message);

const char      *sandbox_exchange_get_header     (SandboxExchange *self, const char *name);   /* (nullable) */
GBytes          *sandbox_exchange_dup_body       (SandboxExchange *self);
/* The body read as a form; NULL after a refusal was sent. (transfer full) (nullable) */
SandboxForm     *sandbox_exchange_read_form      (SandboxExchange *self);

/* Around an answer that comes later; the caller keeps a reference of the message. */
void             sandbox_exchange_pause          (SandboxExchange *self);
void             sandbox_exchange_resume         (SandboxExchange *self);

/* Answers. @body and @node are taken. The wire's faults show here. */
void             sandbox_exchange_reply          (SandboxExchange *self, guint status, const char *content_type, GBytes *body);
void             sandbox_exchange_reply_json     (SandboxExchange *self, guint status, JsonNode *node);
void             sandbox_exchange_reply_fhir     (SandboxExchange *self, guint status, JsonNode *node);
void             sandbox_exchange_redirect       (SandboxExchange *self, const char *location);
/* The header ETag of a resource's @version, before the answer. */
void             sandbox_exchange_set_version    (SandboxExchange *self, gint64 version);
/* An OperationOutcome of one error; @code is a FHIR issue type (3.2). */
void             sandbox_exchange_refuse         (SandboxExchange *self, guint status, const char *code,
                                                  const char *format, ...) G_GNUC_PRINTF (4, 5);
/* OAuth's way: {"error", "error_description"}; 401 as the Swiss text asks, 400 in mode=mag. */
void             sandbox_exchange_refuse_oauth   (SandboxExchange *self, const char *error, const char *description);

/* Whether a token that opens the transaction came (5.1); else the 401 was sent (R-COM-9). */
gboolean         sandbox_exchange_require_token  (SandboxExchange *self, gboolean extended);
/* 400 and FALSE for a raw bar or a query that cannot be decoded, when the community is strict. */
gboolean         sandbox_exchange_check_query    (SandboxExchange *self, const SandboxForm *form);

/* {"severity":"…","code":"…","details":{"text":"…"}} as an issue. (transfer full) */
JsonNode        *sandbox_issue                   (const char *severity, const char *code, const char *text);

G_END_DECLS
