/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-deposit.h"

#include "fhir-json.h"
#include "sandbox-json.h"
#include "sandbox-store-private.h"

#include <string.h>

/* The next version of an entry's metadata. The first of an invented one was never written down, and counts. */
static void
put_metadata (SandboxStore *store,
              gint64        id,
              gint64        now,
              const char   *resource)
{
  g_autoptr(Statement) insert = sandbox_store_prepare (store, "INSERT INTO metadata VALUES (?1, 1 + coalesce ("
                                                               "(SELECT max (version) FROM metadata WHERE document = ?1),"
                                                               " NOT EXISTS (SELECT 1 FROM deposit WHERE document = ?1)), ?2, ?3)");

  sqlite3_bind_int64 (insert, 1, id);
  sqlite3_bind_int64 (insert, 2, now);
  sqlite3_bind_text (insert, 3, resource, -1, SQLITE_STATIC);
  sandbox_store_run (store, insert);
}

void
sandbox_deposit_change (SandboxStore         *store,
                        const SandboxDeposit *changes,
                        guint                 n_changes)
{
  sandbox_store_execute (store, "BEGIN");
  for (guint i = 0; i < n_changes; i++)
    {
      const SandboxDocument *entry = &changes[i].entry;
      g_autoptr(Statement) update = sandbox_store_prepare (store, "UPDATE document SET level = ?2 WHERE id = ?1");

      sqlite3_bind_int64 (update, 1, entry->id);
      sqlite3_bind_int (update, 2, entry->level);
      sandbox_store_run (store, update);
      put_metadata (store, entry->id, entry->updated, changes[i].resource);
    }
  sandbox_store_execute (store, "COMMIT");
}

gboolean
sandbox_deposit_rewind (SandboxStore    *store,
                        SandboxDocument *document,
                        gint64           version)
{
  g_autoptr(Statement) select = sandbox_store_prepare (store, "SELECT updated, resource FROM metadata WHERE document = ?1 AND version = ?2");

  if (version < 1 || version > document->version)
    return FALSE;

  sqlite3_bind_int64 (select, 1, document->id);
  sqlite3_bind_int64 (select, 2, version);
  g_clear_pointer (&document->resource, g_free);
  document->version = version;
  document->updated = 0;
  if (sqlite3_step (select) == SQLITE_ROW)
    {
      document->updated = sqlite3_column_int64 (select, 0);
      document->resource = g_strdup ((const char *) sqlite3_column_text (select, 1));
    }

  return TRUE;
}

