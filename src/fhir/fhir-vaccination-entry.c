/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-json-span.h"
#include "fhir-json-text.h"
#include "fhir-vaccination-private.h"
#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"

#include <string.h>

#define GTIN "urn:oid:2.51.1.1"
#define BASIC_CODES "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs"
#define EXPOSURE_CODES "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-exposure-risks-cs"
#define PREGNANCY "77386006"
#define MAX_DOSES 100

static const char *const verification_urls[] = { FHIR_VACD "ch-vacd-ext-verification-status", NULL };
static const char *const medication_urls[] = { FHIR_VACD "ch-vacd-ext-immunization-medication-reference", NULL };
static const char *const recorder_urls[] = {
  FHIR_CH_CORE "ch-ext-author", FHIR_VACD "ch-vacd-ext-immunization-recorder-reference", NULL
};
static const char *const replaces_urls[] = {
  FHIR_CH_CORE "ch-core-ext-entry-resource-cross-references", FHIR_VACD "ch-vacd-ext-cross-reference", NULL
};
static const char *const conflict_urls[] = { FHIR_VACD "ch-vacd-ext-merging-conflict-entry-reference", NULL };
static const char *const entry_urls[] = { "entry", NULL };
static const char *const document_urls[] = { "container", "document", NULL };

static guint
count_extensions (JsonObject        *resource,
                  const char *const *urls)
{
  guint n = fhir_json_n (resource, "extension"), found = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *url = fhir_json_string (fhir_json_nth (resource, "extension", i), "url");

      found += url != NULL && g_strv_contains (urls, url) ? 1 : 0;
    }

  return found;
}

/* The form of today, of 2023 and of the national module: an identifier, an address, or a part of one (chapter 16). */
static void
read_replaces (JsonObject         *resource,
               ModelClinicalFacts *facts)
{
  JsonObject *extension = fhir_extension_find (resource, replaces_urls);
  JsonObject *entry = fhir_json_object (fhir_extension_find (extension, entry_urls), "valueReference");
  JsonObject *document = fhir_json_object (fhir_extension_find (extension, document_urls), "valueReference");

  facts->replaces_entry = fhir_vaccination_target (entry);
  facts->replaces_document = fhir_vaccination_target (document);
  if (count_extensions (resource, replaces_urls) > 1)
    facts->faults |= MODEL_CLINICAL_FAULT_REFERENCES;
}

static GPtrArray *
read_conflicts (JsonObject *resource)
{
  g_autoptr(GPtrArray) partners = g_ptr_array_new_with_free_func (g_free);
  guint n = fhir_json_n (resource, "extension");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *extension = fhir_json_nth (resource, "extension", i);
      const char *url = fhir_json_string (extension, "url");
      JsonObject *entry;
      char       *partner;

      if (url == NULL || !g_strv_contains (conflict_urls, url))
        continue;
      entry = fhir_json_object (fhir_extension_find (extension, entry_urls), "valueReference");
      partner = fhir_vaccination_target (entry);
      if (partner != NULL)
        g_ptr_array_add (partners, partner);
    }

  return partners->len > 0 ? g_steal_pointer (&partners) : NULL;
}

/* A word nobody knows confirms nothing. */
static void
take_verification (ModelClinicalFacts *facts,
                   const char         *code)
{
  static const char *const confirmed[] = { "59156000", "confirmed", NULL };

  facts->verification_code = code;
  if (code == NULL)
    facts->verification = MODEL_VERIFICATION_MISSING;
  else if (g_strv_contains (confirmed, code))
    facts->verification = MODEL_VERIFICATION_CONFIRMED;
  else if (g_str_equal (code, "refuted"))
    facts->verification = MODEL_VERIFICATION_REFUTED;
  else
    facts->verification = MODEL_VERIFICATION_UNCONFIRMED;
  if (g_strcmp0 (code, "entered-in-error") == 0)
    facts->status = MODEL_CLINICAL_ENTERED_IN_ERROR;
}

