/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-vaccination-check-private.h"
#include "model-number.h"

#include <string.h>

/* Each resource of a written document: its element table (fhir-vaccination-tables), and what the profiles of CH VACD, CH Core and
 * FHIR say across elements. */

#define VER_CONDITION "http://terminology.hl7.org/CodeSystem/condition-ver-status"
#define VER_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
#define CLINICAL_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define CLINICAL_CONDITION "http://terminology.hl7.org/CodeSystem/condition-clinical"

gboolean
fhir_vaccination_fault (FhirVaccinationCheck *self,
                        JsonObject           *resource,
                        const char           *element,
                        const char           *rule)
{
  const char *type = fhir_json_resource_type (resource);

  g_set_error (self->error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "%s.%s: %s", type != NULL ? type : "Bundle", element, rule);

  return FALSE;
}

gboolean
fhir_vaccination_is_one_of (const char *word,
                            const char *list)
{
  g_auto(GStrv) words = g_strsplit (list, "|", -1);

  return word != NULL && g_strv_contains ((const char *const *) words, word);
}

static guint
count_member (JsonObject *resource,
              const char *name)
{
  JsonNode        *node = resource != NULL && json_object_has_member (resource, name) ? json_object_get_member (resource, name) : NULL;
  g_autofree char *beside = g_strconcat ("_", name, NULL);

  if (resource == NULL)
    return 0;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node));

  return node != NULL || json_object_has_member (resource, beside) ? 1 : 0;
}

static guint
count_choice (JsonObject *resource,
              const char *stem)
{
  g_autoptr(GList) members = json_object_get_members (resource);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length = strlen (stem);

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *name = *(const char *) member->data == '_' ? (const char *) member->data + 1 : member->data;

      if (g_str_has_prefix (name, stem) && g_ascii_isupper (name[length]))
        g_hash_table_add (names, (char *) name);
    }

  return g_hash_table_size (names);
}

static guint
count_element (JsonObject *resource,
               const char *name)
{
  g_autofree char *stem = g_str_has_suffix (name, "[x]") ? g_strndup (name, strlen (name) - 3) : NULL;

  return stem != NULL ? count_choice (resource, stem) : count_member (resource, name);
}

static JsonObject *
first_coding (JsonObject *resource,
              const char *name)
{
  return fhir_json_nth (fhir_json_nth (resource, name, 0), "coding", 0);
}

const char *
fhir_vaccination_code_of (JsonObject *resource,
                          const char *name)
{
  const char *text = fhir_json_string (resource, name);

  if (text == NULL)
    text = fhir_json_nth_string (resource, name, 0);

  return text != NULL ? text : fhir_json_string (first_coding (resource, name), "code");
}

const char *
fhir_vaccination_system_of (JsonObject *resource,
                            const char *name)
{
  return fhir_json_string (first_coding (resource, name), "system");
}

const FhirVaccinationTable *
fhir_vaccination_table_of (JsonObject *resource)
{
  const char *profile = fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0);

  return fhir_vaccination_find_table (profile);
}

/* Whom only words tell, as the document that named her had lost her. */
static gboolean
is_told (JsonObject *reference)
{
  return fhir_json_string (reference, "reference") == NULL &&
         (fhir_json_string (reference, "display") != NULL || fhir_json_object (reference, "identifier") != NULL);
}

gboolean
fhir_vaccination_is_target (FhirVaccinationCheck *self,
                            JsonObject           *resource,
                            JsonObject           *reference,
                            const char           *targets)
{
  JsonObject      *target = fhir_vaccination_resolve (&self->bundle, resource, reference);
  const char      *type = fhir_json_resource_type (target);
  const char      *profile = fhir_json_nth_string (fhir_json_object (target, "meta"), "profile", 0);
  g_autofree char *of_the_record = type != NULL && profile != NULL && g_str_has_suffix (profile, "-epr") ? g_strconcat (type, "*", NULL) : NULL;

  return fhir_vaccination_is_one_of (type, targets) || fhir_vaccination_is_one_of (of_the_record, targets);
}

