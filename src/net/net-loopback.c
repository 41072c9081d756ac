/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-loopback-private.h"

#include "net-answer-private.h"
#include "net-error-private.h"
#include "net-token-source.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define LIFE (5 * 60) /* seconds (R-IUA-5) */

struct _NetLoopback
{
  GObject parent_instance;

  SoupServer *server;    /* (owned) (nullable) until it is closed */
  GSource    *timer;     /* (owned) (nullable) */
  char       *uri;       /* (owned) */
  char       *authority; /* (owned) "host:port" that requests must name */
  char       *path;      /* (owned) */
  char       *state;     /* (owned) wiped */
  char       *issuer;    /* (owned) (nullable) */

  gboolean answered;  /* the one request has come */
  gboolean settled;   /* @code or @error is there */
  char    *code;      /* (owned) (nullable) wiped */
  GError  *error;     /* (owned) (nullable) */
  GTask   *waiter;    /* (owned) (nullable) */
  GSource *cancelled; /* (owned) (nullable) of @waiter */
};

G_DEFINE_FINAL_TYPE (NetLoopback, net_loopback, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
close_server (NetLoopback *self)
{
  clear_source (&self->timer);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static void
answer_waiter (NetLoopback *self)
{
  g_autoptr(GTask) waiter = g_steal_pointer (&self->waiter);

  clear_source (&self->cancelled);
  if (self->error != NULL)
    g_task_return_error (waiter, g_error_copy (self->error));
  else
    g_task_return_pointer (waiter, g_steal_pointer (&self->code), (GDestroyNotify) net_secret_free);
}

static void
settle (NetLoopback *self)
{
  self->settled = TRUE;
  close_server (self);
  if (self->waiter != NULL)
    answer_waiter (self);
}

static void
set_page (SoupServerMessage *message,
          guint              status,
          const char        *title,
          const char        *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char    *safe_title = g_markup_escape_text (title, -1);
  g_autofree char    *safe_text = g_markup_escape_text (text, -1);
  char               *page;

  page = g_strdup_printf ("<!DOCTYPE html>\n"
                          "<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<style>body{font:18px/1.5 sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;"
                          "color-scheme:light dark}</style></head>\n"
                          "<body><main><h1>%s</h1><p>%s</p></main></body></html>\n",
                          /* Translators: the code of the language you translate to, as in HTML: de, fr, it … */
                          C_("language code", "en"), safe_title, safe_title, safe_text);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Connection", "close");
}

/* A page of another site could reach this port under a name of its own: only ours is heard. */
static gboolean
is_for_us (NetLoopback       *self,
           SoupServerMessage *message,
           const char        *path)
{
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");

  return soup_server_message_get_method (message) == SOUP_METHOD_GET &&
         g_str_equal (path, self->path) &&
         host != NULL && g_ascii_strcasecmp (host, self->authority) == 0;
}

static gboolean
delivered_idle_cb (gpointer user_data)
{
  NetLoopback *self = NET_LOOPBACK (user_data);

  if (!self->settled)
    settle (self);

  return G_SOURCE_REMOVE;
}

/* The page is with the browser. The server cannot end inside its own signal. */
static void
delivered_cb (SoupServerMessage *message,
              NetLoopback       *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_callback (source, delivered_idle_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  NetLoopback *self = NET_LOOPBACK (user_data);

  if (self->answered || !is_for_us (self, message, path))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  self->answered = TRUE;
  self->code = net_answer_parse (g_uri_get_query (soup_server_message_get_uri (message)),
                                 self->state, self->issuer, &self->error);
  if (self->code != NULL)
    set_page (message, SOUP_STATUS_OK,
              _("You are signed in"), _("You can close this page and return to Cabinet."));
  else
    set_page (message, SOUP_STATUS_OK,
              _("The sign-in was not completed"), _("You can close this page. Cabinet tells you what happened."));
  g_signal_connect_object (message, "finished", G_CALLBACK (delivered_cb), self, 0);
}

static gboolean
expired_cb (gpointer user_data)
{
  NetLoopback *self = NET_LOOPBACK (user_data);

  if (!self->answered)
    self->error = g_error_new_literal (NET_ERROR, NET_ERROR_TIMED_OUT,
                                       _("The sign-in in the web browser was not completed in time."));
  settle (self);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  NetLoopback *self = NET_LOOPBACK (user_data);
  g_autoptr(GTask) waiter = g_steal_pointer (&self->waiter);

  clear_source (&self->cancelled);
  g_task_return_error_if_cancelled (waiter);

  return G_SOURCE_REMOVE;
}

static void
net_loopback_dispose (GObject *object)
{
  NetLoopback *self = NET_LOOPBACK (object);

  close_server (self);
  clear_source (&self->cancelled);

  G_OBJECT_CLASS (net_loopback_parent_class)->dispose (object);
}

static void
net_loopback_finalize (GObject *object)
{
  NetLoopback *self = NET_LOOPBACK (object);

  net_secret_free (self->code);
  net_secret_free (self->state);
  g_clear_error (&self->error);
  g_free (self->uri);
  g_free (self->authority);
  g_free (self->path);
  g_free (self->issuer);

  G_OBJECT_CLASS (net_loopback_parent_class)->finalize (object);
}

static void
net_loopback_class_init (NetLoopbackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = net_loopback_dispose;
  object_class->finalize = net_loopback_finalize;
}

static void
net_loopback_init (NetLoopback *self)
{
}

static gboolean
listen (NetLoopback *self,
        const char  *host,
        guint16      port,
        GError     **error)
{
  GSList *uris;

  self->server = soup_server_new ("server-header", NULL, NULL);
  soup_server_add_handler (self->server, NULL, handler_cb, self, NULL);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    {
      g_set_error_literal (error, NET_ERROR, NET_ERROR_UNEXPECTED,
                           _("Another program uses the port on which the answer to the sign-in is expected."));
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  self->authority = g_strdup_printf ("%s:%d", host, g_uri_get_port (uris->data));
  self->uri = g_strdup_printf ("http://%s%s", self->authority, self->path);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

NetLoopback *
net_loopback_new (const char *host,
                  guint16     port,
                  const char *path,
                  const char *state,
                  const char *issuer,
                  GError    **error)
{
  g_autoptr(NetLoopback) self = g_object_new (NET_TYPE_LOOPBACK, NULL);

  self->path = g_strdup (path);
  self->state = g_strdup (state);
  self->issuer = g_strdup (issuer);
  if (!listen (self, host, port, error))
    return NULL;

  self->timer = g_timeout_source_new_seconds (LIFE);
  g_source_set_callback (self->timer, expired_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  return g_steal_pointer (&self);
}

const char *
net_loopback_get_uri (NetLoopback *self)
{
  return self->uri;
}

gboolean
net_loopback_is_open (NetLoopback *self)
{
  return !self->settled || self->code != NULL;
}

void
net_loopback_wait_async (NetLoopback        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, net_loopback_wait_async);
  g_return_if_fail (self->waiter == NULL);
  if (g_task_return_error_if_cancelled (task))
    return;

  self->waiter = g_steal_pointer (&task);
  if (self->settled)
    answer_waiter (self);
  else if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (self->waiter));
    }
}

char *
net_loopback_wait_finish (NetLoopback  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, net_loopback_wait_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
