/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-json-exact.h"
#include "fhir-vaccination-write-private.h"

#include <string.h>

/* An entry of an earlier document in a new one. It keeps all it had: elements that no form shows, unknown extensions, digits.
 * People and products it refers to come along, each once; the patient is the one of the new document. */

#define MAX_DEPTH 64

static char *copy_resource (FhirVaccinationWriter *self, FhirVaccinationSource *source, JsonObject *resource);

static void
source_free (FhirVaccinationSource *source)
{
  fhir_vaccination_bundle_clear (&source->bundle);
  json_node_unref (source->node);
  g_free (source);
}

FhirVaccinationSource *
fhir_vaccination_source (FhirVaccinationWriter    *self,
                         ModelVaccinationDocument *document,
                         GError                  **error)
{
  FhirVaccinationSource *source = g_hash_table_lookup (self->sources, document);
  JsonNode              *node;

  if (source != NULL)
    return source;
  node = fhir_json_exact_parse (model_vaccination_document_get_facts (document)->json, self->mark, error);
  if (node == NULL)
    return NULL;

  source = g_new0 (FhirVaccinationSource, 1);
  source->node = node;
  fhir_vaccination_bundle_init (&source->bundle, fhir_json_node_object (node));
  for (guint i = 0; i < fhir_json_n (source->bundle.bundle, "entry") && source->composition == NULL; i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (source->bundle.bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), "Composition") == 0)
        source->composition = resource;
    }
  g_hash_table_insert (self->sources, g_object_ref (document), source);

  return source;
}

GHashTable *
fhir_vaccination_sources_new (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) source_free);
}

void
fhir_vaccination_remove (JsonObject *object,
                         const char *name)
{
  g_autofree char *beside = g_strconcat ("_", name, NULL);

  if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
  if (json_object_has_member (object, beside))
    json_object_remove_member (object, beside);
}

void
fhir_vaccination_remove_event (JsonObject *resource,
                               const char *stem)
{
  g_autoptr(GList) members = json_object_get_members (resource);

  for (GList *member = members; member != NULL; member = member->next)
    {
      const char *name = member->data;

      if (g_str_has_prefix (*name == '_' ? name + 1 : name, stem))
        json_object_remove_member (resource, name);
    }
}

/* A pack has a number of its own and a name (ch-vacd-medication-for-immunization). */
void
fhir_vaccination_mend_product (JsonObject *product,
                               const char *name)
{
  JsonObject *code = fhir_json_object (product, "code");
  JsonObject *coding = fhir_json_nth (code, "coding", 0);

  if (g_strcmp0 (fhir_json_resource_type (product), "Medication") != 0)
    return;
  if (fhir_json_n (product, "identifier") == 0)
    {
      g_autofree char *uuid = g_uuid_string_random ();
      g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

      fhir_write_in_array (product, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
    }
  if (code == NULL)
    {
      json_object_set_object_member (product, "code", json_object_new ());
      code = fhir_json_object (product, "code");
    }
  if (fhir_vaccination_unless_empty (fhir_json_string (code, "text")) != NULL)
    return;
  if (fhir_vaccination_unless_empty (name) == NULL)
    name = fhir_json_string (coding, "display") != NULL ? fhir_json_string (coding, "display") : fhir_json_string (coding, "code");
  fhir_write_string (code, "text", name != NULL ? name : "?");
}

typedef gboolean (*KeepFunc) (JsonObject *element, gconstpointer data);

/* What is no array, or holds something else than objects, stays as it is. */
static void
filter (JsonObject   *object,
        const char   *name,
        KeepFunc      keep,
        gconstpointer data)
{
  guint      n = fhir_json_n (object, name), kept = 0;
  JsonArray *array;

  for (guint i = 0; i < n; i++)
    kept += keep (fhir_json_nth (object, name, i), data) ? 1 : 0;
  if (kept == n)
    return;

  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      JsonObject *element = fhir_json_nth (object, name, i);

      if (element != NULL && keep (element, data))
        json_array_add_object_element (array, json_object_ref (element));
    }
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, name, array);
  else
    {
      json_array_unref (array);
      json_object_remove_member (object, name);
    }
}

