/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-round-page-private.h"

#include "vaccination-chooser.h"
#include "vaccination-scanner.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CabRoundPage, cab_round_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const CabTableLayout layout = { N_("Patients of this session"), 560, 700, 800 };

static const CabTableColumn columns[] = {
  { CAB_ROUND_COLUMN_TIME, N_("Time"), 72, CAB_TABLE_COLUMN_NUMERIC },
  { CAB_ROUND_COLUMN_PATIENT, N_("Patient"), 0, CAB_TABLE_COLUMN_NAMES | CAB_TABLE_COLUMN_RESIZABLE },
  { CAB_ROUND_COLUMN_BORN, N_("Born"), 104, CAB_TABLE_COLUMN_NUMERIC },
  { CAB_ROUND_COLUMN_LOT, N_("Lot"), 110, CAB_TABLE_COLUMN_RESIZABLE },
  { CAB_ROUND_COLUMN_DOSE, N_("Dose"), 64, CAB_TABLE_COLUMN_NUMERIC | CAB_TABLE_COLUMN_WIDE },
  { CAB_ROUND_COLUMN_STATE, N_("State"), 0, CAB_TABLE_COLUMN_RESIZABLE },
};

static gboolean
is_setting (CabRoundPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->round_stack), "setting") == 0;
}

void
cab_round_page_say (CabRoundPage *self,
                    const char   *words,
                    gboolean      wrong)
{
  gtk_label_set_text (self->pack_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->pack_label), *words != '\0');
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->pack_label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->pack_label), "warning");
}

/* "Fluarix Tetra · lot AC37B · use before 06.2027 · 28.11.2026": what is entered for each of them. */
static void
show_setting (CabRoundPage *self)
{
  RecordEntryDraft *setting = vaccination_round_get_setting (self->round);
  ModelCoding      *product = record_entry_draft_get_code (setting, RECORD_ENTRY_CODE);
  ModelCoding      *site = record_entry_draft_get_code (setting, RECORD_ENTRY_SITE);
  const char       *lot = record_entry_draft_get_text (setting, RECORD_ENTRY_LOT);
  const char       *expiry = record_entry_draft_get_text (setting, RECORD_ENTRY_EXPIRY);
  g_autofree char  *lot_words = *lot != '\0' ? g_strdup_printf (_("lot %s"), lot) : g_strdup (_("lot not said"));
  g_autofree char  *expiry_words = *expiry != '\0' ? g_strdup_printf (_("use before %s"), expiry) : NULL;
  const char       *words[6] = { NULL };
  guint             n = 0;
  g_autofree char  *all = NULL;

  words[n++] = product != NULL ? model_coding_get_label (product) : "";
  words[n++] = lot_words;
  if (expiry_words != NULL)
    words[n++] = expiry_words;
  words[n++] = record_entry_draft_get_text (setting, RECORD_ENTRY_DATE);
  if (site != NULL)
    words[n++] = model_coding_get_label (site);
  all = g_strjoinv (" · ", (char **) words);
  gtk_label_set_text (self->setting_label, all);
}

