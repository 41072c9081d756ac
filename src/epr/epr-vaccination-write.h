#pragma once

#include <gio/gio.h>

#include "epr-community.h"
#include "model-document.h"
#include "model-vaccination-record.h"

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
  EPR_VACCINATION_RESTORE,
} EprVaccinationStep;

/* One entry of a document, as of FhirVaccinationChange. All borrowed. */
typedef struct
{
  EprVaccinationStep        step;
  ModelClinicalEntry       *entry;    /* (nullable) */
  ModelVaccinationDocument *good;     /* (nullable) of @entry, for RESTORE */
  ModelClinicalEntry       *earlier;  /* (nullable) */
  ModelVaccinationDocument *document; /* (nullable) of @earlier */
  const char               *comment;  /* (nullable) */
  gboolean                  unproven;
} EprVaccinationChange;

/* A document. All borrowed. */
typedef struct
{
  const char                 *uuid;
  const ModelDate            *date;            /* the moment, with its zone */
  const char                 *language;        /* "fr-CH" */
  const char                 *confidentiality; /* SNOMED CT */
  ModelPatient               *patient;
  const ModelDocumentAuthor  *author;
  const ModelDocumentAuthor  *enterer;         /* (nullable) the assistant who typed for the author (R-VAC-15) */
  gboolean                    professional;
  const EprVaccinationChange *changes;         /* several entries may be in one document (R-VAC-56) */
  guint                       n_changes;
} EprVaccinationOrder;

/* The document of fhir_vaccination_write() for this community: her local number, and what must not be in it (R-VAC-45), are
 * filled in here. Any thread; some milliseconds. FHIR_ERROR_INCOMPLETE. (transfer full) */
GBytes *epr_vaccination_write        (EprCommunity               *community,
                                      const EprVaccinationOrder  *order,
                                      GError                    **error);
/* A Vaccination Record document, as fhir_vaccination_write_record() makes it (R-VAC-80). @order: without changes. The same
 * otherwise. (transfer full) */
GBytes *epr_vaccination_write_record (EprCommunity               *community,
                                      const EprVaccinationOrder  *order,
                                      ModelVaccinationRecord     *record,
                                      GError                    **error);
/* The same document as another one, of a higher confidentiality: what is in it keeps its identifiers (R-VAC-86). The same
 * otherwise. (transfer full) */
GBytes *epr_vaccination_rewrite      (GBytes                     *json,
                                      const char                 *uuid,
                                      const char                 *confidentiality,
                                      GError                    **error);

G_END_DECLS
