/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <unistd.h>

#define MARK_LENGTH 12
#define DAMAGED ".damaged"
#define UNFINISHED ".new"
#define LOCK "lock"

static const struct
{
  RecordOutboxMark mark;
  const char      *ending;
} marks[] = {
  { RECORD_OUTBOX_MARK_HELD, ".held" },
  { RECORD_OUTBOX_MARK_WITHDRAWN, ".withdrawn" },
};

/* Files of one key begin alike. It says nothing about whose they are. */
static char *
mark_of (RecordOutboxStore *self)
{
  g_autofree char *digest = g_compute_hmac_for_data (G_CHECKSUM_SHA256, self->key, RECORD_SEAL_KEY, (const guchar *) "outbox", 6);

  digest[MARK_LENGTH] = '\0';

  return g_steal_pointer (&digest);
}

RecordOutboxStore *
record_outbox_store_new (const guint8 *key)
{
  RecordOutboxStore *self = g_new0 (RecordOutboxStore, 1);

  self->folder = g_build_filename (g_get_user_data_dir (), "cabinet", "outbox", NULL);
  memcpy (self->key, key, RECORD_SEAL_KEY);

  return self;
}

RecordOutboxStore *
record_outbox_store_copy (RecordOutboxStore *self)
{
  return record_outbox_store_new (self->key);
}

void
record_outbox_store_free (RecordOutboxStore *self)
{
  gnutls_memset (self->key, 0, RECORD_SEAL_KEY);
  g_free (self->folder);
  g_free (self);
}

static gboolean
fail_errno (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (code), g_strerror (code));

  return FALSE;
}

/* One file for all locks, open as long as the process lives: closing it anywhere would give up all of them. */
static int
lock_file (const char *folder)
{
  static GMutex lock;
  static char  *opened;
  static int    fd = -1;

  g_mutex_lock (&lock);
  if (g_strcmp0 (opened, folder) != 0)
    {
      g_autofree char *path = g_build_filename (folder, LOCK, NULL);

      fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      g_free (opened);
      opened = fd >= 0 ? g_strdup (folder) : NULL;
    }
  g_mutex_unlock (&lock);

  return fd;
}

/* The window and the command line may have the same person's outbox at the same time. Each deposit has one
 * byte of the lock file, which goes with the process that holds it, however that ends. Within a process
 * everybody holds it. FALSE: another process does. */
static gboolean
lock_deposit (const char *path,
              short       how)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  struct flock     lock = { .l_type = how, .l_whence = SEEK_SET, .l_len = 1 };

  digest[15] = '\0';
  lock.l_start = (off_t) g_ascii_strtoull (digest, NULL, 16);

  return fcntl (lock_file (folder), F_SETLK, &lock) == 0 || (errno != EACCES && errno != EAGAIN);
}

void
record_outbox_store_let_go (const char *path)
{
  lock_deposit (path, F_UNLCK);
}

static char *
new_path (RecordOutboxStore *self)
{
  g_autofree char *mark = mark_of (self);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (mark, "-", uuid, NULL);

  return g_build_filename (self->folder, name, NULL);
}

char *
record_outbox_store_save (RecordOutboxStore *self,
                          const char        *over,
                          RecordEntry       *entry,
                          GInputStream      *content,
                          GError           **error)
{
  g_autofree char *path = over != NULL ? g_strdup (over) : new_path (self);
  g_autoptr(GBytes) head = record_entry_pack (entry);

  if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_chmod (self->folder, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The folder of the outbox cannot be made");
      return NULL;
    }

  lock_deposit (path, F_WRLCK);
  if (record_seal_write (path, self->key, head, content, error))
    return g_steal_pointer (&path);

  /* nobody was promised a new one: it must not be found the next time */
  if (over == NULL)
    g_unlink (path);

  return NULL;
}

static gboolean
is_deposit (const char *name)
{
  return strchr (name, '.') == NULL;
}

static guint
marks_of (const char *path)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *beside = g_strconcat (path, marks[i].ending, NULL);

      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        found |= marks[i].mark;
    }

  return found;
}

static void
take_up (RecordOutboxStore     *self,
         const char            *path,
         RecordOutboxStoreFound found,
         gpointer               user_data)
{
  g_autofree char *aside = g_strconcat (path, DAMAGED, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) head = record_seal_open (path, self->key, NULL, &error);
  RecordEntry *entry = head != NULL ? record_entry_unpack (head, &error) : NULL;

  if (entry != NULL)
    found (path, entry, marks_of (path), user_data);
  /* what cannot be read today, for want of descriptors or of a disk, may be read tomorrow */
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) && g_rename (path, aside) == 0)
    g_warning ("A file of the outbox is damaged and was set aside");
}

/* What was not written to its end was never promised to anybody, and a mark goes with its file. */
static void
tidy_up (const char *path)
{
  const char      *dot = strrchr (path, '.');
  g_autofree char *deposit = g_strndup (path, (gsize) (dot - path));

  if (g_str_has_suffix (path, DAMAGED) || !lock_deposit (deposit, F_WRLCK))
    return;

  if (g_str_has_suffix (path, UNFINISHED) || !g_file_test (deposit, G_FILE_TEST_EXISTS))
    g_unlink (path);
}

void
record_outbox_store_list (RecordOutboxStore     *self,
                          RecordOutboxStoreFound found,
                          gpointer               user_data)
{
  g_autofree char *mark = mark_of (self);
  g_autoptr(GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (!g_str_has_prefix (name, mark))
        continue;
      if (!is_deposit (name))
        tidy_up (path);
      else if (lock_deposit (path, F_WRLCK))
        take_up (self, path, found, user_data);
    }
}

gboolean
record_outbox_store_mark (const char      *path,
                          RecordOutboxMark mark,
                          gboolean         set,
                          GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *beside = g_strconcat (path, marks[i].ending, NULL);
      int              fd;

      if (marks[i].mark != mark)
        continue;

      if (!set)
        return (g_unlink (beside) == 0 || errno == ENOENT || fail_errno (error)) && record_seal_sync_folder (path, error);

      fd = g_open (beside, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (fd < 0)
        return fail_errno (error);
      close (fd);

      return record_seal_sync_folder (path, error);
    }

  return FALSE;
}

/* The deposit first: a mark without it means nothing. */
gboolean
record_outbox_store_delete (const char *path,
                            GError    **error)
{
  if (g_unlink (path) != 0 && errno != ENOENT)
    return fail_errno (error);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *beside = g_strconcat (path, marks[i].ending, NULL);

      g_unlink (beside);
    }
  record_outbox_store_let_go (path);

  return record_seal_sync_folder (path, error);
}

GInputStream *
record_outbox_store_open (RecordOutboxStore *self,
                          const char        *path,
                          GError           **error)
{
  GInputStream *content = NULL;
  g_autoptr(GBytes) head = record_seal_open (path, self->key, &content, error);

  return head != NULL ? content : NULL;
}
