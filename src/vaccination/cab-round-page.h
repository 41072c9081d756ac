#pragma once

#include <adwaita.h>

#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_ROUND_PAGE (cab_round_page_get_type ())

/* One vaccine for several patients, one after the other. First what is the same for all of them; then each is looked for as
 * in the search box, shown large, and confirmed by the person; below stands what has become of each. The screen is emptied
 * before another one is looked for. A pack that is scanned anywhere is the next one of the same vaccine.
 *
 * Signal "way" (ModelWay): of a problem, for the window. */
G_DECLARE_FINAL_TYPE (CabRoundPage, cab_round_page, CAB, ROUND_PAGE, AdwBin)

/* NULL empties. */
void     cab_round_page_set_session (CabRoundPage  *self,
                                     RecordSession *session);
/* Where one goes on: the setting, or the search. */
void     cab_round_page_grab_first  (CabRoundPage  *self);
/* Out of the patient, out of the change of the setting; FALSE when there is nothing to go back to. */
gboolean cab_round_page_back        (CabRoundPage  *self);
/* Whether something would be lost, or is still to be done (not what the outbox has in hand). */
gboolean cab_round_page_is_busy     (CabRoundPage  *self);
/* Forgets the setting and all patients; what is in the outbox goes its way. */
void     cab_round_page_end         (CabRoundPage  *self);
/* Into the search box, no further. FALSE while another patient is on the screen, or the setting. */
gboolean cab_round_page_look_up     (CabRoundPage  *self,
                                     const char    *text);

G_END_DECLS
