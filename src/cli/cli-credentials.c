/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-output.h"
#include "record-credentials.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* No key or secret is longer. */
#define MAX_SECRET (16 * 1024)

static void
wipe_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* All of @file without the line end that echo or an editor leaves. (transfer full): wipe_free() */
static char *
read_secret (FILE       *file,
             const char *name,
             GError    **error)
{
  char *secret = g_malloc0 (MAX_SECRET + 1);
  gsize length;

  /* no second copy in a buffer that nobody wipes */
  setvbuf (file, NULL, _IONBF, 0);
  length = fread (secret, 1, MAX_SECRET + 1, file);

  if (length == 0 || length > MAX_SECRET || memchr (secret, '\0', length) != NULL || ferror (file))
    {
      explicit_bzero (secret, length);
      g_free (secret);
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” holds no secret that could be stored."), name);
      return NULL;
    }

  while (length > 0 && strchr ("\r\n", secret[length - 1]) != NULL)
    secret[--length] = '\0';

  return secret;
}

static gboolean
store (const char      *community,
       RecordCredential credential,
       const char      *secret,
       GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  record_credentials_store_async (community, credential, secret, NULL, cli_keep_result_cb, &result);
  cli_wait (&result);

  return record_credentials_store_finish (result, error);
}

static RecordCredential
secret_of (const CliOptions *options)
{
  return options->identity_provider ? RECORD_CREDENTIAL_PROVIDER_SECRET
         : options->technical       ? RECORD_CREDENTIAL_TECHNICAL_SECRET
                                    : RECORD_CREDENTIAL_CLIENT_SECRET;
}

static gboolean
store_client_secret (const CliOptions *options,
                     GError          **error)
{
  char    *secret = read_secret (stdin, _("Standard input"), error);
  gboolean stored;

  stored = secret != NULL && store (options->community, secret_of (options), secret, error);
  wipe_free (secret);

  return stored;
}

static gboolean
store_signing_key (const CliOptions *options,
                   GError          **error)
{
  FILE    *file = fopen (options->signing_key, "re");
  char    *key;
  gboolean stored;

  if (file == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” could not be read."), options->signing_key);
      return FALSE;
    }

  key = read_secret (file, options->signing_key, error);
  fclose (file);
  stored = key != NULL && store (options->community, options->technical ? RECORD_CREDENTIAL_TECHNICAL_KEY : RECORD_CREDENTIAL_SIGNING_KEY,
                                 key, error);
  wipe_free (key);

  return stored;
}

CliExit
cli_credentials_run (const CliOptions *options)
{
  g_autoptr(GError) error = NULL;

  if (options->arguments[0] != NULL)
    return cli_usage (_("This command takes options only."));
  if (options->community == NULL)
    return cli_usage (_("Whose secrets they are is missing: --community FILE."));
  if (options->identity_provider && options->technical)
    return cli_usage (_("A technical user has no identity provider."));
  if (!options->client_secret && options->signing_key == NULL)
    return cli_usage (_("What to store is missing: --client-secret, --signing-key FILE, or both."));

  if ((options->client_secret && !store_client_secret (options, &error)) ||
      (options->signing_key != NULL && !store_signing_key (options, &error)))
    return cli_fail (error);

  cli_say (_("The keyring has it."));
  return CLI_EXIT_OK;
}
