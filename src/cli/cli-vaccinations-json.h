#pragma once

#include "model-vaccination-record.h"
#include "record-recommendations.h"

G_BEGIN_DECLS

/* The record as one JSON object on standard output; its members are documented in docs/cli.md.
 * @warnings: (element-type utf8). @recommendations: (nullable) what an expert service said of it. */
void cli_json_print_vaccinations (ModelVaccinationRecord *record,
                                  GPtrArray              *warnings,
                                  RecordRecommendations  *recommendations,
                                  gboolean                with_spid);

/* By what an entry is known to scripts. (transfer full) */
char *cli_vaccinations_dup_key   (ModelRecordLine *line);

G_END_DECLS
