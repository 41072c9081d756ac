#pragma once

#include <adwaita.h>

#include "record-patient-context.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_DOCUMENT_VIEW (cab_document_view_get_type ())

/* The reader: shows one document of the open patient, fetched, verified and drawn by a renderer of
 * its own. Pages scroll continuously; fit width, fit page, zoom by keys, wheel and pinch, rotation,
 * page number. Other kinds: images and text are shown, the rest is explained with a way to save a
 * copy. Empties itself before another document is loaded and when the context closes.
 *
 * Properties, read-only, notify: "document" (ModelDocument), "integrity" (int: RecordIntegrity, or -1
 * while nothing is fetched), "page" (guint, from 1; 0: none), "n-pages" (guint), "zoom" (double).
 *
 * Signal "way" (int, ModelWay): the person chose a way on that only the window can go (sign in again,
 * reload the list, back to the search, unlock the keyring). Actions, group "view": zoom-in, zoom-out, zoom-normal,
 * fit-width, fit-page, rotate, find, find-next, find-previous, copy, copy-table, next-page, previous-page, first-page, last-page, save-copy. That there is a newer version stands
 * above the pages, with the window's action "document.newest". */
G_DECLARE_FINAL_TYPE (CabDocumentView, cab_document_view, CAB, DOCUMENT_VIEW, AdwBin)

GtkWidget     *cab_document_view_new           (void);
void           cab_document_view_set_service   (CabDocumentView *self, RenderService *service);
/* What can be done with the document, above what can be done with its pages. */
void           cab_document_view_set_menu      (CabDocumentView *self, GMenuModel *section);
/* @context and @document NULL: empties. The same bytes under other metadata stay on the screen. */
void           cab_document_view_show          (CabDocumentView *self, RecordPatientContext *context, ModelDocument *document);
/* A file of this computer before it is deposited: nothing is fetched, nothing compared. NULL empties. */
void           cab_document_view_preview       (CabDocumentView *self, RecordContent *content);
ModelDocument *cab_document_view_get_document  (CabDocumentView *self);    /* (nullable) */
int            cab_document_view_get_integrity (CabDocumentView *self);   /* RecordIntegrity or -1 */
/* Ctrl+F: opens the find bar. FALSE when there are no pages to look in. */
gboolean       cab_document_view_start_find    (CabDocumentView *self);
void           cab_document_view_grab_page     (CabDocumentView *self);    /* puts the focus into the page */

G_END_DECLS
