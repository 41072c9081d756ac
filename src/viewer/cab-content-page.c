/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-content-page.h"

#include "viewer-terms.h"

#include <glib/gi18n-lib.h>

#define TURN 6000 /* µs of making widgets before the main loop gets its turn */

struct _CabContentPage
{
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  GtkBox            *box;

  RenderContent *content; /* (owned) (nullable) */
  guint          next;    /* block to be shown */
  guint          source;
  GtkGrid       *grid; /* (unowned) (nullable) the table that is open */
  int            row;
  int            column;
  GtkLabel      *facts; /* (unowned) (nullable) the line that is open */
};

G_DEFINE_FINAL_TYPE (CabContentPage, cab_content_page, ADW_TYPE_BIN)

enum
{
  ENCLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static const char *
words_of (const RenderBlock *block)
{
  return *block->text != '\0' ? block->text : viewer_term (block->term);
}

static void
add (CabContentPage *self,
     GtkWidget      *child)
{
  gtk_box_append (self->box, child);
}

/* One line for all that is known about the whole. */
static void
add_fact (CabContentPage    *self,
          const RenderBlock *block)
{
  g_autofree char *fact = *block->text != '\0' ? g_strdup_printf ("%s: %s", viewer_term (block->term), block->text) : g_strdup (viewer_term (block->term));
  g_autofree char *line = NULL;

  if (self->facts == NULL)
    {
      self->facts = GTK_LABEL (make_label (fact, "dim-label"));
      add (self, GTK_WIDGET (self->facts));
      return;
    }

  line = g_strconcat (gtk_label_get_text (self->facts), " · ", fact, NULL);
  gtk_label_set_text (self->facts, line);
}

static void
add_heading (CabContentPage    *self,
             const RenderBlock *block)
{
  static const char *const styles[] = { "title-3", "title-4", "heading" };
  GtkWidget               *label = make_label (words_of (block), styles[MIN (block->level, G_N_ELEMENTS (styles)) - 1]);

  gtk_widget_add_css_class (label, "content-heading");
  add (self, label);
}

static void
add_item (CabContentPage    *self,
          const RenderBlock *block)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bullet = gtk_label_new ("•");
  GtkWidget *label = make_label (words_of (block), NULL);

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_set_margin_start (line, 12 * (int) MIN (block->level, 8));
  gtk_box_append (GTK_BOX (line), bullet);
  gtk_box_append (GTK_BOX (line), label);
  add (self, line);
}

static void
begin_table (CabContentPage    *self,
             const RenderBlock *block)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  if (*block->text != '\0')
    add (self, make_label (block->text, "heading"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_widget_add_css_class (grid, "content-table");
  add (self, scrolled);
  self->grid = GTK_GRID (grid);
  self->row = -1;
  self->column = 0;
}

static void
add_cell (CabContentPage    *self,
          const RenderBlock *block)
{
  GtkWidget *label = make_label (words_of (block), block->kind == RENDER_BLOCK_HEADER ? "content-header" : "content-cell");

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (12, (int) g_utf8_strlen (words_of (block), 12)));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (self->grid, label, self->column, MAX (0, self->row), (int) block->level, 1);
  self->column += (int) block->level;
}

static void
enclosed_cb (CabContentPage *self,
             GtkButton      *button)
{
  g_signal_emit (self, signals[ENCLOSED], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "block")));
}

static void
add_enclosed (CabContentPage    *self,
              const RenderBlock *block,
              guint              position)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *content = adw_button_content_new ();
  g_autofree char *size = g_format_size (g_bytes_get_size (block->data));
  g_autofree char *kind = g_content_type_from_mime_type (block->type);
  g_autofree char *name = kind != NULL ? g_content_type_get_description (kind) : g_strdup (block->type);
  g_autofree char *label = NULL;

  if (*block->text != '\0')
    label = g_strdup_printf (_("Open the Enclosed Document: %s (%s, %s)"), block->text, name, size);
  else
    label = g_strdup_printf (_("Open the Enclosed Document (%s, %s)"), name, size);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "mail-attachment-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "block", GUINT_TO_POINTER (position));
  g_signal_connect_object (button, "clicked", G_CALLBACK (enclosed_cb), self, G_CONNECT_SWAPPED);
  add (self, button);
}

