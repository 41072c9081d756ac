#pragma once

#include "epr-access.h"
#include "record-content.h"
#include "record-document-list-private.h"
#include "record-patient-context.h"

G_BEGIN_DECLS

#define RECORD_TYPE_FETCH (record_fetch_get_type ())

/* One document's bytes for however many ask: fetched once, then kept. A fetch that nobody waits for
 * any more ends; one that failed is made again for the next who asks. */
G_DECLARE_FINAL_TYPE (RecordFetch, record_fetch, RECORD, FETCH, GObject)

RecordFetch *record_fetch_new   (EprAccess      *access,
                                 RecordFailed    failed,
                                 gpointer        user_data);

/* Completes @task with a RecordContent. @document: the newest metadata, whose address is good (R-MHD-9).
 * @progress ends with @task. */
void         record_fetch_join  (RecordFetch    *self,
                                 ModelDocument  *document,
                                 GTask          *task,        /* (transfer full) */
                                 RecordProgress  progress,    /* (nullable) */
                                 gpointer        progress_data);

/* All who wait end as cancelled; the bytes are let go. */
void         record_fetch_close (RecordFetch    *self);

G_END_DECLS
