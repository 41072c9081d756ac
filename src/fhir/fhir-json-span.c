/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-json-span.h"

#include <string.h>

static const char *
skip_space (const char *at,
            const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;

  return at;
}

/* From an opening quote to behind the closing one; the end where there is none. */
static const char *
skip_string (const char *at,
             const char *end)
{
  for (at++; at < end; at++)
    if (*at == '\\')
      at++;
    else if (*at == '"')
      return at + 1;

  return end;
}

static const char *
skip_nested (const char *at,
             const char *end)
{
  guint depth = 0;

  while (at < end)
    {
      if (*at == '"')
        {
          at = skip_string (at, end);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if ((*at == '}' || *at == ']') && --depth == 0)
        return at + 1;
      at++;
    }

  return end;
}

static const char *
skip_value (const char *at,
            const char *end)
{
  if (at == end)
    return end;
  if (*at == '"')
    return skip_string (at, end);
  if (*at == '{' || *at == '[')
    return skip_nested (at, end);
  while (at < end && strchr (",]}", *at) == NULL && !g_ascii_isspace (*at))
    at++;

  return at;
}

/* To behind the comma; NULL when the list ends here. */
static const char *
next_element (const char *at,
              const char *end)
{
  at = skip_space (at, end);

  return at < end && *at == ',' ? skip_space (at + 1, end) : NULL;
}

static const char *
enter (FhirJsonSpan span,
       char         bracket)
{
  const char *at = skip_space (span.start, span.end);

  return at < span.end && *at == bracket ? skip_space (at + 1, span.end) : NULL;
}

gboolean
fhir_json_span_member (FhirJsonSpan  span,
                       const char   *name,
                       FhirJsonSpan *value)
{
  gsize    length = strlen (name);
  gboolean found = FALSE;

  for (const char *at = enter (span, '{'); at != NULL && at < span.end && *at == '"';)
    {
      const char *key = at + 1;
      const char *key_end = skip_string (at, span.end);

      at = skip_space (key_end, span.end);
      if (at == span.end || *at != ':')
        return FALSE;
      at = skip_space (at + 1, span.end);
      key_end--;
      if ((gsize) (key_end - key) == length && memcmp (key, name, length) == 0)
        {
          found = TRUE;
          value->start = at;
          value->end = skip_value (at, span.end);
        }
      at = next_element (skip_value (at, span.end), span.end);
    }

  return found;
}

GArray *
fhir_json_span_elements (FhirJsonSpan span)
{
  const char *at = enter (span, '[');
  GArray     *elements;

  if (at == NULL)
    return NULL;

  elements = g_array_new (FALSE, FALSE, sizeof (FhirJsonSpan));
  while (at != NULL && at < span.end && *at != ']')
    {
      FhirJsonSpan element = { at, skip_value (at, span.end) };

      g_array_append_val (elements, element);
      at = next_element (element.end, span.end);
    }

  return elements;
}
