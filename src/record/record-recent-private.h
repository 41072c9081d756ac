#pragma once

#include "model-patient.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* By the first number of both, else by the server's own id. */
gboolean record_recent_is_same (ModelPatient *a, ModelPatient *b);

/* Puts @patient first, once, and keeps a dozen. */
void     record_recent_remember (GListStore *recent, ModelPatient *patient);

G_END_DECLS
