#pragma once

#include <gio/gio.h>

#include "epr-community.h"
#include "model-document.h"
#include "model-vaccination-document.h"

G_BEGIN_DECLS

/* The steps in the life of an entry, as of FhirVaccinationStep. */
typedef enum
{
  EPR_VACCINATION_CREATE,
  EPR_VACCINATION_CORRECT,
  EPR_VACCINATION_VALIDATE,
  EPR_VACCINATION_COMMENT,
  EPR_VACCINATION_ANNUL,
  EPR_VACCINATION_REFUTE,
} EprVaccinationStep;

/* A document with one entry. All borrowed. */
typedef struct
{
  const char                *uuid;
  const ModelDate           *date;            /* the moment, with its zone */
  const char                *language;        /* "fr-CH" */
  const char                *confidentiality; /* SNOMED CT */
  ModelPatient              *patient;
  const ModelDocumentAuthor *author;
  gboolean                   professional;
  EprVaccinationStep         step;
  ModelClinicalEntry        *entry;           /* (nullable) */
  ModelClinicalEntry        *earlier;         /* (nullable) */
  ModelVaccinationDocument  *document;        /* (nullable) of @earlier */
  const char                *comment;         /* (nullable) */
} EprVaccinationOrder;

/* The document of fhir_vaccination_write() for this community: her local number, and what must not be in it (R-VAC-45), are
 * filled in here. Any thread; some milliseconds. FHIR_ERROR_INCOMPLETE. (transfer full) */
GBytes *epr_vaccination_write (EprCommunity               *community,
                               const EprVaccinationOrder  *order,
                               GError                    **error);

G_END_DECLS
