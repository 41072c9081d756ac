/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-pkce-private.h"

#include "net-secret-private.h"

#include <string.h>

char *
net_pkce_new_verifier (void)
{
  return net_random_text (32);
}

char *
net_pkce_challenge (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize  length = sizeof digest;

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);

  return net_base64url_encode (digest, length);
}
