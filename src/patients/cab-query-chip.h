#pragma once

#include <adwaita.h>

#include "model-patient-query.h"

G_BEGIN_DECLS

#define CAB_TYPE_QUERY_CHIP (cab_query_chip_get_type ())

/* One part of a search as it was understood, so that nothing is guessed silently. Can be edited in
 * a popover and removed; a part that cannot be used says why.
 *
 * Signals: "edited" (const char *: the new text as it will be sent), "removed". */
G_DECLARE_FINAL_TYPE (CabQueryChip, cab_query_chip, CAB, QUERY_CHIP, AdwBin)

GtkWidget          *cab_query_chip_new      (const ModelQueryPart *part);
ModelQueryPartKind  cab_query_chip_get_kind (CabQueryChip *self);

G_END_DECLS
