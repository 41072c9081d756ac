/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-store-private.h"

#include "sandbox-oids.h"

#include <sqlite3.h>
#include <string.h>

struct _SandboxStore
{
  GObject parent_instance;

  sqlite3      *database;       /* (owned) */
  sqlite3_stmt *insert_patient; /* (owned) while a transaction is open, likewise the others */
  sqlite3_stmt *insert_document;
  sqlite3_stmt *insert_policy;
};

G_DEFINE_FINAL_TYPE (SandboxStore, sandbox_store, G_TYPE_OBJECT)

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS patient (id INTEGER PRIMARY KEY, spid TEXT, ahvn13 TEXT, mpi TEXT, local TEXT, card TEXT,"
    " family TEXT, given TEXT, birth_family TEXT, birth_date TEXT, gender TEXT, line TEXT, postal TEXT, city TEXT,"
    " birth_place TEXT, language TEXT, family_folded TEXT, birth_family_folded TEXT);"
    "CREATE TABLE IF NOT EXISTS document (id INTEGER PRIMARY KEY, patient INTEGER, kind INTEGER, author INTEGER,"
    " created INTEGER, level INTEGER, superseded INTEGER, by_patient INTEGER, replaces INTEGER, language INTEGER,"
    " seed INTEGER, size INTEGER DEFAULT -1, hash TEXT);"
    "CREATE TABLE IF NOT EXISTS policy (patient INTEGER, template INTEGER, actor TEXT, excludes INTEGER, level INTEGER,"
    " ends TEXT);"
    "CREATE TABLE IF NOT EXISTS deposit (document INTEGER PRIMARY KEY, unique_id TEXT UNIQUE, entry_uuid TEXT, bytes BLOB);"
    "CREATE TABLE IF NOT EXISTS metadata (document INTEGER, version INTEGER, updated INTEGER, resource TEXT,"
    " PRIMARY KEY (document, version)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS population (description TEXT);";

static const char indexes[] =
    "CREATE UNIQUE INDEX IF NOT EXISTS patient_spid ON patient (spid);"
    "CREATE UNIQUE INDEX IF NOT EXISTS patient_ahvn13 ON patient (ahvn13);"
    "CREATE UNIQUE INDEX IF NOT EXISTS patient_mpi ON patient (mpi);"
    "CREATE UNIQUE INDEX IF NOT EXISTS patient_local ON patient (local);"
    "CREATE UNIQUE INDEX IF NOT EXISTS patient_card ON patient (card);"
    "CREATE INDEX IF NOT EXISTS patient_family ON patient (family_folded, birth_date);"
    "CREATE INDEX IF NOT EXISTS patient_birth_family ON patient (birth_family_folded) WHERE birth_family_folded IS NOT NULL;"
    "CREATE INDEX IF NOT EXISTS patient_birth_date ON patient (birth_date);"
    "CREATE INDEX IF NOT EXISTS document_patient ON document (patient, created);"
    "CREATE INDEX IF NOT EXISTS policy_patient ON policy (patient);";

#define PATIENT_COLUMNS                                                                                             \
  "SELECT id, spid, ahvn13, mpi, local, card, family, given, birth_family, birth_date, gender, line, postal, city," \
  " birth_place, language FROM patient WHERE "
#define DOCUMENT_COLUMNS                                                                                            \
  "SELECT id, patient, kind, author, created, level, superseded, by_patient, replaces, language, seed, size, hash," \
  " version, updated, resource FROM document LEFT JOIN metadata ON document = id AND version ="                     \
  " (SELECT max (latest.version) FROM metadata AS latest WHERE latest.document = id) WHERE "

typedef enum
{
  QUERY_SPID,
  QUERY_AHVN13,
  QUERY_MPI,
  QUERY_LOCAL,
  QUERY_CARD,
  QUERY_PATIENT,
  QUERY_FAMILY,
  QUERY_FAMILY_BORN,
  QUERY_BIRTH_FAMILY,
  QUERY_BIRTH_DATE,
  QUERY_DOCUMENTS,
  QUERY_DOCUMENT,
  QUERY_POLICIES,
  N_QUERIES
} Query;

static const char *const queries[N_QUERIES + 1] = {
  [QUERY_SPID] = PATIENT_COLUMNS "spid = ?1",
  [QUERY_AHVN13] = PATIENT_COLUMNS "ahvn13 = ?1",
  [QUERY_MPI] = PATIENT_COLUMNS "mpi = ?1",
  [QUERY_LOCAL] = PATIENT_COLUMNS "local = ?1",
  [QUERY_CARD] = PATIENT_COLUMNS "card = ?1",
  [QUERY_PATIENT] = PATIENT_COLUMNS "id = ?1",
  [QUERY_FAMILY] = PATIENT_COLUMNS "family_folded = ?1",
  [QUERY_FAMILY_BORN] = PATIENT_COLUMNS "family_folded = ?1 AND birth_date = ?2",
  [QUERY_BIRTH_FAMILY] = PATIENT_COLUMNS "birth_family_folded = ?1",
  [QUERY_BIRTH_DATE] = PATIENT_COLUMNS "birth_date = ?1",
  [QUERY_DOCUMENTS] = DOCUMENT_COLUMNS "patient = ?1 ORDER BY created DESC, id DESC",
  [QUERY_DOCUMENT] = DOCUMENT_COLUMNS "id = ?1",
  [QUERY_POLICIES] = "SELECT patient, template, actor, excludes, level, ends FROM policy WHERE patient = ?1",
};

static const struct
{
  const char *system;
  Query       query;
} numbers[] = {
  { OID_SPID, QUERY_SPID },
  { OID_AHVN13, QUERY_AHVN13 },
  { OID_MPI, QUERY_MPI },
  { OID_LOCAL, QUERY_LOCAL },
  { OID_CARD, QUERY_CARD },
};

/* The database is ours alone: what fails here, bar the opening of a file, is a mistake of ours or a
 * full disk. */
static void
check (SandboxStore *self,
       int           code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("SQLite: %s", sqlite3_errmsg (self->database));
}

Statement *
sandbox_store_prepare (SandboxStore *self,
                       const char   *sql)
{
  sqlite3_stmt *statement = NULL;

  check (self, sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL));

  return statement;
}

