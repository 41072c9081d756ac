/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-history.h"

#include "cab-vaccine-parts.h"
#include "vaccination-facts.h"
#include "vaccination-words.h"

#include <glib/gi18n-lib.h>

static gboolean
has_comment (ModelClinicalEntry *entry,
             ModelComment       *comment)
{
  GPtrArray *comments = model_clinical_entry_get_facts (entry)->comments;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (g_strcmp0 (model_comment_get_text (g_ptr_array_index (comments, i)), model_comment_get_text (comment)) == 0)
      return TRUE;

  return FALSE;
}

/* Later versions repeat the comments of earlier ones: each is told where it came. */
static void
add_comments (GtkBox             *box,
              ModelClinicalEntry *entry,
              ModelClinicalEntry *before)
{
  GPtrArray *comments = model_clinical_entry_get_facts (entry)->comments;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (before == NULL || !has_comment (before, g_ptr_array_index (comments, i)))
      gtk_box_append (box, cab_vaccine_comment_new (g_ptr_array_index (comments, i)));
}

/* "Entered on 12.11.2026 by Dr. med. Eva Muster, provided by a professional." (transfer full) */
static char *
describe (ModelEntryVersion *version)
{
  const ModelClinicalFacts            *facts = model_clinical_entry_get_facts (model_entry_version_get_entry (version));
  const ModelVaccinationDocumentFacts *document = model_vaccination_document_get_facts (model_entry_version_get_document (version));
  g_autofree char                     *who = vaccination_words_for_actor (facts->recorder);
  g_autofree char                     *authors = *who == '\0' ? vaccination_words_for_actors (document->authors) : NULL;
  g_autofree char                     *when = model_date_format (facts->recorded.precision != MODEL_DATE_UNKNOWN ? &facts->recorded : &document->date);
  const char                          *person = *who != '\0' ? who : authors;
  const char                          *role = vaccination_words_for_role (document->provider_role);

  if (*when != '\0' && *person != '\0')
    /* Translators: date; person; "provided by a professional". */
    return g_strdup_printf (_("Entered on %s by %s, %s."), when, person, role);
  if (*when != '\0')
    /* Translators: date; "provided by a professional". */
    return g_strdup_printf (_("Entered on %s, %s."), when, role);

  /* Translators: "provided by a professional". */
  return g_strdup_printf (_("Entered at an unknown time, %s."), role);
}

static GtkWidget *
open_button_new (ModelVaccinationDocument *document)
{
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);
  g_autofree char                     *date = model_date_format (&facts->date);
  g_autofree char                     *tooltip = NULL;
  GtkWidget                           *button = gtk_button_new_with_mnemonic (_("Open Its _Document"));

  /* Translators: title and date of a document. */
  tooltip = g_strdup_printf (_("Open “%s” of %s in the reader"), facts->title != NULL ? facts->title : _("Document"), date);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", model_vaccination_document_get_key (document));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "vaccination.open-document");

  return button;
}

static void
add_version (GtkBox          *box,
             ModelRecordLine *line,
             guint            position)
{
  guint               n = model_record_line_get_n_versions (line);
  ModelEntryVersion  *version = model_record_line_get_version (line, position);
  ModelClinicalEntry *entry = model_entry_version_get_entry (version);
  ModelClinicalEntry *before = position > 0 ? model_entry_version_get_entry (model_record_line_get_version (line, position - 1)) : NULL;
  g_autofree char    *changes = before != NULL ? vaccination_facts_compare (before, entry) : NULL;
  g_autofree char    *description = describe (version);
  g_autofree char    *title = NULL;
  GtkWidget          *step = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  if (position + 1 == n && n > 1)
    /* Translators: the number of versions of an entry. */
    title = g_strdup_printf (_("Version %u, the newest"), n);
  else
    title = g_strdup_printf (_("Version %u"), position + 1);
  gtk_widget_add_css_class (step, "history-step");
  gtk_box_append (GTK_BOX (step), cab_vaccine_text_new (title, "caption-heading"));
  gtk_box_append (GTK_BOX (step), cab_vaccine_text_new (description, NULL));
  if (changes != NULL)
    gtk_box_append (GTK_BOX (step), cab_vaccine_text_new (*changes != '\0' ? changes : _("Nothing but people or comments changed."), NULL));
  add_comments (GTK_BOX (step), entry, before);
  if (model_entry_version_get_n_documents (version) > 1)
    {
      g_autofree char *copies = g_strdup_printf (_("The same version lies in %u documents."), model_entry_version_get_n_documents (version));

      gtk_box_append (GTK_BOX (step), cab_vaccine_text_new (copies, "caption"));
    }
  gtk_box_append (GTK_BOX (step), open_button_new (model_entry_version_get_document (version)));
  gtk_box_append (box, step);
}

GtkWidget *
cab_vaccine_history_new (ModelRecordLine *line)
{
  GtkWidget *box;

  g_return_val_if_fail (MODEL_IS_RECORD_LINE (line), NULL);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  for (guint i = model_record_line_get_n_versions (line); i > 0; i--)
    add_version (GTK_BOX (box), line, i - 1);

  return box;
}
