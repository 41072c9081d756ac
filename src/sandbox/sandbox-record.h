#pragma once

#include "sandbox-random.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

/* The records that are written and not drawn: those of the first three patients. */
gboolean sandbox_record_is_written (guint position);
/* Adds documents and policies of the patient at @position; returns how many documents. */
guint    sandbox_record_write      (SandboxStore *store, guint position, const SandboxPatient *patient);

/* A time in the working hours of the last fourteen years, in seconds since 1970. */
gint64   sandbox_record_draw_time  (SandboxRandom *random);

G_END_DECLS
