#pragma once

#include "fhir-json.h"
#include "model-clinical-entry.h"

G_BEGIN_DECLS

#define FHIR_VACD "http://fhir.ch/ig/ch-vacd/StructureDefinition/"
#define FHIR_CH_CORE "http://fhir.ch/ig/ch-core/StructureDefinition/"

/* Inside this room: a bundle whose resources refer to each other. */
typedef struct
{
  JsonObject *bundle;   /* borrowed */
  GHashTable *by_url;   /* (owned) fullUrl → resource (borrowed) */
  GHashTable *by_path;  /* (owned) "Type/id" → resource (borrowed) */
  GHashTable *by_id;    /* (owned) id → resource (borrowed) */
  GHashTable *sections; /* (owned) resource → LOINC code of the section that names it (borrowed) */
  GBytes     *source;   /* (nullable) borrowed: the text of the entry that is being read, as it came */
} FhirVaccinationBundle;

void         fhir_vaccination_bundle_init    (FhirVaccinationBundle *self, JsonObject *bundle);
void         fhir_vaccination_bundle_clear   (FhirVaccinationBundle *self);
/* What @reference of @from (nullable, for "#…") points to in the bundle; full address, urn:uuid:, "Type/id" and bare id
 * are all in use (R-VAC-3). (nullable) borrowed */
JsonObject  *fhir_vaccination_resolve        (FhirVaccinationBundle *self, JsonObject *from, JsonObject *reference);
/* Who that is; (transfer full) (nullable) when nothing is said. */
ModelActor  *fhir_vaccination_read_actor     (FhirVaccinationBundle *self, JsonObject *from, JsonObject *reference);
/* (transfer full) (nullable: none) (element-type ModelActor) of an array of references, each in @inner if not NULL */
GPtrArray   *fhir_vaccination_read_actors    (FhirVaccinationBundle *self, JsonObject *from, const char *name, const char *inner);
GPtrArray   *fhir_vaccination_read_comments  (FhirVaccinationBundle *self, JsonObject *resource);

/* The token of a reference: identifier, else the last part of its address (chapter 9). (transfer full) (nullable) */
char        *fhir_vaccination_target         (JsonObject *reference);
/* NULL for what older programs write where they have nothing: "-" (R-VAC-28). */
const char  *fhir_vaccination_unless_empty   (const char *text);
/* Codes in today's systems, whatever they were written in (R-VAC-108). NULL for none. (transfer full) (nullable) */
ModelCoding *fhir_vaccination_read_coding    (JsonObject *coding);
/* (transfer full) (nullable: none) of a CodeableConcept; text alone becomes a display */
ModelCoding *fhir_vaccination_read_concept   (JsonObject *concept);
/* (transfer full) (nullable: none) (element-type ModelCoding) of an array of CodeableConcept */
GPtrArray   *fhir_vaccination_read_concepts  (JsonObject *object, const char *name);
/* All codings of one concept, the one to show first (R-VAC-32). (transfer full) (nullable: none) */
GPtrArray   *fhir_vaccination_read_codings   (JsonObject *concept);
/* Whether @coding names an immunoglobulin or an immune serum (R-VAC-33). */
gboolean     fhir_vaccination_is_passive     (ModelCoding *coding);

/* A date of any precision; *@text is what stands there when no date can be read from it (nullable, borrowed). The day
 * as written counts, whatever the zone (R-VAC-25). */
ModelDate    fhir_vaccination_read_date      (JsonObject *object, const char *name, const char **text);
/* "onset", "abatement", "occurrence", "effective": whatever form the date has. */
ModelDate    fhir_vaccination_read_event     (JsonObject *object, const char *stem, const char **text);

/* NULL for what is no clinical entry. @section (nullable): the LOINC code under which it stands. (transfer full) (nullable) */
ModelClinicalEntry *fhir_vaccination_read_entry (FhirVaccinationBundle *self, JsonObject *resource, const char *section);
/* A hash of what the entry says of the event: not of comments, of who entered it when, or of its state. What it refers to
 * counts by its content, as addresses change with each document (R-VAC-54). (transfer full) */
char        *fhir_vaccination_digest         (FhirVaccinationBundle *self, JsonObject *resource);

G_END_DECLS
