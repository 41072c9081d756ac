/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen of the record: views, filter, disease, deleted ones. */
#include "config.h"

#include "cab-vaccination-page-private.h"

#include "cab-vaccine-columns.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *empty;
  gboolean    by_disease; /* its rows are about diseases */
} tabs[CAB_VACCINE_N_TABS] = {
  [CAB_VACCINE_TAB_VACCINATIONS] = { N_("Vaccinations"), N_("No vaccination is in the documents that you may see."), TRUE },
  [CAB_VACCINE_TAB_DISEASES] = { N_("By Disease"), N_("Nothing is in the documents that you may see."), FALSE },
  [CAB_VACCINE_TAB_TIMELINE] = { N_("Timeline"), N_("Nothing is in the documents that you may see."), TRUE },
  [CAB_VACCINE_TAB_ILLNESSES] = { N_("Illnesses"), N_("No past illness is in the documents that you may see."), TRUE },
  [CAB_VACCINE_TAB_ALLERGIES] = { N_("Allergies and Reactions"), N_("No allergy and no reaction is in the documents that you may see. This does not mean that there is none."), FALSE },
  [CAB_VACCINE_TAB_RISKS] = { N_("Risks"), N_("No risk and no medical problem is in the documents that you may see."), FALSE },
  [CAB_VACCINE_TAB_SEROLOGY] = { N_("Laboratory"), N_("No result of the laboratory and no basic immunisation is in the documents that you may see."), TRUE },
};

static void
show_count (CabVaccinationPage *self)
{
  guint            n_all = cab_vaccine_model_get_n_all (self->model);
  guint            n_deleted = cab_vaccine_model_get_n_deleted (self->model);
  guint            n_shown = cab_vaccine_model_get_n_shown (self->model);
  gboolean         wanted = gtk_toggle_button_get_active (self->deleted_chip);
  g_autofree char *deleted = g_strdup_printf (_("Deleted (%u)"), n_deleted);
  g_autofree char *text = NULL;

  if (wanted)
    n_all += n_deleted;
  if (n_shown != n_all)
    /* Translators: entries that pass the filter, of all. */
    text = g_strdup_printf (_("%u of %u"), n_shown, n_all);
  else if (n_all > 0 && cab_vaccine_model_get_tab (self->model) != CAB_VACCINE_TAB_DISEASES)
    text = g_strdup_printf (ngettext ("%u entry", "%u entries", n_all), n_all);
  gtk_label_set_text (self->vaccine_count, text != NULL ? text : "");
  gtk_label_set_text (self->deleted_label, deleted);
  gtk_widget_set_visible (GTK_WIDGET (self->deleted_chip), n_deleted > 0 || wanted);
}

void
cab_vaccination_page_show_choices (CabVaccinationPage *self)
{
  CabVaccineTab tab = cab_vaccine_model_get_tab (self->model);

  show_count (self);
  adw_status_page_set_description (self->empty_page, _ (tabs[tab].empty));
  gtk_widget_set_visible (self->plan_box, tab == CAB_VACCINE_TAB_DISEASES);
  gtk_widget_set_visible (GTK_WIDGET (self->disease_drop_down), tabs[tab].by_disease && self->diseases->len > 0);
}

static gboolean
is_same_diseases (GPtrArray *a,
                  GPtrArray *b)
{
  for (guint i = 0; a->len == b->len && i < a->len; i++)
    if (g_strcmp0 (model_coding_get_code (g_ptr_array_index (a, i)), model_coding_get_code (g_ptr_array_index (b, i))) != 0)
      return FALSE;

  return a->len == b->len;
}

/* The choice starts anew when there are others to choose from. */
void
cab_vaccination_page_list_diseases (CabVaccinationPage *self)
{
  GPtrArray *diseases = cab_vaccine_model_list_diseases (self->model);
  g_autoptr(GtkStringList) names = NULL;
  gboolean same = is_same_diseases (diseases, self->diseases);

  g_ptr_array_unref (self->diseases);
  self->diseases = diseases;
  if (same)
    return;

  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("All Diseases"));
  for (guint i = 0; i < diseases->len; i++)
    gtk_string_list_append (names, model_coding_get_label (g_ptr_array_index (diseases, i)));
  gtk_drop_down_set_model (self->disease_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->disease_drop_down, 0);
}

