#pragma once

#include "cli-command.h"
#include "model-identifier.h"
#include "model-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CLI_ERROR (cli_error_quark ())
GQuark cli_error_quark (void);

/* Errors of this room; the message is the sentence for the person. What she typed is a G_OPTION_ERROR. */
typedef enum
{
  CLI_ERROR_FILE,     /* a file that cannot be read or written */
  CLI_ERROR_PATIENT,  /* it is not certain who is meant */
  CLI_ERROR_CONTENT,  /* the document speaks against its deposit */
} CliError;

/* Messages go to standard error, results to standard output. */

/* @message and where help is; CLI_EXIT_USAGE. */
CliExit cli_usage        (const char   *message);

/* What went wrong, with its details; the exit status that tells scripts. Nothing is printed for
 * G_IO_ERROR_CANCELLED. */
CliExit cli_fail         (const GError *error);
CliExit cli_fail_problem (ModelProblem *problem);

/* A line on standard error. */
void    cli_say          (const char   *message);

/* Foreign text made fit for a terminal or a script: no control characters, and without @with_spid no
 * EPR-SPID (R-ID-3). (transfer full) */
char   *cli_clean        (const char   *text, gboolean with_spid);

/* Whether @identifier is the EPR-SPID, by its system or its form. */
gboolean cli_is_spid     (ModelIdentifier *identifier);

/* Columns, as wide as they must be. @rows: (element-type GStrv), all of @n_columns; cleaned here. */
void    cli_print_table  (GPtrArray    *rows, guint n_columns, gboolean with_spid);

/* @bytes at @path, with mode 0600, whole or not at all; "-" is standard output. Without @force an
 * existing file is CLI_ERROR_FILE. */
gboolean cli_write       (const char   *path, GBytes *bytes, gboolean force, GError **error);
/* Whether cli_write() could be refused for what is at @path now: asked before any work is done. */
gboolean cli_check_path  (const char   *path, gboolean force, GError **error);

G_END_DECLS
