#pragma once

#include "cli-command.h"
#include "record-recommendations.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Asks the expert service that the community names, and waits. NULL with @exit set when there is none, or no answer.
 * (transfer full) (nullable) */
RecordRecommendations *cli_recommendations_ask      (RecordVaccinations    *vaccinations, GCancellable *cancellable, CliExit *exit);
/* What it said, for people, on standard output. */
void                   cli_recommendations_print    (RecordRecommendations *self, gboolean with_spid);
/* … as the member "recommendations" of the object that is open (docs/cli.md). */
void                   cli_json_add_recommendations (JsonBuilder *builder, RecordRecommendations *self, gboolean with_spid);

G_END_DECLS
