/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-entry-form.h"

#include "cab-coding-row.h"
#include "cab-disease-chips.h"
#include "cab-person-row.h"
#include "cab-reaction-row.h"
#include "cab-vaccine-scan.h"
#include "record-vaccine-labels.h"
#include "vaccination-hints.h"

#include <glib/gi18n-lib.h>

struct _CabEntryForm
{
  AdwBin parent_instance;

  CabVaccineScan  *scan;
  GtkLabel        *ask_label;
  CabCodingRow    *code_row;
  CabDiseaseChips *diseases_row;
  CabCodingRow    *add_disease_row;
  AdwEntryRow     *date_row;
  GtkButton       *today_button;
  CabReactionRow  *reaction_row;
  AdwEntryRow     *end_row;
  AdwEntryRow     *dose_row;
  AdwEntryRow     *lot_row;
  AdwEntryRow     *expiry_row;
  AdwEntryRow     *value_row;
  AdwEntryRow     *unit_row;
  CabCodingRow    *status_row;
  CabCodingRow    *type_row;
  CabCodingRow    *category_row;
  CabCodingRow    *criticality_row;
  CabCodingRow    *severity_row;
  GtkWidget       *duty_box;
  CabPersonRow    *performer_row;
  CabCodingRow    *route_row;
  CabCodingRow    *site_row;
  CabCodingRow    *reason_row;
  GtkWidget       *comment_box;
  GtkTextView     *comment_view;
  GtkLabel        *comment_hint;
  GtkSwitch       *restricted_switch;
  GtkLabel        *kept_label;

  GtkLabel               *says[RECORD_N_ENTRY_FIELDS]; /* borrowed, (nullable): what is said below each field */
  RecordEntryDraft       *draft;                       /* (owned) (nullable) */
  ModelVaccinationRecord *record;                      /* (owned) (nullable) */
  gboolean                checked;                     /* somebody wanted to go on: what is missing is said too */
  gboolean                filling;                     /* the program writes, not the person */
};

