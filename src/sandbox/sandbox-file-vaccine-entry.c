/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-vaccine-private.h"

#include <string.h>

#define CLINICAL_CONDITION "http://terminology.hl7.org/CodeSystem/condition-clinical"
#define VERIFIED_CONDITION "http://terminology.hl7.org/CodeSystem/condition-ver-status"
#define CLINICAL_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
#define VERIFIED_ALLERGY "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
#define CONDITION_CATEGORY "http://terminology.hl7.org/CodeSystem/condition-category"
#define UNKNOWN "{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/data-absent-reason','valueCode':'unknown'}]}"

#define get sandbox_vaccine_entry_get

static const char *
get_or (const SandboxVaccineEntry *entry,
        const char                *name,
        const char                *otherwise)
{
  const char *text = get (entry, name);

  return text != NULL ? text : otherwise;
}

static gboolean
has_form (const SandboxVaccineWriter *self,
          const char                 *form)
{
  return sandbox_vaccine_document_has_form (self->document, form);
}

static gboolean
is_error (const SandboxVaccineEntry *entry)
{
  return g_strcmp0 (get (entry, "status"), "entered-in-error") == 0;
}

const char *
sandbox_vaccine_type (const SandboxVaccineEntry *entry)
{
  if (g_str_equal (entry->kind, "vaccine"))
    return "Immunization";
  if (g_str_equal (entry->kind, "allergy"))
    return "AllergyIntolerance";

  return g_str_equal (entry->kind, "serology") ? "Observation" : "Condition";
}

const char *
sandbox_vaccine_snomed (const SandboxVaccineWriter *self)
{
  if (has_form (self, "sct-edition"))
    return "http://snomed.info/sct/2011000195101";

  return has_form (self, "sct-oid") ? "urn:oid:2.16.840.1.113883.6.96" : SYSTEM_SNOMED;
}

JsonNode *
sandbox_vaccine_concept (const SandboxVaccineWriter *self,
                         const SandboxVaccineCode   *code)
{
  if (code == NULL)
    return NULL;

  return sandbox_json_concept (g_str_equal (code->system, SYSTEM_SNOMED) ? sandbox_vaccine_snomed (self) : code->system, code->code,
                               code->display);
}

static JsonNode *
concept_named (const SandboxVaccineWriter *self,
               const SandboxVaccineEntry  *entry,
               const char                 *name)
{
  const char *code = get (entry, name);

  g_assert (code == NULL || sandbox_vaccines_code (code) != NULL);

  return code != NULL ? sandbox_vaccine_concept (self, sandbox_vaccines_code (code)) : NULL;
}

/* What it is; words where there is no code. */
static JsonNode *
subject_code (const SandboxVaccineWriter *self,
              const SandboxVaccineEntry  *entry)
{
  JsonNode   *concept = entry->code != NULL ? sandbox_vaccine_concept (self, entry->code) : sandbox_json ("{'text':%s}", get (entry, "text"));
  const char *also = get (entry, "also");

  if (also != NULL)
    {
      JsonObject *other = json_node_get_object (sandbox_vaccine_concept (self, sandbox_vaccines_code (also)));

      json_array_add_element (json_object_get_array_member (json_node_get_object (concept), "coding"),
                              json_node_copy (json_array_get_element (json_object_get_array_member (other, "coding"), 0)));
    }

  return concept;
}

static gboolean
is_date (const char *text)
{
  return text != NULL && strlen (text) >= 4 && strspn (text, "0123456789-T:+.Z") == strlen (text);
}

/* A date under @stem + "DateTime", words under @stem + "String", or that it is not known. */
static void
set_event (const SandboxVaccineWriter *self,
           JsonNode                   *node,
           const SandboxVaccineEntry  *entry,
           const char                 *stem,
           const char                 *name,
           gboolean                    needed)
{
  JsonObject      *object = json_node_get_object (node);
  const char      *on = get (entry, name);
  g_autofree char *member = g_strconcat (stem, "DateTime", NULL);
  g_autofree char *words = g_strconcat (stem, "String", NULL);
  g_autofree char *absent = g_strconcat ("_", member, NULL);
  g_autofree char *midnight = on != NULL && strlen (on) == 10 && has_form (self, "midnight") ? g_strconcat (on, "T00:00:00+02:00", NULL)
                                                                                             : NULL;

  if (is_date (on))
    json_object_set_string_member (object, member, midnight != NULL ? midnight : on);
  else if (on != NULL)
    json_object_set_string_member (object, words, on);
  else if (needed)
    json_object_set_member (object, absent, sandbox_json (UNKNOWN));
}

