#pragma once

#include <adwaita.h>

#include "record-entry-draft.h"

G_BEGIN_DECLS

#define CAB_TYPE_ROUND_CARD (cab_round_card_get_type ())

/* The one patient who is to be confirmed, large: name, sex, birth date with age and number, what differs for her, and two
 * buttons. Without a draft it shows nothing of anybody.
 *
 * Signal "confirmed": the person has confirmed that she was vaccinated; the draft is complete.
 * Signal "skipped" (utf8): she was not, and why ("" when it is not said). */
G_DECLARE_FINAL_TYPE (CabRoundCard, cab_round_card, CAB, ROUND_CARD, AdwBin)

/* NULL empties. @number: (nullable) that she is known by. @line: (nullable) what a list says of her, to be compared. */
void              cab_round_card_set_draft    (CabRoundCard     *self,
                                               RecordEntryDraft *draft,
                                               const char       *number,
                                               const char       *line);
RecordEntryDraft *cab_round_card_get_draft    (CabRoundCard     *self);   /* (transfer none) (nullable) */
void              cab_round_card_grab_confirm (CabRoundCard     *self);

G_END_DECLS
