/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-import.h"

#include "record-error.h"
#include "record-problem.h"
#include "record-vaccine-labels.h"
#include "vaccination-facts.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineImport
{
  AdwWindow parent_instance;

  AdwToastOverlay *import_toasts;
  GtkStack        *import_stack;
  AdwStatusPage   *import_error;
  GtkLabel        *import_summary;
  GtkWidget       *difference_box;
  GtkLabel        *difference_label;
  GtkCheckButton  *same_person;
  GtkWidget       *entries_group;
  GtkSwitch       *import_restricted;
  GtkButton       *import_deposit;

  RecordSession           *session; /* (owned) */
  RecordVaccinationImport *import;  /* (owned) (nullable) until it is read */
  GCancellable            *working; /* (owned) */
  gboolean                 sending;
};

G_DEFINE_FINAL_TYPE (CabVaccineImport, cab_vaccine_import, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (CabVaccineImport *self)
{
  guint            n = self->import != NULL ? record_vaccination_import_get_n_taken (self->import) : 0;
  g_autofree char *label = n > 0 ? g_strdup_printf (ngettext ("_Deposit %u Entry", "_Deposit %u Entries", n), n) : g_strdup (_("_Deposit"));

  gtk_button_set_label (self->import_deposit, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_deposit),
                            self->import != NULL && !self->sending && record_vaccination_import_get_ready (self->import));
}

/* What the record has of it, in words and with a symbol (R-VAC-102). */
static const char *
describe_state (RecordImportState state,
                const char      **icon)
{
  switch (state)
    {
    case RECORD_IMPORT_NEW:
      *icon = "list-add-symbolic";
      return _("New");

    case RECORD_IMPORT_KNOWN:
      *icon = "emblem-ok-symbolic";
      return _("Already in the record");

    case RECORD_IMPORT_CONFLICT:
      *icon = "dialog-warning-symbolic";
      return _("Differs from what is in the record");

    case RECORD_IMPORT_UNUSABLE:
    default:
      *icon = "action-unavailable-symbolic";
      return _("Cannot be taken: it says too little, or that it does not count");
    }
}

/* (transfer full) */
static char *
describe_entry (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *date = vaccination_words_for_date (&facts->date, facts->date_text);
  g_autofree char          *about = vaccination_facts_about (entry);

  return g_strdup_printf ("%s%s%s%s%s", vaccination_words_for_kind (facts->kind), *date != '\0' ? " · " : "", date, *about != '\0' ? " · " : "", about);
}

/* (transfer full) */
static char *
describe_line (RecordImportEntry *entry)
{
  ModelRecordLine    *line = record_import_entry_get_line (entry);
  ModelClinicalEntry *own = line != NULL ? model_record_line_get_entry (line) : NULL;
  g_autofree char    *difference = NULL;
  g_autofree char    *date = NULL;

  if (own == NULL || record_import_entry_get_state (entry) != RECORD_IMPORT_CONFLICT)
    return g_strdup ("");

  date = vaccination_words_for_date (&model_clinical_entry_get_facts (own)->date, model_clinical_entry_get_facts (own)->date_text);
  difference = model_clinical_entry_get_kind (own) == model_clinical_entry_get_kind (record_import_entry_get_entry (entry))
                   ? vaccination_facts_compare (own, record_import_entry_get_entry (entry))
                   : g_strdup ("");

  /* Translators: an entry that the record has, its date, how the entry in a file differs from it. */
  return g_strdup_printf (_("\nIn the record: %s, %s\n%s"), record_vaccine_label_entry (own), date, difference);
}

static void
add_entry (CabVaccineImport  *self,
           RecordImportEntry *entry)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *check = gtk_check_button_new ();
  GtkWidget       *image;
  const char      *icon;
  const char      *state = describe_state (record_import_entry_get_state (entry), &icon);
  g_autofree char *about = describe_entry (record_import_entry_get_entry (entry));
  g_autofree char *line = describe_line (entry);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s%s", about, state, line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), record_vaccine_label_entry (record_import_entry_get_entry (entry)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  image = gtk_image_new_from_icon_name (icon);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (check, record_import_entry_get_state (entry) != RECORD_IMPORT_UNUSABLE);
  g_object_bind_property (entry, "taken", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (entry, "notify::taken", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->entries_group), row);
}

/* (transfer full) */
static char *
summarise (CabVaccineImport *self)
{
  GListModel *entries = record_vaccination_import_get_entries (self->import);
  guint       counts[RECORD_IMPORT_UNUSABLE + 1] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (entries, i);

      counts[record_import_entry_get_state (entry)]++;
    }

  /* Translators: how many entries of a file are new, and so on. */
  return g_strdup_printf (_("New: %u. Already in the record: %u. Different: %u. Cannot be taken: %u."), counts[RECORD_IMPORT_NEW],
                          counts[RECORD_IMPORT_KNOWN], counts[RECORD_IMPORT_CONFLICT], counts[RECORD_IMPORT_UNUSABLE]);
}

