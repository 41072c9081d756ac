/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-answer-private.h"

#include "net-error-private.h"
#include "net-secret-private.h"

#include <string.h>

/* OpenID Connect Core, section 3.1.2.6: a person has to see a page first. */
static const char *const asks_for_a_person[] = {
  "interaction_required",
  "login_required",
  "account_selection_required",
  "consent_required",
  NULL
};

static GError *
refusal (const char *code,
         const char *description)
{
  gboolean ask = g_strv_contains (asks_for_a_person, code);
  GError  *error = net_error_new (ask ? NET_ERROR_INTERACTION_REQUIRED : NET_ERROR_SIGN_IN_REFUSED);
  char    *text = description != NULL ? g_strdup_printf ("%s: %s", code, description) : g_strdup (code);
  g_autoptr(GBytes) body = g_bytes_new_take (text, strlen (text));

  net_error_set_body (error, body, "text/plain");

  return error;
}

char *
net_answer_parse (const char *query,
                  const char *state,
                  const char *issuer,
                  GError    **error)
{
  g_autoptr(GHashTable) answer = NULL;
  const char *value;

  if (query != NULL)
    answer = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (answer == NULL)
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return NULL;
    }

  value = g_hash_table_lookup (answer, "state");
  if (value == NULL || !net_secret_equal (value, state))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_SIGN_IN_TAMPERED));
      return NULL;
    }

  value = g_hash_table_lookup (answer, "iss");
  if (value != NULL && issuer != NULL && !g_str_equal (value, issuer))
    {
      g_propagate_error (error, net_error_new (NET_ERROR_SIGN_IN_TAMPERED));
      return NULL;
    }

  value = g_hash_table_lookup (answer, "error");
  if (value != NULL)
    {
      g_propagate_error (error, refusal (value, g_hash_table_lookup (answer, "error_description")));
      return NULL;
    }

  value = g_hash_table_lookup (answer, "code");
  if (value == NULL || *value == '\0')
    {
      g_propagate_error (error, net_error_new (NET_ERROR_UNEXPECTED));
      return NULL;
    }

  return g_strdup (value);
}