static void
disease_cb (CabVaccinationPage *self)
{
  guint position = gtk_drop_down_get_selected (self->disease_drop_down);
  guint n = self->diseases->len;

  cab_vaccine_model_set_disease (self->model, position > 0 && position <= n ? g_ptr_array_index (self->diseases, position - 1) : NULL);
}

static void
filter_changed_cb (CabVaccinationPage *self)
{
  cab_vaccine_model_set_filter (self->model, gtk_editable_get_text (GTK_EDITABLE (self->vaccine_filter)));
}

static void
filter_activate_cb (CabVaccinationPage *self)
{
  cab_table_grab_rows (self->vaccine_table);
}

void
cab_vaccination_page_clear_filter (CabVaccinationPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->vaccine_filter), "");
  filter_changed_cb (self); /* the entry tells it a moment later */
  gtk_drop_down_set_selected (self->disease_drop_down, 0);
}

static void
filter_stop_cb (CabVaccinationPage *self)
{
  cab_vaccination_page_clear_filter (self);
  cab_table_grab_rows (self->vaccine_table);
}

static void
show_all_cb (CabVaccinationPage *self)
{
  cab_vaccination_page_clear_filter (self);
  self->wants_focus = TRUE; /* the button that has it goes */
}

static void
deleted_toggled_cb (CabVaccinationPage *self)
{
  cab_vaccine_model_want_deleted (self->model, gtk_toggle_button_get_active (self->deleted_chip));
}

static GtkToggleButton *
tab_button (CabVaccinationPage *self,
            CabVaccineTab       tab)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->tabs_box));

  for (guint i = 0; i < tab; i++)
    button = gtk_widget_get_next_sibling (button);

  return GTK_TOGGLE_BUTTON (button);
}

/* One choice in two forms: buttons, or a drop-down where they do not fit. A filter by disease ends where there are none. */
void
cab_vaccination_page_show_tab (CabVaccinationPage *self,
                               CabVaccineTab       tab)
{
  if (cab_vaccine_model_get_tab (self->model) == tab)
    return;

  cab_vaccine_model_set_tab (self->model, tab);
  if (!tabs[tab].by_disease)
    gtk_drop_down_set_selected (self->disease_drop_down, 0);
  cab_vaccine_columns_show (self->vaccine_table, cab_vaccine_model_get_tab (self->model));
  gtk_toggle_button_set_active (tab_button (self, tab), TRUE);
  gtk_drop_down_set_selected (self->tabs_drop_down, tab);
  cab_vaccination_page_update (self);
}

static void
tab_toggled_cb (GtkToggleButton    *button,
                CabVaccinationPage *self)
{
  CabVaccineTab tab = CAB_VACCINE_TAB_VACCINATIONS;

  if (!gtk_toggle_button_get_active (button))
    return;

  while (tab_button (self, tab) != button)
    tab++;
  cab_vaccination_page_show_tab (self, tab);
}

static void
tab_chosen_cb (CabVaccinationPage *self)
{
  cab_vaccination_page_show_tab (self, (CabVaccineTab) gtk_drop_down_get_selected (self->tabs_drop_down));
}

void
cab_vaccination_page_build_tabs (CabVaccinationPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < CAB_VACCINE_N_TABS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (tabs[i].title));

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_box_append (self->tabs_box, button);
      gtk_string_list_append (names, _ (tabs[i].title));
    }
  gtk_toggle_button_set_active (first, TRUE);
  gtk_drop_down_set_model (self->tabs_drop_down, G_LIST_MODEL (names));
  for (guint i = 0; i < CAB_VACCINE_N_TABS; i++)
    g_signal_connect_object (tab_button (self, (CabVaccineTab) i), "toggled", G_CALLBACK (tab_toggled_cb), self, 0);
}

void
cab_vaccination_page_bind_choices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, deleted_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, disease_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, tab_chosen_cb);
}
