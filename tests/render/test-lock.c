/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"
#include "renderer-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* What an attacker who runs code in the renderer would try. Each attempt is made by a child that
 * has locked itself in, and must be refused or end it. */

/* Returns 0 when the attempt succeeded, else errno. */
typedef int (*Attempt) (void);

/* Of the attempts: the locked child cannot ask for it. */
static pid_t parent;

static int
result (long value)
{
  return value < 0 ? errno : 0;
}

static int
read_passwords (void)
{
  return result (open ("/etc/passwd", O_RDONLY));
}

static int
read_shadow (void)
{
  return result (open ("/etc/shadow", O_RDONLY));
}

static int
read_home (void)
{
  return result (open (g_get_home_dir (), O_RDONLY | O_DIRECTORY));
}

static int
read_own_memory (void)
{
  return result (open ("/proc/self/mem", O_RDONLY));
}

static int
read_parent_memory (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/mem", (int) parent);

  return result (open (path, O_RDONLY));
}

static int
open_path_only (void)
{
  return result (open ("/etc/passwd", O_PATH));
}

static int
write_font (void)
{
  return result (open ("/usr/share/fonts/evil.ttf", O_WRONLY | O_CREAT, 0600));
}

static int
create_file (void)
{
  return result (open ("/tmp/cabinet-evil", O_RDWR | O_CREAT | O_TRUNC, 0600));
}

static int
create_nameless_file (void)
{
  return result (open ("/tmp", O_RDWR | O_TMPFILE, 0600));
}

static int
open_by_newer_call (void)
{
  guint64 how[3] = { O_RDONLY, 0, 0 };

  return result (syscall (SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof how));
}

static int
make_socket (void)
{
  return result (socket (AF_INET, SOCK_STREAM, 0));
}

static int
make_unix_socket (void)
{
  return result (socket (AF_UNIX, SOCK_STREAM, 0));
}

static int
make_socket_pair (void)
{
  int pair[2];

  return result (socketpair (AF_UNIX, SOCK_STREAM, 0, pair));
}

static int
send_to_address (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = 53 };

  return result (sendto (0, "x", 1, 0, (struct sockaddr *) &address, sizeof address));
}

static int
connect_out (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket" };

  return result (connect (0, (struct sockaddr *) &address, sizeof address));
}

static int
run_program (void)
{
  execl ("/bin/true", "true", NULL);

  return errno;
}

static int
run_program_by_descriptor (void)
{
  char *argv[] = { NULL };

  return result (syscall (SYS_execveat, AT_FDCWD, "/bin/true", argv, argv, 0));
}

static int
make_child (void)
{
  long pid = fork ();

  if (pid == 0)
    _exit (0);

  return result (pid);
}

static int
make_namespace (void)
{
  return result (unshare (CLONE_NEWUSER));
}

static int
trace_parent (void)
{
  return result (ptrace (PTRACE_ATTACH, parent, NULL, NULL));
}

static int
read_parent (void)
{
  char         buffer[8];
  struct iovec here = { buffer, sizeof buffer };
  struct iovec there = { (void *) &result, sizeof buffer };

  return result (process_vm_readv (parent, &here, 1, &there, 1, 0));
}

static int
kill_parent (void)
{
  return result (kill (parent, 0));
}

static int
delete_file (void)
{
  return result (unlink ("/tmp/cabinet-evil"));
}

static int
rename_file (void)
{
  return result (rename ("/tmp/cabinet-evil", "/tmp/cabinet-worse"));
}

static int
make_folder (void)
{
  return result (mkdir ("/tmp/cabinet-evil-folder", 0700));
}

static int
change_mode (void)
{
  return result (chmod ("/tmp", 0777));
}

static int
map_code (void)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
}

static int
make_code (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return result (mprotect (memory, 4096, PROT_READ | PROT_EXEC));
}

static int
raise_limit (void)
{
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  return result (setrlimit (RLIMIT_FSIZE, &limit));
}

