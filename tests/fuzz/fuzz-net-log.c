/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever stands before it in the log, a token behind "Bearer" does not come through. */
#include "config.h"

#include "fuzz.h"
#include "net-log.h"

#include <string.h>

#define TOKEN "made-up-secret"

void
fuzz_one (GBytes *bytes)
{
  g_autofree char *text = fuzz_text (bytes);
  g_autofree char *message = g_strconcat (text, " Bearer " TOKEN, NULL);
  g_autofree char *redacted = net_log_redact (message);

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  if (strstr (text, TOKEN) == NULL)
    g_assert_null (strstr (redacted, TOKEN));
}
