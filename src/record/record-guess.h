#pragma once

#include "model-patient.h"

G_BEGIN_DECLS

/* What a document says about itself, proposed to the person who deposits it. Pure functions of the
 * document's text; any thread. Nothing is decided here: each is shown and can be changed. */
typedef struct
{
  const char *type;       /* (nullable) SNOMED CT code of the national document types. Static */
  const char *language;   /* (nullable) code of the national list, "fr-CH". Static */
  ModelDate   date;       /* of its content; may be unknown */
  char       *title;      /* (nullable) */
} RecordGuess;

void record_guess_clear (RecordGuess *guess);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecordGuess, record_guess_clear)

/* @text: of the first pages, "" for a scan. @own_title: of the file's own information (nullable).
 * @file_name: without its folder. @birth_date: that of the patient is not the document's date. */
RecordGuess record_guess_read (const char      *text,
                               const char      *own_title,
                               const char      *file_name,
                               const ModelDate *birth_date,
                               const ModelDate *today);

/* Signs that a text is about somebody else than @patient. */
typedef enum
{
  RECORD_OTHER_NUMBER     = 1 << 0,   /* it holds an AHVN13, and none of them is hers */
  RECORD_OTHER_BIRTH_DATE = 1 << 1,   /* it names a birth date that is not a relative's, and none is hers */
  RECORD_OTHER_NAME       = 1 << 2,   /* it is long enough to name her, and does not */
  RECORD_OTHER_PERSON     = 1 << 3,   /* the line that says whom it is about names somebody else */
} RecordOther;

/* Quiet where her number stands in it, or, about names, her birth date: people marry and are misspelt. */
RecordOther record_guess_other (const char *text, ModelPatient *patient, const char *ahvn13);   /* @ahvn13 (nullable) */

G_END_DECLS