static JsonNode *
identifier_of (const SandboxVaccineWriter *self,
               const SandboxVaccineEntry  *entry)
{
  g_autofree char *uuid = sandbox_vaccine_uuid (self, "entry", entry->key);
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

  return has_form (self, "no-identifier") ? NULL : sandbox_json ("[{'system':'" SYSTEM_URI "','value':%s}]", urn);
}

static JsonNode *
logical (const SandboxVaccineWriter *self,
         const char                 *type,
         const char                 *what,
         const char                 *key)
{
  g_autofree char *uuid = sandbox_vaccine_uuid (self, what, key);
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *literal = g_strconcat (type, "/", uuid, NULL);

  if (has_form (self, "literal"))
    return sandbox_json ("{'reference':%s}", literal);
  if (has_form (self, "literal-urn"))
    return sandbox_json ("{'reference':%s}", urn);

  return sandbox_json ("{'type':%s,'identifier':{'system':'" SYSTEM_URI "','value':%s}}", type, urn);
}

/* "container" of the table names another document than the one that holds it, as some published ones do (R-VAC-71). A
 * resource id is that of the entry in its own document. */
static JsonNode *
cross_reference (const SandboxVaccineWriter *self,
                 const SandboxVaccineEntry  *entry)
{
  const char                   *old = get (entry, "replaces");
  const SandboxVaccineDocument *holder = old != NULL ? sandbox_vaccines_find (self->document->patient, old) : NULL;
  const char                   *container = get_or (entry, "container", holder != NULL ? holder->key : NULL);
  gboolean                      of_2023 = has_form (self, "xref-2023");
  g_autofree char              *resource = NULL;
  JsonNode                     *entry_reference;

  if (old == NULL)
    return NULL;

  resource = g_strconcat (container != NULL ? container : "", "/", old, NULL);
  entry_reference = has_form (self, "literal") || has_form (self, "literal-urn")
                        ? logical (self, sandbox_vaccine_type (entry), "resource", resource)
                        : logical (self, sandbox_vaccine_type (entry), "entry", old);

  return sandbox_json ("{'url':%s,'extension':[{'url':'entry','valueReference':%o},%o,{'url':'relationcode','valueCode':'replaces'}]}",
                       of_2023 ? SANDBOX_VACD "ch-vacd-ext-cross-reference" : SANDBOX_CORE "ch-core-ext-entry-resource-cross-references",
                       entry_reference,
                       container == NULL ? NULL
                                         : sandbox_json ("{'url':%s,'valueReference':%o}", of_2023 ? "document" : "container",
                                                         logical (self, "Composition", "composition", container)));
}

static JsonNode *
verification_extension (const SandboxVaccineWriter *self,
                        const SandboxVaccineEntry  *entry)
{
  gboolean  confirmed = strcmp (get_or (entry, "verified", "yes"), "yes") == 0;
  JsonNode *coding;

  if (has_form (self, "no-verification"))
    return NULL;

  coding = sandbox_json ("{'system':%s,'code':%s}", sandbox_vaccine_snomed (self), confirmed ? "59156000" : "76104008");
  if (has_form (self, "verification-array"))
    coding = sandbox_json ("[%o]", coding);

  return sandbox_json ("{'url':'" SANDBOX_VACD "ch-vacd-ext-verification-status','valueCoding':%o}", coding);
}

static const char *
recorder_of (const SandboxVaccineWriter *self,
             const SandboxVaccineEntry  *entry)
{
  return get_or (entry, "recorder", sandbox_vaccine_document_get (self->document, "by"));
}

static JsonNode *
recorder_extension (SandboxVaccineWriter      *self,
                    const SandboxVaccineEntry *entry)
{
  JsonNode *person = sandbox_vaccine_person (self, recorder_of (self, entry), TRUE);

  return person == NULL ? NULL
                        : sandbox_json ("{'url':%s,'valueReference':%o}",
                                        has_form (self, "recorder-2023") ? SANDBOX_VACD "ch-vacd-ext-immunization-recorder-reference"
                                                                         : SANDBOX_CORE "ch-ext-author",
                                        person);
}

