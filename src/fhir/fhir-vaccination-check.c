/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-vaccination-tables-private.h"
#include "fhir-vaccination-write-private.h"
#include "model-number.h"

#include <string.h>

typedef struct
{
  FhirVaccinationBundle bundle;
  JsonObject           *composition;
  const char *const    *withheld;
  gboolean              is_record;
  GHashTable           *reached; /* (owned) set of resources */
  GError              **error;
} Check;

/* FALSE, for the caller to return. */
static gboolean fault (Check *self, JsonObject *resource, const char *element, const char *rule) G_GNUC_WARN_UNUSED_RESULT;

static gboolean
fault (Check      *self,
       JsonObject *resource,
       const char *element,
       const char *rule)
{
  const char *type = fhir_json_resource_type (resource);

  g_set_error (self->error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "%s.%s: %s", type != NULL ? type : "Bundle", element, rule);

  return FALSE;
}

static gboolean
is_one_of (const char *word,
           const char *list)
{
  g_auto(GStrv) words = g_strsplit (list, "|", -1);

  return word != NULL && g_strv_contains ((const char *const *) words, word);
}

static guint
count_member (JsonObject *resource,
              const char *name)
{
  JsonNode        *node = json_object_has_member (resource, name) ? json_object_get_member (resource, name) : NULL;
  g_autofree char *beside = g_strconcat ("_", name, NULL);

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

static const char *
code_of (JsonObject *resource,
         const char *name)
{
  const char *text = fhir_json_string (resource, name);

  return text != NULL ? text : fhir_json_string (fhir_json_nth (fhir_json_nth (resource, name, 0), "coding", 0), "code");
}

static gboolean
check_element (Check                        *self,
               JsonObject                   *resource,
               const FhirVaccinationElement *element)
{
  guint n = count_element (resource, element->name);

  if (n < element->min || n > element->max)
    return fault (self, resource, element->name, element->rule);
  if (n > 0 && element->codes != NULL && !is_one_of (code_of (resource, element->name), element->codes))
    return fault (self, resource, element->name, element->rule);
  for (guint i = 0; element->targets != NULL && i < n; i++)
    {
      JsonObject *reference = fhir_json_nth (resource, element->name, i);
      JsonObject *target = fhir_vaccination_resolve (&self->bundle, resource, reference);

      if (!is_one_of (fhir_json_resource_type (target), element->targets))
        return fault (self, resource, element->name, element->rule);
    }

  return TRUE;
}

static const FhirVaccinationTable *
table_of (JsonObject *resource)
{
  const char *profile = fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0);

  return fhir_vaccination_find_table (profile);
}

/* Invariants of single resources. */

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
check_verification (Check      *self,
                    JsonObject *resource)
{
  static const char *const urls[] = { FHIR_VACCINATION_VERIFICATION, NULL };
  JsonObject              *coding = fhir_json_object (fhir_extension_find (resource, urls), "valueCoding");

  if (g_strcmp0 (fhir_json_string (coding, "system"), FHIR_VACCINATION_SNOMED) != 0 ||
      !is_one_of (fhir_json_string (coding, "code"), "59156000|76104008"))
    return fault (self, resource, "extension(verificationStatus)", "R-VAC-23");

  return TRUE;
}

static gboolean
is_logical (JsonObject *part)
{
  JsonObject *reference = fhir_json_object (part, "valueReference");

  return fhir_json_string (reference, "type") != NULL && fhir_json_string (reference, "reference") == NULL &&
         fhir_json_string (fhir_json_object (reference, "identifier"), "value") != NULL;
}

static gboolean
check_cross_reference (Check      *self,
                       JsonObject *resource)
{
  static const char *const cross[] = { FHIR_VACCINATION_REPLACES, NULL };
  static const char *const entry[] = { "entry", NULL };
  static const char *const container[] = { "container", NULL };
  static const char *const code[] = { "relationcode", NULL };
  guint                    found = 0;

  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);
      const char *url = fhir_json_string (extension, "url");

      if (!self->is_record && g_strcmp0 (url, FHIR_VACCINATION_CONFLICT) == 0)
        return fault (self, resource, "extension(conflict)", "R-VAC-78");
      if (g_strcmp0 (url, cross[0]) != 0)
        continue;
      found++;
      if (found > 1 || self->is_record || !is_logical (fhir_extension_find (extension, entry)) ||
          (fhir_extension_find (extension, container) != NULL && !is_logical (fhir_extension_find (extension, container))) ||
          g_strcmp0 (fhir_json_string (fhir_extension_find (extension, code), "valueCode"), "replaces") != 0)
        return fault (self, resource, "extension(relatesTo)", "R-VAC-58");
    }

  return TRUE;
}

