#pragma once

#include <adwaita.h>

#include "model-vaccination-record.h"
#include "record-entry-draft.h"

G_BEGIN_DECLS

#define CAB_TYPE_REACTION_ROW (cab_reaction_row_get_type ())

/* After which dose a reaction came: the chosen one is named in the comment, for the profile has no other place for it
 * (R-VAC-36). */
G_DECLARE_FINAL_TYPE (CabReactionRow, cab_reaction_row, CAB, REACTION_ROW, AdwComboRow)

/* The doses of @record to choose from; NULL for both empties. */
void cab_reaction_row_set_draft (CabReactionRow         *self,
                                 RecordEntryDraft       *draft,
                                 ModelVaccinationRecord *record);

G_END_DECLS
