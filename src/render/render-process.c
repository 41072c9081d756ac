/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-process-private.h"

#include "render-error-private.h"
#include "render-wire.h"

#include <errno.h>
#include <gio/gunixfdlist.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* spawn → authenticate → Attach → ready. Any failure on the way, the end of the connection, a
 * deadline or an answer that cannot be honest leads to dead, and nothing leads back. */
typedef enum
{
  PHASE_STARTING,
  PHASE_READY,
  PHASE_DEAD,
} RenderProcessPhase;

struct _RenderProcess
{
  GObject parent_instance;

  GPid               child;       /* ours to wait for; 0 once dead */
  GDBusConnection   *connection;  /* (owned) (nullable) until authenticated */
  RenderBusRenderer *proxy;       /* (owned) (nullable) until authenticated */
  RenderRing        *ring;        /* (owned) */
  GCancellable      *cancellable; /* (owned): cancelled by death */

  RenderProcessFunc ready_func; /* (nullable) */
  gpointer          ready_data;

  guint              deadline_id;
  RenderProcessPhase phase;
  gboolean           was_ready;
  gboolean           timed_out;
};

G_DEFINE_FINAL_TYPE (RenderProcess, render_process, G_TYPE_OBJECT)

static void
enter (RenderProcess     *self,
       RenderProcessPhase phase)
{
  RenderProcessFunc func = g_steal_pointer (&self->ready_func);

  self->phase = phase;
  self->was_ready |= phase == PHASE_READY;

  if (func != NULL)
    func (self, g_steal_pointer (&self->ready_data));
}

/* Waits for @data to be gone. GLib's child watch asks once, without waiting, when the kernel says that
 * the first thread has ended (2.74 by pidfd): where the others take longer, a zombie stays. */
static gpointer
reap (gpointer data)
{
  while (waitpid (GPOINTER_TO_INT (data), NULL, 0) < 0 && errno == EINTR)
    continue;

  return NULL;
}

static void
end_child (RenderProcess *self)
{
  GThread *reaper;

  /* Not waited for yet, so the number is still the child's. */
  kill (self->child, SIGKILL);
  reaper = g_thread_try_new ("renderer-end", reap, GINT_TO_POINTER (self->child), NULL);
  g_clear_pointer (&reaper, g_thread_unref);
  self->child = 0;
}

static void
die (RenderProcess *self)
{
  g_autoptr(RenderProcess) G_GNUC_UNUSED keep = g_object_ref (self);

  if (self->phase == PHASE_DEAD)
    return;

  end_child (self);
  g_cancellable_cancel (self->cancellable);
  enter (self, PHASE_DEAD);
}

static void
closed_cb (RenderProcess *self)
{
  die (self);
}

static void
attached_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(RenderProcess) self = RENDER_PROCESS (user_data);
  g_autoptr(GError) error = NULL;

  if (!render_bus_renderer_call_attach_finish (RENDER_BUS_RENDERER (object), NULL, result, &error))
    {
      g_debug ("The renderer did not become ready: %s", error->message);
      die (self);
    }
  else if (self->phase == PHASE_STARTING)
    enter (self, PHASE_READY);
}

static void
proxy_made_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(RenderProcess) self = RENDER_PROCESS (user_data);
  g_autoptr(RenderBusRenderer) proxy = NULL;
  g_autoptr(GUnixFDList) descriptors = g_unix_fd_list_new ();
  g_autoptr(GError) error = NULL;

  proxy = render_bus_renderer_proxy_new_finish (result, &error);
  if (proxy == NULL || g_unix_fd_list_append (descriptors, render_ring_get_fd (self->ring), &error) < 0)
    {
      g_debug ("The renderer cannot be spoken to: %s", error->message);
      die (self);
      return;
    }

  /* Deadlines are kept by begin and end: a call given up here would leave the renderer running. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (proxy), G_MAXINT);
  self->proxy = g_steal_pointer (&proxy);
  render_bus_renderer_call_attach (self->proxy,
                                   g_variant_new_handle (0),
                                   render_ring_get_size (self->ring),
                                   descriptors,
                                   self->cancellable,
                                   attached_cb,
                                   g_object_ref (self));
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(RenderProcess) self = RENDER_PROCESS (user_data);
  g_autoptr(GError) error = NULL;

  self->connection = g_dbus_connection_new_finish (result, &error);
  if (self->connection == NULL)
    {
      g_debug ("The renderer cannot be spoken to: %s", error->message);
      die (self);
      return;
    }

  g_signal_connect_object (self->connection, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  render_bus_renderer_proxy_new (self->connection,
                                 G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS,
                                 NULL,
                                 RENDER_WIRE_PATH,
                                 self->cancellable,
                                 proxy_made_cb,
                                 g_object_ref (self));
}

static gboolean
deadline_cb (gpointer user_data)
{
  RenderProcess *self = RENDER_PROCESS (user_data);

  self->deadline_id = 0;
  if (self->phase != PHASE_DEAD)
    {
      self->timed_out = TRUE;
      die (self);
    }

  return G_SOURCE_REMOVE;
}

/* The child's standard output and error lead nowhere: its libraries complain there about documents,
 * and it shall not hold the user's terminal. Returns our end of its socket. */
