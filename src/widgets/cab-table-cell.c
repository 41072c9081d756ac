/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-table-cell.h"

struct _CabTableCell
{
  GtkBox parent_instance;

  int                 id; /* of the column, or CAB_TABLE_SUMMARY */
  CabTableColumnFlags flags;
  GtkLabel           *heading_label;
  GtkBox             *marks_box;
  GtkLabel           *label;
  GtkLabel           *corner_label; /* (nullable) of a summary */
  GtkLabel           *second_label; /* (nullable) of a summary */
  gboolean            struck;

  CabTableRow *row; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabTableCell, cab_table_cell, GTK_TYPE_BOX)

static void
set_css_class (gpointer    widget,
               const char *css_class,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (widget), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (widget), css_class);
}

static GtkWidget *
make_mark (const CabTableMark *mark)
{
  GtkWidget *image;

  if (mark->words == NULL)
    return g_object_new (GTK_TYPE_IMAGE, "icon-name", mark->icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  image = gtk_image_new_from_icon_name (mark->icon);
  gtk_widget_set_tooltip_text (image, mark->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, mark->words, -1);

  return image;
}

static void
show_marks (CabTableCell *self)
{
  CabTableMark marks[CAB_TABLE_MAX_MARKS];
  guint        n = self->row != NULL ? cab_table_row_list_marks (self->row, self->id, marks) : 0;
  GtkWidget   *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->marks_box))) != NULL)
    gtk_box_remove (self->marks_box, child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->marks_box, make_mark (&marks[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->marks_box), n > 0);
}

/* Struck through in the attributes, not in the text: a screen reader reads the words, and the state in its column. */
static void
show_struck (CabTableCell *self,
             gboolean      struck)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  if (self->struck == struck)
    return;

  self->struck = struck;
  attributes = pango_attr_list_new ();
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (self->label, attributes);
}

static void
show_look (CabTableCell *self)
{
  CabTableLook look = self->row != NULL ? cab_table_row_get_look (self->row) : CAB_TABLE_PLAIN;
  gboolean     names = (self->flags & CAB_TABLE_COLUMN_NAMES) != 0;

  set_css_class (self, "inner", names && (look & CAB_TABLE_INNER) != 0);
  set_css_class (self->label, "earlier", (look & CAB_TABLE_EARLIER) != 0);
  show_struck (self, names && (look & CAB_TABLE_STRUCK) != 0);
}

static void
show_heading (CabTableCell *self)
{
  gboolean         heading = self->row != NULL && cab_table_row_get_heading (self->row);
  gboolean         says = heading && (self->flags & CAB_TABLE_COLUMN_YEAR) != 0;
  g_autofree char *year = says ? g_strdup_printf ("%d", cab_table_row_get_year (self->row)) : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), heading);
  gtk_label_set_text (self->heading_label, year);
}

static void
show_summary (CabTableCell *self)
{
  CabTableSummary  summary = { "", "", NULL };
  g_autofree char *line = NULL;

  if (self->row != NULL)
    cab_table_row_summarize (self->row, &summary);
  line = summary.line;
  gtk_label_set_text (self->label, summary.title);
  gtk_label_set_text (self->corner_label, summary.corner);
  gtk_label_set_text (self->second_label, line != NULL ? line : "");
}

static void
show_row (CabTableCell *self)
{
  const char *text;

  show_marks (self);
  show_heading (self);
  show_look (self);
  if (self->id == CAB_TABLE_SUMMARY)
    {
      show_summary (self);
      return;
    }

  text = self->row != NULL ? cab_table_row_get_text (self->row, self->id) : "";
  gtk_label_set_text (self->label, text);
}

/* Asked for when the pointer rests: to tell each label its tooltip makes GTK look each time at where the pointer is, which took
 * most of the time of a table that is filled. */
static gboolean
tooltip_cb (GtkLabel   *label,
            int         x,
            int         y,
            gboolean    keyboard,
            GtkTooltip *tooltip,
            gpointer    user_data)
{
  const char *text = gtk_label_get_text (label);

  gtk_tooltip_set_text (tooltip, text);

  return *text != '\0';
}

static void
give_tooltip (GtkLabel *label)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
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
build_summary (CabTableCell *self,
               GtkBox       *content)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->second_label = make_label ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->second_label), "caption");
  give_tooltip (self->second_label);
  self->corner_label = make_label ("numeric");
  gtk_label_set_ellipsize (self->corner_label, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->corner_label), "dim-label");

  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->marks_box));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->corner_label));
  gtk_box_append (GTK_BOX (lines), first);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->second_label));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (content, lines);
}

static void
build (CabTableCell *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->heading_label = make_label ("year");
  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading_label));

  self->marks_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
  gtk_widget_add_css_class (GTK_WIDGET (self->marks_box), "marks");
  self->label = make_label ((self->flags & CAB_TABLE_COLUMN_NUMERIC) != 0 ? "numeric" : NULL);
  set_css_class (self->label, "dim-label", (self->flags & CAB_TABLE_COLUMN_DIM) != 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  gtk_widget_add_css_class (content, "cell-content");
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self), content);
  if (self->id == CAB_TABLE_SUMMARY)
    {
      build_summary (self, GTK_BOX (content));
      return;
    }

  if ((self->flags & CAB_TABLE_COLUMN_NUMERIC) == 0)
    give_tooltip (self->label);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->marks_box));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
}

static void
cab_table_cell_dispose (GObject *object)
{
  CabTableCell *self = CAB_TABLE_CELL (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (cab_table_cell_parent_class)->dispose (object);
}

static void
cab_table_cell_class_init (CabTableCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cab_table_cell_dispose;
}

static void
cab_table_cell_init (CabTableCell *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "table-cell");
}

GtkWidget *
cab_table_cell_new (const CabTableColumn *column)
{
  CabTableCell *self = g_object_new (CAB_TYPE_TABLE_CELL, NULL);

  self->id = column != NULL ? column->id : CAB_TABLE_SUMMARY;
  self->flags = column != NULL ? column->flags : CAB_TABLE_COLUMN_NAMES | CAB_TABLE_COLUMN_YEAR;
  build (self);

  return GTK_WIDGET (self);
}

CabTableRow *
cab_table_cell_get_row (CabTableCell *self)
{
  g_return_val_if_fail (CAB_IS_TABLE_CELL (self), NULL);

  return self->row;
}

void
cab_table_cell_set_row (CabTableCell *self,
                        CabTableRow  *row)
{
  g_return_if_fail (CAB_IS_TABLE_CELL (self));

  if (self->row == row)
    return;

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    {
      g_signal_connect_object (row, "changed", G_CALLBACK (show_row), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "notify::heading", G_CALLBACK (show_heading), self, G_CONNECT_SWAPPED);
    }
  show_row (self);
}