static void
read_verification (JsonObject         *resource,
                   ModelClinicalFacts *facts)
{
  JsonObject *extension = fhir_extension_find (resource, verification_urls);
  JsonObject *concept = fhir_json_object (resource, "verificationStatus");
  JsonObject *coding = concept != NULL ? fhir_json_nth (concept, "coding", 0) : fhir_json_nth (extension, "valueCoding", 0);

  if (coding == NULL)
    coding = fhir_json_nth (fhir_json_object (extension, "valueCodeableConcept"), "coding", 0);
  if (concept == NULL && fhir_json_n (extension, "valueCoding") > 0 && fhir_json_object (extension, "valueCoding") == NULL)
    facts->faults |= MODEL_CLINICAL_FAULT_FORM;
  take_verification (facts, fhir_json_string (coding, "code"));
}

static void
read_status (JsonObject         *resource,
             ModelClinicalFacts *facts)
{
  const char *status = fhir_json_string (resource, "status");

  if (g_strcmp0 (status, "entered-in-error") == 0)
    facts->status = MODEL_CLINICAL_ENTERED_IN_ERROR;
  else if (g_strcmp0 (status, "not-done") == 0)
    facts->status = MODEL_CLINICAL_NOT_DONE;
}

/* Who gave, measured or asserts it, as far as the document holds them. */
static void
read_performers (FhirVaccinationBundle *self,
                 JsonObject            *resource,
                 const char            *name,
                 const char            *inner,
                 ModelClinicalFacts    *facts)
{
  facts->performers = fhir_vaccination_read_actors (self, resource, name, inner);
  if ((facts->performers != NULL ? facts->performers->len : 0) < fhir_json_n (resource, name))
    facts->faults |= MODEL_CLINICAL_FAULT_PERSON_LOST;
}

/* The text as it came, in which 1.50 is not 1.5; written anew where that is not to be had. (transfer full) */
static GBytes *
read_json (FhirVaccinationBundle *self,
           JsonObject            *resource)
{
  g_autoptr(JsonNode) node = fhir_node_take (json_object_ref (resource));
  g_autoptr(JsonNode) source = self->source != NULL ? fhir_json_parse (self->source, NULL) : NULL;

  return source != NULL && json_node_equal (source, node) ? g_bytes_ref (self->source) : fhir_json_to_text (node);
}

/* What every kind has. Strings of @facts are borrowed from the JSON but those that clear_facts() frees. */
static void
read_facts (FhirVaccinationBundle *self,
            JsonObject            *resource,
            const char            *code_name,
            const char            *event_stem,
            ModelClinicalFacts    *facts)
{
  JsonObject *concept = fhir_json_object (resource, code_name);
  JsonObject *recorder = fhir_json_object (fhir_extension_find (resource, recorder_urls), "valueReference");

  facts->resource_type = fhir_json_resource_type (resource);
  facts->id = fhir_json_string (resource, "id");
  facts->identifiers = fhir_identifiers_read (resource, "identifier");
  facts->codings = fhir_vaccination_read_codings (concept);
  facts->code_text = fhir_vaccination_unless_empty (fhir_json_string (concept, "text"));
  facts->date = fhir_vaccination_read_event (resource, event_stem, &facts->date_text);
  facts->recorded = fhir_vaccination_read_date (resource, "recorded", NULL);
  if (facts->recorded.precision == MODEL_DATE_UNKNOWN)
    facts->recorded = fhir_vaccination_read_date (resource, "recordedDate", NULL);
  read_status (resource, facts);
  read_verification (resource, facts);
  if (recorder == NULL)
    recorder = fhir_json_object (resource, "recorder");
  facts->recorder = fhir_vaccination_read_actor (self, resource, recorder);
  if (recorder != NULL && facts->recorder == NULL)
    facts->faults |= MODEL_CLINICAL_FAULT_PERSON_LOST;
  facts->comments = fhir_vaccination_read_comments (self, resource);
  read_replaces (resource, facts);
  facts->conflicts = read_conflicts (resource);
  facts->digest = fhir_vaccination_digest (self, resource);
  facts->json = read_json (self, resource);

  if (facts->codings == NULL && facts->code_text == NULL)
    facts->faults |= MODEL_CLINICAL_FAULT_NO_CODE;
  if (facts->date.precision == MODEL_DATE_UNKNOWN && facts->date_text == NULL)
    facts->faults |= MODEL_CLINICAL_FAULT_NO_DATE;
  if (facts->identifiers == NULL)
    facts->faults |= MODEL_CLINICAL_FAULT_NO_IDENTIFIER;
}

