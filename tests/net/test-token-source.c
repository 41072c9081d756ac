/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-error-private.h"
#include "net-test-support.h"
#include "net-token-private.h"
#include "net-token-source.h"

#include <string.h>

#define N_WAITERS 10

static const char *const origins[] = { "https://EPR.example.ch:443/fhir", "https://other.example.ch:8443", NULL };

/* A mint that the test answers when it wants. */
typedef struct
{
  NetTokenSource *source;
  GPtrArray      *pending; /* of GTask */
  guint           minted;
} Fixture;

static void
mint_cb (GTask    *task,
         NetTrace *trace,
         gpointer  user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (NET_IS_TRACE (trace));
  fixture->minted++;
  g_ptr_array_add (fixture->pending, g_object_ref (task));
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->pending = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->source = net_token_source_new (origins, mint_cb, fixture, NULL);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_ptr_array_unref (fixture->pending);
  g_assert_finalize_object (fixture->source);
}

static NetToken *
new_token (const char *text,
           int         life,
           int         fresh)
{
  NetToken *token = g_new0 (NetToken, 1);

  token->access_token = g_strdup (text);
  token->scope = g_strdup ("made-up scope");
  token->expires_at = g_get_monotonic_time () + life * G_USEC_PER_SEC;
  token->renew_at = g_get_monotonic_time () + fresh * G_USEC_PER_SEC;

  return token;
}

static void
grant (Fixture  *fixture,
       NetToken *token)
{
  g_task_return_pointer (g_ptr_array_index (fixture->pending, 0), token, (GDestroyNotify) net_token_free);
  g_ptr_array_remove_index (fixture->pending, 0);
}

static void
refuse (Fixture *fixture)
{
  g_task_return_error (g_ptr_array_index (fixture->pending, 0), net_error_new_for_status (403, 0));
  g_ptr_array_remove_index (fixture->pending, 0);
}

static char *
finish (Fixture       *fixture,
        GAsyncResult **pending,
        GError       **error)
{
  g_autoptr(GAsyncResult) result = test_wait (pending);

  return net_token_source_get_finish (fixture->source, result, error);
}

static void
assert_token (Fixture       *fixture,
              GAsyncResult **pending,
              const char    *expected)
{
  g_autoptr(GError) error = NULL;
  char *token = finish (fixture, pending, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  net_secret_free (token);
}

static void
test_single_flight (Fixture      *fixture,
                    gconstpointer data)
{
  GAsyncResult *results[N_WAITERS] = { NULL };

  for (guint i = 0; i < N_WAITERS; i++)
    net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &results[i]);
  g_assert_cmpuint (fixture->minted, ==, 1);
  g_assert_null (net_token_source_get_scope (fixture->source));

  grant (fixture, new_token ("made-up", 100, 80));
  for (guint i = 0; i < N_WAITERS; i++)
    assert_token (fixture, &results[i], "made-up");
  g_assert_cmpstr (net_token_source_get_scope (fixture->source), ==, "made-up scope");

  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &results[0]);
  assert_token (fixture, &results[0], "made-up");
  g_assert_cmpuint (fixture->minted, ==, 1);
}

static void
test_failure (Fixture      *fixture,
              gconstpointer data)
{
  GAsyncResult *results[2] = { NULL };

  for (guint i = 0; i < 2; i++)
    net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &results[i]);
  refuse (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (finish (fixture, &results[i], &error));
      g_assert_error (error, NET_ERROR, NET_ERROR_FORBIDDEN);
      g_assert_cmpuint (net_error_get_status (error), ==, 403);
    }

  /* The next one tries again. */
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &results[0]);
  grant (fixture, new_token ("second", 100, 80));
  assert_token (fixture, &results[0], "second");
}

/* One of those who wait gives up; the mint goes on for the others. */
static void
test_cancel_one (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *results[2] = { NULL };

  net_token_source_get_async (fixture->source, NULL, cancellable, test_result_cb, &results[0]);
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &results[1]);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &results[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (fixture->pending, 0))));

  grant (fixture, new_token ("made-up", 100, 80));
  assert_token (fixture, &results[1], "made-up");
}