static gboolean
check_notes (Check      *self,
             JsonObject *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "note"); i++)
    {
      JsonObject *note = fhir_json_nth (resource, "note", i);
      JsonObject *author = fhir_vaccination_resolve (&self->bundle, resource, fhir_json_object (note, "authorReference"));

      if (fhir_json_string (note, "text") == NULL)
        return fault (self, resource, "note.text", "chapter 6.1");
      if (author != NULL && !is_one_of (fhir_json_resource_type (author), "Practitioner|Patient|RelatedPerson|Organization"))
        return fault (self, resource, "note.authorReference", "chapter 6.1");
    }

  return TRUE;
}

static gboolean
check_immunization (Check      *self,
                    JsonObject *resource)
{
  const char *lot = fhir_json_string (resource, "lotNumber");

  for (guint i = 0; i < fhir_json_n (resource, "performer"); i++)
    {
      JsonObject *actor = fhir_json_object (fhir_json_nth (resource, "performer", i), "actor");
      JsonObject *target = fhir_vaccination_resolve (&self->bundle, resource, actor);

      if (target != NULL && g_strcmp0 (fhir_json_resource_type (target), "PractitionerRole") != 0)
        return fault (self, resource, "performer.actor", "R-VAC-23");
    }
  for (guint i = 0; i < fhir_json_n (resource, "protocolApplied"); i++)
    {
      JsonObject *protocol = fhir_json_nth (resource, "protocolApplied", i);

      if (count_choice (protocol, "doseNumber") != 1 ||
          (json_object_has_member (protocol, "doseNumberPositiveInt") && fhir_json_integer (protocol, "doseNumberPositiveInt", 0) < 1))
        return fault (self, resource, "protocolApplied.doseNumber[x]", "R-VAC-27");
    }
  if (lot != NULL && fhir_vaccination_unless_empty (lot) == NULL)
    return fault (self, resource, "lotNumber", "R-VAC-28");
  if (fhir_json_n (fhir_json_object (resource, "vaccineCode"), "coding") == 0 &&
      fhir_json_string (fhir_json_object (resource, "vaccineCode"), "text") == NULL)
    return fault (self, resource, "vaccineCode", "R-VAC-23");

  return check_verification (self, resource);
}

static gboolean
check_clinical (Check      *self,
                JsonObject *resource,
                gboolean    required)
{
  const char *verification = code_of (resource, "verificationStatus");
  const char *clinical = code_of (resource, "clinicalStatus");
  gboolean    in_error = g_strcmp0 (verification, "entered-in-error") == 0;

  if (in_error && clinical != NULL)
    return fault (self, resource, "clinicalStatus", "R-VAC-38 (con-5)");
  if (!in_error && required && clinical == NULL)
    return fault (self, resource, "clinicalStatus", "R-VAC-34, R-VAC-37");
  if (count_choice (resource, "abatement") > 0 && clinical != NULL && !is_one_of (clinical, "inactive|resolved|remission"))
    return fault (self, resource, "abatement[x]", "R-VAC-38 (con-4)");

  return TRUE;
}

static gboolean
check_serology (Check      *self,
                JsonObject *resource)
{
  JsonObject *quantity = fhir_json_object (resource, "valueQuantity");

  if (quantity == NULL && fhir_json_object (resource, "valueCodeableConcept") == NULL)
    return fault (self, resource, "value[x]", "R-VAC-42");
  if (quantity != NULL && json_object_has_member (quantity, "comparator"))
    return fault (self, resource, "valueQuantity.comparator", "R-VAC-44");
  if (quantity != NULL && (!json_object_has_member (quantity, "value") || fhir_json_string (quantity, "unit") == NULL ||
                           fhir_json_string (quantity, "system") == NULL || fhir_json_string (quantity, "code") == NULL))
    return fault (self, resource, "valueQuantity", "R-VAC-42");

  return check_verification (self, resource);
}

static gboolean
check_gln (Check      *self,
           JsonObject *resource)
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
        return fault (self, resource, "identifier", "R-VAC-46");
    }
  if (n == 0 && g_strcmp0 (table_of (resource) != NULL ? table_of (resource)->type : NULL, "Practitioner") == 0)
    return fault (self, resource, "identifier", "R-VAC-46");

  return TRUE;
}

static gboolean
check_person (Check      *self,
              JsonObject *resource)
{
  const char *type = fhir_json_resource_type (resource);

  if (g_str_equal (type, "Practitioner") || g_str_equal (type, "Organization"))
    return check_gln (self, resource);

  return TRUE;
}

static gboolean
check_invariants (Check                      *self,
                  JsonObject                 *resource,
                  const FhirVaccinationTable *table)
{
  const char *type = fhir_json_resource_type (resource);

  if (g_str_equal (type, "Immunization"))
    return check_immunization (self, resource);
  if (g_str_equal (type, "Observation"))
    return check_serology (self, resource);
  if (g_str_equal (type, "AllergyIntolerance"))
    return check_clinical (self, resource, TRUE);
  if (g_str_equal (type, "Condition"))
    return check_clinical (self, resource, table->elements != fhir_vaccination_basic);

  return check_person (self, resource);
}

