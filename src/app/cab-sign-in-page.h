#pragma once

#include <adwaita.h>

#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_SIGN_IN_PAGE (cab_sign_in_page_get_type ())

/* Who works here: the invented professionals of a training community, the browser for every other.
 * Problems stand in place.
 *
 * Signal "community-chosen" (RecordCommunity): another community was chosen from the list. */
G_DECLARE_FINAL_TYPE (CabSignInPage, cab_sign_in_page, CAB, SIGN_IN_PAGE, AdwBin)

GtkWidget *cab_sign_in_page_new             (void);
/* @communities of RecordCommunity; a choice is shown when there are several. */
void       cab_sign_in_page_set_communities (CabSignInPage *self, GListModel *communities);
/* NULL empties. */
void       cab_sign_in_page_set_session     (CabSignInPage *self, RecordSession *session);

G_END_DECLS