G_DEFINE_FINAL_TYPE (CabEntryForm, cab_entry_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Products that are not given any more can be found all the same, apart (R-VAC-100). */
static const char *
heading_of (ModelCoding *coding)
{
  return record_vaccine_is_older (coding) ? _("Older") : "";
}

static const CabCodingSearch search = { record_vaccine_dup_search_key, heading_of, record_vaccine_find_gtin };

/* What a field is called where it has another name for each kind. */
static const struct
{
  const char *code;
  const char *date;
  const char *performer;
} titles[] = {
  [MODEL_CLINICAL_VACCINATION] = { N_("Vaccine"), N_("Date or Year"), N_("Given By") },
  [MODEL_CLINICAL_BASIC_IMMUNIZATION] = { N_("Basic Immunisation"), N_("Assumed Date or Year"), N_("Stated By") },
  [MODEL_CLINICAL_ALLERGY] = { N_("Allergy or Reaction"), N_("Began, Date or Year"), N_("Stated By") },
  [MODEL_CLINICAL_ILLNESS] = { N_("Illness"), N_("Began, Date or Year"), N_("Stated By") },
  [MODEL_CLINICAL_MEDICAL_PROBLEM] = { N_("Risk or Medical Problem"), N_("Began, Date or Year"), N_("Stated By") },
  [MODEL_CLINICAL_SEROLOGY] = { N_("Test"), N_("Date or Year"), N_("Measured By") },
};

/* NULL for the comment, which can always stay as it is. */
static GtkWidget *
row_of (CabEntryForm    *self,
        RecordEntryField field)
{
  gpointer const rows[RECORD_N_ENTRY_FIELDS] = {
    [RECORD_ENTRY_CODE] = self->code_row,
    [RECORD_ENTRY_DATE] = self->date_row,
    [RECORD_ENTRY_DISEASES] = self->diseases_row,
    [RECORD_ENTRY_DOSE] = self->dose_row,
    [RECORD_ENTRY_LOT] = self->lot_row,
    [RECORD_ENTRY_EXPIRY] = self->expiry_row,
    [RECORD_ENTRY_ROUTE] = self->route_row,
    [RECORD_ENTRY_SITE] = self->site_row,
    [RECORD_ENTRY_REASON] = self->reason_row,
    [RECORD_ENTRY_PERFORMER] = self->performer_row,
    [RECORD_ENTRY_END] = self->end_row,
    [RECORD_ENTRY_CLINICAL_STATUS] = self->status_row,
    [RECORD_ENTRY_TYPE] = self->type_row,
    [RECORD_ENTRY_CATEGORY] = self->category_row,
    [RECORD_ENTRY_CRITICALITY] = self->criticality_row,
    [RECORD_ENTRY_SEVERITY] = self->severity_row,
    [RECORD_ENTRY_VALUE] = self->value_row,
    [RECORD_ENTRY_UNIT] = self->unit_row,
  };

  return rows[field];
}

static RecordEntryField
field_of (CabEntryForm *self,
          gpointer      row)
{
  RecordEntryField field = RECORD_ENTRY_CODE;

  while (field < RECORD_N_ENTRY_FIELDS && row_of (self, field) != row)
    field++;

  return field;
}

static gboolean
is_date (RecordEntryField field)
{
  return field == RECORD_ENTRY_DATE || field == RECORD_ENTRY_END || field == RECORD_ENTRY_EXPIRY;
}

static gboolean
is_empty (CabEntryForm    *self,
          RecordEntryField field)
{
  return *record_entry_draft_get_text (self->draft, field) == '\0' && record_entry_draft_get_code (self->draft, field) == NULL &&
         !(field == RECORD_ENTRY_DISEASES && g_list_model_get_n_items (record_entry_draft_get_diseases (self->draft)) > 0);
}

/* What is wrong, what is to be looked at, or how a date was understood. (transfer full) */
static char *
dup_words (CabEntryForm    *self,
           RecordEntryField field,
           gboolean        *wrong)
{
  const char *why = record_entry_draft_explain (self->draft, field);
  const char *warning = record_entry_draft_warn (self->draft, field);

  *wrong = why != NULL && (self->checked || !is_empty (self, field));
  if (*wrong)
    return g_strdup (why);
  if (warning != NULL)
    return g_strdup (warning);
  if (why == NULL && is_date (field))
    return vaccination_hints_read_date (self->draft, field);

  return g_strdup ("");
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* The sentence stands in a row of its own, close below the one it is about. */
static void
say (CabEntryForm    *self,
     RecordEntryField field)
{
  GtkWidget       *row = row_of (self, field);
  gboolean         has = self->draft != NULL && record_entry_draft_has_field (self->draft, field);
  gboolean         warns = has && record_entry_draft_warn (self->draft, field) != NULL;
  gboolean         wrong = FALSE;
  g_autofree char *words = has ? dup_words (self, field, &wrong) : g_strdup ("");
  GtkWidget       *place;

  if (row == NULL)
    return;

  place = gtk_widget_get_ancestor (GTK_WIDGET (self->says[field]), GTK_TYPE_LIST_BOX_ROW);
  gtk_label_set_text (self->says[field], words);
  gtk_widget_set_visible (place, *words != '\0');
  set_class (row, "explained", *words != '\0');
  set_class (row, "error", wrong);
  set_class (place, "error", wrong);
  set_class (place, "warning", warns && !wrong);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
say_all (CabEntryForm *self)
{
  const char *question = self->draft != NULL ? vaccination_hints_ask (self->draft, self->record) : NULL;

  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    say (self, (RecordEntryField) i);
  gtk_label_set_text (self->ask_label, question != NULL ? question : "");
  gtk_widget_set_visible (GTK_WIDGET (self->ask_label), question != NULL);
}

static void
show_text (CabEntryForm    *self,
           RecordEntryField field)
{
  const char *text = record_entry_draft_get_text (self->draft, field);
  GtkWidget  *row = row_of (self, field);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
show_comment (CabEntryForm *self)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->comment_view);
  g_autofree char *typed = NULL;
  const char      *text = record_entry_draft_get_text (self->draft, RECORD_ENTRY_COMMENT);

  g_object_get (buffer, "text", &typed, NULL);
  if (g_strcmp0 (typed, text) != 0)
    gtk_text_buffer_set_text (buffer, text, -1);
}

static void
show_field (CabEntryForm    *self,
            RecordEntryField field)
{
  GtkWidget *row = row_of (self, field);

  self->filling = TRUE;
  if (field == RECORD_ENTRY_COMMENT)
    show_comment (self);
  else if (row == GTK_WIDGET (self->performer_row))
    {
      if (cab_person_row_get_actor (self->performer_row) != record_entry_draft_get_performer (self->draft))
        cab_person_row_set_actor (self->performer_row, record_entry_draft_get_performer (self->draft));
    }
  else if (CAB_IS_CODING_ROW (row))
    cab_coding_row_set_coding (CAB_CODING_ROW (row), record_entry_draft_get_code (self->draft, field));
  else if (ADW_IS_ENTRY_ROW (row))
    show_text (self, field);
  self->filling = FALSE;
}

static void
changed_cb (CabEntryForm *self,
            int           field)
{
  show_field (self, (RecordEntryField) field);
  say_all (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chosen_cb (CabEntryForm *self,
           CabCodingRow *row)
{
  g_autoptr(ModelCoding) chosen = NULL;

  g_set_object (&chosen, cab_coding_row_get_coding (row));
  if (self->draft == NULL)
    return;

  if (row != self->add_disease_row)
    {
      record_entry_draft_set_code (self->draft, field_of (self, row), chosen);
      return;
    }

  cab_coding_row_set_coding (row, NULL);
  record_entry_draft_add_disease (self->draft, chosen);
}

static void
text_changed_cb (CabEntryForm *self,
                 AdwEntryRow  *row)
{
  if (!self->filling && self->draft != NULL)
    record_entry_draft_set_text (self->draft, field_of (self, row), gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
comment_changed_cb (CabEntryForm  *self,
                    GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  if (!self->filling && self->draft != NULL)
    record_entry_draft_set_text (self->draft, RECORD_ENTRY_COMMENT, text);
}

static void
performer_cb (CabEntryForm *self)
{
  if (self->draft != NULL)
    record_entry_draft_set_performer (self->draft, cab_person_row_get_actor (self->performer_row));
}

static void
restricted_cb (CabEntryForm *self)
{
  if (self->filling || self->draft == NULL)
    return;

  record_entry_draft_set_restricted (self->draft, gtk_switch_get_active (self->restricted_switch));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
today_clicked_cb (CabEntryForm *self)
{
  ModelDate        today = model_date_today ();
  g_autofree char *words = model_date_format (&today);

  if (self->draft != NULL)
    record_entry_draft_set_text (self->draft, RECORD_ENTRY_DATE, words);
}

static gboolean
submit_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  g_signal_emit (widget, signals[SIGNAL_SUBMIT], 0);
  return TRUE;
}

/* The fields of the kind, with its names and lists. */
static void
show_draft (CabEntryForm *self)
{
  ModelClinicalKind kind = record_entry_draft_get_kind (self->draft);
  g_autoptr(GListModel) diseases = record_entry_draft_list_choices (self->draft, RECORD_ENTRY_DISEASES);
  g_autofree char *kept = vaccination_hints_kept (self->draft);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->code_row), _ (titles[kind].code));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->date_row), _ (titles[kind].date));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->performer_row), _ (titles[kind].performer));
  gtk_label_set_text (self->comment_hint, vaccination_hints_comment (kind));
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      GtkWidget *row = row_of (self, (RecordEntryField) i);

      if (CAB_IS_CODING_ROW (row))
        {
          g_autoptr(GListModel) choices = record_entry_draft_list_choices (self->draft, (RecordEntryField) i);

          cab_coding_row_set_choices (CAB_CODING_ROW (row), choices);
          g_object_set (row, "optional", !record_entry_draft_is_required (self->draft, (RecordEntryField) i), NULL);
        }
      if (row != NULL)
        gtk_widget_set_visible (row, record_entry_draft_has_field (self->draft, (RecordEntryField) i));
      show_field (self, (RecordEntryField) i);
    }
  cab_coding_row_set_choices (self->add_disease_row, diseases);
  gtk_widget_set_visible (GTK_WIDGET (self->add_disease_row), record_entry_draft_has_field (self->draft, RECORD_ENTRY_DISEASES));
  gtk_widget_set_visible (self->comment_box, record_entry_draft_has_field (self->draft, RECORD_ENTRY_COMMENT));
  gtk_widget_set_visible (GTK_WIDGET (self->scan), kind == MODEL_CLINICAL_VACCINATION);
  gtk_widget_set_visible (GTK_WIDGET (self->reaction_row), kind == MODEL_CLINICAL_ALLERGY);
  gtk_widget_set_visible (self->duty_box, kind == MODEL_CLINICAL_ALLERGY);
  gtk_label_set_text (self->kept_label, kept);
  gtk_widget_set_visible (GTK_WIDGET (self->kept_label), *kept != '\0');
}

