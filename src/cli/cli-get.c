/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-json.h"
#include "cli-output.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *
skip_oid_prefix (const char *id)
{
  return g_str_has_prefix (id, "urn:oid:") ? id + strlen ("urn:oid:") : id;
}

/* @wanted: the logical id, or the unique id (masterIdentifier), with or without urn:oid:. */
static gboolean
is_wanted (ModelDocument *document,
           const char    *wanted)
{
  const char *unique_id = model_document_get_unique_id (document);

  return g_strcmp0 (model_document_get_id (document), wanted) == 0 ||
         (unique_id != NULL && strcmp (skip_oid_prefix (unique_id), skip_oid_prefix (wanted)) == 0);
}

/* (transfer full) (nullable) */
static ModelDocument *
find_document (RecordDocumentList *list,
               const char         *wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (is_wanted (document, wanted))
        return g_steal_pointer (&document);
    }

  return NULL;
}

static RecordContent *
fetch (CliConnection        *connection,
       RecordPatientContext *context,
       ModelDocument        *document,
       GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_patient_context_fetch_async (context, document, NULL, NULL, cli_connection_get_cancellable (connection), cli_keep_result_cb,
                                      &result);
  cli_wait (&result);

  return record_patient_context_fetch_finish (context, result, error);
}

/* Says what is to be said about the document that was written. */
static CliExit
report (RecordPatientContext *context,
        ModelDocument        *document,
        RecordContent        *content,
        const CliOptions     *options)
{
  static const char *const words[] = {
    [RECORD_INTEGRITY_INTACT] = "intact",
    [RECORD_INTEGRITY_UNCHECKED] = "unchecked",
    [RECORD_INTEGRITY_DIFFERENT] = "different",
  };
  RecordIntegrity integrity = record_content_get_integrity (content);
  g_autoptr(GPtrArray) documents = g_ptr_array_new ();
  g_autoptr(GPtrArray) warnings = cli_warnings_new (record_document_list_get_warnings (record_patient_context_get_documents (context)));
  const char *said = NULL;

  if (integrity == RECORD_INTEGRITY_DIFFERENT)
    said = _("The document is not what the record says: its size or hash differs.");
  else if (integrity == RECORD_INTEGRITY_UNCHECKED)
    said = _("The record gives no hash for this document; it could not be checked.");
  if (said != NULL)
    {
      cli_say (said);
      g_ptr_array_add (warnings, g_strdup (said));
    }
  if (options->json)
    {
      g_ptr_array_add (documents, document);
      cli_json_print_documents (documents, warnings, options->output, words[integrity], options->with_spid);
    }

  return integrity == RECORD_INTEGRITY_DIFFERENT ? CLI_EXIT_INTEGRITY : CLI_EXIT_OK;
}

static const char *
find_fault (const CliOptions *options)
{
  if (options->arguments[0] == NULL || options->arguments[1] != NULL)
    return _("Name one document by its id.");
  if (options->patient == NULL)
    return _("Whose record is missing: --patient TEXT.");
  if (options->output == NULL)
    return _("Where to write is missing: --output FILE.");
  if (options->json && strcmp (options->output, "-") == 0)
    return _("Standard output cannot be both the document and JSON.");

  return NULL;
}

static CliExit
get_document (CliConnection     *connection,
              ModelPatientQuery *query,
              const CliOptions  *options)
{
  g_autoptr(ModelDocument) document = NULL;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;
  RecordPatientContext *context;
  CliExit               exit;

  context = cli_connection_open_patient (connection, query, options, &exit);
  if (context == NULL)
    return exit;

  document = find_document (record_patient_context_get_documents (context), options->arguments[0]);
  if (document == NULL)
    {
      cli_say (_("This patient’s record has no such document."));
      return CLI_EXIT_NOT_FOUND;
    }

  content = fetch (connection, context, document, &error);
  if (content == NULL || !cli_write (options->output, record_content_get_bytes (content), options->force, &error))
    return cli_fail (error);

  return report (context, document, content, options);
}

CliExit
cli_get_run (const CliOptions *options)
{
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  const char *fault = find_fault (options);
  CliExit     exit;

  if (fault != NULL)
    return cli_usage (fault);
  if (!cli_check_path (options->output, options->force, &error))
    return cli_fail (error);

  query = cli_understand (options->patient, &exit);
  if (query == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);

  return connection != NULL ? get_document (connection, query, options) : exit;
}
