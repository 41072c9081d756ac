/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccination-page-private.h"

#include "cab-vaccine-columns.h"

G_DEFINE_FINAL_TYPE (CabVaccinationPage, cab_vaccination_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN_DOCUMENT,
  SIGNAL_WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ModelVaccinationRecord *
record_of (CabVaccinationPage *self)
{
  return self->vaccinations != NULL ? record_vaccinations_get_record (self->vaccinations) : NULL;
}

static gboolean
is_loading (CabVaccinationPage *self)
{
  return self->vaccinations != NULL && record_vaccinations_get_loading (self->vaccinations);
}

static const char *
choose_page (CabVaccinationPage *self)
{
  if (cab_vaccine_model_get_n_shown (self->model) > 0)
    return "table";
  if (self->vaccinations == NULL)
    return "loading";
  if (record_vaccinations_get_problem (self->vaccinations) != NULL && record_vaccinations_get_n_documents (self->vaccinations) == 0)
    return "error";
  if (is_loading (self))
    return "loading";

  return cab_vaccine_model_get_n_all (self->model) + cab_vaccine_model_get_n_deleted (self->model) > 0 ? "no-hits" : "empty";
}

void
cab_vaccination_page_show_side (CabVaccinationPage *self)
{
  gboolean writing = cab_vaccine_editor_is_open (self->editor);
  gboolean visible = writing || self->details_open;

  gtk_widget_set_visible (GTK_WIDGET (self->details), self->details_open);
  gtk_stack_set_visible_child (self->side_stack, writing ? GTK_WIDGET (self->editor) : GTK_WIDGET (self->details));
  gtk_widget_set_visible (GTK_WIDGET (self->side_stack), visible);
  gtk_widget_set_visible (self->details_separator, visible);
  adw_leaflet_set_visible_child (self->details_leaflet, visible ? GTK_WIDGET (self->side_stack) : self->list_box);
}

void
cab_vaccination_page_close_details (CabVaccinationPage *self)
{
  self->details_open = FALSE;
  g_clear_object (&self->shown_row);
  g_clear_object (&self->shown_record);
  cab_vaccine_details_show (self->details, NULL, NULL, NULL);
  cab_vaccination_page_show_side (self);
}

/* They follow the arrow keys as long as they are open. */
static void
show_details (CabVaccinationPage *self)
{
  CabVaccineRow *row = cab_vaccine_model_get_chosen (self->model);

  if (!self->details_open)
    return;
  if (row == NULL)
    {
      cab_vaccination_page_close_details (self);
      return;
    }
  if (row == self->shown_row && self->shown_record == record_of (self))
    return;

  g_set_object (&self->shown_row, row);
  g_set_object (&self->shown_record, record_of (self));
  cab_vaccine_details_set_writable (self->details, cab_vaccination_page_may_write (self));
  cab_vaccine_details_show (self->details, row, self->shown_record,
                            model_patient_get_birth_date (record_patient_context_get_patient (self->context)));
}

static void
take_focus (CabVaccinationPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->wants_focus || cab_vaccine_model_get_n_shown (self->model) == 0)
    return;

  self->wants_focus = FALSE;
  if (focus == NULL || !GTK_IS_TEXT (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    cab_table_grab_rows (self->vaccine_table);
}

void
cab_vaccination_page_update (CabVaccinationPage *self)
{
  cab_vaccine_header_show (self->header, self->context, self->vaccinations);
  cab_vaccination_page_show_choices (self);
  cab_error_page_set_problem (self->vaccine_error, self->vaccinations != NULL ? record_vaccinations_get_problem (self->vaccinations) : NULL);
  gtk_stack_set_visible_child_name (self->vaccine_stack, choose_page (self));
  show_details (self);
  cab_vaccination_page_show_writing (self);
  cab_vaccination_page_show_giving (self);
  take_focus (self);
}

static void
record_cb (CabVaccinationPage *self)
{
  if (record_of (self) != NULL)
    vaccination_memory_look_at (self->memory, record_of (self));
  cab_vaccine_model_set_record (self->model, record_of (self));
  cab_vaccination_page_list_diseases (self);
  cab_vaccination_page_update (self);
}

static void
open_details (CabVaccinationPage *self)
{
  self->details_open = TRUE;
  show_details (self);
  cab_vaccination_page_show_side (self);
  cab_vaccination_page_show_writing (self);
  cab_vaccination_page_show_giving (self);
  if (adw_leaflet_get_folded (self->details_leaflet))
    cab_vaccine_details_grab (self->details);
}

static void
activated_cb (CabVaccinationPage *self)
{
  cab_vaccination_page_leave (self, open_details);
}

static void
way_cb (CabVaccinationPage *self,
        int                 way)
{
  if (way == MODEL_WAY_RETRY || way == MODEL_WAY_RELOAD_LIST)
    cab_vaccination_page_reload (self);
  else
    g_signal_emit (self, signals[SIGNAL_WAY], 0, way);
}

static void
open_document_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  cab_vaccine_header_popdown (CAB_VACCINATION_PAGE (widget)->header);
  g_signal_emit (widget, signals[SIGNAL_OPEN_DOCUMENT], 0, g_variant_get_string (parameter, NULL));
}

/* R-VAC-49: only a person says that another name is the same patient. */
static void
accept_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);

  cab_vaccine_header_popdown (self->header);
  if (self->vaccinations != NULL)
    record_vaccinations_accept (self->vaccinations, g_variant_get_string (parameter, NULL));
}

