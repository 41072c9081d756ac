#pragma once

#include "model-patient.h"
#include "model-vaccination-record.h"
#include "print-book.h"
#include "print-words.h"

G_BEGIN_DECLS

/* The parts of a printed vaccination record. */
typedef enum
{
  PRINT_PART_VACCINATIONS,
  PRINT_PART_ALLERGIES,
  PRINT_PART_ILLNESSES,
  PRINT_PART_LABORATORY,
  PRINT_PART_RISKS,
  PRINT_PART_BASIC_IMMUNIZATION,
  PRINT_N_PARTS
} PrintPart;

#define PRINT_ALL_COMMENTS ((1u << PRINT_N_PARTS) - 1)

/* All borrowed. */
typedef struct
{
  ModelVaccinationRecord *record;
  ModelPatient           *patient;
  const char             *language;   /* of the patient: "fr", "de", "it", "en" */
  const char             *second;     /* (nullable) of who prints, where it is another one: headings are in both */
  const char             *printed_by; /* (nullable) */
  const char             *community;  /* (nullable) where the documents come from */
  GDateTime              *moment;
  guint                   comments;   /* a set of 1 << PrintPart whose comments are printed; those of adverse events always are */
} PrintVaccinationOrder;

/* A vaccination record on paper (R-VAC-81): vaccinations by disease, those of everybody also where there is none, and the
 * other parts; who stands behind an entry, and whether the record is whole, in words (R-VAC-53, R-VAC-75). Any thread; some
 * ten milliseconds, more for a long record. (transfer full) */
PrintBook *print_vaccinations        (const PrintVaccinationOrder *order);
/* The same in a worker. */
void       print_vaccinations_async  (const PrintVaccinationOrder *order,
                                      GCancellable                *cancellable,
                                      GAsyncReadyCallback          callback,
                                      gpointer                     user_data);
PrintBook *print_vaccinations_finish (GAsyncResult                *result,
                                      GError                     **error);   /* (transfer full) */

G_END_DECLS
