/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-answer-private.h"
#include "net-oauth.h"
#include "net-retry-private.h"
#include "net-token-private.h"
#include "net-trace.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What authorization servers send: metadata, token answers, redirects, and headers of our own reading. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(NetOauthServer) server = net_oauth_server_parse (bytes, TRUE, NULL);
  g_autoptr(NetToken) token = net_token_parse (bytes, 0, NULL);
  g_autofree char *claims = net_token_dup_claims (text);
  g_autofree char *code = net_answer_parse (text, "state", "https://issuer.example", NULL);
  g_autofree char *origin = net_origin_of (text);

  if (server != NULL)
    g_assert_nonnull (net_oauth_server_get_token_endpoint (server));
  if (origin != NULL)
    g_assert_true (g_str_has_prefix (origin, "http"));
  if (token != NULL)
    g_assert_cmpint (token->renew_at, <=, token->expires_at);
  if (claims != NULL)
    g_assert_true (g_utf8_validate (claims, -1, NULL));
  if (code != NULL)
    g_assert_cmpuint (strlen (code), >, 0);
  net_retry_after_parse (text, 1764073861);
  net_traceparent_is_valid (text);

  return 0;
}
