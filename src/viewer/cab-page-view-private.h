#pragma once

#include "cab-page-view.h"
#include "viewer-layout.h"

G_BEGIN_DECLS

/* Keys, wheel and fingers of the page view (cab-page-view-input.c). */
void cab_page_view_add_keys    (GtkWidgetClass *widget_class);
void cab_page_view_add_pointer (CabPageView *self);

G_END_DECLS
