/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-list.h"

#include "cab-document-model.h"
#include "cab-error-page.h"
#include "cab-table.h"
#include "model-issue.h"

#include <glib/gi18n-lib.h>

struct _CabDocumentList
{
  AdwBin parent_instance;

  GtkSearchEntry  *filter_entry;
  GtkLabel        *count_label;
  GtkToggleButton *own_chip;
  GtkToggleButton *earlier_chip;
  GtkLabel        *earlier_label;
  GtkProgressBar  *progress_bar;
  GtkStack        *stack;
  CabTable        *table;
  CabErrorPage    *error_page;
  GtkWidget       *problem_bar;
  GtkLabel        *problem_label;
  GtkWidget       *warnings_icon;
  GtkLabel        *warnings_label;
  GtkLabel        *warnings_details;

  CabDocumentModel     *model;      /* (owned) */
  RecordPatientContext *context;    /* (owned) (nullable) */
  RecordDocumentList   *documents;  /* (owned) (nullable) */
  RecordDocumentList   *superseded; /* (owned) (nullable) once they are wanted */
  gboolean              click_activates;
  gboolean              focus_taken; /* in this record */
};

G_DEFINE_FINAL_TYPE (CabDocumentList, cab_document_list, ADW_TYPE_BIN)

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_CLICK_ACTIVATES,
} CabDocumentListProperty;

static GParamSpec *properties[PROP_CLICK_ACTIVATES + 1];

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Beside the reader it is the sidebar. */
static const CabTableLayout layout = { N_("Documents"), 440, 680, 540 };

static const CabTableColumn columns[] = {
  { CAB_COLUMN_DATE, N_("Date"), 112, CAB_TABLE_COLUMN_YEAR | CAB_TABLE_COLUMN_NUMERIC },
  { CAB_COLUMN_TITLE, N_("Document"), 0, CAB_TABLE_COLUMN_NAMES },
  { CAB_COLUMN_TYPE, N_("Type"), 150, CAB_TABLE_COLUMN_WIDE | CAB_TABLE_COLUMN_RESIZABLE },
  /* Translators: who wrote it: institution and author. */
  { CAB_COLUMN_SOURCE, N_("Source"), 160, CAB_TABLE_COLUMN_RESIZABLE },
  { CAB_COLUMN_FORMAT, N_("Format"), 84, CAB_TABLE_COLUMN_WIDE | CAB_TABLE_COLUMN_DIM },
};

static const char *
choose_page (CabDocumentList *self)
{
  gboolean loading = record_document_list_get_loading (self->documents);

  if (cab_document_model_get_n_shown (self->model) > 0)
    return "table";
  if (cab_document_model_get_n_all (self->model) > 0)
    return "no-hits";
  if (record_document_list_get_problem (self->documents) != NULL)
    return "error";
  return loading || !record_document_list_get_complete (self->documents) ? "loading" : "empty";
}

static gboolean
wants_earlier (CabDocumentList *self)
{
  return gtk_toggle_button_get_active (self->earlier_chip);
}

/* With their number, once it is known. */
static void
show_earlier (CabDocumentList *self)
{
  g_autofree char *text = NULL;

  if (wants_earlier (self) && self->superseded != NULL && record_document_list_get_complete (self->superseded))
    /* Translators: a switch above the list, with their number. */
    text = g_strdup_printf (_("Earlier Versions (%u)"), cab_document_model_get_n_superseded (self->model));
  gtk_label_set_text (self->earlier_label, text != NULL ? text : _("Earlier Versions"));
}

static void
show_count (CabDocumentList *self)
{
  guint            n_all = cab_document_model_get_n_all (self->model);
  guint            n_earlier = wants_earlier (self) ? cab_document_model_get_n_superseded (self->model) : 0;
  guint            n_shown = cab_document_model_get_n_shown (self->model);
  gint64           total = self->documents != NULL ? record_document_list_get_total (self->documents) : -1;
  gboolean         complete = self->documents != NULL && record_document_list_get_complete (self->documents);
  g_autofree char *text = NULL;

  if (n_shown != n_all)
    /* Translators: documents that pass the filter, of all. */
    text = g_strdup_printf (_("%u of %u"), n_shown, n_all);
  else if (!complete && total > (gint64) n_all)
    /* Translators: documents that have arrived, of those that will. */
    text = g_strdup_printf (_("%u of %u arrived"), n_all, (guint) total);
  else if (n_all > 0)
    text = g_strdup_printf (ngettext ("%u document", "%u documents", n_all - n_earlier), n_all - n_earlier);

  gtk_label_set_text (self->count_label, text != NULL ? text : "");
}

