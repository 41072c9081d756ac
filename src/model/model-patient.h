#pragma once

#include "model-date.h"
#include "model-identifier.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_GENDER_UNKNOWN,
  MODEL_GENDER_FEMALE,
  MODEL_GENDER_MALE,
  MODEL_GENDER_OTHER,
} ModelGender;

/* FHIR match-grade, best last. UNGRADED: the server gave none (a plain search). */
typedef enum
{
  MODEL_MATCH_UNGRADED,
  MODEL_MATCH_CERTAINLY_NOT,
  MODEL_MATCH_POSSIBLE,
  MODEL_MATCH_PROBABLE,
  MODEL_MATCH_CERTAIN,
} ModelMatchGrade;

#define MODEL_TYPE_PATIENT (model_patient_get_type ())

/* A person as the community's index describes her. Immutable. Carries the EPR-SPID among its
 * identifiers: such an object never leaves memory (R-ID-3). */
G_DECLARE_FINAL_TYPE (ModelPatient, model_patient, MODEL, PATIENT, GObject)

/* What a patient is made from; everything is copied, arrays hold references of their own. */
typedef struct
{
  const char          *id;            /* (nullable) logical id on that server */
  const char          *family;        /* (nullable) */
  const char *const   *given;         /* (nullable) NULL-terminated, one name each (R-PDQ-7) */
  const char          *birth_family;  /* (nullable) name at birth, qualifier BR */
  ModelGender          gender;
  ModelDate            birth_date;
  const char          *address_line;  /* (nullable) */
  const char          *postal_code;   /* (nullable) */
  const char          *city;          /* (nullable) */
  const char          *country;       /* (nullable) */
  GPtrArray           *identifiers;   /* (nullable) (element-type ModelIdentifier) */
  ModelMatchGrade      grade;
  double               score;         /* 0..1; 0 when none was given */
} ModelPatientInit;

ModelPatient       *model_patient_new                (const ModelPatientInit *init);

const char         *model_patient_get_id             (ModelPatient *self);    /* (nullable) */
const char         *model_patient_get_family         (ModelPatient *self);    /* "" when unknown */
const char *const  *model_patient_get_given          (ModelPatient *self);    /* never NULL */
const char         *model_patient_get_birth_family   (ModelPatient *self);    /* (nullable) */
ModelGender         model_patient_get_gender         (ModelPatient *self);
const ModelDate    *model_patient_get_birth_date     (ModelPatient *self);
const char         *model_patient_get_address_line   (ModelPatient *self);    /* (nullable) */
const char         *model_patient_get_postal_code    (ModelPatient *self);    /* (nullable) */
const char         *model_patient_get_city           (ModelPatient *self);    /* (nullable) */
const char         *model_patient_get_country        (ModelPatient *self);    /* (nullable) */
guint               model_patient_get_n_identifiers  (ModelPatient *self);
ModelIdentifier    *model_patient_get_identifier     (ModelPatient *self, guint position); /* (transfer none) */
ModelMatchGrade     model_patient_get_grade          (ModelPatient *self);
double              model_patient_get_score          (ModelPatient *self);

/* Value of the first identifier of @system, or NULL. */
const char         *model_patient_find_identifier    (ModelPatient *self, const char *system);

/* Whether both are the same person: by the first number of @self, else by the id. */
gboolean            model_patient_is_same            (ModelPatient *self, ModelPatient *other);

/* "MUSTER Franz": family name in capitals, as the banner and rows write it. (transfer full) */
char               *model_patient_dup_title          (ModelPatient *self);

/* FHIR codes: "female", "male", "other", "unknown". Reading is tolerant: unknown text is UNKNOWN. */
const char         *model_gender_to_code             (ModelGender  gender);
ModelGender         model_gender_from_code           (const char  *code);
/* The word in the reader's language ("femme"), for screen readers and rows. */
const char         *model_gender_get_label           (ModelGender  gender);
const char         *model_match_grade_to_code        (ModelMatchGrade grade);  /* (nullable) */
ModelMatchGrade     model_match_grade_from_code      (const char  *code);

G_END_DECLS
