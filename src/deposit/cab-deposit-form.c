/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-deposit-form.h"

#include "cab-coding-row.h"
#include "cab-person-row.h"
#include "model-number.h"
#include "record-labels.h"

#include <glib/gi18n-lib.h>

struct _CabDepositForm
{
  AdwBin parent_instance;

  CabCodingRow   *type_row;
  AdwEntryRow    *date_row;
  AdwEntryRow    *title_row;
  AdwExpanderRow *details_row;
  CabCodingRow   *class_row;
  CabCodingRow   *confidentiality_row;
  CabCodingRow   *facility_row;
  CabCodingRow   *setting_row;
  CabPersonRow   *author_row;
  AdwEntryRow    *gln_row;
  CabCodingRow   *role_row;
  CabCodingRow   *specialty_row;
  CabCodingRow   *language_row;
  CabCodingRow   *format_row;
  AdwEntryRow    *comment_row;
  CabCodingRow   *event_row;
  GtkWidget      *notice_box;
  GtkLabel       *notice_label;
  GtkCheckButton *notice_check;
  GtkLabel       *rules_label;

  RecordHabits *habits;         /* (owned) */
  RecordDraft  *draft;          /* (owned) (nullable) */
  GPtrArray    *events;         /* (owned) of GtkWidget: a row for each examination of the draft */
  gboolean      from_directory; /* the author's number came with her name, and goes with it */
  gboolean      ready;
  gboolean      filling; /* the program writes, not the person */
};

G_DEFINE_FINAL_TYPE (CabDepositForm, cab_deposit_form, ADW_TYPE_BIN)

typedef enum
{
  PROP_READY = 1,
} CabDepositFormProperty;

static GParamSpec *properties[PROP_READY + 1];

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static CabCodingRow *
row_of (CabDepositForm *self,
        RecordField     field)
{
  CabCodingRow *const rows[RECORD_N_FIELDS] = {
    [RECORD_FIELD_TYPE] = self->type_row,
    [RECORD_FIELD_CLASS] = self->class_row,
    [RECORD_FIELD_CONFIDENTIALITY] = self->confidentiality_row,
    [RECORD_FIELD_FACILITY_TYPE] = self->facility_row,
    [RECORD_FIELD_PRACTICE_SETTING] = self->setting_row,
    [RECORD_FIELD_AUTHOR_ROLE] = self->role_row,
    [RECORD_FIELD_SPECIALTY] = self->specialty_row,
    [RECORD_FIELD_LANGUAGE] = self->language_row,
    [RECORD_FIELD_FORMAT] = self->format_row,
    [RECORD_FIELD_EVENT] = self->event_row,
  };

  return rows[field];
}

static void
update_ready (CabDepositForm *self)
{
  gboolean confirmed = !gtk_widget_get_visible (self->notice_box) || gtk_check_button_get_active (self->notice_check);
  gboolean ready = self->draft != NULL && record_draft_get_complete (self->draft) && confirmed;

  if (ready == self->ready)
    return;

  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
mark (AdwEntryRow *row,
      gboolean     wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* A date that is not understood, or not yet, and a number that is none, are said while they are typed. */
static void
show_wrong (CabDepositForm *self)
{
  mark (self->date_row, self->draft != NULL && *record_draft_get_date (self->draft) != '\0' && !record_draft_has_date (self->draft));
  mark (self->gln_row, self->draft != NULL && *record_draft_get_author_gln (self->draft) != '\0' && !record_draft_has_author (self->draft));
}

static void
add_summary (GString    *summary,
             const char *text)
{
  if (*text != '\0')
    g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", text);
}

/* What stands below the fold, so that it need not be opened to be known; and the fold opens where
 * something in it is missing. */
static void
show_details (CabDepositForm *self)
{
  static const RecordField told[] = {
    RECORD_FIELD_CLASS, RECORD_FIELD_FACILITY_TYPE, RECORD_FIELD_PRACTICE_SETTING, RECORD_FIELD_LANGUAGE
  };
  g_autoptr(GString) summary = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  g_autofree char *rules = NULL;
  gboolean         missing = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      ModelCoding *code = record_draft_get_code (self->draft, told[i]);

      if (code != NULL)
        add_summary (summary, record_label_coding (code));
      else if (told[i] != RECORD_FIELD_CLASS)
        missing = TRUE;
    }

  add_summary (summary, record_draft_get_author (self->draft));
  escaped = g_markup_escape_text (summary->str, -1);
  adw_expander_row_set_subtitle (self->details_row, escaped);
  if (missing)
    adw_expander_row_set_expanded (self->details_row, TRUE);

  /* Translators: a confidentiality level, such as “normal”. */
  rules = g_strdup_printf (_("The patient makes this document visible by her or his own rules. Confidentiality: %s."),
                           record_label_coding (record_draft_get_code (self->draft, RECORD_FIELD_CONFIDENTIALITY)));
  gtk_label_set_text (self->rules_label, rules);
}

static void
show_code (CabDepositForm *self,
           RecordField     field)
{
  g_autoptr(GListModel) choices = record_draft_list_choices (self->draft, field);

  cab_coding_row_set_choices (row_of (self, field), choices);
  if (field != RECORD_FIELD_EVENT)
    cab_coding_row_set_coding (row_of (self, field), record_draft_get_code (self->draft, field));
}

static void
event_removed_cb (GtkWidget      *button,
                  CabDepositForm *self)
{
  record_draft_remove_event (self->draft, g_object_get_data (G_OBJECT (button), "event"));
}

static GtkWidget *
event_row_new (CabDepositForm *self,
               ModelCoding    *event)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), record_label_coding (event));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "event", g_object_ref (event), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (event_removed_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
show_events (CabDepositForm *self)
{
  GListModel *events = self->draft != NULL ? record_draft_get_events (self->draft) : NULL;

  for (guint i = 0; i < self->events->len; i++)
    adw_expander_row_remove (self->details_row, g_ptr_array_index (self->events, i));
  g_ptr_array_set_size (self->events, 0);
  for (guint i = 0; events != NULL && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ModelCoding) event = g_list_model_get_item (events, i);
      GtkWidget *row = event_row_new (self, event);

      g_ptr_array_add (self->events, row);
      adw_expander_row_add_row (self->details_row, row);
    }
}

