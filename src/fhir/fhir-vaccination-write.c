/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-write.h"

#include "fhir-datatypes.h"
#include "fhir-json-exact.h"
#include "fhir-patient.h"
#include "fhir-vaccination-step.h"
#include "model-condition.h"

#include <string.h>

#define DOCUMENT_TYPE "41000179103"
#define LOINC "http://loinc.org"
#define LOCAL_NUMBER "http://terminology.hl7.org/CodeSystem/v2-0203"
#define CONFIDENTIALITY FHIR_CH_CORE "ch-ext-epr-confidentialitycode"
#define DATA_ENTERER FHIR_CH_CORE "ch-ext-epr-dataenterer"
#define N_LANGUAGES 4

/* In French, German, Italian and English, as the guide has them (chapters 4 and 5). */
static const char *const languages[N_LANGUAGES] = { "fr", "de", "it", "en" };

typedef struct
{
  const char *profile, *composition, *format;
  const char *titles[N_LANGUAGES];
} Kind;

static const Kind administration = {
  FHIR_VACD "ch-vacd-document-immunization-administration",
  FHIR_VACD "ch-vacd-composition-immunization-administration",
  "urn:che:epr:ch-vacd:immunization-administration:2022",
  { "Vaccin administré", "Verabreichte Impfung", "Vaccinazione somministrata", "Immunization Administration" },
};

static const Kind snapshot = {
  FHIR_VACD "ch-vacd-document-vaccination-record",
  FHIR_VACD "ch-vacd-composition-vaccination-record",
  "urn:che:epr:ch-vacd:vaccination-record:2022",
  { "Dossier de vaccination", "Impfdossier", "Cartella di vaccinazione", "Vaccination Record" },
};

static const struct
{
  const char *id, *code;
  const char *titles[N_LANGUAGES];
} sections[] = {
  { "administration", "11369-6", { "Vaccins administrés", "Verabreichte Impfungen", "Vaccinazioni somministrate", "Immunization Administration" } },
  { "medicalproblems", "11450-4", { "Problèmes médicaux", "Medizinische Probleme", "Problemi medici", "Medical Problems" } },
  { "pastillnesses", "11348-0", { "Maladies antérieures", "Bisherige Krankheiten", "Malattie precedenti", "Previous illnesses" } },
  { "allergyintolerances", "48765-2", { "Allergies", "Allergien", "Allergie", "Allergies" } },
  { "laboratory-serology", "18727-8", { "Résultats de laboratoire - Sérologie", "Laborbefund - Serologie", "Risultati di laboratorio - Sierologia", "Laboratory findings - Serology" } },
};

static const struct
{
  const char *snomed, *letter;
} levels[] = {
  { "17621005", "N" },
  { "263856008", "R" },
  { "1141000195107", "V" },
};

JsonObject *
fhir_vaccination_new (const char *type)
{
  JsonObject *resource = json_object_new ();

  fhir_write_string (resource, "resourceType", type);

  return resource;
}

JsonObject *
fhir_vaccination_reference (const char *address)
{
  JsonObject *reference = json_object_new ();

  fhir_write_string (reference, "reference", address);

  return reference;
}

JsonObject *
fhir_vaccination_identifier (const char *system,
                             const char *value)
{
  JsonObject *identifier = json_object_new ();

  fhir_write_string (identifier, "system", system);
  fhir_write_string (identifier, "value", value);

  return identifier;
}

void
fhir_vaccination_set_profile (JsonObject *resource,
                              const char *profile)
{
  JsonArray *profiles = json_array_new ();

  if (fhir_json_object (resource, "meta") == NULL)
    json_object_set_object_member (resource, "meta", json_object_new ());
  json_array_add_string_element (profiles, profile);
  json_object_set_array_member (fhir_json_object (resource, "meta"), "profile", profiles);
}

void
fhir_vaccination_add_profile (JsonObject *resource,
                              const char *profile)
{
  if (fhir_json_nth_string (fhir_json_object (resource, "meta"), "profile", 0) == NULL)
    fhir_vaccination_set_profile (resource, profile);
}

