#pragma once

#include "cli-options.h"

G_BEGIN_DECLS

/* How cabinet-cli ends; told in --help and docs/cli.md. Scripts rely on the numbers: they never change. */
typedef enum
{
  CLI_EXIT_OK = 0,
  CLI_EXIT_ERROR = 1,
  CLI_EXIT_USAGE = 2,
  CLI_EXIT_NOT_FOUND = 3,      /* no such patient or document */
  CLI_EXIT_AMBIGUOUS = 4,      /* several patients, or more than the community shows */
  CLI_EXIT_REFUSED = 5,        /* access refused, or sign-in needed or failed */
  CLI_EXIT_INTEGRITY = 6,      /* written, but not what its metadata say */
  CLI_EXIT_UNREACHABLE = 7,
  CLI_EXIT_INTERRUPTED = 130,

  /* Of deposit, whose documents are many. */
  CLI_EXIT_SOME_REFUSED = 3,
  CLI_EXIT_SOME_WAITING = 4,
} CliExit;

typedef CliExit (*CliRun) (const CliOptions *options);

typedef struct
{
  const char   *name;
  const char   *arguments;   /* (nullable) not translated: "TEXT…" */
  const char   *summary;     /* for gettext */
  CliOptionSet  options;
  CliRun        run;
} CliCommand;

/* The command that @argv names, run to its end. @argv[0] is the program. */
CliExit cli_command_main (int argc, char *argv[]);

CliExit cli_search_run      (const CliOptions *options);
CliExit cli_documents_run   (const CliOptions *options);
CliExit cli_get_run         (const CliOptions *options);
CliExit cli_vaccinations_run (const CliOptions *options);
CliExit cli_directory_run   (const CliOptions *options);
CliExit cli_credentials_run (const CliOptions *options);
CliExit cli_deposit_run     (const CliOptions *options);
CliExit cli_outbox_run      (const CliOptions *options);
CliExit cli_vaccinate_run   (const CliOptions *options);

G_END_DECLS
