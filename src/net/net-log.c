/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-log.h"

#include <string.h>

#define REDACTED "[redacted]"
#define MAX_MESSAGE (64 * 1024)

/* Too much may go, never too little: what is lost here is a line of a log. In this order. */
static const struct
{
  const char *pattern;
  const char *replacement;
} rules[] = {
  /* A private key. */
  { "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|$)", REDACTED },
  /* Header lines that hold nothing else. */
  { "(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\s*:)[^\\r\\n]*", "\\1\\2 " REDACTED },
  /* JSON members named like secrets, also when their text is cut off. */
  { "(?i)(\"(?:[^\"\\\\\\r\\n]{0,64}(?:token|secret|passw|assertion|verifier|credential|private)[^\"\\\\\\r\\n]{0,64}|code|state)\"\\s*:\\s*)"
    "(?:\"(?:[^\"\\\\]|\\\\.)*+(?:\"|\\\\?\\z)|\\[[^\\]]*+\\]?|[^\\s\",}\\]]++)",
    "\\1\"" REDACTED "\"" },
  /* Form fields named so. */
  { "(?i)(?<![a-z0-9])([a-z_]{0,32}(?:token|secret|password|assertion|verifier)|code|state)=[^&\\s\"'<>]+", "\\1=" REDACTED },
  /* Credentials of an Authorization header. */
  { "(?i)\\b(bearer|basic|ihe-saml)\\s+[a-z0-9._~+/=-]+", "\\1 " REDACTED },
  /* A JWT, whole or cut off. */
  { "\\beyJ[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)*", REDACTED },
  /* What follows the question mark of an address. */
  { "\\?[^\\s\"'<>]*=[^\\s\"'<>]*", "?" REDACTED },
  { "((?i:https?)://[^\\s?\"'<>]*)\\?[^\\s\"'<>]+", "\\1?" REDACTED },
  /* Name and password before the host of an address. */
  { "://[^/\\s@\"'<>]+@", "://" REDACTED "@" },
  /* AHVN13 and SPID as people write them. */
  { "756[ .]\\d{4}[ .]\\d{4}[ .]\\d{2}(?!\\d)", REDACTED },
  { "7[ .]?6[ .]?1[ .]?3[ .]?3[ .]?7(?:[ .]?\\d){12}", REDACTED },
  /* Long runs of digits: whoever's number it is. A traceparent may hold some, and stays. */
  { "\\b00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\\b(*SKIP)(*FAIL)|\\d{9,}", REDACTED },
  /* Opaque tokens, assertions, keys. */
  { "[A-Za-z0-9+/_=-]{64,}", REDACTED },
};

static GRegex *const *
compiled_rules (void)
{
  static GRegex *compiled[G_N_ELEMENTS (rules)];
  static gsize   ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
        {
          compiled[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, NULL);
          g_assert (compiled[i] != NULL);
        }
      g_once_init_leave (&ready, 1);
    }

  return compiled;
}

static const char *
domain_of (const GLogField *fields,
           gsize            n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN") && fields[i].length < 0)
        return fields[i].value;
    }

  return NULL;
}

static GLogWriterOutput
writer (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  g_autofree GLogField *copy = NULL;
  g_autofree char      *redacted = NULL;

  if (g_log_writer_default_would_drop (level, domain_of (fields, n_fields)))
    return G_LOG_WRITER_HANDLED;

  copy = g_memdup2 (fields, n_fields * sizeof (GLogField));
  for (gsize i = 0; i < n_fields && redacted == NULL; i++)
    {
      g_autofree char *message = NULL;

      if (!g_str_equal (fields[i].key, "MESSAGE"))
        continue;

      message = fields[i].length < 0 ? g_strdup (fields[i].value) : g_strndup (fields[i].value, fields[i].length);
      redacted = net_log_redact (message);
      copy[i].value = redacted;
      copy[i].length = -1;
    }

  return g_log_writer_default (level, copy, n_fields, NULL);
}

void
net_log_install (void)
{
  static gsize installed = 0;

  if (g_once_init_enter (&installed))
    {
      compiled_rules ();
      g_log_set_writer_func (writer, NULL, NULL);
      g_once_init_leave (&installed, 1);
    }
}

char *
net_log_redact (const char *message)
{
  g_autofree char *text = NULL;
  GRegex *const   *compiled = compiled_rules ();

  g_return_val_if_fail (message != NULL, NULL);

  text = g_utf8_make_valid (message, strnlen (message, MAX_MESSAGE));
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *next = g_regex_replace (compiled[i], text, -1, 0, rules[i].replacement, 0, NULL);

      /* Where a rule gives up, nothing is said. */
      if (next == NULL)
        return g_strdup (REDACTED);
      g_free (text);
      text = next;
    }

  return g_steal_pointer (&text);
}