/* "who|when|what" */
static JsonNode *
notes_of (SandboxVaccineWriter      *self,
          const SandboxVaccineEntry *entry)
{
  JsonNode *notes = sandbox_json_array ();

  for (guint i = 0; i < entry->notes->len; i++)
    {
      g_auto(GStrv) parts = g_strsplit (g_ptr_array_index (entry->notes, i), "|", 3);
      g_autofree char *text = NULL;

      g_assert (g_strv_length (parts) == 3);
      text = has_form (self, "spoiled") ? g_convert (parts[2], -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL) : g_strdup (parts[2]);
      sandbox_json_append (notes, sandbox_json ("{'authorReference':%o,'time':%s,'text':%s}", sandbox_vaccine_person (self, parts[0], FALSE),
                                                *parts[1] != '\0' ? parts[1] : NULL, text));
    }

  return notes;
}

static JsonNode *
diseases_of (const SandboxVaccineWriter *self,
             const SandboxVaccineEntry  *entry)
{
  const char *said = get (entry, "diseases");
  g_auto(GStrv) codes = said != NULL ? g_strsplit (said, ",", -1) : entry->code != NULL ? g_strdupv (entry->code->diseases)
                                                                                         : g_new0 (char *, 1);
  const char *system = has_form (self, "concept-map") ? "http://fhir.ch/ig/ch-vacd/ConceptMap-ch-vacd-vaccines-targetdiseases-cm" : sandbox_vaccine_snomed (self);
  JsonNode   *diseases = sandbox_json_array ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0')
      sandbox_json_append (diseases, sandbox_json_concept (system, has_form (self, "old-tbe") && strcmp (codes[i], "712986001") == 0 ? "16901001" : codes[i],
                                                           NULL));

  return diseases;
}

static JsonNode *
protocol_of (const SandboxVaccineWriter *self,
             const SandboxVaccineEntry  *entry)
{
  const char *dose = get (entry, "dose");
  gboolean    number = dose != NULL && strspn (dose, "0123456789") == strlen (dose);
  JsonNode   *protocol = sandbox_json ("{'targetDisease':%o,'doseNumberString':%s}", diseases_of (self, entry), number ? NULL : dose);

  if (protocol == NULL)
    protocol = json_node_init_object (json_node_alloc (), json_object_new ());
  if (number)
    json_object_set_int_member (json_node_get_object (protocol), "doseNumberPositiveInt", g_ascii_strtoll (dose, NULL, 10));
  else if (dose == NULL)
    json_object_set_member (json_node_get_object (protocol), "_doseNumberPositiveInt", sandbox_json (UNKNOWN));

  return protocol;
}

/* The pack: number, batch and expiry stand in a Medication of their own. */
static JsonNode *
medication_extension (SandboxVaccineWriter      *self,
                      const SandboxVaccineEntry *entry)
{
  const char      *gtin = get (entry, "gtin");
  g_autofree char *id = sandbox_vaccine_uuid (self, "Medication", entry->key);
  g_autofree char *address = sandbox_vaccine_address (self, "Medication", id);

  if (gtin == NULL)
    return NULL;
  if (!g_hash_table_contains (self->written, address))
    {
      sandbox_json_append (self->people,
                           sandbox_vaccine_wrap (self, "Medication", id,
                                                 sandbox_json ("{'resourceType':'Medication','id':%s,'meta':{'profile':['" SANDBOX_VACD "ch-vacd-medication-for-immunization']},"
                                                               "'code':{'coding':[{'system':'urn:oid:2.51.1.1','code':%s}]},'batch':{'lotNumber':%s,'expirationDate':%s}}",
                                                               id, gtin, get_or (entry, "batch", get (entry, "lot")), get (entry, "expiry"))));
      g_hash_table_insert (self->written, g_strdup (address), g_strdup (address));
    }

  return sandbox_json ("{'url':'" SANDBOX_VACD "ch-vacd-ext-immunization-medication-reference','valueReference':{'reference':%s}}", address);
}

/* What a copy of the whole record says of two of its entries (R-VAC-78). */
static JsonNode *
conflict_extension (const SandboxVaccineWriter *self,
                    const SandboxVaccineEntry  *entry)
{
  g_autofree char *key = NULL;
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;

  if (get (entry, "conflict") == NULL)
    return NULL;

  key = g_strconcat (self->document->key, "/", get (entry, "conflict"), NULL);
  id = sandbox_vaccine_uuid (self, "resource", key);
  address = sandbox_vaccine_address (self, sandbox_vaccine_type (entry), id);

  return sandbox_json ("{'url':'" SANDBOX_VACD "ch-vacd-ext-merging-conflict-entry-reference','extension':["
                       "{'url':'entry','valueReference':{'reference':%s}},{'url':'conflict','valueCode':'duplicate'}]}",
                       address);
}