static void
show_progress (CabDocumentList *self)
{
  gboolean loading = self->documents != NULL && record_document_list_get_loading (self->documents);
  gint64   total = self->documents != NULL ? record_document_list_get_total (self->documents) : -1;
  guint    n_all = cab_document_model_get_n_all (self->model);

  gtk_widget_set_opacity (GTK_WIDGET (self->progress_bar), loading ? 1 : 0);
  if (!loading)
    gtk_progress_bar_set_fraction (self->progress_bar, 0);
  else if (total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, MIN (1.0, (double) n_all / (double) total));
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
show_problem (CabDocumentList *self)
{
  ModelProblem *problem = self->documents != NULL ? record_document_list_get_problem (self->documents) : NULL;
  gboolean      in_bar = FALSE;

  cab_error_page_set_problem (self->error_page, problem);
  if (problem == NULL && wants_earlier (self) && self->superseded != NULL)
    problem = record_document_list_get_problem (self->superseded);
  in_bar = problem != NULL && cab_document_model_get_n_all (self->model) > 0;
  gtk_label_set_text (self->problem_label, in_bar ? model_problem_get_sentence (problem) : "");
  gtk_widget_set_visible (self->problem_bar, in_bar);
}

/* Communities that did not answer are counted; any other warning is told in its own words. */
static void
show_warnings (CabDocumentList *self)
{
  GListModel *issues = self->documents != NULL ? record_document_list_get_warnings (self->documents) : NULL;
  guint       n = issues != NULL ? g_list_model_get_n_items (issues) : 0;
  g_autoptr(GString) details = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint            n_silent = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (issues, i);

      if (model_issue_get_community (issue) != NULL)
        n_silent++;
      g_string_append_printf (details, "%s• %s", i > 0 ? "\n" : "", model_issue_get_text (issue));
    }

  if (n > 0 && n_silent == n)
    text = g_strdup_printf (ngettext ("%u community did not answer", "%u communities did not answer", n_silent), n_silent);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u notice from the community", "%u notices from the community", n), n);

  gtk_label_set_text (self->warnings_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_label), n > 0);
  gtk_widget_set_visible (self->warnings_icon, n > 0);
  gtk_label_set_text (self->warnings_details, details->str);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_details), n > 0);
}

/* The first rows take the focus, unless the person has put it somewhere by then. */
static void
take_focus (CabDocumentList *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->focus_taken || root == NULL || cab_document_model_get_n_shown (self->model) == 0)
    return;

  self->focus_taken = TRUE;
  if (focus == NULL || focus == GTK_WIDGET (self))
    cab_document_list_grab_rows (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static void
update_all (CabDocumentList *self)
{
  show_count (self);
  show_earlier (self);
  show_progress (self);
  show_problem (self);
  gtk_widget_set_visible (GTK_WIDGET (self->own_chip),
                          cab_document_model_get_n_own (self->model) > 0 || gtk_toggle_button_get_active (self->own_chip));
  gtk_stack_set_visible_child_name (self->stack, self->documents != NULL ? choose_page (self) : "loading");
  take_focus (self);
}

static void
filter_changed_cb (CabDocumentList *self)
{
  cab_document_model_set_filter (self->model, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
}

static void
own_toggled_cb (CabDocumentList *self)
{
  cab_document_model_want_own (self->model, gtk_toggle_button_get_active (self->own_chip));
}

/* Asked for when they are wanted, not before: the patient sees each search. */
static void
earlier_toggled_cb (CabDocumentList *self)
{
  gboolean wanted = wants_earlier (self);

  cab_document_model_want_superseded (self->model, wanted);
  if (wanted && self->superseded == NULL && self->context != NULL)
    {
      self->superseded = g_object_ref (record_patient_context_get_superseded (self->context));
      g_signal_connect_object (self->superseded, "notify", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
      cab_document_model_set_superseded (self->model, G_LIST_MODEL (self->superseded));
    }
  else if (wanted && self->superseded != NULL)
    record_document_list_continue (self->superseded);
  update_all (self);
}

static void
filter_activate_cb (CabDocumentList *self)
{
  if (gtk_selection_model_is_selected (cab_document_model_get_selection (self->model), 0) ||
      cab_document_model_get_n_shown (self->model) == 0)
    return;

  gtk_selection_model_select_item (cab_document_model_get_selection (self->model), 0, TRUE);
  cab_document_list_grab_rows (self);
}

static void
filter_stop_cb (CabDocumentList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_toggle_button_set_active (self->own_chip, FALSE);
  cab_document_list_grab_rows (self);
}

static void
continue_cb (CabDocumentList *self)
{
  if (self->documents != NULL)
    record_document_list_continue (self->documents);
  if (self->superseded != NULL)
    record_document_list_continue (self->superseded);
}

static void
way_cb (CabDocumentList *self,
        int              way)
{
  if (way == MODEL_WAY_SIGN_IN)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", NULL);
  else if (way == MODEL_WAY_BACK_TO_SEARCH)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-patient", NULL);
  else
    cab_document_list_reload (self);
}

static void
activated_cb (CabDocumentList *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
document_cb (CabDocumentList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
cab_document_list_dispose (GObject *object)
{
  CabDocumentList *self = CAB_DOCUMENT_LIST (object);

  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  if (self->superseded != NULL)
    g_signal_handlers_disconnect_by_data (self->superseded, self);
  g_clear_object (&self->documents);
  g_clear_object (&self->superseded);
  g_clear_object (&self->context);
  if (self->model != NULL)
    cab_document_model_set_sorter (self->model, NULL); /* nothing is sorted again while it goes */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (cab_document_list_parent_class)->dispose (object);
}

static void
cab_document_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CabDocumentList *self = CAB_DOCUMENT_LIST (object);

  switch ((CabDocumentListProperty) prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, cab_document_list_get_document (self));
      break;
    case PROP_CLICK_ACTIVATES:
      g_value_set_boolean (value, self->click_activates);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_document_list_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CabDocumentList *self = CAB_DOCUMENT_LIST (object);

  switch ((CabDocumentListProperty) prop_id)
    {
    case PROP_CLICK_ACTIVATES:
      self->click_activates = g_value_get_boolean (value);
      break;
    case PROP_DOCUMENT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, count_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, own_chip);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, earlier_chip);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, earlier_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, stack);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, table);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, error_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, warnings_icon);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, warnings_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentList, warnings_details);
}

