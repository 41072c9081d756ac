#pragma once

#include "cli-options.h"
#include "record-session.h"

#include <stdio.h>

G_BEGIN_DECLS

/* All of @file, which @name tells apart in messages, without the line end that echo or an editor leaves; no
 * longer than a key may be. CLI_ERROR_FILE. (transfer full): cli_secret_free() */
char    *cli_secret_read  (FILE *file, const char *name, GError **error);
/* Of a path, /dev/fd/N included. */
char    *cli_secret_read_file (const char *path, GError **error);
/* Wipes it. */
void     cli_secret_free  (char *secret);

/* Hands to @session what is told of on the command line, or lies in the folder of systemd's credentials
 * ($CREDENTIALS_DIRECTORY: cabinet-client-secret, cabinet-signing-key, cabinet-outbox-key). */
gboolean cli_secrets_give (RecordSession *session, const CliOptions *options, GError **error);

G_END_DECLS
