/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query of a redirect that comes back, addresses, and the headers that are read by code of ours. */
#include "config.h"

#include "fuzz.h"
#include "net-answer-private.h"
#include "net-client.h"
#include "net-retry-private.h"

#include <string.h>

void
fuzz_one (GBytes *bytes)
{
  g_autofree char *text = fuzz_text (bytes);
  g_autofree char *code = net_answer_parse (text, "state", "https://issuer.example", NULL);
  g_autofree char *origin = net_origin_of (text);

  if (code != NULL)
    g_assert_cmpuint (strlen (code), >, 0);
  if (origin != NULL)
    g_assert_true (g_str_has_prefix (origin, "http"));
  g_assert_cmpuint (net_retry_after_parse (text, 1764073861), <=, 24 * 60 * 60);
  g_assert_true (!net_traceparent_is_valid (text) || strlen (text) == 55);
}