static void
bind_text (sqlite3_stmt *statement,
           int           position,
           const char   *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
}

void
sandbox_store_run (SandboxStore *self,
                   Statement    *statement)
{
  check (self, sqlite3_step (statement));
  sqlite3_reset (statement);
}

void
sandbox_store_execute (SandboxStore *self,
                       const char   *sql)
{
  check (self, sqlite3_exec (self->database, sql, NULL, NULL, NULL));
}

gint64
sandbox_store_last_id (SandboxStore *self)
{
  return sqlite3_last_insert_rowid (self->database);
}

static char *
dup_column (sqlite3_stmt *statement,
            int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static SandboxPatient *
read_patient (sqlite3_stmt *statement)
{
  SandboxPatient *self = g_new0 (SandboxPatient, 1);
  char          **texts[] = { &self->spid, &self->ahvn13, &self->mpi, &self->local, &self->card, &self->family, &self->given,
                              &self->birth_family, &self->birth_date, &self->gender, &self->line, &self->postal, &self->city,
                              &self->birth_place, &self->language };

  self->id = sqlite3_column_int64 (statement, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = dup_column (statement, (int) i + 1);

  return self;
}

static SandboxDocument *
read_document (sqlite3_stmt *statement)
{
  SandboxDocument *self = g_new0 (SandboxDocument, 1);

  self->id = sqlite3_column_int64 (statement, 0);
  self->patient = sqlite3_column_int64 (statement, 1);
  self->kind = (guint) sqlite3_column_int (statement, 2);
  self->author = (guint) sqlite3_column_int (statement, 3);
  self->created = sqlite3_column_int64 (statement, 4);
  self->level = (SandboxLevel) sqlite3_column_int (statement, 5);
  self->superseded = sqlite3_column_int (statement, 6) != 0;
  self->by_patient = sqlite3_column_int (statement, 7) != 0;
  self->replaces = sqlite3_column_int64 (statement, 8);
  self->language = (guint) sqlite3_column_int (statement, 9);
  self->seed = (guint32) sqlite3_column_int64 (statement, 10);
  self->size = sqlite3_column_int64 (statement, 11);
  self->hash = dup_column (statement, 12);
  self->version = MAX (1, sqlite3_column_int64 (statement, 13));
  self->updated = sqlite3_column_int64 (statement, 14);
  self->resource = dup_column (statement, 15);

  return self;
}

static void
visit_patients (SandboxStore         *self,
                Query                 query,
                const char           *first,
                const char           *second,
                SandboxPatientVisitor visit,
                gpointer              user_data)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[query]);
  gboolean more = TRUE;

  bind_text (statement, 1, first);
  if (second != NULL)
    bind_text (statement, 2, second);
  while (more && sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr(SandboxPatient) patient = read_patient (statement);

      more = visit (patient, user_data);
    }
}

