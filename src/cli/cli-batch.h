#pragma once

#include "cli-connection.h"
#include "cli-item.h"
#include "cli-report.h"

G_BEGIN_DECLS

/* Many documents on their way into records: some at a time from the file to the outbox, and from there as it
 * sends them. Each is told apart by its number, which is in the report before the first byte is sent: after any
 * end of the program it is taken up where it was, and the server knows it again. Main thread. */
typedef struct _CliBatch CliBatch;

/* What became of one. */
typedef struct
{
  char    *file;        /* (owned) (nullable) of an earlier run whose report is another one */
  char    *patient;     /* (owned) (nullable) */
  char    *unique_id;   /* (owned) (nullable) */
  char    *reason;      /* (owned) (nullable) */
  CliState state;
} CliOutcome;

/* @span: seconds of a publication rule, 0: none. */
CliBatch     *cli_batch_new          (CliConnection    *connection,
                                      CliReport        *report,
                                      const CliOptions *options,
                                      gint64            span);
void          cli_batch_free         (CliBatch         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatch, cli_batch_free)

/* Turns the main loop until all are done, refused or can only wait, what an earlier run left included; or until
 * something is in the way of all, which is said here: anything but OK. @items: (nullable) (element-type CliItem) */
CliExit       cli_batch_run          (CliBatch *self, GPtrArray *items);

/* (transfer none) (element-type CliOutcome) in the order in which it was known. */
GPtrArray    *cli_batch_get_outcomes (CliBatch *self);
guint         cli_batch_count        (CliBatch *self, CliState state);
/* How many of the items nothing is told of: they were not begun, or given up with all others. */
guint         cli_batch_get_n_left   (CliBatch *self);

G_END_DECLS
