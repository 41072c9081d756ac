/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-test-support.h"

struct _RecordPatientContext
{
  GObject parent_instance;

  GHashTable *contents; /* (owned) (element-type ModelDocument RecordContent) */
  GError     *error;    /* (owned) (nullable) */
  GPtrArray  *held;     /* (owned) (nullable) (element-type GTask) while fetches wait */
  gboolean    closed;
  guint       n_fetches;
};

G_DEFINE_FINAL_TYPE (RecordPatientContext, record_patient_context, G_TYPE_OBJECT)

enum
{
  PROP_CLOSED = 1,
};

static void
record_patient_context_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  g_value_set_boolean (value, RECORD_PATIENT_CONTEXT (object)->closed);
}

static void
record_patient_context_finalize (GObject *object)
{
  RecordPatientContext *self = RECORD_PATIENT_CONTEXT (object);

  g_hash_table_unref (self->contents);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (record_patient_context_parent_class)->finalize (object);
}

static void
record_patient_context_class_init (RecordPatientContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = record_patient_context_finalize;
  object_class->get_property = record_patient_context_get_property;
  g_object_class_install_property (object_class, PROP_CLOSED,
                                   g_param_spec_boolean ("closed", NULL, NULL, FALSE, G_PARAM_READABLE));
}

static void
record_patient_context_init (RecordPatientContext *self)
{
  self->contents = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

gboolean
record_patient_context_is_closed (RecordPatientContext *self)
{
  return self->closed;
}

static void
answer (GTask *task)
{
  RecordPatientContext *self = g_task_get_source_object (task);
  RecordContent        *content = g_hash_table_lookup (self->contents, g_task_get_task_data (task));

  if (g_task_return_error_if_cancelled (task))
    return;

  if (content != NULL)
    g_task_return_pointer (task, g_object_ref (content), g_object_unref);
  else if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "not put");
}

static gboolean
answer_cb (gpointer user_data)
{
  answer (user_data);

  return G_SOURCE_REMOVE;
}

void
record_patient_context_fetch_async (RecordPatientContext *self,
                                    ModelDocument        *document,
                                    RecordProgress        progress,
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_fetches++;
  g_task_set_task_data (task, g_object_ref (document), g_object_unref);
  if (progress != NULL)
    progress (700 * 1000, 2 * 1000 * 1000, progress_data);

  if (self->held != NULL)
    g_ptr_array_add (self->held, g_steal_pointer (&task));
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, g_steal_pointer (&task), g_object_unref);
}

RecordContent *
record_patient_context_fetch_finish (RecordPatientContext *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

RecordPatientContext *
viewer_test_context_new (void)
{
  return g_object_new (RECORD_TYPE_PATIENT_CONTEXT, NULL);
}

void
viewer_test_context_put (RecordPatientContext *self,
                         ModelDocument        *document,
                         RecordContent        *content)
{
  g_hash_table_insert (self->contents, g_object_ref (document), g_object_ref (content));
}

void
viewer_test_context_fail (RecordPatientContext *self,
                          const GError         *error)
{
  self->error = g_error_copy (error);
}

void
viewer_test_context_hold (RecordPatientContext *self)
{
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

void
viewer_test_context_release (RecordPatientContext *self)
{
  g_autoptr(GPtrArray) held = g_steal_pointer (&self->held);

  for (guint i = 0; i < held->len; i++)
    answer (g_ptr_array_index (held, i));
}

void
viewer_test_context_close (RecordPatientContext *self)
{
  self->closed = TRUE;
  g_object_notify (G_OBJECT (self), "closed");
}

guint
viewer_test_context_get_n_fetches (RecordPatientContext *self)
{
  return self->n_fetches;
}

ModelDocument *
viewer_test_document (const char *title)
{
  ModelDocumentAuthor author = { .organization = "Hôpital inventé" };
  ModelDocumentInit   init = {
      .id = "1",
      .title = title,
      .authors = &author,
      .n_authors = 1,
      .size = -1,
      .created = { .year = 2026, .month = 11, .day = 14, .precision = MODEL_DATE_DAY },
  };

  return model_document_new (&init);
}

RecordContent *
viewer_test_content (GBytes         *bytes,
                     const char     *content_type,
                     RecordIntegrity integrity)
{
  return record_content_new (bytes, content_type, NULL, integrity);
}

GtkWidget *
viewer_test_window (GtkWidget *child,
                    int        width,
                    int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_titlebar (GTK_WINDOW (window), gtk_header_bar_new ());
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

static GdkTexture *
draw (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int            width = gtk_widget_get_width (widget);
  int            height = gtk_widget_get_height (widget);
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture    *texture;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gsk_render_node_unref (node);

  return texture;
}

guint
viewer_test_count_dark (GtkWidget             *widget,
                        const graphene_rect_t *area)
{
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  graphene_rect_t     all;
  int                 width, height;
  guint               n = 0;

  gtk_test_widget_wait_for_draw (widget);
  texture = draw (widget);
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  pixels = g_new0 (guint32, (gsize) width * (gsize) height);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);

  all = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  if (area != NULL)
    graphene_rect_intersection (&all, area, &all);
  for (int y = (int) all.origin.y; y < (int) (all.origin.y + all.size.height); y++)
    for (int x = (int) all.origin.x; x < (int) (all.origin.x + all.size.width); x++)
      {
        guint32 pixel = pixels[y * width + x];

        if ((pixel >> 24) == 0xff && (pixel & 0xff) + ((pixel >> 8) & 0xff) + ((pixel >> 16) & 0xff) < 3 * 128)
          n++;
      }

  return n;
}

void
viewer_test_picture (GtkWidget  *widget,
                     const char *name)
{
  const char      *folder = g_getenv ("VIEWER_SCREENSHOTS");
  g_autofree char *file = NULL;

  if (folder == NULL)
    return;

  file = g_strdup_printf ("%s/%s.png", folder, name);
  test_screenshot (widget, file);
}
