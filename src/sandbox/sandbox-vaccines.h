#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The invented vaccination records, one of every sort: data/sandbox/vaccinations.txt, which tells its own form. Read
 * once, when first asked for; any thread; everything is borrowed and stays. A mistake in the table is one of ours and
 * aborts. */

/* A code and what it is against. */
typedef struct
{
  const char *system;
  const char *code;
  const char *display;
  GStrv       diseases;   /* codes of SNOMED CT; may be empty */
} SandboxVaccineCode;

typedef struct
{
  const char *family, *given, *birth_date, *gender, *language, *line, *postal, *city;
} SandboxVaccinePatient;

typedef struct
{
  const SandboxVaccinePatient *patient;
  const char                  *key;
  const char                  *time;      /* 2024-05-06T09:10:00+02:00 */
  GHashTable                  *values;    /* name → text */
  GPtrArray                   *entries;   /* (element-type SandboxVaccineEntry) */
} SandboxVaccineDocument;

typedef struct
{
  const SandboxVaccineDocument *document;
  const char                   *kind;     /* "vaccine", "basic", "allergy", "illness", "risk", "serology" */
  const char                   *key;      /* what a later entry refers to */
  const SandboxVaccineCode     *code;     /* (nullable) */
  GHashTable                   *values;   /* name → text */
  GPtrArray                    *notes;    /* (element-type utf8) "who|when|what", who and when may be empty */
} SandboxVaccineEntry;

guint                         sandbox_vaccines_n_documents  (void);
const SandboxVaccineDocument *sandbox_vaccines_document     (guint index);
/* The one that holds the entry @key of @patient; NULL when none does. The first, when it is in several. */
const SandboxVaccineDocument *sandbox_vaccines_find         (const SandboxVaccinePatient *patient, const char *key);
/* NULL for a name that the table does not have. */
const SandboxVaccineCode     *sandbox_vaccines_code         (const char *name);

/* NULL when it is not said. */
const char                   *sandbox_vaccine_document_get  (const SandboxVaccineDocument *document, const char *name);
const char                   *sandbox_vaccine_entry_get     (const SandboxVaccineEntry *entry, const char *name);
/* Whether @word is among the comma-separated words of "forms" of the document: how old or how wrong it is written. */
gboolean                      sandbox_vaccine_document_has_form (const SandboxVaccineDocument *document, const char *word);

G_END_DECLS
