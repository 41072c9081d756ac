/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-report.h"

#include "cli-csv.h"
#include "cli-item.h"
#include "cli-output.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_BYTES (1024 * 1024 * 1024)
#define N_COLUMNS 6

typedef struct
{
  CliReportLine line; /* its texts are owned */
  char         *time; /* (owned) */
} Entry;

struct _CliReport
{
  char       *path;    /* (owned) (nullable) */
  int         fd;      /* -1: nothing is kept */
  GPtrArray  *entries; /* (owned) of Entry, one for each document */
  GHashTable *by_name; /* "file\npatient" → Entry */
  GHashTable *by_id;   /* uniqueId → Entry */

  GPtrArray *waiters; /* (owned) of GTask: for the next fsync */
  gboolean   syncing;
};

static const char *const columns[N_COLUMNS] = { "file", "patient", "state", "uniqueid", "reason", "time" };
static const char *const header[N_COLUMNS] = { "file", "patient", "state", "uniqueId", "reason", "time" };

static const char *const words[CLI_N_STATES] = {
  [CLI_STATE_NONE] = "",
  [CLI_STATE_WAITING] = "waiting",
  [CLI_STATE_DEPOSITED] = "deposited",
  [CLI_STATE_ALREADY_THERE] = "already-there",
  [CLI_STATE_REFUSED] = "refused",
  [CLI_STATE_READY] = "ready",
};

static void start_sync (CliReport *self);

const char *
cli_state_get_word (CliState state)
{
  return words[state];
}

static void
clear_line (CliReportLine *line)
{
  g_free ((char *) line->file);
  g_free ((char *) line->patient);
  g_free ((char *) line->unique_id);
  g_free ((char *) line->reason);
}

static void
entry_free (Entry *entry)
{
  clear_line (&entry->line);
  g_free (entry->time);
  g_free (entry);
}

/* A line is one line: after a crash its end tells that it is whole. */
static char *
dup_one_line (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdelimit (g_strdup (text), "\r\n", ' ') : NULL;
}

static Entry *
remember (CliReport           *self,
          const CliReportLine *line,
          const char          *time)
{
  g_autofree char *name = cli_item_dup_key (line->file, line->patient);
  Entry           *entry = g_hash_table_lookup (self->by_name, name);
  CliReportLine    copy = { g_strdup (line->file), g_strdup (line->patient), g_strdup (line->unique_id), dup_one_line (line->reason), line->state };

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_ptr_array_add (self->entries, entry);
      g_hash_table_insert (self->by_name, g_steal_pointer (&name), entry);
    }
  else
    {
      if (entry->line.unique_id != NULL)
        g_hash_table_remove (self->by_id, entry->line.unique_id);
      clear_line (&entry->line);
      g_free (entry->time);
    }
  entry->line = copy;
  entry->time = g_strdup (time);
  if (copy.unique_id != NULL)
    g_hash_table_insert (self->by_id, g_strdup (copy.unique_id), entry);

  return entry;
}

static void
append (GString *text,
        Entry   *entry)
{
  const char *fields[N_COLUMNS] = { entry->line.file, entry->line.patient, words[entry->line.state], entry->line.unique_id,
                                    entry->line.reason, entry->time };

  cli_csv_append_row (text, fields, N_COLUMNS);
}

static gboolean
fail (const char *path,
      int         number,
      GError    **error)
{
  g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("The report “%s” cannot be written: %s"), path, g_strerror (number));

  return FALSE;
}

static gboolean
write_all (CliReport  *self,
           int         fd,
           const char *text,
           gsize       length,
           GError    **error)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self->path, errno, error);
      text += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static CliState
state_of (const char *word)
{
  for (guint i = CLI_STATE_WAITING; i < CLI_STATE_READY; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (CliState) i;

  return CLI_STATE_NONE;
}

static gboolean
take_rows (CliReport *self,
           CliCsv    *csv)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (!g_strv_contains (cli_csv_get_columns (csv), columns[i]))
      return FALSE;

  for (guint i = 0; i < cli_csv_get_n_rows (csv); i++)
    {
      const char   *file = cli_csv_get (csv, i, "file");
      const char   *patient = cli_csv_get (csv, i, "patient");
      CliReportLine line = {
        .file = file != NULL ? file : "",
        .patient = patient != NULL ? patient : "",
        .unique_id = cli_csv_get (csv, i, "uniqueid"),
        .reason = cli_csv_get (csv, i, "reason"),
        .state = state_of (cli_csv_get (csv, i, "state")),
      };

      remember (self, &line, cli_csv_get (csv, i, "time"));
    }

  return TRUE;
}

