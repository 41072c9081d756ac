#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Told of each member; FALSE: there is no such one. */
typedef gboolean (*CliSidecarMember) (const char *name, const char *value, gpointer user_data);

/* Reads the file that lies beside a document and describes it: one JSON object whose members are texts, or for
 * "event" an array of texts, which are told one after the other. Any bytes: what is something else is
 * G_IO_ERROR_INVALID_DATA with a sentence. */
gboolean cli_sidecar_read (GBytes *bytes, CliSidecarMember member, gpointer user_data, GError **error);

G_END_DECLS