/* Professionals and institutions only: who entered it, unless that is the patient (R-VAC-23). */
static JsonNode *
performers_of (SandboxVaccineWriter      *self,
               const SandboxVaccineEntry *entry)
{
  const char *who = get_or (entry, "performer", sandbox_vaccine_document_get (self->document, "by"));

  return who != NULL && !g_str_equal (who, "patient") ? sandbox_vaccine_person (self, who, TRUE) : NULL;
}

static JsonNode *
write_vaccination (SandboxVaccineWriter      *self,
                   const SandboxVaccineEntry *entry)
{
  JsonNode *performer = performers_of (self, entry);
  JsonNode *node = sandbox_json (
      "{'resourceType':'Immunization','meta':{'profile':['" SANDBOX_VACD "ch-vacd-immunization']},'extension':[%o,%o,%o,%o,%o],"
      "'identifier':%o,'status':%s,'statusReason':%o,'vaccineCode':%o,'patient':{'reference':%s},'recorded':%s,"
      "'lotNumber':%s,'expirationDate':%s,'site':%o,'route':%o,'performer':%o,'reasonCode':%o,'note':%o,'protocolApplied':[%o]}",
      recorder_extension (self, entry), verification_extension (self, entry), medication_extension (self, entry),
      cross_reference (self, entry), conflict_extension (self, entry), identifier_of (self, entry), get_or (entry, "status", "completed"),
      concept_named (self, entry, "why"), subject_code (self, entry), self->patient, get_or (entry, "recorded", self->document->time),
      get (entry, "lot"), get (entry, "expiry"), concept_named (self, entry, "site"), concept_named (self, entry, "route"),
      performer != NULL ? sandbox_json ("[{'actor':%o}]", performer) : NULL,
      get (entry, "reason") != NULL ? sandbox_json ("[%o]", concept_named (self, entry, "reason")) : NULL, notes_of (self, entry),
      protocol_of (self, entry));

  set_event (self, node, entry, "occurrence", "on", TRUE);

  return node;
}

static JsonNode *
status_of (const SandboxVaccineEntry *entry,
           const char                *system,
           const char                *otherwise)
{
  return is_error (entry) ? NULL : sandbox_json_concept (system, get_or (entry, "clinical", otherwise), NULL);
}

static JsonNode *
verified_of (const SandboxVaccineWriter *self,
             const SandboxVaccineEntry  *entry,
             const char                 *system)
{
  const char *verified = get_or (entry, "verified", "yes");

  if (has_form (self, "no-verification"))
    return NULL;
  if (is_error (entry))
    return sandbox_json_concept (system, "entered-in-error", NULL);

  return sandbox_json_concept (system, strcmp (verified, "yes") == 0 ? "confirmed" : strcmp (verified, "no") == 0 ? "unconfirmed"
                                                                                                                  : verified,
                               NULL);
}

static JsonNode *
write_condition (SandboxVaccineWriter      *self,
                 const SandboxVaccineEntry *entry)
{
  gboolean    illness = g_str_equal (entry->kind, "illness");
  gboolean    basic = g_str_equal (entry->kind, "basic");
  const char *profile = illness ? SANDBOX_VACD "ch-vacd-pastillnesses" : basic ? SANDBOX_VACD "ch-vacd-basic-immunization"
                                                                               : SANDBOX_VACD "ch-vacd-medical-problems";
  JsonNode   *category = illness ? NULL
                                 : sandbox_json ("[%o]", sandbox_json_concept (CONDITION_CATEGORY, basic ? "encounter-diagnosis" : "problem-list-item", NULL));
  JsonNode   *node = sandbox_json (
        "{'resourceType':'Condition','meta':{'profile':[%s]},'extension':[%o],'identifier':%o,'clinicalStatus':%o,'verificationStatus':%o,"
          "'category':%o,'code':%o,'subject':{'reference':%s},'recordedDate':%s,'recorder':%o,'note':%o}",
        profile, cross_reference (self, entry), identifier_of (self, entry),
      basic ? NULL : status_of (entry, CLINICAL_CONDITION, illness ? "resolved" : "active"), verified_of (self, entry, VERIFIED_CONDITION),
        category, subject_code (self, entry), self->patient, get_or (entry, "recorded", self->document->time),
        sandbox_vaccine_person (self, recorder_of (self, entry), TRUE), notes_of (self, entry));

  set_event (self, node, entry, "onset", "on", FALSE);
  set_event (self, node, entry, "abatement", "end", FALSE);

  return node;
}