/* All have gone: what was minted serves the next. */
static void
test_cancel_all (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *pending = NULL;

  net_token_source_get_async (fixture->source, NULL, cancellable, test_result_cb, &pending);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &pending, &error));
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  g_assert_cmpuint (fixture->minted, ==, 1);
  grant (fixture, new_token ("made-up", 100, 80));
  assert_token (fixture, &pending, "made-up");
}

static void
test_renewal (Fixture      *fixture,
              gconstpointer data)
{
  GAsyncResult *pending = NULL;

  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  grant (fixture, new_token ("first", 100, 0));
  assert_token (fixture, &pending, "first");

  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  g_assert_cmpuint (fixture->minted, ==, 2);
  grant (fixture, new_token ("second", 100, 0));
  assert_token (fixture, &pending, "second");

  /* A renewal that fails leaves what is still good. */
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  refuse (fixture);
  assert_token (fixture, &pending, "second");
}

static void
test_invalidate (Fixture      *fixture,
                 gconstpointer data)
{
  GAsyncResult *pending = NULL;

  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  grant (fixture, new_token ("first", 100, 80));
  assert_token (fixture, &pending, "first");

  net_token_source_invalidate (fixture->source, "another");
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  assert_token (fixture, &pending, "first");

  net_token_source_invalidate (fixture->source, "first");
  net_token_source_get_async (fixture->source, NULL, NULL, test_result_cb, &pending);
  g_assert_cmpuint (fixture->minted, ==, 2);
  grant (fixture, new_token ("second", 100, 80));
  assert_token (fixture, &pending, "second");
}

/* Disposing the source ends the mint, though nobody waits for it any more. */
static void
test_dispose (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture_set_up (&fixture, NULL);
  net_token_source_get_async (fixture.source, NULL, cancellable, test_result_cb, &pending);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (&fixture, &pending, &error));

  g_assert_finalize_object (g_steal_pointer (&fixture.source));
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (fixture.pending, 0))));
  grant (&fixture, new_token ("late", 100, 80));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (fixture.pending);
}

static void
test_covers (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *uri;
    gboolean    covered;
  } table[] = {
    { "https://epr.example.ch/fhir/Binary/1", TRUE },
    { "https://other.example.ch:8443/x", TRUE },
    { "https://other.example.ch/x", FALSE },
    { "http://epr.example.ch/fhir", FALSE },
    { "https://epr.example.ch.evil.example/", FALSE },
    { "https://epr.example.ch@evil.example/", FALSE },
    { "/fhir", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (net_token_source_covers (fixture->source, table[i].uri), ==, table[i].covered);
}

static NetToken *
parse (const char *json,
       GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));

  return net_token_parse (bytes, 0, error);
}

