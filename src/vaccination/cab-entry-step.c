/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-entry-step.h"

#include "cab-vaccine-parts.h"
#include "record-vaccination-deposit.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

struct _CabEntryStep
{
  AdwBin parent_instance;

  GtkLabel    *about_label;
  GtkBox      *entries_box;
  GtkWidget   *reason_group;
  AdwComboRow *why_row;
  AdwEntryRow *words_row;
  GtkWidget   *comment_box;
  GtkTextView *step_comment_view;
  GtkLabel    *wanted_label;

  CabEntryAction action;
  ModelDate      birth;
  GPtrArray     *lines;  /* (owned) of ModelRecordLine */
  GPtrArray     *checks; /* (owned) of GtkCheckButton, one for each line where there is a choice */
  gboolean       ready;
};

G_DEFINE_FINAL_TYPE (CabEntryStep, cab_entry_step, ADW_TYPE_BIN)

typedef enum
{
  PROP_READY = 1,
} CabEntryStepProperty;

static GParamSpec *properties[PROP_READY + 1];

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *title;
  const char *button;
  const char *about;
  const char *wanted; /* what is still to be said */
} actions[CAB_ENTRY_N_ACTIONS] = {
  [CAB_ENTRY_VALIDATE] = { N_("Validate Entries"), N_("_Validate"),
                           N_("You confirm as a professional what was entered without one. Look at each entry, and tick it when you have checked it; all that are ticked go into one document."),
                           N_("Tick what you have checked.") },
  [CAB_ENTRY_COMMENT] = { N_("Add a Comment"), N_("_Add Comment"),
                          N_("The comment is added with your name and the date of today. The entry stays as it is, and so do earlier comments."),
                          N_("Write the comment.") },
  [CAB_ENTRY_ANNUL] = { N_("Delete This Entry"), N_("_Delete Entry"),
                        N_("The entry was made in error: it leaves the record and does not count any more. Its history keeps it, with your name, the date of today and the reason."),
                        N_("Say why it is deleted.") },
  [CAB_ENTRY_REFUTE] = { N_("Refute This Entry"), N_("_Refute Entry"),
                         N_("You say as a professional that this entry is wrong. It does not count any more, with your name, the date of today and the reason."),
                         N_("Say why it is wrong.") },
  [CAB_ENTRY_RESTORE] = { N_("Restore This Entry"), N_("_Restore Entry"),
                          N_("The entry comes back into the record as it was before it was deleted."), "" },
  [CAB_ENTRY_KEEP_ONE] = { N_("Which Entry Stays?"), N_("_Keep the Chosen One"),
                           N_("These entries seem to be one and the same. Choose the one that stays; the other is deleted in one step, and its history keeps it."),
                           N_("Choose the entry that stays.") },
};

/* The first is no answer. */
static const char *const reasons[][6] = {
  [CAB_ENTRY_ANNUL] = { N_("Choose, or write below"), N_("It belongs to another patient"), N_("It was entered twice"), N_("It did not happen"),
                        N_("What it says is wrong"), NULL },
  [CAB_ENTRY_REFUTE] = { N_("Choose, or write below"), N_("There is no proof for it"), N_("The patient was mistaken"),
                         N_("An examination says otherwise"), N_("What it says is wrong"), NULL },
};

static gboolean
wants_reason (CabEntryAction action)
{
  return action == CAB_ENTRY_ANNUL || action == CAB_ENTRY_REFUTE;
}

static gboolean
wants_choice (CabEntryAction action)
{
  return action == CAB_ENTRY_VALIDATE || action == CAB_ENTRY_KEEP_ONE;
}

/* (transfer full) */
static char *
dup_typed (CabEntryStep *self)
{
  g_autofree char *text = NULL;

  if (wants_reason (self->action))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words_row))));

  g_object_get (gtk_text_view_get_buffer (self->step_comment_view), "text", &text, NULL);
  return g_strdup (g_strstrip (text));
}

static guint
count_checked (CabEntryStep *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) ? 1 : 0;

  return n;
}

