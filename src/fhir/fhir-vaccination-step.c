/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-step.h"

#include "fhir-datatypes.h"

static const FhirVaccinationShape shapes[] = {
  [MODEL_CLINICAL_VACCINATION] = { "Immunization", FHIR_VACD "ch-vacd-immunization", 0 },
  [MODEL_CLINICAL_BASIC_IMMUNIZATION] = { "Condition", FHIR_VACD "ch-vacd-basic-immunization", 0 },
  [MODEL_CLINICAL_ALLERGY] = { "AllergyIntolerance", FHIR_VACD "ch-vacd-allergyintolerances", 3 },
  [MODEL_CLINICAL_ILLNESS] = { "Condition", FHIR_VACD "ch-vacd-pastillnesses", 2 },
  [MODEL_CLINICAL_MEDICAL_PROBLEM] = { "Condition", FHIR_VACD "ch-vacd-medical-problems", 1 },
  [MODEL_CLINICAL_SEROLOGY] = { "Observation", FHIR_VACD "ch-vacd-laboratory-serology", 4 },
};

const FhirVaccinationShape *
fhir_vaccination_shape (ModelClinicalKind kind)
{
  return &shapes[kind];
}

char *
fhir_vaccination_describe (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  const char               *label = model_clinical_entry_get_label (entry);
  g_autofree char          *date = model_date_format (&facts->date);
  const char               *when = *date != '\0' ? date : facts->date_text;

  return when != NULL ? g_strconcat (label, ", ", when, NULL) : g_strdup (label);
}

void
fhir_vaccination_narrate (JsonObject *object,
                          GPtrArray  *paragraphs)
{
  g_autoptr(GString) div = g_string_new ("<div xmlns=\"http://www.w3.org/1999/xhtml\">");
  JsonObject *text = json_object_new ();

  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_autofree char *escaped = fhir_vaccination_escape (g_ptr_array_index (paragraphs, i));

      g_string_append_printf (div, "<p>%s</p>", *escaped != '\0' ? escaped : "-");
    }
  g_string_append (div, "</div>");
  fhir_write_string (text, "status", "generated");
  fhir_write_string (text, "div", div->str);
  json_object_set_object_member (object, "text", text);
}

/* Words that a person added to what the elements say are hers; generated ones are made anew. */
static void
narrate_entry (JsonObject         *resource,
               ModelClinicalEntry *entry)
{
  const char *status = fhir_json_string (fhir_json_object (resource, "text"), "status");
  g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func (g_free);

  if (g_strcmp0 (status, "additional") == 0)
    return;
  g_ptr_array_add (one, fhir_vaccination_describe (entry));
  fhir_vaccination_narrate (resource, one);
}

void
fhir_vaccination_list (FhirVaccinationWriter *self,
                       JsonObject            *resource,
                       ModelClinicalKind      kind)
{
  g_ptr_array_add (self->sections[shapes[kind].section], resource);
}

/* Identifiers. */

static gboolean
is_uuid (JsonObject *identifier)
{
  const char *system = fhir_json_string (identifier, "system");

  return system == NULL || g_str_equal (system, FHIR_VACCINATION_UUID_SYSTEM);
}

/* The number by which the earlier version is known: its UUID, else another, else its id in its document (R-VAC-109). Borrowed,
 * but for the last. (transfer full) (nullable) */
static JsonObject *
known_by (JsonObject *resource)
{
  JsonObject *found = NULL;
  const char *id = fhir_json_string (resource, "id");

  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      if (fhir_vaccination_unless_empty (fhir_json_string (identifier, "value")) == NULL)
        continue;
      if (found == NULL || (is_uuid (identifier) && !is_uuid (found)))
        found = identifier;
    }
  if (found != NULL)
    {
      const char *system = fhir_json_string (found, "system");

      return fhir_vaccination_identifier (system != NULL ? system : FHIR_VACCINATION_UUID_SYSTEM, fhir_json_string (found, "value"));
    }

  return id != NULL ? fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, id) : NULL;
}

/* A fresh one first; numbers that others gave it stay, but for the one that now means the version before (R-VAC-22). */
static void
put_identifiers (JsonObject *resource,
                 JsonObject *earlier)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  JsonArray       *array = json_array_new ();
  guint            n = fhir_json_n (resource, "identifier");

  json_array_add_object_element (array, fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      if (!is_uuid (identifier) && g_strcmp0 (fhir_json_string (identifier, "value"), fhir_json_string (earlier, "value")) != 0)
        json_array_add_object_element (array, json_object_ref (identifier));
    }
  json_object_set_array_member (resource, "identifier", array);
}

