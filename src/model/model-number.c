/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-number.h"

#include <string.h>

static gboolean
is_digits (const char *text,
           gsize       length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789") == length;
}

char *
model_number_digits (const char *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  if (text == NULL)
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c < 0x80 && g_ascii_isdigit ((char) c))
        g_string_append_c (digits, (char) c);
      else if (c == (gunichar) -1 || c == (gunichar) -2)
        return NULL;
      else if (!g_unichar_isspace (c) && c != 0x202F && strchr (".-'", (int) MIN (c, 0x7f)) == NULL && c != 0x2019)
        return NULL;
    }

  return digits->len > 0 ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

char
model_number_gs1_check_digit (const char *payload)
{
  gsize length = strlen (payload);
  int   sum = 0;

  if (length == 0 || !is_digits (payload, length))
    return 0;

  for (gsize i = 0; i < length; i++)
    sum += (payload[length - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);

  return (char) ('0' + (10 - sum % 10) % 10);
}

static gboolean
has_check_digit (const char *digits,
                 gsize       length)
{
  char payload[32];

  if (!is_digits (digits, length) || length >= sizeof payload)
    return FALSE;

  memcpy (payload, digits, length - 1);
  payload[length - 1] = '\0';

  return model_number_gs1_check_digit (payload) == digits[length - 1];
}

gboolean
model_number_is_spid (const char *digits)
{
  return has_check_digit (digits, 18) && g_str_has_prefix (digits, "76133761");
}

gboolean
model_number_is_ahvn13 (const char *digits)
{
  return has_check_digit (digits, 13) && g_str_has_prefix (digits, "756");
}

gboolean
model_number_is_gln (const char *digits)
{
  return has_check_digit (digits, 13);
}

gboolean
model_number_is_card (const char *digits)
{
  return is_digits (digits, 20) && g_str_has_prefix (digits, "807560");
}

char *
model_number_format_ahvn13 (const char *digits)
{
  if (!is_digits (digits, 13))
    return g_strdup (digits);

  return g_strdup_printf ("%.3s.%.4s.%.4s.%.2s", digits, digits + 3, digits + 7, digits + 11);
}