static gboolean
is_entry (JsonObject *resource)
{
  return is_one_of (fhir_json_resource_type (resource), "Immunization|Observation|AllergyIntolerance|Condition");
}

static gboolean
check_resource (Check      *self,
                JsonObject *resource)
{
  const FhirVaccinationTable *table = table_of (resource);

  if (fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0) == NULL)
    return fault (self, resource, "meta.profile", "R-VAC-4");
  if (table == NULL && is_entry (resource))
    return fault (self, resource, "meta.profile", "R-VAC-4");
  if (table != NULL && g_strcmp0 (table->type, fhir_json_resource_type (resource)) != 0)
    return fault (self, resource, "meta.profile", "R-VAC-4");
  for (const FhirVaccinationElement *element = table != NULL ? table->elements : NULL; element != NULL && element->name != NULL; element++)
    if (!check_element (self, resource, element))
      return FALSE;
  /* entries of a record keep the numbers they had (R-VAC-80) */
  if (is_entry (resource) && !self->is_record && !has_uuid (resource))
    return fault (self, resource, "identifier", "R-VAC-22");
  if (is_entry (resource) && (!check_cross_reference (self, resource) || !check_notes (self, resource)))
    return FALSE;

  return check_invariants (self, resource, table);
}

/* The composition. */

static gboolean
check_confidentiality (Check *self)
{
  static const char *const urls[] = { FHIR_CH_CORE "ch-ext-epr-confidentialitycode", NULL };
  static const char *const pairs[] = { "N/17621005", "R/263856008", "V/1141000195107", NULL };
  JsonObject              *extension = fhir_extension_find (fhir_json_object (self->composition, "_confidentiality"), urls);
  const char              *code = fhir_json_string (fhir_json_nth (fhir_json_object (extension, "valueCodeableConcept"), "coding", 0), "code");
  g_autofree char         *pair = g_strdup_printf ("%s/%s", fhir_json_string (self->composition, "confidentiality"), code != NULL ? code : "");

  return g_strv_contains (pairs, pair) || fault (self, self->composition, "confidentiality", "R-VAC-13");
}

static gboolean
check_relations (Check *self)
{
  for (guint i = 0; i < fhir_json_n (self->composition, "relatesTo"); i++)
    {
      JsonObject *relation = fhir_json_nth (self->composition, "relatesTo", i);
      JsonObject *target = fhir_json_object (relation, "targetReference");

      if (g_strcmp0 (fhir_json_string (relation, "code"), "replaces") != 0 || g_strcmp0 (fhir_json_string (target, "type"), "Composition") != 0 ||
          fhir_json_string (fhir_json_object (target, "identifier"), "value") == NULL)
        return fault (self, self->composition, "relatesTo", "R-VAC-14");
    }

  return TRUE;
}

/* Which kinds stand in which section (chapter 5). */
static gboolean
belongs (const char                 *code,
         const FhirVaccinationTable *table)
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

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].code, code) == 0)
      return table != NULL && (table->elements == places[i].a || table->elements == places[i].b);

  return FALSE;
}

static gboolean
check_sections (Check *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < fhir_json_n (self->composition, "section"); i++)
    {
      JsonObject *section = fhir_json_nth (self->composition, "section", i);
      const char *code = fhir_json_string (fhir_json_nth (fhir_json_object (section, "code"), "coding", 0), "code");

      if (code == NULL || !g_hash_table_add (seen, (char *) code) || fhir_json_string (section, "title") == NULL ||
          json_object_has_member (section, "section"))
        return fault (self, self->composition, "section", "R-VAC-16");
      for (guint j = 0; j < fhir_json_n (section, "entry"); j++)
        {
          JsonObject *entry = fhir_vaccination_resolve (&self->bundle, self->composition, fhir_json_nth (section, "entry", j));

          if (entry == NULL || !belongs (code, table_of (entry)))
            return fault (self, self->composition, "section.entry", "R-VAC-16");
        }
    }

  return TRUE;
}

/* The bundle. */

static gboolean
has_zone (const char *time)
{
  const char *clock = time != NULL ? strchr (time, 'T') : NULL;

  return clock != NULL && strpbrk (clock, "Z+-") != NULL;
}

