/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-token-private.h"

#include "net-error-private.h"
#include "net-json-private.h"
#include "net-secret-private.h"

#include <string.h>

#define DEFAULT_LIFE 300 /* seconds (R-IUA-17) */
#define MAX_LIFE (24 * 60 * 60)
#define RENEW_MARGIN 20

/* A token becomes a header line: nothing but visible ASCII may be in it. */
static gboolean
is_header_safe (const char *token)
{
  for (const char *p = token; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        return FALSE;
    }

  return *token != '\0';
}

static gint64
life_of (JsonObject *answer,
         const char *access_token,
         gint64      skew)
{
  gint64 life = net_json_get_int (answer, "expires_in", 0);

  if (life <= 0)
    {
      g_autofree char *claims = net_token_dup_claims (access_token);

      if (claims != NULL)
        {
          g_autoptr(GBytes) bytes = g_bytes_new (claims, strlen (claims));
          g_autoptr(JsonObject) object = net_json_parse_object (bytes, NULL);
          gint64 exp = object != NULL ? net_json_get_int (object, "exp", 0) : 0;
          gint64 now = g_get_real_time () / G_USEC_PER_SEC + skew;

          if (exp > now)
            life = exp - now;
        }
    }

  return life > 0 ? MIN (life, MAX_LIFE) : DEFAULT_LIFE;
}

/* R-IUA-17; of a very short life half is left to use, or each call would ask for a token. */
static gint64
renew_margin (gint64 life)
{
  return MIN (MAX (RENEW_MARGIN, life / 10), MAX (life / 2, 1));
}

void
net_token_free (NetToken *token)
{
  if (token == NULL)
    return;

  net_secret_free (token->access_token);
  net_secret_free (token->refresh_token);
  net_secret_free (token->id_token);
  net_secret_free (token->scope);
  g_free (token);
}

NetToken *
net_token_parse (GBytes  *body,
                 gint64   skew,
                 GError **error)
{
  g_autoptr(JsonObject) answer = net_json_parse_object (body, error);
  g_autoptr(NetToken) token = NULL;
  const char *access_token;
  const char *type;
  gint64      life;

  if (answer == NULL)
    return NULL;

  access_token = net_json_get_string (answer, "access_token");
  type = net_json_get_string (answer, "token_type");
  if (access_token == NULL || !is_header_safe (access_token) ||
      (type != NULL && g_ascii_strcasecmp (type, "Bearer") != 0))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return NULL;
    }

  life = life_of (answer, access_token, skew);
  token = g_new0 (NetToken, 1);
  token->access_token = g_strdup (access_token);
  token->refresh_token = g_strdup (net_json_get_string (answer, "refresh_token"));
  token->id_token = g_strdup (net_json_get_string (answer, "id_token"));
  token->scope = g_strdup (net_json_get_string (answer, "scope"));
  token->expires_at = g_get_monotonic_time () + life * G_USEC_PER_SEC;
  token->renew_at = token->expires_at - renew_margin (life) * G_USEC_PER_SEC;

  return g_steal_pointer (&token);
}

char *
net_token_dup_claims (const char *access_token)
{
  g_auto(GStrv) parts = g_strsplit (access_token, ".", 4);
  g_autofree guint8 *payload = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) claims = NULL;
  gsize length;

  if (g_strv_length (parts) != 3)
    return NULL;

  payload = net_base64url_decode (parts[1], -1, &length);
  if (payload == NULL || length == 0)
    return NULL;

  bytes = g_bytes_new_static (payload, length);
  claims = net_json_parse_object (bytes, NULL);

  return claims != NULL ? g_strndup ((char *) payload, length) : NULL;
}
