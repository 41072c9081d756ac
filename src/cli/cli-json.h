#pragma once

#include "model-document.h"
#include "model-patient.h"
#include "record-deposit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One JSON object on standard output, with "patients" or "documents" and "warnings". Its members are
 * named as in FHIR and documented in docs/cli.md. */

/* The texts of @issues (element-type ModelIssue). (transfer full) (element-type utf8) */
GPtrArray *cli_warnings_new         (GListModel *issues);

void       cli_json_print_patients  (GListModel *patients, GPtrArray *warnings, gboolean with_spid);
/* @documents: (element-type ModelDocument); @output: (nullable) where the only one was written;
 * @integrity: (nullable) how it compares to its metadata. */
void       cli_json_print_documents (GPtrArray *documents, GPtrArray *warnings, const char *output, const char *integrity, gboolean with_spid);

/* What became of the documents of a run: (element-type CliOutcome). */
void       cli_json_print_outcomes  (GPtrArray *outcomes, gboolean with_spid);
/* What waits: (element-type RecordDeposit). @patients: whose they are, and their titles, too. */
void       cli_json_print_deposits  (GPtrArray *deposits, gboolean patients);

G_END_DECLS