gboolean
fhir_vaccination_is_time (const char *text)
{
  g_autoptr(GRegex) form = g_regex_new ("^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
                                         "(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]))?)?)?$",
                                         0, 0, NULL);

  return g_regex_match (form, text, 0, NULL);
}

static gboolean
check_times (FhirVaccinationCheck *self,
             JsonObject           *resource)
{
  static const char *const names[] = {
    "date", "recorded", "recordedDate", "occurrenceDateTime", "onsetDateTime", "abatementDateTime", "effectiveDateTime", "expirationDate",
    "lastOccurrence", "birthDate"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = fhir_json_string (resource, names[i]);

      if (json_object_has_member (resource, names[i]) && (text == NULL || !fhir_vaccination_is_time (text)))
        return fhir_vaccination_fault (self, resource, names[i], "R-VAC-24");
    }

  return TRUE;
}

static gboolean
check_element (FhirVaccinationCheck         *self,
               JsonObject                   *resource,
               const FhirVaccinationElement *element)
{
  guint n = count_element (resource, element->name);

  if (n < element->min || n > element->max)
    return fhir_vaccination_fault (self, resource, element->name, element->rule);
  if (n > 0 && element->codes != NULL && !fhir_vaccination_is_one_of (fhir_vaccination_code_of (resource, element->name), element->codes))
    return fhir_vaccination_fault (self, resource, element->name, element->rule);
  for (guint i = 0; element->targets != NULL && i < n; i++)
    {
      JsonObject *reference = fhir_json_nth (resource, element->name, i);

      if (!fhir_vaccination_is_target (self, resource, reference, element->targets) && !(element->may_be_told && is_told (reference)))
        return fhir_vaccination_fault (self, resource, element->name, element->rule);
    }

  return TRUE;
}

/* Entries. */

static gboolean
has_uuid (JsonObject *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_VACCINATION_UUID_SYSTEM) == 0 && fhir_json_string (identifier, "value") != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_notes (FhirVaccinationCheck *self,
             JsonObject           *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "note"); i++)
    {
      JsonObject *note = fhir_json_nth (resource, "note", i);
      JsonObject *author = fhir_vaccination_resolve (&self->bundle, resource, fhir_json_object (note, "authorReference"));

      if (fhir_json_string (note, "text") == NULL)
        return fhir_vaccination_fault (self, resource, "note.text", "chapter 6.1");
      if (count_choice (note, "author") > 1 ||
          (author != NULL && !fhir_vaccination_is_one_of (fhir_json_resource_type (author), "Practitioner|Patient|RelatedPerson|Organization")))
        return fhir_vaccination_fault (self, resource, "note.author[x]", "chapter 6.1");
    }

  return TRUE;
}

static gboolean
check_doses (FhirVaccinationCheck *self,
             JsonObject           *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "protocolApplied"); i++)
    {
      JsonObject *protocol = fhir_json_nth (resource, "protocolApplied", i);

      if (count_choice (protocol, "doseNumber") != 1 ||
          (json_object_has_member (protocol, "doseNumberPositiveInt") && fhir_json_integer (protocol, "doseNumberPositiveInt", 0) < 1))
        return fhir_vaccination_fault (self, resource, "protocolApplied.doseNumber[x]", "R-VAC-27");
    }

  return TRUE;
}

static gboolean
check_immunization (FhirVaccinationCheck *self,
                    JsonObject           *resource)
{
  const char *lot = fhir_json_string (resource, "lotNumber");

  for (guint i = 0; i < fhir_json_n (resource, "performer"); i++)
    {
      JsonObject *actor = fhir_json_object (fhir_json_nth (resource, "performer", i), "actor");

      if (!fhir_vaccination_is_target (self, resource, actor, "PractitionerRole") && !is_told (actor))
        return fhir_vaccination_fault (self, resource, "performer.actor", "R-VAC-23");
    }
  if (json_object_has_member (resource, "lotNumber") && fhir_vaccination_unless_empty (lot) == NULL)
    return fhir_vaccination_fault (self, resource, "lotNumber", "R-VAC-28");
  if (fhir_json_n (fhir_json_object (resource, "vaccineCode"), "coding") == 0 &&
      fhir_json_string (fhir_json_object (resource, "vaccineCode"), "text") == NULL)
    return fhir_vaccination_fault (self, resource, "vaccineCode", "R-VAC-23");

  return check_doses (self, resource) && fhir_vaccination_check_product (self, resource) && fhir_vaccination_check_verification (self, resource) && fhir_vaccination_check_recorder (self, resource);
}