static void
end_insertions (SandboxStore *self)
{
  g_clear_pointer (&self->insert_patient, sqlite3_finalize);
  g_clear_pointer (&self->insert_document, sqlite3_finalize);
  g_clear_pointer (&self->insert_policy, sqlite3_finalize);
}

static void
sandbox_store_finalize (GObject *object)
{
  SandboxStore *self = SANDBOX_STORE (object);

  end_insertions (self);
  sqlite3_close (self->database);

  G_OBJECT_CLASS (sandbox_store_parent_class)->finalize (object);
}

static void
sandbox_store_class_init (SandboxStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sandbox_store_finalize;
}

static void
sandbox_store_init (SandboxStore *self)
{
}

void
sandbox_patient_free (SandboxPatient *self)
{
  if (self == NULL)
    return;

  g_free (self->spid);
  g_free (self->ahvn13);
  g_free (self->mpi);
  g_free (self->local);
  g_free (self->card);
  g_free (self->family);
  g_free (self->given);
  g_free (self->birth_family);
  g_free (self->birth_date);
  g_free (self->gender);
  g_free (self->line);
  g_free (self->postal);
  g_free (self->city);
  g_free (self->birth_place);
  g_free (self->language);
  g_free (self);
}

void
sandbox_document_free (SandboxDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->hash);
  g_free (self->resource);
  g_free (self);
}

char *
sandbox_fold (const char *name)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);
  g_autofree char *decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autoptr(GString) folded = g_string_new (NULL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
    }
  g_string_replace (folded, "ae", "a", 0);
  g_string_replace (folded, "oe", "o", 0);
  g_string_replace (folded, "ue", "u", 0);

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

SandboxStore *
sandbox_store_new (const char *path,
                   GError    **error)
{
  g_autoptr(SandboxStore) self = g_object_new (SANDBOX_TYPE_STORE, NULL);

  if (sqlite3_open (path != NULL ? path : ":memory:", &self->database) != SQLITE_OK ||
      sqlite3_exec (self->database, schema, NULL, NULL, NULL) != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (self->database));
      return NULL;
    }

  return g_steal_pointer (&self);
}

char *
sandbox_store_dup_population (SandboxStore *self)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, "SELECT description FROM population");

  return sqlite3_step (statement) == SQLITE_ROW ? dup_column (statement, 0) : NULL;
}

void
sandbox_store_begin (SandboxStore *self)
{
  sandbox_store_execute (self, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN");
  self->insert_patient = sandbox_store_prepare (self, "INSERT INTO patient VALUES"
                                                      " (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
  self->insert_document = sandbox_store_prepare (self, "INSERT INTO document"
                                                       " (patient, kind, author, created, level, superseded, by_patient, replaces, language, seed)"
                                                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
  self->insert_policy = sandbox_store_prepare (self, "INSERT INTO policy VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
}

gboolean
sandbox_store_commit (SandboxStore *self,
                      const char   *population,
                      GError      **error)
{
  g_autoptr(Statement) describe = sandbox_store_prepare (self, "INSERT INTO population VALUES (?1)");

  end_insertions (self);
  bind_text (describe, 1, population);
  sandbox_store_run (self, describe);
  if (sqlite3_exec (self->database, indexes, NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_exec (self->database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sqlite3_errmsg (self->database));

  return FALSE;
}

gint64
sandbox_store_add_patient (SandboxStore         *self,
                           const SandboxPatient *patient)
{
  g_autofree char *family = sandbox_fold (patient->family);
  g_autofree char *birth_family = patient->birth_family != NULL ? sandbox_fold (patient->birth_family) : NULL;
  const char      *texts[] = { patient->spid, patient->ahvn13, patient->mpi, patient->local, patient->card, patient->family,
                               patient->given, patient->birth_family, patient->birth_date, patient->gender, patient->line,
                               patient->postal, patient->city, patient->birth_place, patient->language, family, birth_family };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    bind_text (self->insert_patient, (int) i + 1, texts[i]);
  sandbox_store_run (self, self->insert_patient);

  return sqlite3_last_insert_rowid (self->database);
}

gint64
sandbox_store_add_document (SandboxStore          *self,
                            const SandboxDocument *document)
{
  gint64 values[] = { document->patient, document->kind, document->author, document->created, document->level,
                      document->superseded, document->by_patient, document->replaces, document->language,
                      document->seed };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    sqlite3_bind_int64 (self->insert_document, (int) i + 1, values[i]);
  sandbox_store_run (self, self->insert_document);

  return sqlite3_last_insert_rowid (self->database);
}

void
sandbox_store_add_policy (SandboxStore        *self,
                          const SandboxPolicy *policy)
{
  sqlite3_bind_int64 (self->insert_policy, 1, policy->patient);
  sqlite3_bind_int (self->insert_policy, 2, (int) policy->template);
  bind_text (self->insert_policy, 3, policy->actor);
  sqlite3_bind_int (self->insert_policy, 4, policy->excludes);
  sqlite3_bind_int (self->insert_policy, 5, (int) policy->level);
  bind_text (self->insert_policy, 6, policy->end);
  sandbox_store_run (self, self->insert_policy);
}

SandboxPatient *
sandbox_store_find_by_number (SandboxStore *self,
                              const char   *system,
                              const char   *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (numbers[i].system, system) == 0)
      {
        g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[numbers[i].query]);

        bind_text (statement, 1, value);
        return sqlite3_step (statement) == SQLITE_ROW ? read_patient (statement) : NULL;
      }

  return NULL;
}

gboolean
sandbox_store_knows_system (const char *system)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (numbers[i].system, system) == 0)
      return TRUE;

  return FALSE;
}

SandboxPatient *
sandbox_store_get_patient (SandboxStore *self,
                           gint64        id)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[QUERY_PATIENT]);

  sqlite3_bind_int64 (statement, 1, id);

  return sqlite3_step (statement) == SQLITE_ROW ? read_patient (statement) : NULL;
}

