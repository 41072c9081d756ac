/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-change-dialog.h"

#include "cab-coding-row.h"
#include "record-change.h"
#include "record-labels.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

struct _CabChangeDialog
{
  AdwWindow parent_instance;

  AdwHeaderBar *header_bar;
  GtkButton    *cancel_button;
  GtkButton    *apply_button;
  GtkSpinner   *spinner;
  GtkWidget    *problem_box;
  GtkLabel     *problem_title;
  GtkLabel     *problem_label;
  GtkExpander  *problem_details;
  GtkLabel     *problem_details_label;
  GtkButton    *reload_button;
  GtkStack     *stack;
  GtkWidget    *details_page;
  AdwEntryRow  *title_row;
  CabCodingRow *type_row;
  CabCodingRow *class_row;
  CabCodingRow *confidentiality_row;
  CabCodingRow *language_row;
  CabCodingRow *facility_row;
  CabCodingRow *setting_row;
  AdwEntryRow  *comment_row;
  AdwActionRow *date_row;
  AdwActionRow *author_row;
  AdwActionRow *format_row;
  GtkLabel     *question_label;
  GtkLabel     *deletion_label;

  RecordPatientContext *context;     /* (owned) */
  ModelDocument        *document;    /* (owned) */
  RecordChange         *change;      /* (owned) (nullable) NULL: deletion */
  GCancellable         *cancellable; /* (owned) (nullable) while it is sent */
};

G_DEFINE_FINAL_TYPE (CabChangeDialog, cab_change_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static CabCodingRow *
row_of (CabChangeDialog *self,
        RecordField      field)
{
  CabCodingRow *const rows[RECORD_N_FIELDS] = {
    [RECORD_FIELD_TYPE] = self->type_row,
    [RECORD_FIELD_CLASS] = self->class_row,
    [RECORD_FIELD_CONFIDENTIALITY] = self->confidentiality_row,
    [RECORD_FIELD_LANGUAGE] = self->language_row,
    [RECORD_FIELD_FACILITY_TYPE] = self->facility_row,
    [RECORD_FIELD_PRACTICE_SETTING] = self->setting_row,
  };

  return rows[field];
}

static void
update (CabChangeDialog *self)
{
  gboolean sending = self->cancellable != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button),
                            !sending && (self->change == NULL || record_change_get_ready (self->change)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !sending);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), sending);
  gtk_spinner_set_spinning (self->spinner, sending);
}

static void
show_problem (CabChangeDialog *self,
              ModelProblem    *problem)
{
  const char *details = problem != NULL ? model_problem_get_details (problem) : NULL;

  gtk_widget_set_visible (self->problem_box, problem != NULL);
  if (problem == NULL)
    return;

  gtk_label_set_text (self->problem_title, model_problem_get_title (problem));
  gtk_label_set_text (self->problem_label, model_problem_get_sentence (problem));
  gtk_label_set_text (self->problem_details_label, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_details), details != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reload_button), model_problem_get_way (problem) == MODEL_WAY_RELOAD_LIST);
}

static void
show_code (CabChangeDialog *self,
           int              field)
{
  CabCodingRow *row = row_of (self, (RecordField) field);
  g_autoptr(GListModel) choices = record_change_list_choices (self->change, (RecordField) field);

  cab_coding_row_set_choices (row, choices);
  cab_coding_row_set_coding (row, record_change_get_code (self->change, (RecordField) field));
  if (field == RECORD_FIELD_TYPE)
    show_code (self, RECORD_FIELD_CLASS);
}

static void
chosen_cb (CabChangeDialog *self,
           CabCodingRow    *row)
{
  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    if (row_of (self, (RecordField) i) == row && cab_coding_row_get_coding (row) != NULL)
      record_change_set_code (self->change, (RecordField) i, cab_coding_row_get_coding (row));
}

static void
title_changed_cb (CabChangeDialog *self)
{
  if (self->change != NULL)
    record_change_set_title (self->change, gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
}

static void
comment_changed_cb (CabChangeDialog *self)
{
  if (self->change != NULL)
    record_change_set_comment (self->change, gtk_editable_get_text (GTK_EDITABLE (self->comment_row)));
}

/* The answer of a sending; the dialog may be gone by then, and is kept for that long. */
static void
take_answer (CabChangeDialog *self,
             gboolean         done,
             const GError    *error)
{
  g_autoptr(ModelProblem) problem = NULL;

  if (self->cancellable == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (done)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0,
                     self->change != NULL ? _("The details were changed.") : _("Deletion was requested."));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  problem = record_problem_new_for_change (error);
  show_problem (self, problem);
  update (self);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CabChangeDialog) self = CAB_CHANGE_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  gboolean done = record_change_apply_finish (RECORD_CHANGE (object), result, &error);

  take_answer (self, done, error);
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CabChangeDialog) self = CAB_CHANGE_DIALOG (user_data);
  g_autoptr(GError) error = NULL;
  gboolean done = record_change_request_deletion_finish (RECORD_PATIENT_CONTEXT (object), result, &error);

  take_answer (self, done, error);
}

