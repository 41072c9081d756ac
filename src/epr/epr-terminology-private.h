#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EPR_TERMINOLOGY_LANGUAGES 4

/* A file of value sets, read (epr-terminology-read.c). Strings are the table's. */
typedef struct
{
  const char *system;
  const char *code;
  const char *names[EPR_TERMINOLOGY_LANGUAGES]; /* French, German, Italian, English */
} EprTerm;

typedef struct
{
  char       *text;  /* (owned) what everything points into */
  GHashTable *sets;  /* (owned) name → GPtrArray of EprTerm */
  GHashTable *rows;  /* (owned) "system|code" → EprTerm (borrowed) */
  GHashTable *codes; /* (owned) code → EprTerm (borrowed) */
  GHashTable *pairs; /* (owned) set of "class|type" */
  GHashTable *lists; /* (owned) "set|code" → strv of the codes that belong to it */
} EprTerminology;

/* Any bytes. G_IO_ERROR_INVALID_DATA, with the line, when they are not such a file, or when a set is missing
 * without which no document could be deposited. (transfer full) */
EprTerminology *epr_terminology_read (GBytes *bytes, GError **error);
/* The same for the value sets of vaccination, without which nothing of them could be entered. (transfer full) */
EprTerminology *epr_terminology_read_vaccination (GBytes *bytes, GError **error);
void            epr_terminology_free (EprTerminology *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprTerminology, epr_terminology_free)

/* "cabinet/terminology/value-sets.tsv" of the first data directory that has a good one, the person's
 * own first, so that lists can be renewed between two versions; else the built-in ones. */
EprTerminology *epr_terminology_load (void);
/* The same with "vaccination.tsv". */
EprTerminology *epr_terminology_load_vaccination (void);

/* The language of the reader, as a place in the names of an EprTerm. */
guint           epr_terminology_language    (void);
/* @language: "it", "it-CH"; the reader's for NULL and for others than the four. */
guint           epr_terminology_language_of (const char *language);

G_END_DECLS
