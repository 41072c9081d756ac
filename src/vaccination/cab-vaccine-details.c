/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-details.h"

#include "cab-vaccine-advice.h"
#include "cab-vaccine-history.h"
#include "cab-vaccine-parts.h"
#include "model-allergy.h"
#include "record-vaccine-labels.h"
#include "vaccination-facts.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineDetails
{
  AdwBin parent_instance;

  GtkButton         *close_button;
  GtkScrolledWindow *scroller;
  GtkLabel          *title_label;
  GtkLabel          *subtitle_label;
  GtkWidget         *actions_box;
  GtkWidget         *validate_button;
  GtkWidget         *correct_button;
  GtkWidget         *restore_button;
  GtkWidget         *entry_button;
  GtkBox            *content;

  ModelVaccinationRecord *record;          /* (owned) (nullable) */
  VaccinationMemory      *memory;          /* (owned) (nullable) */
  RecordRecommendations  *recommendations; /* (owned) (nullable) */
  ModelDate               birth;
  gboolean                writable;
};

G_DEFINE_FINAL_TYPE (CabVaccineDetails, cab_vaccine_details, ADW_TYPE_BIN)

static const struct
{
  ModelClinicalFault fault;
  const char        *sentence;
} faults[] = {
  { MODEL_CLINICAL_FAULT_NO_CODE, N_("This entry does not say in a code what it is about. Its own words are shown.") },
  { MODEL_CLINICAL_FAULT_NO_DATE, N_("This entry has no date that can be read.") },
  { MODEL_CLINICAL_FAULT_NOT_LISTED, N_("No section of its document names this entry. It is shown all the same.") },
  { MODEL_CLINICAL_FAULT_FORM, N_("Part of this entry could not be read.") },
  { MODEL_CLINICAL_FAULT_LOTS_DIFFER, N_("The lot of the entry is not the lot of its product. Both are shown.") },
  { MODEL_CLINICAL_FAULT_REFERENCES, N_("This entry names more than one earlier entry.") },
  { MODEL_CLINICAL_FAULT_PERSON_LOST, N_("This entry names somebody who is not in its document.") },
};

static void
add (CabVaccineDetails *self,
     GtkWidget         *widget)
{
  gtk_box_append (self->content, widget);
}

/* A symbol with its words, and a sentence that explains them. */
static GtkWidget *
state_new (VaccinationState state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", *state.icon != '\0' ? state.icon : "document-properties-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_START, NULL);

  gtk_widget_set_margin_top (icon, 3);
  gtk_box_append (GTK_BOX (lines), cab_vaccine_text_new (state.words, state.doubtful ? "heading" : NULL));
  gtk_box_append (GTK_BOX (lines), cab_vaccine_text_new (state.explanation, "caption"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  if (state.doubtful)
    gtk_widget_add_css_class (box, "notice");

  return box;
}

/* "12.11.2026 (31 years old) · Boostrix · dose 2 · Validated": the way to a line. */
static GtkWidget *
line_button_new (CabVaccineDetails *self,
                 ModelRecordLine   *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *date = vaccination_words_for_age (&facts->date, facts->date_text, &self->birth);
  g_autofree char          *dose = vaccination_facts_dose (entry);
  g_autofree char          *about = MODEL_IS_ALLERGY (entry) || facts->kind == MODEL_CLINICAL_SEROLOGY ? vaccination_facts_about (entry) : NULL;
  VaccinationState          validation = vaccination_words_for_validation (model_record_line_get_head (line));
  const char               *name = record_vaccine_label_entry (entry);
  g_autofree char          *number = NULL;
  g_autofree char          *second = NULL;
  GtkWidget                *button = gtk_button_new ();
  GtkWidget                *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint                     position = 0;

  if (*dose != '\0')
    /* Translators: the number of a dose in its series. */
    number = g_strdup_printf (_("dose %s"), dose);
  second = g_strdup_printf ("%s%s%s%s%s", date, *date != '\0' ? " · " : "", number != NULL ? number : "", number != NULL ? " · " : "",
                            about != NULL && *about != '\0' ? about : validation.words);
  gtk_box_append (GTK_BOX (lines), cab_vaccine_text_new (name, NULL));
  gtk_box_append (GTK_BOX (lines), cab_vaccine_text_new (second, "caption"));
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_add_css_class (button, "line-button");
  if (g_ptr_array_find (model_vaccination_record_get_lines (self->record), line, &position))
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", position);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "vaccination.choose");
    }

  return button;
}

