/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-lock-private.h"

#if RENDERER_LOCK

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>

/* Three answers: what an honest renderer does is allowed; what no honest renderer does ends the
 * process; the rest is refused, since every new version of a library may bring a harmless call. */

static const int allowed[] = {
  /* Memory, threads, time */
  SCMP_SYS (brk),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (madvise),
  SCMP_SYS (futex),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (rseq),
  SCMP_SYS (sched_yield),
  SCMP_SYS (sched_getaffinity),
  SCMP_SYS (gettid),
  SCMP_SYS (getpid),
  SCMP_SYS (getuid),
  SCMP_SYS (geteuid),
  SCMP_SYS (getgid),
  SCMP_SYS (getegid),
  SCMP_SYS (getrandom),
  SCMP_SYS (clock_gettime),
  SCMP_SYS (clock_nanosleep),
  SCMP_SYS (nanosleep),
  SCMP_SYS (restart_syscall),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (sysinfo),
  SCMP_SYS (uname),
  /* The socket, and files that are open */
  SCMP_SYS (read),
  SCMP_SYS (pread64),
  SCMP_SYS (write),
  SCMP_SYS (writev),
  SCMP_SYS (close),
  SCMP_SYS (lseek),
  SCMP_SYS (fstat),
  SCMP_SYS (newfstatat),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  SCMP_SYS (eventfd2),
  SCMP_SYS (recvmsg),
  SCMP_SYS (sendmsg),
  SCMP_SYS (recvfrom),
  SCMP_SYS (getsockopt),
  SCMP_SYS (getsockname),
  SCMP_SYS (getpeername),
  /* Looking for fonts */
  SCMP_SYS (getdents64),
  SCMP_SYS (readlink),
  SCMP_SYS (readlinkat),
  SCMP_SYS (access),
  SCMP_SYS (faccessat),
  SCMP_SYS (faccessat2),
  SCMP_SYS (fstatfs),
  SCMP_SYS (statfs),
};

/* The C library then takes the older call, whose arguments a filter can read. */
static const int unknown[] = { SCMP_SYS (clone3), SCMP_SYS (openat2), SCMP_SYS (statx) };

static const int deadly[] = {
  SCMP_SYS (execve),
  SCMP_SYS (execveat),
  SCMP_SYS (ptrace),
  SCMP_SYS (process_vm_readv),
  SCMP_SYS (process_vm_writev),
  SCMP_SYS (bpf),
  SCMP_SYS (io_uring_setup),
  SCMP_SYS (userfaultfd),
  SCMP_SYS (keyctl),
  SCMP_SYS (mount),
  SCMP_SYS (unshare),
  SCMP_SYS (setns),
  SCMP_SYS (socket),
  SCMP_SYS (connect),
  SCMP_SYS (bind),
};

static const int fcntl_allowed[] = { F_GETFL, F_SETFL, F_GETFD, F_SETFD, F_DUPFD_CLOEXEC, F_GET_SEALS };

/* Not O_RDONLY, and what gets past Landlock. */
#define OPEN_FORBIDDEN (O_PATH | O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY))
#define CLONE_AS_THREAD (CLONE_THREAD | CLONE_VM)

/* Failures are those of calls this architecture does not have; then nothing is allowed. */
static void
add_all (scmp_filter_ctx filter,
         guint32         action,
         const int      *calls,
         gsize           n_calls)
{
  for (gsize i = 0; i < n_calls; i++)
    seccomp_rule_add (filter, action, calls[i], 0);
}

static void
allow_if (scmp_filter_ctx     filter,
          int                 call,
          struct scmp_arg_cmp condition)
{
  seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, call, 1, &condition);
}

static void
add_conditions (scmp_filter_ctx filter)
{
  /* send() is sendto() without an address. */
  allow_if (filter, SCMP_SYS (sendto), SCMP_A4 (SCMP_CMP_EQ, 0));
  allow_if (filter, SCMP_SYS (mmap), SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow_if (filter, SCMP_SYS (mprotect), SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  allow_if (filter, SCMP_SYS (openat), SCMP_A2 (SCMP_CMP_MASKED_EQ, OPEN_FORBIDDEN, O_RDONLY));
  allow_if (filter, SCMP_SYS (open), SCMP_A1 (SCMP_CMP_MASKED_EQ, OPEN_FORBIDDEN, O_RDONLY));
  allow_if (filter, SCMP_SYS (prctl), SCMP_A0 (SCMP_CMP_EQ, PR_SET_NAME));
  allow_if (filter, SCMP_SYS (clone), SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_AS_THREAD, CLONE_AS_THREAD));
  for (gsize i = 0; i < G_N_ELEMENTS (fcntl_allowed); i++)
    allow_if (filter, SCMP_SYS (fcntl), SCMP_A1 (SCMP_CMP_EQ, (scmp_datum_t) fcntl_allowed[i]));
}

gboolean
renderer_lock_calls (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  gboolean        locked;

  if (filter == NULL)
    return FALSE;

  add_all (filter, SCMP_ACT_ALLOW, allowed, G_N_ELEMENTS (allowed));
  add_all (filter, SCMP_ACT_ERRNO (ENOSYS), unknown, G_N_ELEMENTS (unknown));
  add_all (filter, SCMP_ACT_KILL_PROCESS, deadly, G_N_ELEMENTS (deadly));
  add_conditions (filter);
  locked = seccomp_load (filter) == 0;
  seccomp_release (filter);

  return locked;
}

#endif
