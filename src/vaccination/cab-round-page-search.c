/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is next: looked for as in the search box, shown large, confirmed by the person. */
#include "config.h"

#include "cab-round-page-private.h"

#include "cab-patient-row.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

static void
show_outcome (CabRoundPage *self,
              const char   *name)
{
  for (GtkWidget *page = gtk_widget_get_first_child (self->round_outcome); page != NULL; page = gtk_widget_get_next_sibling (page))
    gtk_widget_set_visible (page, g_str_equal (gtk_widget_get_name (page), name));
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_from (CabRoundPage *self)
{
  const char      *line = self->row != NULL ? cab_round_row_get_line (self->row) : NULL;
  g_autofree char *text = line != NULL ? g_strdup_printf (_("From your list: %s"), line) : g_strdup ("");

  show_text (self->round_from, text);
}

/* What was found no longer answers what stands in the box: it leaves the screen first. */
static void
forget_outcome (CabRoundPage *self)
{
  GtkListBoxRow *row;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  cab_round_card_set_draft (self->card, NULL, NULL, NULL);
  while ((row = gtk_list_box_get_row_at_index (self->round_matches, 0)) != NULL)
    gtk_list_box_remove (self->round_matches, GTK_WIDGET (row));
  cab_error_page_set_problem (self->round_error, NULL);
  show_text (self->round_warnings, "");
  show_outcome (self, "idle");
}

static void
entry_changed_cb (CabRoundPage *self)
{
  forget_outcome (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->round_entry)) == '\0')
    g_clear_object (&self->row);
  show_from (self);
}

void
cab_round_page_empty (CabRoundPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->round_entry), "");
  entry_changed_cb (self);
}

void
cab_round_page_take_line (CabRoundPage *self,
                          CabRoundRow  *row)
{
  cab_round_page_empty (self);
  g_set_object (&self->row, row);
  gtk_editable_set_text (GTK_EDITABLE (self->round_entry), cab_round_row_get_line (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
}

void
cab_round_page_next (CabRoundPage *self)
{
  CabRoundRow *next = vaccination_round_get_next (self->round);

  if (next != NULL)
    {
      cab_round_page_take_line (self, next);
      return;
    }

  cab_round_page_empty (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
}

/* A list of her line stays where it is; the text is chosen, so that whatever is typed next takes its place. */
static void
show_patient (CabRoundPage *self,
              ModelPatient *patient)
{
  g_autoptr(RecordEntryDraft) draft = record_entry_draft_new_for (vaccination_round_get_setting (self->round), patient);
  g_autofree char *number = record_session_dup_number (self->session, patient);

  cab_round_card_set_draft (self->card, draft, number, self->row != NULL ? cab_round_row_get_line (self->row) : NULL);
  show_outcome (self, "patient");
  cab_round_card_grab_confirm (self->card);
}

void
cab_round_page_renew_card (CabRoundPage *self)
{
  RecordEntryDraft *old = cab_round_card_get_draft (self->card);
  RecordEntryDraft *setting = vaccination_round_get_setting (self->round);
  g_autoptr(RecordEntryDraft) draft = NULL;
  g_autofree char *number = NULL;

  if (old == NULL)
    return;

  draft = record_entry_draft_new_for (setting, record_entry_draft_get_patient (old));
  record_entry_draft_set_text (draft, RECORD_ENTRY_DOSE, record_entry_draft_get_text (old, RECORD_ENTRY_DOSE));
  if (record_entry_draft_is_touched (old))
    record_entry_draft_set_code (draft, RECORD_ENTRY_SITE, record_entry_draft_get_code (old, RECORD_ENTRY_SITE));
  number = record_session_dup_number (self->session, record_entry_draft_get_patient (draft));
  cab_round_card_set_draft (self->card, draft, number, self->row != NULL ? cab_round_row_get_line (self->row) : NULL);
  cab_round_card_grab_confirm (self->card);
}

static void
match_activated_cb (CabRoundPage  *self,
                    CabPatientRow *row)
{
  g_autoptr(ModelPatient) patient = g_object_ref (cab_patient_row_get_patient (row));

  forget_outcome (self);
  show_patient (self, patient);
}

static void
show_matches (CabRoundPage *self,
              GListModel   *patients)
{
  for (guint i = 0; i < g_list_model_get_n_items (patients); i++)
    {
      g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, i);

      gtk_list_box_append (self->round_matches, cab_patient_row_new (patient));
    }
  show_outcome (self, "matches");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->round_matches, 0)));
}

static void
show_warnings (CabRoundPage *self,
               GListModel   *issues)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (issues); i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (issues, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", model_issue_get_text (issue));
    }
  show_text (self->round_warnings, text->str);
}

/* One, and the community does not doubt that it is she. */
static gboolean
is_certain (GListModel *patients)
{
  g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, 0);
  ModelMatchGrade grade = model_patient_get_grade (patient);

  return g_list_model_get_n_items (patients) == 1 && grade != MODEL_MATCH_POSSIBLE && grade != MODEL_MATCH_CERTAINLY_NOT;
}

static void
show_match (CabRoundPage *self,
            RecordMatch  *match)
{
  GListModel     *patients = record_match_get_patients (match);
  RecordMatchKind kind = record_match_get_kind (match);

  show_warnings (self, record_match_get_issues (match));
  if (kind == RECORD_MATCH_FOUND && g_list_model_get_n_items (patients) > 0)
    {
      if (is_certain (patients))
        {
          g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, 0);

          show_patient (self, patient);
        }
      else
        show_matches (self, patients);
      return;
    }

  show_outcome (self, kind == RECORD_MATCH_TOO_MANY ? "too-many" : "nobody");
  gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CabRoundPage) self = CAB_ROUND_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordMatch) match = record_session_search_finish (RECORD_SESSION (object), result, &error);
  g_autoptr(ModelProblem) problem = NULL;

  /* another search began, or the page was emptied */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (match != NULL)
    {
      show_match (self, match);
      return;
    }

  problem = record_problem_new_from_error (error);
  cab_error_page_set_problem (self->round_error, problem);
  show_outcome (self, problem != NULL ? "error" : "idle");
}

