#pragma once

#include <adwaita.h>

#include "record-entry-draft.h"

G_BEGIN_DECLS

#define CAB_TYPE_DISEASE_CHIPS (cab_disease_chips_get_type ())

/* What a vaccination is against, a chip with a button for each: it follows the product until one of them is removed, or
 * another one added (R-VAC-26). */
G_DECLARE_FINAL_TYPE (CabDiseaseChips, cab_disease_chips, CAB, DISEASE_CHIPS, AdwPreferencesRow)

/* NULL empties. */
void cab_disease_chips_set_draft (CabDiseaseChips  *self,
                                  RecordEntryDraft *draft);

G_END_DECLS
