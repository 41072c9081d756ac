#pragma once

#include "sandbox-community.h"

G_BEGIN_DECLS

/* The bytes of documents, made when they are first needed by the generator (sandbox-file.h), in
 * threads of its own; the latest are kept. Size and hash go into the database. */
SandboxFiles *sandbox_files_new     (void);
void          sandbox_files_free    (SandboxFiles *self);

/* Bytes of one document. */
void          sandbox_files_load_async   (SandboxCommunity *community, const SandboxDocument *document,
                                          GAsyncReadyCallback callback, gpointer user_data);
GBytes       *sandbox_files_load_finish  (GAsyncResult *result, GError **error);

/* Sees to it that size and hash of all @documents (element-type SandboxDocument) are known, bar those
 * made on demand, and puts them there. The array must live until @callback. */
void          sandbox_files_measure_async  (SandboxCommunity *community, GPtrArray *documents,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean      sandbox_files_measure_finish (GAsyncResult *result, GError **error);

G_END_DECLS
