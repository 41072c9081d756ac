/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-connection.h"
#include "cli-output.h"
#include "cli-secret.h"
#include "record-credentials.h"

#include <glib/gi18n.h>

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
         : options->expert_service  ? RECORD_CREDENTIAL_EXPERT_SECRET
         : options->technical       ? RECORD_CREDENTIAL_TECHNICAL_SECRET
                                    : RECORD_CREDENTIAL_CLIENT_SECRET;
}

static gboolean
store_client_secret (const CliOptions *options,
                     GError          **error)
{
  char    *secret = cli_secret_read (stdin, _("Standard input"), error);
  gboolean stored;

  stored = secret != NULL && store (options->community, secret_of (options), secret, error);
  cli_secret_free (secret);

  return stored;
}

static gboolean
store_signing_key (const CliOptions *options,
                   GError          **error)
{
  char    *key = cli_secret_read_file (options->signing_key, error);
  gboolean stored;

  stored = key != NULL && store (options->community, options->technical ? RECORD_CREDENTIAL_TECHNICAL_KEY : RECORD_CREDENTIAL_SIGNING_KEY,
                                 key, error);
  cli_secret_free (key);

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
  if (options->expert_service && (options->identity_provider || options->technical || options->signing_key != NULL))
    return cli_usage (_("An expert service has one secret, which --client-secret takes."));
  if (!options->client_secret && options->signing_key == NULL)
    return cli_usage (_("What to store is missing: --client-secret, --signing-key FILE, or both."));

  if ((options->client_secret && !store_client_secret (options, &error)) ||
      (options->signing_key != NULL && !store_signing_key (options, &error)))
    return cli_fail (error);

  cli_say (_("The keyring has it."));
  return CLI_EXIT_OK;
}
