/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-server.h"

#include "sandbox-capability.h"
#include "sandbox-control.h"
#include "sandbox-directory.h"
#include "sandbox-document.h"
#include "sandbox-exchange.h"
#include "sandbox-expert.h"
#include "sandbox-idp.h"
#include "sandbox-iua.h"
#include "sandbox-patient.h"
#include "sandbox-provide.h"
#include "sandbox-update.h"
#include "sandbox-wire.h"

#include <string.h>

struct _SandboxServer
{
  GObject parent_instance;

  SandboxCommunity *community; /* (owned) */
  SoupServer       *server;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (SandboxServer, sandbox_server, G_TYPE_OBJECT)

typedef enum
{
  TOKEN_NONE,
  TOKEN_BASIC,
  TOKEN_EXTENDED
} TokenNeed;

/* A path that ends in a slash stands for all below it. */
static const struct
{
  const char *method;
  const char *path;
  TokenNeed   token;
  void (*handle) (SandboxExchange *exchange);
} routes[] = {
  { "GET", "/.well-known/smart-configuration", TOKEN_NONE, sandbox_iua_metadata },
  { "GET", "/jwks", TOKEN_NONE, sandbox_iua_jwks },
  { "GET", "/authorize", TOKEN_NONE, sandbox_iua_authorize },
  { "GET", "/authorize/callback", TOKEN_NONE, sandbox_iua_brokered },
  { "POST", "/token", TOKEN_NONE, sandbox_iua_token },
  { "GET", "/camel/authorize", TOKEN_NONE, sandbox_iua_authorize },
  { "POST", "/camel/token", TOKEN_NONE, sandbox_iua_token },
  { "GET", "/idp/.well-known/openid-configuration", TOKEN_NONE, sandbox_idp_metadata },
  { "GET", "/idp/authorize", TOKEN_NONE, sandbox_idp_authorize },
  { "POST", "/idp/token", TOKEN_NONE, sandbox_idp_token },
  { "GET", "/idp/jwks", TOKEN_NONE, sandbox_idp_jwks },
  { "GET", "/idp/people", TOKEN_NONE, sandbox_idp_people },
  { "GET", "/fhir/metadata", TOKEN_NONE, sandbox_capability_send },
  { "POST", "/fhir/Patient/$match", TOKEN_BASIC, sandbox_patient_match },
  { "GET", "/fhir/Patient/$ihe-pix", TOKEN_BASIC, sandbox_patient_pix },
  { "GET", "/fhir/Patient", TOKEN_BASIC, sandbox_patient_search },
  { "GET", "/fhir/Patient/", TOKEN_BASIC, sandbox_patient_read },
  { "GET", "/fhir/DocumentReference", TOKEN_EXTENDED, sandbox_document_search },
  { "POST", "/fhir/DocumentReference/_search", TOKEN_EXTENDED, sandbox_document_search },
  { "GET", "/fhir/DocumentReference/", TOKEN_EXTENDED, sandbox_document_read },
  { "PUT", "/fhir/DocumentReference/", TOKEN_EXTENDED, sandbox_update_put },
  { "GET", "/fhir/Binary/", TOKEN_EXTENDED, sandbox_document_retrieve },
  { "GET", "/fhir/Practitioner", TOKEN_BASIC, sandbox_directory_search },
  { "POST", "/fhir/Practitioner/_search", TOKEN_BASIC, sandbox_directory_search },
  { "GET", "/fhir/Practitioner/", TOKEN_BASIC, sandbox_directory_read },
  { "GET", "/fhir/PractitionerRole", TOKEN_BASIC, sandbox_directory_search },
  { "POST", "/fhir/PractitionerRole/_search", TOKEN_BASIC, sandbox_directory_search },
  { "GET", "/fhir/PractitionerRole/", TOKEN_BASIC, sandbox_directory_read },
  { "GET", "/fhir/Organization", TOKEN_BASIC, sandbox_directory_search },
  { "POST", "/fhir/Organization/_search", TOKEN_BASIC, sandbox_directory_search },
  { "GET", "/fhir/Organization/", TOKEN_BASIC, sandbox_directory_read },
  { "POST", "/fhir", TOKEN_EXTENDED, sandbox_provide_receive },
  { "POST", "/expert", TOKEN_NONE, sandbox_expert_answer },
  { "GET", "/control/deposits", TOKEN_NONE, sandbox_control_deposits },
  { "GET", "/control/faults", TOKEN_NONE, sandbox_control_faults },
  { "POST", "/control/faults", TOKEN_NONE, sandbox_control_faults },
  { "POST", "/control/reset", TOKEN_NONE, sandbox_control_reset },
  { "GET", "/control/log", TOKEN_NONE, sandbox_control_log },
};

static gboolean
path_fits (const char *pattern,
           const char *path)
{
  if (g_str_has_suffix (pattern, "/"))
    return g_str_has_prefix (path, pattern) && strlen (path) > strlen (pattern);

  return strcmp (pattern, path) == 0;
}

/* A trace that is sent must have the form of section 3.1. */
static gboolean
check_trace (SandboxExchange *exchange)
{
  const char *trace = sandbox_exchange_get_header (exchange, "traceparent");

  if (trace == NULL || !exchange->community->faults.strict ||
      (g_regex_match_simple ("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", trace, 0, 0) &&
       !g_str_has_prefix (trace, "00-00000000000000000000000000000000") && strncmp (trace + 36, "0000000000000000", 16) != 0))
    return TRUE;

  sandbox_exchange_refuse (exchange, 400, "invalid", "The header traceparent does not have the form 00-<32 hex>-<16 hex>-00");

  return FALSE;
}

static gboolean
check_accept (SandboxExchange *exchange)
{
  const char *accept = sandbox_exchange_get_header (exchange, "Accept");

  if (accept == NULL || g_str_has_prefix (exchange->path, "/fhir/Binary/") || strstr (accept, "json") != NULL ||
      strstr (accept, "*/*") != NULL)
    return TRUE;

  sandbox_exchange_refuse (exchange, 406, "not-supported", "This server answers application/fhir+json only");

  return FALSE;
}

static void
dispatch (SandboxExchange *exchange)
{
  gboolean is_fhir = g_str_has_prefix (exchange->path, "/fhir");
  gboolean other_method = FALSE;

  if (!check_trace (exchange) || (is_fhir && !check_accept (exchange)))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!path_fits (routes[i].path, exchange->path))
        continue;
      if (strcmp (routes[i].method, exchange->method) != 0)
        {
          other_method = TRUE;
          continue;
        }
      if (routes[i].token == TOKEN_NONE || sandbox_exchange_require_token (exchange, routes[i].token == TOKEN_EXTENDED))
        routes[i].handle (exchange);
      return;
    }

  if (other_method)
    sandbox_exchange_refuse (exchange, 405, "not-supported", "This method is not offered here");
  else
    sandbox_exchange_refuse (exchange, 404, "not-found", "There is nothing at this address");
}

