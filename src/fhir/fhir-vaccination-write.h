#pragma once

#include "fhir-error.h"
#include "model-document.h"
#include "model-patient.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

typedef enum
{
  FHIR_VACCINATION_CREATE,
  FHIR_VACCINATION_CORRECT,   /* says what @entry says where that differs from @earlier */
  FHIR_VACCINATION_VALIDATE,  /* a professional stands behind it (R-VAC-52) */
  FHIR_VACCINATION_COMMENT,   /* the same with one more note; the validation stays as it was */
  FHIR_VACCINATION_ANNUL,     /* entered in error; the reason becomes a note (chapter 8) */
  FHIR_VACCINATION_REFUTE,    /* a professional does not stand behind it: conditions and allergies become refuted, others
                                 entered in error */
  FHIR_VACCINATION_RESTORE,   /* a deletion is undone: @entry is the last version that stood, and is copied whole; its
                                 verification stays as it was */
} FhirVaccinationStep;

/* One entry of the document to be written. All borrowed. */
typedef struct
{
  FhirVaccinationStep       step;
  ModelClinicalEntry       *entry;    /* of CREATE and CORRECT: what it is to say. Its kind, codings, date, comments and details
                                         count; identifiers, recorder, status and verification are made here. */
  ModelVaccinationDocument *good;     /* (nullable) of RESTORE: the document that @entry lies in */
  ModelClinicalEntry       *earlier;  /* (nullable) of all but CREATE: the newest version that is known (R-VAC-59) */
  ModelVaccinationDocument *document; /* (nullable) … and the document it lies in */
  const char               *comment;  /* (nullable) a note of the author, of now; the reason of ANNUL and REFUTE */
  gboolean                  unproven; /* the version says confirmed, and no professional is known to have said so: what is
                                         only commented, restored or taken back is not confirmed by that (R-VAC-53) */
} FhirVaccinationChange;

/* The document. All borrowed. */
typedef struct
{
  const char                  *uuid;            /* lower case, without "urn:uuid:"; also names the document's identifier */
  const ModelDate             *date;            /* the moment, with its zone */
  const char                  *language;        /* "fr-CH" (R-VAC-12) */
  const char                  *format_system;   /* of the national format codes */
  const char                  *confidentiality; /* SNOMED CT: 17621005, 263856008, 1141000195107 */
  ModelPatient                *patient;         /* its identifiers are not looked at but for the wrong ones */
  GPtrArray                   *local_numbers;   /* (element-type ModelIdentifier) by which she is known where it is written */
  const char *const           *withheld;        /* systems of numbers that no document holds (R-VAC-45) */
  const ModelDocumentAuthor   *author;          /* a professional, or an institution */
  const ModelDocumentAuthor   *enterer;         /* (nullable) the assistant who typed for the author (R-VAC-15) */
  gboolean                     professional;    /* whether what it says is confirmed (R-VAC-51) */
  const FhirVaccinationChange *changes;
  guint                        n_changes;
} FhirVaccinationOrder;

/* An Immunization Administration document in JSON, as CH VACD 7 has it. An earlier version is taken over whole, with
 * everything that no form shows, with copies of the people and products it refers to, in the form of today (R-VAC-60,
 * R-VAC-109). Any thread, no network. FHIR_ERROR_INCOMPLETE: it would break a rule of the profile, which the message names
 * for the IT person; then nothing is to be sent (R-VAC-94). (transfer full) */
GBytes  *fhir_vaccination_write        (const FhirVaccinationOrder  *order,
                                        GError                     **error);

/* A Vaccination Record document: the current entries of @record with their own identifiers, people and verification, without
 * references to what it does not hold; duplicates point to each other (R-VAC-78, R-VAC-80). @order: without changes. */
GBytes  *fhir_vaccination_write_record (const FhirVaccinationOrder  *order,
                                        ModelVaccinationRecord      *record,
                                        GError                     **error);

/* @json, a document of ours, as another document: of @uuid and @confidentiality, all else the same, also the identifiers of its
 * entries (R-VAC-86). FHIR_ERROR. (transfer full) */
GBytes  *fhir_vaccination_rewrite      (GBytes                      *json,
                                        const char                  *uuid,
                                        const char                  *confidentiality,
                                        const char *const           *withheld,
                                        GError                     **error);

/* Whether a document keeps the rules of the profiles that bind who writes one (marked G in chapters 3 to 8). Every document is
 * asked before it leaves this room. FHIR_ERROR_INCOMPLETE names the first rule that is broken, and where. */
gboolean fhir_vaccination_check        (GBytes                      *json,
                                        const char *const           *withheld,
                                        GError                     **error);

G_END_DECLS