static GSocket *
spawn (const char *renderer,
       GPid       *child,
       GError    **error)
{
  const char       *argv[] = { renderer, NULL };
  const GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  const int         target = RENDER_WIRE_FD;
  g_autoptr(GSocket) socket = NULL;
  gboolean spawned;
  int      pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
    {
      int saved_errno = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), g_strerror (saved_errno));
      return NULL;
    }

  socket = g_socket_new_from_fd (pair[0], error);
  spawned = socket != NULL &&
            g_spawn_async_with_pipes_and_fds (NULL, argv, NULL, flags, NULL, NULL, -1, -1, -1,
                                              &pair[1], &target, 1,
                                              child, NULL, NULL, NULL, error);
  if (socket == NULL)
    close (pair[0]);
  /* The child has it now; were it kept, the child's death would not close the connection. */
  close (pair[1]);

  return spawned ? g_steal_pointer (&socket) : NULL;
}

static void
render_process_dispose (GObject *object)
{
  RenderProcess *self = RENDER_PROCESS (object);

  if (self->child != 0)
    die (self);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_clear_object (&self->proxy);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (render_process_parent_class)->dispose (object);
}

static void
render_process_finalize (GObject *object)
{
  RenderProcess *self = RENDER_PROCESS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ring, render_ring_unref);

  G_OBJECT_CLASS (render_process_parent_class)->finalize (object);
}

static void
render_process_class_init (RenderProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = render_process_dispose;
  object_class->finalize = render_process_finalize;

  /* Known before the first answer: only then are its errors told apart. */
  render_error_quark ();
}

static void
render_process_init (RenderProcess *self)
{
  self->cancellable = g_cancellable_new ();
}

RenderProcess *
render_process_new (const char *renderer,
                    GError    **error)
{
  g_autoptr(RenderProcess) self = g_object_new (RENDER_TYPE_PROCESS, NULL);
  g_autoptr(GSocketConnection) stream = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) cause = NULL;
  g_autofree char *guid = g_dbus_generate_guid ();

  self->ring = render_ring_new (RENDER_WIRE_RING_SIZE, &cause);
  if (self->ring != NULL)
    socket = spawn (renderer, &self->child, &cause);
  if (socket == NULL)
    {
      g_debug ("No renderer: %s", cause->message);
      g_propagate_error (error, render_error_new (RENDER_ERROR_UNAVAILABLE));
      return NULL;
    }

  stream = g_socket_connection_factory_create_connection (socket);
  g_dbus_connection_new (G_IO_STREAM (stream),
                         guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER,
                         NULL,
                         self->cancellable,
                         connected_cb,
                         g_object_ref (self));

  return g_steal_pointer (&self);
}

gboolean
render_process_is_alive (RenderProcess *self)
{
  return self->phase != PHASE_DEAD;
}

void
render_process_kill (RenderProcess *self)
{
  die (self);
}

int
render_process_get_pid (RenderProcess *self)
{
  return self->child;
}

void
render_process_when_ready (RenderProcess    *self,
                           RenderProcessFunc func,
                           gpointer          user_data)
{
  g_return_if_fail (self->ready_func == NULL);

  if (self->phase == PHASE_STARTING)
    {
      self->ready_func = func;
      self->ready_data = user_data;
    }
  else
    func (self, user_data);
}

RenderBusRenderer *
render_process_get_proxy (RenderProcess *self)
{
  return self->phase == PHASE_READY ? self->proxy : NULL;
}

GCancellable *
render_process_get_cancellable (RenderProcess *self)
{
  return self->cancellable;
}

RenderRing *
render_process_get_ring (RenderProcess *self)
{
  return self->ring;
}

void
render_process_begin (RenderProcess *self,
                      guint          deadline)
{
  g_return_if_fail (self->deadline_id == 0);

  self->deadline_id = g_timeout_add (deadline, deadline_cb, self);
}

void
render_process_end (RenderProcess *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
}

GError *
render_process_judge (RenderProcess *self,
                      const GError  *remote)
{
  if (self->timed_out)
    return render_error_new (RENDER_ERROR_TIMED_OUT);

  /* Its codes are believed, its words are not. */
  if (self->phase == PHASE_READY && remote != NULL && remote->domain == RENDER_ERROR)
    switch ((RenderError) remote->code)
      {
      case RENDER_ERROR_UNSUPPORTED:
      case RENDER_ERROR_DAMAGED:
      case RENDER_ERROR_ENCRYPTED:
      case RENDER_ERROR_NO_MEMORY:
        return render_error_new (remote->code);
      case RENDER_ERROR_TIMED_OUT:
      case RENDER_ERROR_CRASHED:
      case RENDER_ERROR_PAGE_REFUSED:
      case RENDER_ERROR_UNAVAILABLE:
      default:
        break;
      }

  die (self);

  return render_error_new (self->was_ready ? RENDER_ERROR_CRASHED : RENDER_ERROR_UNAVAILABLE);
}
