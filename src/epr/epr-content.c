/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-document.h"

#include "epr-answer-private.h"
#include "fhir-json.h"

#include <string.h>

/* A scanned record over a slow line. */
#define FETCH_DEADLINE 120000 /* ms */

#define SHA1_LENGTH 20
#define FHIR_JSON "application/fhir+json"

typedef struct
{
  ModelDocument *document; /* (owned) */
  EprContent    *content;  /* (owned) */
} Check;

static void fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void checked_cb (GObject *object, GAsyncResult *result, gpointer user_data);

void
epr_content_free (EprContent *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->content_type);
  g_free (self->charset);
  g_free (self);
}

static void
check_free (Check *check)
{
  g_object_unref (check->document);
  g_clear_pointer (&check->content, epr_content_free);
  g_free (check);
}

/* The 20 bytes that @hash stands for; FALSE when it is no SHA-1 in either form. */
static gboolean
decode_hash (const char *hash,
             guint8      digest[SHA1_LENGTH])
{
  gsize              length;
  g_autofree guchar *decoded = g_base64_decode (hash, &length);

  if (length == SHA1_LENGTH)
    {
      memcpy (digest, decoded, SHA1_LENGTH);
      return TRUE;
    }
  if (length != 2 * SHA1_LENGTH)
    return FALSE;

  for (gsize i = 0; i < SHA1_LENGTH; i++)
    {
      int high = g_ascii_xdigit_value ((char) decoded[2 * i]);
      int low = g_ascii_xdigit_value ((char) decoded[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      digest[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

EprIntegrity
epr_integrity_check (GBytes     *bytes,
                     gint64      size,
                     const char *hash)
{
  guint8 expected[SHA1_LENGTH], digest[SHA1_LENGTH];
  gsize  digest_length = SHA1_LENGTH;
  g_autoptr(GChecksum) checksum = NULL;
  gboolean has_hash;

  g_return_val_if_fail (bytes != NULL, EPR_INTEGRITY_DIFFERENT);

  /* Size 0 with the hash of nothing: put together when it is first fetched. */
  has_hash = hash != NULL && *hash != '\0';
  if (size == 0 && (!has_hash || g_str_equal (hash, "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")))
    return EPR_INTEGRITY_UNCHECKED;
  if (size >= 0 && (guint64) size != g_bytes_get_size (bytes))
    return EPR_INTEGRITY_DIFFERENT;
  if (!has_hash)
    return size >= 0 ? EPR_INTEGRITY_INTACT : EPR_INTEGRITY_UNCHECKED;
  if (!decode_hash (hash, expected))
    return EPR_INTEGRITY_DIFFERENT;

  checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &digest_length);

  return memcmp (digest, expected, SHA1_LENGTH) == 0 ? EPR_INTEGRITY_INTACT : EPR_INTEGRITY_DIFFERENT;
}

/* R-MHD-13: a Binary as JSON where the metadata promise something else. */
static void
unwrap_binary (EprContent *content,
               const char *promised)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  const char *data;
  guchar     *bytes;
  gsize       length;

  if (g_strcmp0 (content->content_type, FHIR_JSON) != 0 || g_strcmp0 (promised, FHIR_JSON) == 0)
    return;

  node = fhir_json_parse (content->bytes, NULL);
  object = fhir_json_node_object (node);
  data = fhir_json_string (object, "data");
  if (g_strcmp0 (fhir_json_resource_type (object), "Binary") != 0 || data == NULL)
    return;

  bytes = g_base64_decode (data, &length);
  g_bytes_unref (content->bytes);
  content->bytes = g_bytes_new_take (bytes, length);
  g_free (content->content_type);
  content->content_type = g_strdup (fhir_json_string (object, "contentType"));
}

static void
check_in_worker (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Check *check = task_data;

  unwrap_binary (check->content, model_document_get_content_type (check->document));
  check->content->integrity = epr_integrity_check (check->content->bytes, model_document_get_size (check->document),
                                                   model_document_get_hash (check->document));
  g_task_return_pointer (task, g_steal_pointer (&check->content), (GDestroyNotify) epr_content_free);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  EprContent *content = g_task_propagate_pointer (G_TASK (result), &error);

  if (content == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, content, (GDestroyNotify) epr_content_free);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(NetResponse) response = net_client_send_finish (NET_CLIENT (object), result, &error);
  g_autoptr(GTask) worker = NULL;
  Check *check;

  if (response == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  check = g_new0 (Check, 1);
  check->document = g_object_ref (g_task_get_task_data (task));
  check->content = g_new0 (EprContent, 1);
  check->content->bytes = g_bytes_ref (net_response_get_body (response));
  check->content->content_type = g_strdup (net_response_get_content_type (response));
  check->content->charset = g_strdup (net_response_get_charset (response));
  worker = g_task_new (NULL, cancellable, checked_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, fetched_cb);
  g_task_set_task_data (worker, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (worker, check_in_worker);
}

static char *
accept_of (ModelDocument *document)
{
  const char *type = model_document_get_content_type (document);

  /* What goes into a header must be what a media type can look like. */
  if (type == NULL || !g_regex_match_simple ("^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+$", type, 0, 0))
    return g_strdup ("*/*");

  return g_strconcat (type, ", */*;q=0.5", NULL);
}

void
epr_document_fetch_async (EprAccess          *access,
                          ModelDocument      *document,
                          NetTrace           *trace,
                          NetProgress         progress,
                          gpointer            progress_data,
                          GDestroyNotify      progress_destroy,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *accept = NULL;
  EprClient       *client;
  NetRequest      *request;

  g_return_if_fail (EPR_IS_ACCESS (access));
  g_return_if_fail (MODEL_IS_DOCUMENT (document));

  task = g_task_new (access, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_document_fetch_async);
  g_task_set_task_data (task, g_object_ref (document), g_object_unref);
  client = epr_access_get_client (access);
  if (model_document_get_url (document) == NULL)
    g_set_error_literal (&error, EPR_ERROR, EPR_ERROR_NO_CONTENT, "attachment.url is missing");
  else
    uri = epr_access_resolve_uri (access, model_document_get_url (document), &error);
  if (uri == NULL)
    {
      if (progress_destroy != NULL)
        progress_destroy (progress_data);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  request = epr_client_new_request (client, "GET", uri, epr_access_get_tokens (access), trace);
  accept = accept_of (document);
  net_request_set_header (request, "Accept", accept);
  net_request_set_max_bytes (request, epr_community_get_max_download (epr_client_get_community (client)));
  net_request_set_deadline (request, FETCH_DEADLINE);
  if (progress != NULL)
    net_request_set_progress (request, progress, progress_data, progress_destroy);
  net_client_send_async (epr_client_get_net (client), request, cancellable, fetched_cb, g_steal_pointer (&task));
}

EprContent *
epr_document_fetch_finish (EprAccess    *access,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_document_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
