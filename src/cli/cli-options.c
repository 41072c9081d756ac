/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-options.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static const GOptionEntry end[] = { { NULL } };

/* What holds for all documents of a run. Which file, and which document it replaces, is of one alone. */
static void
add_columns (CliOptions *self,
             GArray     *entries)
{
  for (guint i = CLI_COLUMN_TYPE; i < CLI_COLUMN_REPLACES; i++)
    {
      const GOptionEntry entry = { cli_column_get_name ((CliColumn) i), 0, 0, G_OPTION_ARG_FILENAME, &self->columns[i], cli_column_get_help ((CliColumn) i), N_("TEXT") };

      g_array_append_vals (entries, &entry, 1);
    }
}

static void
add_entry_options (CliOptions *self,
                   GArray     *entries)
{
  const GOptionEntry others[] = {
    { "disease", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->diseases, N_("A disease it is against, instead of those of the vaccine; may be given several times"), N_("TEXT") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, N_("Check everything and print the document; send nothing"), NULL },
    { "raise-confidentiality", 0, 0, G_OPTION_ARG_NONE, &self->raise, N_("Where the patient accepts only more confidential documents, send it so"), NULL },
  };

  for (guint i = 0; i < CLI_N_ENTRY; i++)
    {
      const GOptionEntry entry = { cli_entry_get_name ((CliEntryOption) i), 0, 0, G_OPTION_ARG_FILENAME, &self->entry[i],
                                   cli_entry_get_help ((CliEntryOption) i), cli_entry_get_argument ((CliEntryOption) i) };

      g_array_append_vals (entries, &entry, 1);
    }
  g_array_append_vals (entries, others, G_N_ELEMENTS (others));
}

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
    { "expert-service", 0, 0, G_OPTION_ARG_NONE, &self->expert_service, N_("For the expert service that is asked what is due"), NULL },
  };

  const GOptionEntry unattended[] = {
    { "person", 0, 0, G_OPTION_ARG_NONE, &self->person, N_("Sign in as a person, also where the community has a technical user"), NULL },
    { "client-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->client_secret_file, N_("The technical user’s client secret is in FILE, not in the keyring"), N_("FILE") },
    { "signing-key-file", 0, 0, G_OPTION_ARG_FILENAME, &self->signing_key_file, N_("The technical user’s private key (PEM) is in FILE"), N_("FILE") },
    { "outbox-key-file", 0, 0, G_OPTION_ARG_FILENAME, &self->outbox_key_file, N_("The outbox is encrypted with the key in FILE: 32 bytes in base64"), N_("FILE") },
  };
  const GOptionEntry deposit[] = {
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &self->report, N_("Write what became of each document into FILE (CSV), and go on from what is there"), N_("FILE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run, N_("Check everything, send nothing"), NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &self->resume, N_("Send what waits and is due; nothing new"), NULL },
    { "parallel", 0, 0, G_OPTION_ARG_INT, &self->parallel, N_("Send N documents at a time (1 to 16; 4)"), N_("N") },
    { "not-before", 0, 0, G_OPTION_ARG_STRING, &self->not_before, N_("Send a document only SPAN after its date: 7d, 24h"), N_("SPAN") },
    { "not-before-from", 0, 0, G_OPTION_ARG_STRING, &self->not_before_from, N_("Count that from “date”, or from “now”"), N_("WHEN") },
    { "check-content", 0, 0, G_OPTION_ARG_NONE, &self->check_content, N_("Read PDFs too for signs of another patient"), NULL },
    { "raise-confidentiality", 0, 0, G_OPTION_ARG_NONE, &self->raise, N_("Where a patient accepts only more confidential documents, send them so"), NULL },
  };
  const GOptionEntry outbox[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print one JSON object"), NULL },
    { "patients", 0, 0, G_OPTION_ARG_NONE, &self->patients, N_("Name the patients and the titles too"), NULL },
  };
  const GOptionEntry copies[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &self->pdf, N_("Write the vaccination record for the patient into FILE, as a PDF"), N_("FILE") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &self->language, N_("The language of the PDF: fr, de, it or en"), N_("LANGUAGE") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &self->export, N_("Write the vaccination record into FILE, as a FHIR document (CH VACD)"), N_("FILE") },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &self->force, N_("Replace FILE when it exists"), NULL },
  };

  const GOptionEntry expert[] = {
    { "recommendations", 0, 0, G_OPTION_ARG_NONE, &self->recommendations, N_("Ask the expert service what is due: birth date, gender and entries are sent to it"), NULL },
  };

  const GOptionEntry directory[] = {
    { "gln", 0, 0, G_OPTION_ARG_FILENAME, &self->gln, N_("Whose GLN is NUMBER"), N_("NUMBER") },
    { "organizations", 0, 0, G_OPTION_ARG_NONE, &self->organizations, N_("Institutions, not people"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print one JSON object"), NULL },
  };

  self->set = set;
  self->parallel = 4;
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
  if (set & CLI_OPTIONS_UNATTENDED)
    g_array_append_vals (entries, unattended, G_N_ELEMENTS (unattended));
  if (set & CLI_OPTIONS_DEPOSIT)
    {
      g_array_append_vals (entries, deposit, G_N_ELEMENTS (deposit));
      add_columns (self, entries);
    }
  if (set & CLI_OPTIONS_COPIES)
    g_array_append_vals (entries, copies, G_N_ELEMENTS (copies));
  if (set & CLI_OPTIONS_ENTRY)
    add_entry_options (self, entries);
  if (set & CLI_OPTIONS_OUTBOX)
    g_array_append_vals (entries, outbox, G_N_ELEMENTS (outbox));
  if (set & CLI_OPTIONS_DIRECTORY)
    g_array_append_vals (entries, directory, G_N_ELEMENTS (directory));
  if (set & CLI_OPTIONS_EXPERT)
    g_array_append_vals (entries, expert, G_N_ELEMENTS (expert));
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

static gboolean
check_columns (CliOptions *self,
               GError    **error)
{
  for (guint i = 0; i < CLI_N_COLUMNS; i++)
    if (!check_text (self->columns[i], error))
      return FALSE;
  for (guint i = 0; i < CLI_N_ENTRY; i++)
    if (!check_text (self->entry[i], error))
      return FALSE;
  for (guint i = 0; self->diseases != NULL && self->diseases[i] != NULL; i++)
    if (!check_text (self->diseases[i], error))
      return FALSE;

  return TRUE;
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
  g_autofree char *exit_help = cli_options_dup_exit_help (set);
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
      !check_text (self->gln, error) ||
      !check_columns (self, error) ||
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
  g_free (self->gln);
  g_free (self->output);
  g_free (self->signing_key);
  g_free (self->client_secret_file);
  g_free (self->signing_key_file);
  g_free (self->outbox_key_file);
  for (guint i = 0; i < CLI_N_COLUMNS; i++)
    g_free (self->columns[i]);
  for (guint i = 0; i < CLI_N_ENTRY; i++)
    g_free (self->entry[i]);
  g_strfreev (self->diseases);
  g_free (self->report);
  g_free (self->pdf);
  g_free (self->export);
  g_free (self->language);
  g_free (self->not_before);
  g_free (self->not_before_from);
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
cli_options_dup_exit_help (CliOptionSet set)
{
  static const struct
  {
    int         status;
    const char *meaning;
    const char *of_many;  /* (nullable) of a command with many documents */
    const char *of_entry; /* (nullable) of a command that writes one */
  } lines[] = {
    { 0, N_("done"), NULL, NULL },
    { 1, N_("another error"), NULL, NULL },
    { 2, N_("the command line is wrong"), NULL, NULL },
    { 3, N_("no such patient or document"), N_("some documents were refused"), N_("no such patient or entry, or the community refused it") },
    { 4, N_("several patients, or more than the community shows"), N_("none was refused, and some wait or were not begun"),
      N_("several patients, or it waits in the outbox") },
    { 5, N_("access refused, or sign-in needed or failed"), NULL, NULL },
    { 6, N_("the document is written, but differs from its size or hash in the record"), NULL, NULL },
    { 7, N_("the community cannot be reached"), NULL, NULL },
    { 130, N_("interrupted"), NULL, NULL },
  };
  g_autoptr(GString) text = g_string_new (_("Exit status:"));

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *special = set & CLI_OPTIONS_DEPOSIT ? lines[i].of_many : set & CLI_OPTIONS_ENTRY ? lines[i].of_entry
                                                                                                   : NULL;

      g_string_append_printf (text, "\n  %3d  %s", lines[i].status, special != NULL ? _ (special) : _ (lines[i].meaning));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
