/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-search.h"
#include "cli-connection.h"
#include "cli-json.h"
#include "cli-output.h"

#include <glib/gi18n.h>

/* What would make the search narrower (R-PDQ-12). */
static char *
describe_asked (RecordAsked asked)
{
  static const struct
  {
    RecordAsked flag;
    const char *word;
  } words[] = {
    { RECORD_ASKED_BIRTH_DATE, N_("birth date") },
    { RECORD_ASKED_GENDER, N_("sex") },
    { RECORD_ASKED_ADDRESS, N_("address") },
    { RECORD_ASKED_BIRTH_PLACE, N_("place of birth") },
    { RECORD_ASKED_BIRTH_NAME, N_("name at birth") },
  };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (asked & words[i].flag)
      g_strv_builder_add (builder, _ (words[i].word));
  parts = g_strv_builder_end (builder);
  if (parts[0] == NULL)
    return g_strdup (_("Too many patients match. Add the birth date."));

  list = g_strjoinv (", ", parts);
  return g_strdup_printf (_("Too many patients match. The community asks for: %s."), list);
}

static char *
join_identifiers (ModelPatient *patient,
                  gboolean      with_spid)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) values = NULL;

  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *identifier = model_patient_get_identifier (patient, i);

      if (with_spid || !cli_is_spid (identifier))
        g_strv_builder_add (builder, model_identifier_get_value (identifier));
    }
  values = g_strv_builder_end (builder);

  return g_strjoinv (" ", values);
}

static void
print_patients (GListModel       *patients,
                const CliOptions *options)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < g_list_model_get_n_items (patients); i++)
    {
      g_autoptr(ModelPatient) patient = g_list_model_get_item (patients, i);
      char **row = g_new0 (char *, 5);

      row[0] = model_patient_dup_title (patient);
      row[1] = model_date_format (model_patient_get_birth_date (patient));
      row[2] = g_strdup (model_gender_get_label (model_patient_get_gender (patient)));
      row[3] = join_identifiers (patient, options->with_spid);
      g_ptr_array_add (rows, row);
    }

  cli_print_table (rows, 4, options->with_spid);
}

CliExit
cli_search_print (RecordMatch      *match,
                  const CliOptions *options)
{
  RecordMatchKind kind = record_match_get_kind (match);
  g_autoptr(GPtrArray) warnings = cli_warnings_new (record_match_get_issues (match));
  g_autofree char *asked = kind == RECORD_MATCH_TOO_MANY ? describe_asked (record_match_get_asked (match)) : NULL;

  for (guint i = 0; i < warnings->len; i++)
    cli_say (g_ptr_array_index (warnings, i));
  if (asked != NULL)
    {
      cli_say (asked);
      g_ptr_array_add (warnings, g_steal_pointer (&asked));
    }
  if (kind == RECORD_MATCH_NONE)
    cli_say (_("No patient matches."));

  if (options->json)
    cli_json_print_patients (record_match_get_patients (match), warnings, options->with_spid);
  else
    print_patients (record_match_get_patients (match), options);

  return kind == RECORD_MATCH_FOUND ? CLI_EXIT_OK : kind == RECORD_MATCH_NONE ? CLI_EXIT_NOT_FOUND
                                                                              : CLI_EXIT_AMBIGUOUS;
}

CliExit
cli_search_run (const CliOptions *options)
{
  g_autofree char *text = g_strjoinv (" ", options->arguments);
  g_autoptr(ModelPatientQuery) query = NULL;
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(RecordMatch) match = NULL;
  CliExit exit;

  query = cli_understand (text, &exit);
  if (query == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;

  match = cli_connection_search (connection, query, &exit);

  return match != NULL ? cli_search_print (match, options) : exit;
}
