/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-secret.h"

#include "cli-output.h"

#include <glib/gi18n.h>
#include <string.h>

/* No key or secret is longer. */
#define MAX_SECRET (16 * 1024)
#define OUTBOX_KEY 32

void
cli_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

char *
cli_secret_read (FILE       *file,
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
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” holds no secret."), name);
      return NULL;
    }

  while (length > 0 && strchr ("\r\n", secret[length - 1]) != NULL)
    secret[--length] = '\0';

  return secret;
}

char *
cli_secret_read_file (const char *path,
                      GError    **error)
{
  FILE *file = fopen (path, "re");
  char *secret;

  if (file == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” could not be read."), path);
      return NULL;
    }

  secret = cli_secret_read (file, path, error);
  fclose (file);

  return secret;
}

static gboolean
is_outbox_key (const char *secret)
{
  gsize              length = 0;
  g_autofree guchar *key = g_base64_decode (secret, &length);

  explicit_bzero (key, length);

  return length == OUTBOX_KEY;
}

/* What @path holds, else the credential of @name where there is one. */
static gboolean
give (RecordSession   *session,
      RecordCredential credential,
      const char      *path,
      const char      *name,
      GError         **error)
{
  const char      *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *standard = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  char            *secret;
  gboolean         good;

  if (path == NULL && standard != NULL && g_file_test (standard, G_FILE_TEST_EXISTS))
    path = standard;
  if (path == NULL)
    return TRUE;

  secret = cli_secret_read_file (path, error);
  good = secret != NULL && (credential != RECORD_CREDENTIAL_OUTBOX_KEY || is_outbox_key (secret));
  if (good)
    record_session_give_secret (session, credential, secret);
  else if (secret != NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” holds no key for the outbox: 32 random bytes in base64."), path);
  cli_secret_free (secret);

  return good;
}

gboolean
cli_secrets_give (RecordSession    *session,
                  const CliOptions *options,
                  GError          **error)
{
  return give (session, RECORD_CREDENTIAL_TECHNICAL_SECRET, options->client_secret_file, "cabinet-client-secret", error) &&
         give (session, RECORD_CREDENTIAL_TECHNICAL_KEY, options->signing_key_file, "cabinet-signing-key", error) &&
         give (session, RECORD_CREDENTIAL_OUTBOX_KEY, options->outbox_key_file, "cabinet-outbox-key", error);
}
