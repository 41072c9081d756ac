#pragma once

#include <json-glib/json-glib.h>

#include "record-session.h"
#include "record-training.h"

G_BEGIN_DECLS

#define MARTINA "2000000090092"   /* the physician of the guide */
#define DAGMAR "2000000090108"    /* her assistant */
#define FRANZ "Muster, Franz 27.01.1995"
#define FRANZ_SPID "761337610411353650"

/* The real cabinet-sandbox over a real socket, and a session there. */
typedef struct
{
  RecordTraining *training;
  RecordSession  *session;
  char           *origin;
} Sandbox;

/* @preset: "ch-epr-fhir-5" or "mag-1". */
Sandbox *sandbox_start (const char *preset);
void     sandbox_stop (Sandbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sandbox, sandbox_stop)

/* Sets switches of the sandbox: a JSON object with ' for ". */
void       sandbox_faults (Sandbox *self, const char *json);
/* What the sandbox was asked. (transfer full) */
JsonArray *sandbox_log (Sandbox *self);
/* What was deposited there. (transfer full) */
JsonArray *sandbox_deposits (Sandbox *self);
/* How many requests for exactly @path there were. */
guint      sandbox_count (Sandbox *self, const char *path);

/* Turns the main loop until @result is set. */
void wait_for (GAsyncResult **result);
void result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
/* … and until @condition holds. */
#define WAIT_UNTIL(condition) \
  while (!(condition))        \
  g_main_context_iteration (NULL, TRUE)

ModelUser   *find_person (Sandbox *self, const char *gln);
gboolean     sign_in (Sandbox *self, const char *gln, GError **error);
RecordMatch *search (Sandbox *self, const char *text, GError **error);
/* Signs in as Martina, finds @text and opens the first. */
RecordPatientContext *open_patient (Sandbox *self, const char *text);
void                  wait_loaded (RecordPatientContext *context);
RecordContent        *fetch (RecordPatientContext *context, ModelDocument *document, GError **error);
ModelDocument        *nth_document (RecordPatientContext *context, guint position);

G_END_DECLS