static gboolean
is_other_extension (JsonObject   *extension,
                    gconstpointer urls)
{
  const char *url = fhir_json_string (extension, "url");

  return url == NULL || !g_strv_contains (urls, url);
}

void
fhir_vaccination_remove_extensions (JsonObject        *object,
                                    const char *const *urls)
{
  filter (object, "extension", is_other_extension, urls);
}

static gboolean
is_withheld (const char        *system,
             const char *const *withheld)
{
  if (system == NULL || withheld == NULL)
    return FALSE;
  for (; *withheld != NULL; withheld++)
    {
      const char *bare = g_str_has_prefix (*withheld, "urn:oid:") ? *withheld + strlen ("urn:oid:") : *withheld;

      if (g_str_equal (system, *withheld) || g_str_equal (system, bare))
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_stay (JsonObject   *identifier,
          gconstpointer withheld)
{
  return !is_withheld (fhir_json_string (identifier, "system"), withheld);
}

/* Codes in the systems of today (R-VAC-109). */
static void
renew_coding (JsonObject *object)
{
  const char *system = fhir_json_string (object, "system");
  const char *code = fhir_json_string (object, "code");
  g_autoptr(ModelCoding) now = NULL;

  if (system == NULL || code == NULL)
    return;
  now = fhir_vaccination_read_coding (object);
  if (g_strcmp0 (model_coding_get_system (now), system) != 0)
    fhir_write_string (object, "system", model_coding_get_system (now));
  if (g_strcmp0 (model_coding_get_code (now), code) != 0)
    fhir_write_string (object, "code", model_coding_get_code (now));
}

/* A reference that leads nowhere says by its words whom it means; no reader may stumble over it (R-VAC-3). */
static void
make_logical (JsonObject *reference,
              const char *address)
{
  JsonObject *identifier = json_object_new ();

  json_object_remove_member (reference, "reference");
  if (!json_object_has_member (reference, "identifier"))
    {
      fhir_write_string (identifier, "value", address);
      json_object_set_object_member (reference, "identifier", identifier);
    }
  else
    json_object_unref (identifier);
}

static void
follow (FhirVaccinationWriter *self,
        FhirVaccinationSource *source,
        JsonObject            *from,
        JsonObject            *reference)
{
  const char      *address = fhir_json_string (reference, "reference");
  JsonObject      *target = fhir_vaccination_resolve (&source->bundle, from, reference);
  g_autofree char *copy = NULL;
  g_autofree char *old = g_strdup (address);

  if (address == NULL || (*address == '#' && target != NULL))
    return;
  if (target == NULL || g_strcmp0 (fhir_json_resource_type (target), "Composition") == 0)
    {
      make_logical (reference, old);
      return;
    }
  copy = copy_resource (self, source, target);
  fhir_write_string (reference, "reference", copy);
}

typedef struct
{
  FhirVaccinationWriter *writer;
  FhirVaccinationSource *source;
  JsonObject            *from;
  gboolean               renews; /* codes: of the entry; what it refers to is copied as it was */
  guint                  depth;
} Walk;

static void walk (Walk *self, JsonNode *node);

static void
walk_object (Walk       *self,
             JsonObject *object)
{
  g_autoptr(GList) members = NULL;

  filter (object, "identifier", may_stay, self->writer->order->withheld);
  if (fhir_json_string (object, "reference") != NULL)
    follow (self->writer, self->source, self->from, object);
  if (self->renews)
    renew_coding (object);
  /* only now: a member that is set anew has another name in memory */
  members = json_object_get_members (object);
  for (GList *member = members; member != NULL; member = member->next)
    walk (self, json_object_get_member (object, member->data));
}

static void
walk (Walk     *self,
      JsonNode *node)
{
  if (self->depth >= MAX_DEPTH)
    return;

  self->depth++;
  if (JSON_NODE_HOLDS_OBJECT (node))
    walk_object (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      walk (self, json_array_get_element (json_node_get_array (node), i));
  self->depth--;
}

static void
walk_resource (FhirVaccinationWriter *self,
               FhirVaccinationSource *source,
               JsonObject            *copy,
               gboolean               renews)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), copy);
  Walk state = { self, source, copy, renews, 0 };

  walk (&state, node);
}

