/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-test-support.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <libsecret/secret.h>
#include <string.h>

/* Runs with a keyring that is open, locked, or not there: argv[3]. */

#define SECRET "a-client-secret-of-no-one"

/* As docs/communities.md has it, and as any tool of the keyring would look. */
static const SecretSchema schema = {
  CABINET_APP_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static char *dir;
static char *community;

static void
write_community (void)
{
  g_autoptr(GError) error = NULL;

  dir = cli_test_dir ();
  community = g_build_filename (dir, "example.community", NULL);
  g_file_set_contents (community,
                       "[community]\nid=example\nname=Example\nprofile=ch-epr-fhir-5\n"
                       "[url]\nbase=https://epr.example.ch/fhir\nauthorization=https://as.example.ch\n"
                       "[iua]\nclient-id=our-practice\n"
                       "[idp]\nissuer=https://idp.example.ch\nclient-id=our-practice\n"
                       "[recommendations]\nname=Expert\naddress=https://cds.example.ch\nauth=bearer\n"
                       "[technical]\nclient-id=archive\nprincipal-id=2000000090092\n",
                       -1, &error);
  g_assert_no_error (error);
}

static char *
make_key (void)
{
  g_autofree char *path = g_build_filename (dir, "key.pem", NULL);
  g_autoptr(GError) error = NULL;
  gnutls_x509_privkey_t key;
  gnutls_datum_t        pem;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  g_file_set_contents (path, (const char *) pem.data, (gssize) pem.size, &error);
  g_assert_no_error (error);
  gnutls_free (pem.data);
  gnutls_x509_privkey_deinit (key);

  return g_steal_pointer (&path);
}

static char *
look_up (const char *account,
         const char *kind)
{
  g_autoptr(GError) error = NULL;
  char *secret = secret_password_lookup_sync (&schema, NULL, &error, "application", CABINET_APP_ID, "account", account, "kind", kind, NULL);

  g_assert_no_error (error);

  return secret;
}

/* They lie where sign-in looks for them (docs/communities.md), and in no output. */
static void
test_stored (void)
{
  g_autofree char *key = make_key ();
  g_autofree char *pem = NULL;
  g_autofree char *found = NULL;
  g_autofree char *found_key = NULL;
  g_autofree char *found_provider = NULL;
  g_autofree char *found_technical = NULL;
  g_autofree char *found_expert = NULL;
  g_autoptr(CliOutput) output = NULL;
  g_autoptr(CliOutput) provider = NULL;
  g_autoptr(CliOutput) technical = NULL;
  g_autoptr(CliOutput) expert = NULL;

  output = cli_run (SECRET "\n", "credentials", "--community", community, "--client-secret", "--signing-key", key, NULL);
  g_assert_cmpint (output->status, ==, 0);
  g_assert_null (strstr (output->err, SECRET));
  g_assert_cmpstr (output->out, ==, "");
  found = look_up ("https://as.example.ch|our-practice", "client-secret");
  g_assert_cmpstr (found, ==, SECRET);
  found_key = look_up ("https://as.example.ch|our-practice", "signing-key");
  g_assert_true (g_file_get_contents (key, &pem, NULL, NULL));
  g_assert_cmpstr (found_key, ==, g_strchomp (pem));

  provider = cli_run ("other", "credentials", "--community", community, "--client-secret", "--identity-provider", NULL);
  g_assert_cmpint (provider->status, ==, 0);
  found_provider = look_up ("https://idp.example.ch|our-practice", "client-secret");
  g_assert_cmpstr (found_provider, ==, "other");

  technical = cli_run ("third", "credentials", "--community", community, "--client-secret", "--technical", NULL);
  g_assert_cmpint (technical->status, ==, 0);
  expert = cli_run ("fourth", "credentials", "--community", community, "--client-secret", "--expert-service", NULL);
  g_assert_cmpint (expert->status, ==, 0);
  found_expert = look_up ("https://cds.example.ch|", "client-secret");
  g_assert_cmpstr (found_expert, ==, "fourth");
  found_technical = look_up ("https://as.example.ch|archive", "client-secret");
  g_assert_cmpstr (found_technical, ==, "third");
}

static void
test_refused (void)
{
  g_autoptr(CliOutput) empty = cli_run ("", "credentials", "--community", community, "--client-secret", NULL);
  g_autoptr(CliOutput) no_key = cli_run (NULL, "credentials", "--community", community, "--signing-key", community, NULL);
  g_autoptr(CliOutput) no_file = cli_run (NULL, "credentials", "--community", community, "--signing-key", "/no/such/key", NULL);

  g_assert_cmpint (empty->status, ==, 1);
  /* a file that is no key is refused while the person who has the key is there */
  g_assert_cmpint (no_key->status, ==, 5);
  g_assert_cmpint (no_file->status, ==, 1);
}

/* Nothing may be said to be stored that is not: memory ends with the program. */
static void
test_no_keyring (void)
{
  g_autoptr(CliOutput) output = cli_run (SECRET "\n", "credentials", "--community", community, "--client-secret", NULL);

  g_assert_cmpint (output->status, ==, 5);
  g_assert_null (strstr (output->err, SECRET));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *state = g_strdup (argv[argc - 1]);
  int              status;

  argc--;
  cli_test_init (&argc, &argv);
  write_community ();

  if (strcmp (state, "open") == 0)
    {
      g_test_add_func ("/cli/credentials/stored", test_stored);
      g_test_add_func ("/cli/credentials/refused", test_refused);
    }
  else
    g_test_add_func ("/cli/credentials/no-keyring", test_no_keyring);

  status = g_test_run ();
  cli_test_remove_dir (dir);
  g_free (community);

  return status;
}
