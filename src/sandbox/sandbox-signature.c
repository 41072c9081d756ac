/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-signature.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define MAX_LIFE 60  /* seconds (R-IUA-10) */
#define MAX_FUTURE 5 /* seconds that a client's clock may be ahead */

/* What stands in Signature-Input, taken apart:  sig1=("@method" …);created=…;expires=… */
typedef struct
{
  char  *label;      /* (owned) */
  char  *parameters; /* (owned) everything after the first `=`, as it is signed */
  GStrv  components; /* (owned) without quotes */
  gint64 created;
  gint64 expires;
  char  *key_id;    /* (owned) (nullable) */
  char  *algorithm; /* (owned) (nullable) */
} SignatureInput;

static void
signature_input_free (SignatureInput *self)
{
  g_free (self->label);
  g_free (self->parameters);
  g_strfreev (self->components);
  g_free (self->key_id);
  g_free (self->algorithm);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignatureInput, signature_input_free)

static GStrv
parse_components (const char *list,
                  gsize       length)
{
  g_autofree char *text = g_strndup (list, length);
  g_auto(GStrv) words = g_strsplit_set (text, " ", -1);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize            n = strlen (words[i]);
      g_autofree char *name = NULL;

      if (n == 0)
        continue;
      if (n < 3 || words[i][0] != '"' || words[i][n - 1] != '"')
        return NULL;
      name = g_strndup (words[i] + 1, n - 2);
      g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

static char *
unquote (const char *text)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  if (*text != '"')
    return NULL;
  for (const char *p = text + 1; *p != '\0' && *p != '"'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (plain, *p);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static void
take_parameter (SignatureInput *self,
                const char     *text)
{
  if (g_str_has_prefix (text, "created="))
    self->created = g_ascii_strtoll (text + strlen ("created="), NULL, 10);
  else if (g_str_has_prefix (text, "expires="))
    self->expires = g_ascii_strtoll (text + strlen ("expires="), NULL, 10);
  else if (g_str_has_prefix (text, "keyid="))
    self->key_id = unquote (text + strlen ("keyid="));
  else if (g_str_has_prefix (text, "alg="))
    self->algorithm = unquote (text + strlen ("alg="));
}

static SignatureInput *
signature_input_parse (const char *header)
{
  g_autoptr(SignatureInput) self = g_new0 (SignatureInput, 1);
  const char *equals = strchr (header, '=');
  const char *close = equals != NULL && equals[1] == '(' ? strchr (equals, ')') : NULL;
  g_auto(GStrv) parameters = NULL;

  if (close == NULL || equals == header)
    return NULL;

  self->label = g_strstrip (g_strndup (header, (gsize) (equals - header)));
  self->parameters = g_strchomp (g_strdup (equals + 1));
  self->components = parse_components (equals + 2, (gsize) (close - equals - 2));
  if (self->components == NULL)
    return NULL;

  parameters = g_strsplit (close + 1, ";", -1);
  for (guint i = 0; parameters[i] != NULL; i++)
    take_parameter (self, g_strstrip (parameters[i]));

  return g_steal_pointer (&self);
}

/* The bytes of `label=:base64:`, the form of binary items in structured fields (RFC 8941). */
static GBytes *
parse_binary (const char *header,
              const char *label)
{
  g_autofree char *start = g_strconcat (label, "=:", NULL);
  const char      *found = header != NULL ? strstr (header, start) : NULL;
  const char      *end = found != NULL ? strchr (found + strlen (start), ':') : NULL;
  g_autofree char *text = NULL;
  gsize            size;
  guchar          *data;

  if (end == NULL || (found != header && found[-1] != ' ' && found[-1] != ','))
    return NULL;

  text = g_strndup (found + strlen (start), (gsize) (end - found) - strlen (start));
  data = g_base64_decode (text, &size);

  return g_bytes_new_take (data, size);
}

static const char *
check_digest (const char *header,
              GBytes     *body)
{
  g_autoptr(GBytes) claimed = parse_binary (header, "sha-512");
  guint8 digest[64];
  g_autoptr(GBytes) real = NULL;

  if (header == NULL)
    return "Content-Digest is missing (RFC 9530)";
  if (claimed == NULL)
    return "Content-Digest has no sha-512 member";
  if (gnutls_hash_fast (GNUTLS_DIG_SHA512, g_bytes_get_data (body, NULL), g_bytes_get_size (body), digest) != 0)
    return "The digest cannot be computed";

  real = g_bytes_new (digest, sizeof digest);

  return g_bytes_equal (claimed, real) ? NULL : "Content-Digest is not that of the body";
}

static const char *
check_components (SignatureInput *input)
{
  static const char *const needed[] = { "@method", "@target-uri", "authorization", "content-digest" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!g_strv_contains ((const char *const *) input->components, needed[i]))
      return "The signature does not cover @method, @target-uri, authorization and content-digest";
  if (g_strv_length (input->components) != G_N_ELEMENTS (needed))
    return "The signature covers more than the four components";

  return NULL;
}

static const char *
check_times (SignatureInput *input,
             gint64          now)
{
  if (input->created == 0 || input->expires == 0)
    return "The signature lacks created or expires";
  if (input->expires <= input->created || input->expires - input->created > MAX_LIFE)
    return "The signature lives longer than 60 seconds";
  if (input->created > now + MAX_FUTURE)
    return "The signature was created in the future";
  if (input->expires < now)
    return "The signature has expired";

  return NULL;
}

static char *
make_base (SignatureInput     *input,
           const char         *method,
           const char         *target_uri,
           SoupMessageHeaders *headers)
{
  g_autoptr(GString) base = g_string_new (NULL);

  for (guint i = 0; input->components[i] != NULL; i++)
    {
      const char *name = input->components[i];
      const char *value;

      if (strcmp (name, "@method") == 0)
        value = method;
      else if (strcmp (name, "@target-uri") == 0)
        value = target_uri;
      else
        value = soup_message_headers_get_list (headers, name);
      g_string_append_printf (base, "\"%s\": %s\n", name, value != NULL ? value : "");
    }
  g_string_append_printf (base, "\"@signature-params\": %s", input->parameters);

  return g_string_free (g_steal_pointer (&base), FALSE);
}

const char *
sandbox_signature_check (SandboxKey         *key,
                         const char         *method,
                         const char         *target_uri,
                         SoupMessageHeaders *headers,
                         GBytes             *body,
                         gint64              now)
{
  const char *header = soup_message_headers_get_list (headers, "Signature-Input");
  g_autoptr(SignatureInput) input = header != NULL ? signature_input_parse (header) : NULL;
  g_autoptr(GBytes) signature = NULL;
  g_autofree char *base = NULL;
  const char      *fault;

  if (input == NULL)
    return header == NULL ? "The request is not signed (RFC 9421)" : "Signature-Input cannot be read";

  fault = check_components (input);
  if (fault == NULL)
    fault = check_times (input, now);
  if (fault == NULL)
    fault = check_digest (soup_message_headers_get_list (headers, "Content-Digest"), body);
  if (fault != NULL)
    return fault;
  if (input->key_id != NULL && strcmp (input->key_id, sandbox_key_get_id (key)) != 0)
    return "The signature names a key that is not registered";
  if (input->algorithm != NULL && strcmp (input->algorithm, "rsa-v1_5-sha256") != 0)
    return "The signature uses another algorithm than rsa-v1_5-sha256";

  signature = parse_binary (soup_message_headers_get_list (headers, "Signature"), input->label);
  if (signature == NULL)
    return "Signature has no member of the label in Signature-Input";
  base = make_base (input, method, target_uri, headers);

  return sandbox_key_verifies (key, base, strlen (base), signature) ? NULL : "The signature is wrong";
}
