/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-exchange.h"

#include "fhir-json.h"
#include "sandbox-json.h"
#include "sandbox-wire.h"

#include <string.h>

#define HUGE_BLOCKS 320 /* of 1 MiB: above what any client takes */
#define BLOCK (1024 * 1024)

static void
exchange_free (gpointer data)
{
  SandboxExchange *self = data;

  g_free (self->path);
  sandbox_form_free (self->query);
  sandbox_grant_free (self->grant);
  json_object_unref (self->record);
  g_free (self);
}

static void
over_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  SandboxExchange *self = user_data;

  self->is_over = TRUE;
}

SandboxExchange *
sandbox_exchange_new (SandboxCommunity  *community,
                      SoupServerMessage *message)
{
  SandboxExchange *self = g_new0 (SandboxExchange, 1);
  GUri            *uri = soup_server_message_get_uri (message);
  g_autofree char *path = g_uri_unescape_string (g_uri_get_path (uri), NULL);

  self->community = community;
  self->message = message;
  self->method = soup_server_message_get_method (message);
  self->path = path != NULL ? g_steal_pointer (&path) : g_strdup ("");
  if (strlen (self->path) > 1 && g_str_has_suffix (self->path, "/"))
    self->path[strlen (self->path) - 1] = '\0';
  self->query = sandbox_form_parse (g_uri_get_query (uri));
  self->record = json_object_new ();
  self->wire = *sandbox_wire_get (message);
  g_object_set_data_full (G_OBJECT (message), "sandbox-exchange", self, exchange_free);
  g_signal_connect (message, "finished", G_CALLBACK (over_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (over_cb), self);

  return self;
}

void
sandbox_exchange_pause (SandboxExchange *self)
{
  soup_server_message_pause (self->message);
}

void
sandbox_exchange_resume (SandboxExchange *self)
{
  if (!self->is_over)
    soup_server_message_unpause (self->message);
}

const char *
sandbox_exchange_get_header (SandboxExchange *self,
                             const char      *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);
}

GBytes *
sandbox_exchange_dup_body (SandboxExchange *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->message));
}

SandboxForm *
sandbox_exchange_read_form (SandboxExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (self);
  g_autofree char *text = NULL;

  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    {
      sandbox_exchange_refuse (self, 415, "not-supported", "The body must be application/x-www-form-urlencoded");
      return NULL;
    }
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return sandbox_form_parse (text);
}

static void
append_blanks (SandboxExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  char            *blanks = g_malloc (BLOCK);
  g_autoptr(GBytes) block = NULL;

  memset (blanks, ' ', BLOCK);
  block = g_bytes_new_take (blanks, BLOCK);
  for (guint i = 0; i < HUGE_BLOCKS; i++)
    soup_message_body_append_bytes (body, block);
}

static GBytes *
spoil (SandboxExchange *self,
       GBytes          *body)
{
  static const char garbage[] = "\x7f<html>{\"resourceType\": \xff";
  static const char not_bundle[] = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"This is not what was asked for\"}}";

  switch (self->wire.body)
    {
    case SANDBOX_BODY_GARBAGE:
      return g_bytes_new_static (garbage, sizeof garbage - 1);
    case SANDBOX_BODY_NOT_BUNDLE:
      return g_bytes_new_static (not_bundle, sizeof not_bundle - 1);
    case SANDBOX_BODY_CUT:
      return g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);
    case SANDBOX_BODY_RIGHT:
    case SANDBOX_BODY_HUGE:
    default:
      return g_bytes_ref (body);
    }
}

void
sandbox_exchange_reply (SandboxExchange *self,
                        guint            status,
                        const char      *content_type,
                        GBytes          *body)
{
  g_autoptr(GBytes) G_GNUC_UNUSED owned = body;
  g_autoptr(GBytes) sent = NULL;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  json_object_set_int_member (self->record, "status", status);
  sent = spoil (self, body);
  soup_message_headers_replace (headers, "Content-Type", content_type);
  if (sandbox_wire_is_disturbed (&self->wire))
    {
      if (!self->is_over)
        sandbox_wire_send (&self->wire, self->message, status, sent);
      self->is_over = TRUE;
      return;
    }
  if (g_bytes_get_size (sent) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), sent);
  if (self->wire.body == SANDBOX_BODY_HUGE)
    append_blanks (self);
  soup_server_message_set_status (self->message, status, NULL);
}

void
sandbox_exchange_reply_json (SandboxExchange *self,
                             guint            status,
                             JsonNode        *node)
{
  g_autoptr(JsonNode) owned = node;

  sandbox_exchange_reply (self, status, "application/json", fhir_json_to_bytes (owned));
}

void
sandbox_exchange_reply_fhir (SandboxExchange *self,
                             guint            status,
                             JsonNode        *node)
{
  g_autoptr(JsonNode) owned = node;

  sandbox_exchange_reply (self, status, "application/fhir+json; charset=utf-8", fhir_json_to_bytes (owned));
}

void
sandbox_exchange_redirect (SandboxExchange *self,
                           const char      *location)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "Location", location);
  sandbox_exchange_reply (self, 302, "text/plain", g_bytes_new_static ("", 0));
}

void
sandbox_exchange_set_version (SandboxExchange *self,
                              gint64           version)
{
  g_autofree char *tag = g_strdup_printf ("W/\"%" G_GINT64_FORMAT "\"", version);

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "ETag", tag);
}

JsonNode *
sandbox_issue (const char *severity,
               const char *code,
               const char *text)
{
  return sandbox_json ("{'severity':%s,'code':%s,'details':{'text':%s}}", severity, code, text);
}

void
sandbox_exchange_refuse (SandboxExchange *self,
                         guint            status,
                         const char      *code,
                         const char      *format,
                         ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sandbox_exchange_reply_fhir (self, status, sandbox_json ("{'resourceType':'OperationOutcome','issue':[%o]}", sandbox_issue ("error", code, text)));
}

void
sandbox_exchange_refuse_oauth (SandboxExchange *self,
                               const char      *error,
                               const char      *description)
{
  sandbox_exchange_reply_json (self, self->community->faults.mag ? 400 : 401,
                               sandbox_json ("{'error':%s,'error_description':%s}", error, description));
}

gboolean
sandbox_exchange_require_token (SandboxExchange *self,
                                gboolean         extended)
{
  const char *fault = NULL;

  self->grant = sandbox_token_check (self->community, sandbox_exchange_get_header (self, "Authorization"), &fault);
  if (self->grant != NULL && extended && self->grant->spid == NULL)
    fault = "The token is a basic one: this transaction needs an extended token";
  json_object_set_string_member (self->record, "token",
                                 self->grant == NULL ? "none" : self->grant->spid != NULL ? "extended"
                                                                                          : "basic");
  if (fault == NULL)
    return TRUE;

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "WWW-Authenticate",
                                "Bearer error=\"invalid_token\"");
  sandbox_exchange_refuse (self, 401, strstr (fault, "expired") != NULL ? "expired" : "login", "%s", fault);

  return FALSE;
}

gboolean
sandbox_exchange_check_query (SandboxExchange   *self,
                              const SandboxForm *form)
{
  if (form->is_broken)
    {
      sandbox_exchange_refuse (self, 400, "structure", "The parameters cannot be decoded");
      return FALSE;
    }
  if (form->has_raw_bar && self->community->faults.strict)
    {
      sandbox_exchange_refuse (self, 400, "structure", "A raw | stands in the parameters; it must be sent as %%7C");
      return FALSE;
    }

  return TRUE;
}
