#pragma once

#include <gio/gio.h>

#include "model-vaccination-record.h"
#include "record-document-list.h"

G_BEGIN_DECLS

/* Inside this room: what a record is merged from, by itself, so that a worker can have it. */
typedef struct
{
  GPtrArray    *documents;  /* (owned) of ModelVaccinationDocument */
  GPtrArray    *unread;     /* (owned) of ModelUnreadDocument */
  ModelPatient *patient;    /* (owned) */
  char        **accepted;   /* (owned) */
  gboolean      incomplete;
} RecordVaccinationParts;

/* Empty but for @patient and @accepted, which is copied. (transfer full) */
RecordVaccinationParts *record_vaccination_parts_new    (ModelPatient            *patient,
                                                         char                   **accepted);

/* Merges in a worker. @parts: (transfer full) */
void                    record_vaccination_merge_async  (RecordVaccinationParts  *parts,
                                                         GCancellable            *cancellable,
                                                         GAsyncReadyCallback      callback,
                                                         gpointer                 user_data);
/* NULL when cancelled. (transfer full) (nullable) */
ModelVaccinationRecord *record_vaccination_merge_finish (GAsyncResult            *result);

/* A community that said nothing may hold more; a document about somebody else is no gap (R-VAC-75). */
gboolean                record_vaccination_is_incomplete (RecordDocumentList      *list);
/* Exchanges all of @store for those of @lines that are of @kind; of all kinds for -1. */
void                    record_vaccination_fill_store    (GListStore              *store,
                                                          GPtrArray               *lines,
                                                          int                      kind);

G_END_DECLS