static void
clear_facts (ModelClinicalFacts *facts)
{
  g_clear_pointer (&facts->identifiers, g_ptr_array_unref);
  g_clear_pointer (&facts->codings, g_ptr_array_unref);
  g_clear_pointer (&facts->performers, g_ptr_array_unref);
  g_clear_pointer (&facts->comments, g_ptr_array_unref);
  g_clear_pointer (&facts->conflicts, g_ptr_array_unref);
  g_clear_object (&facts->recorder);
  g_clear_pointer (&facts->json, g_bytes_unref);
  g_free ((char *) facts->replaces_entry);
  g_free ((char *) facts->replaces_document);
  g_free ((char *) facts->digest);
}

static const char *
find_gtin (JsonObject *concept)
{
  guint n = fhir_json_n (concept, "coding");

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (concept, "coding", i), "system"), GTIN) == 0)
      return fhir_vaccination_unless_empty (fhir_json_string (fhir_json_nth (concept, "coding", i), "code"));

  return NULL;
}

static const char *
read_manufacturer (FhirVaccinationBundle *self,
                   JsonObject            *from)
{
  JsonObject *reference = fhir_json_object (from, "manufacturer");
  const char *name = fhir_json_string (fhir_vaccination_resolve (self, from, reference), "name");

  return fhir_vaccination_unless_empty (name != NULL ? name : fhir_json_string (reference, "display"));
}

/* The pack (R-VAC-30): what the entry says goes before what the product says. */
static void
read_product (FhirVaccinationBundle   *self,
              JsonObject              *resource,
              ModelClinicalFacts      *facts,
              ModelVaccinationDetails *details)
{
  JsonObject *reference = fhir_json_object (fhir_extension_find (resource, medication_urls), "valueReference");
  JsonObject *product = fhir_vaccination_resolve (self, resource, reference);
  JsonObject *batch = fhir_json_object (product, "batch");
  JsonObject *code = fhir_json_object (product, "code");
  const char *lot = fhir_vaccination_unless_empty (fhir_json_string (batch, "lotNumber"));

  details->lot = fhir_vaccination_unless_empty (fhir_json_string (resource, "lotNumber"));
  if (details->lot == NULL)
    details->lot = lot;
  else if (lot != NULL && !g_str_equal (lot, details->lot))
    {
      details->product_lot = lot;
      facts->faults |= MODEL_CLINICAL_FAULT_LOTS_DIFFER;
    }
  details->expiry = fhir_vaccination_read_date (resource, "expirationDate", NULL);
  if (details->expiry.precision == MODEL_DATE_UNKNOWN)
    details->expiry = fhir_vaccination_read_date (batch, "expirationDate", NULL);

  details->gtin = find_gtin (code);
  if (details->gtin == NULL)
    details->gtin = find_gtin (fhir_json_object (resource, "vaccineCode"));
  for (guint i = 0; details->gtin == NULL && i < fhir_json_n (product, "ingredient"); i++)
    details->gtin = find_gtin (fhir_json_object (fhir_json_nth (product, "ingredient", i), "itemCodeableConcept"));
  details->product_name = fhir_vaccination_unless_empty (fhir_json_string (code, "text"));
  if (details->product_name == NULL)
    details->product_name = fhir_vaccination_unless_empty (fhir_json_string (fhir_json_nth (code, "coding", 0), "display"));
  details->manufacturer = read_manufacturer (self, product);
  if (details->manufacturer == NULL)
    details->manufacturer = read_manufacturer (self, resource);
}