static JsonObject *
logical (const char *type,
         JsonObject *identifier)
{
  JsonObject *reference = json_object_new ();

  fhir_write_string (reference, "type", type);
  json_object_set_object_member (reference, "identifier", json_object_ref (identifier));

  return reference;
}

static void
add_part (JsonObject *extension,
          const char *url,
          JsonObject *reference)
{
  JsonObject *part = json_object_new ();

  fhir_write_string (part, "url", url);
  json_object_set_object_member (part, "valueReference", reference);
  fhir_write_in_array (extension, "extension", part);
}

/* The document is known by its composition's identifier, else the bundle's, else the composition's id, else the number of the
 * registry. (transfer full) (nullable) */
static JsonObject *
known_document (FhirVaccinationSource    *source,
                ModelVaccinationDocument *document)
{
  const char *key = model_vaccination_document_get_facts (document)->unique_id;
  JsonObject *composition = source->composition;
  JsonObject *found = composition != NULL && fhir_json_n (composition, "identifier") > 0 ? known_by (composition) : NULL;

  if (found == NULL && fhir_json_n (source->bundle.bundle, "identifier") > 0)
    found = known_by (source->bundle.bundle);

  if (found == NULL && composition != NULL)
    found = known_by (composition);

  return found == NULL && key != NULL ? fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, key) : found;
}

/* "This entry replaces that entry" (R-VAC-58). */
static void
put_cross_reference (JsonObject *resource,
                     JsonObject *entry,
                     JsonObject *document)
{
  JsonObject *extension = json_object_new ();
  JsonObject *code = json_object_new ();

  fhir_write_string (extension, "url", FHIR_VACCINATION_REPLACES);
  add_part (extension, "entry", logical (fhir_json_resource_type (resource), entry));
  if (document != NULL)
    add_part (extension, "container", logical ("Composition", document));
  fhir_write_string (code, "url", "relationcode");
  fhir_write_string (code, "valueCode", "replaces");
  fhir_write_in_array (extension, "extension", code);
  fhir_write_in_array (resource, "extension", extension);
}

/* Who enters it now, and when; who gave it stays (R-VAC-61). */
static void
put_recorder (FhirVaccinationWriter *self,
              JsonObject            *resource)
{
  static const char *const urls[] = { FHIR_VACCINATION_RECORDER, FHIR_VACD "ch-vacd-ext-immunization-recorder-reference", NULL };
  const char              *type = fhir_json_resource_type (resource);
  JsonObject              *extension;

  if (!fhir_vaccination_has_status (resource))
    {
      json_object_set_object_member (resource, "recorder", fhir_vaccination_reference (self->role));
      fhir_vaccination_remove (resource, "recordedDate");
      fhir_write_date (resource, "recordedDate", self->order->date);
      return;
    }

  fhir_vaccination_remove_extensions (resource, urls);
  extension = json_object_new ();
  fhir_write_string (extension, "url", FHIR_VACCINATION_RECORDER);
  json_object_set_object_member (extension, "valueReference", fhir_vaccination_reference (self->role));
  fhir_write_in_array (resource, "extension", extension);
  if (g_strcmp0 (type, "Immunization") == 0)
    {
      fhir_vaccination_remove (resource, "recorded");
      fhir_write_date (resource, "recorded", self->order->date);
    }
}

/* Comments have their author and time; a role may not write one. */
static void
add_note (FhirVaccinationWriter *self,
          JsonObject            *resource,
          const char            *text)
{
  const char *who = self->person != NULL ? self->person : self->institution;
  JsonObject *note;

  text = fhir_vaccination_unless_empty (text);
  if (text == NULL)
    return;
  note = json_object_new ();
  if (who != NULL)
    json_object_set_object_member (note, "authorReference", fhir_vaccination_reference (who));
  fhir_write_date (note, "time", self->order->date);
  fhir_write_string (note, "text", text);
  fhir_write_in_array (resource, "note", note);
}

static gboolean
keeps_verification (const FhirVaccinationChange *change)
{
  return change->step == FHIR_VACCINATION_COMMENT || change->step == FHIR_VACCINATION_RESTORE;
}

