#pragma once

#include "cli-batch.h"
#include "cli-patients.h"
#include "record-draft.h"
#include "render-service.h"

G_BEGIN_DECLS

/* Shared by the whole (cli-batch.c) and the way of one document (cli-job.c). */
struct _CliBatch
{
  RecordSession    *session;      /* (owned) */
  RecordOutbox     *outbox;       /* (owned) */
  CliReport        *report;       /* borrowed */
  const CliOptions *options;      /* borrowed */
  GCancellable     *cancellable;  /* borrowed */
  gint64            span;
  CliPatients      *patients;     /* (owned) */
  RenderService    *renderers;    /* (owned) (nullable) PDFs are not looked at without */
  GHashTable       *known;        /* (owned) patient → hashes of her documents, where they may be read */
  GHashTable       *input;        /* (owned) keys of the items */
  GHashTable       *told;         /* (owned) … of those of which something is told */
  GHashTable       *done;         /* (owned) patient and hash of what this run deposited */

  GPtrArray        *jobs;         /* (owned) of CliJob: under way */
  GPtrArray        *outcomes;     /* (owned) of CliOutcome */
  guint             counts[CLI_N_STATES];
  guint             n_items;
  guint             n_told;       /* of the items */
  guint             next;
  CliExit           exit;         /* not OK: something is in the way of all */
  gboolean          stopping;     /* nothing new is begun */
};

/* One document under way. */
typedef struct
{
  CliBatch      *batch;
  const CliItem *item;        /* (nullable): an earlier run's */
  char          *file;        /* (owned) (nullable) */
  char          *patient_text; /* (owned) (nullable) */
  char          *unique_id;   /* (owned) (nullable) */
  ModelPatient  *patient;     /* (owned) (nullable) */
  RecordBody    *body;        /* (owned) (nullable) */
  RecordDraft   *draft;       /* (owned) (nullable) */
  char          *hash;        /* (owned) (nullable) */
  RecordDeposit *deposit;     /* (owned) (nullable) */
  gulong         handler;
  gboolean       counts;      /* one of the items, or what an earlier run made of one; without items, each */
  gboolean       asked_again;
} CliJob;

void cli_job_free  (CliJob *self);

/* From the file to the outbox, and on. */
void cli_job_begin (CliBatch *batch, const CliItem *item);
/* A deposit that is in the outbox. */
void cli_job_adopt (CliBatch *batch, RecordDeposit *deposit);
/* The job that has @deposit. (nullable) */
CliJob *cli_job_find (CliBatch *batch, RecordDeposit *deposit);
/* Lets go of what is in the outbox: it stays there. */
void cli_job_leave (CliJob *self);

/* @self is over, and freed. @state NONE: nothing is known, and nothing written. */
void cli_batch_end (CliBatch *self, CliJob *job, CliState state, const char *reason);
/* Something that is in the way of all; said once. */
void cli_batch_fail (CliBatch *self, const GError *error);
void cli_batch_fail_problem (CliBatch *self, ModelProblem *problem);   /* (nullable) */

G_END_DECLS
