/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-log.h"

#include <stdint.h>
#include <string.h>

#define TOKEN "made-up-secret"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever stands before it, a token behind "Bearer" does not come through. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *message = g_strconcat (text, " Bearer " TOKEN, NULL);
  g_autofree char *redacted = net_log_redact (message);

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  if (strstr (text, TOKEN) == NULL)
    g_assert_null (strstr (redacted, TOKEN));

  return 0;
}