static void
add_lines (CabVaccineDetails *self,
           const char        *heading,
           GPtrArray         *lines)
{
  if (lines->len == 0)
    return;

  add (self, cab_vaccine_heading_new (heading));
  for (guint i = 0; i < lines->len; i++)
    add (self, line_button_new (self, g_ptr_array_index (lines, i)));
}

static GtkWidget *
relation_button_new (const char *label,
                     const char *action,
                     guint       position)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", position);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

/* R-VAC-79: one of them goes in one step, or both stay, which nothing but this session can remember. */
static void
add_decision (CabVaccineDetails *self,
              ModelRecordLine   *line,
              ModelRecordLine   *other)
{
  g_autoptr(CabVaccineRow) one = cab_vaccine_row_new_line (line);
  g_autoptr(CabVaccineRow) two = cab_vaccine_row_new_line (other);
  GtkWidget *box;
  guint      position;

  if (vaccination_memory_keeps_both (self->memory, cab_vaccine_row_get_key (one), cab_vaccine_row_get_key (two)))
    {
      add (self, cab_vaccine_text_new (_("You keep both. Only this session knows it: it is written nowhere."), "caption"));
      return;
    }
  if (!self->writable || !g_ptr_array_find (model_vaccination_record_get_lines (self->record), other, &position))
    return;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), relation_button_new (_("Keep _One…"), "vaccination.keep-one", position));
  gtk_box_append (GTK_BOX (box), relation_button_new (_("Keep _Both"), "vaccination.keep-both", position));
  add (self, box);
}

static void
add_related (CabVaccineDetails *self,
             ModelRecordLine   *line)
{
  static const struct
  {
    ModelRelationKind kind;
    const char       *heading;
    gboolean          same; /* it may be the same */
  } relations[] = {
    { MODEL_RELATION_FORK, N_("The Other Correction"), FALSE },
    { MODEL_RELATION_DUPLICATE, N_("The Same Entry"), TRUE },
    { MODEL_RELATION_SIMILAR, N_("The Similar Entry"), TRUE },
    { MODEL_RELATION_OUTDATES, N_("The Correction That May Belong to It"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      g_autoptr(GPtrArray) others = model_vaccination_record_dup_related (self->record, line, relations[i].kind);

      add_lines (self, _ (relations[i].heading), others);
      for (guint j = 0; relations[i].same && j < others->len; j++)
        add_decision (self, line, g_ptr_array_index (others, j));
    }
}

static void
add_states (CabVaccineDetails *self,
            ModelRecordLine   *line)
{
  ModelLineMarks     marks = model_record_line_get_marks (line);
  ModelClinicalFault wrong = model_clinical_entry_get_facts (model_record_line_get_entry (line))->faults;
  ModelDate          today = model_date_today ();

  add (self, state_new (vaccination_words_for_validation (model_record_line_get_head (line))));
  add (self, state_new (vaccination_words_for_life (line)));
  for (guint bit = 1; bit <= MODEL_LINE_SIMILAR; bit <<= 1)
    if ((marks & bit) != 0)
      add (self, state_new (vaccination_words_for_mark (bit)));
  if (record_vaccine_is_old_pregnancy (line, &today))
    add (self, state_new (vaccination_words_for_pregnancy ()));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((wrong & faults[i].fault) != 0)
      add (self, state_new ((VaccinationState) { _("Not as it should be"), "dialog-information-symbolic", _ (faults[i].sentence), FALSE }));
  add_related (self, line);
}

static GtkWidget *
comment_button_new (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Add a _Comment…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "vaccination.comment");

  return button;
}

static void
add_comment (CabVaccineDetails *self,
             ModelComment      *comment,
             gboolean           writable)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = cab_vaccine_comment_new (comment);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Withdraw This Comment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Withdraw This Comment"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", model_comment_get_text (comment));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "vaccination.withdraw-comment");
  gtk_widget_set_visible (button, writable);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  add (self, row);
}

