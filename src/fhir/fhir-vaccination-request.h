#pragma once

#include "fhir-error.h"
#include "model-patient.h"
#include "model-recommendation.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* Asking an expert service what is due (chapter 13, R-VAC-97). */

/* One question. All borrowed. The three UUIDs are made for this question and for no other: nobody can tell by them that two
 * questions are about the same patient. Lower case, without "urn:uuid:". */
typedef struct
{
  const char       *message;       /* UUID of the message */
  const char       *header;        /* UUID of its header */
  const char       *subject;       /* UUID by which the patient is meant in question and answer */
  const ModelDate  *date;          /* the moment, with its zone */
  ModelPatient     *patient;       /* birth date and gender are sent; name and numbers are not */
  const char       *service;       /* name of who is asked */
  const char       *address;       /* of the service */
  const char       *gln;           /* (nullable) of the service */
  const char       *sender;        /* (nullable) name of the institution that asks */
  const char       *sender_id;     /* (nullable) its OID, with urn:oid: */
  const char       *source;        /* (nullable) OID of this installation, with urn:oid: */
  const char       *version;       /* of this program */
  const char *const *withheld;     /* systems of numbers that are never sent (R-VAC-45) */
} FhirVaccinationQuestion;

/* The message (Bundle of type message, event immunrecorequest) with what stands in @record now: deleted and refuted entries are not
 * sent (R-VAC-97). Of the patient it holds birth date and gender alone; the profile asks for a name and a number, and gets a name
 * that says it is withheld, and @subject. Of an entry it holds what was given, had or measured and when: no person, no comment, no
 * lot, no number of its own, nothing that the profiles do not know. @n_entries (nullable): how many entries. Any thread, no network.
 * FHIR_ERROR_INCOMPLETE when it would break a rule of the profiles: then nothing is to be sent. (transfer full) */
GBytes                    *fhir_vaccination_request_write (const FhirVaccinationQuestion  *question,
                                                           ModelVaccinationRecord         *record,
                                                           guint                          *n_entries,
                                                           GError                        **error);

/* Whether a message keeps the rules of the profiles (R-VAC-97), and holds no more of people than it may. Every message is asked
 * before it leaves this room. FHIR_ERROR_INCOMPLETE names the first rule that is broken. */
gboolean                   fhir_vaccination_request_check (GBytes                         *json,
                                                           const char *const              *withheld,
                                                           GError                        **error);

/* Reads the answer to @question (event immunrecoresponse). FHIR_ERROR_OTHER_ANSWER when it answers another question or is about
 * somebody else: by birth date, gender, name, or because it does not say who it is about. FHIR_ERROR_SAID_NO when the service says
 * that it cannot; the message is its reason. FHIR_ERROR_NOT_JSON, _TOO_DEEP, _NOT_EXPECTED for what is no such answer. One
 * recommendation that cannot be read costs no other; it is counted. Any thread, no network. (transfer full) */
ModelRecommendationAnswer *fhir_vaccination_response_read (GBytes                         *json,
                                                           const FhirVaccinationQuestion  *question,
                                                           GError                        **error);

G_END_DECLS
