/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-request.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-json-exact.h"
#include "fhir-patient.h"
#include "fhir-vaccination-message-private.h"
#include "fhir-vaccination-step.h"

#include <string.h>

#define PROGRAM "Cabinet"

/* What may be told to a third party of an entry; "onset*" is a stem. Everything else stays here: whoever gave, entered or
 * asserts it, comments, lots, documents, and what the profiles do not know. */
static const char *const of_vaccination[] = {
  "resourceType", "status", "statusReason", "vaccineCode", "occurrence*", "reasonCode", "protocolApplied", NULL
};
static const char *const of_dose[] = { "series", "targetDisease", "doseNumber*", "seriesDoses*", NULL };
static const char *const of_condition[] = {
  "resourceType", "clinicalStatus", "verificationStatus", "severity", "code", "onset*", "abatement*", "recordedDate", NULL
};
static const char *const of_allergy[] = {
  "resourceType", "clinicalStatus", "verificationStatus", "type", "category", "criticality", "code", "onset*", "lastOccurrence", "reaction", NULL
};
static const char *const of_reaction[] = { "substance", "manifestation", "onset", "severity", NULL };
static const char *const of_observation[] = { "resourceType", "status", "code", "effective*", "value*", "interpretation", NULL };

static const char *const *
told_of (ModelClinicalKind kind)
{
  switch (kind)
    {
    case MODEL_CLINICAL_VACCINATION:
      return of_vaccination;

    case MODEL_CLINICAL_ALLERGY:
      return of_allergy;

    case MODEL_CLINICAL_SEROLOGY:
      return of_observation;

    case MODEL_CLINICAL_BASIC_IMMUNIZATION:
    case MODEL_CLINICAL_ILLNESS:
    case MODEL_CLINICAL_MEDICAL_PROBLEM:
    default:
      return of_condition;
    }
}

static gboolean
is_told (const char        *name,
         const char *const *names)
{
  if (*name == '_')
    name++;
  for (; *names != NULL; names++)
    {
      gsize length = strlen (*names);

      if ((*names)[length - 1] == '*' ? strncmp (name, *names, length - 1) == 0 : g_str_equal (name, *names))
        return TRUE;
    }

  return FALSE;
}

static void
keep_members (JsonObject        *object,
              const char *const *names)
{
  g_autoptr(GList) members = json_object_get_members (object);
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_free);

  for (GList *member = members; member != NULL; member = member->next)
    if (!is_told (member->data, names))
      g_ptr_array_add (others, g_strdup (member->data));
  for (guint i = 0; i < others->len; i++)
    json_object_remove_member (object, g_ptr_array_index (others, i));
}

static void
keep_in_each (JsonObject        *object,
              const char        *name,
              const char *const *names)
{
  for (guint i = 0; i < fhir_json_n (object, name); i++)
    if (fhir_json_nth (object, name, i) != NULL)
      keep_members (fhir_json_nth (object, name, i), names);
}

/* An extension may hold anything; that something is not known is the one thing that must not get lost. */
static void
drop_extensions (JsonObject *object)
{
  static const char *const absent[] = { FHIR_VACCINATION_ABSENT, NULL };
  JsonObject              *kept = fhir_extension_find (object, absent);
  JsonObject              *copy;

  if (!json_object_has_member (object, "extension"))
    return;
  if (fhir_json_string (kept, "valueCode") == NULL)
    {
      json_object_remove_member (object, "extension");
      return;
    }
  copy = json_object_new ();
  fhir_write_string (copy, "url", FHIR_VACCINATION_ABSENT);
  fhir_write_string (copy, "valueCode", fhir_json_string (kept, "valueCode"));
  json_object_remove_member (object, "extension");
  fhir_write_in_array (object, "extension", copy);
}

static void
strip (JsonNode *node)
{
  static const char *const personal[] = { "id", "modifierExtension", "reference", "identifier", "note" };

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = NULL;

      drop_extensions (object);
      for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
        fhir_vaccination_remove (object, personal[i]);
      members = json_object_get_members (object);
      for (GList *member = members; member != NULL; member = member->next)
        strip (json_object_get_member (object, member->data));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      strip (json_array_get_element (json_node_get_array (node), i));
}

static void
reduce (JsonObject       *resource,
        ModelClinicalKind kind)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), resource);

  keep_members (resource, told_of (kind));
  keep_in_each (resource, "protocolApplied", of_dose);
  keep_in_each (resource, "reaction", of_reaction);
  strip (node);
}

/* The message. */

