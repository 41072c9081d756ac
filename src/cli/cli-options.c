/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-options.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static const GOptionEntry end[] = { { NULL } };

/* FILENAME keeps the bytes as they are: in a cron job's C locale GLib would refuse a name with an accent. */
static void
add_entries (CliOptions  *self,
             CliOptionSet set,
             GArray      *entries)
{
  const GOptionEntry community[] = {
    { "training", 0, 0, G_OPTION_ARG_NONE, &self->training, N_("Use a training community with invented patients, started for this run"), NULL },
    { "community", 0, 0, G_OPTION_ARG_FILENAME, &self->community, N_("Use the community that FILE describes"), N_("FILE") },
    { "as", 0, 0, G_OPTION_ARG_FILENAME, &self->as, N_("Training: work as the professional with this GLN (default: the first)"), N_("GLN") },
  };
  const GOptionEntry patient[] = {
    { "patient", 0, 0, G_OPTION_ARG_FILENAME, &self->patient, N_("Name and birth date, or a number; “-” reads them from standard input"), N_("TEXT") },
  };
  const GOptionEntry json[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print one JSON object"), NULL },
    { "with-spid", 0, 0, G_OPTION_ARG_NONE, &self->with_spid, N_("Print the EPR-SPID too; it must not be stored"), NULL },
  };
  const GOptionEntry output[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, N_("Write the document to FILE; “-” is standard output"), N_("FILE") },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &self->force, N_("Replace FILE when it exists"), NULL },
  };
  const GOptionEntry secrets[] = {
    { "community", 0, 0, G_OPTION_ARG_FILENAME, &self->community, N_("The community that FILE describes"), N_("FILE") },
    { "client-secret", 0, 0, G_OPTION_ARG_NONE, &self->client_secret, N_("Store the client secret, read from standard input"), NULL },
    { "signing-key", 0, 0, G_OPTION_ARG_FILENAME, &self->signing_key, N_("Store the private key (PEM) that is in FILE"), N_("FILE") },
    { "identity-provider", 0, 0, G_OPTION_ARG_NONE, &self->identity_provider, N_("For the identity provider, not the authorization server"), NULL },
    { "technical", 0, 0, G_OPTION_ARG_NONE, &self->technical, N_("For the technical user, not for people"), NULL },
  };

  if (set & CLI_OPTIONS_COMMUNITY)
    g_array_append_vals (entries, community, G_N_ELEMENTS (community));
  if (set & CLI_OPTIONS_PATIENT)
    g_array_append_vals (entries, patient, G_N_ELEMENTS (patient));
  if (set & CLI_OPTIONS_JSON)
    g_array_append_vals (entries, json, G_N_ELEMENTS (json));
  if (set & CLI_OPTIONS_OUTPUT)
    g_array_append_vals (entries, output, G_N_ELEMENTS (output));
  if (set & CLI_OPTIONS_SECRETS)
    g_array_append_vals (entries, secrets, G_N_ELEMENTS (secrets));
}

/* Positional arguments stay in @argv: GOption's own way of collecting them would convert charsets. */
static gboolean
take_arguments (CliOptions *self,
                char      **argv,
                GError    **error)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();
  gboolean only_arguments = FALSE;

  for (char **argument = argv + 1; *argument != NULL; argument++)
    {
      if (!only_arguments && strcmp (*argument, "--") == 0)
        {
          only_arguments = TRUE;
          continue;
        }
      if (!g_utf8_validate (*argument, -1, NULL))
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("An argument is not valid UTF-8."));
          return FALSE;
        }
      g_strv_builder_add (arguments, *argument);
    }
  self->arguments = g_strv_builder_end (arguments);

  return TRUE;
}

static gboolean
check_text (const char *text,
            GError    **error)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("An argument is not valid UTF-8."));
  return FALSE;
}

CliOptions *
cli_options_parse (CliOptionSet set,
                   const char  *arguments,
                   const char  *summary,
                   char       **argv,
                   GError     **error)
{
  g_autoptr(CliOptions) self = g_new0 (CliOptions, 1);
  g_autoptr(GOptionContext) context = g_option_context_new (arguments);
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));
  g_autofree char *exit_help = cli_options_dup_exit_help ();
  g_auto(GStrv) rest = g_strdupv (argv);

  add_entries (self, set, entries);
  g_array_append_vals (entries, end, 1);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, (const GOptionEntry *) (gpointer) entries->data, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, exit_help);
  if (!g_option_context_parse_strv (context, &rest, error) ||
      !check_text (self->as, error) ||
      !check_text (self->patient, error) ||
      !take_arguments (self, rest, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
cli_options_free (CliOptions *self)
{
  g_free (self->community);
  g_free (self->as);
  g_free (self->patient);
  g_free (self->output);
  g_free (self->signing_key);
  g_strfreev (self->arguments);
  g_free (self);
}

char *
cli_options_dup_text (const char *text,
                      GError    **error)
{
  char line[1024];

  if (strcmp (text, "-") != 0)
    return g_strdup (text);

  if (fgets (line, sizeof line, stdin) == NULL || !g_utf8_validate (line, -1, NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Standard input holds no line of UTF-8 text."));
      return NULL;
    }

  return g_strdup (g_strstrip (line));
}

char *
cli_options_dup_exit_help (void)
{
  static const struct
  {
    int         status;
    const char *meaning;
  } lines[] = {
    { 0, N_("done") },
    { 1, N_("another error") },
    { 2, N_("the command line is wrong") },
    { 3, N_("no such patient or document") },
    { 4, N_("several patients, or more than the community shows") },
    { 5, N_("access refused, or sign-in needed or failed") },
    { 6, N_("the document is written, but differs from its size or hash in the record") },
    { 7, N_("the community cannot be reached") },
    { 130, N_("interrupted") },
  };
  g_autoptr(GString) text = g_string_new (_("Exit status:"));

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (text, "\n  %3d  %s", lines[i].status, _ (lines[i].meaning));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
