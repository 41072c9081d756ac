/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-document-reference.h"

typedef struct
{
  const char *system;
  const char *code;
  const char *display;
} CodingKey;

static guint
coding_key_hash (gconstpointer data)
{
  const CodingKey *key = data;

  return (key->code != NULL ? g_str_hash (key->code) : 0) ^ (key->display != NULL ? g_str_hash (key->display) * 31 : 0);
}

static gboolean
coding_key_equal (gconstpointer left,
                  gconstpointer right)
{
  const CodingKey *a = left;
  const CodingKey *b = right;

  return g_strcmp0 (a->code, b->code) == 0 && g_strcmp0 (a->system, b->system) == 0 && g_strcmp0 (a->display, b->display) == 0;
}

GHashTable *
fhir_coding_cache_new (void)
{
  return g_hash_table_new_full (coding_key_hash, coding_key_equal, g_free, g_object_unref);
}

ModelCoding *
fhir_coding_read (JsonObject *coding,
                  GHashTable *cache)
{
  CodingKey    key;
  ModelCoding *known;

  if (coding == NULL)
    return NULL;

  key.system = fhir_json_string (coding, "system");
  key.code = fhir_json_string (coding, "code");
  key.display = fhir_json_string (coding, "display");
  if (key.system == NULL && key.code == NULL && key.display == NULL)
    return NULL;

  if (cache == NULL)
    return model_coding_new (key.system, key.code, key.display);

  known = g_hash_table_lookup (cache, &key);
  if (known == NULL)
    {
      CodingKey *lasting = g_new (CodingKey, 1);

      known = model_coding_new (key.system, key.code, key.display);
      lasting->system = model_coding_get_system (known);
      lasting->code = model_coding_get_code (known);
      lasting->display = model_coding_get_display (known);
      g_hash_table_insert (cache, lasting, known);
    }

  return g_object_ref (known);
}

ModelCoding *
fhir_concept_read (JsonObject *concept,
                   GHashTable *cache)
{
  ModelCoding *coding = fhir_coding_read (fhir_json_nth (concept, "coding", 0), cache);
  const char  *text = fhir_json_string (concept, "text");

  if (coding == NULL && text != NULL)
    return model_coding_new (NULL, NULL, text);

  return coding;
}

GPtrArray *
fhir_concepts_read (JsonObject *object,
                    const char *name,
                    GHashTable *cache)
{
  guint n = fhir_json_n (object, name);
  g_autoptr(GPtrArray) codings = NULL;

  for (guint i = 0; i < n; i++)
    {
      ModelCoding *coding = fhir_concept_read (fhir_json_nth (object, name, i), cache);

      if (coding == NULL)
        continue;
      if (codings == NULL)
        codings = g_ptr_array_new_full (1, g_object_unref);
      g_ptr_array_add (codings, coding);
    }

  return g_steal_pointer (&codings);
}

ModelIdentifier *
fhir_identifier_read (JsonObject *identifier)
{
  const char *value = fhir_json_string (identifier, "value");
  JsonObject *type = fhir_json_nth (fhir_json_object (identifier, "type"), "coding", 0);

  if (value == NULL)
    return NULL;

  return model_identifier_new (fhir_json_string (identifier, "system"), value,
                               fhir_json_string (identifier, "use"), fhir_json_string (type, "code"));
}

GPtrArray *
fhir_identifiers_read (JsonObject *object,
                       const char *name)
{
  guint n = fhir_json_n (object, name);
  g_autoptr(GPtrArray) identifiers = NULL;

  for (guint i = 0; i < n; i++)
    {
      ModelIdentifier *identifier = fhir_identifier_read (fhir_json_nth (object, name, i));

      if (identifier == NULL)
        continue;
      if (identifiers == NULL)
        identifiers = g_ptr_array_new_full (1, g_object_unref);
      g_ptr_array_add (identifiers, identifier);
    }

  return g_steal_pointer (&identifiers);
}

ModelDate
fhir_date_read (JsonObject *object,
                const char *name)
{
  ModelDate date;

  model_date_parse (fhir_json_string (object, name), &date);

  return date;
}

static void
append_words (GString    *text,
              JsonObject *name,
              const char *member)
{
  guint n = fhir_json_n (name, member);

  for (guint i = 0; i < n; i++)
    {
      const char *word = fhir_json_nth_string (name, member, i);

      if (word != NULL && *word != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", word);
    }
}

static char *
free_unless_empty (GString *text)
{
  return g_string_free (text, text->len == 0);
}

char *
fhir_human_name_read (JsonObject *human_name)
{
  const char *whole = fhir_json_string (human_name, "text");
  GString    *text;

  if (whole != NULL && *whole != '\0')
    return g_strdup (whole);

  text = g_string_new (NULL);
  append_words (text, human_name, "prefix");
  append_words (text, human_name, "given");
  append_words (text, human_name, "family");
  append_words (text, human_name, "suffix");

  return free_unless_empty (text);
}

char *
fhir_human_name_read_given (JsonObject *human_name)
{
  GString *text = g_string_new (NULL);

  append_words (text, human_name, "given");

  return free_unless_empty (text);
}

JsonObject *
fhir_extension_find (JsonObject        *object,
                     const char *const *urls)
{
  guint n = urls != NULL ? fhir_json_n (object, "extension") : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *extension = fhir_json_nth (object, "extension", i);
      const char *url = fhir_json_string (extension, "url");

      if (url != NULL && g_strv_contains (urls, url))
        return extension;
    }

  return NULL;
}

void
fhir_write_string (JsonObject *object,
                   const char *name,
                   const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

void
fhir_write_date (JsonObject      *object,
                 const char      *name,
                 const ModelDate *date)
{
  g_autofree char *text = model_date_to_fhir (date);

  fhir_write_string (object, name, text);
}

JsonObject *
fhir_coding_write (ModelCoding *coding)
{
  JsonObject *object = json_object_new ();

  fhir_write_string (object, "system", model_coding_get_system (coding));
  fhir_write_string (object, "code", model_coding_get_code (coding));
  fhir_write_string (object, "display", model_coding_get_display (coding));

  return object;
}

JsonObject *
fhir_concept_write (ModelCoding *coding)
{
  JsonObject *object = json_object_new ();

  fhir_write_in_array (object, "coding", fhir_coding_write (coding));

  return object;
}

JsonObject *
fhir_identifier_write (ModelIdentifier *identifier)
{
  JsonObject *object = json_object_new ();
  const char *type = model_identifier_get_type_code (identifier);

  fhir_write_string (object, "use", model_identifier_get_use (identifier));
  if (type != NULL)
    {
      g_autoptr(ModelCoding) coding = model_coding_new ("http://terminology.hl7.org/CodeSystem/v2-0203", type, NULL);

      json_object_set_object_member (object, "type", fhir_concept_write (coding));
    }
  fhir_write_string (object, "system", model_identifier_get_system (identifier));
  fhir_write_string (object, "value", model_identifier_get_value (identifier));

  return object;
}

void
fhir_write_in_array (JsonObject *object,
                     const char *name,
                     JsonObject *element)
{
  JsonNode  *member = json_object_get_member (object, name);
  JsonArray *array;

  if (member != NULL && JSON_NODE_HOLDS_ARRAY (member))
    {
      json_array_add_object_element (json_node_get_array (member), element);
      return;
    }

  array = json_array_new ();
  if (member != NULL && JSON_NODE_HOLDS_OBJECT (member))
    json_array_add_object_element (array, json_node_dup_object (member));
  json_array_add_object_element (array, element);
  json_object_set_array_member (object, name, array);
}

JsonNode *
fhir_node_take (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}
