/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-secret-private.h"

#include "net-token-source.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

typedef struct
{
  char *text;
  gsize length;
} SecretBytes;

static void
secret_bytes_free (gpointer data)
{
  SecretBytes *secret = data;

  gnutls_memset (secret->text, 0, secret->length);
  g_free (secret->text);
  g_free (secret);
}

void
net_random_fill (void *buffer,
                 gsize length)
{
  /* Without random bytes nothing here is safe to do. */
  if (gnutls_rnd (GNUTLS_RND_KEY, buffer, length) != 0)
    g_error ("No random bytes.");
}

char *
net_random_text (gsize n_bytes)
{
  g_autofree guint8 *bytes = g_malloc (n_bytes);
  char              *text;

  net_random_fill (bytes, n_bytes);
  text = net_base64url_encode (bytes, n_bytes);
  gnutls_memset (bytes, 0, n_bytes);

  return text;
}

char *
net_base64url_encode (const void *data,
                      gsize       length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

guint8 *
net_base64url_decode (const char *text,
                      gssize      length,
                      gsize      *out_length)
{
  gsize            n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *padded = NULL;

  if (n % 4 == 1)
    return NULL;

  padded = g_malloc (n + 4);
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
        return NULL;
      padded[i] = text[i] == '-' ? '+' : text[i] == '_' ? '/'
                                                        : text[i];
    }
  while (n % 4 != 0)
    padded[n++] = '=';
  padded[n] = '\0';

  return g_base64_decode (padded, out_length);
}

gboolean
net_secret_equal (const char *a,
                  const char *b)
{
  gsize length = strlen (a);

  return length == strlen (b) && gnutls_memcmp (a, b, length) == 0;
}

GBytes *
net_secret_bytes_take (char *text,
                       gsize length)
{
  SecretBytes *secret = g_new (SecretBytes, 1);

  secret->text = text;
  secret->length = length;

  return g_bytes_new_with_free_func (text, length, secret_bytes_free, secret);
}

void
net_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  gnutls_memset (secret, 0, strlen (secret));
  g_free (secret);
}
