/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-json.h"
#include "sandbox-oids.h"
#include "sandbox-vaccine-check-private.h"

#include <string.h>

#define VACD "http://fhir.ch/ig/ch-vacd/StructureDefinition/"
#define CORE "http://fhir.ch/ig/ch-core/StructureDefinition/"

static const char *
status_code (JsonObject *resource,
             const char *name)
{
  return fhir_json_string (fhir_json_nth (fhir_json_object (resource, name), "coding", 0), "code");
}

/* 59156000 or 76104008, once, in one valueCoding (R-VAC-23). */
static void
check_verification (SandboxCheck *check,
                    JsonObject   *resource,
                    const char   *path)
{
  guint       n = 0;
  JsonObject *extension = sandbox_check_extension (resource, VACD "ch-vacd-ext-verification-status", &n);
  JsonNode   *value = extension != NULL ? json_object_get_member (extension, "valueCoding") : NULL;
  const char *code = value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? fhir_json_string (json_node_get_object (value), "code") : NULL;

  sandbox_check_need (check, n == 1, path, "must say once whether it is verified (R-VAC-23)");
  sandbox_check_need (check, g_strcmp0 (code, "59156000") == 0 || g_strcmp0 (code, "76104008") == 0, path, "must be verified or not verified (R-VAC-23)");
}

static void
check_identifiers (SandboxCheck *check,
                   JsonObject   *resource,
                   const char   *path)
{
  sandbox_check_count (check, resource, "identifier", 1, 20, path);
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      sandbox_check_need (check, fhir_json_string (identifier, "system") != NULL && fhir_json_string (identifier, "value") != NULL, path,
                          "must have an identifier with system and value (R-VAC-22)");
    }
}

static gboolean
is_logical (JsonObject *reference,
            const char *type)
{
  return fhir_json_string (reference, "reference") == NULL && g_strcmp0 (fhir_json_string (reference, "type"), type) == 0 &&
         fhir_json_string (fhir_json_object (reference, "identifier"), "value") != NULL;
}

/* R-VAC-58: at most one, by identifiers; and no flag of a record in an act (R-VAC-78). */
static void
check_cross_reference (SandboxCheck *check,
                       JsonObject   *resource,
                       const char   *path)
{
  guint       n = 0, n_parts = 0;
  JsonObject *extension = sandbox_check_extension (resource, CORE "ch-core-ext-entry-resource-cross-references", &n);
  JsonObject *part;

  sandbox_check_need (check, n <= 1, path, "replaces more than one entry (R-VAC-58)");
  if (n == 1)
    {
      part = sandbox_check_extension (extension, "entry", &n_parts);
      sandbox_check_need (check, n_parts == 1 && is_logical (fhir_json_object (part, "valueReference"), fhir_json_resource_type (resource)), path,
                          "must name the entry that it replaces by its identifier (R-VAC-58)");
      part = sandbox_check_extension (extension, "container", &n_parts);
      sandbox_check_need (check, n_parts == 1 && is_logical (fhir_json_object (part, "valueReference"), "Composition"), path,
                          "must name the document of the entry that it replaces by its identifier (R-VAC-58)");
      part = sandbox_check_extension (extension, "relationcode", &n_parts);
      sandbox_check_need (check, n_parts == 1 && g_strcmp0 (fhir_json_string (part, "valueCode"), "replaces") == 0, path, "must say that it replaces (R-VAC-58)");
    }
  sandbox_check_extension (resource, VACD "ch-vacd-ext-cross-reference", &n);
  sandbox_check_need (check, n == 0, path, "refers in a form of yesterday (R-VAC-109)");
  sandbox_check_extension (resource, VACD "ch-vacd-ext-merging-conflict-entry-reference", &n);
  sandbox_check_need (check, n == 0, path, "flags a duplicate outside a record document (R-VAC-78)");
}