static void
give_uuid (JsonObject *resource,
           const char *uuid)
{
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

  fhir_write_in_array (resource, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
}

/* Takes @resource. */
static void
put_entry (JsonArray  *entries,
           JsonObject *resource,
           const char *uuid)
{
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  JsonObject      *entry = json_object_new ();

  fhir_write_string (resource, "id", uuid);
  fhir_write_string (entry, "fullUrl", urn);
  json_object_set_object_member (entry, "resource", resource);
  json_array_add_object_element (entries, entry);
}

static JsonObject *
reference_to (const char *uuid)
{
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

  return fhir_vaccination_reference (urn);
}

/* The profile wants a name with a family name in it. That there is one, and that it is withheld, is all that is said of it. */
static JsonObject *
new_masked_name (void)
{
  JsonObject *name = json_object_new ();
  JsonObject *family = json_object_new ();
  JsonObject *extension = json_object_new ();

  fhir_write_string (extension, "url", FHIR_VACCINATION_ABSENT);
  fhir_write_string (extension, "valueCode", "masked");
  fhir_write_in_array (family, "extension", extension);
  json_object_set_object_member (name, "_family", family);

  return name;
}

static JsonObject *
new_subject (const FhirVaccinationQuestion *question)
{
  g_autoptr(ModelPatient) shown = model_patient_new (&(ModelPatientInit) {
      .gender = model_patient_get_gender (question->patient),
      .birth_date = *model_patient_get_birth_date (question->patient),
  });
  g_autoptr(JsonNode) node = fhir_patient_write (shown);
  JsonObject *resource = json_object_ref (json_node_get_object (node));

  fhir_vaccination_set_profile (resource, FHIR_CH_CORE "ch-core-patient-epr");
  give_uuid (resource, question->subject);
  fhir_vaccination_remove (resource, "name");
  fhir_write_in_array (resource, "name", new_masked_name ());
  if (fhir_json_string (resource, "gender") == NULL)
    fhir_write_string (resource, "gender", "unknown");

  return resource;
}

static JsonObject *
new_organization (const char *name,
                  const char *system,
                  const char *number)
{
  JsonObject *resource = fhir_vaccination_new ("Organization");

  fhir_vaccination_set_profile (resource, FHIR_CH_CORE "ch-core-organization");
  if (number != NULL)
    fhir_write_in_array (resource, "identifier", fhir_vaccination_identifier (system, number));
  fhir_write_string (resource, "name", name);

  return resource;
}

static JsonObject *
new_header (const FhirVaccinationQuestion *question,
            const char                    *receiver,
            const char                    *sender)
{
  JsonObject      *header = fhir_vaccination_new ("MessageHeader");
  JsonObject      *destination = json_object_new ();
  JsonObject      *source = json_object_new ();
  JsonObject      *event = json_object_new ();
  g_autofree char *own = g_strconcat ("urn:uuid:", question->message, NULL);

  fhir_vaccination_set_profile (header, FHIR_VACD "ch-vacd-recommendation-request-messageheader");
  fhir_write_string (event, "system", FHIR_VACCINATION_EVENT_SYSTEM);
  fhir_write_string (event, "code", FHIR_VACCINATION_EVENT_REQUEST);
  fhir_write_string (event, "display", "Immunization Recommendation Request");
  json_object_set_object_member (header, "eventCoding", event);
  fhir_write_string (destination, "name", question->service);
  fhir_write_string (destination, "endpoint", question->address);
  json_object_set_object_member (destination, "receiver", reference_to (receiver));
  fhir_write_in_array (header, "destination", destination);
  json_object_set_object_member (header, "sender", reference_to (sender));
  fhir_write_string (source, "name", PROGRAM);
  fhir_write_string (source, "software", PROGRAM);
  fhir_write_string (source, "version", question->version);
  fhir_write_string (source, "endpoint", question->source != NULL ? question->source : own);
  json_object_set_object_member (header, "source", source);
  json_object_set_object_member (header, "responsible", reference_to (sender));
  json_object_set_object_member (header, "reason", fhir_vaccination_new_code (FHIR_VACCINATION_SNOMED, FHIR_VACCINATION_EVENT_REASON));
  fhir_write_in_array (header, "focus", reference_to (question->subject));

  return header;
}

static gboolean
is_confirmed (ModelRecordLine *line)
{
  ModelVerification said = model_clinical_entry_get_facts (model_record_line_get_entry (line))->verification;

  return said == MODEL_VERIFICATION_CONFIRMED ||
         (said == MODEL_VERIFICATION_MISSING && model_record_line_get_validation (line) == MODEL_VALIDATION_VALIDATED);
}

/* (transfer full) (nullable) with @error */
static JsonObject *
new_entry (FhirVaccinationWriter *writer,
           ModelRecordLine       *line,
           GError               **error)
{
  ModelEntryVersion *head = model_record_line_get_head (line);
  ModelClinicalKind  kind = model_clinical_entry_get_kind (model_entry_version_get_entry (head));
  JsonObject        *resource;

  resource = fhir_vaccination_copy_entry (writer, model_entry_version_get_entry (head), model_entry_version_get_document (head), error);
  if (resource == NULL)
    return NULL;

  reduce (resource, kind);
  fhir_vaccination_conform (writer, resource, kind, is_confirmed (line));

  return resource;
}

/* TRUE: @entries and the focus of @header have them all. */
static gboolean
put_record (const FhirVaccinationQuestion *question,
            ModelVaccinationRecord        *record,
            FhirVaccinationWriter         *writer,
            JsonArray                     *entries,
            JsonObject                    *header,
            guint                         *n_entries,
            GError                       **error)
{
  GPtrArray *lines = model_vaccination_record_get_lines (record);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);
      g_autofree char *uuid = g_uuid_string_random ();
      JsonObject      *resource;

      if (model_record_line_get_state (line) != MODEL_LINE_CURRENT)
        continue;
      resource = new_entry (writer, line, error);
      if (resource == NULL)
        return FALSE;
      give_uuid (resource, uuid);
      put_entry (entries, resource, uuid);
      fhir_write_in_array (header, "focus", reference_to (uuid));
      *n_entries += 1;
    }

  return TRUE;
}

