#pragma once

#include <gtk/gtk.h>

#include "gtk-test-helpers.h"
#include "record-content-private.h"
#include "record-patient-context.h"
#include "render-test-support.h"

G_BEGIN_DECLS

#define WAIT 15   /* seconds: the longest that a loaded machine may take */

/* A patient context that answers what the test says, when the test says it: it takes the place of
 * the one of the record room, which needs a community. */
RecordPatientContext *viewer_test_context_new     (void);
void                  viewer_test_context_put     (RecordPatientContext *self, ModelDocument *document, RecordContent *content);
/* What was not put fails with this. */
void                  viewer_test_context_fail    (RecordPatientContext *self, const GError *error);
/* Fetches wait from now on, until they are released. */
void                  viewer_test_context_hold    (RecordPatientContext *self);
void                  viewer_test_context_release (RecordPatientContext *self);
void                  viewer_test_context_close   (RecordPatientContext *self);
guint                 viewer_test_context_get_n_fetches (RecordPatientContext *self);

ModelDocument        *viewer_test_document        (const char *title);
RecordContent        *viewer_test_content         (GBytes *bytes, const char *content_type, RecordIntegrity integrity);

/* A window on @child, drawn. */
GtkWidget            *viewer_test_window          (GtkWidget *child, int width, int height);
/* Pixels darker than mid-grey in @area (nullable: all) of what @widget shows. */
guint                 viewer_test_count_dark      (GtkWidget *widget, const graphene_rect_t *area);
/* A PNG of @widget in $VIEWER_SCREENSHOTS, when that is set: for people. */
void                  viewer_test_picture         (GtkWidget *widget, const char *name);

G_END_DECLS