gint64
sandbox_deposit_store (SandboxStore         *store,
                       const SandboxDeposit *deposit)
{
  const SandboxDocument *entry = &deposit->entry;
  gint64                 values[] = { entry->patient, entry->kind, entry->author, entry->created, entry->level, FALSE, entry->by_patient,
                                      entry->replaces, entry->language, 0, entry->size };
  gint64                 id;

  {
    g_autoptr(Statement) insert = sandbox_store_prepare (store, "INSERT INTO document (patient, kind, author, created, level, superseded,"
                                                                 " by_patient, replaces, language, seed, size, hash)"
                                                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      sqlite3_bind_int64 (insert, (int) i + 1, values[i]);
    sqlite3_bind_text (insert, 12, entry->hash, -1, SQLITE_STATIC);
    sandbox_store_run (store, insert);
    id = sandbox_store_last_id (store);
  }
  {
    g_autoptr(Statement) insert = sandbox_store_prepare (store, "INSERT INTO deposit (document, unique_id, entry_uuid, bytes)"
                                                                 " VALUES (?1, ?2, ?3, ?4)");

    sqlite3_bind_int64 (insert, 1, id);
    sqlite3_bind_text (insert, 2, deposit->unique_id, -1, SQLITE_STATIC);
    sqlite3_bind_text (insert, 3, deposit->entry_uuid, -1, SQLITE_STATIC);
    sqlite3_bind_blob64 (insert, 4, g_bytes_get_data (deposit->bytes, NULL), g_bytes_get_size (deposit->bytes), SQLITE_STATIC);
    sandbox_store_run (store, insert);
  }
  put_metadata (store, id, entry->updated, deposit->resource);
  for (guint i = 0; deposit->replaces != NULL && i < deposit->replaces->len; i++)
    {
      g_autoptr(Statement) update = sandbox_store_prepare (store, "UPDATE document SET superseded = 1 WHERE id = ?1");

      sqlite3_bind_int64 (update, 1, g_array_index (deposit->replaces, gint64, i));
      sandbox_store_run (store, update);
    }

  return id;
}

gint64
sandbox_deposit_find (SandboxStore *store,
                      const char   *unique_id,
                      GBytes       *bytes,
                      gboolean     *same)
{
  g_autoptr(Statement) select = sandbox_store_prepare (store, "SELECT document, bytes FROM deposit WHERE unique_id = ?1");

  sqlite3_bind_text (select, 1, unique_id, -1, SQLITE_STATIC);
  if (sqlite3_step (select) != SQLITE_ROW)
    return 0;

  *same = (gsize) sqlite3_column_bytes (select, 1) == g_bytes_get_size (bytes) &&
          memcmp (sqlite3_column_blob (select, 1), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) == 0;

  return sqlite3_column_int64 (select, 0);
}

GBytes *
sandbox_deposit_get_bytes (SandboxStore *store,
                           gint64        id)
{
  g_autoptr(Statement) select = sandbox_store_prepare (store, "SELECT bytes FROM deposit WHERE document = ?1");

  sqlite3_bind_int64 (select, 1, id);
  if (sqlite3_step (select) != SQLITE_ROW)
    return NULL;

  return g_bytes_new (sqlite3_column_blob (select, 0), (gsize) sqlite3_column_bytes (select, 0));
}

static JsonNode *
parse (const SandboxDocument *document)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (document->resource, strlen (document->resource));

  return fhir_json_parse (bytes, NULL);
}

JsonNode *
sandbox_deposit_write (SandboxCommunity      *community,
                       const SandboxDocument *document)
{
  JsonNode        *node = parse (document);
  JsonObject      *resource = json_node_get_object (node);
  JsonObject      *attachment = fhir_json_object (fhir_json_nth (resource, "content", 0), "attachment");
  g_autofree char *id = g_strdup_printf ("d%" G_GINT64_FORMAT, document->id);
  g_autofree char *url = g_strdup_printf ("%s/Binary/%s", community->base, id);

  json_object_set_string_member (resource, "id", id);
  json_object_set_string_member (resource, "status", document->superseded ? "superseded" : "current");
  json_object_set_string_member (attachment, "url", url);

  return node;
}

char *
sandbox_deposit_unique_id (const SandboxDocument *document)
{
  g_autoptr(JsonNode) node = parse (document);

  return g_strdup (fhir_json_string (fhir_json_object (json_node_get_object (node), "masterIdentifier"), "value"));
}

char *
sandbox_deposit_entry_uuid (const SandboxDocument *document)
{
  g_autoptr(JsonNode) node = parse (document);

  return g_strdup (fhir_json_string (fhir_json_nth (json_node_get_object (node), "identifier", 0), "value"));
}

char *
sandbox_deposit_content_type (const SandboxDocument *document)
{
  g_autoptr(JsonNode) node = parse (document);
  JsonObject *content = fhir_json_nth (json_node_get_object (node), "content", 0);

  return g_strdup (fhir_json_string (fhir_json_object (content, "attachment"), "contentType"));
}

gboolean
sandbox_deposit_is_to_be_deleted (const SandboxDocument *document)
{
  return document->resource != NULL && strstr (document->resource, "deletionStatus:deletionRequested") != NULL;
}

static gboolean
is_token (JsonObject *coding,
          const char *value)
{
  g_autofree char *token = g_strdup_printf ("%s|%s", fhir_json_string (coding, "system"), fhir_json_string (coding, "code"));
  const char      *bar = strchr (value, '|');

  return g_str_equal (token, value) || (bar == NULL && g_strcmp0 (fhir_json_string (coding, "code"), value) == 0);
}

