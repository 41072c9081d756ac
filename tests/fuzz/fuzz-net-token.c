/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token answer, and the same bytes as an access token whose claims are read. */
#include "config.h"

#include "fuzz.h"
#include "net-token-private.h"

void
fuzz_one (GBytes *bytes)
{
  g_autofree char *text = fuzz_text (bytes);
  g_autofree char *claims = net_token_dup_claims (text);
  g_autoptr(NetToken) token = net_token_parse (bytes, 0, NULL);

  if (claims != NULL)
    g_assert_true (g_utf8_validate (claims, -1, NULL));
  if (token != NULL)
    {
      /* It becomes a line of a header. */
      for (const char *p = token->access_token; *p != '\0'; p++)
        g_assert_true (g_ascii_isgraph (*p));
      g_assert_cmpint (token->renew_at, <=, token->expires_at);
    }
}