static void
cab_document_list_class_init (CabDocumentListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_document_list_dispose;
  object_class->get_property = cab_document_list_get_property;
  object_class->set_property = cab_document_list_set_property;

  properties[PROP_DOCUMENT] =
      g_param_spec_object ("document", NULL, NULL, MODEL_TYPE_DOCUMENT,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLICK_ACTIVATES] =
      g_param_spec_boolean ("click-activates", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  g_type_ensure (CAB_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-document-list.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_set_css_name (widget_class, "documentlist");
}

static void
cab_document_list_init (CabDocumentList *self)
{
  self->model = cab_document_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cab_table_set_layout (self->table, &layout);
  cab_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
  cab_table_sort (self->table, CAB_COLUMN_DATE, GTK_SORT_DESCENDING);
  cab_document_model_set_sorter (self->model, cab_table_get_sorter (self->table));
  cab_table_set_selection (self->table, GTK_SINGLE_SELECTION (cab_document_model_get_selection (self->model)));

  g_signal_connect_object (self->model, "notify::document", G_CALLBACK (document_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-shown", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cab_document_list_new (void)
{
  return g_object_new (CAB_TYPE_DOCUMENT_LIST, NULL);
}

void
cab_document_list_set_session (CabDocumentList *self,
                               RecordSession   *session)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  cab_document_model_set_session (self->model, session);
}

void
cab_document_list_set_menu (CabDocumentList *self,
                            GMenuModel      *menu)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  cab_table_set_menu (self->table, menu);
}

void
cab_document_list_set_context (CabDocumentList      *self,
                               RecordPatientContext *context)
{
  RecordDocumentList *documents = context != NULL ? record_patient_context_get_documents (context) : NULL;

  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  if (self->superseded != NULL)
    g_signal_handlers_disconnect_by_data (self->superseded, self);
  g_clear_object (&self->superseded);
  cab_document_model_set_documents (self->model, NULL);
  gtk_toggle_button_set_active (self->own_chip, FALSE);
  gtk_toggle_button_set_active (self->earlier_chip, FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->filter_entry), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->filter_entry), TRUE);
  cab_table_sort (self->table, CAB_COLUMN_DATE, GTK_SORT_DESCENDING);

  self->focus_taken = FALSE;
  g_set_object (&self->context, context);
  g_set_object (&self->documents, documents);
  if (documents != NULL)
    {
      cab_document_model_set_documents (self->model, G_LIST_MODEL (documents));
      g_signal_connect_object (documents, "notify", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (record_document_list_get_warnings (documents), "items-changed",
                               G_CALLBACK (show_warnings), self, G_CONNECT_SWAPPED);
    }
  show_warnings (self);
  update_all (self);
}

ModelDocument *
cab_document_list_get_document (CabDocumentList *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_LIST (self), NULL);

  return cab_document_model_get_document (self->model);
}

void
cab_document_list_choose (CabDocumentList *self,
                          ModelDocument   *document)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  if (model_document_get_status (document) == MODEL_DOCUMENT_SUPERSEDED)
    gtk_toggle_button_set_active (self->earlier_chip, TRUE);
  cab_document_model_choose (self->model, document);
}

void
cab_document_list_step (CabDocumentList *self,
                        int              step)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  cab_table_step (self->table, step);
}

void
cab_document_list_reload (CabDocumentList *self)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  if (self->documents != NULL)
    record_document_list_reload (self->documents);
}

void
cab_document_list_grab_filter (CabDocumentList *self)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
}

/* While there are no rows the list itself holds the focus for them. */
void
cab_document_list_grab_rows (CabDocumentList *self)
{
  g_return_if_fail (CAB_IS_DOCUMENT_LIST (self));

  if (cab_document_model_get_n_shown (self->model) > 0)
    {
      cab_table_grab_rows (self->table);
      return;
    }

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
