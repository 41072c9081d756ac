#pragma once

#include "cli-connection.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* What is wrong with --pdf, --export and --language; NULL: nothing. */
const char *cli_copies_find_fault (const CliOptions       *options);
/* Whether the files can be written at all, before anything is asked for. */
CliExit     cli_copies_check      (const CliOptions       *options);
/* The copies of @record that were asked for, each into its file. */
CliExit     cli_copies_write      (CliConnection          *connection,
                                   RecordPatientContext   *context,
                                   ModelVaccinationRecord *record,
                                   const CliOptions       *options);

G_END_DECLS
