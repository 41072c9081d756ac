/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-hand-over.h"

typedef struct
{
  RecordOutbox  *outbox;   /* (owned) */
  ModelDocument *document; /* (owned) */
  ModelPatient  *patient;  /* (owned) */
  RecordTarget   target;
  ModelDocument *of; /* (owned) (nullable) */
} HandOver;

static void
hand_over_free (HandOver *over)
{
  g_object_unref (over->outbox);
  g_object_unref (over->document);
  g_object_unref (over->patient);
  g_clear_object (&over->of);
  g_free (over);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError        *error = NULL;
  RecordDeposit *deposit = record_outbox_add_finish (RECORD_OUTBOX (object), result, &error);

  if (deposit != NULL)
    g_task_return_pointer (task, deposit, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
add_body (GTask      *task,
          RecordBody *body)
{
  HandOver   *over = g_task_get_task_data (task);
  RecordOrder order = { .document = over->document, .patient = over->patient, .body = body };

  order.replaces = over->target == RECORD_TARGET_REPLACES ? model_document_get_id (over->of) : NULL;
  order.appends = over->target == RECORD_TARGET_APPENDS ? model_document_get_id (over->of) : NULL;
  order.target_uuid = over->of != NULL ? model_document_get_entry_uuid (over->of) : NULL;
  order.target_unique_id = over->of != NULL ? model_document_get_unique_id (over->of) : NULL;
  record_outbox_add_async (over->outbox, &order, NULL, added_cb, task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = deposit_album_write_finish (DEPOSIT_ALBUM (object), result, &error);
  g_autoptr(RecordBody) body = bytes != NULL ? record_body_new (bytes) : NULL;

  if (body != NULL)
    add_body (g_steal_pointer (&task), body);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
deposit_hand_over_async (RecordDraft        *draft,
                         DepositAlbum       *album,
                         RecordOutbox       *outbox,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask          *task;
  HandOver       *over;
  ModelDocument  *of = NULL;
  RenderAlbumInfo info = { 0 };

  g_return_if_fail (RECORD_IS_DRAFT (draft) && record_draft_get_complete (draft));

  task = g_task_new (draft, NULL, callback, user_data);
  over = g_new0 (HandOver, 1);
  over->outbox = g_object_ref (outbox);
  over->document = record_draft_to_document (draft);
  over->patient = g_object_ref (record_draft_get_patient (draft));
  over->target = record_draft_get_target (draft, &of);
  g_set_object (&over->of, of);
  g_task_set_source_tag (task, deposit_hand_over_async);
  g_task_set_task_data (task, over, (GDestroyNotify) hand_over_free);
  if (album == NULL)
    {
      add_body (task, record_draft_get_body (draft));
      return;
    }

  info.title = model_document_get_title (over->document);
  info.language = model_document_get_language (over->document);
  info.author = model_document_get_author (over->document, 0)->organization;
  deposit_album_write_async (album, &info, NULL, written_cb, task);
}

RecordDeposit *
deposit_hand_over_finish (RecordDraft  *draft,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, draft), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_hand_over_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
