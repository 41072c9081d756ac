#pragma once

#include "model-patient.h"

G_BEGIN_DECLS

/* How a patient is written, the same in rows, cards and banner. */

/* "♀", "♂", "⚥"; "" when unknown. Never alone: beside it stands a word for screen readers. */
const char *cab_patient_words_sex_sign      (ModelPatient *patient);

/* "31 years", "14 months" below two years; "" when the birth date is not known to the day.
 * (transfer full) */
char       *cab_patient_words_dup_age       (ModelPatient *patient);

/* "27.01.1995 (31)"; a date without age when that is unknown. (transfer full) */
char       *cab_patient_words_dup_birth     (ModelPatient *patient);

/* "1204 Genève", or "". (transfer full) */
char       *cab_patient_words_dup_place     (ModelPatient *patient);

/* "probable match" …; "" when the match is certain or was not graded. */
const char *cab_patient_words_grade         (ModelPatient *patient);

/* The whole person in one sentence for a screen reader, sex as a word. (transfer full) */
char       *cab_patient_words_dup_spoken    (ModelPatient *patient);

G_END_DECLS
