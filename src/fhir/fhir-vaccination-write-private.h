#pragma once

#include "fhir-vaccination-private.h"
#include "fhir-vaccination-write.h"

G_BEGIN_DECLS

#define FHIR_VACCINATION_UUID_SYSTEM "urn:ietf:rfc:3986"
#define FHIR_VACCINATION_SNOMED "http://snomed.info/sct"
#define FHIR_VACCINATION_ABSENT "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
#define FHIR_VACCINATION_VERIFICATION FHIR_VACD "ch-vacd-ext-verification-status"
#define FHIR_VACCINATION_MEDICATION FHIR_VACD "ch-vacd-ext-immunization-medication-reference"
#define FHIR_VACCINATION_CONFLICT FHIR_VACD "ch-vacd-ext-merging-conflict-entry-reference"
#define FHIR_VACCINATION_REPLACES FHIR_CH_CORE "ch-core-ext-entry-resource-cross-references"
#define FHIR_VACCINATION_RECORDER FHIR_CH_CORE "ch-ext-author"

/* An earlier document while entries of it are taken over. */
typedef struct
{
  JsonNode             *node;        /* (owned) numbers marked */
  FhirVaccinationBundle bundle;
  JsonObject           *composition; /* (nullable) borrowed */
} FhirVaccinationSource;

/* A document while it is written. */
typedef struct
{
  const FhirVaccinationOrder *order;
  char                       *mark;       /* (owned) of numbers */
  JsonArray                  *entries;    /* (owned) of the bundle, but for Composition and Patient */
  GHashTable                 *sources;    /* (owned) ModelVaccinationDocument → FhirVaccinationSource */
  GHashTable                 *copies;     /* (owned) resource of a source → address of its copy */
  GPtrArray                  *sections[5]; /* (owned) of JsonObject, borrowed: entries by section */
  char                       *patient;    /* (owned) addresses of who is in every document */
  char                       *role;
  char                       *person;     /* (nullable) */
  char                       *institution; /* (nullable) */
  char                       *enterer;    /* (nullable) role of the assistant */
} FhirVaccinationWriter;

/* Adds @resource with a new id and its profile, unless it names one. (transfer full) its address; takes @resource */
char       *fhir_vaccination_add          (FhirVaccinationWriter *self, JsonObject *resource, const char *profile);
/* What was added under @address. (nullable) borrowed */
JsonObject *fhir_vaccination_find         (FhirVaccinationWriter *self, const char *address);
JsonObject *fhir_vaccination_new          (const char *type);
JsonObject *fhir_vaccination_reference    (const char *address);
JsonObject *fhir_vaccination_identifier   (const char *system, const char *value);
void        fhir_vaccination_set_profile  (JsonObject *resource, const char *profile);
void        fhir_vaccination_add_profile  (JsonObject *resource, const char *profile);
/* The letter and the code say the same (R-VAC-13); @snomed: SNOMED CT. */
void        fhir_vaccination_put_confidentiality (JsonObject *composition, const char *snomed);
/* Text without what XML cannot hold, escaped. (transfer full) */
char       *fhir_vaccination_escape       (const char *text);

/* People. Addresses are (transfer full). */
void        fhir_vaccination_write_people (FhirVaccinationWriter *self);
/* A PractitionerRole for who gave or asserts it: the author herself when it is her. (nullable) when nothing is known */
char       *fhir_vaccination_write_actor  (FhirVaccinationWriter *self, ModelActor *actor);
/* Makes of whoever is named in @reference, a copy, what may stand there: roles for those who give or assert, people for
 * those who comment. */
void        fhir_vaccination_make_role    (FhirVaccinationWriter *self, JsonObject *reference);
void        fhir_vaccination_make_person  (FhirVaccinationWriter *self, JsonObject *reference);
/* Adds profile and takes out numbers that are none, of a person or an institution that is copied. */
void        fhir_vaccination_mend_person  (JsonObject *resource);
/* A role is in the profile of the EPR only when those it joins are; they have been copied before. */
void        fhir_vaccination_mend_role    (FhirVaccinationWriter *self, JsonObject *role);

/* The resource of @entry in the form of today, with copies of what it refers to; NULL with @error. Not added yet. */
JsonObject *fhir_vaccination_copy_entry   (FhirVaccinationWriter    *self,
                                           ModelClinicalEntry       *entry,
                                           ModelVaccinationDocument *document,
                                           GError                  **error);
/* Of FhirVaccinationWriter. (transfer full) */
GHashTable            *fhir_vaccination_sources_new (void);
FhirVaccinationSource *fhir_vaccination_source (FhirVaccinationWriter *self, ModelVaccinationDocument *document, GError **error);

/* Puts into @resource what @entry says, where it differs from @earlier (nullable). */
void        fhir_vaccination_fill         (FhirVaccinationWriter *self,
                                           JsonObject            *resource,
                                           ModelClinicalEntry    *entry,
                                           ModelClinicalEntry    *earlier);
/* An element with a CodeableConcept; removes it for NULL. */
void        fhir_vaccination_put_concept  (JsonObject *object, const char *name, ModelCoding *coding);
/* … of all of @codings (nullable) and @text (nullable). (transfer full) */
JsonObject *fhir_vaccination_new_concept  (GPtrArray *codings, const char *text);
/* A CodeableConcept of one code. (transfer full) */
JsonObject *fhir_vaccination_new_code     (const char *system, const char *code);
void        fhir_vaccination_remove       (JsonObject *object, const char *name);
/* "onset": whatever form it has. */
void        fhir_vaccination_remove_event (JsonObject *object, const char *stem);
/* Gives a Medication what the profile asks for; @name (nullable): of the vaccine. Nothing to any other resource. */
void        fhir_vaccination_mend_product (JsonObject *product, const char *name);
/* Takes out the extensions of @urls. */
void        fhir_vaccination_remove_extensions (JsonObject *object, const char *const *urls);

/* Whether every resource of @bundle can be reached from @first, keeps the rules of its profile, and holds none of the numbers that
 * are @withheld. FHIR_ERROR_INCOMPLETE. */
gboolean    fhir_vaccination_check_resources (FhirVaccinationBundle *bundle,
                                              JsonObject            *first,
                                              const char *const     *withheld,
                                              GError               **error);

typedef struct
{
  const char *resource_type;
  const char *profile;
  guint       section;   /* of FhirVaccinationWriter.sections */
} FhirVaccinationShape;

/* How an entry of @kind is written. */
const FhirVaccinationShape *fhir_vaccination_shape (ModelClinicalKind kind);

G_END_DECLS