void
sandbox_store_visit_family (SandboxStore         *self,
                            const char           *family,
                            const char           *birth_date,
                            SandboxPatientVisitor visit,
                            gpointer              user_data)
{
  g_autofree char *folded = sandbox_fold (family);

  visit_patients (self, birth_date != NULL ? QUERY_FAMILY_BORN : QUERY_FAMILY, folded, birth_date, visit, user_data);
}

void
sandbox_store_visit_birth_family (SandboxStore         *self,
                                  const char           *family,
                                  SandboxPatientVisitor visit,
                                  gpointer              user_data)
{
  g_autofree char *folded = sandbox_fold (family);

  visit_patients (self, QUERY_BIRTH_FAMILY, folded, NULL, visit, user_data);
}

void
sandbox_store_visit_birth_date (SandboxStore         *self,
                                const char           *birth_date,
                                SandboxPatientVisitor visit,
                                gpointer              user_data)
{
  visit_patients (self, QUERY_BIRTH_DATE, birth_date, NULL, visit, user_data);
}

GPtrArray *
sandbox_store_list_documents (SandboxStore *self,
                              gint64        patient)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[QUERY_DOCUMENTS]);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_document_free);

  sqlite3_bind_int64 (statement, 1, patient);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (documents, read_document (statement));

  return g_steal_pointer (&documents);
}

SandboxDocument *
sandbox_store_get_document (SandboxStore *self,
                            gint64        id)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[QUERY_DOCUMENT]);

  sqlite3_bind_int64 (statement, 1, id);

  return sqlite3_step (statement) == SQLITE_ROW ? read_document (statement) : NULL;
}

void
sandbox_store_set_file (SandboxStore *self,
                        gint64        id,
                        gint64        size,
                        const char   *hash)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, "UPDATE document SET size = ?2, hash = ?3 WHERE id = ?1");

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, size);
  bind_text (statement, 3, hash);
  sandbox_store_run (self, statement);
}

void
sandbox_store_visit_policies (SandboxStore        *self,
                              gint64               patient,
                              SandboxPolicyVisitor visit,
                              gpointer             user_data)
{
  g_autoptr(Statement) statement = sandbox_store_prepare (self, queries[QUERY_POLICIES]);

  sqlite3_bind_int64 (statement, 1, patient);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      SandboxPolicy policy = { sqlite3_column_int64 (statement, 0),
                               (guint) sqlite3_column_int (statement, 1),
                               (const char *) sqlite3_column_text (statement, 2),
                               sqlite3_column_int (statement, 3) != 0,
                               (SandboxLevel) sqlite3_column_int (statement, 4),
                               (const char *) sqlite3_column_text (statement, 5) };

      visit (&policy, user_data);
    }
}

const char *const *
sandbox_store_get_queries (void)
{
  return queries;
}