static void
put_state (FhirVaccinationWriter       *self,
           JsonObject                  *resource,
           const FhirVaccinationChange *change)
{
  const char *type = fhir_json_resource_type (resource);
  gboolean    corrects = change->step == FHIR_VACCINATION_CORRECT;
  gboolean    deleted = corrects && model_clinical_entry_get_facts (change->entry)->status == MODEL_CLINICAL_ENTERED_IN_ERROR;
  gboolean    restores = corrects && !deleted &&
                      model_clinical_entry_get_facts (change->earlier)->status == MODEL_CLINICAL_ENTERED_IN_ERROR;
  gboolean annuls = deleted || change->step == FHIR_VACCINATION_ANNUL || (change->step == FHIR_VACCINATION_REFUTE && fhir_vaccination_has_status (resource));

  if (annuls && fhir_vaccination_has_status (resource))
    fhir_write_string (resource, "status", "entered-in-error");
  else if (annuls)
    fhir_vaccination_put_verification (resource, "entered-in-error");
  else if (change->step == FHIR_VACCINATION_REFUTE)
    fhir_vaccination_put_verification (resource, "refuted");
  else if (restores && fhir_vaccination_has_status (resource))
    fhir_write_string (resource, "status", g_strcmp0 (type, "Immunization") == 0 ? "completed" : "final");
  else if (!keeps_verification (change) && !fhir_vaccination_has_status (resource))
    fhir_vaccination_put_verification (resource, self->order->professional ? "confirmed" : "unconfirmed");
  else if (change->unproven && g_strcmp0 (fhir_vaccination_status_code (resource, "verificationStatus"), "confirmed") == 0)
    fhir_vaccination_put_verification (resource, "unconfirmed");
}

/* The version that is taken over. */
static ModelClinicalEntry *
version_of (const FhirVaccinationChange *change)
{
  return change->step == FHIR_VACCINATION_RESTORE ? change->entry : change->earlier;
}

static gboolean
is_professional (const char *role)
{
  static const char *const roles[] = { "HCP", "ASS", "TCU", NULL };

  return role != NULL && g_strv_contains (roles, role);
}

/* What is only commented, restored or taken back is validated by that neither more nor less. */
static gboolean
is_confirmed (FhirVaccinationWriter       *self,
              const FhirVaccinationChange *change)
{
  const ModelVaccinationDocumentFacts *document;
  ModelVerification                    before;

  if (!keeps_verification (change) && change->step != FHIR_VACCINATION_ANNUL && change->step != FHIR_VACCINATION_REFUTE)
    return self->order->professional;

  before = model_clinical_entry_get_facts (version_of (change))->verification;
  document = model_vaccination_document_get_facts (change->step == FHIR_VACCINATION_RESTORE ? change->good : change->document);

  return self->order->professional && !change->unproven &&
         (before == MODEL_VERIFICATION_CONFIRMED || (before == MODEL_VERIFICATION_MISSING && is_professional (document->provider_role)));
}

/* What has not happened yet is not documented (R-VAC-99); a mistake of an earlier version may still be taken back. */
static gboolean
is_to_come (FhirVaccinationWriter       *self,
            const FhirVaccinationChange *change)
{
  const ModelDate *date, *before;

  if ((change->step != FHIR_VACCINATION_CREATE && change->step != FHIR_VACCINATION_CORRECT) || change->entry == NULL)
    return FALSE;
  date = &model_clinical_entry_get_facts (change->entry)->date;
  before = change->earlier != NULL ? &model_clinical_entry_get_facts (change->earlier)->date : NULL;

  return (before == NULL || model_date_compare (date, before) != 0) && model_date_compare (date, self->order->date) > 0;
}

static gboolean
is_possible (FhirVaccinationWriter       *self,
             const FhirVaccinationChange *change,
             GError                     **error)
{
  const char *fault = NULL;

  if (change->step == FHIR_VACCINATION_CREATE ? change->entry == NULL : change->earlier == NULL || change->document == NULL)
    fault = "what is to be written is not given";
  else if (change->step == FHIR_VACCINATION_CORRECT && change->entry == NULL)
    fault = "what is to be written is not given";
  else if (change->step == FHIR_VACCINATION_RESTORE &&
           (change->entry == NULL || change->good == NULL || model_clinical_entry_get_facts (change->entry)->status == MODEL_CLINICAL_ENTERED_IN_ERROR))
    fault = "there is no version to restore";
  else if (change->step == FHIR_VACCINATION_VALIDATE &&
           model_clinical_entry_get_facts (change->earlier)->status == MODEL_CLINICAL_ENTERED_IN_ERROR)
    fault = "it was deleted; a correction restores it";
  else if ((change->step == FHIR_VACCINATION_VALIDATE || change->step == FHIR_VACCINATION_REFUTE) && !self->order->professional)
    fault = "only a professional validates (R-VAC-52)";
  else if ((change->step == FHIR_VACCINATION_ANNUL || change->step == FHIR_VACCINATION_REFUTE) &&
           fhir_vaccination_unless_empty (change->comment) == NULL)
    fault = "the reason is missing (R-VAC-62)";
  else if ((change->step == FHIR_VACCINATION_CORRECT || change->step == FHIR_VACCINATION_RESTORE) &&
           model_clinical_entry_get_kind (change->entry) != model_clinical_entry_get_kind (change->earlier))
    fault = "a correction does not change the kind of an entry";
  else if (is_to_come (self, change))
    fault = "it is in the future (R-VAC-99)";
  if (fault != NULL)
    g_set_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "The entry cannot be written: %s", fault);

  return fault == NULL;
}

