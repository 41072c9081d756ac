/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-client-private.h"
#include "net-early-private.h"
#include "net-upload-private.h"
#include "net-error-private.h"
#include "net-request-private.h"
#include "net-retry-private.h"
#include "net-secret-private.h"

#include <string.h>

/* One call, from net_client_send_async() to its answer:
 *
 *   net_call_run ── authorize ── attempt ── sent ── read … read ── finish
 *                       ▲           ▲        │        │
 *                       │           │        │        └ connection lost ┐
 *                       │           └ pause ◄┴ 429, 502, 503, 504 ──────┤ idempotent, twice at most
 *                       └ a new token, once ◄┴ 401                      └ else: an error
 *
 * A stream as body is read by the first attempt, so there is no second; and while it is sent, an answer
 * that comes early ends the sending.
 *
 * Everything in it uses the call's own cancellable, which the deadline and the caller's cancellable
 * both fire; which of the two it was decides the error. */

/* What is on its way to the connection at once (g_output_stream_splice_async()). */
#define PIECE 8192
#define CHUNK (64 * 1024)
#define MAX_ERROR_BODY (64 * 1024)
#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)
#define TOKEN_FOR_STREAM 60 /* seconds that a token lasts when a stream begins */

typedef struct
{
  /* Input */
  NetRequest *request; /* (owned) */
  GUri       *uri;     /* (owned) */

  /* In progress */
  GTask        *task;        /* it owns this */
  GCancellable *cancellable; /* (owned) of the call */
  GSource      *deadline;    /* (owned) */
  GSource      *caller;      /* (owned) (nullable) the caller's cancellable */
  gint64        ends_at;     /* monotonic, microseconds */
  gboolean      deadline_passed;
  SoupMessage  *message;      /* (owned) of the present attempt */
  GInputStream *stream;       /* (owned) (nullable) its body */
  GByteArray   *body;         /* (owned) what has arrived of it */
  guint64       limit;        /* bytes of @body */
  gint64        expected;     /* bytes, -1 when not known */
  guint64       sent;         /* bytes of a stream */
  NetUpload    *upload;       /* (owned) (nullable) of a stream */
  NetEarly     *early;        /* (owned) (nullable) while a stream is sent */
  GError       *early_error;  /* (owned) (nullable) what it ended with */
  gint64        progress_at;  /* monotonic, of the last progress */
  char         *access_token; /* (owned) (nullable) wiped */
  char         *traceparent;  /* (owned) */
  guint         repeats;
  gboolean      reminted;
} Call;

static void authorize (GTask *task);
static void token_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void attempt (GTask *task);
static void sent_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_next (GTask *task);
static void read_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* The session may hold a message a little longer than its call lives. */
static void
clear_message (Call *call)
{
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_pointer (&call->early, net_early_free);
  g_clear_object (&call->message);
}

static void
call_free (Call *call)
{
  clear_source (&call->deadline);
  clear_source (&call->caller);
  g_clear_object (&call->cancellable);
  clear_message (call);
  g_clear_object (&call->stream);
  if (call->upload != NULL)
    net_upload_forget (call->upload);
  g_clear_object (&call->upload);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_clear_pointer (&call->uri, g_uri_unref);
  net_secret_free (call->access_token);
  net_request_free (call->request);
  g_clear_error (&call->early_error);
  g_free (call->traceparent);
  g_free (call);
}

static char *
public_address (GUri *uri)
{
  return g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
}

/* Closing before the end of the body ends the connection too, which alone stops a server that goes
 * on sending. */
static void
close_stream (Call *call)
{
  if (call->stream != NULL)
    g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&call->stream);
}

static void
drop_answer (Call *call)
{
  close_stream (call);
  g_clear_pointer (&call->body, g_byte_array_unref);
}

/* The sources hold the task, so they go before it returns. */
static void
settle (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->deadline);
  clear_source (&call->caller);
}