/* A missing dose, 0 or text never makes the entry disappear (R-VAC-27). */
static void
read_dose (JsonObject           *protocol,
           ModelVaccinationDose *dose)
{
  gint64 number = fhir_json_integer (protocol, "doseNumberPositiveInt", 0);
  gint64 series = fhir_json_integer (protocol, "seriesDosesPositiveInt", 0);

  dose->number = MAX (number, 0);
  dose->series_doses = MAX (series, 0);
  dose->number_text = fhir_vaccination_unless_empty (fhir_json_string (protocol, "doseNumberString"));
  dose->diseases = fhir_vaccination_read_concepts (protocol, "targetDisease");
}

static ModelClinicalEntry *
read_vaccination (FhirVaccinationBundle *self,
                  JsonObject            *resource,
                  ModelClinicalFacts    *facts)
{
  ModelVaccinationDetails          details = { 0 };
  g_autofree ModelVaccinationDose *doses = NULL;
  ModelClinicalEntry              *entry;

  read_facts (self, resource, "vaccineCode", "occurrence", facts);
  facts->kind = MODEL_CLINICAL_VACCINATION;
  read_performers (self, resource, "performer", "actor", facts);

  details.n_doses = MIN (fhir_json_n (resource, "protocolApplied"), MAX_DOSES);
  doses = g_new0 (ModelVaccinationDose, details.n_doses + 1);
  for (guint i = 0; i < details.n_doses; i++)
    read_dose (fhir_json_nth (resource, "protocolApplied", i), &doses[i]);
  details.doses = doses;
  details.route = fhir_vaccination_read_concept (fhir_json_object (resource, "route"));
  details.site = fhir_vaccination_read_concept (fhir_json_object (resource, "site"));
  details.status_reason = fhir_vaccination_read_concept (fhir_json_object (resource, "statusReason"));
  details.reasons = fhir_vaccination_read_concepts (resource, "reasonCode");
  details.passive = facts->codings != NULL && fhir_vaccination_is_passive (g_ptr_array_index (facts->codings, 0));
  read_product (self, resource, facts, &details);
  entry = MODEL_CLINICAL_ENTRY (model_vaccination_new (facts, &details));

  for (guint i = 0; i < details.n_doses; i++)
    g_clear_pointer (&doses[i].diseases, g_ptr_array_unref);
  g_clear_object (&details.route);
  g_clear_object (&details.site);
  g_clear_object (&details.status_reason);
  g_clear_pointer (&details.reasons, g_ptr_array_unref);

  return entry;
}

static const char *
concept_code (JsonObject *resource,
              const char *name)
{
  return fhir_json_string (fhir_json_nth (fhir_json_object (resource, name), "coding", 0), "code");
}

static GPtrArray *
read_manifestations (JsonObject  *resource,
                     const char **severity)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = fhir_json_n (resource, "reaction");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *reaction = fhir_json_nth (resource, "reaction", i);
      g_autoptr(GPtrArray) some = fhir_vaccination_read_concepts (reaction, "manifestation");

      if (some != NULL)
        g_ptr_array_extend (all, some, (GCopyFunc) g_object_ref, NULL);
      if (*severity == NULL)
        *severity = fhir_json_string (reaction, "severity");
    }

  return all->len > 0 ? g_steal_pointer (&all) : NULL;
}

