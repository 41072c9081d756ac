/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-vaccination-check-private.h"

#include <string.h>

/* A written document as a whole: bundle, composition, sections, and what leads where. */

/* The composition. */

static const struct
{
  const char *format, *composition, *bundle;
} kinds[] = {
  { "urn:che:epr:ch-vacd:immunization-administration:2022", "ch-vacd-composition-immunization-administration",
    "ch-vacd-document-immunization-administration" },
  { "urn:che:epr:ch-vacd:vaccination-record:2022", "ch-vacd-composition-vaccination-record", "ch-vacd-document-vaccination-record" },
};

static gboolean
names_profile (JsonObject *resource,
               const char *profile)
{
  const char *named = fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0);

  return named != NULL && g_str_has_prefix (named, FHIR_VACD) && g_str_equal (named + strlen (FHIR_VACD), profile);
}

/* Bundle, composition and format code say the same kind (R-VAC-4, R-VAC-10). */
static gboolean
check_kind (FhirVaccinationCheck *self)
{
  const char *format = fhir_vaccination_code_of (self->composition, "category");
  const char *system = fhir_vaccination_system_of (self->composition, "category");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (format, kinds[i].format) == 0)
      {
        if (!names_profile (self->composition, kinds[i].composition))
          return fhir_vaccination_fault (self, self->composition, "meta.profile", "R-VAC-4");
        if (!names_profile (self->bundle.bundle, kinds[i].bundle))
          return fhir_vaccination_fault (self, self->bundle.bundle, "meta.profile", "R-VAC-4");
        if (system == NULL || !g_str_has_prefix (system, "urn:oid:"))
          return fhir_vaccination_fault (self, self->composition, "category", "R-VAC-10");

        return TRUE;
      }

  return fhir_vaccination_fault (self, self->composition, "category", "R-VAC-10");
}

static gboolean
check_identity (FhirVaccinationCheck *self)
{
  JsonObject *identifier = fhir_json_object (self->composition, "identifier");
  const char *value = fhir_json_string (identifier, "value");

  if (g_strcmp0 (fhir_vaccination_system_of (self->composition, "type"), FHIR_VACCINATION_SNOMED) != 0)
    return fhir_vaccination_fault (self, self->composition, "type", "R-VAC-10");
  if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_VACCINATION_UUID_SYSTEM) != 0 || value == NULL)
    return fhir_vaccination_fault (self, self->composition, "identifier", "R-VAC-10");
  if (g_strcmp0 (value, fhir_json_string (fhir_json_object (self->bundle.bundle, "identifier"), "value")) != 0)
    return fhir_vaccination_fault (self, self->composition, "identifier", "R-VAC-5");

  return TRUE;
}

static gboolean
check_confidentiality (FhirVaccinationCheck *self)
{
  static const char *const urls[] = { FHIR_CH_CORE "ch-ext-epr-confidentialitycode", NULL };
  static const char *const pairs[] = { "N/17621005", "R/263856008", "V/1141000195107", NULL };
  JsonObject              *extension = fhir_extension_find (fhir_json_object (self->composition, "_confidentiality"), urls);
  JsonObject              *concept = fhir_json_object (extension, "valueCodeableConcept");
  JsonObject              *coding = fhir_json_nth (concept, "coding", 0);
  const char              *code = fhir_json_string (coding, "code");
  g_autofree char         *pair = g_strdup_printf ("%s/%s", fhir_json_string (self->composition, "confidentiality"), code != NULL ? code : "");

  return (fhir_json_n (concept, "coding") == 1 && g_strcmp0 (fhir_json_string (coding, "system"), FHIR_VACCINATION_SNOMED) == 0 &&
          g_strv_contains (pairs, pair)) ||
         fhir_vaccination_fault (self, self->composition, "confidentiality", "R-VAC-13");
}

/* Who else stands in the head: attesters in persons that are there, the assistant in her role. */
static gboolean
check_others (FhirVaccinationCheck *self)
{
  static const char *const urls[] = { FHIR_CH_CORE "ch-ext-epr-dataenterer", NULL };
  static const char *const enterer[] = { "enterer", NULL };
  JsonObject              *extension = fhir_extension_find (self->composition, urls);
  JsonObject              *who = fhir_json_object (fhir_extension_find (extension, enterer), "valueReference");

  if (extension != NULL && !fhir_vaccination_is_target (self, self->composition, who, "PractitionerRole"))
    return fhir_vaccination_fault (self, self->composition, "extension(dataEnterer)", "R-VAC-15");
  for (guint i = 0; i < fhir_json_n (self->composition, "attester"); i++)
    {
      JsonObject *party = fhir_json_object (fhir_json_nth (self->composition, "attester", i), "party");

      if (party != NULL && !fhir_vaccination_is_target (self, self->composition, party,
                                                        "Patient*|RelatedPerson|Practitioner*|PractitionerRole*|Organization*"))
        return fhir_vaccination_fault (self, self->composition, "attester", "R-VAC-10");
    }

  return TRUE;
}