/* What a run before this one left. A line without its end was not written to its end. */
static gboolean
take_up (CliReport *self,
         GError   **error)
{
  g_autoptr(CliCsv) csv = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GStatBuf info;
  char    *data;
  gsize    length;

  if (fstat (self->fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_BYTES || !g_file_get_contents (self->path, &data, &length, NULL))
    return fail (self->path, EINVAL, error);

  if (length > 0 && data[length - 1] != '\n')
    {
      const char *end = memrchr (data, '\n', length);

      length = end != NULL ? (gsize) (end + 1 - data) : 0;
      if (ftruncate (self->fd, (goffset) length) != 0)
        {
          g_free (data);
          return fail (self->path, errno, error);
        }
    }
  bytes = g_bytes_new_with_free_func (data, length, g_free, data);
  if (length == 0)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      cli_csv_append_row (text, header, N_COLUMNS);
      return write_all (self, self->fd, text->str, text->len, error);
    }

  csv = cli_csv_parse (bytes, NULL);
  if (csv != NULL && take_rows (self, csv))
    return TRUE;

  g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("“%s” is there, and is no report of this program."), self->path);
  return FALSE;
}

CliReport *
cli_report_open (const char *path,
                 GError    **error)
{
  g_autoptr(CliReport) self = g_new0 (CliReport, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  if (path == NULL)
    return g_steal_pointer (&self);

  self->fd = g_open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail (path, errno, error);
      return NULL;
    }
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("Another run writes the report “%s”."), path);
      return NULL;
    }

  return take_up (self, error) ? g_steal_pointer (&self) : NULL;
}

void
cli_report_free (CliReport *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_ptr_array_unref (self->waiters);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->entries);
  g_free (self->path);
  g_free (self);
}

const CliReportLine *
cli_report_find (CliReport  *self,
                 const char *file,
                 const char *patient)
{
  g_autofree char *name = cli_item_dup_key (file, patient);
  Entry           *entry = g_hash_table_lookup (self->by_name, name);

  return entry != NULL ? &entry->line : NULL;
}

const CliReportLine *
cli_report_find_by_id (CliReport  *self,
                       const char *unique_id)
{
  Entry *entry = g_hash_table_lookup (self->by_id, unique_id);

  return entry != NULL ? &entry->line : NULL;
}

gboolean
cli_report_add (CliReport           *self,
                const CliReportLine *line,
                GError             **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S%:z");
  g_autoptr(GString) text = g_string_new (NULL);

  append (text, remember (self, line, time));

  return self->fd < 0 || write_all (self, self->fd, text->str, text->len, error);
}

static void
sync_in_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_int (task, fdatasync (GPOINTER_TO_INT (task_data)) == 0 ? 0 : errno);
}

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GPtrArray) served = user_data;
  CliReport *self = g_object_get_data (G_OBJECT (result), "report");
  int        number = (int) g_task_propagate_int (G_TASK (result), NULL);

  self->syncing = FALSE;
  if (self->waiters->len > 0)
    start_sync (self);
  for (guint i = 0; i < served->len; i++)
    {
      GTask  *waiter = g_ptr_array_index (served, i);
      GError *error = NULL;

      if (number == 0)
        g_task_return_boolean (waiter, TRUE);
      else
        {
          fail (self->path, number, &error);
          g_task_return_error (waiter, error);
        }
    }
}

/* Those who come while one runs wait for the next, which serves them all. */
static void
start_sync (CliReport *self)
{
  g_autoptr(GTask) worker = g_task_new (NULL, NULL, synced_cb, g_steal_pointer (&self->waiters));

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->syncing = TRUE;
  g_task_set_source_tag (worker, start_sync);
  g_object_set_data (G_OBJECT (worker), "report", self);
  g_task_set_task_data (worker, GINT_TO_POINTER (self->fd), NULL);
  g_task_run_in_thread (worker, sync_in_worker);
}

void
cli_report_sync_async (CliReport          *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, cli_report_sync_async);
  if (self->fd < 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_ptr_array_add (self->waiters, task);
  if (!self->syncing)
    start_sync (self);
}

gboolean
cli_report_sync_finish (CliReport    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cli_report_sync_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
cli_report_finish (CliReport *self,
                   GError   **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) local = NULL;

  if (self->fd < 0)
    return TRUE;

  cli_csv_append_row (text, header, N_COLUMNS);
  for (guint i = 0; i < self->entries->len; i++)
    append (text, g_ptr_array_index (self->entries, i));
  if (g_file_set_contents_full (self->path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;

  g_set_error (error, CLI_ERROR, CLI_ERROR_FILE, _("The report “%s” cannot be written: %s"), self->path, local->message);
  return FALSE;
}
