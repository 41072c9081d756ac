/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-lock-private.h"

#if RENDERER_LOCK

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Where poppler keeps the encodings of fonts that are not embedded. */
#define POPPLER_DATA "/usr/share/poppler"

/* struct landlock_ruleset_attr as of ABI 6; the floor's header knows only the first member. */
typedef struct
{
  __u64 files;
  __u64 net;
  __u64 scoped;
} Ruleset;

#define FILES_ABI_1 ((G_GUINT64_CONSTANT (1) << 13) - 1)
#define FILES_ABI_2 (G_GUINT64_CONSTANT (1) << 13) /* refer */
#define FILES_ABI_3 (G_GUINT64_CONSTANT (1) << 14) /* truncate */
#define FILES_ABI_5 (G_GUINT64_CONSTANT (1) << 15) /* ioctl on devices */
#define NET_ABI_4 3                                /* bind and connect TCP */
#define SCOPED_ABI_6 3                             /* abstract sockets, signals */

static int
create_ruleset (long abi)
{
  Ruleset ruleset = { FILES_ABI_1, 0, 0 };
  gsize   size = sizeof ruleset.files;

  if (abi >= 2)
    ruleset.files |= FILES_ABI_2;
  if (abi >= 3)
    ruleset.files |= FILES_ABI_3;
  if (abi >= 5)
    ruleset.files |= FILES_ABI_5;
  if (abi >= 4)
    {
      ruleset.net = NET_ABI_4;
      size += sizeof ruleset.net;
    }
  if (abi >= 6)
    {
      ruleset.scoped = SCOPED_ABI_6;
      size += sizeof ruleset.scoped;
    }

  return (int) syscall (SYS_landlock_create_ruleset, &ruleset, size, 0);
}

/* A path that is not there needs no rule. */
static void
allow_path (int         ruleset,
            const char *path)
{
  struct landlock_path_beneath_attr rule = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE };
  struct stat                       status;

  rule.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return;

  /* On a file the right to read a directory is an error. */
  if (fstat (rule.parent_fd, &status) == 0 && S_ISDIR (status.st_mode))
    rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
}

static void
allow_all (int        ruleset,
           FcStrList *paths)
{
  const FcChar8 *path;

  while ((path = FcStrListNext (paths)) != NULL)
    allow_path (ruleset, (const char *) path);
  FcStrListDone (paths);
}

gboolean
renderer_lock_files (void)
{
  long      abi = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  FcConfig *config = FcConfigGetCurrent ();
  int       ruleset;
  gboolean  locked;

  if (abi < 1)
    return TRUE;

  ruleset = create_ruleset (abi);
  if (ruleset < 0)
    return FALSE;

  /* The user's own directories, a Flatpak's, another distribution's: fontconfig knows them all. */
  allow_all (ruleset, FcConfigGetFontDirs (config));
  allow_all (ruleset, FcConfigGetConfigFiles (config));
  allow_all (ruleset, FcConfigGetCacheDirs (config));
  allow_path (ruleset, POPPLER_DATA);
  locked = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);

  return locked;
}

#endif