static void
update (CabRoundPage *self)
{
  g_autofree char *count = vaccination_round_describe (self->round);
  CabRoundRow     *row = gtk_single_selection_get_selected_item (self->selection);

  gtk_label_set_text (self->round_count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->round_table), g_list_model_get_n_items (vaccination_round_get_rows (self->round)) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round.look-up", row != NULL && cab_round_row_get_state (row) == CAB_ROUND_WAITING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round.go-on", row != NULL && vaccination_round_can_go_on (row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round.take-back", row != NULL && vaccination_round_can_take_back (row));
}

static void
show_page (CabRoundPage *self,
           const char   *name)
{
  gtk_stack_set_visible_child_name (self->round_stack, name);
  gtk_button_set_label (self->begin_button, self->began ? _("_Go On") : _("_Begin"));
}

/* What is not said yet is asked for; nobody is entered before. */
static void
begin_cb (CabRoundPage *self)
{
  if (!cab_entry_form_check (self->setting_form))
    return;

  self->began = TRUE;
  show_setting (self);
  show_page (self, "patients");
  if (cab_round_card_get_draft (self->card) != NULL)
    cab_round_page_renew_card (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
}

static void
change_setting_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CabRoundPage *self = CAB_ROUND_PAGE (widget);

  cab_round_page_say (self, "", FALSE);
  show_page (self, "setting");
  cab_entry_form_grab_scan (self->setting_form);
}

/* Whether the pack that was scanned holds the vaccine of now; a pack that is on no list is looked at by the person. */
static gboolean
is_same_vaccine (CabRoundPage *self,
                 const char   *text)
{
  g_autoptr(RecordEntryDraft) pack = record_entry_draft_new_setting ();
  g_autoptr(GPtrArray) candidates = NULL;
  ModelCoding *product = record_entry_draft_get_code (vaccination_round_get_setting (self->round), RECORD_ENTRY_CODE);

  if (record_entry_draft_take_scan (pack, text, &candidates) != MODEL_GS1_GOOD || product == NULL)
    return FALSE;

  for (guint i = 0; i < candidates->len; i++)
    if (model_coding_is (g_ptr_array_index (candidates, i), model_coding_get_system (product), model_coding_get_code (product)))
      return TRUE;

  return FALSE;
}

/* The next pack of the same vaccine: its lot from now on. Another vaccine is never taken over by the way. */
static void
pack_scanned_cb (gpointer    user_data,
                 const char *text)
{
  CabRoundPage     *self = CAB_ROUND_PAGE (user_data);
  RecordEntryDraft *setting = vaccination_round_get_setting (self->round);
  ModelDate         today = model_date_today ();
  ModelGs1          gs1;
  ModelGs1Fault     fault = model_gs1_parse (text, &today, &gs1);
  const char       *warning;
  g_autofree char  *said = NULL;

  if (fault != MODEL_GS1_GOOD)
    {
      cab_round_page_say (self, vaccination_words_for_scan (fault), TRUE);
      return;
    }
  if (!is_same_vaccine (self, text))
    {
      cab_round_page_say (self, _("This pack holds another vaccine, or one that is not on the list: nothing was changed. Choose it under “Vaccine and Pack”."), TRUE);
      return;
    }

  record_entry_draft_take_scan (setting, text, NULL);
  show_setting (self);
  cab_round_page_renew_card (self);
  warning = record_entry_draft_warn (setting, RECORD_ENTRY_EXPIRY);
  /* Translators: the number of a lot. */
  said = warning != NULL ? g_strdup (warning) : g_strdup_printf (_("The next pack: lot %s from now on."), record_entry_draft_get_text (setting, RECORD_ENTRY_LOT));
  cab_round_page_say (self, said, warning != NULL);
}

static CabRoundRow *
get_chosen (CabRoundPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
look_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CabRoundPage *self = CAB_ROUND_PAGE (widget);

  cab_round_page_take_line (self, get_chosen (self));
}

static void
go_on_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CabRoundPage *self = CAB_ROUND_PAGE (widget);

  vaccination_round_go_on (self->round, get_chosen (self));
}

static void
take_back_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CabRoundPage *self = CAB_ROUND_PAGE (widget);
  CabRoundRow  *row = get_chosen (self);

  if (row == self->row)
    cab_round_page_empty (self);
  vaccination_round_take_back (self->round, row);
}

static void
row_activated_cb (CabRoundPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "round.look-up", NULL);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Look Up"), "round.look-up");
  g_menu_append (menu, _("_Send Now, or Accept"), "round.go-on");
  g_menu_append (menu, _("_Take Back, or Leave Out"), "round.take-back");

  return G_MENU_MODEL (menu);
}

static void
cab_round_page_dispose (GObject *object)
{
  CabRoundPage *self = CAB_ROUND_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->typed_source, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->round != NULL)
    g_signal_handlers_disconnect_by_data (self->round, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->round);
  g_clear_object (&self->row);
  g_clear_object (&self->query);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cab_round_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_stack);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, setting_form);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, begin_button);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, setting_label);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, pack_label);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_entry);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_from);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_warnings);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_outcome);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_matches);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_error);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, card);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_count);
  gtk_widget_class_bind_template_child (widget_class, CabRoundPage, round_table);
}

