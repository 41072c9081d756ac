/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-read.h"

#include "deposit-look.h"

typedef struct
{
  RecordSession *session; /* (owned) */
  ModelPatient  *patient; /* (owned) */
  RenderService *service; /* (owned) */
  char          *name;    /* (owned) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->session);
  g_object_unref (reading->patient);
  g_object_unref (reading->service);
  g_free (reading->name);
  g_free (reading);
}

static GTask *
new_task (RecordSession      *session,
          ModelPatient       *patient,
          RenderService      *service,
          char               *name,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask   *task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->session = g_object_ref (session);
  reading->patient = g_object_ref (patient);
  reading->service = g_object_ref (service);
  reading->name = name;
  g_task_set_source_tag (task, deposit_read_finish);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);

  return task;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (deposit_look_finish (RECORD_DRAFT (object), result, &error))
    g_task_return_pointer (task, g_object_ref (object), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
make_draft (GTask      *task,
            RecordBody *body)
{
  g_autoptr(GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = record_draft_new (reading->session, reading->patient, reading->name, body, &error);

  if (draft != NULL)
    deposit_look_async (draft, reading->service, g_task_get_cancellable (task), looked_cb, g_steal_pointer (&owned));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordBody) body = record_body_open_finish (result, &error);

  if (body != NULL)
    make_draft (g_steal_pointer (&task), body);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
deposit_read_async (GFile              *file,
                    RecordSession      *session,
                    ModelPatient       *patient,
                    RenderService      *service,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = new_task (session, patient, service, g_file_get_basename (file), cancellable, callback, user_data);
  record_body_open_async (file, cancellable, opened_cb, task);
}

void
deposit_read_bytes_async (GBytes             *bytes,
                          const char         *name,
                          RecordSession      *session,
                          ModelPatient       *patient,
                          RenderService      *service,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr(RecordBody) body = NULL;

  g_return_if_fail (bytes != NULL && name != NULL);

  body = record_body_new (bytes);
  make_draft (new_task (session, patient, service, g_strdup (name), cancellable, callback, user_data), body);
}

static void
album_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = deposit_album_write_finish (DEPOSIT_ALBUM (object), result, &error);
  g_autoptr(RecordBody) body = bytes != NULL ? record_body_new (bytes) : NULL;

  if (body != NULL)
    make_draft (g_steal_pointer (&task), body);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
album_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  const RenderAlbumInfo info = { 0 };
  g_autoptr(GError) error = NULL;

  if (deposit_album_load_finish (DEPOSIT_ALBUM (object), result, &error))
    deposit_album_write_async (DEPOSIT_ALBUM (object), &info, g_task_get_cancellable (task), album_written_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
deposit_read_album_async (DepositAlbum       *album,
                          RecordSession      *session,
                          ModelPatient       *patient,
                          RenderService      *service,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (DEPOSIT_IS_ALBUM (album));

  deposit_album_load_async (album, service, record_community_get_max_upload (record_session_get_community (session)), cancellable,
                            album_loaded_cb,
                            new_task (session, patient, service, deposit_album_dup_file_name (album), cancellable, callback, user_data));
}

RecordDraft *
deposit_read_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_read_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