static void
update (CabEntryStep *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean         ready = self->lines->len > 0;

  if (wants_reason (self->action))
    ready = ready && (*typed != '\0' || adw_combo_row_get_selected (self->why_row) > 0);
  else if (wants_choice (self->action))
    ready = ready && count_checked (self) > 0;
  else if (self->action == CAB_ENTRY_COMMENT)
    ready = ready && *typed != '\0';

  gtk_label_set_text (self->wanted_label, ready || self->lines->len == 0 ? "" : _ (actions[self->action].wanted));
  gtk_widget_set_visible (GTK_WIDGET (self->wanted_label), !ready);
  if (ready == self->ready)
    return;

  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
add (CabEntryStep *self,
     GtkWidget    *widget)
{
  gtk_box_append (self->entries_box, widget);
}

/* A tick of its own with all that the entry says. */
static void
add_check (CabEntryStep    *self,
           ModelRecordLine *line)
{
  ModelClinicalEntry *entry = model_record_line_get_entry (line);
  VaccinationState    validation = vaccination_words_for_validation (model_record_line_get_head (line));
  g_autofree char    *words = cab_vaccine_describe (entry, &self->birth);
  GtkWidget          *check = gtk_check_button_new ();
  GtkWidget          *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), cab_vaccine_text_new (words, "heading"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (self->action == CAB_ENTRY_KEEP_ONE && self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "step-card");
  gtk_box_append (GTK_BOX (card), check);
  gtk_box_append (GTK_BOX (card), cab_vaccine_facts_new (entry, &self->birth));
  gtk_box_append (GTK_BOX (card), cab_vaccine_text_new (validation.explanation, "caption"));
  add (self, card);
}

/* The newest version that was not deleted. */
static ModelClinicalEntry *
last_good (ModelRecordLine *line)
{
  for (guint i = model_record_line_get_n_versions (line); i > 0; i--)
    {
      ModelClinicalEntry *entry = model_entry_version_get_entry (model_record_line_get_version (line, i - 1));

      if (model_clinical_entry_get_facts (entry)->status != MODEL_CLINICAL_ENTERED_IN_ERROR)
        return entry;
    }

  return model_record_line_get_entry (line);
}

static void
add_entry (CabEntryStep    *self,
           ModelRecordLine *line)
{
  ModelClinicalEntry *entry = self->action == CAB_ENTRY_RESTORE ? last_good (line) : model_record_line_get_entry (line);
  g_autoptr(GPtrArray) comments = cab_vaccine_list_comments (entry);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "step-card");
  gtk_box_append (GTK_BOX (card), cab_vaccine_facts_new (entry, &self->birth));
  add (self, card);
  if (comments->len > 0)
    add (self, cab_vaccine_heading_new (_("Comments")));
  for (guint i = 0; i < comments->len; i++)
    add (self, cab_vaccine_comment_new (g_ptr_array_index (comments, i)));
}

static void
show_reasons (CabEntryStep *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; wants_reason (self->action) && reasons[self->action][i] != NULL; i++)
    gtk_string_list_append (names, _ (reasons[self->action][i]));
  adw_combo_row_set_model (self->why_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->why_row, 0);
}

static gboolean
submit_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  CabEntryStep *self = CAB_ENTRY_STEP (widget);

  if (self->ready)
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
  else
    cab_entry_step_grab_first (self);
  return TRUE;
}

static void
cab_entry_step_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cab_entry_step_parent_class)->dispose (object);
}

static void
cab_entry_step_finalize (GObject *object)
{
  CabEntryStep *self = CAB_ENTRY_STEP (object);

  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->lines);

  G_OBJECT_CLASS (cab_entry_step_parent_class)->finalize (object);
}

static void
cab_entry_step_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((CabEntryStepProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, CAB_ENTRY_STEP (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_entry_step_class_init (CabEntryStepClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_entry_step_dispose;
  object_class->finalize = cab_entry_step_finalize;
  object_class->get_property = cab_entry_step_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-entry-step.ui");
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, about_label);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, entries_box);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, reason_group);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, why_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, words_row);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, comment_box);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, step_comment_view);
  gtk_widget_class_bind_template_child (widget_class, CabEntryStep, wanted_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, submit_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, submit_cb, NULL);
}

