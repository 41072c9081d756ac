#pragma once

#include <adwaita.h>

#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_SEARCH_PAGE (cab_search_page_get_type ())

/* Finds a patient with one box. What was understood stands below it as chips; the search goes out
 * on Enter or the button only, for every one of them is in the audit trail. Matches, nobody, too
 * many and errors are pages of their own; a patient is opened by the person, never by itself.
 *
 * Signal "deposit-wanted": the patient that is opened next is opened to deposit something.
 * Opens patients at the session itself. Problems whose way is to sign in again activate
 * "win.sign-in-again". */
G_DECLARE_FINAL_TYPE (CabSearchPage, cab_search_page, CAB, SEARCH_PAGE, AdwBin)

GtkWidget *cab_search_page_new         (void);
/* NULL empties. */
void       cab_search_page_set_session (CabSearchPage *self, RecordSession *session);
/* Cancels and empties: nothing of the last search stays, not even in the undo history. */
void       cab_search_page_reset       (CabSearchPage *self);
/* As if the person had typed @text: it is understood and shown, and goes out only when she presses Enter. */
void       cab_search_page_set_text    (CabSearchPage *self, const char *text);
void       cab_search_page_grab_entry  (CabSearchPage *self);

G_END_DECLS