static gboolean
check_relations (FhirVaccinationCheck *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < fhir_json_n (self->composition, "relatesTo"); i++)
    {
      JsonObject *relation = fhir_json_nth (self->composition, "relatesTo", i);
      JsonObject *target = fhir_json_object (relation, "targetReference");
      const char *value = fhir_json_string (fhir_json_object (target, "identifier"), "value");

      if (g_strcmp0 (fhir_json_string (relation, "code"), "replaces") != 0 || g_strcmp0 (fhir_json_string (target, "type"), "Composition") != 0 ||
          value == NULL || !g_hash_table_add (seen, (char *) value))
        return fhir_vaccination_fault (self, self->composition, "relatesTo", "R-VAC-14");
    }

  return TRUE;
}

/* Sections. */

#define ANNOTATION "48767-8"
#define ORIGINAL "55108-5"

/* Which kinds stand in which section (chapter 5). */
static gboolean
belongs (const char *code,
         JsonObject *entry)
{
  static const struct
  {
    const char                   *code;
    const FhirVaccinationElement *a, *b;
  } places[] = {
    { "11369-6", fhir_vaccination_immunization, fhir_vaccination_basic },
    { "11450-4", fhir_vaccination_problem, NULL },
    { "11348-0", fhir_vaccination_illness, NULL },
    { "48765-2", fhir_vaccination_allergy, NULL },
    { "18727-8", fhir_vaccination_serology, NULL },
  };
  const FhirVaccinationTable *table = fhir_vaccination_table_of (entry);

  if (g_strcmp0 (code, ORIGINAL) == 0)
    return g_strcmp0 (fhir_json_resource_type (entry), "Binary") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].code, code) == 0)
      return table != NULL && (table->elements == places[i].a || table->elements == places[i].b);

  return FALSE;
}

/* What is for people alone. */
static gboolean
check_words (FhirVaccinationCheck *self,
             JsonObject           *section,
             const char           *code)
{
  guint    n = fhir_json_n (section, "entry");
  gboolean has_text = fhir_json_string (fhir_json_object (section, "text"), "div") != NULL;

  if ((g_str_equal (code, ANNOTATION) && (n > 0 || !has_text)) || (g_str_equal (code, ORIGINAL) && (n != 1 || !has_text)))
    return fhir_vaccination_fault (self, self->composition, "section", "R-VAC-17");

  return TRUE;
}

static gboolean
check_sections (FhirVaccinationCheck *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < fhir_json_n (self->composition, "section"); i++)
    {
      JsonObject *section = fhir_json_nth (self->composition, "section", i);
      JsonObject *coding = fhir_json_nth (fhir_json_object (section, "code"), "coding", 0);
      const char *code = fhir_json_string (coding, "code");

      if (code == NULL || g_strcmp0 (fhir_json_string (coding, "system"), "http://loinc.org") != 0 || !g_hash_table_add (seen, (char *) code) ||
          fhir_json_string (section, "title") == NULL || json_object_has_member (section, "section"))
        return fhir_vaccination_fault (self, self->composition, "section", "R-VAC-16");
      if (!check_words (self, section, code))
        return FALSE;
      for (guint j = 0; j < fhir_json_n (section, "entry"); j++)
        {
          JsonObject *entry = fhir_vaccination_resolve (&self->bundle, self->composition, fhir_json_nth (section, "entry", j));

          if (entry == NULL || !belongs (code, entry))
            return fhir_vaccination_fault (self, self->composition, "section.entry", "R-VAC-16");
        }
    }

  return TRUE;
}

/* The bundle. */

static gboolean
has_zone (const char *time)
{
  const char *clock = time != NULL && fhir_vaccination_is_time (time) ? strchr (time, 'T') : NULL;

  return clock != NULL;
}

static gboolean
check_head (FhirVaccinationCheck *self)
{
  JsonObject      *bundle = self->bundle.bundle;
  JsonObject      *identifier = fhir_json_object (bundle, "identifier");
  const char      *value = fhir_json_string (identifier, "value");
  g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  if (g_strcmp0 (fhir_json_string (bundle, "type"), "document") != 0)
    return fhir_vaccination_fault (self, bundle, "type", "R-VAC-1");
  if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_VACCINATION_UUID_SYSTEM) != 0 || value == NULL ||
      !g_str_has_prefix (value, "urn:uuid:") || !g_uuid_string_is_valid (value + strlen ("urn:uuid:")) || !g_str_equal (value, lower))
    return fhir_vaccination_fault (self, bundle, "identifier", "R-VAC-1");
  if (!has_zone (fhir_json_string (bundle, "timestamp")))
    return fhir_vaccination_fault (self, bundle, "timestamp", "R-VAC-1");
  if (g_strcmp0 (fhir_json_resource_type (self->composition), "Composition") != 0)
    return fhir_vaccination_fault (self, bundle, "entry[0]", "R-VAC-2");
  return TRUE;
}