static void
cab_round_page_class_init (CabRoundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_round_page_dispose;

  signals[SIGNAL_WAY] = g_signal_new ("way", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                      1, G_TYPE_INT);

  g_type_ensure (CAB_TYPE_ENTRY_FORM);
  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  g_type_ensure (CAB_TYPE_ROUND_CARD);
  g_type_ensure (CAB_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-round-page.ui");
  bind_children (widget_class);
  cab_round_page_bind_search (widget_class);
  cab_round_page_bind_list (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "round.change-setting", NULL, change_setting_action);
  gtk_widget_class_install_action (widget_class, "round.look-up", NULL, look_up_action);
  gtk_widget_class_install_action (widget_class, "round.go-on", NULL, go_on_action);
  gtk_widget_class_install_action (widget_class, "round.take-back", NULL, take_back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "round.change-setting", NULL);
  gtk_widget_class_set_css_name (widget_class, "roundpage");
}

static void
cab_round_page_init (CabRoundPage *self)
{
  g_autoptr(GMenuModel) menu = make_menu ();

  self->round = vaccination_round_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (vaccination_round_get_rows (self->round)), g_object_ref (cab_table_get_sorter (self->round_table)))));
  cab_table_set_layout (self->round_table, &layout);
  cab_table_set_columns (self->round_table, columns, G_N_ELEMENTS (columns));
  cab_table_set_selection (self->round_table, self->selection);
  cab_table_set_menu (self->round_table, menu);
  vaccination_scanner_attach (gtk_stack_get_child_by_name (self->round_stack, "patients"), pack_scanned_cb, self);
  cab_round_page_init_search (self);
  cab_round_page_init_list (self);
  g_signal_connect_object (self->round, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  cab_round_page_end (self);
}

void
cab_round_page_set_session (CabRoundPage  *self,
                            RecordSession *session)
{
  g_return_if_fail (CAB_IS_ROUND_PAGE (self));

  if (self->session == session)
    return;

  cab_round_page_end (self);
  g_set_object (&self->session, session);
  vaccination_round_set_session (self->round, session);
  cab_entry_form_set_session (self->setting_form, session);
  cab_entry_form_set_draft (self->setting_form, vaccination_round_get_setting (self->round), NULL);
}

void
cab_round_page_grab_first (CabRoundPage *self)
{
  RecordEntryDraft *setting;
  ModelDate         today = model_date_today ();
  g_autofree char  *date = model_date_format (&today);

  g_return_if_fail (CAB_IS_ROUND_PAGE (self));

  if (!is_setting (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
      return;
    }

  setting = vaccination_round_get_setting (self->round);
  if (!self->began && *record_entry_draft_get_text (setting, RECORD_ENTRY_DATE) == '\0')
    {
      record_entry_draft_set_text (setting, RECORD_ENTRY_DATE, date);
      cab_entry_form_set_draft (self->setting_form, setting, NULL);
    }
  cab_entry_form_grab_scan (self->setting_form);
}

gboolean
cab_round_page_back (CabRoundPage *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_PAGE (self), FALSE);

  if (is_setting (self) && self->began)
    {
      begin_cb (self);
      return TRUE;
    }
  if (!is_setting (self) && *gtk_editable_get_text (GTK_EDITABLE (self->round_entry)) != '\0')
    {
      cab_round_page_empty (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));
      return TRUE;
    }

  return FALSE;
}

gboolean
cab_round_page_is_busy (CabRoundPage *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_PAGE (self), FALSE);

  return cab_round_card_get_draft (self->card) != NULL || vaccination_round_count_open (self->round) > 0;
}

void
cab_round_page_end (CabRoundPage *self)
{
  g_return_if_fail (CAB_IS_ROUND_PAGE (self));

  cab_round_page_empty (self);
  cab_round_page_say (self, "", FALSE);
  vaccination_chooser_cancel (G_OBJECT (self));
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  vaccination_round_clear (self->round);
  cab_entry_form_set_draft (self->setting_form, vaccination_round_get_setting (self->round), NULL);
  self->began = FALSE;
  show_page (self, "setting");
  update (self);
}

gboolean
cab_round_page_look_up (CabRoundPage *self,
                        const char   *text)
{
  g_return_val_if_fail (CAB_IS_ROUND_PAGE (self), FALSE);

  if (is_setting (self) || cab_round_card_get_draft (self->card) != NULL)
    return FALSE;

  cab_round_page_empty (self);
  gtk_editable_set_text (GTK_EDITABLE (self->round_entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->round_entry));

  return TRUE;
}
