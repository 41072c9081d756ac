/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-copies.h"
#include "cli-json.h"
#include "cli-output.h"
#include "cli-recommendations.h"
#include "cli-vaccinations-json.h"
#include "model-serology.h"
#include "record-vaccinations.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n.h>

#define N_COLUMNS 6

/* What it is against, or what was measured. (transfer full) */
static char *
details_of (ModelClinicalEntry *entry)
{
  g_autoptr(GPtrArray) diseases = NULL;
  g_autoptr(GPtrArray) words = NULL;

  if (MODEL_IS_SEROLOGY (entry))
    return model_serology_dup_value (MODEL_SEROLOGY (entry));
  if (!MODEL_IS_VACCINATION (entry))
    return g_strdup ("");

  diseases = record_vaccine_list_diseases (MODEL_VACCINATION (entry));
  words = g_ptr_array_new ();
  for (guint i = 0; i < diseases->len; i++)
    g_ptr_array_add (words, (char *) record_vaccine_label (g_ptr_array_index (diseases, i)));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

static char **
row_of (ModelRecordLine *line)
{
  ModelClinicalEntry       *entry = model_record_line_get_entry (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  const char               *marks = record_vaccine_explain_marks (model_record_line_get_marks (line));
  char                    **row = g_new0 (char *, N_COLUMNS + 1);

  row[0] = facts->date_text != NULL ? g_strdup (facts->date_text) : model_date_format (&facts->date);
  row[1] = g_strdup (record_vaccine_label_entry (entry));
  row[2] = details_of (entry);
  /* R-VAC-29: what was not given is never taken for a dose */
  row[3] = g_strdup (facts->status == MODEL_CLINICAL_NOT_DONE && model_record_line_get_state (line) == MODEL_LINE_CURRENT
                         ? _("Not given")
                         : record_vaccine_label_state (model_record_line_get_state (line)));
  row[4] = g_strdup (record_vaccine_label_validation (model_record_line_get_validation (line)));
  row[5] = g_strdup (marks != NULL ? marks : "");

  return row;
}

static void
print_lines (ModelVaccinationRecord *record,
             const CliOptions       *options)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (rows, row_of (g_ptr_array_index (lines, i)));

  cli_print_table (rows, N_COLUMNS, options->with_spid);
}

static void
add_faults (GPtrArray *gaps,
            GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (g_ptr_array_index (documents, i));
      const char                          *sentence = record_vaccine_explain_faults (facts->faults);

      if (sentence != NULL)
        g_ptr_array_add (gaps, g_strdup_printf ("%s: %s", facts->title != NULL ? facts->title : "?", sentence));
    }
}

/* What the record lacks, for people (R-VAC-8, R-VAC-75). (transfer full) (element-type utf8) */
static GPtrArray *
list_gaps (ModelVaccinationRecord *record,
           GListModel             *issues)
{
  GPtrArray *gaps = cli_warnings_new (issues);
  GPtrArray *unread = model_vaccination_record_get_unread (record);
  ModelDate  copied;

  for (guint i = 0; i < unread->len; i++)
    {
      ModelUnreadDocument *document = g_ptr_array_index (unread, i);
      const char          *title = model_unread_document_get_title (document);

      g_ptr_array_add (gaps, g_strdup_printf ("%s: %s", title != NULL ? title : "?",
                                              record_vaccine_explain_unread (model_unread_document_get_reason (document))));
    }
  add_faults (gaps, model_vaccination_record_get_documents (record));
  if (model_vaccination_record_is_copy (record, &copied))
    {
      g_autofree char *date = model_date_format (&copied);

      g_ptr_array_add (gaps, g_strdup_printf (_("There are no documents of single vaccinations. This is a copy of the record of %s."), date));
    }
  if (model_vaccination_record_is_partial (record))
    g_ptr_array_add (gaps, g_strdup (_("This vaccination record is not complete.")));

  return gaps;
}

static CliExit
print_record (CliConnection        *connection,
              RecordPatientContext *context,
              const CliOptions     *options)
{
  GCancellable *cancellable = cli_connection_get_cancellable (connection);
  g_autoptr(RecordVaccinations) vaccinations = record_vaccinations_new (context);
  g_autoptr(GPtrArray) gaps = NULL;
  g_autoptr(RecordRecommendations) recommendations = NULL;
  ModelVaccinationRecord *record;
  CliExit                 exit = CLI_EXIT_OK;

  while (record_vaccinations_get_loading (vaccinations) && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  record = record_vaccinations_get_record (vaccinations);
  if (record == NULL || g_cancellable_is_cancelled (cancellable))
    return CLI_EXIT_INTERRUPTED;

  if (options->recommendations)
    recommendations = cli_recommendations_ask (vaccinations, cancellable, &exit);
  if (exit != CLI_EXIT_OK)
    return exit;

  gaps = list_gaps (record, record_document_list_get_warnings (record_patient_context_get_documents (context)));
  for (guint i = 0; i < gaps->len; i++)
    cli_say (g_ptr_array_index (gaps, i));
  exit = cli_copies_write (connection, context, record, options);
  if (exit != CLI_EXIT_OK)
    return exit;
  if (options->json)
    cli_json_print_vaccinations (record, gaps, recommendations, options->with_spid);
  else if (options->pdf == NULL && options->export == NULL)
    print_lines (record, options);
  if (recommendations != NULL && !options->json)
    cli_recommendations_print (recommendations, options->with_spid);

  return CLI_EXIT_OK;
}

CliExit
cli_vaccinations_run (const CliOptions *options)
{
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(CliConnection) connection = NULL;
  RecordPatientContext *context;
  const char           *fault = cli_copies_find_fault (options);
  CliExit               exit;

  if (options->arguments[0] != NULL)
    return cli_usage (_("This command takes options only."));
  if (fault != NULL)
    return cli_usage (fault);
  if (options->patient == NULL)
    return cli_usage (_("Whose record is missing: --patient TEXT."));

  exit = cli_copies_check (options);
  if (exit != CLI_EXIT_OK)
    return exit;
  query = cli_understand (options->patient, &exit);
  if (query == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;
  context = cli_connection_open_patient (connection, query, options, &exit);

  return context != NULL ? print_record (connection, context, options) : exit;
}
