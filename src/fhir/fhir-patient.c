/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-patient.h"

#define QUALIFIER_URL "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"

static const char *const qualifier_urls[] = { QUALIFIER_URL, NULL };

static gboolean
is_birth_name (JsonObject *name)
{
  JsonObject *extended = fhir_json_object (name, "_family");
  const char *use = fhir_json_string (name, "use");

  return g_strcmp0 (use, "maiden") == 0 ||
         g_strcmp0 (fhir_json_string (fhir_extension_find (extended, qualifier_urls), "valueCode"), "BR") == 0;
}

/* The usual name, and the name at birth where it is marked as such. */
static void
find_names (JsonObject  *resource,
            JsonObject **usual,
            JsonObject **birth)
{
  guint n = fhir_json_n (resource, "name");

  *usual = *birth = NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *name = fhir_json_nth (resource, "name", i);

      if (is_birth_name (name))
        *birth = *birth == NULL ? name : *birth;
      else if (*usual == NULL || g_strcmp0 (fhir_json_string (name, "use"), "usual") == 0)
        *usual = name;
    }
}

static GStrv
read_given (JsonObject *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = fhir_json_n (name, "given");

  for (guint i = 0; i < n; i++)
    {
      const char *given = fhir_json_nth_string (name, "given", i);

      if (given != NULL)
        g_strv_builder_add (builder, given);
    }

  return g_strv_builder_end (builder);
}

ModelPatient *
fhir_patient_read (JsonObject *resource,
                   const char *match_grade,
                   double      score)
{
  JsonObject *usual, *birth;
  JsonObject *address = fhir_json_nth (resource, "address", 0);
  g_autoptr(GPtrArray) identifiers = fhir_identifiers_read (resource, "identifier");
  g_auto(GStrv) given = NULL;
  const char *family;

  find_names (resource, &usual, &birth);
  given = read_given (usual);
  family = fhir_json_string (usual, "family");

  return model_patient_new (&(ModelPatientInit) {
      .id = fhir_json_string (resource, "id"),
      .family = family != NULL ? family : fhir_json_string (usual, "text"),
      .given = (const char *const *) given,
      .birth_family = fhir_json_string (birth, "family"),
      .gender = model_gender_from_code (fhir_json_string (resource, "gender")),
      .birth_date = fhir_date_read (resource, "birthDate"),
      .address_line = fhir_json_nth_string (address, "line", 0),
      .postal_code = fhir_json_string (address, "postalCode"),
      .city = fhir_json_string (address, "city"),
      .country = fhir_json_string (address, "country"),
      .identifiers = identifiers,
      .grade = model_match_grade_from_code (match_grade),
      .score = score,
  });
}

static void
write_names (JsonObject   *object,
             ModelPatient *patient)
{
  const char *const *given = model_patient_get_given (patient);
  const char        *family = model_patient_get_family (patient);

  if (*family != '\0' || *given != NULL)
    {
      JsonObject *name = json_object_new ();

      fhir_write_string (name, "family", *family != '\0' ? family : NULL);
      if (*given != NULL)
        {
          JsonArray *array = json_array_new ();

          for (; *given != NULL; given++)
            json_array_add_string_element (array, *given);
          json_object_set_array_member (name, "given", array);
        }
      fhir_write_in_array (object, "name", name);
    }

  if (model_patient_get_birth_family (patient) != NULL)
    {
      JsonObject *name = json_object_new ();
      JsonObject *extended = json_object_new ();
      JsonObject *extension = json_object_new ();

      fhir_write_string (extension, "url", QUALIFIER_URL);
      fhir_write_string (extension, "valueCode", "BR");
      fhir_write_in_array (extended, "extension", extension);
      fhir_write_string (name, "family", model_patient_get_birth_family (patient));
      json_object_set_object_member (name, "_family", extended);
      fhir_write_in_array (object, "name", name);
    }
}

static void
write_address (JsonObject   *object,
               ModelPatient *patient)
{
  JsonObject *address = json_object_new ();

  if (model_patient_get_address_line (patient) != NULL)
    {
      JsonArray *lines = json_array_new ();

      json_array_add_string_element (lines, model_patient_get_address_line (patient));
      json_object_set_array_member (address, "line", lines);
    }
  fhir_write_string (address, "city", model_patient_get_city (patient));
  fhir_write_string (address, "postalCode", model_patient_get_postal_code (patient));
  fhir_write_string (address, "country", model_patient_get_country (patient));

  if (json_object_get_size (address) > 0)
    fhir_write_in_array (object, "address", address);
  else
    json_object_unref (address);
}

JsonNode *
fhir_patient_write (ModelPatient *patient)
{
  JsonObject *object = json_object_new ();

  fhir_write_string (object, "resourceType", "Patient");
  fhir_write_string (object, "id", model_patient_get_id (patient));
  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    fhir_write_in_array (object, "identifier", fhir_identifier_write (model_patient_get_identifier (patient, i)));
  write_names (object, patient);
  if (model_patient_get_gender (patient) != MODEL_GENDER_UNKNOWN)
    fhir_write_string (object, "gender", model_gender_to_code (model_patient_get_gender (patient)));
  fhir_write_date (object, "birthDate", model_patient_get_birth_date (patient));
  write_address (object, patient);

  return fhir_node_take (object);
}