char *
fhir_vaccination_escape (const char *text)
{
  g_autofree char *plain = g_utf8_make_valid (text, -1);

  for (char *p = plain; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  return g_markup_escape_text (plain, -1);
}

static JsonObject *
new_entry (const char *address,
           JsonObject *resource)
{
  JsonObject *entry = json_object_new ();

  fhir_write_string (entry, "fullUrl", address);
  json_object_set_object_member (entry, "resource", resource);

  return entry;
}

/* The id is the UUID of the address: older readers look for that (R-VAC-3). */
static char *
give_address (JsonObject *resource)
{
  g_autofree char *uuid = g_uuid_string_random ();

  fhir_write_string (resource, "id", uuid);

  return g_strconcat ("urn:uuid:", uuid, NULL);
}

char *
fhir_vaccination_add (FhirVaccinationWriter *self,
                      JsonObject            *resource,
                      const char            *profile)
{
  char *address = give_address (resource);

  if (profile != NULL)
    fhir_vaccination_add_profile (resource, profile);
  json_array_add_object_element (self->entries, new_entry (address, resource));

  return address;
}

JsonObject *
fhir_vaccination_find (FhirVaccinationWriter *self,
                       const char            *address)
{
  for (guint i = 0; i < json_array_get_length (self->entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (self->entries, i);

      if (g_strcmp0 (fhir_json_string (entry, "fullUrl"), address) == 0)
        return fhir_json_object (entry, "resource");
    }

  return NULL;
}

static guint
language_of (const char *language)
{
  for (guint i = 0; i < N_LANGUAGES; i++)
    if (g_str_has_prefix (language, languages[i]))
      return i;

  return N_LANGUAGES - 1;
}

static gboolean
is_withheld (const char        *system,
             const char *const *withheld)
{
  return withheld != NULL && system != NULL && g_strv_contains (withheld, system);
}

/* By local numbers, name, birth date and gender; neither the number of the record nor that of the insurance (R-VAC-45). */
static JsonObject *
new_patient (const FhirVaccinationOrder *order)
{
  ModelPatient *patient = order->patient;
  g_autoptr(ModelPatient) shown = model_patient_new (&(ModelPatientInit) {
      .family = model_patient_get_family (patient),
      .given = model_patient_get_given (patient),
      .gender = model_patient_get_gender (patient),
      .birth_date = *model_patient_get_birth_date (patient),
  });
  g_autoptr(JsonNode) node = fhir_patient_write (shown);
  JsonObject *resource = json_object_ref (json_node_get_object (node));

  for (guint i = 0; order->local_numbers != NULL && i < order->local_numbers->len; i++)
    {
      ModelIdentifier *number = g_ptr_array_index (order->local_numbers, i);
      JsonObject      *identifier;

      if (is_withheld (model_identifier_get_system (number), order->withheld))
        continue;
      identifier = fhir_vaccination_identifier (model_identifier_get_system (number), model_identifier_get_value (number));
      json_object_set_object_member (identifier, "type", fhir_vaccination_new_code (LOCAL_NUMBER, "MR"));
      fhir_write_in_array (resource, "identifier", identifier);
    }
  if (fhir_json_string (resource, "gender") == NULL)
    fhir_write_string (resource, "gender", "unknown");
  fhir_vaccination_set_profile (resource, FHIR_CH_CORE "ch-core-patient-epr");

  return resource;
}

static void
writer_init (FhirVaccinationWriter      *self,
             const FhirVaccinationOrder *order)
{
  memset (self, 0, sizeof *self);
  self->order = order;
  self->mark = fhir_json_exact_mark ();
  self->entries = json_array_new ();
  self->sources = fhir_vaccination_sources_new ();
  self->copies = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    self->sections[i] = g_ptr_array_new ();
  self->patient = fhir_vaccination_add (self, new_patient (order), NULL);
  fhir_vaccination_write_people (self);
}

static void
writer_clear (FhirVaccinationWriter *self)
{
  g_free (self->mark);
  json_array_unref (self->entries);
  g_hash_table_unref (self->copies);
  g_hash_table_unref (self->sources);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_ptr_array_unref (self->sections[i]);
  g_free (self->patient);
  g_free (self->role);
  g_free (self->person);
  g_free (self->institution);
  g_free (self->enterer);
}

static char *
address_of (JsonObject *resource)
{
  return g_strconcat ("urn:uuid:", fhir_json_string (resource, "id"), NULL);
}

/* What the narrative of an entry says, in the section's: without its tags. */
static void
add_words (GPtrArray  *words,
           JsonObject *resource)
{
  const char *div = fhir_json_string (fhir_json_object (resource, "text"), "div");
  const char *start = div != NULL ? strstr (div, "<p>") : NULL;
  const char *end = start != NULL ? strstr (start, "</p>") : NULL;

  g_ptr_array_add (words, end != NULL ? g_strndup (start + 3, (gsize) (end - start - 3)) : g_strdup ("-"));
}

static JsonObject *
new_section (FhirVaccinationWriter *self,
             guint                  which)
{
  JsonObject *section = json_object_new ();
  JsonObject *text = json_object_new ();
  GPtrArray  *resources = self->sections[which];
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = NULL;
  g_autofree char *div = NULL;

  fhir_write_string (section, "id", sections[which].id);
  fhir_write_string (section, "title", sections[which].titles[language_of (self->order->language)]);
  json_object_set_object_member (section, "code", fhir_vaccination_new_code (LOINC, sections[which].code));
  for (guint i = 0; i < resources->len; i++)
    add_words (words, g_ptr_array_index (resources, i));
  g_ptr_array_add (words, NULL);
  lines = g_strjoinv ("</li><li>", (char **) words->pdata);
  div = g_strconcat ("<div xmlns=\"http://www.w3.org/1999/xhtml\"><ul><li>", lines, "</li></ul></div>", NULL);
  fhir_write_string (text, "status", "generated");
  fhir_write_string (text, "div", div);
  json_object_set_object_member (section, "text", text);
  for (guint i = 0; i < resources->len; i++)
    {
      g_autofree char *address = address_of (g_ptr_array_index (resources, i));

      fhir_write_in_array (section, "entry", fhir_vaccination_reference (address));
    }

  return section;
}

void
fhir_vaccination_put_confidentiality (JsonObject *composition,
                                      const char *snomed)
{
  JsonObject *element, *extension;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].snomed, snomed))
      fhir_write_string (composition, "confidentiality", levels[i].letter);
  element = json_object_new ();
  extension = json_object_new ();
  fhir_write_string (extension, "url", CONFIDENTIALITY);
  json_object_set_object_member (extension, "valueCodeableConcept", fhir_vaccination_new_code (FHIR_VACCINATION_SNOMED, snomed));
  fhir_write_in_array (element, "extension", extension);
  json_object_set_object_member (composition, "_confidentiality", element);
}