static JsonNode *
write_allergy (SandboxVaccineWriter      *self,
               const SandboxVaccineEntry *entry)
{
  const char *reaction = get (entry, "reaction");
  const char *category = get (entry, "category");
  JsonNode   *node = sandbox_json (
        "{'resourceType':'AllergyIntolerance','meta':{'profile':['" SANDBOX_VACD "ch-vacd-allergyintolerances']},'extension':[%o],"
          "'identifier':%o,'clinicalStatus':%o,'verificationStatus':%o,'type':%s,'category':%o,'criticality':%s,'code':%o,"
          "'patient':{'reference':%s},'recordedDate':%s,'recorder':%o,'lastOccurrence':%s,'note':%o,'reaction':%o}",
        cross_reference (self, entry), identifier_of (self, entry), status_of (entry, CLINICAL_ALLERGY, "active"),
        verified_of (self, entry, VERIFIED_ALLERGY), get (entry, "type"), category != NULL ? sandbox_json ("[%s]", category) : NULL,
        get (entry, "criticality"), subject_code (self, entry), self->patient, get_or (entry, "recorded", self->document->time),
        sandbox_vaccine_person (self, recorder_of (self, entry), TRUE), get (entry, "last"), notes_of (self, entry),
      reaction != NULL ? sandbox_json ("[{'manifestation':[{'text':%s}],'severity':%s}]", reaction, get (entry, "severity")) : NULL);

  set_event (self, node, entry, "onset", "on", FALSE);

  return node;
}

/* A number keeps the digits that the laboratory gave it. */
static JsonNode *
write_serology (SandboxVaccineWriter      *self,
                const SandboxVaccineEntry *entry)
{
  const char      *value = get (entry, "value");
  JsonNode        *performer = performers_of (self, entry);
  g_autofree char *number = value != NULL ? g_strdup_printf ("%c%s%c", SANDBOX_DECIMAL, value, SANDBOX_DECIMAL) : NULL;
  const char      *unit = get (entry, "unit");
  JsonNode        *node = sandbox_json (
             "{'resourceType':'Observation','meta':{'profile':['" SANDBOX_VACD "ch-vacd-laboratory-serology']},'extension':[%o,%o,%o],"
                    "'identifier':%o,'status':%s,'code':%o,'subject':{'reference':%s},'performer':%o,'valueQuantity':%o,'valueCodeableConcept':%o,"
                    "'interpretation':%o,'note':%o}",
             recorder_extension (self, entry), verification_extension (self, entry), cross_reference (self, entry), identifier_of (self, entry),
             get_or (entry, "status", "final"), subject_code (self, entry), self->patient,
      performer != NULL ? sandbox_json ("[%o]", performer) : NULL,
      value != NULL ? sandbox_json ("{'value':%s,'comparator':%s,'unit':%s,'system':'http://unitsofmeasure.org','code':%s}", number,
                                           get (entry, "comparator"), unit, get_or (entry, "ucum", unit))
                           : NULL,
      get (entry, "says") != NULL ? sandbox_json ("{'text':%s}", get (entry, "says")) : NULL,
      get (entry, "interpretation") != NULL ? sandbox_json ("[{'text':%s}]", get (entry, "interpretation")) : NULL, notes_of (self, entry));

  set_event (self, node, entry, "effective", "on", FALSE);

  return node;
}

JsonNode *
sandbox_vaccine_entry (SandboxVaccineWriter      *self,
                       const SandboxVaccineEntry *entry,
                       const char                *id)
{
  JsonNode *node;

  if (g_str_equal (entry->kind, "vaccine"))
    node = write_vaccination (self, entry);
  else if (g_str_equal (entry->kind, "allergy"))
    node = write_allergy (self, entry);
  else if (g_str_equal (entry->kind, "serology"))
    node = write_serology (self, entry);
  else
    node = write_condition (self, entry);
  json_object_set_string_member (json_node_get_object (node), "id", id);

  return node;
}
