#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A run of the real program. */
typedef struct
{
  int     status;     /* exit status */
  GBytes *bytes;      /* standard output */
  char   *out;        /* the same as text */
  char   *err;        /* standard error */
} CliOutput;

void       cli_output_free (CliOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOutput, cli_output_free)

/* argv[1] and [2] of the test: cabinet-cli and cabinet-sandbox. */
void       cli_test_init   (int *argc, char ***argv);

/* Runs cabinet-cli with @arguments (ends with NULL), @input (nullable) on its standard input. Each run
 * must leave no token, key or client secret in either output. */
CliOutput *cli_run         (const char *input, const char *argument, ...) G_GNUC_NULL_TERMINATED;

/* The same on a training community that all tests of the program share. */
CliOutput *cli_run_shared  (const char *input, const char *command, ...) G_GNUC_NULL_TERMINATED;

/* The shared community as a real one is described, and a key for the outbox: what waits outlives a run.
 * (transfer none) */
const char *cli_test_community (void);
const char *cli_test_outbox_key (void);
/* cabinet-cli with @arguments, running; its standard error is dropped. (transfer full) */
GSubprocess *cli_spawn     (const char *argument, ...) G_GNUC_NULL_TERMINATED;
/* How often @text stands in what the shared community was asked since the last reset of its faults. */
guint      cli_test_count  (const char *text);

/* An environment variable for the runs that follow; NULL: none. */
void       cli_test_setenv (const char *name, const char *text);

/* Told to stop by @signal while the shared community keeps it waiting for an answer. */
CliOutput *cli_run_interrupted (int signal, const char *command, const char *argument);

/* Sets faults of the shared community ("{\"hash\":\"wrong\"}"); NULL: as at the start. */
void       cli_test_faults (const char *json);
void       cli_test_stop   (void);

/* Standard output of @output as JSON: the array @name of its one object. (transfer full) */
JsonArray *cli_output_dup_array (CliOutput *output, const char *name);

/* Every file below the home and XDG directories, one a line. */
char      *cli_test_list_home (void);
/* A new empty directory below /tmp; freed by the caller, its files too. */
char      *cli_test_dir    (void);
void       cli_test_remove_dir (char *dir);

G_END_DECLS