static void
add_comments (CabVaccineDetails *self,
              ModelRecordLine   *line)
{
  g_autoptr(GPtrArray) comments = cab_vaccine_list_comments (model_record_line_get_entry (line));
  GPtrArray *whole = model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)))->comments;

  if (comments->len > 0 || self->writable)
    add (self, cab_vaccine_heading_new (_("Comments")));
  for (guint i = 0; i < comments->len; i++)
    add_comment (self, g_ptr_array_index (comments, i), self->writable && model_record_line_get_state (line) != MODEL_LINE_DELETED);
  if (self->writable && model_record_line_get_state (line) != MODEL_LINE_DELETED)
    add (self, comment_button_new ());
  if (whole != NULL && whole->len > 0)
    add (self, cab_vaccine_heading_new (_("Comments on the Whole Document")));
  for (guint i = 0; whole != NULL && i < whole->len; i++)
    add (self, cab_vaccine_text_new (g_ptr_array_index (whole, i), NULL));
}

/* What can be done with it: of the buttons only those that make sense. */
static void
show_actions (CabVaccineDetails *self,
              ModelRecordLine   *line)
{
  ModelLineState state = model_record_line_get_state (line);

  gtk_widget_set_visible (self->actions_box, self->writable);
  gtk_widget_set_visible (self->validate_button, state == MODEL_LINE_CURRENT && model_record_line_get_validation (line) != MODEL_VALIDATION_VALIDATED);
  gtk_widget_set_visible (self->correct_button, state != MODEL_LINE_DELETED);
  gtk_widget_set_visible (self->restore_button, state == MODEL_LINE_DELETED);
  gtk_widget_set_visible (self->entry_button, state != MODEL_LINE_DELETED);
}

/* Not in the record yet: nothing can be done with it here. */
static void
show_coming (CabVaccineDetails *self,
             CabVaccineRow     *row)
{
  gtk_label_set_text (self->title_label, cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_NAME));
  gtk_label_set_text (self->subtitle_label, cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_KIND));
  add (self, state_new ((VaccinationState) { cab_vaccine_row_get_text (row, CAB_VACCINE_COLUMN_STATE), "document-send-symbolic",
                                             _("You have written this entry. It is safe in the outbox until it has arrived in the record."), FALSE }));
  add (self, cab_vaccine_heading_new (_("Entry")));
  add (self, cab_vaccine_facts_new (cab_vaccine_row_get_entry (row), &self->birth));
}

static void
show_line (CabVaccineDetails *self,
           ModelRecordLine   *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  const char               *label = record_vaccine_label_entry (entry);
  g_autofree char          *date = vaccination_words_for_age (&facts->date, facts->date_text, &self->birth);
  g_autofree char          *subtitle = g_strdup_printf ("%s%s%s", vaccination_words_for_kind (facts->kind), *date != '\0' ? " · " : "", date);

  gtk_label_set_text (self->title_label, *label != '\0' ? label : _("Entry Without a Name"));
  gtk_label_set_text (self->subtitle_label, subtitle);
  show_actions (self, line);
  add_states (self, line);
  add (self, cab_vaccine_heading_new (_("Entry")));
  add (self, cab_vaccine_facts_new (entry, &self->birth));
  add_comments (self, line);
  add (self, cab_vaccine_heading_new (_("History")));
  add (self, cab_vaccine_history_new (line));
}

/* "3 doses; the last one 4 years ago." Facts, no judgement (R-VAC-95). (transfer full) */
static char *
count_doses (GPtrArray *doses)
{
  ModelDate        today = model_date_today ();
  const ModelDate *last;
  int              years;
  g_autofree char *number = NULL;
  g_autofree char *since = NULL;

  if (doses->len == 0)
    return g_strdup (_("No dose is in the record."));

  number = g_strdup_printf (ngettext ("%u dose is in the record", "%u doses are in the record", doses->len), doses->len);
  last = &model_clinical_entry_get_facts (model_record_line_get_entry (g_ptr_array_index (doses, 0)))->date;
  years = model_date_age (last, &today);
  if (years < 0)
    return g_strdup_printf ("%s.", number);
  if (years == 0)
    since = g_strdup (_("the last one less than a year ago"));
  else
    since = g_strdup_printf (ngettext ("the last one %d year ago", "the last one %d years ago", years), years);

  /* Translators: "3 doses are in the record"; "the last one 4 years ago". */
  return g_strdup_printf (_("%s, %s."), number, since);
}

