#pragma once

#include <adwaita.h>

#include "render-content.h"

G_BEGIN_DECLS

#define CAB_TYPE_CONTENT_PAGE (cab_content_page_get_type ())

/* A document that says what it holds (CDA, FHIR), set by us: title and facts, headings, text, lists, tables, and what is
 * enclosed. Plain widgets; its text can be selected.
 *
 * Signal "enclosed" (guint): the person opens what is enclosed, a block of the content. */
G_DECLARE_FINAL_TYPE (CabContentPage, cab_content_page, CAB, CONTENT_PAGE, AdwBin)

GtkWidget     *cab_content_page_new         (void);
/* NULL empties. */
void           cab_content_page_set_content (CabContentPage *self, RenderContent *content);
RenderContent *cab_content_page_get_content (CabContentPage *self);   /* (nullable) */
/* The one document in which everything is, where there is nothing else to read: its position; G_MAXUINT: there is other text. */
guint          cab_content_page_find_only   (RenderContent *content);

G_END_DECLS