gboolean
sandbox_deposit_has_code (const SandboxDocument *document,
                          const char            *name,
                          const char            *value)
{
  g_autoptr(JsonNode) node = parse (document);
  JsonObject *resource = json_node_get_object (node);
  JsonObject *context = fhir_json_object (resource, "context");

  if (g_str_equal (name, "format"))
    return is_token (fhir_json_object (fhir_json_nth (resource, "content", 0), "format"), value);
  if (g_str_equal (name, "setting"))
    return is_token (fhir_json_nth (fhir_json_object (context, "practiceSetting"), "coding", 0), value);
  if (g_str_equal (name, "facility"))
    return is_token (fhir_json_nth (fhir_json_object (context, "facilityType"), "coding", 0), value);
  if (g_str_equal (name, "event"))
    return is_token (fhir_json_nth (fhir_json_nth (context, "event", 0), "coding", 0), value);

  return is_token (fhir_json_nth (fhir_json_nth (resource, name, 0), "coding", 0), value);
}

GStrv
sandbox_deposit_dup_author_names (const SandboxDocument *document,
                                  const char            *part)
{
  g_autoptr(JsonNode) node = parse (document);
  JsonObject *resource = json_node_get_object (node);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < fhir_json_n (resource, "contained"); i++)
    {
      JsonObject *person = fhir_json_nth (resource, "contained", i);
      JsonObject *name = fhir_json_nth (person, "name", 0);
      const char *text = g_str_equal (part, "family") ? fhir_json_string (name, part) : fhir_json_nth_string (name, part, 0);

      if (text != NULL && g_strcmp0 (fhir_json_resource_type (person), "Practitioner") == 0)
        g_strv_builder_add (names, text);
    }

  return g_strv_builder_end (names);
}

gboolean
sandbox_deposit_is_related (const SandboxDocument *document,
                            const char            *value)
{
  g_autoptr(JsonNode) node = parse (document);
  JsonObject *context = fhir_json_object (json_node_get_object (node), "context");

  for (guint i = 0; i < fhir_json_n (context, "related"); i++)
    {
      JsonObject      *related = fhir_json_nth (context, "related", i);
      JsonObject      *identifier = fhir_json_object (related, "identifier");
      g_autofree char *token = g_strdup_printf ("%s|%s", fhir_json_string (identifier, "system"), fhir_json_string (identifier, "value"));

      if (g_str_equal (token, value) || g_strcmp0 (fhir_json_string (related, "reference"), value) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A day begins and ends at noon: what compares by days then means the same everywhere. */
static gboolean
read_time (const char *text,
           gint64     *time)
{
  g_autofree char *noon = text != NULL && strchr (text, 'T') == NULL ? g_strconcat (text, "T12:00:00Z", NULL) : g_strdup (text);
  g_autoptr(GDateTime) read = noon != NULL ? g_date_time_new_from_iso8601 (noon, NULL) : NULL;

  if (read != NULL)
    *time = g_date_time_to_unix (read);

  return read != NULL;
}

gboolean
sandbox_deposit_get_period (const SandboxDocument *document,
                            gint64                *start,
                            gint64                *end)
{
  g_autoptr(JsonNode) node = parse (document);
  JsonObject *context = fhir_json_object (json_node_get_object (node), "context");
  JsonObject *period = fhir_json_object (context, "period");
  gboolean    has_start = read_time (fhir_json_string (period, "start"), start);
  gboolean    has_end = read_time (fhir_json_string (period, "end"), end);

  return has_start || has_end;
}

JsonNode *
sandbox_deposit_list (SandboxStore *store)
{
  g_autoptr(Statement) select = sandbox_store_prepare (store, "SELECT unique_id, document.size, document.hash, document.superseded"
                                                               " FROM deposit JOIN document ON document.id = deposit.document ORDER BY document.id");
  JsonNode *list = sandbox_json_array ();

  while (sqlite3_step (select) == SQLITE_ROW)
    sandbox_json_append (list, sandbox_json ("{'uniqueId':%s,'size':%i,'hash':%s,'status':%s}", sqlite3_column_text (select, 0),
                                             (gint64) sqlite3_column_int64 (select, 1), sqlite3_column_text (select, 2),
                                             sqlite3_column_int (select, 3) != 0 ? "superseded" : "current"));

  return list;
}
