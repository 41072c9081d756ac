/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-json-exact.h"

#include "fhir-json-text.h"
#include "fhir-json.h"

#include <string.h>

/* A noncharacter: no text of people has it. */
#define FIRST "\xEF\xB7\x90"
#define OF_NUMBERS "0123456789+-.eE"

char *
fhir_json_exact_mark (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (FIRST, uuid, NULL);
}

/* The string that begins at @p, with both quotes. */
static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\' && p + 1 < end)
      p++;

  return p < end ? p + 1 : end;
}

static GBytes *
mark_numbers (GBytes     *bytes,
              const char *mark)
{
  gsize       length;
  const char *p = g_bytes_get_data (bytes, &length);
  const char *end = p + length;
  GString    *out = g_string_sized_new (length + length / 8);

  while (p < end)
    {
      const char *start = p;

      if (*p == '"')
        {
          p = skip_string (p, end);
          g_string_append_len (out, start, p - start);
        }
      else if (*p == '-' || g_ascii_isdigit (*p))
        {
          while (p < end && strchr (OF_NUMBERS, *p) != NULL && *p != '\0')
            p++;
          g_string_append_printf (out, "\"%s%.*s\"", mark, (int) (p - start), start);
        }
      else
        g_string_append_c (out, *p++);
    }

  return g_string_free_to_bytes (out);
}

JsonNode *
fhir_json_exact_parse (GBytes     *bytes,
                       const char *mark,
                       GError    **error)
{
  g_autoptr(JsonNode) plain = fhir_json_parse (bytes, error);
  g_autoptr(GBytes) marked = NULL;

  /* what is no JSON must not become some by the marks */
  if (plain == NULL)
    return NULL;
  marked = mark_numbers (bytes, mark);

  return fhir_json_parse (marked, error);
}

GBytes *
fhir_json_exact_to_text (JsonNode   *node,
                         const char *mark)
{
  g_autoptr(GBytes) text = fhir_json_to_text (node);
  g_autofree char *start = g_strconcat ("\"", mark, NULL);
  gsize            length, skip = strlen (start);
  const char      *p = g_bytes_get_data (text, &length);
  const char      *end = p + length;
  GString         *out = g_string_sized_new (length);

  while (p < end)
    {
      const char *from = p;

      if (*p != '"')
        {
          g_string_append_c (out, *p++);
          continue;
        }
      p = skip_string (p, end);
      if ((gsize) (p - from) > skip + 1 && memcmp (from, start, skip) == 0)
        g_string_append_len (out, from + skip, p - 1 - (from + skip));
      else
        g_string_append_len (out, from, p - from);
    }

  return g_string_free_to_bytes (out);
}
