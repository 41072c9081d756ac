/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-gaps.h"

#include "cab-vaccine-parts.h"
#include "model-issue.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n-lib.h>

struct _CabVaccineGaps
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (CabVaccineGaps, cab_vaccine_gaps, ADW_TYPE_BIN)

static GtkWidget *
text_new (const char *text,
          const char *css_class)
{
  GtkWidget *label = cab_vaccine_text_new (text, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);

  return label;
}

static void
add_button (GtkBox     *buttons,
            const char *label,
            const char *action,
            const char *key,
            const char *title)
{
  GtkWidget       *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *plain = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)))));
  g_autofree char *words = g_strdup_printf ("%s: %s", plain, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (buttons, button);
}

static void
add_details (GtkBox     *box,
             const char *details)
{
  GtkWidget *expander;
  GtkWidget *label;

  if (details == NULL || *details == '\0')
    return;

  expander = gtk_expander_new (_("Details"));
  label = text_new (details, "caption");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  gtk_box_append (box, expander);
}

static void
add_unread (CabVaccineGaps      *self,
            ModelUnreadDocument *unread)
{
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget  *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *title = model_unread_document_get_title (unread);
  const char *key = model_unread_document_get_unique_id (unread);

  if (title == NULL)
    title = _("Document Without a Title");
  gtk_box_append (GTK_BOX (box), text_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), text_new (record_vaccine_explain_unread (model_unread_document_get_reason (unread)), NULL));
  if (key != NULL)
    add_button (GTK_BOX (buttons), _("_Open in the Reader"), "vaccination.open-document", key, title);
  if (key != NULL && model_unread_document_get_reason (unread) == MODEL_UNREAD_OTHER_PATIENT)
    add_button (GTK_BOX (buttons), _("It _Is About This Patient"), "vaccination.accept", key, title);
  gtk_box_append (GTK_BOX (box), buttons);
  add_details (GTK_BOX (box), model_unread_document_get_details (unread));
  gtk_box_append (self->box, box);
}

static void
add_fault (CabVaccineGaps           *self,
           ModelVaccinationDocument *document)
{
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);
  const char                          *sentence = record_vaccine_explain_faults (facts->faults);
  GtkWidget                           *box;
  GtkWidget                           *buttons;
  const char                          *title = facts->title != NULL ? facts->title : _("Document Without a Title");

  if (sentence == NULL)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), text_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), text_new (sentence, NULL));
  add_button (GTK_BOX (buttons), _("_Open in the Reader"), "vaccination.open-document", model_vaccination_document_get_key (document), title);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (self->box, box);
}

static void
add_warnings (CabVaccineGaps *self,
              GListModel     *warnings)
{
  for (guint i = 0; warnings != NULL && i < g_list_model_get_n_items (warnings); i++)
    {
      g_autoptr(ModelIssue) issue = g_list_model_get_item (warnings, i);

      gtk_box_append (self->box, text_new (model_issue_get_text (issue), NULL));
    }
}

static void
cab_vaccine_gaps_class_init (CabVaccineGapsClass *klass)
{
}

static void
cab_vaccine_gaps_init (CabVaccineGaps *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "missing");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
cab_vaccine_gaps_show (CabVaccineGaps         *self,
                       ModelVaccinationRecord *record,
                       GListModel             *warnings,
                       ModelProblem           *problem)
{
  GtkWidget *child;
  GPtrArray *unread;
  GPtrArray *documents;

  g_return_if_fail (CAB_IS_VACCINE_GAPS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (record == NULL)
    return;

  unread = model_vaccination_record_get_unread (record);
  documents = model_vaccination_record_get_documents (record);
  if (problem != NULL)
    gtk_box_append (self->box, text_new (model_problem_get_sentence (problem), NULL));
  for (guint i = 0; i < unread->len; i++)
    add_unread (self, g_ptr_array_index (unread, i));
  for (guint i = 0; i < documents->len; i++)
    add_fault (self, g_ptr_array_index (documents, i));
  add_warnings (self, warnings);
}