static void
answer (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (exchange->wire.status == 0)
    {
      dispatch (exchange);
      return;
    }

  if (exchange->wire.retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", exchange->wire.retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  sandbox_exchange_refuse (exchange, exchange->wire.status, exchange->wire.status == 503 ? "transient" : "processing",
                           "The server was told to answer %u", exchange->wire.status);
}

static void
set_date (SandboxExchange *exchange)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (sandbox_community_now (exchange->community));
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), "Date", text);
}

static gboolean
waited_cb (gpointer user_data)
{
  g_autoptr(SoupServerMessage) message = user_data;
  SandboxExchange *exchange = g_object_get_data (G_OBJECT (message), "sandbox-exchange");

  answer (exchange);
  sandbox_exchange_resume (exchange);

  return G_SOURCE_REMOVE;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SandboxServer   *self = SANDBOX_SERVER (user_data);
  SandboxExchange *exchange;

  if (sandbox_wire_is_gone (message))
    return;
  exchange = sandbox_exchange_new (self->community, message);
  if (!g_str_has_prefix (exchange->path, "/control"))
    sandbox_control_record (exchange);
  set_date (exchange);
  if (exchange->wire.slow == 0)
    {
      answer (exchange);
      return;
    }

  sandbox_exchange_pause (exchange);
  g_timeout_add (exchange->wire.slow, waited_cb, g_object_ref (message));
}

/* The head of a request has come. A deposit that is too long is refused before its body is read. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SandboxServer      *self = SANDBOX_SERVER (user_data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset             length = soup_message_headers_get_content_length (headers);
  gboolean            is_deposit = strcmp (soup_server_message_get_method (message), "POST") == 0 && g_str_has_prefix (path, "/fhir") && strlen (path) <= strlen ("/fhir/");

  sandbox_wire_begin (self->community, message, path);
  if (is_deposit && sandbox_faults_take_limit (&self->community->faults, (guint64) length))
    {
      SandboxExchange *exchange = sandbox_exchange_new (self->community, message);

      sandbox_control_record (exchange);
      set_date (exchange);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
      sandbox_exchange_refuse (exchange, 413, "too-long", "The request is longer than this server takes");
    }
}

static void
sandbox_server_dispose (GObject *object)
{
  SandboxServer *self = SANDBOX_SERVER (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (sandbox_server_parent_class)->dispose (object);
}

static void
sandbox_server_finalize (GObject *object)
{
  SandboxServer *self = SANDBOX_SERVER (object);

  sandbox_community_free (self->community);

  G_OBJECT_CLASS (sandbox_server_parent_class)->finalize (object);
}

static void
sandbox_server_class_init (SandboxServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sandbox_server_dispose;
  object_class->finalize = sandbox_server_finalize;
}

static void
sandbox_server_init (SandboxServer *self)
{
  self->server = soup_server_new ("server-header", "cabinet-sandbox/" CABINET_VERSION, NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
}

SandboxServer *
sandbox_server_new (SandboxCommunity *community)
{
  SandboxServer *self = g_object_new (SANDBOX_TYPE_SERVER, NULL);

  self->community = community;

  return self;
}

gboolean
sandbox_server_listen (SandboxServer *self,
                       guint16        port,
                       GError       **error)
{
  g_autofree char *origin = NULL;
  GSList          *uris;

  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sandbox_community_set_origin (self->community, origin);

  return TRUE;
}
