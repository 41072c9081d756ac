/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-log.h"

#include <glib.h>
#include <string.h>

#define TRACEPARENT "00-0af7651916cd43dd8448eb2112345678-1234567890123456-00"

/* Nothing of @secret may be left; what is @kept must. */
static const struct
{
  const char *message;
  const char *secret;
  const char *kept;
} table[] = {
  { "Authorization: Bearer abc.def", "abc", "Authorization" },
  { "authorization: Digest user=\"x\", response=\"0123\"\nAccept: text", "0123", "Accept: text" },
  { "Cookie: session=made-up", "made-up", "Cookie" },
  { "sent bearer a-b_c~d+/=", "a-b_c", "sent" },
  { "Basic YXBwOnNlY3JldA== was refused", "YXBw", "was refused" },
  { "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl end", "eyJ", "end" },
  { "cut eyJhbGciOiJSUzI1NiJ9.eyJzdWI", "eyJ", "cut" },
  { "GET https://epr.example.ch/Patient?family=Muster&birthdate=1970-01-01 200", "Muster", "200" },
  { "GET /DocumentReference?patient.identifier=x%7C7", "7C7", "/DocumentReference" },
  { "see https://epr.example.ch/a?opaque done", "opaque", "done" },
  { "redirect http://127.0.0.1:9000/callback#state=xyz", "xyz", "127.0.0.1:9000" },
  { "proxy http://user:word@proxy.example.ch:3128/", "word", "proxy.example.ch" },
  { "patient 761337610411353650 found", "3761041", "found" },
  { "patient 7613 3761 0411 3536 50", "3536", "patient" },
  { "id 756.1234.5678.97.", "5678", "id" },
  { "id 756 1234 5678 97", "5678", "id" },
  { "id 7561234567897", "1234567", "id" },
  { "number 123456789", "123456789", "number" },
  { "x761337610411353650", "7613376", "x" },
  { "{\"access_token\":\"a\\\"b\",\"expires_in\":300}", "b\\\"", "expires_in" },
  { "{\"client_secret\" : \"hush\", \"x\": 1}", "hush", "\"x\": 1" },
  { "{\"tokens\": [\"one\", \"two\"], \"x\": 1}", "two", "\"x\": 1" },
  { "{\"password\":\"cut of", "cut of", "password" },
  { "{\"refresh_token\":12345}", "12345", "refresh_token" },
  { "grant_type=authorization_code&code=SplxlOBe&code_verifier=dBjftJ", "Splx", "grant_type=authorization_code" },
  { "grant_type=refresh_token&refresh_token=hush", "hush", "grant_type" },
  { "-----BEGIN PRIVATE KEY-----\nMIIE\nabcd\n-----END PRIVATE KEY-----\nafter", "MIIE", "after" },
  { "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd", "abcd", "" },
  { "assertion PHNhbWwyOkFzc2VydGlvbiB4bWxuczpzYW1sMj0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOmFzc2VydGlvbiI+", "PHNhb", "assertion" },
};

static void
test_redact (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *redacted = net_log_redact (table[i].message);

      g_test_message ("%s", redacted);
      g_assert_null (strstr (redacted, table[i].secret));
      g_assert_nonnull (strstr (redacted, table[i].kept));
    }
}

static void
test_kept (void)
{
  static const char *const harmless[] = {
    "",
    "GET https://epr.example.ch/metadata: 200 in 12 ms",
    TRACEPARENT ": 503",
    "again in 1250 ms",
    "What now? Nothing.",
    "page 3 of 12",
    "2026-11-20 20:35:30",
  };

  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_autofree char *redacted = net_log_redact (harmless[i]);

      g_assert_cmpstr (redacted, ==, harmless[i]);
    }
}

static void
test_hostile (void)
{
  g_autofree char *long_quote = g_strdup ("{\"token\":\"a");
  g_autofree char *backslashes = g_strnfill (200000, '\\');
  g_autofree char *quotes = g_strnfill (200000, '"');
  g_autofree char *one = net_log_redact ("\xff\xfe Bearer abcdef");
  g_autofree char *two = net_log_redact (backslashes);
  g_autofree char *three = net_log_redact (quotes);
  g_autofree char *four = net_log_redact (long_quote);

  g_assert_true (g_utf8_validate (one, -1, NULL));
  g_assert_null (strstr (one, "abcdef"));
  g_assert_true (g_utf8_validate (two, -1, NULL));
  g_assert_true (g_utf8_validate (three, -1, NULL));
  g_assert_null (strstr (four, "\"a"));
}

/* What a library writes passes through too. */
static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      net_log_install ();
      net_log_install ();
      g_log ("some-library", G_LOG_LEVEL_WARNING, "sent Bearer made-up-token-1 to the server");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_stderr ("*sent Bearer ?redacted? to the server*");
  g_test_trap_assert_stderr_unmatched ("*made-up-token*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/log/redact", test_redact);
  g_test_add_func ("/net/log/kept", test_kept);
  g_test_add_func ("/net/log/hostile", test_hostile);
  g_test_add_func ("/net/log/writer", test_writer);

  return g_test_run ();
}
