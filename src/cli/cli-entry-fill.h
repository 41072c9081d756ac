#pragma once

#include "cli-options.h"
#include "record-entry-draft.h"
#include "record-session.h"

G_BEGIN_DECLS

/* What the options say, into @draft. G_OPTION_ERROR names the option and what is wrong with it; also when something that
 * is required is missing. */
gboolean          cli_entry_fill      (RecordEntryDraft *draft,
                                       const CliOptions *options,
                                       RecordSession    *session,
                                       GError          **error);
/* The kind of a new entry. FALSE: there is none of this name. */
gboolean          cli_entry_read_kind (const char        *text,   /* (nullable): a vaccination */
                                       ModelClinicalKind *kind);
/* Sentences about what can stand but should be looked at. (transfer full) (element-type utf8) */
GPtrArray        *cli_entry_warnings  (RecordEntryDraft *draft);

G_END_DECLS
