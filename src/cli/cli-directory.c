/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-output.h"
#include "model-number.h"
#include "record-directory.h"
#include "record-labels.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

/* What is not known is left out, as in FHIR. */
static void
add (JsonBuilder *builder,
     const char  *name,
     const char  *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;

  clean = cli_clean (text, FALSE);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, clean);
}

static void
add_coding (JsonBuilder *builder,
            const char  *name,
            ModelCoding *coding)
{
  if (coding == NULL)
    return;

  if (name != NULL)
    json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add (builder, "system", model_coding_get_system (coding));
  add (builder, "code", model_coding_get_code (coding));
  add (builder, "display", record_label_coding (coding));
  json_builder_end_object (builder);
}

static void
add_organization (JsonBuilder       *builder,
                  ModelOrganization *organization)
{
  json_builder_begin_object (builder);
  add (builder, "name", model_organization_get_name (organization));
  add (builder, "oid", model_organization_get_oid (organization));
  add (builder, "gln", model_organization_get_gln (organization));
  add_coding (builder, "type", model_organization_get_type_coding (organization));
  add (builder, "line", model_organization_get_address_line (organization));
  add (builder, "postalCode", model_organization_get_postal_code (organization));
  add (builder, "city", model_organization_get_city (organization));
  add (builder, "partOf", model_organization_get_part_of (organization));
  json_builder_end_object (builder);
}

static void
add_role (JsonBuilder                 *builder,
          const ModelProfessionalRole *role)
{
  json_builder_begin_object (builder);
  add_coding (builder, "profession", role->profession);
  add_coding (builder, "specialty", role->specialty);
  if (role->organization != NULL)
    {
      json_builder_set_member_name (builder, "organization");
      add_organization (builder, role->organization);
    }
  json_builder_end_object (builder);
}

static void
add_professional (JsonBuilder       *builder,
                  ModelProfessional *professional)
{
  json_builder_begin_object (builder);
  add (builder, "name", model_professional_get_name (professional));
  add (builder, "title", model_professional_get_title (professional));
  add (builder, "family", model_professional_get_family (professional));
  add (builder, "given", model_professional_get_given (professional));
  add (builder, "gln", model_professional_get_gln (professional));
  json_builder_set_member_name (builder, "qualification");
  json_builder_begin_array (builder);
  for (guint i = 0; i < model_professional_get_n_qualifications (professional); i++)
    add_coding (builder, NULL, model_professional_get_qualification (professional, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "roles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < model_professional_get_n_roles (professional); i++)
    add_role (builder, model_professional_get_role (professional, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (RecordDirectoryResult *result,
            const char            *warning)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GListModel      *professionals = record_directory_result_get_professionals (result);
  GListModel      *organizations = record_directory_result_get_organizations (result);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "professionals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (professionals); i++)
    {
      g_autoptr(ModelProfessional) professional = g_list_model_get_item (professionals, i);

      add_professional (builder, professional);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "organizations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (organizations); i++)
    {
      g_autoptr(ModelOrganization) organization = g_list_model_get_item (organizations, i);

      add_organization (builder, organization);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  if (warning != NULL)
    json_builder_add_string_value (builder, warning);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
}

static void
add_match (GPtrArray            *rows,
           RecordDirectoryMatch *match)
{
  char             **row = g_new0 (char *, 4);
  ModelOrganization *organization = record_directory_match_get_organization (match);
  const char        *number = record_directory_match_get_gln (match);

  if (number == NULL && record_directory_match_get_professional (match) == NULL)
    number = model_organization_get_oid (organization);
  row[0] = g_strdup (record_directory_match_get_title (match));
  row[1] = g_strdup (record_directory_match_get_details (match));
  row[2] = g_strdup (number != NULL ? number : "");
  g_ptr_array_add (rows, row);
}

/* A line for each institution at which somebody works. */
static void
print_table (RecordDirectoryResult *result)
{
  g_autoptr(GListModel) matches = record_directory_result_list_matches (result);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < g_list_model_get_n_items (matches); i++)
    {
      g_autoptr(RecordDirectoryMatch) match = g_list_model_get_item (matches, i);

      add_match (rows, match);
    }

  cli_print_table (rows, 3, FALSE);
}

static CliExit
print_result (RecordDirectoryResult *result,
              const CliOptions      *options)
{
  guint n = g_list_model_get_n_items (record_directory_result_get_professionals (result)) +
            g_list_model_get_n_items (record_directory_result_get_organizations (result));
  const char *warning = NULL;

  if (n == 0)
    cli_say (_("Nobody in the directory fits."));
  if (record_directory_result_get_more (result))
    {
      warning = _("There are more in the directory than are listed here. Add the given name, or more letters.");
      cli_say (warning);
    }

  if (options->json)
    print_json (result, warning);
  else
    print_table (result);

  return n == 0 ? CLI_EXIT_NOT_FOUND : warning != NULL ? CLI_EXIT_AMBIGUOUS
                                                       : CLI_EXIT_OK;
}

/* What is looked for: checked before anything is sent. (transfer full) (nullable) */
static char *
read_text (const CliOptions *options,
           CliExit          *exit)
{
  g_autofree char *joined = g_strjoinv (" ", options->arguments);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if ((options->gln != NULL) == (*joined != '\0'))
    {
      *exit = cli_usage (_("Either a name or --gln must be given."));
      return NULL;
    }
  if (options->gln != NULL)
    {
      g_autofree char *digits = model_number_digits (options->gln);

      if (digits != NULL && model_number_is_gln (digits))
        return g_steal_pointer (&digits);
      *exit = cli_usage (_("This is not a GLN: it has 13 digits, and the last one checks the others."));
      return NULL;
    }

  text = cli_options_dup_text (joined, &error);
  if (text == NULL)
    {
      *exit = cli_fail (error);
      return NULL;
    }
  if (!record_directory_can_search (text))
    {
      *exit = cli_usage (_("This is too short to be looked for: two letters of a name at least."));
      return NULL;
    }

  return g_steal_pointer (&text);
}

CliExit
cli_directory_run (const CliOptions *options)
{
  CliExit              exit;
  g_autofree char     *text = read_text (options, &exit);
  RecordDirectoryKinds kinds = options->organizations ? RECORD_DIRECTORY_ORGANIZATIONS : RECORD_DIRECTORY_PEOPLE;
  g_autoptr(CliConnection) connection = NULL;
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDirectoryResult) result = NULL;
  RecordSession *session;

  if (text == NULL)
    return exit;
  connection = cli_connection_open (options, &exit);
  if (connection == NULL)
    return exit;

  session = cli_connection_get_session (connection);
  record_session_find_async (session, text, kinds, RECORD_DIRECTORY_MAX, cli_connection_get_cancellable (connection),
                             cli_keep_result_cb, &answer);
  cli_wait (&answer);
  result = record_session_find_finish (session, answer, &error);

  return result != NULL ? print_result (result, options) : cli_fail (error);
}