static gboolean
is_abated (const char *clinical)
{
  return fhir_vaccination_is_one_of (clinical, "inactive|resolved|remission");
}

static gboolean
check_clinical (FhirVaccinationCheck *self,
                JsonObject           *resource,
                gboolean              required)
{
  gboolean    allergy = g_str_equal (fhir_json_resource_type (resource), "AllergyIntolerance");
  const char *clinical = fhir_vaccination_code_of (resource, "clinicalStatus");
  gboolean    in_error = g_strcmp0 (fhir_vaccination_code_of (resource, "verificationStatus"), "entered-in-error") == 0;

  if (g_strcmp0 (fhir_vaccination_system_of (resource, "verificationStatus"), allergy ? VER_ALLERGY : VER_CONDITION) != 0)
    return fhir_vaccination_fault (self, resource, "verificationStatus", allergy ? "R-VAC-34" : "R-VAC-38");
  if (clinical != NULL && g_strcmp0 (fhir_vaccination_system_of (resource, "clinicalStatus"), allergy ? CLINICAL_ALLERGY : CLINICAL_CONDITION) != 0)
    return fhir_vaccination_fault (self, resource, "clinicalStatus", allergy ? "R-VAC-34" : "R-VAC-38");
  if (in_error && json_object_has_member (resource, "clinicalStatus"))
    return fhir_vaccination_fault (self, resource, "clinicalStatus", "R-VAC-34, R-VAC-38 (con-5)");
  if (!in_error && required && clinical == NULL)
    return fhir_vaccination_fault (self, resource, "clinicalStatus", "R-VAC-34, R-VAC-37");
  if (!allergy && count_choice (resource, "abatement") > 0 && !is_abated (clinical))
    return fhir_vaccination_fault (self, resource, "abatement[x]", "R-VAC-38 (con-4)");

  return TRUE;
}

static gboolean
check_reactions (FhirVaccinationCheck *self,
                 JsonObject           *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "reaction"); i++)
    {
      JsonObject *reaction = fhir_json_nth (resource, "reaction", i);
      const char *severity = fhir_json_string (reaction, "severity");

      if (fhir_json_n (reaction, "manifestation") == 0 || (severity != NULL && !fhir_vaccination_is_one_of (severity, "mild|moderate|severe")))
        return fhir_vaccination_fault (self, resource, "reaction", "chapter 6.2");
    }

  return TRUE;
}

static gboolean
check_condition (FhirVaccinationCheck       *self,
                 JsonObject                 *resource,
                 const FhirVaccinationTable *table)
{
  if (json_object_has_member (resource, "category") &&
      g_strcmp0 (fhir_vaccination_system_of (resource, "category"), "http://terminology.hl7.org/CodeSystem/condition-category") != 0)
    return fhir_vaccination_fault (self, resource, "category", "R-VAC-39");

  return check_clinical (self, resource, table->elements != fhir_vaccination_basic);
}

static gboolean
check_serology (FhirVaccinationCheck *self,
                JsonObject           *resource)
{
  JsonObject *quantity = fhir_json_object (resource, "valueQuantity");

  if (quantity == NULL && fhir_json_object (resource, "valueCodeableConcept") == NULL)
    return fhir_vaccination_fault (self, resource, "value[x]", "R-VAC-42");
  if (quantity != NULL && json_object_has_member (quantity, "comparator"))
    return fhir_vaccination_fault (self, resource, "valueQuantity.comparator", "R-VAC-44");
  if (quantity != NULL && (!json_object_has_member (quantity, "value") || fhir_json_string (quantity, "value") != NULL ||
                           fhir_json_string (quantity, "unit") == NULL || fhir_json_string (quantity, "system") == NULL ||
                           fhir_json_string (quantity, "code") == NULL))
    return fhir_vaccination_fault (self, resource, "valueQuantity", "R-VAC-42");

  return fhir_vaccination_check_verification (self, resource) && fhir_vaccination_check_recorder (self, resource);
}

