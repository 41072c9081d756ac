#pragma once

#include "sandbox-store.h"

G_BEGIN_DECLS

/* The patients of the table of vaccinations (sandbox-vaccines.h), whom any population has beside its own, with their
 * documents and policies. They trust Dr. Musterarzt by name with what is restricted, and the practice, the hospital of
 * Deux-Rives and the Cabinet du Modèle as groups with what is normal.
 *
 * @number gives a patient the numbers that belong to a position. */
void sandbox_vaccine_record_write (SandboxStore *store, void (*number) (SandboxPatient *patient, guint position));

G_END_DECLS
