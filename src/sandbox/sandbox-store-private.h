#pragma once

#include "sandbox-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* For the files that keep more in the same database. What fails aborts: the database is ours alone. */
typedef sqlite3_stmt Statement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, sqlite3_finalize)

Statement *sandbox_store_prepare (SandboxStore *self, const char *sql);
void       sandbox_store_run     (SandboxStore *self, Statement *statement);
void       sandbox_store_execute (SandboxStore *self, const char *sql);
gint64     sandbox_store_last_id (SandboxStore *self);

G_END_DECLS
