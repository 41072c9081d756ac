/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-control.h"

#include "fhir-json.h"
#include "sandbox-deposit.h"
#include "sandbox-json.h"

#include <string.h>

#define MAX_LOG 10000

/* Parameters whose value is a secret or opens something. */
static const char *const secrets[] = { "client_secret", "code", "code_verifier", "code_challenge", "client_assertion",
                                       "refresh_token", "state", "nonce", NULL };

static void
add_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  JsonObject      *headers = user_data;
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (strcmp (lower, "authorization") == 0)
    {
      const char      *blank = strchr (value, ' ');
      g_autofree char *scheme = blank != NULL ? g_strndup (value, (gsize) (blank - value)) : g_strdup ("?");

      json_object_set_string_member (headers, lower, scheme);
    }
  else if (strcmp (lower, "signature") != 0 && strcmp (lower, "cookie") != 0)
    json_object_set_string_member (headers, lower, value);
}

static JsonNode *
write_parameters (const SandboxForm *form)
{
  JsonNode *array = sandbox_json_array ();

  for (guint i = 0; i < sandbox_form_n (form); i++)
    {
      const SandboxParameter *parameter = sandbox_form_nth (form, i);
      gboolean                secret = g_strv_contains (secrets, parameter->name);

      sandbox_json_append (array, sandbox_json ("{'name':%s,'value':%s}", parameter->name, secret ? "…" : parameter->value));
    }

  return array;
}

static SandboxForm *
parse_form_body (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  g_autoptr(GBytes) body = NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/x-www-form-urlencoded") != 0)
    return NULL;
  body = sandbox_exchange_dup_body (exchange);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return sandbox_form_parse (text);
}

void
sandbox_control_record (SandboxExchange *exchange)
{
  GPtrArray  *log = exchange->community->log;
  JsonObject *headers = json_object_new ();
  g_autoptr(SandboxForm) form = parse_form_body (exchange);

  json_object_set_string_member (exchange->record, "method", exchange->method);
  json_object_set_string_member (exchange->record, "path", exchange->path);
  json_object_set_member (exchange->record, "query", write_parameters (exchange->query));
  json_object_set_boolean_member (exchange->record, "raw_bar", exchange->query->has_raw_bar);
  if (form != NULL)
    json_object_set_member (exchange->record, "form", write_parameters (form));
  json_object_set_string_member (exchange->record, "token", "none");
  soup_message_headers_foreach (soup_server_message_get_request_headers (exchange->message), add_header, headers);
  json_object_set_object_member (exchange->record, "headers", headers);

  if (log->len >= MAX_LOG)
    g_ptr_array_remove_index (log, 0);
  g_ptr_array_add (log, json_node_init_object (json_node_alloc (), exchange->record));
}

void
sandbox_control_faults (SandboxExchange *exchange)
{
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *culprit = NULL;

  if (strcmp (exchange->method, "POST") == 0)
    {
      node = fhir_json_parse (body, NULL);
      if (node == NULL || fhir_json_node_object (node) == NULL)
        {
          sandbox_exchange_refuse (exchange, 400, "structure", "The body must be a JSON object");
          return;
        }
      if (!sandbox_faults_set (&exchange->community->faults, fhir_json_node_object (node), &culprit))
        {
          sandbox_exchange_refuse (exchange, 400, "invalid", "There is no such switch or value: %s", culprit);
          return;
        }
    }

  sandbox_exchange_reply_json (exchange, 200, sandbox_faults_write (&exchange->community->faults));
}

void
sandbox_control_reset (SandboxExchange *exchange)
{
  sandbox_community_reset (exchange->community);
  sandbox_exchange_reply_json (exchange, 200, sandbox_faults_write (&exchange->community->faults));
}

void
sandbox_control_log (SandboxExchange *exchange)
{
  GPtrArray *log = exchange->community->log;
  JsonNode  *array = sandbox_json_array ();

  for (guint i = 0; i < log->len; i++)
    sandbox_json_append (array, json_node_ref (g_ptr_array_index (log, i)));
  sandbox_exchange_reply_json (exchange, 200, array);
}

void
sandbox_control_deposits (SandboxExchange *exchange)
{
  sandbox_exchange_reply_json (exchange, 200, sandbox_deposit_list (exchange->community->store));
}
