/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-guide-panel.h"

#include "render-guide.h"

#include <glib/gi18n-lib.h>

#define WIDTH 120  /* of a small page, in logical pixels */
#define HEIGHT 160 /* at most */

struct _CabGuidePanel
{
  AdwBin parent_instance;

  GtkStack     *stack;
  GtkStackPage *contents_page;
  GtkListView  *pages_list;
  GtkListBox   *contents_list;

  CabPageView       *view;        /* (unowned) */
  RenderDocument    *document;    /* (owned) (nullable) */
  RenderGuide       *guide;       /* (owned) (nullable) */
  GtkSelectionModel *pages;       /* (owned) (nullable) of GtkStringObject */
  GCancellable      *cancellable; /* (owned) (nullable) while the guide is on its way */
};

G_DEFINE_FINAL_TYPE (CabGuidePanel, cab_guide_panel, ADW_TYPE_BIN)

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkPicture) picture = GTK_PICTURE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_document_render_finish (RENDER_DOCUMENT (object), result, &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (pixels == NULL)
    return;

  texture = gdk_memory_texture_new (pixels->width, pixels->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, pixels->bytes, pixels->stride);
  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static void
draw (CabGuidePanel *self,
      GtkPicture    *picture,
      guint          page,
      GCancellable  *cancellable)
{
  int           factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RenderRequest request = { .page = page, .priority = G_PRIORITY_LOW };
  double        width, height;

  render_document_get_page_size (self->document, page, &width, &height);
  request.scale = MIN (WIDTH / width, HEIGHT / height) * factor;
  render_document_render_async (self->document, &request, cancellable, drawn_cb, g_object_ref (picture));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_size_request (picture, WIDTH, HEIGHT);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_add_css_class (picture, "thumbnail");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
cancel_and_free (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         CabGuidePanel            *self)
{
  GtkWidget       *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  guint            page = gtk_list_item_get_position (item);
  const char      *label = self->guide != NULL ? render_guide_get_label (self->guide, page) : NULL;
  GCancellable    *cancellable = g_cancellable_new ();
  g_autofree char *name = g_strdup_printf (_("Page %u"), page + 1);
  g_autofree char *number = label != NULL ? g_strdup_printf ("%s (%u)", label, page + 1) : g_strdup_printf ("%u", page + 1);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (picture)), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (item), "drawing", cancellable, cancel_and_free);
  if (self->document != NULL)
    draw (self, GTK_PICTURE (picture), page, cancellable);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  g_object_set_data (G_OBJECT (item), "drawing", NULL);
  gtk_picture_set_paintable (GTK_PICTURE (picture), NULL);
}

static void
page_activated_cb (CabGuidePanel *self,
                   guint          position)
{
  cab_page_view_jump (self->view, position + 1);
}

static void
chapter_activated_cb (CabGuidePanel *self,
                      GtkListBoxRow *row)
{
  const RenderChapter *chapter = render_guide_get_chapter (self->guide, (guint) gtk_list_box_row_get_index (row));

  if (chapter->page != G_MAXUINT)
    cab_page_view_jump (self->view, chapter->page + 1);
}

static void
fill_contents (CabGuidePanel *self)
{
  for (guint i = 0; i < render_guide_get_n_chapters (self->guide); i++)
    {
      const RenderChapter *chapter = render_guide_get_chapter (self->guide, i);
      GtkWidget           *label = gtk_label_new (chapter->title);
      GtkWidget           *row = gtk_list_box_row_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, chapter->title);
      gtk_widget_set_margin_start (label, 12 * (int) MIN (chapter->level, 6));
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), chapter->page != G_MAXUINT);
      gtk_list_box_append (self->contents_list, row);
    }
  gtk_stack_page_set_visible (self->contents_page, render_guide_get_n_chapters (self->guide) > 0);
  if (render_guide_get_n_chapters (self->guide) > 0)
    gtk_stack_set_visible_child_name (self->stack, "contents");
}

/* Anew, with what is known now. */
static void
fill_pages (CabGuidePanel *self)
{
  g_autoptr(GtkStringList) pages = gtk_string_list_new (NULL);

  for (guint i = 0; i < render_document_get_n_pages (self->document); i++)
    gtk_string_list_append (pages, "");
  g_clear_object (&self->pages);
  self->pages = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&pages))));
  gtk_list_view_set_model (self->pages_list, self->pages);
}

static void
guide_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CabGuidePanel *self = user_data;
  g_autoptr(GError) error = NULL;
  RenderGuide *guide = render_document_get_guide_finish (RENDER_DOCUMENT (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (guide == NULL)
    return;

  self->guide = guide;
  fill_contents (self);
  fill_pages (self);
}

/* Once it is looked at. */
static void
fill (CabGuidePanel *self)
{
  if (self->document == NULL || self->pages != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  fill_pages (self);
  self->cancellable = g_cancellable_new ();
  render_document_get_guide_async (self->document, self->cancellable, guide_cb, self);
}

static void
page_cb (CabGuidePanel *self)
{
  guint page = cab_page_view_get_page (self->view);

  if (self->pages == NULL || page == 0)
    return;

  gtk_selection_model_select_item (self->pages, page - 1, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->pages_list), "list.scroll-to-item", "u", page - 1);
}

void
cab_guide_panel_set_view (CabGuidePanel *self,
                          CabPageView   *view)
{
  g_return_if_fail (CAB_IS_GUIDE_PANEL (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  g_signal_connect_object (view, "notify::page", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
}

void
cab_guide_panel_set_document (CabGuidePanel  *self,
                              RenderDocument *document)
{
  GtkWidget *row;

  g_return_if_fail (CAB_IS_GUIDE_PANEL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_list_view_set_model (self->pages_list, NULL);
  g_clear_object (&self->pages);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->contents_list))) != NULL)
    gtk_list_box_remove (self->contents_list, row);
  g_clear_pointer (&self->guide, render_guide_unref);
  gtk_stack_page_set_visible (self->contents_page, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  g_set_object (&self->document, document);
  fill (self);
}

static void
cab_guide_panel_dispose (GObject *object)
{
  CabGuidePanel *self = CAB_GUIDE_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->pages);
  g_clear_object (&self->document);
  g_clear_pointer (&self->guide, render_guide_unref);
  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_guide_panel_parent_class)->dispose (object);
}

static void
cab_guide_panel_class_init (CabGuidePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_guide_panel_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-guide-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CabGuidePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, CabGuidePanel, contents_page);
  gtk_widget_class_bind_template_child (widget_class, CabGuidePanel, pages_list);
  gtk_widget_class_bind_template_child (widget_class, CabGuidePanel, contents_list);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chapter_activated_cb);
}

static void
cab_guide_panel_init (CabGuidePanel *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->pages_list, factory);
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
}

GtkWidget *
cab_guide_panel_new (void)
{
  return g_object_new (CAB_TYPE_GUIDE_PANEL, NULL);
}
