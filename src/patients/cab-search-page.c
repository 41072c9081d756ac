/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-search-page.h"

#include "cab-error-page.h"
#include "cab-patient-row.h"
#include "cab-query-chip.h"
#include "cab-query-text.h"
#include "cab-search-fields.h"
#include "cab-wrap-layout.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

struct _CabSearchPage
{
  AdwBin parent_instance;

  GtkSearchEntry  *entry;
  GtkButton       *search_button;
  GtkBox          *chips_box;
  GtkRevealer     *chips_revealer;
  GtkWidget       *outcome_box;
  GtkListBox      *matches_list;
  GtkLabel        *warnings_label;
  CabSearchFields *fields;
  CabErrorPage    *error_page;
  GtkListBox      *recent_list;
  GtkWidget       *recent_box;
  GtkWidget       *hint_label;

  RecordSession     *session;     /* (owned) (nullable) */
  ModelPatientQuery *query;       /* (owned) (not nullable) what the chips show */
  GCancellable      *cancellable; /* (owned) (nullable) of the search that runs */
};

G_DEFINE_FINAL_TYPE (CabSearchPage, cab_search_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_DEPOSIT_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void update_chips (CabSearchPage *self);

/* Pages in a box, not in a stack: one that lets its pages differ in height asks for the width of
 * their longest line. */
static void
show_outcome (CabSearchPage *self,
              const char    *name)
{
  for (GtkWidget *page = gtk_widget_get_first_child (self->outcome_box); page != NULL; page = gtk_widget_get_next_sibling (page))
    gtk_widget_set_visible (page, g_str_equal (gtk_widget_get_name (page), name));
}

static void
cancel_search (CabSearchPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clear_list_box (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* What was found no longer answers what stands in the box. */
static void
forget_outcome (CabSearchPage *self)
{
  cancel_search (self);
  show_outcome (self, "idle");
  clear_list_box (self->matches_list);
  gtk_label_set_text (self->warnings_label, "");
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_label), FALSE);
  cab_error_page_set_problem (self->error_page, NULL);
  cab_search_fields_clear (self->fields);
}

static void
take_query (CabSearchPage     *self,
            ModelPatientQuery *query)
{
  g_clear_object (&self->query);
  self->query = query;
  update_chips (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search_button), model_patient_query_is_usable (query));
}

static void
parse_entry (CabSearchPage *self)
{
  ModelDate today = model_date_today ();

  take_query (self, model_patient_query_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &today));
}

static void
entry_changed_cb (CabSearchPage *self)
{
  forget_outcome (self);
  parse_entry (self);
}

/* A part changed by its chip: the line follows, so that typing on goes from there. */
static void
change_part (CabSearchPage     *self,
             ModelQueryPartKind kind,
             const char        *text)
{
  ModelPatientQuery *query = model_patient_query_with (self->query, kind, text);
  g_autofree char   *line = cab_query_text_compose (query);

  g_signal_handlers_block_by_func (self->entry, entry_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), line);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  g_signal_handlers_unblock_by_func (self->entry, entry_changed_cb, self);

  forget_outcome (self);
  take_query (self, query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
chip_edited_cb (CabSearchPage *self,
                const char    *text,
                CabQueryChip  *chip)
{
  change_part (self, cab_query_chip_get_kind (chip), text);
}

static void
chip_removed_cb (CabSearchPage *self,
                 CabQueryChip  *chip)
{
  change_part (self, cab_query_chip_get_kind (chip), NULL);
}

static void
update_chips (CabSearchPage *self)
{
  guint      n = model_patient_query_get_n_parts (self->query);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->chips_box))) != NULL)
    gtk_box_remove (self->chips_box, old);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = cab_query_chip_new (model_patient_query_get_part (self->query, i));

      g_signal_connect_object (chip, "edited", G_CALLBACK (chip_edited_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (chip, "removed", G_CALLBACK (chip_removed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->chips_box, chip);
    }

  gtk_revealer_set_reveal_child (self->chips_revealer, n > 0);
}

static void
show_warnings (CabSearchPage *self,
               GListModel    *issues)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (issues); i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (issues, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", model_issue_get_text (issue));
    }

  gtk_label_set_text (self->warnings_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_label), text->len > 0);
}

static void row_activated_cb (CabSearchPage *self, CabPatientRow *row);

static void
row_deposit_cb (CabSearchPage *self,
                CabPatientRow *row)
{
  g_signal_emit (self, signals[SIGNAL_DEPOSIT_WANTED], 0);
  row_activated_cb (self, row);
}

static GtkWidget *
new_row (CabSearchPage *self,
         ModelPatient  *patient)
{
  GtkWidget *row = cab_patient_row_new (patient);

  cab_patient_row_set_can_deposit (CAB_PATIENT_ROW (row), TRUE);
  g_signal_connect_object (row, "deposit", G_CALLBACK (row_deposit_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
show_matches (CabSearchPage *self,
              GListModel    *patients)
{
  for (guint i = 0; i < g_list_model_get_n_items (patients); i++)
    {
      g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, i);

      gtk_list_box_append (self->matches_list, new_row (self, patient));
    }

  show_outcome (self, "matches");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->matches_list, 0)));
}