static void
fail (GTask        *task,
      const GError *cause)
{
  NetClient *self = g_task_get_source_object (task);
  Call      *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (call->early_error != NULL)
    error = g_steal_pointer (&call->early_error);
  else if (call->deadline_passed && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    error = net_error_new (NET_ERROR_TIMED_OUT);
  else if (call->message == NULL)
    error = net_error_from_transport (cause, NULL, 0, 0);
  else
    error = net_error_from_transport (cause,
                                      soup_message_get_tls_peer_certificate (call->message),
                                      soup_message_get_tls_peer_certificate_errors (call->message),
                                      net_client_knows_clock (self) ? net_client_get_clock_skew (self) : 0);

  if (net_error_get_uri (error) == NULL && call->uri != NULL)
    {
      g_autofree char *address = public_address (call->uri);

      net_error_set_uri (error, address);
    }
  if (net_error_get_traceparent (error) == NULL)
    net_error_set_traceparent (error, call->traceparent);

  g_debug ("%s: failed, %s %d", call->traceparent != NULL ? call->traceparent : "not sent",
           g_quark_to_string (error->domain), error->code);
  drop_answer (call);
  settle (task);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
fail_with (GTask   *task,
           NetError code)
{
  g_autoptr(GError) error = net_error_new (code);

  fail (task, error);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  call->deadline_passed = TRUE;
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
caller_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Call *call = g_task_get_task_data (user_data);

  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
pause_ended_cb (gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (call->cancellable, &error))
    fail (task, error);
  else
    authorize (g_steal_pointer (&task));

  return G_SOURCE_REMOVE;
}

/* The pause is a source that also the call's cancellable wakes. */
static void
pause_for (GTask *task,
           guint  milliseconds)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr(GSource) timer = g_timeout_source_new (milliseconds);
  g_autoptr(GSource) cancelled = g_cancellable_source_new (call->cancellable);

  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (timer, cancelled);
  g_task_attach_source (task, timer, pause_ended_cb);
  g_object_unref (task);
}

/* TRUE when the call goes on with another attempt; then @task has been taken. */
static gboolean
try_again (GTask *task,
           guint  retry_after)
{
  Call *call = g_task_get_task_data (task);
  guint pause;

  if (!call->request->idempotent || call->request->stream != NULL || call->repeats >= NET_MAX_REPEATS ||
      g_cancellable_is_cancelled (call->cancellable))
    return FALSE;

  pause = retry_after > 0 ? retry_after * 1000 : net_retry_pause (call->repeats);
  if (g_get_monotonic_time () + pause * G_TIME_SPAN_MILLISECOND >= call->ends_at)
    return FALSE;

  call->repeats++;
  g_debug ("%s: again in %u ms", call->traceparent, pause);
  drop_answer (call);
  pause_for (task, pause);

  return TRUE;
}

static void
return_status_error (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr(GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  g_autoptr(GError) error = net_client_new_status_error (g_task_get_source_object (task), soup_message_get_status (call->message),
                                                          soup_message_get_response_headers (call->message), body);

  fail (task, error);
}

static gboolean
is_success (Call *call)
{
  guint status = soup_message_get_status (call->message);

  return (status >= 200 && status < 300) || (status >= 300 && status < 400 && call->request->tokens == NULL);
}

static void
body_complete (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  close_stream (call);
  if (!is_success (call))
    {
      return_status_error (task);
      g_object_unref (task);
      return;
    }

  settle (task);
  g_task_return_pointer (task,
                         net_response_new (soup_message_get_status (call->message),
                                           soup_message_get_response_headers (call->message),
                                           g_byte_array_free_to_bytes (g_steal_pointer (&call->body)),
                                           g_steal_pointer (&call->traceparent)),
                         (GDestroyNotify) net_response_free);
  g_object_unref (task);
}

static void
report_progress (Call    *call,
                 guint64  transferred,
                 gint64   expected,
                 gboolean complete)
{
  gint64 now = g_get_monotonic_time ();

  if (call->request->progress == NULL || (now - call->progress_at < PROGRESS_INTERVAL && !complete))
    return;

  call->progress_at = now;
  call->request->progress (transferred, expected, call->request->progress_data);
}

static void
read_next (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->cancellable, read_cb, task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  gsize size;

  if (chunk == NULL)
    {
      if (!net_error_is_connection_loss (error) || !try_again (task, 0))
        fail (task, error);
      else
        g_steal_pointer (&task);
      return;
    }

  size = g_bytes_get_size (chunk);
  if (size == 0)
    {
      body_complete (g_steal_pointer (&task));
      return;
    }

  if (size > call->limit - call->body->len)
    {
      /* The text of an error is welcome as far as it goes. */
      if (!is_success (call))
        body_complete (g_steal_pointer (&task));
      else
        fail_with (task, NET_ERROR_TOO_LARGE);
      return;
    }

  g_byte_array_append (call->body, g_bytes_get_data (chunk, NULL), size);
  if (call->request->stream == NULL)
    report_progress (call, call->body->len, call->expected, FALSE);
  read_next (g_steal_pointer (&task));
}

static void
start_reading (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Call               *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  gboolean            success = is_success (call);
  gint64              length;

  call->limit = success ? MIN (call->request->max_bytes, G_MAXUINT - CHUNK) : MAX_ERROR_BODY;
  length = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH ? soup_message_headers_get_content_length (headers) : -1;
  if (success && length > 0 && (guint64) length > call->limit)
    {
      fail_with (task, NET_ERROR_TOO_LARGE);
      return;
    }

  /* The length of a packed body tells nothing of what comes out of it. */
  call->expected = soup_message_headers_get_one (headers, "Content-Encoding") == NULL ? length : -1;
  call->body = g_byte_array_sized_new (CLAMP (call->expected, 0, (gint64) call->limit));
  read_next (g_steal_pointer (&owned));
}

/* The server refused the token: once, a new one may help (R-COM-10). */
static void
mint_anew (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call->reminted = TRUE;
  g_clear_pointer (&call->access_token, net_secret_free);
  drop_answer (call);
  authorize (task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NetClient *self = g_task_get_source_object (task);
  Call      *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SoupMessageHeaders *headers;
  guint               status;

  g_clear_pointer (&call->early, net_early_free);
  call->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (call->stream == NULL)
    {
      if (net_error_is_connection_loss (error) && try_again (task, 0))
        g_steal_pointer (&task);
      else
        fail (task, error);
      return;
    }

  status = soup_message_get_status (call->message);
  headers = soup_message_get_response_headers (call->message);
  g_debug ("%s: %u", call->traceparent, status);
  net_client_note_date (self, soup_message_headers_get_one (headers, "Date"));

  if (status == 401 && call->access_token != NULL && !call->reminted)
    {
      net_token_source_invalidate (call->request->tokens, call->access_token);
      if (call->request->stream == NULL)
        {
          mint_anew (g_steal_pointer (&task));
          return;
        }
    }
  if (net_retry_status_is_passing (status) && try_again (task, net_client_get_retry_after (self, headers)))
    {
      g_steal_pointer (&task);
      return;
    }

  start_reading (g_steal_pointer (&task));
}

/* libsoup repeats an idempotent message by itself when a kept connection turns out to be closed:
 * that is one of our repetitions. */
static void
restarted_cb (SoupMessage *message,
              Call        *call)
{
  call->repeats++;
}

/* libsoup tells of a piece some time after the piece has gone: the answer to the last one may be there by then,
 * and is libsoup's to read. */
static gboolean
is_last_piece_out (Call *call)
{
  return call->sent + (net_upload_writes (call->upload) ? 0 : PIECE) >= call->request->length;
}

static void
wrote_cb (gsize    n,
          gpointer user_data)
{
  Call *call = user_data;

  call->sent += n;
  if (is_last_piece_out (call))
    g_clear_pointer (&call->early, net_early_free);
  report_progress (call, call->sent, (gint64) call->request->length, call->sent == call->request->length);
}

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        size,
                    Call        *call)
{
  wrote_cb (size, call);
}

static void
answered_early_cb (guint               status,
                   SoupMessageHeaders *headers,
                   GBytes             *body,
                   gpointer            user_data)
{
  Call      *call = user_data;
  NetClient *self = g_task_get_source_object (call->task);

  g_debug ("%s: %u before all was sent", call->traceparent, status);
  net_client_note_date (self, soup_message_headers_get_one (headers, "Date"));
  if (status == 401 && call->access_token != NULL)
    net_token_source_invalidate (call->request->tokens, call->access_token);
  call->early_error = net_client_new_status_error (self, status, headers, body);
  g_cancellable_cancel (call->cancellable);
}

/* The lines of HTTP/2 carry frames of libsoup's, in both directions: nothing may go past it there. */
static gboolean
speaks_http1 (GIOStream *connection)
{
  return !G_IS_TLS_CONNECTION (connection) ||
         g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (connection)), "h2") != 0;
}

