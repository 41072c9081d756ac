#pragma once

#include "record-session.h"

G_BEGIN_DECLS

/* The documents of @patient's record that whoever is signed in may see, for a program that asks whether it has
 * deposited one before; no patient is opened. A technical user often sees none. (transfer full) (element-type
 * ModelDocument) */
void       record_known_async  (RecordSession       *session,
                                ModelPatient        *patient,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
GPtrArray *record_known_finish (GAsyncResult *result, GError **error);

G_END_DECLS
