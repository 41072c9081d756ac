#pragma once

#include "cli-entry.h"
#include "cli-item.h"

G_BEGIN_DECLS

/* Which groups of options a command takes. */
typedef enum
{
  CLI_OPTIONS_COMMUNITY = 1 << 0,   /* --training, --community, --as */
  CLI_OPTIONS_PATIENT = 1 << 1,     /* --patient */
  CLI_OPTIONS_JSON = 1 << 2,        /* --json, --with-spid */
  CLI_OPTIONS_OUTPUT = 1 << 3,      /* --output, --force */
  CLI_OPTIONS_SECRETS = 1 << 4,     /* --community, --client-secret, --signing-key, --identity-provider, --technical, --expert-service */
  CLI_OPTIONS_UNATTENDED = 1 << 5,  /* --client-secret-file, --signing-key-file, --outbox-key-file, --person */
  CLI_OPTIONS_DEPOSIT = 1 << 6,     /* --report and all that says what is deposited and when */
  CLI_OPTIONS_OUTBOX = 1 << 7,      /* --json, --patients */
  CLI_OPTIONS_EXPERT = 1 << 8,      /* --recommendations */
  CLI_OPTIONS_COPIES = 1 << 9,      /* --pdf, --language, --export, --force */
  CLI_OPTIONS_DIRECTORY = 1 << 10,  /* --gln, --organizations, --json */
  CLI_OPTIONS_ENTRY = 1 << 11,      /* an entry of the vaccination record */
} CliOptionSet;

/* What stood on the command line. All text is valid UTF-8 but for paths. */
typedef struct
{
  gboolean   training;
  char      *community;         /* (owned) (nullable) path */
  char      *as;                /* (owned) (nullable) GLN */
  char      *patient;           /* (owned) (nullable) */
  gboolean   json;
  gboolean   with_spid;
  char      *output;            /* (owned) (nullable) path, or "-" */
  gboolean   force;
  gboolean   client_secret;
  char      *signing_key;       /* (owned) (nullable) path */
  gboolean   identity_provider;
  gboolean   technical;
  gboolean   expert_service;
  gboolean   recommendations;
  CliOptionSet set;
  char      *client_secret_file;  /* (owned) (nullable) path, as are the next two */
  char      *signing_key_file;
  char      *outbox_key_file;
  gboolean   person;
  char      *columns[CLI_N_COLUMNS]; /* (owned) (nullable) for what the input leaves open */
  char      *report;            /* (owned) (nullable) path */
  int        parallel;
  char      *not_before;        /* (owned) (nullable) "7d" */
  char      *not_before_from;   /* (owned) (nullable) "date", "now" */
  gboolean   dry_run;
  gboolean   resume;
  gboolean   check_content;
  gboolean   raise;
  gboolean   patients;
  char      *pdf;               /* (owned) (nullable) path, or "-" */
  char      *export;            /* (owned) (nullable) path, or "-" */
  char      *language;          /* (owned) (nullable) "it" */
  char      *gln;               /* (owned) (nullable) */
  gboolean   organizations;
  char      *entry[CLI_N_ENTRY]; /* (owned) (nullable) */
  char     **diseases;          /* (owned) (nullable) */
  char     **arguments;         /* (owned) what is no option; never NULL */
} CliOptions;

/* @argv[0] is the command's name, for its help. --help prints and ends the program. G_OPTION_ERROR. */
CliOptions *cli_options_parse (CliOptionSet   set,
                               const char    *arguments,   /* (nullable) */
                               const char    *summary,
                               char         **argv,        /* NULL-terminated */
                               GError       **error);
void        cli_options_free  (CliOptions    *self);

/* What a person typed for @text: itself, or for "-" the first line of standard input, which neither the
 * list of processes nor the shell's history shows. (transfer full) */
char       *cli_options_dup_text (const char *text, GError **error);

/* "Exit status:" and a line each, of a command that takes @set. (transfer full) */
char       *cli_options_dup_exit_help (CliOptionSet set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOptions, cli_options_free)

G_END_DECLS