static void
apply_cb (CabChangeDialog *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->apply_button)))
    return;

  show_problem (self, NULL);
  self->cancellable = g_cancellable_new ();
  update (self);
  if (self->change != NULL)
    record_change_apply_async (self->change, self->cancellable, applied_cb, g_object_ref (self));
  else
    record_change_request_deletion_async (self->context, self->document, self->cancellable, requested_cb, g_object_ref (self));
}

/* What was on its way may have been done or not: the list is the one that knows. */
static void
leave (CabChangeDialog *self,
       gboolean         reload)
{
  gboolean sending = self->cancellable != NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if ((sending || reload) && !record_patient_context_is_closed (self->context))
    record_document_list_reload (record_patient_context_get_documents (self->context));
}

static gboolean
cab_change_dialog_close_request (GtkWindow *window)
{
  leave (CAB_CHANGE_DIALOG (window), FALSE);

  return GTK_WINDOW_CLASS (cab_change_dialog_parent_class)->close_request (window);
}

static void
reload_clicked_cb (CabChangeDialog *self)
{
  leave (self, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
closed_cb (CabChangeDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cab_change_dialog_dispose (GObject *object)
{
  CabChangeDialog *self = CAB_CHANGE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->change != NULL)
    g_signal_handlers_disconnect_by_data (self->change, self);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->change);
  g_clear_object (&self->document);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cab_change_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, header_bar);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, problem_title);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, problem_details);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, problem_details_label);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, reload_button);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, details_page);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, confidentiality_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, facility_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, setting_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, comment_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, author_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, question_label);
  gtk_widget_class_bind_template_child (widget_class, CabChangeDialog, deletion_label);
}

static void
cab_change_dialog_class_init (CabChangeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_change_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cab_change_dialog_close_request;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CAB_TYPE_CODING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-change-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "activate-default", NULL);
}

static void
cab_change_dialog_init (CabChangeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CabChangeDialog *
dialog_new (GtkWindow            *parent,
            RecordPatientContext *context,
            ModelDocument        *document)
{
  CabChangeDialog *self = g_object_new (CAB_TYPE_CHANGE_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->document = g_object_ref (document);
  g_signal_connect_object (context, "notify::closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
show_text (AdwActionRow *row,
           const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, *escaped != '\0' ? escaped : "–");
}

/* So that nobody looks for them above. */
static void
show_fixed (CabChangeDialog *self)
{
  g_autofree char *date = model_date_format (model_document_get_created (self->document));
  const char      *source = model_document_get_source (self->document);
  const char      *author = model_document_get_author_name (self->document);
  gboolean         both = *author != '\0' && *source != '\0' && !g_str_equal (author, source);
  g_autofree char *from = g_strdup_printf ("%s%s%s", both || *source == '\0' ? author : "", both ? ", " : "", source);

  show_text (self->date_row, date);
  show_text (self->author_row, from);
  show_text (self->format_row, record_label_format (self->document));
}

GtkWidget *
cab_change_dialog_new (GtkWindow            *parent,
                       RecordPatientContext *context,
                       ModelDocument        *document)
{
  CabChangeDialog *self = dialog_new (parent, context, document);

  gtk_window_set_title (GTK_WINDOW (self), _("Change Details"));
  gtk_button_set_label (self->apply_button, _("C_hange"));
  gtk_widget_add_css_class (GTK_WIDGET (self->apply_button), "suggested-action");
  self->change = record_change_new (context, document);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), record_change_get_title (self->change));
  gtk_editable_set_text (GTK_EDITABLE (self->comment_row), record_change_get_comment (self->change));
  for (int i = 0; i < RECORD_N_FIELDS; i++)
    if (row_of (self, (RecordField) i) != NULL)
      show_code (self, i);
  show_fixed (self);
  g_signal_connect_object (self->change, "code-changed", G_CALLBACK (show_code), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->change, "notify::ready", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 680);
  gtk_stack_set_visible_child_name (self->stack, "details");
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  update (self);

  return GTK_WIDGET (self);
}

GtkWidget *
cab_change_dialog_new_deletion (GtkWindow            *parent,
                                RecordPatientContext *context,
                                ModelDocument        *document)
{
  CabChangeDialog *self = dialog_new (parent, context, document);
  g_autofree char *date = model_date_format (model_document_get_created (document));
  g_autofree char *text = NULL;

  /* Translators: a document’s title and its date. */
  text = g_strdup_printf (_("“%s” of %s stays in the record, marked as to be deleted. The patient and the community decide whether it is deleted; until then it can be read as before. This mark cannot be taken back here."),
                          record_label_title (document), date);
  gtk_window_set_title (GTK_WINDOW (self), _("Request Deletion?"));
  /* two long buttons leave it no room in the bar */
  adw_header_bar_set_title_widget (self->header_bar, gtk_label_new (NULL));
  gtk_label_set_text (self->question_label, _("Request Deletion?"));
  gtk_label_set_text (self->deletion_label, text);
  gtk_button_set_label (self->apply_button, _("_Request Deletion"));
  gtk_widget_add_css_class (GTK_WIDGET (self->apply_button), "destructive-action");
  gtk_window_set_default_size (GTK_WINDOW (self), 460, -1);
  gtk_widget_set_visible (self->details_page, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "deletion");
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  update (self);

  return GTK_WIDGET (self);
}