static CabVaccineTab
tab_for (ModelRecordLine *line)
{
  switch (model_clinical_entry_get_kind (model_record_line_get_entry (line)))
    {
    case MODEL_CLINICAL_ALLERGY:
      return CAB_VACCINE_TAB_ALLERGIES;
    case MODEL_CLINICAL_ILLNESS:
      return CAB_VACCINE_TAB_ILLNESSES;
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
      return CAB_VACCINE_TAB_RISKS;
    case MODEL_CLINICAL_SEROLOGY:
    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
      return CAB_VACCINE_TAB_SEROLOGY;
    case MODEL_CLINICAL_VACCINATION:
    default:
      return CAB_VACCINE_TAB_VACCINATIONS;
    }
}

/* Where it is shown, whatever the filter was. */
void
cab_vaccination_page_show_line (CabVaccinationPage *self,
                                ModelRecordLine    *line)
{
  if (!cab_vaccine_model_choose (self->model, line))
    {
      self->details_open = FALSE; /* what is chosen meanwhile is nothing to show */
      cab_vaccination_page_clear_filter (self);
      cab_vaccination_page_show_tab (self, tab_for (line));
    }
  self->details_open = cab_vaccine_model_choose (self->model, line);
  cab_vaccination_page_update (self);
  cab_vaccination_page_show_side (self);
}

/* Another line from the details. */
static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  GPtrArray          *lines = self->shown_record != NULL ? model_vaccination_record_get_lines (self->shown_record) : NULL;
  guint               position = g_variant_get_uint32 (parameter);

  if (lines == NULL || position >= lines->len)
    return;

  cab_vaccination_page_show_line (self, g_ptr_array_index (lines, position));
  if (self->details_open)
    cab_vaccine_details_grab (self->details);
}

static void
close_details_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  cab_vaccination_page_back (CAB_VACCINATION_PAGE (widget));
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cab_vaccination_page_reload (CAB_VACCINATION_PAGE (widget));
}

/* R-VAC-105 */
static void
stop_loading_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);

  if (self->vaccinations != NULL)
    record_vaccinations_stop (self->vaccinations);
}

static void
cab_vaccination_page_dispose (GObject *object)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (object);

  if (self->vaccinations != NULL)
    g_signal_handlers_disconnect_by_data (self->vaccinations, self);
  g_clear_object (&self->vaccinations);
  g_clear_object (&self->recommendations);
  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_pointer (&self->wish.lines, g_ptr_array_unref);
  g_clear_pointer (&self->wish.words, g_free);
  g_clear_object (&self->toast);
  if (self->memory != NULL)
    g_signal_handlers_disconnect_by_data (self->memory, self);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_clear_object (&self->shown_row);
  g_clear_object (&self->shown_record);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      cab_vaccine_model_set_sorter (self->model, NULL);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);

  G_OBJECT_CLASS (cab_vaccination_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, header);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, tabs_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, tabs_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccine_filter);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, disease_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, deleted_chip);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, deleted_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccine_count);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, details_leaflet);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, details_separator);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccine_stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccine_table);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccine_error);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, plan_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, advice);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, vaccination_toasts);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, side_stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, details);
  gtk_widget_class_bind_template_child (widget_class, CabVaccinationPage, editor);
}

