#pragma once

#include "cab-document-view.h"
#include "cab-page-view.h"

G_BEGIN_DECLS

/* What the reader's actions need of it. */
CabPageView   *cab_document_view_get_page_view   (CabDocumentView *self);
RecordContent *cab_document_view_get_content     (CabDocumentView *self);    /* (nullable) */
void           cab_document_view_add_toast       (CabDocumentView *self, const char *title);

/* The actions (cab-document-view-actions.c). */
void           cab_document_view_install_actions (GtkWidgetClass *widget_class);
/* Those of the pages while there are pages, saving while there is something to save. */
void           cab_document_view_enable_actions  (CabDocumentView *self);
/* Asks where to, then writes in the background. */
void           cab_document_view_save_copy       (CabDocumentView *self);
/* Writes @content to @file and says so in a toast. */
void           cab_document_view_save_to         (CabDocumentView *self, RecordContent *content, GFile *file);
/* Takes the question back. What is already being written is written: the person asked for it. */
void           cab_document_view_cancel_save     (CabDocumentView *self);

G_END_DECLS
