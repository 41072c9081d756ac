/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-vaccination-check-private.h"

/* What the extensions of a written entry say: whether it is confirmed, who entered it, which version it replaces, what it conflicts
 * with, and from which pack it came. */

/* Of extensions of @url: how many there are, and the last. */
static guint
count_extensions (JsonObject  *resource,
                  const char  *url,
                  JsonObject **last)
{
  guint found = 0;

  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);

      if (g_strcmp0 (fhir_json_string (extension, "url"), url) != 0)
        continue;
      found++;
      *last = extension;
    }

  return found;
}

gboolean
fhir_vaccination_check_verification (FhirVaccinationCheck *self,
                                     JsonObject           *resource)
{
  JsonObject *extension = NULL;
  JsonObject *coding;
  guint       n = count_extensions (resource, FHIR_VACCINATION_VERIFICATION, &extension);

  coding = fhir_json_object (extension, "valueCoding");
  if (n != 1 || json_object_has_member (extension, "extension") ||
      g_strcmp0 (fhir_json_string (coding, "system"), FHIR_VACCINATION_SNOMED) != 0 ||
      !fhir_vaccination_is_one_of (fhir_json_string (coding, "code"), "59156000|76104008"))
    return fhir_vaccination_fault (self, resource, "extension(verificationStatus)", "R-VAC-23");

  return TRUE;
}

gboolean
fhir_vaccination_check_recorder (FhirVaccinationCheck *self,
                                 JsonObject           *resource)
{
  JsonObject *extension = NULL;
  JsonObject *reference;
  guint       n = count_extensions (resource, FHIR_VACCINATION_RECORDER, &extension);

  reference = fhir_json_object (extension, "valueReference");
  if (n > 1 || (n == 1 && (fhir_json_string (reference, "reference") == NULL ||
                           !fhir_vaccination_is_target (self, resource, reference, "PractitionerRole|Patient|RelatedPerson"))))
    return fhir_vaccination_fault (self, resource, "extension(recorder)", "chapter 6.1");

  return TRUE;
}

static gboolean
is_logical (JsonObject *extension,
            const char *url,
            const char *type)
{
  JsonObject *part = NULL;
  JsonObject *reference;

  if (count_extensions (extension, url, &part) != 1)
    return FALSE;
  reference = fhir_json_object (part, "valueReference");

  return g_strcmp0 (fhir_json_string (reference, "type"), type) == 0 && fhir_json_string (reference, "reference") == NULL &&
         fhir_json_string (fhir_json_object (reference, "identifier"), "value") != NULL;
}

gboolean
fhir_vaccination_check_cross_reference (FhirVaccinationCheck *self,
                                        JsonObject           *resource)
{
  JsonObject *extension = NULL;
  JsonObject *code = NULL;
  JsonObject *target = NULL;
  guint       n = count_extensions (resource, FHIR_VACCINATION_REPLACES, &extension);

  if (n == 0)
    return TRUE;
  if (self->is_record)
    return fhir_vaccination_fault (self, resource, "extension(relatesTo)", "R-VAC-80");
  if (n > 1 || !is_logical (extension, "entry", fhir_json_resource_type (resource)) || !is_logical (extension, "container", "Composition") ||
      count_extensions (extension, "relationcode", &code) != 1 || g_strcmp0 (fhir_json_string (code, "valueCode"), "replaces") != 0)
    return fhir_vaccination_fault (self, resource, "extension(relatesTo)", "R-VAC-58");

  (void) count_extensions (extension, "entry", &target);
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, "identifier", i), "value"),
                   fhir_json_string (fhir_json_object (fhir_json_object (target, "valueReference"), "identifier"), "value")) == 0)
      return fhir_vaccination_fault (self, resource, "extension(relatesTo)", "R-VAC-59");

  return TRUE;
}

/* The entry that @conflict points at, in words or not. */
static JsonObject *
partner_of (FhirVaccinationCheck *self,
            JsonObject           *resource,
            JsonObject           *conflict)
{
  JsonObject *part = NULL;

  if (count_extensions (conflict, "entry", &part) != 1)
    return NULL;

  return fhir_vaccination_resolve (&self->bundle, resource, fhir_json_object (part, "valueReference"));
}

static guint
count_conflicts (FhirVaccinationCheck *self,
                 JsonObject           *resource,
                 JsonObject           *partner)
{
  guint n = 0;

  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);

      n += g_strcmp0 (fhir_json_string (extension, "url"), FHIR_VACCINATION_CONFLICT) == 0 && partner_of (self, resource, extension) == partner ? 1 : 0;
    }

  return n;
}

/* Both partners point at each other, once. */
gboolean
fhir_vaccination_check_conflicts (FhirVaccinationCheck *self,
                                  JsonObject           *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);
      JsonObject *partner, *code = NULL;

      if (g_strcmp0 (fhir_json_string (extension, "url"), FHIR_VACCINATION_CONFLICT) != 0)
        continue;
      partner = partner_of (self, resource, extension);
      if (!self->is_record || partner == NULL || partner == resource || count_conflicts (self, resource, partner) != 1 ||
          count_conflicts (self, partner, resource) != 1 || count_extensions (extension, "conflict", &code) != 1 ||
          g_strcmp0 (fhir_json_string (code, "valueCode"), "duplicate") != 0)
        return fhir_vaccination_fault (self, resource, "extension(conflict)", "R-VAC-78");
    }

  return TRUE;
}

/* The pack: what has a code and a batch has a name and a number of its own. */
gboolean
fhir_vaccination_check_product (FhirVaccinationCheck *self,
                                JsonObject           *resource)
{
  JsonObject *extension = NULL;
  JsonObject *product, *form;
  guint       n = count_extensions (resource, FHIR_VACCINATION_MEDICATION, &extension);

  if (n == 0)
    return TRUE;
  product = fhir_vaccination_resolve (&self->bundle, resource, fhir_json_object (extension, "valueReference"));
  if (n > 1 || g_strcmp0 (fhir_json_resource_type (product), "Medication") != 0)
    return fhir_vaccination_fault (self, resource, "extension(medication)", "R-VAC-30");
  form = fhir_json_object (product, "form");
  if (fhir_json_n (product, "identifier") == 0 || fhir_json_string (fhir_json_object (product, "code"), "text") == NULL ||
      (form != NULL && (fhir_vaccination_system_of (product, "form") == NULL || fhir_vaccination_code_of (product, "form") == NULL)))
    return fhir_vaccination_fault (self, product, "identifier, code.text", "R-VAC-30");

  return TRUE;
}