static void
show_import (CabVaccineImport *self)
{
  GListModel      *entries = record_vaccination_import_get_entries (self->import);
  const char      *difference = record_vaccination_import_get_difference (self->import);
  g_autofree char *summary = summarise (self);

  gtk_label_set_text (self->import_summary, summary);
  gtk_widget_set_visible (self->difference_box, difference != NULL);
  gtk_label_set_text (self->difference_label, difference != NULL ? difference : "");
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (entries, i);

      add_entry (self, entry);
    }
  gtk_stack_set_visible_child_name (self->import_stack, "entries");
  update (self);
}

static const char *
explain (const GError *error)
{
  if (g_error_matches (error, RECORD_ERROR, RECORD_ERROR_FORMAT))
    return _("This file is no vaccination document. Export the vaccinations from your practice software as a FHIR document (CH VACD), as JSON or XML.");
  if (g_error_matches (error, RECORD_ERROR, RECORD_ERROR_EMPTY))
    return _("There is no vaccination and nothing else in this file.");
  if (g_error_matches (error, RECORD_ERROR, RECORD_ERROR_TOO_LARGE))
    return _("This file is far larger than a vaccination document can be.");

  return _("The file could not be read.");
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabVaccineImport) self = user_data;
  g_autoptr(GError) error = NULL;
  RecordVaccinationImport *import = record_vaccination_import_open_finish (result, &error);

  if (import != NULL && g_cancellable_is_cancelled (self->working))
    {
      g_object_unref (import);
      return;
    }
  if (import != NULL)
    {
      self->import = import;
      show_import (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_debug ("import: %s %d", g_quark_to_string (error->domain), error->code);
      adw_status_page_set_description (self->import_error, explain (error));
      gtk_stack_set_visible_child_name (self->import_stack, "error");
    }
}

static void
same_person_cb (CabVaccineImport *self)
{
  if (self->import == NULL)
    return;

  record_vaccination_import_set_confirmed (self->import, gtk_check_button_get_active (self->same_person));
  update (self);
}

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabVaccineImport) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = record_vaccination_import_deposit_finish (RECORD_VACCINATION_IMPORT (object), result, &error);

  self->sending = FALSE;
  if (self->import == NULL)
    return; /* the patient was closed meanwhile; what was taken is in her outbox */
  if (deposit != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_SENT], 0, deposit, object);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

      adw_toast_overlay_add_toast (self->import_toasts, adw_toast_new (model_problem_get_title (problem)));
      update (self);
    }
}

static void
import_deposit_cb (CabVaccineImport *self)
{
  if (self->import == NULL || self->sending || !record_vaccination_import_get_ready (self->import))
    return;

  self->sending = TRUE;
  update (self);
  record_vaccination_import_deposit_async (self->import, self->session, gtk_switch_get_active (self->import_restricted), self->working,
                                           deposited_cb, g_object_ref (self));
}

static void
cab_vaccine_import_dispose (GObject *object)
{
  CabVaccineImport *self = CAB_VACCINE_IMPORT (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->import);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cab_vaccine_import_parent_class)->dispose (object);
}

static void
cab_vaccine_import_finalize (GObject *object)
{
  CabVaccineImport *self = CAB_VACCINE_IMPORT (object);

  g_clear_object (&self->working);

  G_OBJECT_CLASS (cab_vaccine_import_parent_class)->finalize (object);
}

static void
cab_vaccine_import_class_init (CabVaccineImportClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_vaccine_import_dispose;
  object_class->finalize = cab_vaccine_import_finalize;

  signals[SIGNAL_SENT] = g_signal_new ("sent", CAB_TYPE_VACCINE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       RECORD_TYPE_DEPOSIT, RECORD_TYPE_VACCINATION_IMPORT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-import.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_toasts);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_error);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_summary);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, difference_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, difference_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, same_person);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, entries_group);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_restricted);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineImport, import_deposit);
  gtk_widget_class_bind_template_callback (widget_class, same_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_deposit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cab_vaccine_import_init (CabVaccineImport *self)
{
  self->working = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
cab_vaccine_import_new (GtkWindow          *parent,
                        RecordSession      *session,
                        RecordVaccinations *vaccinations,
                        GFile              *file)
{
  CabVaccineImport *self = g_object_new (CAB_TYPE_VACCINE_IMPORT, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (record_vaccinations_get_context (vaccinations), "notify::closed", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  record_vaccination_import_open_async (vaccinations, file, self->working, opened_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
