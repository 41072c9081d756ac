#pragma once

#include "cli-connection.h"
#include "record-entry-draft.h"

G_BEGIN_DECLS

/* What the options say, into @draft; who has a GLN the directory is asked. G_OPTION_ERROR names the option and what is wrong
 * with it, also when something that is required is missing; other errors are those of the directory. */
gboolean          cli_entry_fill      (RecordEntryDraft *draft,
                                       const CliOptions *options,
                                       CliConnection    *connection,
                                       GError          **error);
/* The kind of a new entry. FALSE: there is none of this name. */
gboolean          cli_entry_read_kind (const char        *text,   /* (nullable): a vaccination */
                                       ModelClinicalKind *kind);
/* Sentences about what can stand but should be looked at. (transfer full) (element-type utf8) */
GPtrArray        *cli_entry_warnings  (RecordEntryDraft *draft);

G_END_DECLS
