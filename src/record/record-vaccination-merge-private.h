#pragma once

#include <gio/gio.h>

#include "model-vaccination-record.h"

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

G_END_DECLS
