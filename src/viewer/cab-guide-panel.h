#pragma once

#include <adwaita.h>

#include "cab-page-view.h"

G_BEGIN_DECLS

#define CAB_TYPE_GUIDE_PANEL (cab_guide_panel_get_type ())

/* Beside the pages: the table of contents, where the document has one, and all its pages small. Drawn after everything that is
 * read, and only what is seen. */
G_DECLARE_FINAL_TYPE (CabGuidePanel, cab_guide_panel, CAB, GUIDE_PANEL, AdwBin)

GtkWidget *cab_guide_panel_new          (void);
void       cab_guide_panel_set_view     (CabGuidePanel *self, CabPageView *view);
/* NULL empties. Nothing is asked for before the panel is seen. */
void       cab_guide_panel_set_document (CabGuidePanel *self, RenderDocument *document);

G_END_DECLS