static ModelClinicalEntry *
read_allergy (FhirVaccinationBundle *self,
              JsonObject            *resource,
              ModelClinicalFacts    *facts)
{
  ModelAllergyDetails details = { 0 };
  g_autoptr(GPtrArray) manifestations = NULL;
  g_autoptr(ModelActor) asserter = NULL;

  read_facts (self, resource, "code", "onset", facts);
  facts->kind = MODEL_CLINICAL_ALLERGY;
  read_performers (self, resource, "asserter", NULL, facts);
  details.clinical_status = concept_code (resource, "clinicalStatus");
  details.type = fhir_json_string (resource, "type");
  details.category = fhir_json_nth_string (resource, "category", 0);
  details.criticality = fhir_json_string (resource, "criticality");
  details.last_occurrence = fhir_vaccination_read_date (resource, "lastOccurrence", NULL);
  manifestations = read_manifestations (resource, &details.severity);
  details.manifestations = manifestations;

  return MODEL_CLINICAL_ENTRY (model_allergy_new (facts, &details));
}

static gboolean
has_category (JsonObject *resource,
              const char *code)
{
  guint n = fhir_json_n (resource, "category");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *category = fhir_json_nth (resource, "category", i);

      for (guint j = 0; j < fhir_json_n (category, "coding"); j++)
        if (g_strcmp0 (fhir_json_string (fhir_json_nth (category, "coding", j), "code"), code) == 0)
          return TRUE;
    }

  return FALSE;
}

