/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view.h"
#include "viewer-layout.h"
#include "viewer-test-support.h"

#include <signal.h>

typedef struct
{
  RenderService *service;
  GtkWidget     *window;
  GtkWidget     *scrolled;
  CabPageView   *view;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->service = render_test_service_new ();
  fixture->view = CAB_PAGE_VIEW (cab_page_view_new ());
  fixture->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled), GTK_WIDGET (fixture->view));
  fixture->window = viewer_test_window (fixture->scrolled, 700, 600);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  test_destroy_window (fixture->window);
  g_clear_object (&fixture->service);
}

static RenderDocument *
open_letter (Fixture *fixture,
             guint    n_pages)
{
  g_autoptr(GBytes) bytes = render_test_letter (n_pages);
  g_autoptr(GError) error = NULL;
  RenderDocument *document = render_test_open (fixture->service, bytes, "application/pdf", NULL, &error);

  g_assert_no_error (error);
  cab_page_view_set_document (fixture->view, document);

  return document;
}

static gboolean
has_page (Fixture *fixture,
          guint    page)
{
  ViewerView view;

  return viewer_pages_get (cab_page_view_get_pages (fixture->view), page, VIEWER_PART_PAGE,
                           cab_page_view_get_rotation (fixture->view), &view) != NULL;
}

static void
wait_for_page (Fixture *fixture,
               guint    page)
{
  test_wait_until (has_page (fixture, page), WAIT);
}

static void
wait_for_all (Fixture *fixture)
{
  test_wait_until (viewer_pages_get_n_pending (cab_page_view_get_pages (fixture->view)) == 0, WAIT);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_ink (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 4);
  graphene_rect_t                          rect;

  g_assert_cmpuint (cab_page_view_get_n_pages (fixture->view), ==, 4);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 1);
  wait_for_page (fixture, 0);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpuint (viewer_test_count_dark (GTK_WIDGET (fixture->view), &rect), >, 100);
  viewer_test_picture (fixture->window, "page-view");

  cab_page_view_set_document (fixture->view, NULL);
  g_assert_cmpuint (cab_page_view_get_n_pages (fixture->view), ==, 0);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 0);
  g_assert_null (cab_page_view_get_pages (fixture->view));
}

/* White paper with its number while nothing is drawn yet: never blank. */
static void
test_white_paper (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 1);
  graphene_rect_t                          rect;

  g_assert_false (has_page (fixture, 0));
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat (rect.size.width, >, 100);
  viewer_test_picture (fixture->window, "white-paper");
}

static void
test_fit (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 2);
  graphene_rect_t                          rect;

  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.size.width + 2 * VIEWER_LAYOUT_MARGIN, gtk_widget_get_width (GTK_WIDGET (fixture->view)), 1);

  cab_page_view_set_fit (fixture->view, CAB_PAGE_FIT_PAGE);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.size.height + 2 * VIEWER_LAYOUT_MARGIN, gtk_widget_get_height (GTK_WIDGET (fixture->view)), 1);

  cab_page_view_set_zoom (fixture->view, 1);
  g_assert_cmpint (cab_page_view_get_fit (fixture->view), ==, CAB_PAGE_FIT_NONE);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.size.width, 595 * 96 / 72.0, 1);
  wait_for_all (fixture);
}

/* Pages of different width: what is read stays in the middle, also when the window changes. */
static void
test_middle (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 4);
  graphene_rect_t                          rect;

  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.origin.x + rect.size.width / 2, gtk_widget_get_width (GTK_WIDGET (fixture->view)) / 2.0, 2);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 450, 600);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->view)) <= 450, WAIT);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.origin.x + rect.size.width / 2, gtk_widget_get_width (GTK_WIDGET (fixture->view)) / 2.0, 2);
  wait_for_all (fixture);
}

static void
test_zoom_anchor (Fixture      *fixture,
                  gconstpointer data)
{
  static const double                      zooms[] = { 1.3, 2, 4, 1.7, 1.2 };
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 3);
  graphene_rect_t                          rect;
  double                                   across, down;

  cab_page_view_set_zoom (fixture->view, 1.5);
  cab_page_view_go_to_page (fixture->view, 2);
  cab_page_view_get_page_rect (fixture->view, 1, &rect);
  across = (300 - rect.origin.x) / rect.size.width;
  down = (200 - rect.origin.y) / rect.size.height;

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      cab_page_view_zoom_at (fixture->view, zooms[i], 300, 200);
      cab_page_view_get_page_rect (fixture->view, 1, &rect);
      g_assert_cmpfloat_with_epsilon (rect.origin.x + across * rect.size.width, 300, 1);
      g_assert_cmpfloat_with_epsilon (rect.origin.y + down * rect.size.height, 200, 1);
    }
  wait_for_all (fixture);
}

