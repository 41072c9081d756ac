/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-cda.h"

#include <string.h>

/* Done by hand: the converters of the C library are files, and the renderer opens none. */

/* 0x80 to 0x9f of Windows-1252. */
static const gunichar windows[] = {
  0x20ac,
  0xfffd,
  0x201a,
  0x0192,
  0x201e,
  0x2026,
  0x2020,
  0x2021,
  0x02c6,
  0x2030,
  0x0160,
  0x2039,
  0x0152,
  0xfffd,
  0x017d,
  0xfffd,
  0xfffd,
  0x2018,
  0x2019,
  0x201c,
  0x201d,
  0x2022,
  0x2013,
  0x2014,
  0x02dc,
  0x2122,
  0x0161,
  0x203a,
  0x0153,
  0xfffd,
  0x017e,
  0x0178,
};

static char *
from_bytes (const char *data,
            gsize       size)
{
  GString *text = g_string_sized_new (size + 1);

  for (gsize i = 0; i < size && data[i] != '\0'; i++)
    {
      guint8 byte = (guint8) data[i];

      g_string_append_unichar (text, byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : byte);
    }

  return g_string_free (text, FALSE);
}

static char *
from_utf16 (const guint8 *data,
            gsize         size,
            gboolean      big)
{
  gsize                 n = size / 2;
  g_autofree gunichar2 *units = g_new0 (gunichar2, n + 1);
  g_autofree char      *text = NULL;

  for (gsize i = 0; i < n; i++)
    units[i] = (gunichar2) (big ? data[2 * i] << 8 | data[2 * i + 1] : data[2 * i + 1] << 8 | data[2 * i]);
  text = g_utf16_to_utf8 (units, (glong) n, NULL, NULL, NULL);

  return g_steal_pointer (&text);
}

/* "<?xml … encoding='x'?>" (transfer full) (nullable) */
static char *
dup_declared (const char *data,
              gsize       size)
{
  g_autofree char *start = g_strndup (data, MIN (size, 200));
  const char      *end = strstr (start, "?>");
  const char      *name = strstr (start, "encoding");
  char             quote;

  if (!g_str_has_prefix (start, "<?xml") || end == NULL || name == NULL || name > end)
    return NULL;

  name += strlen ("encoding");
  name += strspn (name, " \t\r\n=");
  quote = *name;
  if (quote != '"' && quote != '\'')
    return NULL;
  name++;

  return g_strndup (name, strcspn (name, quote == '"' ? "\"" : "'"));
}

char *
renderer_xml_to_utf8 (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  const guint8    *mark = (const guint8 *) data;
  g_autofree char *declared = NULL;
  g_autofree char *text = NULL;

  if (size >= 2 && ((mark[0] == 0xff && mark[1] == 0xfe) || (mark[0] == 0xfe && mark[1] == 0xff)))
    return from_utf16 (mark + 2, size - 2, mark[0] == 0xfe);
  if (size >= 3 && mark[0] == 0xef && mark[1] == 0xbb && mark[2] == 0xbf)
    {
      data += 3;
      size -= 3;
    }
  if (size == 0)
    return g_strdup ("");

  declared = dup_declared (data, size);
  if (declared != NULL && (g_ascii_strcasecmp (declared, "iso-8859-1") == 0 || g_ascii_strcasecmp (declared, "windows-1252") == 0))
    return from_bytes (data, size);
  if (declared != NULL && g_ascii_strcasecmp (declared, "utf-8") != 0 && g_ascii_strcasecmp (declared, "us-ascii") != 0)
    return NULL;

  text = g_utf8_make_valid (data, (gssize) size);

  return g_steal_pointer (&text);
}