static void
show_match (CabSearchPage *self,
            RecordMatch   *match)
{
  GListModel     *patients = record_match_get_patients (match);
  RecordMatchKind kind = record_match_get_kind (match);

  show_warnings (self, record_match_get_issues (match));
  if (kind == RECORD_MATCH_TOO_MANY)
    {
      cab_search_fields_ask (self->fields, record_match_get_asked (match), self->query);
      show_outcome (self, "too-many");
      cab_search_fields_grab_first (self->fields);
    }
  else if (kind == RECORD_MATCH_FOUND && g_list_model_get_n_items (patients) > 0)
    show_matches (self, patients);
  else
    {
      show_outcome (self, "nobody");
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CabSearchPage) self = CAB_SEARCH_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordMatch) match = record_session_search_finish (RECORD_SESSION (object), result, &error);
  g_autoptr(ModelProblem) problem = NULL;

  /* Another search began, or the page was emptied. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (match != NULL)
    {
      show_match (self, match);
      return;
    }

  problem = record_problem_new_from_error (error);
  cab_error_page_set_problem (self->error_page, problem);
  show_outcome (self, problem != NULL ? "error" : "idle");
}

static void
start_search (CabSearchPage *self)
{
  if (self->session == NULL || !model_patient_query_is_usable (self->query))
    return;

  forget_outcome (self);
  show_outcome (self, "busy");
  self->cancellable = g_cancellable_new ();
  record_session_search_async (self->session, self->query, self->cancellable, searched_cb, g_object_ref (self));
}

static void
search_again_cb (CabSearchPage *self)
{
  ModelPatientQuery *query = cab_search_fields_apply (self->fields, self->query);

  if (query == NULL)
    return;

  take_query (self, query);
  start_search (self);
}

static void
cancel_clicked_cb (CabSearchPage *self)
{
  forget_outcome (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
stop_search_cb (CabSearchPage *self)
{
  cab_search_page_reset (self);
}

static void
way_cb (CabSearchPage *self,
        int            way)
{
  switch ((ModelWay) way)
    {
    case MODEL_WAY_SIGN_IN:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", NULL);
      break;
    case MODEL_WAY_UNLOCK_KEYRING:
      record_session_unlock_keyring (self->session);
      break;
    case MODEL_WAY_BACK_TO_SEARCH:
      cancel_clicked_cb (self);
      break;
    case MODEL_WAY_RETRY:
    case MODEL_WAY_RELOAD_LIST:
      start_search (self);
      break;
    case MODEL_WAY_NONE:
    case MODEL_WAY_SAVE_COPY:
    case MODEL_WAY_ENTER_PASSWORD:
    default:
      break;
    }
}

static void
row_activated_cb (CabSearchPage *self,
                  CabPatientRow *row)
{
  g_autoptr(ModelPatient) patient = g_object_ref (cab_patient_row_get_patient (row));

  cab_search_page_reset (self);
  record_session_open_patient (self->session, patient);
}

static GtkWidget *
make_recent_row (gpointer item,
                 gpointer user_data)
{
  return new_row (CAB_SEARCH_PAGE (user_data), MODEL_PATIENT (item));
}

static void
recent_changed_cb (CabSearchPage *self)
{
  gboolean any = self->session != NULL && g_list_model_get_n_items (record_session_get_recent (self->session)) > 0;

  gtk_widget_set_visible (self->recent_box, any);
}

static void
cab_search_page_dispose (GObject *object)
{
  CabSearchPage *self = CAB_SEARCH_PAGE (object);

  cancel_search (self);
  g_clear_object (&self->session);
  g_clear_object (&self->query);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_search_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, chips_box);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, chips_revealer);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, matches_list);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, warnings_label);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, fields);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, CabSearchPage, hint_label);
}

static void
cab_search_page_class_init (CabSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_search_page_dispose;

  g_type_ensure (CAB_TYPE_SEARCH_FIELDS);
  g_type_ensure (CAB_TYPE_ERROR_PAGE);

  signals[SIGNAL_DEPOSIT_WANTED] = g_signal_new ("deposit-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-search-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_search);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
cab_search_page_init (CabSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->chips_box), g_object_new (CAB_TYPE_WRAP_LAYOUT, NULL));
  parse_entry (self);
}

GtkWidget *
cab_search_page_new (void)
{
  return g_object_new (CAB_TYPE_SEARCH_PAGE, NULL);
}

void
cab_search_page_set_session (CabSearchPage *self,
                             RecordSession *session)
{
  g_return_if_fail (CAB_IS_SEARCH_PAGE (self));

  if (self->session == session)
    return;

  cab_search_page_reset (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (record_session_get_recent (self->session), recent_changed_cb, self);
  gtk_list_box_bind_model (self->recent_list, NULL, NULL, NULL, NULL);

  g_set_object (&self->session, session);
  if (session != NULL)
    {
      GListModel *recent = record_session_get_recent (session);

      gtk_list_box_bind_model (self->recent_list, recent, make_recent_row, self, NULL);
      g_signal_connect_object (recent, "items-changed", G_CALLBACK (recent_changed_cb), self, G_CONNECT_SWAPPED);
    }
  recent_changed_cb (self);
}

void
cab_search_page_reset (CabSearchPage *self)
{
  g_return_if_fail (CAB_IS_SEARCH_PAGE (self));

  /* emptying what can be undone would leave the name in the history */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), TRUE);
  forget_outcome (self);
  parse_entry (self);
}

void
cab_search_page_grab_entry (CabSearchPage *self)
{
  g_return_if_fail (CAB_IS_SEARCH_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
cab_search_page_set_text (CabSearchPage *self,
                          const char    *text)
{
  g_return_if_fail (CAB_IS_SEARCH_PAGE (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
