#pragma once

#include "record-body.h"
#include "record-outbox-store-private.h"

G_BEGIN_DECLS

/* The content of the sealed file @path, @size bytes with @hash. Its beginning is read here. Blocking. */
RecordBody *record_body_new_sealed (RecordOutboxStore  *store,
                                    const char         *path,
                                    guint64             size,
                                    const char         *hash,
                                    GError            **error);

/* Where it lies, for a sealed one, else NULL. (nullable) */
const char *record_body_get_sealed (RecordBody *self);

/* Blocking: in a worker. The hash is made once. (transfer full) */
char       *record_body_hash       (RecordBody    *self,
                                    GCancellable  *cancellable,
                                    GError       **error);

/* A copy that lasts when the file goes: small ones on the heap, larger ones in memory of the kernel that
 * this process does not map. Blocking. (transfer full) */
RecordBody *record_body_keep       (RecordBody    *self,
                                    GError       **error);

G_END_DECLS
