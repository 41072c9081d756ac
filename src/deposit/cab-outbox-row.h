#pragma once

#include <adwaita.h>

#include "record-deposit.h"

G_BEGIN_DECLS

#define CAB_TYPE_OUTBOX_ROW (cab_outbox_row_get_type ())

/* One deposit: what it is, where it stands in a sentence, and what the person can do about it. To change
 * it is not in its power: it activates "win.edit-deposit" with the uniqueId. */
G_DECLARE_FINAL_TYPE (CabOutboxRow, cab_outbox_row, CAB, OUTBOX_ROW, AdwActionRow)

GtkWidget *cab_outbox_row_new (RecordDeposit *deposit);

G_END_DECLS
