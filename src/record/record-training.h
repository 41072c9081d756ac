#pragma once

#include "record-communities.h"

G_BEGIN_DECLS

#define RECORD_TYPE_TRAINING (record_training_get_type ())

/* A cabinet-sandbox of one's own: started on a free loopback port, its registration (address,
 * client secret and signing key made for this run) read through a pipe and held in memory, stopped
 * when the object is disposed. It dies with the program, also when that is killed. */
G_DECLARE_FINAL_TYPE (RecordTraining, record_training, RECORD, TRAINING, GObject)

/* @sandbox: path of the program; @arguments: further ones (nullable), NULL-terminated. */
void             record_training_start_async   (const char *sandbox, const char *const *arguments, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RecordTraining  *record_training_start_finish  (GAsyncResult *result, GError **error);
RecordCommunity *record_training_get_community (RecordTraining *self);    /* (transfer none) */

G_END_DECLS