static gboolean
has_profile (JsonObject *resource,
             const char *part)
{
  JsonObject *meta = fhir_json_object (resource, "meta");

  for (guint i = 0; i < fhir_json_n (meta, "profile"); i++)
    {
      const char *profile = fhir_json_nth_string (meta, "profile", i);

      if (profile != NULL && strstr (profile, part) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Category, then section, then code (R-VAC-40). The category "encounter-diagnosis" alone proves nothing: it is FHIR's
 * own and older documents give it to illnesses. */
static ModelClinicalKind
condition_kind (JsonObject *resource,
                const char *section,
                GPtrArray  *codings)
{
  ModelCoding *coding = codings != NULL ? g_ptr_array_index (codings, 0) : NULL;
  const char  *system = coding != NULL ? model_coding_get_system (coding) : NULL;
  const char  *code = coding != NULL ? model_coding_get_code (coding) : NULL;

  if (has_category (resource, "problem-list-item"))
    return MODEL_CLINICAL_MEDICAL_PROBLEM;
  if (g_strcmp0 (section, "11369-6") == 0 || g_strcmp0 (system, BASIC_CODES) == 0 || has_profile (resource, "basic-immunization"))
    return MODEL_CLINICAL_BASIC_IMMUNIZATION;
  if (g_strcmp0 (section, "11348-0") == 0)
    return MODEL_CLINICAL_ILLNESS;
  if (g_strcmp0 (section, "11450-4") == 0 || g_strcmp0 (system, EXPOSURE_CODES) == 0 || g_strcmp0 (code, PREGNANCY) == 0 ||
      has_profile (resource, "medical-problem") || has_profile (resource, "exposure"))
    return MODEL_CLINICAL_MEDICAL_PROBLEM;

  return MODEL_CLINICAL_ILLNESS;
}

static ModelClinicalEntry *
read_condition (FhirVaccinationBundle *self,
                JsonObject            *resource,
                const char            *section,
                ModelClinicalFacts    *facts)
{
  ModelConditionDetails details = { 0 };
  g_autoptr(ModelCoding) severity = fhir_vaccination_read_concept (fhir_json_object (resource, "severity"));

  read_facts (self, resource, "code", "onset", facts);
  facts->kind = condition_kind (resource, section, facts->codings);
  read_performers (self, resource, "asserter", NULL, facts);
  details.clinical_status = concept_code (resource, "clinicalStatus");
  details.end = fhir_vaccination_read_event (resource, "abatement", &details.end_text);
  if (details.end.precision == MODEL_DATE_UNKNOWN)
    details.end = fhir_vaccination_read_date (fhir_json_object (resource, "onsetPeriod"), "end", &details.end_text);
  details.severity = severity;

  return MODEL_CLINICAL_ENTRY (model_condition_new (facts, &details));
}

/* The number in the text of @json, with all its digits. (transfer full) (nullable) */
static char *
read_written_number (GBytes *json,
                     double  number)
{
  gsize            length;
  const char      *text = g_bytes_get_data (json, &length);
  FhirJsonSpan     span = { text, text + length };
  g_autofree char *written = NULL;

  if (!fhir_json_span_member (span, "valueQuantity", &span) || !fhir_json_span_member (span, "value", &span))
    return NULL;
  written = g_strndup (span.start, (gsize) (span.end - span.start));

  return strspn (written, "-0123456789.") == strlen (written) && g_ascii_strtod (written, NULL) == number
             ? g_steal_pointer (&written)
             : NULL;
}

/* A number as it was written; a comparator found is shown, whether or not it may stand there (R-VAC-44). */
static char *
read_number (JsonObject *quantity,
             GBytes     *json)
{
  double number = fhir_json_number (quantity, "value", G_MAXDOUBLE);
  char  *written = read_written_number (json, number);

  if (written != NULL)
    return written;

  return number != G_MAXDOUBLE ? fhir_json_number_text (number) : g_strdup (fhir_json_string (quantity, "value"));
}

static ModelClinicalEntry *
read_serology (FhirVaccinationBundle *self,
               JsonObject            *resource,
               ModelClinicalFacts    *facts)
{
  ModelSerologyDetails details = { 0 };
  JsonObject          *quantity = fhir_json_object (resource, "valueQuantity");
  JsonObject          *concept = fhir_json_object (resource, "valueCodeableConcept");
  g_autofree char     *number = NULL;
  g_autoptr(ModelCoding) value_code = fhir_vaccination_read_concept (concept);
  g_autoptr(ModelCoding) interpretation = fhir_vaccination_read_concept (fhir_json_nth (resource, "interpretation", 0));

  read_facts (self, resource, "code", "effective", facts);
  number = read_number (quantity, facts->json);
  facts->kind = MODEL_CLINICAL_SEROLOGY;
  read_performers (self, resource, "performer", NULL, facts);
  details.status = fhir_json_string (resource, "status");
  details.value_text = number != NULL ? number : fhir_vaccination_unless_empty (fhir_json_string (resource, "valueString"));
  if (details.value_text == NULL)
    details.value_text = fhir_vaccination_unless_empty (fhir_json_string (concept, "text"));
  details.comparator = fhir_vaccination_unless_empty (fhir_json_string (quantity, "comparator"));
  details.unit = fhir_vaccination_unless_empty (fhir_json_string (quantity, "unit"));
  details.unit_code = fhir_vaccination_unless_empty (fhir_json_string (quantity, "code"));
  details.value_code = value_code;
  details.interpretation = interpretation;

  return MODEL_CLINICAL_ENTRY (model_serology_new (facts, &details));
}

ModelClinicalEntry *
fhir_vaccination_read_entry (FhirVaccinationBundle *self,
                             JsonObject            *resource,
                             const char            *section)
{
  const char         *type = fhir_json_resource_type (resource);
  ModelClinicalFacts  facts = { 0 };
  ModelClinicalEntry *entry = NULL;

  if (section == NULL)
    facts.faults = MODEL_CLINICAL_FAULT_NOT_LISTED;
  if (g_strcmp0 (type, "Immunization") == 0)
    entry = read_vaccination (self, resource, &facts);
  else if (g_strcmp0 (type, "AllergyIntolerance") == 0)
    entry = read_allergy (self, resource, &facts);
  else if (g_strcmp0 (type, "Condition") == 0)
    entry = read_condition (self, resource, section, &facts);
  else if (g_strcmp0 (type, "Observation") == 0)
    entry = read_serology (self, resource, &facts);
  clear_facts (&facts);

  return entry;
}
