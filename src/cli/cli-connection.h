#pragma once

#include "cli-command.h"
#include "record-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* From the command line to a session that is signed in. Everything waits by turning the main loop;
 * Ctrl+C and SIGTERM cancel what runs. What goes wrong is said here: callers only pass the exit on. */
typedef struct _CliConnection CliConnection;

CliConnection        *cli_connection_open            (const CliOptions *options, CliExit *exit);
void                  cli_connection_close           (CliConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliConnection, cli_connection_close)

/* For calls that a command makes itself. (transfer none) */
GCancellable         *cli_connection_get_cancellable (CliConnection *self);

/* (transfer none) */
RecordSession        *cli_connection_get_session     (CliConnection *self);

/* @text ("-": a line of standard input) as a query. A text with a number or date that cannot be right is
 * refused before anything is sent: without it more would be found than was looked for (R-PDQ-5).
 * (transfer full) */
ModelPatientQuery    *cli_understand                 (const char *text, CliExit *exit);

/* (transfer full) */
RecordMatch          *cli_connection_search          (CliConnection *self, ModelPatientQuery *query, CliExit *exit);

/* The one patient whom @query means. Several, or one who only resembles, is CLI_EXIT_AMBIGUOUS with the list: never a guess
 * (R-PDQ-16). (transfer full) */
ModelPatient         *cli_connection_find_patient    (CliConnection *self, ModelPatientQuery *query, const CliOptions *options, CliExit *exit);

/* Opens the one patient whom @query means and waits for all of her documents. Several, or one who only
 * resembles, is CLI_EXIT_AMBIGUOUS with the list: never a guess (R-PDQ-16). (transfer none) */
RecordPatientContext *cli_connection_open_patient    (CliConnection *self, ModelPatientQuery *query, const CliOptions *options, CliExit *exit);

/* A GAsyncReadyCallback; @user_data: a GAsyncResult pointer, NULL before. */
void                  cli_keep_result_cb             (GObject *object, GAsyncResult *result, gpointer user_data);
/* Turns the main loop until @result is there. */
void                  cli_wait                       (GAsyncResult **result);

G_END_DECLS
