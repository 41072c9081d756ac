/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-round-card.h"

#include "cab-coding-row.h"
#include "cab-patient-words.h"

#include <glib/gi18n-lib.h>

struct _CabRoundCard
{
  AdwBin parent_instance;

  GtkLabel      *card_name;
  GtkLabel      *card_facts;
  GtkLabel      *card_number;
  GtkLabel      *card_grade;
  GtkLabel      *card_line;
  AdwEntryRow   *card_dose;
  CabCodingRow  *card_site;
  GtkLabel      *card_problem;
  GtkButton     *confirm_button;
  GtkMenuButton *skip_button;
  GtkEditable   *reason_entry;

  RecordEntryDraft *draft; /* (owned) (nullable) */
  gboolean          filling;
};

G_DEFINE_FINAL_TYPE (CabRoundCard, cab_round_card, ADW_TYPE_BIN)

enum
{
  SIGNAL_CONFIRMED,
  SIGNAL_SKIPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* Why she cannot be confirmed, or what should be looked at. */
static void
show_problem (CabRoundCard *self)
{
  const char *problem = NULL;
  gboolean    complete = self->draft != NULL && record_entry_draft_get_complete (self->draft);

  for (guint i = 0; self->draft != NULL && problem == NULL && i < RECORD_N_ENTRY_FIELDS; i++)
    problem = record_entry_draft_explain (self->draft, (RecordEntryField) i);
  for (guint i = 0; self->draft != NULL && problem == NULL && i < RECORD_N_ENTRY_FIELDS; i++)
    problem = record_entry_draft_warn (self->draft, (RecordEntryField) i);
  show_text (self->card_problem, problem);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), complete);
}

static void
show_patient (CabRoundCard *self,
              const char   *number,
              const char   *line)
{
  ModelPatient    *patient = record_entry_draft_get_patient (self->draft);
  g_autofree char *name = model_patient_dup_title (patient);
  g_autofree char *birth = model_date_format (model_patient_get_birth_date (patient));
  g_autofree char *age = cab_patient_words_dup_age (patient);
  g_autofree char *spoken = cab_patient_words_dup_spoken (patient);
  g_autofree char *facts = g_strdup_printf ("%s%s%s · %s", birth, *age != '\0' ? " · " : "", age,
                                            model_gender_get_label (model_patient_get_gender (patient)));
  /* Translators: what a list says of a patient, as it stands there. */
  g_autofree char *listed = line != NULL ? g_strdup_printf (_("In your list: %s"), line) : NULL;
  /* Translators: the name of a patient who was vaccinated. */
  g_autofree char *confirm = g_strdup_printf (_("_Vaccinated: %s"), name);

  show_text (self->card_name, name);
  show_text (self->card_facts, facts);
  show_text (self->card_number, number);
  show_text (self->card_grade, cab_patient_words_grade (patient));
  show_text (self->card_line, listed);
  gtk_button_set_label (self->confirm_button, confirm);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->confirm_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static void
show_nobody (CabRoundCard *self)
{
  show_text (self->card_name, NULL);
  show_text (self->card_facts, NULL);
  show_text (self->card_number, NULL);
  show_text (self->card_grade, NULL);
  show_text (self->card_line, NULL);
  gtk_button_set_label (self->confirm_button, "");
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->confirm_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_menu_button_popdown (self->skip_button);
}

static void
dose_changed_cb (CabRoundCard *self)
{
  if (self->draft == NULL || self->filling)
    return;

  record_entry_draft_set_text (self->draft, RECORD_ENTRY_DOSE, gtk_editable_get_text (GTK_EDITABLE (self->card_dose)));
  show_problem (self);
}

static void
site_chosen_cb (CabRoundCard *self)
{
  if (self->draft != NULL)
    record_entry_draft_set_code (self->draft, RECORD_ENTRY_SITE, cab_coding_row_get_coding (self->card_site));
}

/* Of the dose: what is said is said, and the button is where one confirms. */
static void
dose_entered_cb (CabRoundCard *self)
{
  cab_round_card_grab_confirm (self);
}

static void
confirm_clicked_cb (CabRoundCard *self)
{
  if (self->draft != NULL && record_entry_draft_get_complete (self->draft))
    g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
}

static void
skip_clicked_cb (CabRoundCard *self)
{
  g_autofree char *reason = g_strdup (gtk_editable_get_text (self->reason_entry));

  gtk_menu_button_popdown (self->skip_button);
  if (self->draft != NULL)
    g_signal_emit (self, signals[SIGNAL_SKIPPED], 0, reason);
}

static void
cab_round_card_dispose (GObject *object)
{
  CabRoundCard *self = CAB_ROUND_CARD (object);

  g_clear_object (&self->draft);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_round_card_parent_class)->dispose (object);
}

static void
cab_round_card_class_init (CabRoundCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_round_card_dispose;

  signals[SIGNAL_CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[SIGNAL_SKIPPED] = g_signal_new ("skipped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CAB_TYPE_CODING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-round-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_name);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_facts);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_number);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_grade);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_line);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_dose);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_site);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, card_problem);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CabRoundCard, reason_entry);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dose_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dose_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, site_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_clicked_cb);
}

static void
cab_round_card_init (CabRoundCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cab_round_card_set_draft (CabRoundCard     *self,
                          RecordEntryDraft *draft,
                          const char       *number,
                          const char       *line)
{
  g_return_if_fail (CAB_IS_ROUND_CARD (self));

  g_set_object (&self->draft, draft);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->card_dose), draft != NULL ? record_entry_draft_get_text (draft, RECORD_ENTRY_DOSE) : "");
  gtk_editable_set_text (self->reason_entry, "");
  cab_coding_row_set_coding (self->card_site, draft != NULL ? record_entry_draft_get_code (draft, RECORD_ENTRY_SITE) : NULL);
  self->filling = FALSE;
  if (draft != NULL)
    {
      g_autoptr(GListModel) sites = record_entry_draft_list_choices (draft, RECORD_ENTRY_SITE);

      cab_coding_row_set_choices (self->card_site, sites);
      show_patient (self, number, line);
    }
  else
    show_nobody (self);
  show_problem (self);
}

RecordEntryDraft *
cab_round_card_get_draft (CabRoundCard *self)
{
  g_return_val_if_fail (CAB_IS_ROUND_CARD (self), NULL);

  return self->draft;
}

void
cab_round_card_grab_confirm (CabRoundCard *self)
{
  g_return_if_fail (CAB_IS_ROUND_CARD (self));

  gtk_widget_grab_focus (gtk_widget_get_sensitive (GTK_WIDGET (self->confirm_button)) ? GTK_WIDGET (self->confirm_button)
                                                                                      : GTK_WIDGET (self->card_dose));
}
