/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-copies.h"

#include "cli-output.h"
#include "print-vaccinations.h"
#include "record-vaccination-deposit.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_stdout (const char *path)
{
  return path != NULL && strcmp (path, "-") == 0;
}

const char *
cli_copies_find_fault (const CliOptions *options)
{
  if (options->language != NULL && !g_strv_contains (print_languages (), options->language))
    return _("The language is fr, de, it or en.");
  if (options->language != NULL && options->pdf == NULL)
    return _("The language is that of a PDF: --pdf FILE.");
  if (is_stdout (options->pdf) + is_stdout (options->export) + (options->json != FALSE) > 1 && (is_stdout (options->pdf) || is_stdout (options->export)))
    return _("Standard output can take one thing only.");

  return NULL;
}

CliExit
cli_copies_check (const CliOptions *options)
{
  const char *const paths[] = { options->pdf, options->export };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      if (paths[i] != NULL && !cli_check_path (paths[i], options->force, &error))
        return cli_fail (error);
    }

  return CLI_EXIT_OK;
}

/* (transfer full) (nullable) */
static GBytes *
make_pdf (CliConnection          *connection,
          RecordPatientContext   *context,
          ModelVaccinationRecord *record,
          const CliOptions       *options,
          GError                **error)
{
  RecordSession *session = cli_connection_get_session (connection);
  g_autoptr(ModelActor) person = record_vaccination_dup_self (session);
  g_autofree char *name = person != NULL ? model_actor_dup_label (person) : NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  const char *own = print_language_own ();
  const char *language = options->language != NULL ? print_language (options->language) : own;
  g_autoptr(PrintBook) book = print_vaccinations (&(PrintVaccinationOrder) {
      .record = record,
      .patient = record_patient_context_get_patient (context),
      .language = language,
      .second = strcmp (language, own) != 0 ? own : NULL,
      .printed_by = name,
      .community = record_community_get_name (record_session_get_community (session)),
      .moment = now,
      .comments = PRINT_ALL_COMMENTS,
  });

  return print_book_write (book, error);
}

/* (transfer full) (nullable) */
static GBytes *
make_export (CliConnection          *connection,
             RecordPatientContext   *context,
             ModelVaccinationRecord *record,
             GError                **error)
{
  RecordSession *session = cli_connection_get_session (connection);
  g_autoptr(GAsyncResult) result = NULL;

  record_vaccination_snapshot_async (session, record_patient_context_get_patient (context), record, FALSE,
                                     cli_connection_get_cancellable (connection), cli_keep_result_cb, &result);
  cli_wait (&result);

  return record_vaccination_write_finish (session, result, NULL, error);
}

CliExit
cli_copies_write (CliConnection          *connection,
                  RecordPatientContext   *context,
                  ModelVaccinationRecord *record,
                  const CliOptions       *options)
{
  g_autoptr(GError) error = NULL;

  if (options->pdf != NULL)
    {
      g_autoptr(GBytes) pdf = make_pdf (connection, context, record, options, &error);

      if (pdf == NULL || !cli_write (options->pdf, pdf, options->force, &error))
        return cli_fail (error);
    }
  if (options->export != NULL)
    {
      g_autoptr(GBytes) document = make_export (connection, context, record, &error);

      if (document == NULL || !cli_write (options->export, document, options->force, &error))
        return cli_fail (error);
    }

  return CLI_EXIT_OK;
}
