/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metadata of an authorization server. */
#include "config.h"

#include "fuzz.h"
#include "net-oauth.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(NetOauthServer) server = net_oauth_server_parse (bytes, FALSE, NULL);

  if (server == NULL)
    return;

  g_assert_true (g_ascii_strncasecmp (net_oauth_server_get_token_endpoint (server), "https:", 6) == 0);
  g_assert_true (g_ascii_strncasecmp (net_oauth_server_get_authorization_endpoint (server), "https:", 6) == 0);
}