static JsonObject *
deep_copy (FhirVaccinationWriter *self,
           JsonObject            *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr(GBytes) text = fhir_json_exact_to_text (node, self->mark);
  g_autoptr(JsonNode) copy = fhir_json_exact_parse (text, self->mark, NULL);

  return json_object_ref (fhir_json_node_object (copy));
}

/* Of an older server: its times and versions are not ours. */
static void
clean_meta (JsonObject *resource)
{
  static const char *const of_the_server[] = { "versionId", "lastUpdated", "source" };
  JsonObject              *meta = fhir_json_object (resource, "meta");

  for (guint i = 0; meta != NULL && i < G_N_ELEMENTS (of_the_server); i++)
    fhir_vaccination_remove (meta, of_the_server[i]);
  if (meta != NULL && json_object_get_size (meta) == 0)
    json_object_remove_member (resource, "meta");
}

static const char *
profile_of (const char *type)
{
  if (g_strcmp0 (type, "Patient") == 0)
    return FHIR_CH_CORE "ch-core-patient";
  if (g_strcmp0 (type, "Medication") == 0)
    return FHIR_VACD "ch-vacd-medication-for-immunization";
  if (g_strcmp0 (type, "RelatedPerson") == 0)
    return FHIR_CH_CORE "ch-core-relatedperson";

  return NULL;
}

/* The address of its copy, which is made at the first call. (transfer full) */
static char *
copy_resource (FhirVaccinationWriter *self,
               FhirVaccinationSource *source,
               JsonObject            *resource)
{
  const char      *known = g_hash_table_lookup (self->copies, resource);
  const char      *type = fhir_json_resource_type (resource);
  g_autofree char *id = NULL;
  JsonObject      *copy;
  char            *address;

  if (known != NULL)
    return g_strdup (known);
  if (g_strcmp0 (type, "Patient") == 0 &&
      resource == fhir_vaccination_resolve (&source->bundle, source->composition, fhir_json_object (source->composition, "subject")))
    return g_strdup (self->patient);

  copy = deep_copy (self, resource);
  clean_meta (copy);
  address = fhir_vaccination_add (self, copy, profile_of (type));
  g_hash_table_insert (self->copies, resource, g_strdup (address));
  walk_resource (self, source, copy, FALSE);
  fhir_vaccination_mend_person (copy);
  fhir_vaccination_mend_role (self, copy);
  fhir_vaccination_mend_product (copy, NULL);

  return address;
}

/* Elements in which older programs write something where they have nothing (R-VAC-28). */
static void
remove_placeholders (JsonObject *resource)
{
  static const char *const names[] = { "lotNumber", "expirationDate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (resource, names[i]) && fhir_json_string (resource, names[i]) != NULL &&
        fhir_vaccination_unless_empty (fhir_json_string (resource, names[i])) == NULL)
      json_object_remove_member (resource, names[i]);
}

JsonObject *
fhir_vaccination_copy_entry (FhirVaccinationWriter    *self,
                             ModelClinicalEntry       *entry,
                             ModelVaccinationDocument *document,
                             GError                  **error)
{
  static const char *const of_the_writing[] = {
    FHIR_VACCINATION_REPLACES, FHIR_VACD "ch-vacd-ext-cross-reference", FHIR_VACCINATION_CONFLICT, NULL
  };
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  FhirVaccinationSource    *source = fhir_vaccination_source (self, document, error);
  g_autoptr(JsonNode) node = source != NULL && facts->json != NULL ? fhir_json_exact_parse (facts->json, self->mark, error) : NULL;
  JsonObject *copy;

  if (node == NULL)
    {
      if (source != NULL && facts->json == NULL)
        g_set_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "The earlier entry is not at hand (R-VAC-60)");
      return NULL;
    }

  copy = json_object_ref (fhir_json_node_object (node));
  clean_meta (copy);
  fhir_vaccination_remove_extensions (copy, of_the_writing);
  remove_placeholders (copy);
  walk_resource (self, source, copy, TRUE);

  return copy;
}