static void
code_changed_cb (CabDepositForm *self,
                 int             field)
{
  show_code (self, (RecordField) field);
  if (field == RECORD_FIELD_TYPE)
    show_code (self, RECORD_FIELD_CLASS);
  show_details (self);
  update_ready (self);
}

static void
show_text (CabDepositForm *self,
           AdwEntryRow    *row,
           const char     *text)
{
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    return;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  self->filling = FALSE;
}

/* What the person has typed there stays; what else the draft says is shown. */
static void
show_author (CabDepositForm *self)
{
  const char *name = self->draft != NULL ? record_draft_get_author (self->draft) : "";
  const char *gln = self->draft != NULL ? record_draft_get_author_gln (self->draft) : "";
  ModelActor *shown = cab_person_row_get_actor (self->author_row);
  const char *shown_name = shown != NULL && model_actor_get_name (shown) != NULL ? model_actor_get_name (shown) : "";
  const char *shown_gln = shown != NULL && model_actor_get_gln (shown) != NULL ? model_actor_get_gln (shown) : "";
  g_autoptr(ModelActor) author = NULL;

  if (!model_number_is_gln (gln))
    gln = "";
  if (g_str_equal (name, shown_name) && g_str_equal (gln, shown_gln) && self->draft != NULL)
    return;

  if (*name != '\0')
    author = model_actor_new (MODEL_ACTOR_PROFESSIONAL, name, *gln != '\0' ? gln : NULL, NULL);
  if (author != NULL || shown != NULL || self->draft == NULL)
    cab_person_row_set_actor (self->author_row, author);
}

static void
show_texts (CabDepositForm *self)
{
  RecordDraft *draft = self->draft;

  show_text (self, self->title_row, draft != NULL ? record_draft_get_title (draft) : "");
  show_text (self, self->date_row, draft != NULL ? record_draft_get_date (draft) : "");
  show_text (self, self->comment_row, draft != NULL ? record_draft_get_comment (draft) : "");
  show_author (self);
  show_text (self, self->gln_row, draft != NULL ? record_draft_get_author_gln (draft) : "");
}

static void
draft_notify_cb (CabDepositForm *self)
{
  show_texts (self);
  show_wrong (self);
  update_ready (self);
}

static void
chosen_cb (CabDepositForm *self,
           CabCodingRow   *row)
{
  g_autoptr(ModelCoding) chosen = NULL;

  g_set_object (&chosen, cab_coding_row_get_coding (row));
  if (self->draft == NULL)
    return;

  if (row == self->event_row)
    {
      cab_coding_row_set_coding (row, NULL);
      record_draft_add_event (self->draft, chosen);
      return;
    }

  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    if (row_of (self, (RecordField) i) == row)
      record_draft_set_code (self->draft, (RecordField) i, chosen);
}

static void
text_changed_cb (CabDepositForm *self,
                 AdwEntryRow    *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (self->filling || self->draft == NULL)
    return;

  if (row == self->title_row)
    record_draft_set_title (self->draft, text);
  else if (row == self->date_row)
    record_draft_set_date (self->draft, text);
  else if (row == self->gln_row)
    {
      self->from_directory = FALSE;
      record_draft_set_author_gln (self->draft, text);
    }
  else
    record_draft_set_comment (self->draft, text);
  show_wrong (self);
  update_ready (self);
}

/* The number of somebody whom the directory knew does not stay beside another name. */
static void
author_chosen_cb (CabDepositForm *self)
{
  ModelActor *author = cab_person_row_get_actor (self->author_row);
  const char *name = author != NULL ? model_actor_get_name (author) : NULL;
  const char *gln = author != NULL ? model_actor_get_gln (author) : NULL;

  if (self->draft == NULL)
    return;

  record_draft_set_author (self->draft, name);
  if (gln != NULL || self->from_directory)
    record_draft_set_author_gln (self->draft, gln);
  self->from_directory = gln != NULL;
  show_text (self, self->gln_row, record_draft_get_author_gln (self->draft));
  show_details (self);
  show_wrong (self);
  update_ready (self);
}