/* Whatever is to be weighed before a dose of anything. (transfer full) */
static GPtrArray *
list_allergies (ModelVaccinationRecord *record)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);
  GPtrArray *allergies = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    if (MODEL_IS_ALLERGY (model_record_line_get_entry (g_ptr_array_index (lines, i))) &&
        model_record_line_get_state (g_ptr_array_index (lines, i)) == MODEL_LINE_CURRENT)
      g_ptr_array_add (allergies, g_ptr_array_index (lines, i));

  return allergies;
}

static void
show_disease (CabVaccineDetails  *self,
              RecordDiseaseFacts *facts)
{
  ModelCoding     *disease = record_disease_facts_get_disease (facts);
  GPtrArray       *doses = record_disease_facts_get_doses (facts);
  g_autofree char *number = count_doses (doses);
  g_autoptr(GPtrArray) allergies = list_allergies (self->record);

  gtk_label_set_text (self->title_label, disease != NULL ? model_coding_get_label (disease) : _("It is not said against what"));
  gtk_label_set_text (self->subtitle_label, number);
  if (record_disease_facts_is_doubtful (facts))
    add (self, state_new ((VaccinationState) { _("Number uncertain"), "dialog-warning-symbolic",
                                               _("One of the doses is a duplicate, was corrected twice or may be out of date."), TRUE }));
  add_lines (self, _("Doses"), doses);
  add_lines (self, _("Antibodies Given"), record_disease_facts_get_passive (facts));
  add_lines (self, _("Not Given"), record_disease_facts_get_not_given (facts));
  add_lines (self, _("Past Illness"), record_disease_facts_get_illnesses (facts));
  add_lines (self, _("Basic Immunisation"), record_disease_facts_get_basic (facts));
  add_lines (self, _("Laboratory"), record_disease_facts_get_serologies (facts));
  add_lines (self, _("Allergies and Reactions of Any Kind"), allergies);
  if (disease != NULL)
    add (self, cab_vaccine_advice_new (self->recommendations, disease));
}

static void
cab_vaccine_details_dispose (GObject *object)
{
  g_clear_object (&CAB_VACCINE_DETAILS (object)->record);
  g_clear_object (&CAB_VACCINE_DETAILS (object)->memory);
  g_clear_object (&CAB_VACCINE_DETAILS (object)->recommendations);

  G_OBJECT_CLASS (cab_vaccine_details_parent_class)->dispose (object);
}

static void
cab_vaccine_details_class_init (CabVaccineDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, close_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, title_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, actions_box);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, validate_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, correct_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, restore_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, entry_button);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineDetails, content);
}

static void
cab_vaccine_details_init (CabVaccineDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_vaccine_details_new (void)
{
  return g_object_new (CAB_TYPE_VACCINE_DETAILS, NULL);
}

void
cab_vaccine_details_set_memory (CabVaccineDetails *self,
                                VaccinationMemory *memory)
{
  g_return_if_fail (CAB_IS_VACCINE_DETAILS (self));

  g_set_object (&self->memory, memory);
}

void
cab_vaccine_details_set_recommendations (CabVaccineDetails     *self,
                                         RecordRecommendations *recommendations)
{
  g_return_if_fail (CAB_IS_VACCINE_DETAILS (self));

  g_set_object (&self->recommendations, recommendations);
}

void
cab_vaccine_details_set_writable (CabVaccineDetails *self,
                                  gboolean           writable)
{
  g_return_if_fail (CAB_IS_VACCINE_DETAILS (self));

  self->writable = writable;
}

void
cab_vaccine_details_show (CabVaccineDetails      *self,
                          CabVaccineRow          *row,
                          ModelVaccinationRecord *record,
                          const ModelDate        *birth)
{
  g_return_if_fail (CAB_IS_VACCINE_DETAILS (self));

  cab_vaccine_empty (self->content);
  gtk_widget_set_visible (self->actions_box, FALSE);
  gtk_label_set_text (self->title_label, "");
  gtk_label_set_text (self->subtitle_label, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_set_object (&self->record, record);
  if (row == NULL || record == NULL)
    return;

  self->birth = *birth;
  if (cab_vaccine_row_get_line (row) != NULL)
    show_line (self, cab_vaccine_row_get_line (row));
  else if (cab_vaccine_row_get_entry (row) != NULL)
    show_coming (self, row);
  else
    show_disease (self, cab_vaccine_row_get_facts (row));
}

void
cab_vaccine_details_grab (CabVaccineDetails *self)
{
  g_return_if_fail (CAB_IS_VACCINE_DETAILS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}