static gboolean
check_addresses (FhirVaccinationCheck *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_compositions = 0, n_patients = 0;

  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (self->bundle.bundle, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *url = fhir_json_string (entry, "fullUrl");

      if (url == NULL || !(g_str_has_prefix (url, "urn:uuid:") || g_str_has_prefix (url, "http")) || !g_hash_table_add (seen, (char *) url))
        return fhir_vaccination_fault (self, self->bundle.bundle, "entry.fullUrl", "R-VAC-3");
      if (fhir_json_resource_type (resource) == NULL)
        return fhir_vaccination_fault (self, self->bundle.bundle, "entry.resource", "R-VAC-2");
      n_compositions += g_str_equal (fhir_json_resource_type (resource), "Composition") ? 1 : 0;
      n_patients += g_str_equal (fhir_json_resource_type (resource), "Patient") ? 1 : 0;
    }
  if (n_compositions != 1)
    return fhir_vaccination_fault (self, self->bundle.bundle, "entry", "R-VAC-4");

  return n_patients > 0 || fhir_vaccination_fault (self, self->bundle.bundle, "entry", "R-VAC-2");
}

static gboolean
is_withheld (FhirVaccinationCheck *self,
             const char           *system)
{
  for (const char *const *withheld = self->withheld; withheld != NULL && system != NULL && *withheld != NULL; withheld++)
    if (g_str_has_suffix (*withheld, system))
      return TRUE;

  return FALSE;
}

static gboolean walk (FhirVaccinationCheck *self, JsonObject *resource, JsonNode *node);

static gboolean
walk_object (FhirVaccinationCheck *self,
             JsonObject           *resource,
             JsonObject           *object)
{
  const char *address = fhir_json_string (object, "reference");
  g_autoptr(GList) members = json_object_get_members (object);

  if (fhir_json_string (object, "value") != NULL && is_withheld (self, fhir_json_string (object, "system")))
    return fhir_vaccination_fault (self, resource, "identifier", "R-VAC-45");
  if (address != NULL)
    {
      JsonObject *target = fhir_vaccination_resolve (&self->bundle, resource, object);

      if (target == NULL)
        return fhir_vaccination_fault (self, resource, address, "R-VAC-3");
      if (*address != '#' && g_hash_table_add (self->reached, target))
        {
          g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), target);

          if (!walk (self, target, node))
            return FALSE;
        }
    }
  for (GList *member = members; member != NULL; member = member->next)
    if (!walk (self, resource, json_object_get_member (object, member->data)))
      return FALSE;

  return TRUE;
}

/* References lead somewhere, and no number stands where it must not. */
static gboolean
walk (FhirVaccinationCheck *self,
      JsonObject           *resource,
      JsonNode             *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return walk_object (self, resource, json_node_get_object (node));
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)); i++)
    if (!walk (self, resource, json_array_get_element (json_node_get_array (node), i)))
      return FALSE;

  return TRUE;
}

static gboolean
check_reached (FhirVaccinationCheck *self)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), self->composition);

  g_hash_table_add (self->reached, self->composition);
  if (!walk (self, self->composition, node))
    return FALSE;
  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", i), "resource");

      if (!g_hash_table_contains (self->reached, resource))
        return fhir_vaccination_fault (self, resource, "id", "R-VAC-2");
      if (!fhir_vaccination_check_resource (self, resource))
        return FALSE;
    }

  return TRUE;
}

gboolean
fhir_vaccination_check_resources (FhirVaccinationBundle *bundle,
                                  JsonObject            *first,
                                  const char *const     *withheld,
                                  GError               **error)
{
  FhirVaccinationCheck self = { .bundle = *bundle, .composition = first, .withheld = withheld, .error = error };
  gboolean             good;

  self.reached = g_hash_table_new (NULL, NULL);
  good = check_reached (&self);
  g_hash_table_unref (self.reached);

  return good;
}

gboolean
fhir_vaccination_check (GBytes            *json,
                        const char *const *withheld,
                        GError           **error)
{
  g_autoptr(JsonNode) node = fhir_json_parse (json, error);
  FhirVaccinationCheck self = { .withheld = withheld, .error = error };
  gboolean             good;

  if (node == NULL)
    return FALSE;

  fhir_vaccination_bundle_init (&self.bundle, fhir_json_node_object (node));
  self.reached = g_hash_table_new (NULL, NULL);
  self.composition = fhir_json_object (fhir_json_nth (self.bundle.bundle, "entry", 0), "resource");
  self.is_record = g_strcmp0 (fhir_vaccination_code_of (self.composition, "category"), "urn:che:epr:ch-vacd:vaccination-record:2022") == 0;
  good = check_head (&self) && check_addresses (&self) && check_kind (&self) && check_identity (&self) && check_confidentiality (&self) &&
         check_others (&self) && check_relations (&self) && check_sections (&self) && check_reached (&self);
  g_hash_table_unref (self.reached);
  fhir_vaccination_bundle_clear (&self.bundle);

  return good;
}
