/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-training.h"

#include "epr-error.h"
#include "record-community-private.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <string.h>

/* The sandbox writes its community file into a pipe (descriptor 3) and closes it once it listens. Its
 * standard input is another pipe, of which we hold the other end: when that closes, because the object
 * goes or because this process was killed, the sandbox ends by itself. */

#define REGISTRATION_FD 3
#define MAX_REGISTRATION (64 * 1024)
#define START_DEADLINE 20000 /* ms; making the keys takes a while on a slow computer */

struct _RecordTraining
{
  GObject parent_instance;

  GSubprocess     *sandbox;   /* (owned) */
  RecordCommunity *community; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RecordTraining, record_training, G_TYPE_OBJECT)

typedef struct
{
  RecordTraining *training;    /* (owned) */
  GInputStream   *pipe;        /* (owned) */
  GByteArray     *text;        /* (owned) */
  GCancellable   *cancellable; /* (owned) ends with the caller's, and at the deadline */
  GCancellable   *callers;     /* (owned) (nullable) */
  gulong          callers_id;
  guint           deadline_id;
  gboolean        late;
} Start;

static void read_more (GTask *task);
static void read_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
start_free (Start *start)
{
  g_cancellable_disconnect (start->callers, start->callers_id);
  g_clear_object (&start->callers);
  g_clear_handle_id (&start->deadline_id, g_source_remove);
  g_clear_object (&start->training);
  g_clear_object (&start->pipe);
  g_clear_object (&start->cancellable);

  /* It held a client secret and a key. */
  if (start->text->len > 0)
    explicit_bzero (start->text->data, start->text->len);
  g_byte_array_unref (start->text);
  g_free (start);
}

static void
record_training_dispose (GObject *object)
{
  RecordTraining *self = RECORD_TRAINING (object);

  if (self->sandbox != NULL)
    g_output_stream_close_async (g_subprocess_get_stdin_pipe (self->sandbox), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->community);

  G_OBJECT_CLASS (record_training_parent_class)->dispose (object);
}

static void
record_training_class_init (RecordTrainingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = record_training_dispose;
}

static void
record_training_init (RecordTraining *self)
{
}

static void
finish (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = NULL;

  if (start->text->len == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The training server ended before it listened");
      return;
    }

  settings = epr_community_new_from_data ((const char *) start->text->data, (gssize) start->text->len, &error);
  if (settings == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  start->training->community = record_community_new (settings);
  g_task_return_pointer (task, g_steal_pointer (&start->training), g_object_unref);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Start *start = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (bytes == NULL && start->late)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The training server did not start in time");
  else if (bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_bytes_get_size (bytes) == 0)
    finish (task);
  else if (start->text->len + g_bytes_get_size (bytes) > MAX_REGISTRATION)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The training server's registration is too long");
  else
    {
      g_byte_array_append (start->text, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
      read_more (g_steal_pointer (&task));
    }
}

static void
read_more (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (start->pipe, 4096, G_PRIORITY_DEFAULT, start->cancellable, read_cb, task);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Start *start = user_data;

  start->deadline_id = 0;
  start->late = TRUE;
  g_cancellable_cancel (start->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *callers,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static GPtrArray *
new_command (const char        *sandbox,
             const char *const *arguments)
{
  const char *const fixed[] = { sandbox, "--port", "0", "--exit-with-stdin", "--community-file", "/dev/fd/3" };
  GPtrArray        *command = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (command, (char *) fixed[i]);
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (command, (char *) arguments[i]);
  g_ptr_array_add (command, NULL);

  return command;
}

/* Its output is nobody's business but a developer's: what it prints stays away from our own. */
static GSubprocess *
spawn (const char        *sandbox,
       const char *const *arguments,
       GInputStream     **pipe,
       GError           **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GPtrArray) command = new_command (sandbox, arguments);
  GSubprocess *process;
  int          fds[2];

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, error))
    return NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_take_fd (launcher, fds[1], REGISTRATION_FD);
  *pipe = g_unix_input_stream_new (fds[0], /* close_fd= */ TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, error);

  return process;
}

void
record_training_start_async (const char         *sandbox,
                             const char *const  *arguments,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Start *start;

  g_return_if_fail (sandbox != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_training_start_async);
  start = g_new0 (Start, 1);
  start->text = g_byte_array_new ();
  start->training = g_object_new (RECORD_TYPE_TRAINING, NULL);
  start->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);

  start->training->sandbox = spawn (sandbox, arguments, &start->pipe, &error);
  if (start->training->sandbox == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (cancellable != NULL)
    {
      start->callers = g_object_ref (cancellable);
      start->callers_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                 g_object_ref (start->cancellable), g_object_unref);
    }
  start->deadline_id = g_timeout_add (START_DEADLINE, deadline_cb, start);
  read_more (g_steal_pointer (&task));
}

RecordTraining *
record_training_start_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_training_start_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

RecordCommunity *
record_training_get_community (RecordTraining *self)
{
  g_return_val_if_fail (RECORD_IS_TRAINING (self), NULL);

  return self->community;
}
