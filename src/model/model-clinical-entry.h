#pragma once

#include "model-actor.h"
#include "model-coding.h"
#include "model-comment.h"
#include "model-date.h"
#include "model-identifier.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_CLINICAL_VACCINATION,
  MODEL_CLINICAL_BASIC_IMMUNIZATION,
  MODEL_CLINICAL_ALLERGY,             /* also an adverse reaction */
  MODEL_CLINICAL_ILLNESS,
  MODEL_CLINICAL_MEDICAL_PROBLEM,     /* also exposure, occupation, pregnancy (R-VAC-39) */
  MODEL_CLINICAL_SEROLOGY,
} ModelClinicalKind;

/* What the entry says of itself; whether it is the newest version is told by the merge. */
typedef enum
{
  MODEL_CLINICAL_STANDS,
  MODEL_CLINICAL_NOT_DONE,            /* a vaccination that was not given (R-VAC-29) */
  MODEL_CLINICAL_ENTERED_IN_ERROR,
} ModelClinicalStatus;

/* What the entry says; it counts only with who provided the document (R-VAC-53). */
typedef enum
{
  MODEL_VERIFICATION_MISSING,         /* documents before 2024 (R-VAC-57) */
  MODEL_VERIFICATION_UNCONFIRMED,
  MODEL_VERIFICATION_CONFIRMED,
  MODEL_VERIFICATION_REFUTED,
} ModelVerification;

/* What is wrong with an entry; it is shown all the same (R-VAC-9). */
typedef enum
{
  MODEL_CLINICAL_FAULT_NONE = 0,
  MODEL_CLINICAL_FAULT_NO_CODE = 1 << 0,
  MODEL_CLINICAL_FAULT_NO_DATE = 1 << 1,
  MODEL_CLINICAL_FAULT_NO_IDENTIFIER = 1 << 2,
  MODEL_CLINICAL_FAULT_NOT_LISTED = 1 << 3,   /* no section names it (R-VAC-19) */
  MODEL_CLINICAL_FAULT_FORM = 1 << 4,         /* an element has a form that FHIR does not know */
  MODEL_CLINICAL_FAULT_LOTS_DIFFER = 1 << 5,  /* lot of the entry and of its product (R-VAC-30) */
  MODEL_CLINICAL_FAULT_REFERENCES = 1 << 6,   /* more than one earlier entry is named */
  MODEL_CLINICAL_FAULT_PERSON_LOST = 1 << 7,  /* somebody is named who is not in the document */
} ModelClinicalFault;

/* What entries of every kind have. Strings and arrays are borrowed by who reads, copied or held by the entry
 * that is made from them. */
typedef struct
{
  ModelClinicalKind    kind;
  const char          *resource_type;     /* "Immunization" … */
  const char          *id;                /* (nullable) resource id, good within its document */
  GPtrArray           *identifiers;       /* (nullable) (element-type ModelIdentifier) */
  GPtrArray           *codings;           /* (nullable) (element-type ModelCoding) the one to show first (R-VAC-32) */
  const char          *code_text;         /* (nullable) */
  ModelDate            date;              /* given, begun, measured; the written date, never moved by a zone (R-VAC-25) */
  const char          *date_text;         /* (nullable) what stands where no date could be read: "childhood" */
  ModelDate            recorded;
  ModelClinicalStatus  status;
  ModelVerification    verification;
  const char          *verification_code; /* (nullable) as written */
  ModelActor          *recorder;          /* (nullable) who entered it */
  GPtrArray           *performers;        /* (nullable) (element-type ModelActor) who gave, measured or asserts it */
  GPtrArray           *comments;          /* (nullable) (element-type ModelComment) as written, all of them */
  const char          *replaces_entry;    /* (nullable) token of the earlier entry (model_clinical_token()) */
  const char          *replaces_document; /* (nullable) token of the document of the earlier entry */
  GPtrArray           *conflicts;         /* (nullable) (element-type utf8) partners that a record document names */
  const char          *digest;            /* (nullable) of the content without comments, people who entered it, and state */
  GBytes              *json;              /* (nullable) the resource as it was read, for a later correction (R-VAC-60) */
  ModelClinicalFault   faults;
} ModelClinicalFacts;

#define MODEL_TYPE_CLINICAL_ENTRY (model_clinical_entry_get_type ())

/* One entry of a vaccination document: ModelVaccination, ModelAllergy, ModelCondition or ModelSerology.
 * Immutable, may be shared between threads. */
G_DECLARE_DERIVABLE_TYPE (ModelClinicalEntry, model_clinical_entry, MODEL, CLINICAL_ENTRY, GObject)

struct _ModelClinicalEntryClass
{
  GObjectClass parent_class;
};

/* Good as long as the entry. */
const ModelClinicalFacts *model_clinical_entry_get_facts (ModelClinicalEntry *self);

ModelClinicalKind         model_clinical_entry_get_kind  (ModelClinicalEntry *self);
/* The coding to show and to compare; NULL for an entry of text alone. (transfer none) (nullable) */
ModelCoding              *model_clinical_entry_get_code  (ModelClinicalEntry *self);
/* The document's own words for it: display, text, code (R-VAC-31). Never NULL; "" when it says nothing. */
const char               *model_clinical_entry_get_label (ModelClinicalEntry *self);
/* Whether @token is the value of one of its identifiers. */
gboolean                  model_clinical_entry_has_identifier (ModelClinicalEntry *self,
                                                               const char         *token);

/* How identifiers are compared across documents: without "urn:uuid:", in lower case; NULL for NULL
 * (R-VAC-71: the identifier decides). (transfer full) (nullable) */
char                     *model_clinical_token           (const char *value);
/* "vaccination", "basicImmunization", "allergy", "illness", "medicalProblem", "serology" */
const char               *model_clinical_kind_to_code    (ModelClinicalKind kind);

G_END_DECLS
