/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-error.h"
#include "fhir-json-check.h"

#include <string.h>

/* FHIR resources nest a dozen levels. */
#define MAX_DEPTH 64

#define ESCAPE_LENGTH 6 /* \uXXXX */

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  guint       depth;
  gboolean    ended;    /* the outermost value is complete */
  gboolean    broken;   /* a string does not end, or has \u without four digits: json-glib takes any letters for them */
  char       *repaired; /* (owned) (nullable) */
} Check;

/* The UTF-16 unit of an escape at @at, -1 when there stands none. */
static int
unit_at (Check *check,
         gsize  at)
{
  int unit = 0;

  if (at + ESCAPE_LENGTH > check->length || check->text[at] != '\\' || check->text[at + 1] != 'u')
    return -1;

  for (gsize i = at + 2; i < at + ESCAPE_LENGTH; i++)
    {
      if (!g_ascii_isxdigit (check->text[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (check->text[i]);
    }

  return unit;
}

static void
skip_escape (Check *check)
{
  int unit = unit_at (check, check->at);

  if (unit < 0 && check->at + 1 < check->length && check->text[check->at + 1] == 'u')
    check->broken = TRUE;

  if (unit < 0xD800 || unit > 0xDFFF)
    {
      check->at += 2;
      return;
    }

  if (unit < 0xDC00 && unit_at (check, check->at + ESCAPE_LENGTH) >= 0xDC00 &&
      unit_at (check, check->at + ESCAPE_LENGTH) <= 0xDFFF)
    {
      check->at += 2 * ESCAPE_LENGTH;
      return;
    }

  if (check->repaired == NULL)
    check->repaired = g_memdup2 (check->text, check->length);
  memcpy (check->repaired + check->at, "\\uFFFD", ESCAPE_LENGTH);
  check->at += ESCAPE_LENGTH;
}

/* From behind the opening quote to behind the closing one. */
static void
skip_string (Check *check)
{
  while (check->at < check->length)
    {
      char c = check->text[check->at];

      if (c == '\\')
        skip_escape (check);
      else
        {
          check->at++;
          if (c == '"')
            return;
        }
    }

  check->broken = TRUE;
}

static gboolean
is_json_character (char c)
{
  switch (c)
    {
    case '"':
    case ':':
    case ',':
    case '{':
    case '}':
    case '[':
    case ']':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '+':
    case '-':
    case '.':
      return TRUE;
    default:
      return g_ascii_isalnum (c);
    }
}

static gboolean
check_next (Check   *check,
            GError **error)
{
  char c = check->text[check->at++];

  if (!is_json_character (c) || (check->ended && !g_ascii_isspace (c)))
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON, "Not JSON at byte %" G_GSIZE_FORMAT, check->at);
      return FALSE;
    }

  if (c == '"')
    {
      skip_string (check);
      check->ended = check->depth == 0;
    }

  if (check->broken)
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON, "A string does not end, or holds a broken escape");
      return FALSE;
    }

  if ((c == '{' || c == '[') && ++check->depth > MAX_DEPTH)
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_TOO_DEEP, "JSON nested deeper than %d levels", MAX_DEPTH);
      return FALSE;
    }
  else if ((c == '}' || c == ']') && check->depth > 0)
    check->ended = --check->depth == 0;

  return TRUE;
}

gboolean
fhir_json_check (const char *text,
                 gsize       length,
                 char      **repaired,
                 GError    **error)
{
  Check check = { .text = text, .length = length };

  *repaired = NULL;

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON,
                           length == 0 ? "The body is empty" : "The body is not UTF-8 text");
      return FALSE;
    }

  while (check.at < length)
    if (!check_next (&check, error))
      {
        g_free (check.repaired);
        return FALSE;
      }

  *repaired = check.repaired;
  return TRUE;
}
