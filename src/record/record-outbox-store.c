/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-private.h"

#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define MARK_LENGTH 12
#define DAMAGED ".damaged"

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

  return record_seal_write (path, self->key, head, content, error) ? g_steal_pointer (&path) : NULL;
}

RecordEntry *
record_outbox_store_load (RecordOutboxStore *self,
                          const char        *path,
                          GError           **error)
{
  g_autoptr(GBytes) head = record_seal_open (path, self->key, NULL, error);

  return head != NULL ? record_entry_unpack (head, error) : NULL;
}

GPtrArray *
record_outbox_store_list (RecordOutboxStore *self)
{
  g_autofree char *mark = mark_of (self);
  GPtrArray       *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autofree char *aside = g_strconcat (path, DAMAGED, NULL);
      g_autoptr(RecordEntry) entry = NULL;

      if (!g_str_has_prefix (name, mark) || g_str_has_suffix (name, DAMAGED))
        continue;

      /* one that was not written to its end was never promised to anybody */
      if (g_str_has_suffix (name, ".new"))
        {
          g_unlink (path);
          continue;
        }
      entry = record_outbox_store_load (self, path, NULL);
      if (entry != NULL)
        g_ptr_array_add (paths, g_steal_pointer (&path));
      else if (g_rename (path, aside) == 0)
        g_warning ("A file of the outbox is damaged and was set aside");
    }

  return paths;
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
