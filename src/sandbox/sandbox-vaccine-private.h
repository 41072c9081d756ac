#pragma once

#include "sandbox-file-private.h"
#include "sandbox-vaccines.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Writing one document of the table. By hand and from the table alone: the product's own writer is in `fhir`, and what
 * reads it there must not be tried on what it wrote itself. */

#define SANDBOX_VACD "http://fhir.ch/ig/ch-vacd/StructureDefinition/"
#define SANDBOX_CORE "http://fhir.ch/ig/ch-core/StructureDefinition/"

typedef struct
{
  const SandboxVaccineDocument *document;
  const SandboxFileContext     *context;
  JsonNode                     *people;    /* (owned) array of bundle entries */
  GHashTable                   *written;   /* (owned) who → reference */
  char                         *patient;   /* (owned) its reference */
} SandboxVaccineWriter;

/* The same words give the same UUID, for this patient. (transfer full) */
char       *sandbox_vaccine_uuid      (const SandboxVaccineWriter *self, const char *what, const char *key);
/* How this document refers to a resource of @type: "urn:uuid:…", in old ones "Type/id". (transfer full) */
char       *sandbox_vaccine_address   (const SandboxVaccineWriter *self, const char *type, const char *id);
/* A bundle entry; takes @resource. */
JsonNode   *sandbox_vaccine_wrap      (const SandboxVaccineWriter *self, const char *type, const char *id, JsonNode *resource);
/* "http://snomed.info/sct" in one of its forms. Static. */
const char *sandbox_vaccine_snomed    (const SandboxVaccineWriter *self);
/* (nullable) for NULL; @code: a name of the table, or "snomed:…" and the like. */
JsonNode   *sandbox_vaccine_concept   (const SandboxVaccineWriter *self, const SandboxVaccineCode *code);
/* A reference to who is meant: a family name of the community, "patient", "relative:NAME", "outside:NAME", "org:NAME".
 * With @as_role a role, otherwise the person. The resources join the people. (nullable) for nobody */
JsonNode   *sandbox_vaccine_person    (SandboxVaccineWriter *self, const char *who, gboolean as_role);
/* The clinical resource; @id is its own. */
JsonNode   *sandbox_vaccine_entry     (SandboxVaccineWriter *self, const SandboxVaccineEntry *entry, const char *id);
/* "Immunization", "AllergyIntolerance" … */
const char *sandbox_vaccine_type      (const SandboxVaccineEntry *entry);

/* FHIR's XML of a JSON tree. Numbers are strings that SANDBOX_DECIMAL marks. */
#define SANDBOX_DECIMAL '\001'
GBytes     *sandbox_file_to_xml       (JsonNode *node, const char *prologue);
/* The JSON, with the decimals as they are. */
GBytes     *sandbox_file_to_json      (JsonNode *node);

G_END_DECLS
