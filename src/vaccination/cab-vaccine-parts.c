/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-parts.h"

#include "record-vaccine-labels.h"
#include "vaccination-facts.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

GtkWidget *
cab_vaccine_text_new (const char *text,
                      const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

GtkWidget *
cab_vaccine_heading_new (const char *text)
{
  GtkWidget *label = cab_vaccine_text_new (text, "heading");

  gtk_widget_set_margin_top (label, 12);

  return label;
}

GtkWidget *
cab_vaccine_comment_new (ModelComment *comment)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *author = vaccination_words_for_actor (model_comment_get_author (comment));
  g_autofree char *date = model_date_format_time (model_comment_get_time (comment));
  g_autofree char *source = g_strdup_printf ("%s%s%s", author, *author != '\0' && *date != '\0' ? " · " : "", date);

  gtk_box_append (GTK_BOX (box), cab_vaccine_text_new (model_comment_get_text (comment), NULL));
  gtk_box_append (GTK_BOX (box), cab_vaccine_text_new (*source != '\0' ? source : _("Author and date are not stated."), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");

  return box;
}

static void
attach_fact (GtkGrid         *grid,
             int              row,
             VaccinationFact *fact)
{
  GtkWidget *name = cab_vaccine_text_new (fact->label, "dim-label");
  GtkWidget *value = cab_vaccine_text_new (fact->value, NULL);

  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (name), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 14);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, value, 1, row, 1, 1);
}

static GtkWidget *
facts_new (ModelClinicalEntry *entry,
           const ModelDate    *birth,
           gboolean            people)
{
  g_autoptr(GPtrArray) facts = vaccination_facts_list (entry, birth);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < facts->len; i++)
    if (people || ((VaccinationFact *) g_ptr_array_index (facts, i))->kind != VACCINATION_FACT_PERSON)
      attach_fact (GTK_GRID (grid), (int) i, g_ptr_array_index (facts, i));

  return grid;
}

GtkWidget *
cab_vaccine_facts_new (ModelClinicalEntry *entry,
                       const ModelDate    *birth)
{
  return facts_new (entry, birth, TRUE);
}

GtkWidget *
cab_vaccine_said_new (ModelClinicalEntry *entry,
                      const ModelDate    *birth)
{
  return facts_new (entry, birth, FALSE);
}

static int
compare_comments (gconstpointer a,
                  gconstpointer b)
{
  return model_date_compare (model_comment_get_time (*(ModelComment *const *) b), model_comment_get_time (*(ModelComment *const *) a));
}

GPtrArray *
cab_vaccine_list_comments (ModelClinicalEntry *entry)
{
  GPtrArray *comments = model_clinical_entry_get_facts (entry)->comments;
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  /* backwards: of two without a time the later one was written later */
  for (guint i = comments != NULL ? comments->len : 0; i > 0; i--)
    g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (comments, i - 1)));
  g_ptr_array_sort (sorted, compare_comments);

  return sorted;
}

char *
cab_vaccine_describe (ModelClinicalEntry *entry,
                      const ModelDate    *birth)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *date = vaccination_words_for_age (&facts->date, facts->date_text, birth);
  g_autofree char          *dose = vaccination_facts_dose (entry);
  g_autoptr(GString) words = g_string_new (record_vaccine_label_entry (entry));

  if (*date != '\0')
    g_string_append_printf (words, " · %s", date);
  if (*dose != '\0')
    {
      g_string_append (words, " · ");
      /* Translators: the number of a dose in its series. */
      g_string_append_printf (words, _("dose %s"), dose);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
cab_vaccine_empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}
