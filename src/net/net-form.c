/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-form-private.h"

#include "net-secret-private.h"
#include "net-token-source.h"

#include <gnutls/gnutls.h>
#include <string.h>

struct _NetForm
{
  char *text; /* (owned) terminated */
  gsize length;
  gsize allocated;
};

static void
append (NetForm    *self,
        const char *text)
{
  gsize n = strlen (text);

  /* Not g_realloc(): it would leave the old buffer as it was. */
  if (self->length + n + 1 > self->allocated)
    {
      gsize allocated = MAX (2 * self->allocated, self->length + n + 1);
      char *larger = g_malloc (allocated);

      memcpy (larger, self->text, self->length);
      gnutls_memset (self->text, 0, self->allocated);
      g_free (self->text);
      self->text = larger;
      self->allocated = allocated;
    }

  memcpy (self->text + self->length, text, n + 1);
  self->length += n;
}

static void
append_escaped (NetForm    *self,
                const char *text)
{
  char *escaped = g_uri_escape_string (text, NULL, FALSE);

  append (self, escaped);
  net_secret_free (escaped);
}

NetForm *
net_form_new (void)
{
  NetForm *self = g_new0 (NetForm, 1);

  self->allocated = 1024;
  self->text = g_malloc0 (self->allocated);

  return self;
}

void
net_form_free (NetForm *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    gnutls_memset (self->text, 0, self->allocated);
  g_free (self->text);
  g_free (self);
}

void
net_form_add (NetForm    *self,
              const char *name,
              const char *value)
{
  if (self->length > 0)
    append (self, "&");
  append_escaped (self, name);
  append (self, "=");
  append_escaped (self, value);
}

void
net_form_add_fields (NetForm           *self,
                     const char *const *fields)
{
  for (gsize i = 0; fields != NULL && fields[i] != NULL && fields[i + 1] != NULL; i += 2)
    net_form_add (self, fields[i], fields[i + 1]);
}

const char *
net_form_peek (NetForm *self)
{
  return self->text;
}

GBytes *
net_form_to_bytes (NetForm *self)
{
  GBytes *bytes = net_secret_bytes_take (g_steal_pointer (&self->text), self->length);

  net_form_free (self);

  return bytes;
}

char *
net_form_basic_credentials (const char *client_id,
                            const char *client_secret)
{
  g_autoptr(NetForm) pair = net_form_new ();
  char *encoded;
  char *credentials;

  append_escaped (pair, client_id);
  append (pair, ":");
  append_escaped (pair, client_secret);
  encoded = g_base64_encode ((guint8 *) pair->text, pair->length);
  credentials = g_strconcat ("Basic ", encoded, NULL);
  net_secret_free (encoded);

  return credentials;
}
