/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-trace.h"

#include "net-secret-private.h"

#include <string.h>

#define TRACE_BYTES 16
#define PARENT_BYTES 8

struct _NetTrace
{
  GObject parent_instance;

  char *id; /* (owned) 32 hex digits, never changed */
};

G_DEFINE_FINAL_TYPE (NetTrace, net_trace, G_TYPE_OBJECT)

static gboolean
is_id (const char *text,
       gsize       n_digits)
{
  gboolean zero = TRUE;

  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
      zero = zero && text[i] == '0';
    }

  return !zero;
}

static char *
new_id (gsize n_bytes)
{
  guint8 bytes[TRACE_BYTES];
  char  *id = g_malloc (2 * n_bytes + 1);

  /* An id of zeros only is not allowed; the chance is nil, the check costs nothing. */
  do
    {
      net_random_fill (bytes, n_bytes);
      for (gsize i = 0; i < n_bytes; i++)
        g_snprintf (id + 2 * i, 3, "%02x", bytes[i]);
    }
  while (!is_id (id, 2 * n_bytes));

  return id;
}

static void
net_trace_finalize (GObject *object)
{
  NetTrace *self = NET_TRACE (object);

  g_free (self->id);

  G_OBJECT_CLASS (net_trace_parent_class)->finalize (object);
}

static void
net_trace_class_init (NetTraceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = net_trace_finalize;
}

static void
net_trace_init (NetTrace *self)
{
  self->id = new_id (TRACE_BYTES);
}

NetTrace *
net_trace_new (void)
{
  return g_object_new (NET_TYPE_TRACE, NULL);
}

const char *
net_trace_get_id (NetTrace *self)
{
  g_return_val_if_fail (NET_IS_TRACE (self), NULL);

  return self->id;
}

char *
net_trace_next_parent (NetTrace *self)
{
  g_autofree char *parent = NULL;

  g_return_val_if_fail (NET_IS_TRACE (self), NULL);

  parent = new_id (PARENT_BYTES);

  return g_strdup_printf ("00-%s-%s-00", self->id, parent);
}

gboolean
net_traceparent_is_valid (const char *text)
{
  /* 00-<32>-<16>-<2>: version 00 has exactly this length. */
  if (text == NULL || strlen (text) != 55 || !g_str_has_prefix (text, "00-") ||
      text[35] != '-' || text[52] != '-')
    return FALSE;

  return is_id (text + 3, 32) && is_id (text + 36, 16) &&
         g_ascii_isxdigit (text[53]) && g_ascii_isxdigit (text[54]) &&
         !g_ascii_isupper (text[53]) && !g_ascii_isupper (text[54]);
}
