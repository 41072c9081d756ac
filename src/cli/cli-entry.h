#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What "vaccinate" is told of an entry, an option each; --disease, which there may be several of, stands apart. */
typedef enum
{
  CLI_ENTRY_KIND,
  CLI_ENTRY_CODE,
  CLI_ENTRY_SCAN,
  CLI_ENTRY_DATE,
  CLI_ENTRY_DOSE,
  CLI_ENTRY_LOT,
  CLI_ENTRY_EXPIRY,
  CLI_ENTRY_ROUTE,
  CLI_ENTRY_SITE,
  CLI_ENTRY_REASON,
  CLI_ENTRY_PERFORMER,
  CLI_ENTRY_END,
  CLI_ENTRY_STATUS,
  CLI_ENTRY_TYPE,
  CLI_ENTRY_CATEGORY,
  CLI_ENTRY_CRITICALITY,
  CLI_ENTRY_SEVERITY,
  CLI_ENTRY_VALUE,
  CLI_ENTRY_UNIT,
  CLI_ENTRY_COMMENT,
  CLI_ENTRY_CONFIDENTIALITY,
  /* Of an entry that is there: its key. */
  CLI_ENTRY_CORRECT,
  CLI_ENTRY_VALIDATE,
  CLI_ENTRY_COMMENT_ON,
  CLI_ENTRY_ANNUL,
  CLI_ENTRY_REFUTE,
  CLI_ENTRY_RESTORE,
  CLI_N_ENTRY,
} CliEntryOption;

/* "performer"; and what it means, and takes, for gettext. */
const char *cli_entry_get_name (CliEntryOption option);
const char *cli_entry_get_help (CliEntryOption option);
const char *cli_entry_get_argument (CliEntryOption option);

G_END_DECLS