static void
connected_cb (SoupMessage       *message,
              GSocketClientEvent event,
              GIOStream         *connection,
              Call              *call)
{
  if (event != G_SOCKET_CLIENT_COMPLETE || connection == NULL || !speaks_http1 (connection))
    return;

  /* Nothing goes round TLS, whatever a proxy makes of the connection. */
  if (g_strcmp0 (g_uri_get_scheme (call->uri), "https") != 0 || G_IS_TLS_CONNECTION (connection))
    net_upload_set_connection (call->upload, connection);
  if (call->early == NULL && !is_last_piece_out (call))
    call->early = net_early_new (connection, answered_early_cb, call);
}

static void
attempt (GTask *task)
{
  NetClient *self = g_task_get_source_object (task);
  Call      *call = g_task_get_task_data (task);

  g_free (call->traceparent);
  call->traceparent = net_trace_next_parent (call->request->trace);
  clear_message (call);
  call->message = net_message_new (call->request, call->uri, call->traceparent, call->access_token,
                                   call->repeats >= NET_MAX_REPEATS);
  g_signal_connect (call->message, "restarted", G_CALLBACK (restarted_cb), call);
  if (call->request->stream != NULL)
    {
      g_signal_connect (call->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), call);
      g_signal_connect (call->message, "network-event", G_CALLBACK (connected_cb), call);
    }

  soup_session_send_async (net_client_get_session (self), call->message, G_PRIORITY_DEFAULT,
                           call->cancellable, sent_cb, task);
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  call->access_token = net_token_source_get_finish (NET_TOKEN_SOURCE (object), result, &error);
  if (call->access_token == NULL)
    fail (task, error);
  else
    attempt (g_steal_pointer (&task));
}

