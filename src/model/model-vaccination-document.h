#pragma once

#include "model-clinical-entry.h"
#include "model-patient.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_VACCINATION_ADMINISTRATION, /* one act of documenting: the only source of a record */
  MODEL_VACCINATION_SNAPSHOT,       /* a "vaccination record" document: a merged state of some moment */
  MODEL_VACCINATION_EXCHANGE,       /* a message to a service, or another bundle: never part of a record */
} ModelVaccinationDocumentKind;

typedef enum
{
  MODEL_VACCINATION_FAULT_NONE = 0,
  MODEL_VACCINATION_FAULT_KIND_GUESSED = 1 << 0, /* neither the document nor the registry says what it is (R-VAC-11) */
  MODEL_VACCINATION_FAULT_NO_PATIENT = 1 << 1,   /* it does not say whom it is about */
  MODEL_VACCINATION_FAULT_ENTRY_LOST = 1 << 2,   /* a section names an entry that is not there */
  MODEL_VACCINATION_FAULT_TOO_MANY = 1 << 3,     /* more entries than a person can have; the rest is left out */
} ModelVaccinationFault;

/* Strings and arrays are borrowed by who reads, copied or held by the document that is made from them. */
typedef struct
{
  const char                   *unique_id;       /* (nullable) of the registry: the key of a document (R-VAC-6) */
  const char                   *provider_role;   /* (nullable) originalProviderRole of the registry: HCP, PAT … (R-VAC-88) */
  ModelVaccinationDocumentKind  kind;
  GPtrArray                    *ids;             /* (nullable) (element-type utf8) tokens of the document's own identifiers */
  GPtrArray                    *replaces;        /* (nullable) (element-type utf8) tokens of earlier documents (R-VAC-14) */
  ModelDate                     date;
  const char                   *language;        /* (nullable) "fr-CH" */
  const char                   *title;           /* (nullable) */
  const char                   *confidentiality; /* (nullable) SNOMED CT, else N, R, V as written */
  GPtrArray                    *authors;         /* (nullable) (element-type ModelActor) */
  ModelPatient                 *patient;         /* (nullable) whom it is about (R-VAC-50) */
  GPtrArray                    *entries;         /* (nullable) (element-type ModelClinicalEntry) */
  GPtrArray                    *comments;        /* (nullable) (element-type utf8) on the document as a whole */
  gboolean                      has_original;    /* carries the paper it was made from, as a PDF */
  GBytes                       *json;            /* the bundle: byte for byte as it came, or what its XML says in JSON */
  ModelVaccinationFault         faults;
} ModelVaccinationDocumentFacts;

#define MODEL_TYPE_VACCINATION_DOCUMENT (model_vaccination_document_get_type ())

/* One document of CH VACD. Immutable, may be shared between threads. */
G_DECLARE_FINAL_TYPE (ModelVaccinationDocument, model_vaccination_document, MODEL, VACCINATION_DOCUMENT, GObject)

ModelVaccinationDocument            *model_vaccination_document_new       (const ModelVaccinationDocumentFacts *facts);

/* Good as long as the document. */
const ModelVaccinationDocumentFacts *model_vaccination_document_get_facts (ModelVaccinationDocument *self);
guint                                model_vaccination_document_get_n_entries (ModelVaccinationDocument *self);
ModelClinicalEntry                  *model_vaccination_document_get_entry (ModelVaccinationDocument *self, guint position);
/* The unique id; else, of a file, a hash of its content. Never NULL. */
const char                          *model_vaccination_document_get_key   (ModelVaccinationDocument *self);
/* Whether @token is one of its own identifiers. */
gboolean                             model_vaccination_document_has_id    (ModelVaccinationDocument *self, const char *token);
/* FALSE when name, birth date, gender or a number of the document differ from those of @patient; what one of
 * them does not have does not differ (R-VAC-49). */
gboolean                             model_vaccination_document_is_about  (ModelVaccinationDocument *self, ModelPatient *patient);

G_END_DECLS
