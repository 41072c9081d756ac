/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-cell.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineCell
{
  GtkBox parent_instance;

  int       shape;
  GtkLabel *heading_label;
  GtkImage *icon;
  GtkLabel *label;
  GtkLabel *date_label;   /* (nullable) of a summary */
  GtkLabel *second_label; /* (nullable) of a summary */

  CabVaccineRow *row; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabVaccineCell, cab_vaccine_cell, GTK_TYPE_BOX)

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
show_heading (CabVaccineCell *self)
{
  gboolean         heading = self->row != NULL && cab_vaccine_row_get_heading (self->row);
  gboolean         says = heading && (self->shape == CAB_VACCINE_COLUMN_DATE || self->shape == CAB_VACCINE_CELL_SUMMARY);
  g_autofree char *year = says ? g_strdup_printf ("%d", cab_vaccine_row_get_year (self->row)) : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), heading);
  gtk_label_set_text (self->heading_label, year);
}

/* Struck through in the attributes, not in the text: a screen reader reads the words and the state. */
static void
show_void (CabVaccineCell *self,
           GtkLabel       *label)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (self->row != NULL && cab_vaccine_row_is_void (self->row))
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (label, attributes);
}

/* @text: (transfer full) */
static void
add_part (GString *line,
          char    *text)
{
  g_string_append_printf (line, "%s%s", line->len > 0 && *text != '\0' ? " · " : "", text);
  g_free (text);
}

/* What the columns would say, in one line; what is not as usual comes first. */
static void
show_summary (CabVaccineCell *self)
{
  gboolean    disease = cab_vaccine_row_get_facts (self->row) != NULL;
  gboolean    doubtful = cab_vaccine_row_is_doubtful (self->row);
  const char *state = cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_STATE);
  const char *dose = cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_DOSE);
  const char *date = cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_DATE);
  g_autoptr(GString) line = g_string_new (NULL);

  if (doubtful || cab_vaccine_row_is_void (self->row))
    add_part (line, g_strdup (state));
  if (disease)
    /* Translators: doses against a disease. */
    add_part (line, g_strdup_printf (_("doses: %s"), dose));
  else
    add_part (line, g_strdup (cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_VALIDATION)));
  if (disease && *date != '\0')
    /* Translators: the date of the last dose against a disease. */
    add_part (line, g_strdup_printf (_("last: %s"), date));
  if (!disease && *dose != '\0')
    /* Translators: the number of a dose in its series. */
    add_part (line, g_strdup_printf (_("dose %s"), dose));
  add_part (line, g_strdup (cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_ABOUT)));

  gtk_label_set_text (self->label, cab_vaccine_row_get_text (self->row, CAB_VACCINE_COLUMN_NAME));
  gtk_label_set_text (self->date_label, disease ? "" : date);
  gtk_label_set_text (self->second_label, line->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->second_label), line->str);
  show_void (self, self->label);
}

static void
show_icon (CabVaccineCell *self)
{
  gboolean    summary = self->shape == CAB_VACCINE_CELL_SUMMARY;
  const char *icon = "";

  if (self->row != NULL)
    icon = cab_vaccine_row_get_icon (self->row, summary ? CAB_VACCINE_COLUMN_STATE : (CabVaccineColumn) self->shape);
  if (self->row != NULL && summary && *icon == '\0')
    icon = cab_vaccine_row_get_icon (self->row, CAB_VACCINE_COLUMN_VALIDATION);
  gtk_image_set_from_icon_name (self->icon, *icon != '\0' ? icon : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), *icon != '\0');
}

static void
show_row (CabVaccineCell *self)
{
  const char *text;

  show_heading (self);
  show_icon (self);
  if (self->shape == CAB_VACCINE_CELL_SUMMARY)
    {
      if (self->row != NULL)
        show_summary (self);
      return;
    }

  text = self->row != NULL ? cab_vaccine_row_get_text (self->row, (CabVaccineColumn) self->shape) : "";
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), *text != '\0' ? text : NULL);
  if (self->shape == CAB_VACCINE_COLUMN_NAME)
    show_void (self, self->label);
}

static void
build_summary (CabVaccineCell *self,
               GtkBox         *content)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->second_label = make_label ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->second_label), "caption");
  self->date_label = make_label ("numeric");
  gtk_label_set_ellipsize (self->date_label, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->date_label), "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->date_label));
  gtk_box_append (GTK_BOX (lines), first);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->second_label));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (content, lines);
}

static void
build (CabVaccineCell *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean   numbers = self->shape == CAB_VACCINE_COLUMN_DATE || self->shape == CAB_VACCINE_COLUMN_DOSE;

  self->heading_label = make_label ("year");
  gtk_widget_set_visible (GTK_WIDGET (self->heading_label), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading_label));

  self->label = make_label (numbers ? "numeric" : NULL);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (content, "cell-content");
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self), content);
  if (self->shape == CAB_VACCINE_CELL_SUMMARY)
    {
      build_summary (self, GTK_BOX (content));
      return;
    }

  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->icon));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
}

static void
cab_vaccine_cell_dispose (GObject *object)
{
  CabVaccineCell *self = CAB_VACCINE_CELL (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (cab_vaccine_cell_parent_class)->dispose (object);
}

static void
cab_vaccine_cell_class_init (CabVaccineCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_cell_dispose;
}

static void
cab_vaccine_cell_init (CabVaccineCell *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "document-cell");
}

GtkWidget *
cab_vaccine_cell_new (int shape)
{
  CabVaccineCell *self = g_object_new (CAB_TYPE_VACCINE_CELL, NULL);

  self->shape = shape;
  build (self);

  return GTK_WIDGET (self);
}

void
cab_vaccine_cell_set_row (CabVaccineCell *self,
                          CabVaccineRow  *row)
{
  g_return_if_fail (CAB_IS_VACCINE_CELL (self));

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