/* What looks like a number and is none is not sent; its sentence says why. */
static void
explain_query (CabRoundPage *self)
{
  for (guint i = 0; i < model_patient_query_get_n_parts (self->query); i++)
    if (model_patient_query_get_part (self->query, i)->kind == MODEL_QUERY_UNUSABLE)
      show_text (self->round_warnings, model_patient_query_get_part (self->query, i)->reason);
}

static void
start_search_cb (CabRoundPage *self)
{
  ModelDate today = model_date_today ();

  if (self->session == NULL)
    return;

  forget_outcome (self);
  cab_round_page_say (self, "", FALSE);
  g_clear_object (&self->query);
  self->query = model_patient_query_parse (gtk_editable_get_text (GTK_EDITABLE (self->round_entry)), &today);
  explain_query (self);
  if (!model_patient_query_is_usable (self->query))
    return;

  show_outcome (self, "busy");
  self->cancellable = g_cancellable_new ();
  record_session_search_async (self->session, self->query, self->cancellable, searched_cb, g_object_ref (self));
}

static void
stop_search_cb (CabRoundPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
way_cb (CabRoundPage *self,
        int           way)
{
  if (way == MODEL_WAY_RETRY || way == MODEL_WAY_RELOAD_LIST)
    start_search_cb (self);
  else
    g_signal_emit_by_name (self, "way", way);
}

static void
confirm (CabRoundPage *self)
{
  g_autoptr(RecordEntryDraft) draft = g_object_ref (cab_round_card_get_draft (self->card));
  g_autoptr(CabRoundRow) row = g_steal_pointer (&self->row);
  g_autofree char *name = model_patient_dup_title (record_entry_draft_get_patient (draft));
  /* Translators: the name of a patient. */
  g_autofree char *said = g_strdup_printf (_("%s: entered. It stands in the list below until it is in the record."), name);

  cab_round_page_empty (self);
  vaccination_round_confirm (self->round, row, draft);
  cab_round_page_next (self);
  cab_round_page_say (self, said, FALSE);
}

static void
again_cb (CabRoundPage *self,
          const char   *response)
{
  if (g_str_equal (response, "again") && cab_round_card_get_draft (self->card) != NULL)
    confirm (self);
}

/* The same patient a second time is mostly a mistake. */
static void
confirmed_cb (CabRoundPage *self)
{
  ModelPatient    *patient = record_entry_draft_get_patient (cab_round_card_get_draft (self->card));
  CabRoundRow     *before = vaccination_round_find (self->round, patient);
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;
  GtkWidget       *dialog;

  if (before == NULL)
    {
      confirm (self);
      return;
    }

  name = model_patient_dup_title (patient);
  /* Translators: the name of a patient, and a time of day. */
  sentence = g_strdup_printf (_("%s was entered in this session already, at %s."), name,
                              cab_table_row_get_text (CAB_TABLE_ROW (before), CAB_ROUND_COLUMN_TIME));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Vaccinated Twice?"), sentence);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Do Not Enter Again"), "again", _("_Enter a Second Time"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "again", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (again_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
skipped_cb (CabRoundPage *self,
            const char   *reason)
{
  g_autoptr(ModelPatient) patient = g_object_ref (record_entry_draft_get_patient (cab_round_card_get_draft (self->card)));
  g_autoptr(CabRoundRow) row = g_steal_pointer (&self->row);

  cab_round_page_empty (self);
  vaccination_round_skip (self->round, row, patient, reason);
  cab_round_page_next (self);
}

/* After whoever else listens has heard the key, and before the next one comes. */
static gboolean
typed_cb (gpointer user_data)
{
  CabRoundPage *self = CAB_ROUND_PAGE (user_data);
  char          letter[7] = "";

  self->typed_source = 0;
  letter[g_unichar_to_utf8 (self->typed, letter)] = '\0';
  gtk_editable_set_text (GTK_EDITABLE (self->round_entry), letter);
  gtk_editable_set_position (GTK_EDITABLE (self->round_entry), -1);
  return G_SOURCE_REMOVE;
}

/* A card is read by a scanner that types, wherever the focus is: what is typed outside of an entry goes into the box, and
 * whoever was on the screen leaves it with the first letter. An Enter that is held down confirms nobody. */
static gboolean
key_pressed_cb (CabRoundPage          *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GtkEventControllerKey *controller)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gunichar   character = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      gboolean repeated = self->entering;

      self->entering = TRUE;
      return repeated && GTK_IS_BUTTON (focus) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
  if (character > 0x20 && character != 0x7f && (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 && focus != NULL && !GTK_IS_EDITABLE (focus) &&
      gtk_widget_get_native (focus) == GTK_NATIVE (root))
    {
      cab_round_page_empty (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
      self->typed = character;
      if (self->typed_source == 0)
        self->typed_source = g_idle_add_full (G_PRIORITY_HIGH, typed_cb, self, NULL);
    }

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (CabRoundPage *self,
                 guint         keyval)
{
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    self->entering = FALSE;
}

void
cab_round_page_bind_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, match_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, skipped_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
}

/* After the listener for packs: the one that was added last hears first. */
void
cab_round_page_init_search (CabRoundPage *self)
{
  GtkWidget          *page = gtk_stack_get_child_by_name (self->round_stack, "patients");
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "key-released", G_CALLBACK (key_released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (page, controller);
}
