#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of each document: a CSV file of its own, with the columns file, patient, state, uniqueId, reason
 * and time, and of a patient what the input said and no more. While a run goes on, lines are added, and the
 * last about a document counts; cli_report_finish() leaves one for each. The next run goes on from it. Main
 * thread. */
typedef struct _CliReport CliReport;

/* The words in the column "state". */
typedef enum
{
  CLI_STATE_NONE,             /* no line yet */
  CLI_STATE_WAITING,          /* "waiting": safe, or with its number given out; to be sent */
  CLI_STATE_DEPOSITED,        /* "deposited" */
  CLI_STATE_ALREADY_THERE,    /* "already-there" */
  CLI_STATE_REFUSED,          /* "refused": the reason says why */
  CLI_STATE_READY,            /* "ready": checked only; never in a report */
  CLI_N_STATES,
} CliState;

const char *cli_state_get_word (CliState state);

typedef struct
{
  const char *file;
  const char *patient;
  const char *unique_id;   /* (nullable) */
  const char *reason;      /* (nullable) */
  CliState    state;
} CliReportLine;

/* Takes up the file at @path, or begins it, readable for its owner alone. One that is no report, or that
 * another run has open, is CLI_ERROR_FILE. NULL: nothing is kept. */
CliReport           *cli_report_open       (const char *path, GError **error);   /* (nullable) path */
void                 cli_report_free       (CliReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliReport, cli_report_free)

/* The line that counts. Borrowed until the next cli_report_add(). (nullable) */
const CliReportLine *cli_report_find       (CliReport *self, const char *file, const char *patient);
const CliReportLine *cli_report_find_by_id (CliReport *self, const char *unique_id);

/* Adds a line; it outlives the program at once, a power failure after cli_report_sync_async(). */
gboolean             cli_report_add        (CliReport *self, const CliReportLine *line, GError **error);
/* Completes when all lines added so far are on the disk: one fsync for however many wait. */
void                 cli_report_sync_async  (CliReport *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean             cli_report_sync_finish (CliReport *self, GAsyncResult *result, GError **error);

/* One line for each document, in the order of their first ones. */
gboolean             cli_report_finish     (CliReport *self, GError **error);

G_END_DECLS