static void
put_enterer (FhirVaccinationWriter *self,
             JsonObject            *composition)
{
  JsonObject *extension, *part;

  if (self->enterer == NULL)
    return;
  extension = json_object_new ();
  part = json_object_new ();
  fhir_write_string (extension, "url", DATA_ENTERER);
  fhir_write_string (part, "url", "enterer");
  json_object_set_object_member (part, "valueReference", fhir_vaccination_reference (self->enterer));
  fhir_write_in_array (extension, "extension", part);
  fhir_write_in_array (composition, "extension", extension);
}

/* One for each earlier document of which an entry is replaced (R-VAC-14). */
static void
put_relations (FhirVaccinationWriter *self,
               JsonObject            *composition)
{
  static const char *const replaces[] = { FHIR_VACCINATION_REPLACES, NULL };
  static const char *const container[] = { "container", NULL };
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    for (guint j = 0; j < self->sections[i]->len; j++)
      {
        JsonObject *cross = fhir_extension_find (g_ptr_array_index (self->sections[i], j), replaces);
        JsonObject *target = fhir_json_object (fhir_extension_find (cross, container), "valueReference");
        const char *value = fhir_json_string (fhir_json_object (target, "identifier"), "value");
        JsonObject *relation;

        if (value == NULL || !g_hash_table_add (seen, (char *) value))
          continue;
        relation = json_object_new ();
        fhir_write_string (relation, "code", "replaces");
        json_object_set_object_member (relation, "targetReference", json_object_ref (target));
        fhir_write_in_array (composition, "relatesTo", relation);
      }
}

