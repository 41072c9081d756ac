#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Installs the redacting log writer for the process: whatever reaches it, from us or a library,
 * loses Bearer and Basic credentials, JWTs, query strings, SPIDs, AHVN13 and long digit runs, and
 * values of JSON members named like secrets, before it is written to the default writer. */
void  net_log_install (void);

/* The redaction itself. (transfer full) */
char *net_log_redact  (const char *message);

G_END_DECLS