static void
test_zoom_steps (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 1);

  cab_page_view_set_zoom (fixture->view, 1);
  cab_page_view_step_zoom (fixture->view, 1);
  g_assert_cmpfloat (cab_page_view_get_zoom (fixture->view), ==, 1.1);
  cab_page_view_step_zoom (fixture->view, -1);
  g_assert_cmpfloat (cab_page_view_get_zoom (fixture->view), ==, 1);
  cab_page_view_set_zoom (fixture->view, 1e9);
  g_assert_cmpfloat (cab_page_view_get_zoom (fixture->view), ==, 8);
  cab_page_view_step_zoom (fixture->view, 1);
  g_assert_cmpfloat (cab_page_view_get_zoom (fixture->view), ==, 8);
  cab_page_view_set_zoom (fixture->view, 0);
  cab_page_view_step_zoom (fixture->view, -1);
  g_assert_cmpfloat (cab_page_view_get_zoom (fixture->view), ==, 0.1);
  wait_for_all (fixture);
}

/* Far in, the part that is seen is drawn sharp: as a patch, not as one huge page. */
static void
test_patch (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 1);
  ViewerPages                             *pages = cab_page_view_get_pages (fixture->view);
  ViewerView                               view;

  wait_for_page (fixture, 0);
  cab_page_view_zoom_at (fixture->view, 8, 200, 100);
  test_wait_until (viewer_pages_get (pages, 0, VIEWER_PART_PATCH, 0, &view) != NULL, WAIT);
  g_assert_cmpfloat_with_epsilon (view.scale / gtk_widget_get_scale_factor (fixture->window), 8 * 96 / 72.0, 0.001);
  wait_for_all (fixture);
  g_assert_cmpuint (viewer_pages_get_bytes (pages), <, 32 * 1024 * 1024);
  viewer_test_picture (fixture->window, "patch");
}

static void
test_rotation (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 3);
  graphene_rect_t                          before, after;

  cab_page_view_set_zoom (fixture->view, 1);
  cab_page_view_go_to_page (fixture->view, 2);
  cab_page_view_get_page_rect (fixture->view, 0, &before);
  cab_page_view_rotate (fixture->view);
  cab_page_view_get_page_rect (fixture->view, 0, &after);
  g_assert_cmpfloat (before.size.width, ==, after.size.height);
  g_assert_cmpfloat (before.size.height, ==, after.size.width);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 2);
  wait_for_page (fixture, 1);
  viewer_test_picture (fixture->window, "rotated");

  for (guint i = 0; i < 3; i++)
    cab_page_view_rotate (fixture->view);
  g_assert_cmpuint (cab_page_view_get_rotation (fixture->view), ==, 0);
}

static void
test_page_follows_scroll (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 4);
  GtkAdjustment                           *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  graphene_rect_t                          rect;
  guint                                    n_notified = 0;

  g_signal_connect_swapped (fixture->view, "notify::page", G_CALLBACK (count_cb), &n_notified);
  cab_page_view_get_page_rect (fixture->view, 2, &rect);
  gtk_adjustment_set_value (vertical, rect.origin.y);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 3);
  gtk_adjustment_set_value (vertical, rect.origin.y + 10);
  g_assert_cmpuint (n_notified, ==, 1);

  cab_page_view_go_to_page (fixture->view, 99);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 4);
  cab_page_view_go_to_page (fixture->view, 0);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 1);
  g_assert_cmpfloat (gtk_adjustment_get_value (vertical), ==, 0);
  wait_for_page (fixture, 0);
}

/* All pages in view at once: the one that was asked for is the page, and next goes on from there. */
static void
test_page_asked_for (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 3);

  cab_page_view_set_zoom (fixture->view, 0.1);
  cab_page_view_go_to_page (fixture->view, 2);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 2);
  cab_page_view_go_to_page (fixture->view, 3);
  g_assert_cmpuint (cab_page_view_get_page (fixture->view), ==, 3);
  wait_for_all (fixture);
}

static void
test_budget (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 300);
  ViewerPages                             *pages = cab_page_view_get_pages (fixture->view);
  gsize                                    most = 0;

  for (guint page = 1; page <= 300; page += 7)
    {
      cab_page_view_go_to_page (fixture->view, page);
      wait_for_page (fixture, page - 1);
      most = MAX (most, viewer_pages_get_bytes (pages));
    }
  g_test_message ("most: %" G_GSIZE_FORMAT " MB", most / 1024 / 1024);
  g_assert_cmpuint (most, <=, 96 * 1024 * 1024);
  g_assert_false (has_page (fixture, 0));
}