static JsonObject *
new_composition (FhirVaccinationWriter *self,
                 const Kind            *kind,
                 const char            *urn)
{
  const FhirVaccinationOrder *order = self->order;
  JsonObject                 *composition = fhir_vaccination_new ("Composition");

  fhir_vaccination_set_profile (composition, kind->composition);
  fhir_write_string (composition, "language", order->language);
  put_enterer (self, composition);
  json_object_set_object_member (composition, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
  fhir_write_string (composition, "status", "final");
  json_object_set_object_member (composition, "type", fhir_vaccination_new_code (FHIR_VACCINATION_SNOMED, DOCUMENT_TYPE));
  fhir_write_in_array (composition, "category", fhir_vaccination_new_code (order->format_system, kind->format));
  json_object_set_object_member (composition, "subject", fhir_vaccination_reference (self->patient));
  fhir_write_date (composition, "date", order->date);
  fhir_write_in_array (composition, "author", fhir_vaccination_reference (self->role));
  fhir_write_string (composition, "title", kind->titles[language_of (order->language)]);
  fhir_vaccination_put_confidentiality (composition, order->confidentiality);
  if (self->institution != NULL)
    json_object_set_object_member (composition, "custodian", fhir_vaccination_reference (self->institution));
  put_relations (self, composition);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (self->sections[i]->len > 0)
      fhir_write_in_array (composition, "section", new_section (self, i));

  return composition;
}

static void
collect_addresses (JsonNode   *node,
                   GHashTable *addresses,
                   GPtrArray  *found)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      collect_addresses (json_array_get_element (json_node_get_array (node), i), addresses, found);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *address = fhir_json_string (object, "reference");
      g_autoptr(GList) members = json_object_get_members (object);

      if (address != NULL && g_hash_table_add (addresses, g_strdup (address)))
        g_ptr_array_add (found, g_strdup (address));
      for (GList *member = members; member != NULL; member = member->next)
        collect_addresses (json_object_get_member (object, member->data), addresses, found);
    }
}

/* Nothing that the composition does not reach (R-VAC-2). */
static JsonArray *
reachable (FhirVaccinationWriter *self,
           JsonObject            *composition)
{
  g_autoptr(GHashTable) addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonNode) start = json_node_init_object (json_node_alloc (), composition);
  g_autofree char *own = give_address (composition);
  JsonArray       *entries = json_array_new ();

  collect_addresses (start, addresses, found);
  for (guint i = 0; i < found->len; i++)
    {
      JsonObject *resource = fhir_vaccination_find (self, g_ptr_array_index (found, i));

      if (resource != NULL)
        {
          g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), resource);

          collect_addresses (node, addresses, found);
        }
    }

  json_array_add_object_element (entries, new_entry (own, json_object_ref (composition)));
  for (guint i = 0; i < json_array_get_length (self->entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (self->entries, i);

      if (g_hash_table_contains (addresses, fhir_json_string (entry, "fullUrl")))
        json_array_add_object_element (entries, json_object_ref (entry));
    }

  return entries;
}

static GBytes *
finish (FhirVaccinationWriter *self,
        const Kind            *kind,
        GError               **error)
{
  g_autofree char *urn = g_strconcat ("urn:uuid:", self->order->uuid, NULL);
  JsonObject      *composition = new_composition (self, kind, urn);
  JsonObject      *bundle = fhir_vaccination_new ("Bundle");
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) text = NULL;

  fhir_vaccination_set_profile (bundle, kind->profile);
  json_object_set_object_member (bundle, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
  fhir_write_string (bundle, "type", "document");
  fhir_write_date (bundle, "timestamp", self->order->date);
  json_object_set_array_member (bundle, "entry", reachable (self, composition));
  json_object_unref (composition);
  node = fhir_node_take (bundle);
  text = fhir_json_exact_to_text (node, self->mark);

  return fhir_vaccination_check (text, self->order->withheld, error) ? g_steal_pointer (&text) : NULL;
}

