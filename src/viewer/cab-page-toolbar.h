#pragma once

#include <adwaita.h>

#include "cab-page-view.h"

G_BEGIN_DECLS

#define CAB_TYPE_PAGE_TOOLBAR (cab_page_toolbar_get_type ())

/* Page number, zoom, fit and rotation of a page view, by the actions of group "view". The secondary
 * buttons give way where it is narrow; their keys stay. */
G_DECLARE_FINAL_TYPE (CabPageToolbar, cab_page_toolbar, CAB, PAGE_TOOLBAR, AdwBin)

GtkWidget *cab_page_toolbar_new      (void);
/* Follows @view for its life. Once. */
void       cab_page_toolbar_set_view (CabPageToolbar *self, CabPageView *view);

G_END_DECLS
