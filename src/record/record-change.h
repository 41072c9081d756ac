#pragma once

#include "model-document.h"
#include "record-field.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

#define RECORD_TYPE_CHANGE (record_change_get_type ())

/* What is to be said otherwise of a document of the open record (CH:MHD-1): title, comment, and the codes
 * that may be changed (R-MHD-43). Begins with what is said now; only what differs is sent. Only in normal
 * access, which the caller sees to (R-MHD-45).
 *
 * Property "ready" (gboolean, read-only, notify): something differs, and nothing required is missing.
 * Signal "code-changed" (int, RecordField). Main thread. */
G_DECLARE_FINAL_TYPE (RecordChange, record_change, RECORD, CHANGE, GObject)

RecordChange  *record_change_new          (RecordPatientContext *context, ModelDocument *document);
ModelDocument *record_change_get_document (RecordChange *self);    /* (transfer none) */

/* Whether a field may be changed at all. */
gboolean       record_change_has_field    (RecordField field);
ModelCoding   *record_change_get_code     (RecordChange *self, RecordField field);    /* (transfer none) (nullable) */
/* A class that does not go with the type any more is replaced by one that does. */
void           record_change_set_code     (RecordChange *self, RecordField field, ModelCoding *code);
GListModel    *record_change_list_choices (RecordChange *self, RecordField field);    /* (transfer full) of ModelCoding */
const char    *record_change_get_title    (RecordChange *self);    /* may be "" */
void           record_change_set_title    (RecordChange *self, const char *title);
const char    *record_change_get_comment  (RecordChange *self);    /* may be "" */
void           record_change_set_comment  (RecordChange *self, const char *comment);
gboolean       record_change_get_ready    (RecordChange *self);

/* Sends it; the list of the context shows the new state before the callback runs. Ends as cancelled when
 * the patient is closed. Its errors become words by record_problem_new_for_change(). */
void           record_change_apply_async  (RecordChange        *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean       record_change_apply_finish (RecordChange *self, GAsyncResult *result, GError **error);

/* Asks for @document to be deleted (R-MHD-44): others decide, nothing is deleted by this. Otherwise as
 * record_change_apply_async(). */
void           record_change_request_deletion_async  (RecordPatientContext *context,
                                                      ModelDocument        *document,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean       record_change_request_deletion_finish (RecordPatientContext *context, GAsyncResult *result, GError **error);

/* Whether deletion of @document was asked for. */
gboolean       record_change_is_deletion_requested   (ModelDocument *document);

G_END_DECLS