static gboolean
submit_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  CabDepositForm *self = CAB_DEPOSIT_FORM (widget);

  if (self->ready)
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
  else
    cab_deposit_form_grab_first (self);
  return TRUE;
}

static void
let_go (CabDepositForm *self)
{
  if (self->draft == NULL)
    return;

  g_signal_handlers_disconnect_by_data (record_draft_get_events (self->draft), self);
  g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
}

static void
cab_deposit_form_dispose (GObject *object)
{
  CabDepositForm *self = CAB_DEPOSIT_FORM (object);

  let_go (self);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_deposit_form_parent_class)->dispose (object);
}

static void
cab_deposit_form_finalize (GObject *object)
{
  CabDepositForm *self = CAB_DEPOSIT_FORM (object);

  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_object (&self->habits);

  G_OBJECT_CLASS (cab_deposit_form_parent_class)->finalize (object);
}

static void
cab_deposit_form_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((CabDepositFormProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, CAB_DEPOSIT_FORM (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-deposit-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, type_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, date_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, title_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, details_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, class_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, confidentiality_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, facility_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, setting_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, author_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, gln_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, role_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, specialty_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, language_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, format_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, event_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, comment_row);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, notice_box);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, notice_check);
  gtk_widget_class_bind_template_child (widget_class, CabDepositForm, rules_label);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, author_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_ready);
}

static void
cab_deposit_form_class_init (CabDepositFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_deposit_form_dispose;
  object_class->finalize = cab_deposit_form_finalize;
  object_class->get_property = cab_deposit_form_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CAB_TYPE_CODING_ROW);
  g_type_ensure (CAB_TYPE_PERSON_ROW);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, submit_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, submit_cb, NULL);
}

static void
cab_deposit_form_init (CabDepositForm *self)
{
  self->habits = record_habits_new ();
  self->events = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_deposit_form_new (void)
{
  return g_object_new (CAB_TYPE_DEPOSIT_FORM, NULL);
}

void
cab_deposit_form_set_session (CabDepositForm *self,
                              RecordSession  *session)
{
  g_return_if_fail (CAB_IS_DEPOSIT_FORM (self));

  cab_person_row_set_session (self->author_row, session);
}

void
cab_deposit_form_set_draft (CabDepositForm *self,
                            RecordDraft    *draft)
{
  g_return_if_fail (CAB_IS_DEPOSIT_FORM (self));

  let_go (self);
  g_set_object (&self->draft, draft);
  self->from_directory = FALSE;
  cab_deposit_form_set_notice (self, NULL);
  adw_expander_row_set_expanded (self->details_row, FALSE);
  show_events (self);
  show_texts (self);
  if (draft == NULL)
    {
      update_ready (self);
      return;
    }

  record_draft_take_habits (draft, self->habits);
  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    {
      g_auto(GStrv) recent = record_draft_list_habits (draft, self->habits, (RecordField) i);

      cab_coding_row_set_recent (row_of (self, (RecordField) i), (const char *const *) recent);
      show_code (self, (RecordField) i);
    }
  g_signal_connect_object (draft, "code-changed", G_CALLBACK (code_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (record_draft_get_events (draft), "items-changed", G_CALLBACK (show_events), self, G_CONNECT_SWAPPED);
  draft_notify_cb (self);
  show_details (self);
}

void
cab_deposit_form_learn (CabDepositForm *self)
{
  g_return_if_fail (CAB_IS_DEPOSIT_FORM (self));

  if (self->draft != NULL)
    record_draft_leave_habits (self->draft, self->habits);
}

void
cab_deposit_form_set_notice (CabDepositForm *self,
                             const char     *notice)
{
  g_return_if_fail (CAB_IS_DEPOSIT_FORM (self));

  gtk_check_button_set_active (self->notice_check, FALSE);
  gtk_label_set_text (self->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice_box, notice != NULL);
  update_ready (self);
}

gboolean
cab_deposit_form_get_ready (CabDepositForm *self)
{
  g_return_val_if_fail (CAB_IS_DEPOSIT_FORM (self), FALSE);

  return self->ready;
}

void
cab_deposit_form_grab_first (CabDepositForm *self)
{
  GtkWidget *first = GTK_WIDGET (self->title_row);

  g_return_if_fail (CAB_IS_DEPOSIT_FORM (self));

  if (self->draft == NULL)
    return;

  if (record_draft_get_code (self->draft, RECORD_FIELD_TYPE) == NULL)
    first = GTK_WIDGET (self->type_row);
  else if (!record_draft_has_date (self->draft))
    first = GTK_WIDGET (self->date_row);
  else if (gtk_widget_get_visible (self->notice_box) && !gtk_check_button_get_active (self->notice_check))
    first = GTK_WIDGET (self->notice_check);
  gtk_widget_grab_focus (first);
}
