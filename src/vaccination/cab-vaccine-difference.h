#pragma once

#include <gtk/gtk.h>

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* What was, what somebody else made of it meanwhile, and what it would have become, fact by fact, where they differ
 * (R-VAC-64). @mine: nullable, where nothing was to be changed. (transfer floating) */
GtkWidget *cab_vaccine_difference_new (ModelClinicalEntry *before,
                                       ModelClinicalEntry *theirs,
                                       ModelClinicalEntry *mine);

G_END_DECLS
