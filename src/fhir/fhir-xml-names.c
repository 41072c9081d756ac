/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-xml-names.h"

#include <string.h>

/* FHIR R4: elements of the resources that a vaccination document holds. "parent.name" goes before "name". */
static const char *const lists[] = {
  "address", "alias", "attester", "author", "availableTime", "basedOn", "bodySite", "category", "coding", "communication",
  "component", "contact", "contained", "contraindicatedVaccineCode", "dateCriterion", "daysOfWeek", "derivedFrom", "destination",
  "detail", "deviceName", "education", "endpoint", "entry", "event", "evidence", "extension", "forecastReason", "generalPractitioner",
  "given", "hasMember", "healthcareService", "ingredient", "interpretation", "issue", "line", "link", "location", "manifestation",
  "modifierExtension", "notAvailable", "note", "parameter", "part", "partOf", "participant", "performer", "photo", "prefix", "profile",
  "programEligibility", "property", "protocolApplied", "qualification", "reaction", "reasonCode", "reasonReference", "recommendation",
  "referenceRange", "relatesTo", "relationship", "safety", "section", "security", "specialization", "specialty", "stage",
  "subpotentReason", "suffix", "supportingImmunization", "supportingPatientInformation", "tag", "targetDisease", "telecom",
  "udiCarrier",
  "Device.version", "Location.type", "MessageHeader.focus", "Observation.focus", "Organization.type", "Patient.name",
  "Practitioner.name", "PractitionerRole.code", "RelatedPerson.name", "event.code", "property.valueCode", "property.valueQuantity",
  "recommendation.vaccineCode", "referenceRange.appliesTo"
};

static const char *const singles[] = {
  "Device.location", "Immunization.location", "Location.address", "Observation.bodySite", "contact.address", "contact.name",
  "destination.endpoint", "recommendation.targetDisease", "source.endpoint"
};

/* Resources may have several identifiers; these, and what refers to a resource by its identifier, one. */
static const char *const with_one_identifier[] = { "Bundle", "Composition", "QuestionnaireResponse" };

static const char *const truths[] = {
  "active", "deceasedBoolean", "experimental", "isSubpotent", "multipleBirthBoolean", "preferred", "primarySource", "userSelected",
  "valueBoolean", "allDay", "isActive", "asNeededBoolean", "inactive", "excludedStructure"
};

static const char *const number_endings[] = { "PositiveInt", "UnsignedInt", "Integer", "Decimal" };
static const char *const numbers[] = { "rank", "size", "total", "score", "latitude", "longitude", "altitude" };
static const char *const quantities[] = { "numerator", "denominator", "low", "high", "quantity", "amount", "dose", "rate" };

static const char *const primitive_endings[] = {
  "DateTime", "String", "PositiveInt", "UnsignedInt", "Integer", "Decimal", "Boolean", "Instant", "Markdown", "Uri", "Code", "Date"
};
static const char *const primitives[] = {
  "birthDate", "city", "confidentiality", "country", "criticality", "date", "display", "district", "end", "expirationDate", "family",
  "gender", "given", "issued", "language", "lastOccurrence", "line", "lotNumber", "name", "postalCode", "prefix", "recorded",
  "recordedDate", "start", "state", "status", "suffix", "system", "text", "time", "title", "unit", "use", "value"
};

static gboolean
is_in (const char *const *names,
       gsize              n_names,
       const char        *name)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      return TRUE;

  return FALSE;
}

static gboolean
ends_in (const char *const *endings,
         gsize              n_endings,
         const char        *name)
{
  for (gsize i = 0; i < n_endings; i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return FALSE;
}

gboolean
fhir_xml_is_list (const char *parent,
                  const char *name)
{
  g_autofree char *both = g_strconcat (parent, ".", name, NULL);

  if (is_in (singles, G_N_ELEMENTS (singles), both))
    return FALSE;
  if (is_in (lists, G_N_ELEMENTS (lists), both))
    return TRUE;
  if (g_str_equal (name, "identifier"))
    return g_ascii_isupper (*parent) && !is_in (with_one_identifier, G_N_ELEMENTS (with_one_identifier), parent);

  return is_in (lists, G_N_ELEMENTS (lists), name);
}

FhirXmlValue
fhir_xml_value_of (const char *parent,
                   const char *name)
{
  if (is_in (truths, G_N_ELEMENTS (truths), name))
    return FHIR_XML_BOOLEAN;
  if (is_in (numbers, G_N_ELEMENTS (numbers), name) || ends_in (number_endings, G_N_ELEMENTS (number_endings), name))
    return FHIR_XML_NUMBER;
  if (g_str_equal (name, "value") &&
      (g_str_has_suffix (parent, "Quantity") || is_in (quantities, G_N_ELEMENTS (quantities), parent)))
    return FHIR_XML_NUMBER;

  return FHIR_XML_TEXT;
}

gboolean
fhir_xml_is_primitive (const char *name)
{
  return is_in (primitives, G_N_ELEMENTS (primitives), name) ||
         ends_in (primitive_endings, G_N_ELEMENTS (primitive_endings), name);
}
