/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-draft-type-private.h"

#include "epr-terminology.h"
#include "record-content-type.h"

char *
record_draft_check_content (const char *file_name,
                            RecordBody *body,
                            guint64     max_bytes,
                            GError    **error)
{
  g_autofree char *type = NULL;
  g_autoptr(ModelCoding) known = NULL;

  if (record_body_get_size (body) == 0)
    {
      g_set_error_literal (error, RECORD_ERROR, RECORD_ERROR_EMPTY, "0 bytes");
      return NULL;
    }
  if (record_body_get_size (body) > max_bytes)
    {
      g_set_error (error, RECORD_ERROR, RECORD_ERROR_TOO_LARGE, "%" G_GUINT64_FORMAT " bytes, accepted %" G_GUINT64_FORMAT,
                   record_body_get_size (body), max_bytes);
      return NULL;
    }

  type = record_content_type_guess (file_name, record_body_get_beginning (body));
  known = type != NULL ? epr_terminology_find ("mime-type", type) : NULL;
  if (known == NULL)
    {
      g_set_error (error, RECORD_ERROR, RECORD_ERROR_FORMAT, "%s", type != NULL ? type : "unknown type");
      return NULL;
    }

  return g_steal_pointer (&type);
}
