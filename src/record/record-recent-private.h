#pragma once

#include "model-patient.h"

#include <gio/gio.h>

G_BEGIN_DECLS


/* Puts @patient first, once, and keeps a dozen. */
void     record_recent_remember (GListStore *recent, ModelPatient *patient);

G_END_DECLS
