/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of the vaccination record, and what comes in as a file. */
#include "config.h"

#include "cab-vaccination-page-private.h"

#include "cab-save.h"
#include "cab-vaccine-give.h"
#include "cab-vaccine-import.h"
#include "record-problem.h"
#include "record-vaccination-give.h"
#include "vaccination-chooser.h"

#include <glib/gi18n-lib.h>

#define FHIR "application/fhir+json"
#define EXPORTED "cab-vaccination-exported"

static GtkWindow *
window_of (CabVaccinationPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
say (CabVaccinationPage *self,
     const char         *words)
{
  if (self->model != NULL) /* the window may have gone meanwhile */
    adw_toast_overlay_add_toast (self->vaccination_toasts, adw_toast_new (words));
}

static ModelVaccinationRecord *
record_of (CabVaccinationPage *self)
{
  return self->vaccinations != NULL ? record_vaccinations_get_record (self->vaccinations) : NULL;
}

static ModelRecordLine *
chosen_line (CabVaccinationPage *self)
{
  CabVaccineRow *row = cab_vaccine_model_get_chosen (self->model);

  return row != NULL ? cab_vaccine_row_get_line (row) : NULL;
}

void
cab_vaccination_page_show_giving (CabVaccinationPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   read = self->session != NULL && record_of (self) != NULL && !record_vaccinations_get_loading (self->vaccinations);
  gboolean   normal = read && record_patient_context_get_purpose (self->context) == RECORD_PURPOSE_NORMAL;

  gtk_widget_action_set_enabled (widget, "vaccination.print", read);
  gtk_widget_action_set_enabled (widget, "vaccination.export", normal);
  gtk_widget_action_set_enabled (widget, "vaccination.export-entry", read && chosen_line (self) != NULL);
  gtk_widget_action_set_enabled (widget, "vaccination.deposit-snapshot", normal);
  gtk_widget_action_set_enabled (widget, "vaccination.import", normal && cab_vaccination_page_may_write (self));
}

void
cab_vaccination_page_end_giving (CabVaccinationPage *self)
{
  vaccination_chooser_cancel (G_OBJECT (self));
  g_object_set_data (G_OBJECT (self), EXPORTED, NULL);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);

  if (self->session != NULL && record_of (self) != NULL)
    gtk_window_present (GTK_WINDOW (cab_vaccine_give_new (window_of (self), self->session, self->vaccinations)));
}

/* A file for another program. */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CabVaccinationPage) self = user_data;
  g_autoptr(GError) error = NULL;

  say (self, cab_save_finish (result, &error) ? _("The vaccination document was saved.") : _("The vaccination document could not be saved."));
}

/* The bytes were kept while the person looked for a place. */
static void
save_to (GObject *owner,
         GFile   *file)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (owner);
  GBytes             *bytes = g_object_get_data (owner, EXPORTED);

  if (bytes != NULL)
    cab_save_async (file, bytes, NULL, saved_cb, g_object_ref (self));
  g_object_set_data (owner, EXPORTED, NULL);
}

static void
ask_where (CabVaccinationPage *self,
           GBytes             *bytes,
           const char         *title)
{
  g_autofree char *name = cab_save_dup_name (title, FHIR);

  g_object_set_data_full (G_OBJECT (self), EXPORTED, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  vaccination_chooser_save (window_of (self), _("Save the Vaccination Document"), name, save_to, G_OBJECT (self));
}

void
cab_vaccination_page_save_to (CabVaccinationPage *self,
                              GFile              *file)
{
  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  save_to (G_OBJECT (self), file);
}

/* The patient who is open now is the one it was asked for. */
static gboolean
is_same_patient (CabVaccinationPage *self,
                 ModelPatient       *patient)
{
  return self->context != NULL && record_patient_context_get_patient (self->context) == patient;
}

typedef struct
{
  CabVaccinationPage *self;    /* (owned) */
  ModelPatient       *patient; /* (owned) */
} Asking;

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Asking *asking = user_data;
  g_autoptr(CabVaccinationPage) self = asking->self;
  g_autoptr(ModelPatient) patient = asking->patient;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = record_vaccination_write_finish (RECORD_SESSION (object), result, NULL, &error);

  g_free (asking);
  if (bytes != NULL && is_same_patient (self, patient))
    ask_where (self, bytes, _("Vaccination record"));
  else if (bytes == NULL)
    say (self, _("The vaccination document could not be written."));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  Asking             *asking;

  if (self->session == NULL || record_of (self) == NULL)
    return;

  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->patient = g_object_ref (record_patient_context_get_patient (self->context));
  record_vaccination_snapshot_async (self->session, asking->patient, record_of (self), FALSE, NULL, written_cb, asking);
}

