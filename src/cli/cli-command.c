/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-command.h"
#include "cli-output.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static const CliCommand commands[] = {
  { "search", "TEXT…", N_("Find patients by name and birth date, or by number."), CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_JSON, cli_search_run },
  { "documents", NULL, N_("List the documents of a patient’s record."), CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_PATIENT | CLI_OPTIONS_JSON,
    cli_documents_run },
  { "vaccinations", NULL, N_("List a patient’s vaccinations, merged from all documents."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_PATIENT | CLI_OPTIONS_JSON | CLI_OPTIONS_EXPERT | CLI_OPTIONS_COPIES, cli_vaccinations_run },
  { "vaccinate", NULL, N_("Write an entry into a patient’s vaccination record."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_PATIENT | CLI_OPTIONS_JSON | CLI_OPTIONS_UNATTENDED | CLI_OPTIONS_ENTRY, cli_vaccinate_run },
  { "get", "DOCUMENT-ID", N_("Save a document of a patient’s record."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_PATIENT | CLI_OPTIONS_JSON | CLI_OPTIONS_OUTPUT, cli_get_run },
  { "directory", "TEXT…", N_("Find professionals and institutions in the directory."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_DIRECTORY, cli_directory_run },
  { "deposit", "FOLDER|LIST", N_("Deposit the documents of a folder, or of a list."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_PATIENT | CLI_OPTIONS_JSON | CLI_OPTIONS_UNATTENDED | CLI_OPTIONS_DEPOSIT, cli_deposit_run },
  { "outbox", NULL, N_("List the documents that wait to be sent."),
    CLI_OPTIONS_COMMUNITY | CLI_OPTIONS_UNATTENDED | CLI_OPTIONS_OUTBOX, cli_outbox_run },
  { "credentials", NULL, N_("Put this installation’s secrets for a community into the keyring."), CLI_OPTIONS_SECRETS, cli_credentials_run },
};

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];

  return NULL;
}

static void
print_help (void)
{
  g_autofree char *exit_help = cli_options_dup_exit_help (0);

  g_print ("%s\n  cabinet-cli %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…]"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n\n%s\n", _("“cabinet-cli COMMAND --help” tells the options of a command."), exit_help);
}

static CliExit
run_command (const CliCommand *command,
             char            **argv)
{
  g_autoptr(CliOptions) options = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("cabinet-cli %s", command->name);

  /* so that the help says "cabinet-cli search", not the program alone */
  g_set_prgname (name);
  options = cli_options_parse (command->options, command->arguments, _ (command->summary), argv, &error);
  if (options == NULL)
    return cli_usage (error->message);

  return command->run (options);
}

static gboolean
is_one_of (const char *word,
           const char *first,
           const char *second)
{
  return g_strcmp0 (word, first) == 0 || g_strcmp0 (word, second) == 0;
}

CliExit
cli_command_main (int   argc,
                  char *argv[])
{
  const CliCommand *command;

  if (argc < 2)
    return cli_usage (_("A command is missing."));

  if (is_one_of (argv[1], "--version", "version"))
    {
      g_print ("cabinet-cli %s\n", CABINET_VERSION);
      return CLI_EXIT_OK;
    }
  if (is_one_of (argv[1], "--help", "help") || strcmp (argv[1], "-h") == 0)
    {
      char *help[] = { argv[0], (char *) "--help", NULL };

      command = argc > 2 ? find_command (argv[2]) : NULL;
      if (command != NULL)
        return run_command (command, help);
      print_help ();
      return CLI_EXIT_OK;
    }

  command = find_command (argv[1]);
  if (command == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("There is no command “%s”."), argv[1]);

      return cli_usage (message);
    }

  return run_command (command, argv + 1);
}
