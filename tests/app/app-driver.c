/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-driver.h"

#include "cab-document-row.h"

#include <gdk/x11/gdkx.h>
#include <string.h>

/* A slow machine with the sanitizers in it is still waited for. */
#define PATIENCE 60

/* One for the process, as in the program; each driver has a window of it. */
static CabApplication *
get_application (void)
{
  static CabApplication *application = NULL;
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = cab_application_new (G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }

  return application;
}

AppDriver *
app_driver_new (const char *community)
{
  AppDriver *self = g_new0 (AppDriver, 1);

  self->application = get_application ();
  cab_application_set_community (self->application, community);
  g_application_activate (G_APPLICATION (self->application));

  self->window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  if (self->window == NULL)
    self->window = gtk_application_get_windows (GTK_APPLICATION (self->application))->data;
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));

  return self;
}

void
app_driver_free (AppDriver *self)
{
  if (self->window != NULL)
    test_destroy_window (GTK_WIDGET (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self);
}

gpointer
app_driver_child (AppDriver  *self,
                  const char *id)
{
  return test_child (self->window, id);
}

const char *
app_driver_page (AppDriver *self)
{
  return gtk_stack_get_visible_child_name (app_driver_child (self, "pages"));
}

void
app_driver_wait_page (AppDriver  *self,
                      const char *page)
{
  test_wait_until (g_strcmp0 (app_driver_page (self), page) == 0, PATIENCE);
}

static GtkListBoxRow *
row_at (AppDriver  *self,
        const char *list,
        int         position)
{
  return gtk_list_box_get_row_at_index (app_driver_child (self, list), position);
}

void
app_driver_sign_in (AppDriver *self)
{
  app_driver_wait_page (self, "sign-in");
  test_wait_until (row_at (self, "people_list", 0) != NULL, PATIENCE);
  gtk_widget_activate (GTK_WIDGET (row_at (self, "people_list", 0)));
  app_driver_wait_page (self, "search");
}

gboolean
app_driver_has_outcome (AppDriver  *self,
                        const char *outcome)
{
  GtkWidget *page = gtk_widget_get_first_child (app_driver_child (self, "outcome_box"));

  while (page != NULL && !g_str_equal (gtk_widget_get_name (page), outcome))
    page = gtk_widget_get_next_sibling (page);

  return page != NULL && gtk_widget_get_visible (page);
}

void
app_driver_search (AppDriver  *self,
                   const char *text,
                   const char *outcome)
{
  /* both the page and the chips have an "entry" */
  gtk_editable_set_text (GTK_EDITABLE (test_child (app_driver_child (self, "search_page"), "entry")), text);
  gtk_widget_activate (app_driver_child (self, "search_button"));
  test_wait_until (app_driver_has_outcome (self, outcome), PATIENCE);
}

void
app_driver_wait_complete (AppDriver *self)
{
  RecordSession        *session = cab_window_get_session (CAB_WINDOW (self->window));
  RecordPatientContext *context = record_session_get_context (session);

  g_assert_nonnull (context);
  test_wait_until (record_document_list_get_complete (record_patient_context_get_documents (context)), PATIENCE);
  test_wait_until (app_driver_rows (self) != NULL && g_list_model_get_n_items (app_driver_rows (self)) > 0, PATIENCE);
}

void
app_driver_open (AppDriver  *self,
                 const char *title)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = row_at (self, "matches_list", i)) != NULL; i++)
    if (app_driver_shows (GTK_WIDGET (row), title))
      break;
  g_assert_nonnull (row);

  gtk_widget_activate (GTK_WIDGET (row));
  app_driver_wait_page (self, "record");
  app_driver_wait_complete (self);
}

GListModel *
app_driver_rows (AppDriver *self)
{
  GtkSelectionModel *wide = gtk_column_view_get_model (app_driver_child (self, "column_view"));
  GtkSelectionModel *narrow = gtk_list_view_get_model (app_driver_child (self, "list_view"));

  return G_LIST_MODEL (wide != NULL ? wide : narrow);
}

gboolean
app_driver_choose (AppDriver  *self,
                   const char *title)
{
  GListModel *rows = app_driver_rows (self);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      if (strstr (cab_document_row_get_text (row, CAB_COLUMN_TITLE), title) != NULL)
        return gtk_selection_model_select_item (GTK_SELECTION_MODEL (rows), i, TRUE);
    }

  return FALSE;
}