/* People. */

static gboolean
check_gln (FhirVaccinationCheck *self,
           JsonObject           *resource,
           gboolean              required)
{
  guint n = 0;

  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);
      const char *value = fhir_json_string (identifier, "value");

      if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_SYSTEM_GLN) != 0)
        continue;
      n++;
      if (value == NULL || !model_number_is_gln (value))
        return fhir_vaccination_fault (self, resource, "identifier", "R-VAC-46");
    }
  if (n > 1 || (required && n == 0))
    return fhir_vaccination_fault (self, resource, "identifier", "R-VAC-46");

  return TRUE;
}

/* Somebody with a name has a family name, or is said to have one. */
static gboolean
has_family (JsonObject *resource)
{
  guint n = fhir_json_n (resource, "name");

  for (guint i = 0; i < n; i++)
    if (count_member (fhir_json_nth (resource, "name", i), "family") > 0)
      return TRUE;

  return n == 0;
}

static gboolean
check_person (FhirVaccinationCheck       *self,
              JsonObject                 *resource,
              const FhirVaccinationTable *table)
{
  const char *type = fhir_json_resource_type (resource);

  if (fhir_vaccination_is_one_of (type, "Practitioner|Patient") && !has_family (resource) && (table != NULL || g_str_equal (type, "Practitioner")))
    return fhir_vaccination_fault (self, resource, "name.family", "chapter 6.5");
  if (g_str_equal (type, "Practitioner"))
    return check_gln (self, resource, table != NULL);
  if (!g_str_equal (type, "Organization"))
    return TRUE;
  if (fhir_json_string (resource, "name") == NULL && fhir_json_n (resource, "identifier") == 0)
    return fhir_vaccination_fault (self, resource, "name", "chapter 6.5");

  return check_gln (self, resource, FALSE);
}

static gboolean
check_invariants (FhirVaccinationCheck       *self,
                  JsonObject                 *resource,
                  const FhirVaccinationTable *table)
{
  const char *type = fhir_json_resource_type (resource);

  if (g_str_equal (type, "Immunization"))
    return check_immunization (self, resource);
  if (g_str_equal (type, "Observation"))
    return check_serology (self, resource);
  if (g_str_equal (type, "AllergyIntolerance"))
    return check_clinical (self, resource, TRUE) && check_reactions (self, resource);
  if (g_str_equal (type, "Condition"))
    return check_condition (self, resource, table);

  return check_person (self, resource, table);
}

static gboolean
is_entry (JsonObject *resource)
{
  return fhir_vaccination_is_one_of (fhir_json_resource_type (resource), "Immunization|Observation|AllergyIntolerance|Condition");
}

gboolean
fhir_vaccination_check_resource (FhirVaccinationCheck *self,
                                 JsonObject           *resource)
{
  const FhirVaccinationTable *table = fhir_vaccination_table_of (resource);

  if (fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0) == NULL)
    return fhir_vaccination_fault (self, resource, "meta.profile", "R-VAC-4");
  if (table == NULL && is_entry (resource))
    return fhir_vaccination_fault (self, resource, "meta.profile", "R-VAC-4");
  if (table != NULL && g_strcmp0 (table->type, fhir_json_resource_type (resource)) != 0)
    return fhir_vaccination_fault (self, resource, "meta.profile", "R-VAC-4");
  for (const FhirVaccinationElement *element = table != NULL ? table->elements : NULL; element != NULL && element->name != NULL; element++)
    if (!check_element (self, resource, element))
      return FALSE;
  if (!check_times (self, resource))
    return FALSE;
  /* entries of a record keep the numbers they had (R-VAC-80) */
  if (is_entry (resource) && !self->is_record && !has_uuid (resource))
    return fhir_vaccination_fault (self, resource, "identifier", "R-VAC-22");
  if (is_entry (resource) && (!fhir_vaccination_check_cross_reference (self, resource) || !fhir_vaccination_check_conflicts (self, resource) || !check_notes (self, resource)))
    return FALSE;

  return check_invariants (self, resource, table);
}