/* As it was deposited, byte for byte where it came as JSON. */
static void
export_entry_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CabVaccinationPage                  *self = CAB_VACCINATION_PAGE (widget);
  ModelRecordLine                     *line = chosen_line (self);
  const ModelVaccinationDocumentFacts *facts;

  if (line == NULL)
    return;

  facts = model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)));
  if (facts->json != NULL)
    ask_where (self, facts->json, facts->title != NULL ? facts->title : _("Vaccination"));
}

/* A copy of the record in the record. */

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabVaccinationPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccination_give_finish (RECORD_SESSION (object), result, &error);
  g_autoptr(ModelProblem) problem = deposit == NULL ? record_problem_new_from_error (error) : NULL;

  say (self, deposit != NULL ? _("The copy is on its way into the record.") : model_problem_get_title (problem));
}

static void
snapshot_response_cb (CabVaccinationPage *self,
                      const char         *response,
                      GtkWidget          *dialog)
{
  gboolean restricted = g_str_equal (response, "restricted");

  if ((!restricted && !g_str_equal (response, "normal")) || self->session == NULL || record_of (self) == NULL ||
      g_object_get_data (G_OBJECT (dialog), "context") != self->context)
    return;

  record_vaccination_give_snapshot_async (self->session, record_patient_context_get_patient (self->context), record_of (self), restricted, NULL,
                                          deposited_cb, g_object_ref (self));
}

static void
deposit_snapshot_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  CabVaccinationPage *self = CAB_VACCINATION_PAGE (widget);
  GtkWidget          *dialog;
  gboolean            partial = record_of (self) != NULL && model_vaccination_record_is_partial (record_of (self));

  if (record_of (self) == NULL)
    return;

  dialog = adw_message_dialog_new (window_of (self), _("Deposit a Copy of the Vaccination Record?"),
                                   partial ? _("The copy shows the record as it is now, and some of it is missing. Single vaccination documents stay what counts.")
                                           : _("The copy shows the record as it is now. Single vaccination documents stay what counts."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "restricted", _("Deposit _Restricted"), "normal", _("_Deposit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "normal", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "context", g_object_ref (self->context), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (snapshot_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A file of practice software. */

static void
import_sent_cb (CabVaccinationPage      *self,
                RecordDeposit           *deposit,
                RecordVaccinationImport *import)
{
  GListModel *entries = record_vaccination_import_get_entries (import);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (entries, i);

      if (record_import_entry_get_taken (entry))
        vaccination_memory_send (self->memory, deposit, record_import_entry_get_entry (entry), none);
    }
  say (self, _("What you took from the file is on its way into the record."));
}

void
cab_vaccination_page_import (CabVaccinationPage *self,
                             GFile              *file)
{
  GtkWidget *window;

  g_return_if_fail (CAB_IS_VACCINATION_PAGE (self));

  if (self->session == NULL || self->vaccinations == NULL || !cab_vaccination_page_may_write (self))
    return;

  window = cab_vaccine_import_new (window_of (self), self->session, self->vaccinations, file);
  g_signal_connect_object (window, "sent", G_CALLBACK (import_sent_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

gboolean
cab_vaccination_page_may_import (CabVaccinationPage *self)
{
  g_return_val_if_fail (CAB_IS_VACCINATION_PAGE (self), FALSE);

  return self->session != NULL && self->vaccinations != NULL && cab_vaccination_page_may_write (self);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vaccination_chooser_open (window_of (CAB_VACCINATION_PAGE (widget)), _("Take Vaccinations From a File"), (VaccinationChosen) cab_vaccination_page_import,
                            G_OBJECT (widget));
}

void
cab_vaccination_page_bind_giving (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "vaccination.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "vaccination.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "vaccination.export-entry", NULL, export_entry_action);
  gtk_widget_class_install_action (widget_class, "vaccination.deposit-snapshot", NULL, deposit_snapshot_action);
  gtk_widget_class_install_action (widget_class, "vaccination.import", NULL, import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "vaccination.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "vaccination.import", NULL);
}
