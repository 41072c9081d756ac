/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-difference.h"

#include "cab-vaccine-parts.h"
#include "vaccination-facts.h"

#include <glib/gi18n-lib.h>

static const char *
find_value (GPtrArray  *facts,
            const char *label)
{
  for (guint i = 0; facts != NULL && i < facts->len; i++)
    if (g_str_equal (((VaccinationFact *) g_ptr_array_index (facts, i))->label, label))
      return ((VaccinationFact *) g_ptr_array_index (facts, i))->value;

  return NULL;
}

static void
collect_labels (GPtrArray *labels,
                GPtrArray *facts)
{
  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      VaccinationFact *fact = g_ptr_array_index (facts, i);

      if (fact->kind != VACCINATION_FACT_PERSON && !g_ptr_array_find_with_equal_func (labels, fact->label, g_str_equal, NULL))
        g_ptr_array_add (labels, (char *) fact->label);
    }
}

static void
add_value (GtkGrid    *grid,
           int         row,
           const char *name,
           const char *value)
{
  GtkWidget *label = cab_vaccine_text_new (name, "dim-label");
  GtkWidget *words = cab_vaccine_text_new (value != NULL ? value : "–", NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, words, 1, row, 1, 1);
}

static GtkWidget *
fact_new (const char *before,
          const char *theirs,
          const char *mine,
          gboolean    has_mine)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  add_value (GTK_GRID (grid), 0, _("Before"), before);
  add_value (GTK_GRID (grid), 1, _("Theirs"), theirs);
  if (has_mine)
    add_value (GTK_GRID (grid), 2, _("Yours"), mine);

  return grid;
}

static const char *
stand_of (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  if (facts->status == MODEL_CLINICAL_ENTERED_IN_ERROR)
    return _("deleted");

  return facts->verification == MODEL_VERIFICATION_REFUTED ? _("refuted") : _("stands");
}

static guint
count_comments (ModelClinicalEntry *entry)
{
  GPtrArray *comments = model_clinical_entry_get_facts (entry)->comments;

  return comments != NULL ? comments->len : 0;
}

GtkWidget *
cab_vaccine_difference_new (ModelClinicalEntry *before,
                            ModelClinicalEntry *theirs,
                            ModelClinicalEntry *mine)
{
  const ModelDate nobody = { 0 };
  g_autoptr(GPtrArray) old = vaccination_facts_list (before, &nobody);
  g_autoptr(GPtrArray) new = vaccination_facts_list (theirs, &nobody);
  g_autoptr(GPtrArray) own = mine != NULL ? vaccination_facts_list (mine, &nobody) : NULL;
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  collect_labels (labels, old);
  collect_labels (labels, new);
  collect_labels (labels, own);
  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);
      const char *was = find_value (old, label), *is = find_value (new, label), *would = find_value (own, label);

      if (g_strcmp0 (was, is) == 0 && (mine == NULL || g_strcmp0 (was, would) == 0))
        continue;
      gtk_box_append (GTK_BOX (box), cab_vaccine_heading_new (label));
      gtk_box_append (GTK_BOX (box), fact_new (was, is, would, mine != NULL));
    }
  if (!g_str_equal (stand_of (before), stand_of (theirs)))
    {
      gtk_box_append (GTK_BOX (box), cab_vaccine_heading_new (_("Standing")));
      gtk_box_append (GTK_BOX (box), fact_new (stand_of (before), stand_of (theirs), NULL, FALSE));
    }
  if (count_comments (theirs) > count_comments (before))
    gtk_box_append (GTK_BOX (box), cab_vaccine_text_new (_("A comment was added."), NULL));

  return box;
}
