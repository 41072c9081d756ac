#pragma once

#include <adwaita.h>

#include "viewer-text.h"

G_BEGIN_DECLS

#define CAB_TYPE_TEXT_PAGE (cab_text_page_get_type ())

/* A text to read, not to write. Long ones come in portions, so that the window stays awake; where
 * the end is left out it says so. */
G_DECLARE_FINAL_TYPE (CabTextPage, cab_text_page, CAB, TEXT_PAGE, AdwBin)

GtkWidget *cab_text_page_new      (void);
/* @text: (transfer full) (nullable): NULL empties. */
void       cab_text_page_set_text (CabTextPage *self, ViewerText *text);

G_END_DECLS