GBytes *
fhir_vaccination_write (const FhirVaccinationOrder *order,
                        GError                    **error)
{
  FhirVaccinationWriter self;
  GBytes               *bytes = NULL;
  gboolean              good = TRUE;

  g_return_val_if_fail (order->n_changes > 0, NULL);

  writer_init (&self, order);
  for (guint i = 0; good && i < order->n_changes; i++)
    good = fhir_vaccination_write_step (&self, &order->changes[i], error);
  if (good)
    bytes = finish (&self, &administration, error);
  writer_clear (&self);

  return bytes;
}

/* A record document. */

static JsonObject *
take_line (FhirVaccinationWriter *self,
           ModelRecordLine       *line,
           GError               **error)
{
  ModelEntryVersion        *head = model_record_line_get_head (line);
  ModelClinicalEntry       *entry = model_entry_version_get_entry (head);
  ModelClinicalKind         kind = model_clinical_entry_get_kind (entry);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  JsonObject               *resource = fhir_vaccination_copy_entry (self, entry, model_entry_version_get_document (head), error);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *address = NULL;

  if (resource == NULL)
    return NULL;
  address = fhir_vaccination_add (self, resource, NULL);
  if (MODEL_IS_CONDITION (entry) && fhir_json_string (resource, "recordedDate") == NULL)
    fhir_write_date (resource, "recordedDate", &model_vaccination_document_get_facts (model_entry_version_get_document (head))->date);
  if (fhir_json_n (resource, "identifier") == 0 && facts->id != NULL)
    fhir_write_in_array (resource, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, facts->id));
  fhir_vaccination_conform (self, resource, kind, facts->verification == MODEL_VERIFICATION_CONFIRMED || (facts->verification == MODEL_VERIFICATION_MISSING && model_record_line_get_validation (line) == MODEL_VALIDATION_VALIDATED));
  g_ptr_array_add (words, fhir_vaccination_describe (entry));
  fhir_vaccination_narrate (resource, words);
  fhir_vaccination_list (self, resource, kind);

  return resource;
}

static void
put_conflict (JsonObject *resource,
              JsonObject *partner)
{
  g_autofree char *address = address_of (partner);
  JsonObject      *extension = json_object_new ();
  JsonObject      *entry = json_object_new ();
  JsonObject      *code = json_object_new ();

  fhir_write_string (extension, "url", FHIR_VACCINATION_CONFLICT);
  fhir_write_string (entry, "url", "entry");
  json_object_set_object_member (entry, "valueReference", fhir_vaccination_reference (address));
  fhir_write_string (code, "url", "conflict");
  fhir_write_string (code, "valueCode", "duplicate");
  fhir_write_in_array (extension, "extension", entry);
  fhir_write_in_array (extension, "extension", code);
  fhir_write_in_array (resource, "extension", extension);
}

/* R-VAC-78 */
static void
put_conflicts (ModelVaccinationRecord *record,
               GHashTable             *taken)
{
  for (guint i = 0; i < model_vaccination_record_get_n_relations (record); i++)
    {
      const ModelLineRelation *relation = model_vaccination_record_get_relation (record, i);
      JsonObject              *first = g_hash_table_lookup (taken, relation->first);
      JsonObject              *second = g_hash_table_lookup (taken, relation->second);

      if (relation->kind != MODEL_RELATION_DUPLICATE || first == NULL || second == NULL)
        continue;
      put_conflict (first, second);
      put_conflict (second, first);
    }
}

GBytes *
fhir_vaccination_write_record (const FhirVaccinationOrder *order,
                               ModelVaccinationRecord     *record,
                               GError                    **error)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  FhirVaccinationWriter self;
  GBytes               *bytes = NULL;
  gboolean              good = TRUE;

  writer_init (&self, order);
  for (guint i = 0; good && i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);
      JsonObject      *resource;

      if (model_record_line_get_state (line) != MODEL_LINE_CURRENT)
        continue;
      resource = take_line (&self, line, error);
      good = resource != NULL;
      if (good)
        g_hash_table_insert (taken, line, resource);
    }
  if (good)
    {
      put_conflicts (record, taken);
      bytes = finish (&self, &snapshot, error);
    }
  writer_clear (&self);

  return bytes;
}