static void
cab_vaccination_page_class_init (CabVaccinationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccination_page_dispose;

  signals[SIGNAL_OPEN_DOCUMENT] = g_signal_new ("open-document", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_WAY] = g_signal_new ("way", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                      1, G_TYPE_INT);

  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  g_type_ensure (CAB_TYPE_TABLE);
  g_type_ensure (CAB_TYPE_VACCINE_ADVICE);
  g_type_ensure (CAB_TYPE_VACCINE_DETAILS);
  g_type_ensure (CAB_TYPE_VACCINE_EDITOR);
  g_type_ensure (CAB_TYPE_VACCINE_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccination-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  cab_vaccination_page_bind_choices (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_install_action (widget_class, "vaccination.open-document", "s", open_document_action);
  gtk_widget_class_install_action (widget_class, "vaccination.accept", "s", accept_action);
  gtk_widget_class_install_action (widget_class, "vaccination.choose", "u", choose_action);
  gtk_widget_class_install_action (widget_class, "vaccination.close-details", NULL, close_details_action);
  gtk_widget_class_install_action (widget_class, "vaccination.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "vaccination.stop-loading", NULL, stop_loading_action);
  cab_vaccination_page_bind_writing (widget_class);
  cab_vaccination_page_bind_giving (widget_class);
  gtk_widget_class_set_css_name (widget_class, "vaccinationpage");
}

static void
cab_vaccination_page_init (CabVaccinationPage *self)
{
  self->memory = vaccination_memory_new ();
  self->model = cab_vaccine_model_new (self->memory);
  self->diseases = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
  cab_vaccination_page_build_tabs (self);
  cab_vaccine_columns_show (self->vaccine_table, cab_vaccine_model_get_tab (self->model));
  cab_vaccine_model_set_sorter (self->model, cab_table_get_sorter (self->vaccine_table));
  cab_table_set_selection (self->vaccine_table, GTK_SINGLE_SELECTION (cab_vaccine_model_get_selection (self->model)));
  g_signal_connect_object (self->model, "changed", G_CALLBACK (cab_vaccination_page_update), self, G_CONNECT_SWAPPED);
  cab_vaccine_details_set_memory (self->details, self->memory);
  cab_vaccination_page_init_writing (self);
  cab_vaccination_page_close_details (self);
  cab_vaccination_page_update (self);
}

GtkWidget *
cab_vaccination_page_new (void)
{
  return g_object_new (CAB_TYPE_VACCINATION_PAGE, NULL);
}

/* @recommendations: (transfer full) (nullable) */
static void
take_recommendations (CabVaccinationPage    *self,
                      RecordRecommendations *recommendations)
{
  cab_vaccine_advice_set_recommendations (self->advice, recommendations);
  cab_vaccine_details_set_recommendations (self->details, recommendations);
  g_clear_object (&self->recommendations);
  self->recommendations = recommendations;
}

void
cab_vaccination_page_set_context (CabVaccinationPage   *self,
                                  RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  if (self->context == context)
    return;

  /* the former patient's entries leave the screen first */
  if (self->vaccinations != NULL)
    g_signal_handlers_disconnect_by_data (self->vaccinations, self);
  cab_vaccine_editor_set_vaccinations (self->editor, NULL, NULL);
  take_recommendations (self, NULL);
  cab_vaccination_page_end_giving (self);
  vaccination_memory_clear_coming (self->memory);
  g_clear_object (&self->vaccinations);
  g_clear_object (&self->context);
  cab_vaccination_page_close_details (self);
  cab_vaccine_header_popdown (self->header);
  cab_vaccine_model_set_record (self->model, NULL);
  cab_vaccination_page_clear_filter (self);
  gtk_toggle_button_set_active (self->deleted_chip, FALSE);
  cab_vaccination_page_show_tab (self, CAB_VACCINE_TAB_VACCINATIONS);
  self->wants_focus = FALSE;
  if (context != NULL)
    {
      self->context = g_object_ref (context);
      self->vaccinations = record_vaccinations_new (context);
      take_recommendations (self, record_recommendations_new (self->vaccinations));
      cab_vaccine_editor_set_vaccinations (self->editor, self->vaccinations, context);
      g_signal_connect_object (self->vaccinations, "notify::record", G_CALLBACK (record_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->vaccinations, "notify::loading", G_CALLBACK (cab_vaccination_page_update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->vaccinations, "notify::n-read", G_CALLBACK (cab_vaccination_page_update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->vaccinations, "notify::n-documents", G_CALLBACK (cab_vaccination_page_update), self, G_CONNECT_SWAPPED);
    }
  record_cb (self);
}

void
cab_vaccination_page_reload (CabVaccinationPage *self)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  if (self->vaccinations != NULL)
    record_vaccinations_reload (self->vaccinations);
}

void
cab_vaccination_page_step (CabVaccinationPage *self,
                           int                 step)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  cab_table_step (self->vaccine_table, step);
}

void
cab_vaccination_page_grab_filter (CabVaccinationPage *self)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  adw_leaflet_set_visible_child (self->details_leaflet, self->list_box);
  gtk_widget_grab_focus (GTK_WIDGET (self->vaccine_filter));
}

void
cab_vaccination_page_grab_first (CabVaccinationPage *self)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  self->wants_focus = TRUE;
  take_focus (self);
}

static void
close_side (CabVaccinationPage *self)
{
  cab_vaccination_page_close_details (self);
  cab_table_grab_rows (self->vaccine_table);
}

gboolean
cab_vaccination_page_back (CabVaccinationPage *self)
{
  g_return_val_if_fail (CAB_IS_VACCINATION_PAGE (self), FALSE);

  if (cab_vaccine_editor_is_open (self->editor))
    {
      if (!cab_vaccine_editor_back (self->editor))
        gtk_widget_activate_action (GTK_WIDGET (self), "vaccination.leave-editor", NULL);
      return TRUE;
    }
  if (!self->details_open)
    return FALSE;

  close_side (self);
  return TRUE;
}