static int
become_dumpable (void)
{
  return result (prctl (PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static int
make_ring (void)
{
  return result (syscall (SYS_io_uring_setup, 1, NULL));
}

static int
load_bpf (void)
{
  return result (syscall (SYS_bpf, 0, NULL, 0));
}

static int
read_keys (void)
{
  return result (syscall (SYS_keyctl, 0, -3, 0));
}

static int
make_memory_file (void)
{
  return result (memfd_create ("evil", 0));
}

static int
push_terminal_input (void)
{
  return result (ioctl (0, TIOCSTI, "x"));
}

static int
watch_files (void)
{
  return result (syscall (SYS_inotify_init1, 0));
}

static const struct
{
  const char *name;
  Attempt     attempt;
  gboolean    by_landlock;
} attempts[] = {
  { "read-passwords", read_passwords, TRUE },
  { "read-shadow", read_shadow, TRUE },
  { "read-home", read_home, TRUE },
  { "read-own-memory", read_own_memory, TRUE },
  { "read-parent-memory", read_parent_memory, TRUE },
  { "open-path-only", open_path_only, FALSE },
  { "write-font", write_font, FALSE },
  { "create-file", create_file, FALSE },
  { "create-nameless-file", create_nameless_file, FALSE },
  { "open-by-newer-call", open_by_newer_call, FALSE },
  { "make-socket", make_socket, FALSE },
  { "make-unix-socket", make_unix_socket, FALSE },
  { "make-socket-pair", make_socket_pair, FALSE },
  { "send-to-address", send_to_address, FALSE },
  { "connect-out", connect_out, FALSE },
  { "run-program", run_program, FALSE },
  { "run-program-by-descriptor", run_program_by_descriptor, FALSE },
  { "make-child", make_child, FALSE },
  { "make-namespace", make_namespace, FALSE },
  { "trace-parent", trace_parent, FALSE },
  { "read-parent", read_parent, FALSE },
  { "kill-parent", kill_parent, FALSE },
  { "delete-file", delete_file, FALSE },
  { "rename-file", rename_file, FALSE },
  { "make-folder", make_folder, FALSE },
  { "change-mode", change_mode, FALSE },
  { "map-code", map_code, FALSE },
  { "make-code", make_code, FALSE },
  { "raise-limit", raise_limit, FALSE },
  { "become-dumpable", become_dumpable, FALSE },
  { "make-ring", make_ring, FALSE },
  { "load-bpf", load_bpf, FALSE },
  { "read-keys", read_keys, FALSE },
  { "make-memory-file", make_memory_file, FALSE },
  { "push-terminal-input", push_terminal_input, FALSE },
  { "watch-files", watch_files, FALSE },
};

#define STATUS_NOT_LOCKED 250

/* Runs @attempt in a locked child and returns how the child ended. */
static int
try_locked (Attempt attempt)
{
  int   status;
  pid_t pid;

  parent = getpid ();
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      FcInit ();
      _exit (renderer_lock () ? attempt () : STATUS_NOT_LOCKED);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);

  return status;
}

static gboolean
has_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static void
test_attempt (gconstpointer user_data)
{
  guint i = GPOINTER_TO_UINT (user_data);
  int   status;

  if (attempts[i].by_landlock && !has_landlock ())
    {
      g_test_skip ("This kernel has no Landlock");
      return;
    }

  status = try_locked (attempts[i].attempt);
  if (WIFSIGNALED (status))
    {
      g_assert_cmpint (WTERMSIG (status), ==, SIGSYS);
      return;
    }

  g_assert_cmpint (WEXITSTATUS (status), !=, STATUS_NOT_LOCKED);
  g_assert_true (WEXITSTATUS (status) == EPERM || WEXITSTATUS (status) == EACCES || WEXITSTATUS (status) == ENOSYS);
}

/* The same attempts are worth nothing if they fail anyway. */
static void
test_attempts_are_possible (void)
{
  g_assert_cmpint (read_passwords (), ==, 0);
  g_assert_cmpint (open_path_only (), ==, 0);
  g_assert_cmpint (make_unix_socket (), ==, 0);
  g_assert_cmpint (make_memory_file (), ==, 0);
  parent = getppid ();
  g_assert_cmpint (kill_parent (), ==, 0);
  g_assert_cmpint (make_code (), ==, 0);
}

static int
read_fonts (void)
{
  FcPattern *pattern = FcNameParse ((const FcChar8 *) "sans");
  FcPattern *match;
  FcChar8   *file;
  FcResult   found;

  FcConfigSubstitute (NULL, pattern, FcMatchPattern);
  FcDefaultSubstitute (pattern);
  match = FcFontMatch (NULL, pattern, &found);
  if (match == NULL || FcPatternGetString (match, FC_FILE, 0, &file) != FcResultMatch)
    return ENOENT;

  return result (open ((const char *) file, O_RDONLY));
}

static int
use_much_memory (void)
{
  return g_try_malloc (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024) == NULL ? ENOMEM : 0;
}

static gpointer
do_nothing (gpointer data)
{
  return data;
}

static int
start_thread (void)
{
  g_thread_join (g_thread_new ("harmless", do_nothing, NULL));

  return 0;
}

static void
test_what_is_needed (void)
{
  g_assert_cmpint (try_locked (read_fonts), ==, 0);
  g_assert_cmpint (try_locked (start_thread), ==, 0);
}

static void
test_memory_is_bounded (void)
{
  g_assert_cmpint (WEXITSTATUS (try_locked (use_much_memory)), ==, ENOMEM);
}

static gpointer
sleep_for_ever (gpointer data)
{
  for (;;)
    pause ();

  return NULL;
}

/* Threads from before would be free: then there is no lock at all. */
static void
test_too_late (void)
{
  int   status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      g_thread_new ("early", sleep_for_ever, NULL);
      _exit (renderer_lock () ? 1 : 0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
}

static void
assert_task_locked (const char *path)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  g_assert_nonnull (strstr (status, "Seccomp:\t2\n"));
  g_assert_nonnull (strstr (status, "NoNewPrivs:\t1\n"));
}

/* The real one, at work: every thread of it. */
static void
test_every_thread (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const RenderRequest request = { .scale = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", render_document_get_pid (document));
  g_autoptr(GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task;
  guint       n_tasks = 0;

  g_assert_no_error (error);
  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, task, "status", NULL);

      assert_task_locked (path);
      n_tasks++;
    }
  g_assert_cmpuint (n_tasks, >, 1);
}

static gboolean
is_gone (gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", GPOINTER_TO_INT (user_data));
  g_autofree char *stat = NULL;

  /* A zombie of another's is as good as gone. */
  return !g_file_get_contents (path, &stat, NULL, NULL) || strstr (stat, ") Z ") != NULL;
}

/* Also a renderer that hears nothing dies with its parent. */
static void
test_dies_with_its_parent (void)
{
  int   pipes[2];
  pid_t viewer;
  int   renderer = 0;

  g_assert_cmpint (pipe2 (pipes, O_CLOEXEC), ==, 0);
  viewer = fork ();
  if (viewer == 0)
    {
      RenderService *service = render_test_service_new ();
      g_autoptr(GBytes) bytes = render_test_letter (1);
      RenderDocument *document = render_test_open_sound (service, bytes, "application/pdf");

      renderer = render_document_get_pid (document);
      kill (renderer, SIGSTOP);
      if (write (pipes[1], &renderer, sizeof renderer) < 0)
        _exit (1);
      sleep_for_ever (NULL);
    }

  g_assert_cmpint (read (pipes[0], &renderer, sizeof renderer), ==, sizeof renderer);
  g_assert_false (is_gone (GINT_TO_POINTER (renderer)));
  kill (viewer, SIGKILL);
  waitpid (viewer, NULL, 0);
  render_test_wait_until (is_gone, GINT_TO_POINTER (renderer));
  close (pipes[0]);
  close (pipes[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* Those that fork come first: later this process has threads. */
  g_test_add_func ("/render/lock/dies-with-its-parent", test_dies_with_its_parent);
  g_test_add_func ("/render/lock/attempts-are-possible", test_attempts_are_possible);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *path = g_strconcat ("/render/lock/refuses-to-", attempts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_attempt);
    }
  g_test_add_func ("/render/lock/what-is-needed", test_what_is_needed);
  g_test_add_func ("/render/lock/memory-is-bounded", test_memory_is_bounded);
  g_test_add_func ("/render/lock/too-late", test_too_late);
  g_test_add_func ("/render/lock/every-thread", test_every_thread);

  return render_test_run ();
}