static void
authorize (GTask *task)
{
  Call       *call = g_task_get_task_data (task);
  NetRequest *request = call->request;

  g_clear_pointer (&call->access_token, net_secret_free);
  if (request->tokens == NULL)
    {
      attempt (task);
      return;
    }

  if (request->stream != NULL)
    net_token_source_renew_within (request->tokens, TOKEN_FOR_STREAM);
  net_token_source_get_async (request->tokens, request->trace, call->cancellable, token_cb, task);
}

static void
watch (GTask *task)
{
  Call         *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  guint deadline = net_request_get_whole_deadline (call->request);

  call->ends_at = g_get_monotonic_time () + deadline * G_TIME_SPAN_MILLISECOND;
  call->deadline = g_timeout_source_new (deadline);
  g_task_attach_source (task, call->deadline, deadline_cb);
  if (cancellable != NULL)
    {
      call->caller = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, call->caller, G_SOURCE_FUNC (caller_cancelled_cb));
    }
}

static void
take_over_stream (Call *call)
{
  g_autoptr(GInputStream) content = call->request->stream;

  call->upload = net_upload_new (content, call->request->length, wrote_cb, call);
  call->request->stream = G_INPUT_STREAM (g_object_ref (call->upload));
}

void
net_call_run (GTask      *task,
              NetRequest *request)
{
  g_autoptr(GTask) owned = task;
  NetClient *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  Call *call = g_new0 (Call, 1);

  call->request = request;
  call->task = task;
  call->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (request->stream != NULL)
    take_over_stream (call);
  if (g_task_return_error_if_cancelled (task))
    return;

  call->uri = net_client_check_uri (self, request->uri, &error);
  if (call->uri == NULL)
    fail (task, error);
  else if (request->tokens != NULL && !net_token_source_covers (request->tokens, request->uri))
    fail_with (task, NET_ERROR_FOREIGN_ORIGIN);
  else
    {
      watch (task);
      authorize (g_steal_pointer (&owned));
    }
}