static void
add_block (CabContentPage    *self,
           const RenderBlock *block,
           guint              position)
{
  if (block->kind != RENDER_BLOCK_FACT)
    self->facts = NULL;

  switch (block->kind)
    {
    case RENDER_BLOCK_TITLE:
      add (self, make_label (words_of (block), "title-2"));
      break;
    case RENDER_BLOCK_FACT:
      add_fact (self, block);
      break;
    case RENDER_BLOCK_HEADING:
      add_heading (self, block);
      break;
    case RENDER_BLOCK_PARAGRAPH:
      add (self, make_label (words_of (block), NULL));
      break;
    case RENDER_BLOCK_ITEM:
      add_item (self, block);
      break;
    case RENDER_BLOCK_TABLE:
      begin_table (self, block);
      break;
    case RENDER_BLOCK_ROW:
      self->row++;
      self->column = 0;
      break;
    case RENDER_BLOCK_CELL:
    case RENDER_BLOCK_HEADER:
      add_cell (self, block);
      break;
    case RENDER_BLOCK_TABLE_END:
      self->grid = NULL;
      break;
    case RENDER_BLOCK_ENCLOSED:
      add_enclosed (self, block, position);
      break;
    case RENDER_N_BLOCK_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
add_blocks (CabContentPage *self)
{
  gint64 end = g_get_monotonic_time () + TURN;

  while (self->next < render_content_get_n (self->content) && g_get_monotonic_time () < end)
    {
      add_block (self, render_content_get (self->content, self->next), self->next);
      self->next++;
    }

  return self->next < render_content_get_n (self->content);
}

static gboolean
idle_cb (gpointer user_data)
{
  CabContentPage *self = CAB_CONTENT_PAGE (user_data);

  if (add_blocks (self))
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
clear (CabContentPage *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  while (self->box != NULL && (child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_clear_pointer (&self->content, render_content_unref);
  self->next = 0;
  self->grid = NULL;
  self->facts = NULL;
}

void
cab_content_page_set_content (CabContentPage *self,
                              RenderContent  *content)
{
  g_return_if_fail (CAB_IS_CONTENT_PAGE (self));

  clear (self);
  if (content == NULL)
    return;

  self->content = render_content_ref (content);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  if (add_blocks (self))
    self->source = g_idle_add (idle_cb, self);
}

RenderContent *
cab_content_page_get_content (CabContentPage *self)
{
  g_return_val_if_fail (CAB_IS_CONTENT_PAGE (self), NULL);

  return self->content;
}

guint
cab_content_page_find_only (RenderContent *content)
{
  guint only = G_MAXUINT;

  for (guint i = 0; i < render_content_get_n (content); i++)
    {
      RenderBlockKind kind = render_content_get (content, i)->kind;

      if (kind == RENDER_BLOCK_ENCLOSED && only == G_MAXUINT)
        only = i;
      else if (kind != RENDER_BLOCK_TITLE && kind != RENDER_BLOCK_FACT && kind != RENDER_BLOCK_HEADING)
        return G_MAXUINT;
    }

  return only;
}

static void
cab_content_page_dispose (GObject *object)
{
  CabContentPage *self = CAB_CONTENT_PAGE (object);

  clear (self);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_content_page_parent_class)->dispose (object);
}

static void
cab_content_page_class_init (CabContentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_content_page_dispose;
  signals[ENCLOSED] = g_signal_new ("enclosed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-content-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabContentPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CabContentPage, box);
}

static void
cab_content_page_init (CabContentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_content_page_new (void)
{
  return g_object_new (CAB_TYPE_CONTENT_PAGE, NULL);
}