/* Those that flew by are called off: only what is here and near is under way. */
static void
test_flying_by (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 300);
  ViewerPages                             *pages = cab_page_view_get_pages (fixture->view);

  for (guint page = 1; page <= 300; page++)
    cab_page_view_go_to_page (fixture->view, page);
  g_assert_cmpuint (viewer_pages_get_n_pending (pages), <, 8);
  wait_for_page (fixture, 299);
  g_assert_false (has_page (fixture, 150));
}

static void
test_late_pixels (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED first = open_letter (fixture, 2);
  g_autoptr(RenderDocument) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) white = render_test_pdf ("", "", NULL);
  graphene_rect_t rect;
  ViewerPages    *gone = g_object_ref (cab_page_view_get_pages (fixture->view));

  /* the first one's pixels are under way when the second one comes */
  g_assert_cmpuint (viewer_pages_get_n_pending (gone), >, 0);
  second = render_test_open (fixture->service, white, "application/pdf", NULL, &error);
  g_assert_no_error (error);
  cab_page_view_set_document (fixture->view, NULL);
  g_object_unref (gone);
  cab_page_view_set_document (fixture->view, second);
  wait_for_all (fixture);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpuint (viewer_test_count_dark (GTK_WIDGET (fixture->view), &rect), ==, 0);
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(RenderDocument) document = open_letter (fixture, 40);

  wait_for_page (fixture, 0);
  g_assert_cmpint (kill (render_document_get_pid (document), SIGKILL), ==, 0);
  cab_page_view_go_to_page (fixture->view, 30);
  wait_for_page (fixture, 29);
  g_assert_null (viewer_pages_get_error (cab_page_view_get_pages (fixture->view), 29));
}

static void
test_image (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 200);
  g_autofree char *png = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(RenderDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  graphene_rect_t rect;
  gsize           size;

  gdk_pixbuf_fill (pixbuf, 0x203040ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", &error, NULL));
  bytes = g_bytes_new (png, size);
  document = render_test_open (fixture->service, bytes, "image/png", NULL, &error);
  g_assert_no_error (error);
  cab_page_view_set_document (fixture->view, document);
  wait_for_page (fixture, 0);
  cab_page_view_get_page_rect (fixture->view, 0, &rect);
  g_assert_cmpfloat_with_epsilon (rect.size.width / rect.size.height, 1.5, 0.02);
  g_assert_cmpuint (viewer_test_count_dark (GTK_WIDGET (fixture->view), &rect), >, (guint) (0.95 * rect.size.width * rect.size.height));
}

/* Destroyed while pixels are under way: nothing is left and nothing comes late. */
static void
test_destroyed (Fixture      *fixture,
                gconstpointer data)
{
  RenderDocument *document = open_letter (fixture, 10);

  g_assert_cmpuint (viewer_pages_get_n_pending (cab_page_view_get_pages (fixture->view)), >, 0);
  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &document);
  g_object_unref (document);
  test_destroy_window (fixture->window);
  test_wait_until (document == NULL, WAIT);
  fixture->window = viewer_test_window (gtk_label_new (""), 100, 100);
}

static void
test_focus (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(RenderDocument) G_GNUC_UNUSED document = open_letter (fixture, 4);

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->view)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
  wait_for_page (fixture, 0);
  gtk_window_set_focus_visible (GTK_WINDOW (fixture->window), TRUE);
  viewer_test_picture (fixture->window, "focus");
}

#define ADD(name, func) g_test_add ("/viewer/page-view/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("ink", test_ink);
  ADD ("white-paper", test_white_paper);
  ADD ("fit", test_fit);
  ADD ("middle", test_middle);
  ADD ("zoom/anchor", test_zoom_anchor);
  ADD ("zoom/steps", test_zoom_steps);
  ADD ("zoom/patch", test_patch);
  ADD ("rotation", test_rotation);
  ADD ("page/follows-scroll", test_page_follows_scroll);
  ADD ("page/asked-for", test_page_asked_for);
  ADD ("memory/budget", test_budget);
  ADD ("memory/flying-by", test_flying_by);
  ADD ("late-pixels", test_late_pixels);
  ADD ("renderer-killed", test_killed);
  ADD ("image", test_image);
  ADD ("destroyed", test_destroyed);
  ADD ("focus", test_focus);

  return g_test_run ();
}
