/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-json.h"
#include "cli-output.h"
#include "record-labels.h"

#include <glib/gi18n.h>

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  ModelDocument *first = *(ModelDocument *const *) a;
  ModelDocument *second = *(ModelDocument *const *) b;
  int            order = model_date_compare (model_document_get_created (second), model_document_get_created (first));

  /* the same order at each run */
  return order != 0 ? order : g_strcmp0 (model_document_get_id (first), model_document_get_id (second));
}

static GPtrArray *
sort_documents (RecordDocumentList *list)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (documents, g_list_model_get_item (G_LIST_MODEL (list), i));
  g_ptr_array_sort (documents, compare_newest_first);

  return g_steal_pointer (&documents);
}

static void
print_documents (GPtrArray        *documents,
                 const CliOptions *options)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < documents->len; i++)
    {
      ModelDocument *document = g_ptr_array_index (documents, i);
      char         **row = g_new0 (char *, 6);

      row[0] = g_strdup (model_document_get_id (document));
      row[1] = model_date_format (model_document_get_created (document));
      row[2] = g_strdup (record_label_format (document));
      row[3] = g_strdup (record_label_title (document));
      row[4] = g_strdup (model_document_get_source (document));
      g_ptr_array_add (rows, row);
    }

  cli_print_table (rows, 5, options->with_spid);
}

CliExit
cli_documents_run (const CliOptions *options)
{
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(GPtrArray) documents = NULL;
  g_autoptr(GPtrArray) warnings = NULL;
  RecordPatientContext *context;
  RecordDocumentList   *list;
  CliExit               exit;

  if (options->arguments[0] != NULL)
    return cli_usage (_("This command takes options only."));
  if (options->patient == NULL)
    return cli_usage (_("Whose record is missing: --patient TEXT."));

  query = cli_understand (options->patient, &exit);
  if (query == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;
  context = cli_connection_open_patient (connection, query, options, &exit);
  if (context == NULL)
    return exit;

  list = record_patient_context_get_documents (context);
  documents = sort_documents (list);
  warnings = cli_warnings_new (record_document_list_get_warnings (list));
  for (guint i = 0; i < warnings->len; i++)
    cli_say (g_ptr_array_index (warnings, i));
  if (options->json)
    cli_json_print_documents (documents, warnings, NULL, NULL, options->with_spid);
  else
    print_documents (documents, options);

  return CLI_EXIT_OK;
}