static void
let_go (CabEntryForm *self)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->record);
}

static void
cab_entry_form_dispose (GObject *object)
{
  CabEntryForm *self = CAB_ENTRY_FORM (object);

  let_go (self);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_entry_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, scan);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, ask_label);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, code_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, diseases_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, add_disease_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, date_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, today_button);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, reaction_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, end_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, dose_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, lot_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, value_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, unit_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, status_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, type_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, category_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, criticality_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, severity_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, duty_box);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, performer_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, route_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, site_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, comment_box);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, comment_view);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, comment_hint);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, restricted_switch);
  gtk_widget_class_bind_template_child (widget_class, CabEntryForm, kept_label);
}

static void
cab_entry_form_class_init (CabEntryFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_entry_form_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CAB_TYPE_CODING_ROW);
  g_type_ensure (CAB_TYPE_DISEASE_CHIPS);
  g_type_ensure (CAB_TYPE_PERSON_ROW);
  g_type_ensure (CAB_TYPE_REACTION_ROW);
  g_type_ensure (CAB_TYPE_VACCINE_SCAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-entry-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, performer_cb);
  gtk_widget_class_bind_template_callback (widget_class, restricted_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, submit_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, submit_cb, NULL);
}

static void
add_explanation (CabEntryForm    *self,
                 RecordEntryField field)
{
  GtkWidget *row = row_of (self, field);
  GtkWidget *place = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (place, "explanation");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (place), FALSE);
  gtk_widget_set_focusable (place, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (place), label);
  gtk_list_box_insert (GTK_LIST_BOX (gtk_widget_get_parent (row)), place, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  self->says[field] = GTK_LABEL (label);
}