static void
cab_entry_step_init (CabEntryStep *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->checks = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->step_comment_view), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
cab_entry_step_clear (CabEntryStep *self)
{
  g_return_if_fail (CAB_IS_ENTRY_STEP (self));

  g_ptr_array_set_size (self->checks, 0);
  g_ptr_array_set_size (self->lines, 0);
  cab_vaccine_empty (self->entries_box);
  gtk_editable_set_text (GTK_EDITABLE (self->words_row), "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->step_comment_view), "", -1);
  gtk_label_set_text (self->about_label, "");
  update (self);
}

void
cab_entry_step_show (CabEntryStep    *self,
                     CabEntryAction   action,
                     GPtrArray       *lines,
                     const ModelDate *birth)
{
  g_return_if_fail (CAB_IS_ENTRY_STEP (self));
  g_return_if_fail (action < CAB_ENTRY_N_ACTIONS && lines != NULL);

  cab_entry_step_clear (self);
  self->action = action;
  self->birth = *birth;
  show_reasons (self);
  gtk_label_set_text (self->about_label, _ (actions[action].about));
  for (guint i = 0; i < lines->len; i++)
    {
      g_ptr_array_add (self->lines, g_object_ref (g_ptr_array_index (lines, i)));
      if (wants_choice (action))
        add_check (self, g_ptr_array_index (lines, i));
      else
        add_entry (self, g_ptr_array_index (lines, i));
    }
  gtk_widget_set_visible (self->reason_group, wants_reason (action));
  gtk_widget_set_visible (self->comment_box, action == CAB_ENTRY_COMMENT || action == CAB_ENTRY_RESTORE);
  update (self);
}

CabEntryAction
cab_entry_step_get_action (CabEntryStep *self)
{
  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), CAB_ENTRY_VALIDATE);

  return self->action;
}

gboolean
cab_entry_step_get_ready (CabEntryStep *self)
{
  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), FALSE);

  return self->ready;
}

gboolean
cab_entry_step_is_touched (CabEntryStep *self)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), FALSE);

  typed = dup_typed (self);

  return self->lines->len > 0 && (*typed != '\0' || count_checked (self) > 0);
}

GPtrArray *
cab_entry_step_get_lines (CabEntryStep *self)
{
  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), NULL);

  return self->lines;
}

GPtrArray *
cab_entry_step_list_chosen (CabEntryStep *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), chosen);

  for (guint i = 0; i < self->lines->len; i++)
    {
      gboolean checked = i < self->checks->len && gtk_check_button_get_active (g_ptr_array_index (self->checks, i));

      if (!wants_choice (self->action) || checked == (self->action == CAB_ENTRY_VALIDATE))
        g_ptr_array_add (chosen, g_object_ref (g_ptr_array_index (self->lines, i)));
    }

  return chosen;
}

static char *
dup_duplicate_reason (CabEntryStep *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return record_vaccination_dup_duplicate_reason (g_ptr_array_index (self->lines, i));

  return g_strdup ("");
}

char *
cab_entry_step_dup_comment (CabEntryStep *self)
{
  g_autofree char *typed = NULL;
  guint            position;

  g_return_val_if_fail (CAB_IS_ENTRY_STEP (self), NULL);

  if (self->action == CAB_ENTRY_KEEP_ONE)
    return dup_duplicate_reason (self);

  typed = dup_typed (self);
  position = wants_reason (self->action) ? adw_combo_row_get_selected (self->why_row) : 0;
  if (position == 0)
    return g_steal_pointer (&typed);

  return *typed != '\0' ? g_strdup_printf ("%s. %s", _ (reasons[self->action][position]), typed)
                        : g_strdup_printf ("%s.", _ (reasons[self->action][position]));
}

void
cab_entry_step_set_comment (CabEntryStep *self,
                            const char   *words)
{
  g_return_if_fail (CAB_IS_ENTRY_STEP (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->step_comment_view), words, -1);
}

void
cab_entry_step_grab_first (CabEntryStep *self)
{
  GtkWidget *first = GTK_WIDGET (self->step_comment_view);

  g_return_if_fail (CAB_IS_ENTRY_STEP (self));

  if (wants_choice (self->action) && self->checks->len > 0)
    first = g_ptr_array_index (self->checks, 0);
  else if (wants_reason (self->action))
    first = GTK_WIDGET (self->why_row);
  gtk_widget_grab_focus (first);
}

const char *
cab_entry_action_title (CabEntryAction action)
{
  g_return_val_if_fail (action < CAB_ENTRY_N_ACTIONS, "");

  return _ (actions[action].title);
}

const char *
cab_entry_action_button (CabEntryAction action)
{
  g_return_val_if_fail (action < CAB_ENTRY_N_ACTIONS, "");

  return _ (actions[action].button);
}
