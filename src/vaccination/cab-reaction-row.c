/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-reaction-row.h"

#include "model-vaccination.h"
#include "record-vaccine-labels.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CabReactionRow
{
  AdwComboRow parent_instance;

  RecordEntryDraft *draft;     /* (owned) (nullable) */
  GPtrArray        *sentences; /* (owned) of utf8, one for each dose */
  char             *written;   /* (owned) (nullable) the one that is in the comment */
};

G_DEFINE_FINAL_TYPE (CabReactionRow, cab_reaction_row, ADW_TYPE_COMBO_ROW)

/* The sentence before is taken away where it still stands; what the person wrote herself stays. */
static void
selected_cb (CabReactionRow *self)
{
  guint            position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  const char      *sentence = position > 0 && position <= self->sentences->len ? g_ptr_array_index (self->sentences, position - 1) : NULL;
  g_autofree char *kept = NULL;
  g_autofree char *comment = NULL;
  const char      *text;

  if (self->draft == NULL)
    return;

  text = record_entry_draft_get_text (self->draft, RECORD_ENTRY_COMMENT);
  if (self->written != NULL && g_str_has_prefix (text, self->written))
    text += strlen (self->written);
  kept = g_strstrip (g_strdup (text));
  comment = g_strdup_printf ("%s%s%s", sentence != NULL ? sentence : "", sentence != NULL && *kept != '\0' ? "\n" : "", kept);
  g_free (self->written);
  self->written = g_strdup (sentence);
  record_entry_draft_set_text (self->draft, RECORD_ENTRY_COMMENT, comment);
}

/* "After Boostrix of 03.10.2026, lot AC37B." (transfer full) */
static char *
describe (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  const char               *lot = model_vaccination_get_details (MODEL_VACCINATION (entry))->lot;
  g_autofree char          *date = vaccination_words_for_date (&facts->date, facts->date_text);
  const char               *name = record_vaccine_label_entry (entry);

  if (lot != NULL && *lot != '\0' && !g_str_equal (lot, "-"))
    /* Translators: a reaction came after this dose: vaccine, date, lot. */
    return g_strdup_printf (_("After %s of %s, lot %s."), name, date, lot);

  /* Translators: a reaction came after this dose: vaccine, date. */
  return g_strdup_printf (_("After %s of %s."), name, date);
}

static void
list_doses (CabReactionRow         *self,
            ModelVaccinationRecord *record)
{
  GPtrArray *lines = record != NULL ? model_vaccination_record_get_lines (record) : NULL;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->sentences, 0);
  gtk_string_list_append (names, _("Not a Dose of This Record"));
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      ModelClinicalEntry *entry = model_record_line_get_entry (g_ptr_array_index (lines, i));
      g_autofree char    *date = NULL;
      g_autofree char    *name = NULL;

      if (!MODEL_IS_VACCINATION (entry) || model_clinical_entry_get_facts (entry)->status != MODEL_CLINICAL_STANDS)
        continue;
      date = model_date_format (&model_clinical_entry_get_facts (entry)->date);
      name = g_strdup_printf ("%s · %s", date, record_vaccine_label_entry (entry));
      gtk_string_list_append (names, name);
      g_ptr_array_add (self->sentences, describe (entry));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
}

static void
cab_reaction_row_finalize (GObject *object)
{
  CabReactionRow *self = CAB_REACTION_ROW (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_free (self->written);

  G_OBJECT_CLASS (cab_reaction_row_parent_class)->finalize (object);
}

static void
cab_reaction_row_class_init (CabReactionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cab_reaction_row_finalize;
}

static void
cab_reaction_row_init (CabReactionRow *self)
{
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

void
cab_reaction_row_set_draft (CabReactionRow         *self,
                            RecordEntryDraft       *draft,
                            ModelVaccinationRecord *record)
{
  g_return_if_fail (CAB_IS_REACTION_ROW (self));

  g_clear_object (&self->draft);
  g_clear_pointer (&self->written, g_free);
  list_doses (self, record);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), 0);
  g_set_object (&self->draft, draft);
}
