#pragma once

#include "sandbox-store.h"

G_BEGIN_DECLS

/* Fills an empty @store with @n_patients invented people and @n_documents entries, the same for the
 * same @seed everywhere. The first are those of the specification's section 12.2, who are the same
 * for every seed. Each policy of deposit (203, section 7.3) is somebody's: for Franz Muster and most others normal
 * and restricted documents are taken, for Marie Exemple and Claire Muster restricted ones only, for Anna Muster
 * secret ones only. One transaction. */
gboolean sandbox_population_make (SandboxStore *store, guint n_patients, guint n_documents, guint64 seed, GError **error);

/* GS1 modulo 10: @payload with its check digit. (transfer full) */
char    *sandbox_with_check_digit (const char *payload);

G_END_DECLS
