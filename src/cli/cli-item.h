#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is told of a document that is to be deposited: columns of a list, members of a sidecar, options. */
typedef enum
{
  CLI_COLUMN_FILE,
  CLI_COLUMN_PATIENT,
  CLI_COLUMN_FAMILY,
  CLI_COLUMN_GIVEN,
  CLI_COLUMN_BIRTHDATE,
  CLI_COLUMN_TYPE,
  CLI_COLUMN_CLASS,
  CLI_COLUMN_DATE,
  CLI_COLUMN_TITLE,
  CLI_COLUMN_LANGUAGE,
  CLI_COLUMN_CONFIDENTIALITY,
  CLI_COLUMN_FACILITY,
  CLI_COLUMN_SETTING,
  CLI_COLUMN_AUTHOR_FAMILY,
  CLI_COLUMN_AUTHOR_GIVEN,
  CLI_COLUMN_AUTHOR_GLN,
  CLI_COLUMN_SPECIALTY,
  CLI_COLUMN_EVENT,
  CLI_COLUMN_FORMAT,
  CLI_COLUMN_COMMENT,
  CLI_COLUMN_REPLACES,
  CLI_N_COLUMNS,
} CliColumn;

/* "author-family"; also the name of its option. */
const char *cli_column_get_name (CliColumn   column);
/* What it is, for gettext. */
const char *cli_column_get_help (CliColumn   column);
gboolean    cli_column_find     (const char *name, CliColumn *column);

/* One document to be deposited, as it was asked for. */
typedef struct
{
  char *file;                   /* (owned) as the input names it */
  char *path;                   /* (owned) where it is */
  char *patient;                /* (owned) whose it is, as the input says it */
  guint line;                   /* of the list; 0: there is none */
  char *values[CLI_N_COLUMNS];  /* (owned) (nullable) */
  char *fault;                  /* (owned) (nullable) why it cannot be deposited, a sentence */
} CliItem;

CliItem *cli_item_new  (const char *file, const char *path, guint line);
void     cli_item_free (CliItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliItem, cli_item_free)

/* What tells it apart from the others of an input. (transfer full) */
char    *cli_item_dup_key (const char *file, const char *patient);

/* Keeps the first. (transfer full) @fault */
void     cli_item_take_fault (CliItem *self, char *fault);

/* The documents that @path means: a folder, each of its files; or a list (cli-csv.h) with a column "file", whose
 * names are relative to its folder. What is wrong with one document is its fault; what is wrong with the whole
 * is CLI_ERROR_FILE. @defaults: for each column (nullable), for what the input leaves open. @except: a file of
 * the folder that is no document (nullable). (transfer full) (element-type CliItem) */
GPtrArray *cli_items_read (const char *path, char *const *defaults, const char *except, GError **error);

G_END_DECLS
