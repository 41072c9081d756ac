#pragma once

#include <adwaita.h>

#include "record-target.h"

G_BEGIN_DECLS

#define CAB_TYPE_TARGET_BAR (cab_target_bar_get_type ())

/* One line that says which document the next file replaces or is added to, with a button that takes it
 * back. Hidden while there is none.
 *
 * Signal "removed": the person has taken it back. */
G_DECLARE_FINAL_TYPE (CabTargetBar, cab_target_bar, CAB, TARGET_BAR, AdwBin)

GtkWidget   *cab_target_bar_new (void);
/* RECORD_TARGET_NONE and NULL: none. */
void         cab_target_bar_set (CabTargetBar *self, RecordTarget target, ModelDocument *document);
RecordTarget cab_target_bar_get (CabTargetBar *self, ModelDocument **document);   /* (transfer none) (nullable) */

G_END_DECLS