static void
cab_entry_form_init (CabEntryForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    if (row_of (self, (RecordEntryField) i) != NULL)
      add_explanation (self, (RecordEntryField) i);
  cab_coding_row_set_search (self->code_row, &search);
  cab_coding_row_set_search (self->add_disease_row, &search);
  g_signal_connect_object (gtk_text_view_get_buffer (self->comment_view), "changed", G_CALLBACK (comment_changed_cb), self, G_CONNECT_SWAPPED);
}

void
cab_entry_form_set_session (CabEntryForm  *self,
                            RecordSession *session)
{
  g_return_if_fail (CAB_IS_ENTRY_FORM (self));

  cab_person_row_set_session (self->performer_row, session);
}

/* Nothing of the one before stays in any widget. */
static void
clear (CabEntryForm *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      GtkWidget *row = row_of (self, (RecordEntryField) i);

      if (CAB_IS_PERSON_ROW (row))
        cab_person_row_set_actor (CAB_PERSON_ROW (row), NULL);
      else if (CAB_IS_CODING_ROW (row))
        cab_coding_row_set_coding (CAB_CODING_ROW (row), NULL);
      else if (ADW_IS_ENTRY_ROW (row))
        gtk_editable_set_text (GTK_EDITABLE (row), "");
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->comment_view), "", -1);
  gtk_label_set_text (self->kept_label, "");
  self->filling = FALSE;
}

void
cab_entry_form_set_draft (CabEntryForm           *self,
                          RecordEntryDraft       *draft,
                          ModelVaccinationRecord *record)
{
  g_return_if_fail (CAB_IS_ENTRY_FORM (self));

  let_go (self);
  clear (self);
  self->checked = FALSE;
  cab_vaccine_scan_set_draft (self->scan, draft);
  cab_disease_chips_set_draft (self->diseases_row, draft);
  cab_reaction_row_set_draft (self->reaction_row, draft, record);
  if (draft != NULL)
    {
      self->draft = g_object_ref (draft);
      g_set_object (&self->record, record);
      show_draft (self);
      self->filling = TRUE;
      gtk_switch_set_active (self->restricted_switch, record_entry_draft_get_restricted (draft));
      self->filling = FALSE;
      g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  say_all (self);
}

/* As they stand one below the other. */
static const RecordEntryField in_order[] = {
  RECORD_ENTRY_CODE, RECORD_ENTRY_DISEASES, RECORD_ENTRY_DATE, RECORD_ENTRY_END, RECORD_ENTRY_DOSE, RECORD_ENTRY_LOT, RECORD_ENTRY_EXPIRY,
  RECORD_ENTRY_VALUE, RECORD_ENTRY_UNIT, RECORD_ENTRY_CLINICAL_STATUS, RECORD_ENTRY_TYPE, RECORD_ENTRY_CATEGORY, RECORD_ENTRY_CRITICALITY,
  RECORD_ENTRY_SEVERITY, RECORD_ENTRY_PERFORMER, RECORD_ENTRY_ROUTE, RECORD_ENTRY_SITE, RECORD_ENTRY_REASON
};

gboolean
cab_entry_form_check (CabEntryForm *self)
{
  g_return_val_if_fail (CAB_IS_ENTRY_FORM (self), FALSE);

  if (self->draft == NULL)
    return FALSE;

  self->checked = TRUE;
  say_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    if (record_entry_draft_explain (self->draft, in_order[i]) != NULL)
      {
        gtk_widget_grab_focus (in_order[i] == RECORD_ENTRY_DISEASES ? GTK_WIDGET (self->add_disease_row) : row_of (self, in_order[i]));
        return FALSE;
      }

  return TRUE;
}

void
cab_entry_form_grab_first (CabEntryForm *self)
{
  g_return_if_fail (CAB_IS_ENTRY_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

void
cab_entry_form_grab_scan (CabEntryForm *self)
{
  g_return_if_fail (CAB_IS_ENTRY_FORM (self));

  cab_vaccine_scan_grab (self->scan);
}

void
cab_entry_form_take_scan (CabEntryForm *self,
                          const char   *text)
{
  g_return_if_fail (CAB_IS_ENTRY_FORM (self));
  g_return_if_fail (text != NULL);

  if (self->draft != NULL && record_entry_draft_get_kind (self->draft) == MODEL_CLINICAL_VACCINATION)
    cab_vaccine_scan_take (self->scan, text);
}
