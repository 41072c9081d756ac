/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-lock.h"

#include "render-wire.h"
#include "renderer-lock-private.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#if RENDERER_LOCK

/* Address space beside the ring. A renderer at work needs 300 MB; a decoder that wants more than
 * this is refused it, and says so. */
#define MAX_ADDRESSES (G_GUINT64_CONSTANT (2048) * 1024 * 1024 + RENDER_WIRE_RING_SIZE)
#define MAX_FILES 64
/* Of the process's whole life: deadlines are the viewer's, this is only what stops a renderer whose
 * viewer hangs. */
#define MAX_SECONDS 600

static gboolean
set_limit (__rlimit_resource_t resource,
           guint64             value)
{
  const struct rlimit limit = { value, value };

  return setrlimit (resource, &limit) == 0;
}

/* Threads made before the lock would stay free for ever. */
static gboolean
is_alone (void)
{
  g_autoptr(GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  guint n_threads = 0;

  while (threads != NULL && g_dir_read_name (threads) != NULL)
    n_threads++;

  return n_threads == 1;
}

gboolean
renderer_lock_limits (void)
{
  /* A complaint of a library on a full or closed stream shall not end us. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);

  return set_limit (RLIMIT_CORE, 0) &&
         set_limit (RLIMIT_NOFILE, MAX_FILES) &&
         set_limit (RLIMIT_AS, MAX_ADDRESSES) &&
         set_limit (RLIMIT_FSIZE, 0) &&
         set_limit (RLIMIT_CPU, MAX_SECONDS);
}

gboolean
renderer_lock_rights (void)
{
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

gboolean
renderer_lock (void)
{
  return is_alone () &&
         renderer_lock_limits () &&
         renderer_lock_rights () &&
         renderer_lock_files () &&
         renderer_lock_calls ();
}

#else

/* For sanitizers and debuggers, which the lock would stop. */
gboolean
renderer_lock (void)
{
  return prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}

#endif
