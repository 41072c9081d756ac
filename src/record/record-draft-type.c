/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-draft-type-private.h"

#include "epr-terminology.h"

#include <gio/gio.h>

#define SNIFFED 4096 /* bytes that are looked at */

static char *
type_of (const char *file_name,
         GBytes     *content)
{
  gsize            size;
  const guchar    *data = g_bytes_get_data (content, &size);
  g_autofree char *guessed = g_content_type_guess (file_name, data, MIN (size, SNIFFED), NULL);

  return g_content_type_get_mime_type (guessed);
}

char *
record_draft_check_content (const char *file_name,
                            GBytes     *content,
                            guint64     max_bytes,
                            GError    **error)
{
  g_autofree char *type = NULL;
  g_autoptr(ModelCoding) known = NULL;

  if (g_bytes_get_size (content) == 0)
    {
      g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_EMPTY, "0 bytes");
      return NULL;
    }
  if (g_bytes_get_size (content) > max_bytes)
    {
      g_set_error (error, RECORD_ERROR, RECORD_ERROR_TOO_LARGE, "%" G_GSIZE_FORMAT " bytes, accepted %" G_GUINT64_FORMAT,
                   g_bytes_get_size (content), max_bytes);
      return NULL;
    }

  type = type_of (file_name, content);
  known = type != NULL ? epr_terminology_find ("mime-type", type) : NULL;
  if (known == NULL)
    {
      g_set_error (error, RECORD_ERROR, RECORD_ERROR_FORMAT, "%s", type != NULL ? type : "unknown type");
      return NULL;
    }

  return g_steal_pointer (&type);
}
