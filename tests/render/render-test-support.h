#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "render-content.h"
#include "render-document-private.h"
#include "render-guide.h"
#include "render-service-private.h"
#include "render-text.h"

G_BEGIN_DECLS

/* A service on the renderer of this build ($CABINET_RENDERER). */
RenderService  *render_test_service_new (void);
RenderDocument *render_test_open        (RenderService *service, GBytes *bytes, const char *content_type, const char *password, GError **error);
RenderPixels   *render_test_render      (RenderDocument *document, const RenderRequest *request, GError **error);
RenderExamined  render_test_examine     (RenderDocument *document);
char           *render_test_get_text    (RenderDocument *document, guint page, GError **error);
RenderGuide    *render_test_get_guide   (RenderDocument *document, GError **error);
RenderLinks    *render_test_get_links   (RenderDocument *document, guint page, GError **error);
RenderContent  *render_test_get_content (RenderDocument *document, GError **error);
RenderText     *render_test_get_layout  (RenderDocument *document, guint page, GError **error);

/* Opens and draws page 0 of what must be sound. */
RenderDocument *render_test_open_sound  (RenderService *service, GBytes *bytes, const char *content_type);

/* Lets the main loop run until @condition. */
typedef gboolean (*RenderTestCondition) (gpointer user_data);
void            render_test_wait_until  (RenderTestCondition condition, gpointer user_data);

/* Runs all tests, and then what is still under way. */
int             render_test_run         (void);

/* A cairo drawing of @n_pages A4 pages, with text, lines and an embedded font. */
GBytes         *render_test_letter      (guint n_pages);
/* Four A4 pages with a table of contents (pages 1, 3 and, below it, 4), called i and ii and 1 and 2, and on the first links at
 * 100, 200 (to page 3) and 100, 300 (to https://nowhere.invalid/leaflet), 200 × 20 points, and a forbidden one (file) at 100, 400. */
GBytes         *render_test_book        (void);
/* A page that is one grey JPEG. */
GBytes         *render_test_scan        (int width, int height);
/* A PDF written by hand: @content drawn on a page, with Helvetica (not embedded) as /F1. @page_entries
 * go into the page's dictionary, @objects (nullable) are object 6 and on. */
GBytes         *render_test_pdf         (const char *content, const char *page_entries, const char *objects);

gboolean        render_test_all_white   (const RenderPixels *pixels);
guint32         render_test_pixel       (const RenderPixels *pixels, int x, int y);

G_END_DECLS