static gint64
life_of (NetToken *token)
{
  return (token->expires_at - g_get_monotonic_time () + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
}

static void
test_parse (void)
{
  g_autoptr(NetToken) token = parse ("{\"token_type\":\"bearer\",\"access_token\":\"a.b\",\"expires_in\":300,"
                                      "\"scope\":\"x y\",\"refresh_token\":\"r\",\"id_token\":\"i\"}",
                                      NULL);

  g_assert_nonnull (token);
  g_assert_cmpstr (token->access_token, ==, "a.b");
  g_assert_cmpstr (token->refresh_token, ==, "r");
  g_assert_cmpstr (token->id_token, ==, "i");
  g_assert_cmpstr (token->scope, ==, "x y");
  g_assert_cmpint (life_of (token), ==, 300);
}

/* R-IUA-17: 20 s or 10 %, whichever is larger; without expires_in `exp`, else 5 minutes. */
static void
test_life (void)
{
  g_autofree char *payload = g_strdup_printf ("{\"exp\":%" G_GINT64_FORMAT "}", g_get_real_time () / G_USEC_PER_SEC + 900);
  g_autofree char *encoded = g_base64_encode ((guint8 *) payload, strlen (payload));
  g_autofree char *jwt = NULL;
  const struct
  {
    const char *members;
    gint64      life;
    gint64      margin;
  } table[] = {
    { "\"expires_in\":300", 300, 30 },
    { "\"expires_in\":\"300\"", 300, 30 },
    { "\"expires_in\":100", 100, 20 },
    { "\"expires_in\":5", 5, 2 },
    { "\"expires_in\":-5", 300, 30 },
    { "\"expires_in\":[1]", 300, 30 },
    { "\"x\":0", 300, 30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"access_token\":\"opaque\",%s}", table[i].members);
      g_autoptr(NetToken) token = parse (json, NULL);

      g_assert_nonnull (token);
      g_assert_cmpint (life_of (token), ==, table[i].life);
      g_assert_cmpint ((token->expires_at - token->renew_at) / G_USEC_PER_SEC, ==, table[i].margin);
    }

  encoded[strcspn (encoded, "=")] = '\0';
  jwt = g_strdup_printf ("{\"access_token\":\"eyJh.%s.c2ln\"}", encoded);
  {
    g_autoptr(NetToken) token = parse (jwt, NULL);

    g_assert_cmpint (ABS (life_of (token) - 900), <=, 1);
  }
}

static void
test_parse_hostile (void)
{
  static const char *const table[] = {
    "",
    "null",
    "[]",
    "{}",
    "\"a\"",
    "{\"access_token\":1}",
    "{\"access_token\":\"\"}",
    "{\"access_token\":null}",
    "{\"access_token\":{\"a\":1}}",
    "{\"access_token\":\"a\\r\\nX: y\"}",
    "{\"access_token\":\"a b\"}",
    "{\"access_token\":\"a\",\"token_type\":\"MAC\"}",
    "{\"access_token\":\"a\"",
    "/* a */ {\"access_token\":\"a\"}",
    "2{\"access_token\":\"a\"}",
    "{\"access_token\":\"a\"}{\"access_token\":\"b\"}",
    "var x = {\"access_token\":\"a\"};",
    "{\"access_token\":\"\\ud800\"}",
    "{\"access_token\":\"\xff\"}",
  };
  g_autofree char *brackets = g_strnfill (60000, '[');
  g_autofree char *hidden = g_strconcat ("/*\"*/", brackets, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (parse (table[i], &error));
      g_assert_error (error, NET_ERROR, NET_ERROR_UNEXPECTED);
    }
  g_assert_null (parse (brackets, NULL));
  g_assert_null (parse (hidden, NULL));
}

/* R-IUA-16: reading the claims survives what is no JWT. */
static void
test_claims (void)
{
  static const char *const opaque[] = { "", "a", "a.b", "a.b.c", "..", "a.e30.c.d", "a.W10.c", "a.!!.c" };
  g_autofree char         *claims = net_token_dup_claims ("eyJh.eyJzdWIiOiJtYWRlLXVwIn0.c2ln");

  g_assert_cmpstr (claims, ==, "{\"sub\":\"made-up\"}");
  for (guint i = 0; i < G_N_ELEMENTS (opaque); i++)
    g_assert_null (net_token_dup_claims (opaque[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/net/token-source/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("single-flight", test_single_flight);
  ADD ("failure", test_failure);
  ADD ("cancel-one", test_cancel_one);
  ADD ("cancel-all", test_cancel_all);
  ADD ("renewal/R-IUA-17", test_renewal);
  ADD ("invalidate/R-COM-10", test_invalidate);
  ADD ("covers/R-COM-7", test_covers);
#undef ADD
  g_test_add_func ("/net/token-source/dispose", test_dispose);
  g_test_add_func ("/net/token/parse", test_parse);
  g_test_add_func ("/net/token/life/R-IUA-17", test_life);
  g_test_add_func ("/net/token/hostile", test_parse_hostile);
  g_test_add_func ("/net/token/claims/R-IUA-16", test_claims);

  return g_test_run ();
}