static gboolean
check_head (Check *self)
{
  JsonObject      *bundle = self->bundle.bundle;
  JsonObject      *identifier = fhir_json_object (bundle, "identifier");
  const char      *value = fhir_json_string (identifier, "value");
  g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  if (g_strcmp0 (fhir_json_string (bundle, "type"), "document") != 0)
    return fault (self, bundle, "type", "R-VAC-1");
  if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_VACCINATION_UUID_SYSTEM) != 0 || value == NULL ||
      !g_str_has_prefix (value, "urn:uuid:") || !g_uuid_string_is_valid (value + strlen ("urn:uuid:")) || !g_str_equal (value, lower))
    return fault (self, bundle, "identifier", "R-VAC-1");
  if (!has_zone (fhir_json_string (bundle, "timestamp")))
    return fault (self, bundle, "timestamp", "R-VAC-1");
  if (g_strcmp0 (fhir_json_resource_type (self->composition), "Composition") != 0)
    return fault (self, bundle, "entry[0]", "R-VAC-2");
  if (g_strcmp0 (fhir_json_string (fhir_json_object (self->composition, "identifier"), "value"), value) != 0)
    return fault (self, self->composition, "identifier", "R-VAC-5");
  if (strchr (fhir_json_string (self->composition, "date") != NULL ? fhir_json_string (self->composition, "date") : "", 'T') != NULL &&
      !has_zone (fhir_json_string (self->composition, "date")))
    return fault (self, self->composition, "date", "R-VAC-10");

  return TRUE;
}

static gboolean
check_addresses (Check *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_compositions = 0, n_patients = 0;

  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (self->bundle.bundle, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *url = fhir_json_string (entry, "fullUrl");

      if (url == NULL || !(g_str_has_prefix (url, "urn:uuid:") || g_str_has_prefix (url, "http")) || !g_hash_table_add (seen, (char *) url))
        return fault (self, self->bundle.bundle, "entry.fullUrl", "R-VAC-3");
      if (fhir_json_resource_type (resource) == NULL)
        return fault (self, self->bundle.bundle, "entry.resource", "R-VAC-2");
      n_compositions += g_str_equal (fhir_json_resource_type (resource), "Composition") ? 1 : 0;
      n_patients += g_str_equal (fhir_json_resource_type (resource), "Patient") ? 1 : 0;
    }
  if (n_compositions != 1)
    return fault (self, self->bundle.bundle, "entry", "R-VAC-4");

  return n_patients > 0 || fault (self, self->bundle.bundle, "entry", "R-VAC-2");
}

static gboolean
is_withheld (Check      *self,
             const char *system)
{
  for (const char *const *withheld = self->withheld; withheld != NULL && system != NULL && *withheld != NULL; withheld++)
    if (g_str_has_suffix (*withheld, system))
      return TRUE;

  return FALSE;
}

static gboolean walk (Check *self, JsonObject *resource, JsonNode *node);

static gboolean
walk_object (Check      *self,
             JsonObject *resource,
             JsonObject *object)
{
  const char *address = fhir_json_string (object, "reference");
  g_autoptr(GList) members = json_object_get_members (object);

  if (fhir_json_string (object, "value") != NULL && is_withheld (self, fhir_json_string (object, "system")))
    return fault (self, resource, "identifier", "R-VAC-45");
  if (address != NULL)
    {
      JsonObject *target = fhir_vaccination_resolve (&self->bundle, resource, object);

      if (target == NULL)
        return fault (self, resource, address, "R-VAC-3");
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
walk (Check      *self,
      JsonObject *resource,
      JsonNode   *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return walk_object (self, resource, json_node_get_object (node));
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)); i++)
    if (!walk (self, resource, json_array_get_element (json_node_get_array (node), i)))
      return FALSE;

  return TRUE;
}

static gboolean
check_reached (Check *self)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), self->composition);

  g_hash_table_add (self->reached, self->composition);
  if (!walk (self, self->composition, node))
    return FALSE;
  for (guint i = 0; i < fhir_json_n (self->bundle.bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (self->bundle.bundle, "entry", i), "resource");

      if (!g_hash_table_contains (self->reached, resource))
        return fault (self, resource, "id", "R-VAC-2");
      if (!check_resource (self, resource))
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
  Check    self = { .bundle = *bundle, .composition = first, .withheld = withheld, .error = error };
  gboolean good;

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
  Check    self = { .withheld = withheld, .error = error };
  gboolean good;

  if (node == NULL)
    return FALSE;

  fhir_vaccination_bundle_init (&self.bundle, fhir_json_node_object (node));
  self.reached = g_hash_table_new (NULL, NULL);
  self.composition = fhir_json_object (fhir_json_nth (self.bundle.bundle, "entry", 0), "resource");
  self.is_record = g_strcmp0 (code_of (self.composition, "category"), "urn:che:epr:ch-vacd:vaccination-record:2022") == 0;
  good = check_head (&self) && check_addresses (&self) && check_confidentiality (&self) && check_relations (&self) &&
         check_sections (&self) && check_reached (&self);
  g_hash_table_unref (self.reached);
  fhir_vaccination_bundle_clear (&self.bundle);

  return good;
}