static void
check_vaccination (SandboxCheck *check,
                   JsonObject   *bundle,
                   JsonObject   *resource)
{
  static const char *const stati[] = { "completed", "entered-in-error", "not-done", NULL };
  const char              *status = fhir_json_string (resource, "status");

  check_verification (check, resource, "Immunization.extension");
  sandbox_check_count (check, resource, "vaccineCode", 1, 1, "Immunization");
  sandbox_check_count (check, resource, "patient", 1, 1, "Immunization");
  sandbox_check_need (check, status != NULL && g_strv_contains (stati, status), "Immunization.status", "is none of the guide's (R-VAC-23)");
  sandbox_check_need (check, fhir_json_string (resource, "occurrenceDateTime") != NULL || fhir_json_object (resource, "_occurrenceDateTime") != NULL || fhir_json_string (resource, "occurrenceString") != NULL,
                      "Immunization.occurrence", "is missing (R-VAC-23)");
  for (guint i = 0; i < fhir_json_n (resource, "performer"); i++)
    {
      JsonObject *actor = sandbox_vaccine_resolve (bundle, fhir_json_object (fhir_json_nth (resource, "performer", i), "actor"));

      sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (actor), "PractitionerRole") == 0, "Immunization.performer.actor", "must be a PractitionerRole (R-VAC-23)");
    }
  for (guint i = 0; i < fhir_json_n (resource, "protocolApplied"); i++)
    {
      JsonObject *protocol = fhir_json_nth (resource, "protocolApplied", i);

      sandbox_check_need (check, fhir_json_integer (protocol, "doseNumberPositiveInt", 0) > 0 || fhir_json_object (protocol, "_doseNumberPositiveInt") != NULL || fhir_json_string (protocol, "doseNumberString") != NULL,
                          "Immunization.protocolApplied.doseNumber", "is missing (R-VAC-27)");
    }
}

/* Allergies and conditions: a clinical status, unless they were entered in error (R-VAC-34, chapter 6.3). */
static void
check_statement (SandboxCheck *check,
                 JsonObject   *resource)
{
  gboolean         allergy = g_strcmp0 (fhir_json_resource_type (resource), "AllergyIntolerance") == 0;
  const char      *type = fhir_json_resource_type (resource);
  JsonObject      *first = allergy ? NULL : fhir_json_nth (resource, "category", 0);
  const char      *category = fhir_json_string (fhir_json_nth (first, "coding", 0), "code");
  gboolean         error = g_strcmp0 (status_code (resource, "verificationStatus"), "entered-in-error") == 0;
  gboolean         has_status = fhir_json_object (resource, "clinicalStatus") != NULL;
  g_autofree char *path = g_strconcat (type, ".clinicalStatus", NULL);

  sandbox_check_count (check, resource, "verificationStatus", 1, 1, type);
  sandbox_check_count (check, resource, "code", 1, 1, type);
  sandbox_check_count (check, resource, allergy ? "patient" : "subject", 1, 1, type);
  sandbox_check_need (check, !(error && has_status), path, "is forbidden in what was entered in error (R-VAC-34)");
  sandbox_check_need (check, error || has_status || g_strcmp0 (category, "encounter-diagnosis") == 0, path, "is missing (R-VAC-34)");
  sandbox_check_need (check, first == NULL || g_strcmp0 (category, "encounter-diagnosis") == 0 || g_strcmp0 (category, "problem-list-item") == 0,
                      "Condition.category", "is none of the guide's (chapter 6.3)");
}

/* R-VAC-42, R-VAC-44 */
static void
check_serology (SandboxCheck *check,
                JsonObject   *resource)
{
  static const char *const needed[] = { "value", "unit", "system", "code" };
  JsonObject              *quantity = fhir_json_object (resource, "valueQuantity");

  check_verification (check, resource, "Observation.extension");
  sandbox_check_count (check, resource, "status", 1, 1, "Observation");
  sandbox_check_count (check, resource, "code", 1, 1, "Observation");
  sandbox_check_need (check, quantity != NULL || fhir_json_object (resource, "valueCodeableConcept") != NULL, "Observation.value", "is missing (R-VAC-42)");
  for (guint i = 0; quantity != NULL && i < G_N_ELEMENTS (needed); i++)
    sandbox_check_count (check, quantity, needed[i], 1, 1, "Observation.valueQuantity");
  sandbox_check_need (check, quantity == NULL || fhir_json_string (quantity, "comparator") == NULL, "Observation.valueQuantity.comparator", "is forbidden (R-VAC-44)");
}

void
sandbox_vaccine_check_entry (SandboxCheck *check,
                             JsonObject   *bundle,
                             JsonObject   *resource)
{
  const char *type = fhir_json_resource_type (resource);

  if (g_strcmp0 (type, "Immunization") == 0)
    check_vaccination (check, bundle, resource);
  else if (g_strcmp0 (type, "Observation") == 0)
    check_serology (check, resource);
  else if (g_strcmp0 (type, "AllergyIntolerance") == 0 || g_strcmp0 (type, "Condition") == 0)
    check_statement (check, resource);
  else
    return;
  check_identifiers (check, resource, type);
  check_cross_reference (check, resource, type);
}
