/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-entry.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name, *help, *argument;
} table[CLI_N_ENTRY] = {
  [CLI_ENTRY_KIND] = { "kind", N_("What it is: vaccination (as without it), basic, allergy, illness, problem, serology"), N_("KIND") },
  [CLI_ENTRY_CODE] = { "code", N_("Vaccine, illness, test …: code, whole name, or the number of a pack"), N_("TEXT") },
  [CLI_ENTRY_SCAN] = { "scan", N_("The DataMatrix of the pack, as a scanner types it; “-” reads it from standard input"), N_("TEXT") },
  [CLI_ENTRY_DATE] = { "date", N_("Given, begun or measured: 2026-11-14, 14.11.2026, 11.2026 or 2026"), N_("DATE") },
  [CLI_ENTRY_DOSE] = { "dose", N_("Which dose of the series, from 1"), N_("N") },
  [CLI_ENTRY_LOT] = { "lot", N_("Lot"), N_("TEXT") },
  [CLI_ENTRY_EXPIRY] = { "expiry", N_("Expiry date of the pack"), N_("DATE") },
  [CLI_ENTRY_ROUTE] = { "route", N_("Route: code or whole name"), N_("TEXT") },
  [CLI_ENTRY_SITE] = { "site", N_("Place on the body: code or whole name"), N_("TEXT") },
  [CLI_ENTRY_REASON] = { "reason", N_("Why: code or whole name; with --annul and --refute in words"), N_("TEXT") },
  [CLI_ENTRY_PERFORMER] = { "performer", N_("Who gave or measured it: GLN, name, both, or “self”"), N_("TEXT") },
  [CLI_ENTRY_END] = { "end", N_("When it ended"), N_("DATE") },
  [CLI_ENTRY_STATUS] = { "status", N_("active, inactive, resolved …"), N_("TEXT") },
  [CLI_ENTRY_TYPE] = { "type", N_("Of an allergy: allergy, intolerance"), N_("TEXT") },
  [CLI_ENTRY_CATEGORY] = { "category", N_("Of an allergy: food, medication, environment, biologic"), N_("TEXT") },
  [CLI_ENTRY_CRITICALITY] = { "criticality", N_("Of an allergy: low, high, unable-to-assess"), N_("TEXT") },
  [CLI_ENTRY_SEVERITY] = { "severity", N_("Of an illness or problem: code or whole name"), N_("TEXT") },
  [CLI_ENTRY_VALUE] = { "value", N_("Result of a test: “120”, “< 10”, “positive”"), N_("TEXT") },
  [CLI_ENTRY_UNIT] = { "unit", N_("Its unit: [iU]/L (as without it: the usual one)"), N_("TEXT") },
  [CLI_ENTRY_COMMENT] = { "comment", N_("A note"), N_("TEXT") },
  [CLI_ENTRY_CONFIDENTIALITY] = { "confidentiality", N_("normal (as without it), or restricted; of a change: as the document before"), N_("LEVEL") },
  [CLI_ENTRY_CORRECT] = { "correct", N_("Correct this entry of the record: what is said is new, all else stays"), N_("KEY") },
  [CLI_ENTRY_VALIDATE] = { "validate", N_("Stand behind this entry as a professional"), N_("KEY") },
  [CLI_ENTRY_COMMENT_ON] = { "comment-on", N_("Add the --comment to this entry"), N_("KEY") },
  [CLI_ENTRY_ANNUL] = { "annul", N_("Delete this entry; --reason says why"), N_("KEY") },
  [CLI_ENTRY_REFUTE] = { "refute", N_("Do not stand behind this entry; --reason says why"), N_("KEY") },
  [CLI_ENTRY_RESTORE] = { "restore", N_("Undo the deletion of this entry"), N_("KEY") },
};

const char *
cli_entry_get_name (CliEntryOption option)
{
  return table[option].name;
}

const char *
cli_entry_get_help (CliEntryOption option)
{
  return table[option].help;
}

const char *
cli_entry_get_argument (CliEntryOption option)
{
  return table[option].argument;
}