static JsonObject *
new_resource (ModelClinicalEntry *entry)
{
  ModelClinicalKind         kind = model_clinical_entry_get_kind (entry);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  JsonObject               *resource = fhir_vaccination_new (shapes[kind].resource_type);

  if (facts->status == MODEL_CLINICAL_NOT_DONE)
    fhir_write_string (resource, "status", "not-done");

  return resource;
}

/* @resource: of the version before. (transfer full) (nullable) */
static JsonObject *
known_entry (JsonObject *resource,
             GError    **error)
{
  JsonObject *entry = known_by (resource);

  if (entry == NULL)
    g_set_error (error, FHIR_ERROR, FHIR_ERROR_INCOMPLETE, "The earlier entry has neither identifier nor id (R-VAC-109)");
  else if (fhir_json_n (resource, "identifier") == 0)
    g_debug ("An entry without identifier is referred to by the id of its resource");

  return entry;
}

/* A cross-reference to the version before, and what is known of it. Takes @entry. */
static gboolean
put_earlier (FhirVaccinationWriter       *self,
             JsonObject                  *resource,
             JsonObject                  *entry,
             const FhirVaccinationChange *change,
             GError                     **error)
{
  FhirVaccinationSource *source = entry != NULL ? fhir_vaccination_source (self, change->document, error) : NULL;
  JsonObject            *document;

  if (source != NULL)
    {
      document = known_document (source, change->document);
      put_identifiers (resource, entry);
      put_cross_reference (resource, entry, document);
      g_clear_pointer (&document, json_object_unref);
    }
  g_clear_pointer (&entry, json_object_unref);

  return source != NULL;
}

/* The version that stood, in the place of the one that took it back. */
static JsonObject *
restore (FhirVaccinationWriter       *self,
         const FhirVaccinationChange *change,
         GError                     **error)
{
  JsonObject *deleted = fhir_vaccination_copy_entry (self, change->earlier, change->document, error);
  JsonObject *known = deleted != NULL ? known_entry (deleted, error) : NULL;
  JsonObject *resource = known != NULL ? fhir_vaccination_copy_entry (self, change->entry, change->good, error) : NULL;

  if (resource == NULL)
    g_clear_pointer (&known, json_object_unref);
  else if (!put_earlier (self, resource, known, change, error))
    g_clear_pointer (&resource, json_object_unref);
  g_clear_pointer (&deleted, json_object_unref);

  return resource;
}

/* The resource before anything is said in it. (transfer full) (nullable) */
static JsonObject *
begin_resource (FhirVaccinationWriter       *self,
                const FhirVaccinationChange *change,
                GError                     **error)
{
  JsonObject *resource;

  if (change->step == FHIR_VACCINATION_RESTORE)
    return restore (self, change, error);
  if (change->step == FHIR_VACCINATION_CREATE)
    {
      resource = new_resource (change->entry);
      put_identifiers (resource, NULL);
      return resource;
    }

  resource = fhir_vaccination_copy_entry (self, change->earlier, change->document, error);
  if (resource != NULL && !put_earlier (self, resource, known_entry (resource, error), change, error))
    g_clear_pointer (&resource, json_object_unref);

  return resource;
}

gboolean
fhir_vaccination_write_step (FhirVaccinationWriter       *self,
                             const FhirVaccinationChange *change,
                             GError                     **error)
{
  gboolean            says = change->step == FHIR_VACCINATION_CREATE || change->step == FHIR_VACCINATION_CORRECT;
  ModelClinicalEntry *entry = says ? change->entry : version_of (change);
  ModelClinicalKind   kind;
  JsonObject         *resource;
  g_autofree char    *address = NULL;

  if (!is_possible (self, change, error))
    return FALSE;
  resource = begin_resource (self, change, error);
  if (resource == NULL)
    return FALSE;

  kind = model_clinical_entry_get_kind (entry);
  address = fhir_vaccination_add (self, resource, shapes[kind].profile);
  if (says)
    fhir_vaccination_fill (self, resource, entry, change->step == FHIR_VACCINATION_CORRECT ? change->earlier : NULL);
  put_state (self, resource, change);
  fhir_vaccination_conform (self, resource, kind, is_confirmed (self, change));
  put_recorder (self, resource);
  add_note (self, resource, change->comment);
  narrate_entry (resource, entry);
  fhir_vaccination_list (self, resource, kind);

  return TRUE;
}