/* Takes @entries. */
static GBytes *
to_text (const FhirVaccinationQuestion *question,
         JsonArray                     *entries,
         const char                    *mark)
{
  JsonObject      *bundle = fhir_vaccination_new ("Bundle");
  g_autofree char *urn = g_strconcat ("urn:uuid:", question->message, NULL);
  g_autoptr(JsonNode) node = NULL;

  fhir_write_string (bundle, "id", question->message);
  fhir_vaccination_set_profile (bundle, FHIR_VACD "ch-vacd-recommendation-request-message");
  json_object_set_object_member (bundle, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
  fhir_write_string (bundle, "type", "message");
  fhir_write_date (bundle, "timestamp", question->date);
  json_object_set_array_member (bundle, "entry", entries);
  node = fhir_node_take (bundle);

  return fhir_json_exact_to_text (node, mark);
}

/* Copies of what an entry refers to are made, and left behind: this is only what copying needs. */
static void
writer_init (FhirVaccinationWriter *self,
             FhirVaccinationOrder  *order,
             const char            *subject)
{
  memset (self, 0, sizeof *self);
  self->order = order;
  self->mark = fhir_json_exact_mark ();
  self->entries = json_array_new ();
  self->sources = fhir_vaccination_sources_new ();
  self->copies = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->patient = g_strconcat ("urn:uuid:", subject, NULL);
}

static void
writer_clear (FhirVaccinationWriter *self)
{
  g_free (self->mark);
  json_array_unref (self->entries);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->copies);
  g_free (self->patient);
}

GBytes *
fhir_vaccination_request_write (const FhirVaccinationQuestion *question,
                                ModelVaccinationRecord        *record,
                                guint                         *n_entries,
                                GError                       **error)
{
  FhirVaccinationOrder  order = { .date = question->date, .patient = question->patient, .withheld = question->withheld };
  FhirVaccinationWriter writer;
  g_autofree char      *receiver = g_uuid_string_random ();
  g_autofree char      *sender = g_uuid_string_random ();
  g_autoptr(JsonArray) entries = json_array_new ();
  g_autoptr(GBytes) text = NULL;
  JsonObject *header;
  guint       n = 0;

  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (record), NULL);

  writer_init (&writer, &order, question->subject);
  header = new_header (question, receiver, sender);
  put_entry (entries, header, question->header);
  put_entry (entries, new_subject (question), question->subject);
  put_entry (entries, new_organization (question->service, FHIR_SYSTEM_GLN, question->gln), receiver);
  put_entry (entries, new_organization (question->sender != NULL ? question->sender : PROGRAM, FHIR_VACCINATION_UUID_SYSTEM, question->sender_id), sender);
  if (put_record (question, record, &writer, entries, header, &n, error))
    text = to_text (question, json_array_ref (entries), writer.mark);
  writer_clear (&writer);
  if (text == NULL || !fhir_vaccination_request_check (text, question->withheld, error))
    return NULL;

  if (n_entries != NULL)
    *n_entries = n;

  return g_steal_pointer (&text);
}
