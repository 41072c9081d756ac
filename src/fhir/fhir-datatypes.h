#pragma once

#include "fhir-json.h"
#include "model-coding.h"
#include "model-date.h"
#include "model-identifier.h"

G_BEGIN_DECLS

/* Inside this room: the datatypes that resources are made of, both ways. Readers take NULL objects
 * and return NULL for what is not there. */

/* Shares equal codings through @cache (nullable, fhir_coding_cache_new()). (transfer full) (nullable) */
ModelCoding     *fhir_coding_read              (JsonObject  *coding, GHashTable *cache);
/* First coding of a CodeableConcept; a concept of text alone becomes a coding of that display. */
ModelCoding     *fhir_concept_read             (JsonObject  *concept, GHashTable *cache);
/* (transfer full) (nullable: none) (element-type ModelCoding) of an array of CodeableConcept */
GPtrArray       *fhir_concepts_read            (JsonObject  *object, const char *name, GHashTable *cache);
ModelIdentifier *fhir_identifier_read          (JsonObject  *identifier);
/* (transfer full) (nullable: none) (element-type ModelIdentifier) */
GPtrArray       *fhir_identifiers_read         (JsonObject  *object, const char *name);
ModelDate        fhir_date_read                (JsonObject  *object, const char *name);
/* "Dre Anna Favre" of a HumanName: its text, else its parts. (transfer full) (nullable) */
char            *fhir_human_name_read          (JsonObject  *human_name);
/* "Anna Maria": the given names in one; (transfer full) (nullable) */
char            *fhir_human_name_read_given    (JsonObject  *human_name);
/* The extension of @object with one of @urls, NULL-terminated; (nullable) borrowed */
JsonObject      *fhir_extension_find           (JsonObject  *object, const char *const *urls);

/* Writers: a NULL value adds nothing. */
void             fhir_write_string             (JsonObject  *object, const char *name, const char *value);
void             fhir_write_date               (JsonObject  *object, const char *name, const ModelDate *date);
JsonObject      *fhir_coding_write             (ModelCoding *coding);
JsonObject      *fhir_concept_write            (ModelCoding *coding);
JsonObject      *fhir_identifier_write         (ModelIdentifier *identifier);
/* An array of one, as FHIR likes them, or the next of an array; what a server wrote as a single object
 * becomes its first. Takes @element. */
void             fhir_write_in_array           (JsonObject  *object, const char *name, JsonObject *element);
JsonNode        *fhir_node_take                (JsonObject  *object);

G_END_DECLS
