#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of printed records. They are not those of the window: paper is in the language of the patient, whatever the
 * reader's is, and two of them may stand on one page. */
typedef enum
{
  PRINT_WORD_TITLE,
  PRINT_WORD_NOT_OFFICIAL,
  PRINT_WORD_BORN,
  PRINT_WORD_GENDER,
  PRINT_WORD_FEMALE,
  PRINT_WORD_MALE,
  PRINT_WORD_OTHER_GENDER,
  PRINT_WORD_UNKNOWN_GENDER,
  PRINT_WORD_PRINTED,
  PRINT_WORD_SOURCE,
  PRINT_WORD_RECORD,            /* %1: the community */
  PRINT_WORD_COMPLETENESS,
  PRINT_WORD_COMPLETE,
  PRINT_WORD_PARTIAL,
  PRINT_WORD_READ,              /* %1: how many documents */
  PRINT_WORD_UNREAD,            /* %1: how many documents */
  PRINT_WORD_PARTIAL_MARK,
  PRINT_WORD_COPY,              /* %1: a date */
  PRINT_WORD_PAGE,              /* %1 of %2 */
  PRINT_WORD_BASIC,
  PRINT_WORD_OTHER,
  PRINT_WORD_NO_DISEASE,
  PRINT_WORD_BASIC_IMMUNIZATION,
  PRINT_WORD_ALLERGIES,
  PRINT_WORD_ILLNESSES,
  PRINT_WORD_LABORATORY,
  PRINT_WORD_RISKS,
  PRINT_WORD_NOT_COUNTED,
  PRINT_WORD_COMMENTS,
  PRINT_WORD_DISEASE,
  PRINT_WORD_DATE,
  PRINT_WORD_VACCINE,
  PRINT_WORD_DOSE,
  PRINT_WORD_LOT_SITE,
  PRINT_WORD_GIVEN_BY,
  PRINT_WORD_VALIDATION,
  PRINT_WORD_NAME,
  PRINT_WORD_BEGAN,
  PRINT_WORD_ENDED,
  PRINT_WORD_RESULT,
  PRINT_WORD_STATE,
  PRINT_WORD_RECORDED_BY,
  PRINT_WORD_VALIDATED,
  PRINT_WORD_NOT_VALIDATED,
  PRINT_WORD_NOT_VERIFIABLE,
  PRINT_WORD_REFUTED,
  PRINT_WORD_NOT_GIVEN,
  PRINT_WORD_PASSIVE,
  PRINT_WORD_NO_ENTRY,
  PRINT_WORD_TWICE,
  PRINT_WORD_DOUBTFUL,
  PRINT_WORD_EXPLAIN_VALIDATION,
  PRINT_WORD_EMPTY,             /* %1: names of parts */
  PRINT_WORD_PATIENT,
  PRINT_WORD_PAST_ILLNESS,
  PRINT_N_WORDS
} PrintWord;

/* @language: "it" or "it-CH"; English for others than the four. */
const char *print_word          (const char *language,
                                 PrintWord   word);
/* With @first and @second (nullable) in the places of %1 and %2. (transfer full) */
char       *print_word_fill     (const char *language,
                                 PrintWord   word,
                                 const char *first,
                                 const char *second);

/* "fr", "de", "it", "en": the languages that a record can be printed in; NULL-terminated. */
const char *const *print_languages (void);
/* The one of them that @language ("de_CH.UTF-8", nullable) begins with; else "en". */
const char *print_language      (const char *language);
/* The reader's. */
const char *print_language_own  (void);

G_END_DECLS