static void
exited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run (const char *const *command)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &done);
  test_wait_until (done, PATIENCE);
}

static char *
window_id (AppDriver *self)
{
  return g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (self->window))));
}

/* Real keys: what the toolkit makes of them is part of what is tested. */
static void
run_xdotool (AppDriver  *self,
             const char *verb,
             const char *what)
{
  g_autofree char *id = window_id (self);

  run ((const char *[]) { "xdotool", "windowfocus", "--sync", id, verb, what, NULL });
}

void
app_driver_click (AppDriver *self,
                  GtkWidget *widget,
                  guint      button)
{
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2, (float) gtk_widget_get_height (widget) / 2);
  graphene_point_t at;
  double           x;
  double           y;
  g_autofree char *id = window_id (self);
  g_autofree char *left = NULL;
  g_autofree char *top = NULL;
  g_autofree char *number = g_strdup_printf ("%u", button);

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (self->window), &middle, &at));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &x, &y);
  left = g_strdup_printf ("%d", (int) (x + at.x));
  top = g_strdup_printf ("%d", (int) (y + at.y));
  run ((const char *[]) { "xdotool", "windowfocus", "--sync", id, "mousemove", "--window", id, left, top, "click", number, NULL });
}

void
app_driver_press (AppDriver  *self,
                  const char *keys)
{
  run_xdotool (self, "key", keys);
}

void
app_driver_type (AppDriver  *self,
                 const char *text)
{
  run_xdotool (self, "type", text);
}

GdkTexture *
app_driver_picture (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int            scale = gtk_widget_get_scale_factor (widget);
  int            width = gtk_widget_get_width (widget);
  int            height = gtk_widget_get_height (widget);
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GdkTexture    *texture = NULL;
  GskRenderNode *node;

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    {
      graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) (width * scale), (float) (height * scale));

      texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, &area);
      gsk_render_node_unref (node);
    }

  return texture;
}

/* Ink on paper: pixels nearly white and pixels nearly black, many of each. */
static gboolean
has_ink (GtkWidget *widget)
{
  g_autoptr(GdkTexture) texture = app_driver_picture (widget);
  g_autofree guchar *pixels = NULL;
  gsize              width;
  gsize              height;
  guint              n_white = 0;
  guint              n_black = 0;

  if (texture == NULL)
    return FALSE;

  width = (gsize) gdk_texture_get_width (texture);
  height = (gsize) gdk_texture_get_height (texture);
  pixels = g_malloc (width * height * 4);
  gdk_texture_download (texture, pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    {
      const guchar *pixel = pixels + i * 4;

      n_white += pixel[0] > 250 && pixel[1] > 250 && pixel[2] > 250;
      n_black += pixel[0] < 80 && pixel[1] < 80 && pixel[2] < 80;
    }

  return n_white > width * height / 10 && n_black > 200;
}

gboolean
app_driver_wait_ink (AppDriver *self,
                     double     seconds)
{
  GtkWidget *view = app_driver_child (self, "view");
  gint64     end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    {
      gint64 turn = g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND;
      guint  tick = g_timeout_add (10, test_tick_, NULL);

      while (g_get_monotonic_time () < turn)
        g_main_context_iteration (NULL, TRUE);
      g_source_remove (tick);
      if (has_ink (view))
        return TRUE;
    }

  return FALSE;
}

static gboolean
contains (const char *where,
          const char *text)
{
  return where != NULL && strstr (where, text) != NULL;
}

gboolean
app_driver_shows (GtkWidget  *root,
                  const char *text)
{
  if (GTK_IS_LABEL (root) && contains (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  if (GTK_IS_EDITABLE (root) && contains (gtk_editable_get_text (GTK_EDITABLE (root)), text))
    return TRUE;
  if (GTK_IS_WINDOW (root) && contains (gtk_window_get_title (GTK_WINDOW (root)), text))
    return TRUE;
  if (contains (gtk_widget_get_tooltip_text (root), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (app_driver_shows (child, text))
      return TRUE;

  return FALSE;
}
