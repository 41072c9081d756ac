#pragma once

#include "model-gs1.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* Words of the pane, in the reader's language. Pure; any thread. */

/* What a line is beside its newest version, in words and as a symbol (R-VAC-102, R-VAC-103). */
typedef struct
{
  const char *words;       /* borrowed, never NULL */
  const char *icon;        /* borrowed */
  const char *explanation; /* borrowed, a sentence, never NULL */
  gboolean    doubtful;    /* somebody has to look at it */
} VaccinationState;

/* Whether a professional stands behind @version. */
VaccinationState vaccination_words_for_validation (ModelEntryVersion *version);
/* What has happened to @line, without what is doubtful about it. */
VaccinationState vaccination_words_for_life       (ModelRecordLine   *line);
/* One bit of the marks of a line, in words. */
VaccinationState vaccination_words_for_mark       (ModelLineMarks     mark);
/* What is to be asked about a pregnancy that has no end (R-VAC-111). */
VaccinationState vaccination_words_for_pregnancy  (void);

/* "Vaccination", "Past illness" … Borrowed. */
const char      *vaccination_words_for_kind       (ModelClinicalKind  kind);
/* Why the code of a pack could not be read, in a sentence; "" when it could. Borrowed. */
const char      *vaccination_words_for_scan       (ModelGs1Fault      fault);
/* Who provided a document, after the registry (R-VAC-88): "HCP" is "a professional". Borrowed. */
const char      *vaccination_words_for_role       (const char        *role);        /* (nullable) */
/* A person or institution; the patient is not named again. "" for none. (transfer full) */
char            *vaccination_words_for_actor      (ModelActor        *actor);       /* (nullable) */
/* @actors of ModelActor, one after the other. "" for none. (transfer full) */
char            *vaccination_words_for_actors     (GPtrArray         *actors);      /* (nullable) */
/* The date, or what was written where none could be read. "" for none. (transfer full) */
char            *vaccination_words_for_date       (const ModelDate   *date,
                                                   const char        *text);        /* (nullable) */
/* The same with the age then: "12.11.2026 (31 years)". (transfer full) */
char            *vaccination_words_for_age        (const ModelDate   *date,
                                                   const char        *text,         /* (nullable) */
                                                   const ModelDate   *birth);
/* @codings of ModelCoding, one after the other. (transfer full) */
char            *vaccination_words_for_codings    (GPtrArray         *codings);     /* (nullable) */

G_END_DECLS
