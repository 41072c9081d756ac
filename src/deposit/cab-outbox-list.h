#pragma once

#include <adwaita.h>

#include "record-outbox.h"

G_BEGIN_DECLS

#define CAB_TYPE_OUTBOX_LIST (cab_outbox_list_get_type ())

/* The outbox, with what can be done about each deposit; invisible while there is none. Says so when it
 * lives in memory only. */
G_DECLARE_FINAL_TYPE (CabOutboxList, cab_outbox_list, CAB, OUTBOX_LIST, AdwBin)

GtkWidget *cab_outbox_list_new        (void);
void       cab_outbox_list_set_outbox (CabOutboxList *self, RecordOutbox *outbox);   /* (nullable) */

G_END_DECLS
