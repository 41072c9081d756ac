#pragma once

#include "model-patient.h"

G_BEGIN_DECLS

#define MODEL_TYPE_PATIENT_QUERY (model_patient_query_get_type ())

/* What a person typed into the one search box, understood. Immutable. */
G_DECLARE_FINAL_TYPE (ModelPatientQuery, model_patient_query, MODEL, PATIENT_QUERY, GObject)

typedef enum
{
  MODEL_QUERY_FAMILY,
  MODEL_QUERY_GIVEN,
  MODEL_QUERY_BIRTH_DATE,
  MODEL_QUERY_GENDER,
  MODEL_QUERY_AHVN13,
  MODEL_QUERY_CARD,
  MODEL_QUERY_SPID,
  MODEL_QUERY_CITY,
  MODEL_QUERY_BIRTH_FAMILY,
  MODEL_QUERY_LOCAL,          /* the institution's own number: any text, so only said, never recognised */
  MODEL_QUERY_UNUSABLE,       /* looked like a number or date, but is not one: shown, never sent */
} ModelQueryPartKind;

typedef struct
{
  ModelQueryPartKind  kind;
  char               *text;   /* as it will be sent: digits, FHIR date, name */
  char               *reason; /* (nullable) for UNUSABLE: the sentence why ("Check digit is wrong") */
} ModelQueryPart;

/* Understands, in any order and mixed: a date in Swiss or ISO form, an AHVN13 with or without dots,
 * an insurance card number (20 digits, as read by a magnetic or chip reader or a scanner), a SPID,
 * names ("Muster Franz", "Franz Muster-Weber", "von Allmen Anna"; "Muster, Franz"), a sex marked as
 * such ("f", "m", "h", "w", ♀, ♂ after a name). Words that are no number are names: the first is the
 * family name and the rest given names, unless a comma says otherwise; particles (von, de, di, la …)
 * stay with the family name. Check digits are tested here, before anything is sent (R-PDQ-5).
 * Never fails; an empty query has no parts. */
ModelPatientQuery    *model_patient_query_parse        (const char             *text,
                                                        const ModelDate        *today);

/* For the patient whom the institution knows as @number. */
ModelPatientQuery    *model_patient_query_new_local    (const char             *number);

/* A copy with @kind set to @text (replacing a part of that kind), or removed when @text is NULL:
 * the chips of the search page. (transfer full) */
ModelPatientQuery    *model_patient_query_with         (ModelPatientQuery      *self,
                                                        ModelQueryPartKind      kind,
                                                        const char             *text);

guint                 model_patient_query_get_n_parts  (ModelPatientQuery      *self);
const ModelQueryPart *model_patient_query_get_part     (ModelPatientQuery      *self,
                                                        guint                   position);
/* Text of the first part of @kind, or NULL. */
const char           *model_patient_query_get          (ModelPatientQuery      *self,
                                                        ModelQueryPartKind      kind);
/* Whether there is anything a server can be asked with. */
gboolean              model_patient_query_is_usable    (ModelPatientQuery      *self);
/* "Name", "Born", "AVS number" …, in the reader's language: the caption of a chip. */
const char           *model_query_part_kind_get_label  (ModelQueryPartKind      kind);

G_END_DECLS
