#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which groups of options a command takes. */
typedef enum
{
  CLI_OPTIONS_COMMUNITY = 1 << 0,   /* --training, --community, --as */
  CLI_OPTIONS_PATIENT = 1 << 1,     /* --patient */
  CLI_OPTIONS_JSON = 1 << 2,        /* --json, --with-spid */
  CLI_OPTIONS_OUTPUT = 1 << 3,      /* --output, --force */
  CLI_OPTIONS_SECRETS = 1 << 4,     /* --community, --client-secret, --signing-key, --identity-provider, --technical */
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

/* "Exit status:" and a line each. (transfer full) */
char       *cli_options_dup_exit_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOptions, cli_options_free)

G_END_DECLS
