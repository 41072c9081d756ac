/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-cell.h"

#include <glib/gi18n-lib.h>

struct _CabDocumentCell
{
  GtkBox parent_instance;

  CabCellShape shape;
  GtkLabel    *heading_label;
  GtkBox      *marks_box; /* (nullable) */
  GtkLabel    *label;
  GtkLabel    *second_label; /* (nullable) */
  GtkLabel    *date_label;   /* (nullable) */

  CabDocumentRow *row; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabDocumentCell, cab_document_cell, GTK_TYPE_BOX)

static const struct
{
  CabMarks    mark;
  const char *icon;
  const char *words;
} mark_words[] = {
  { CAB_MARK_ERROR, "dialog-warning-symbolic", N_("Entered in error") },
  { CAB_MARK_SECRET, "view-conceal-symbolic", N_("Secret: the patient alone decides who sees it") },
  { CAB_MARK_RESTRICTED, "auth-sim-locked-symbolic", N_("Restricted access") },
  { CAB_MARK_PATIENT, "avatar-default-symbolic", N_("Provided by the patient") },
  { CAB_MARK_SUPERSEDED, "document-open-recent-symbolic", N_("There is a newer version") },
  { CAB_MARK_DELETION, "user-trash-symbolic", N_("Deletion was requested") },
  { CAB_MARK_ADDED, "mail-attachment-symbolic", N_("Added to another document") },
  { CAB_MARK_OWN, "document-send-symbolic", N_("Deposited by you") },
};

static void
show_marks (CabDocumentCell *self)
{
  CabMarks   marks = self->row != NULL ? cab_document_row_get_marks (self->row) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->marks_box))) != NULL)
    gtk_box_remove (self->marks_box, child);

  for (guint i = 0; i < G_N_ELEMENTS (mark_words); i++)
    if ((marks & mark_words[i].mark) != 0)
      {
        GtkWidget  *image = gtk_image_new_from_icon_name (mark_words[i].icon);
        const char *words = _ (mark_words[i].words);

        gtk_widget_set_tooltip_text (image, words);
        gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
        gtk_box_append (self->marks_box, image);
      }

  gtk_widget_set_visible (GTK_WIDGET (self->marks_box), marks != 0);
}

/* Under its newest version, or under what it was added to. */
static void
show_place (CabDocumentCell *self)
{
  gboolean inner = self->row != NULL && cab_document_row_get_leader (self->row) != NULL;
  gboolean old = self->row != NULL && (cab_document_row_get_marks (self->row) & CAB_MARK_SUPERSEDED) != 0;

  if (inner && self->marks_box != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "inner");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inner");
  if (old)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "earlier");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "earlier");
}

static void
show_heading (CabDocumentCell *self)
{
  gboolean heading = self->row != NULL && cab_document_row_get_heading (self->row);

  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), heading);
  if (heading && (self->shape == CAB_CELL_DATE || self->shape == CAB_CELL_SUMMARY))
    {
      g_autofree char *year = g_strdup_printf ("%d", cab_document_row_get_year (self->row));

      gtk_label_set_text (self->heading_label, year);
    }
  else
    gtk_label_set_text (self->heading_label, "");
}

static void
show_summary (CabDocumentCell *self)
{
  const char      *source = cab_document_row_get_text (self->row, CAB_COLUMN_SOURCE);
  const char      *type = cab_document_row_get_text (self->row, CAB_COLUMN_TYPE);
  const char      *title = cab_document_row_get_text (self->row, CAB_COLUMN_TITLE);
  gboolean         with_type = *type != '\0' && g_strcmp0 (type, title) != 0;
  g_autofree char *line = g_strdup_printf ("%s%s%s", source, with_type && *source != '\0' ? " · " : "", with_type ? type : "");

  gtk_label_set_text (self->label, title);
  gtk_label_set_text (self->second_label, line);
  gtk_label_set_text (self->date_label, cab_document_row_get_text (self->row, CAB_COLUMN_DATE));
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);

  return label;
}

static void
build_summary (CabDocumentCell *self,
               GtkBox          *content)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->second_label = make_label ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->second_label), "caption");
  self->date_label = make_label ("numeric");
  gtk_label_set_ellipsize (self->date_label, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->date_label), "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->marks_box));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->date_label));
  gtk_box_append (GTK_BOX (lines), first);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->second_label));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (content, lines);
}

static void
build (CabDocumentCell *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean   marked = self->shape == CAB_CELL_TITLE || self->shape == CAB_CELL_SUMMARY;

  self->heading_label = make_label ("year");
  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading_label));

  self->label = make_label (self->shape == CAB_CELL_DATE ? "numeric" : NULL);
  if (marked)
    {
      self->marks_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
      gtk_widget_add_css_class (GTK_WIDGET (self->marks_box), "marks");
    }

  gtk_widget_add_css_class (content, "cell-content");
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self), content);

  if (self->shape == CAB_CELL_SUMMARY)
    build_summary (self, GTK_BOX (content));
  else
    {
      if (marked)
        gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->marks_box));
      gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
      gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
    }
  if (self->shape == CAB_CELL_FORMAT)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
}

static void
cab_document_cell_dispose (GObject *object)
{
  CabDocumentCell *self = CAB_DOCUMENT_CELL (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (cab_document_cell_parent_class)->dispose (object);
}

static void
cab_document_cell_class_init (CabDocumentCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cab_document_cell_dispose;
}

static void
cab_document_cell_init (CabDocumentCell *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "document-cell");
}

GtkWidget *
cab_document_cell_new (CabCellShape shape)
{
  CabDocumentCell *self = g_object_new (CAB_TYPE_DOCUMENT_CELL, NULL);

  self->shape = shape;
  build (self);

  return GTK_WIDGET (self);
}

CabDocumentRow *
cab_document_cell_get_row (CabDocumentCell *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_CELL (self), NULL);

  return self->row;
}

static void
show_row (CabDocumentCell *self)
{
  const char *text;

  if (self->marks_box != NULL)
    show_marks (self);
  show_heading (self);
  show_place (self);

  if (self->row != NULL && self->shape == CAB_CELL_SUMMARY)
    {
      show_summary (self);
      return;
    }

  text = self->row != NULL ? cab_document_row_get_text (self->row, (CabColumn) self->shape) : "";
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), self->shape != CAB_CELL_DATE && *text != '\0' ? text : NULL);
  if (self->second_label != NULL)
    {
      gtk_label_set_text (self->second_label, "");
      gtk_label_set_text (self->date_label, "");
    }
}

void
cab_document_cell_set_row (CabDocumentCell *self,
                           CabDocumentRow  *row)
{
  g_return_if_fail (CAB_IS_DOCUMENT_CELL (self));

  if (self->row == row)
    return;

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    {
      g_signal_connect_object (row, "notify::document", G_CALLBACK (show_row), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "notify::heading", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "notify::leader", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
    }
  show_row (self);
}
