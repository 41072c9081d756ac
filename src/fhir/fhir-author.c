/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-author.h"

#include "fhir-datatypes.h"

JsonObject *
fhir_reference_to (const char *kind,
                   guint       number)
{
  JsonObject      *reference = json_object_new ();
  g_autofree char *target = g_strdup_printf ("#%s%u", kind, number);

  fhir_write_string (reference, "reference", target);

  return reference;
}

JsonObject *
fhir_contained_new (const char *type,
                    const char *kind,
                    guint       number)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%s%u", kind, number);

  fhir_write_string (object, "resourceType", type);
  fhir_write_string (object, "id", id);

  return object;
}

static void
write_identifier (JsonObject *object,
                  const char *system,
                  const char *value)
{
  if (value != NULL)
    {
      g_autoptr(ModelIdentifier) identifier = model_identifier_new (system, value, NULL, NULL);

      fhir_write_in_array (object, "identifier", fhir_identifier_write (identifier));
    }
}

/* Text only where it says more than the parts, such as a title. */
static JsonObject *
author_name (const ModelDocumentAuthor *author)
{
  JsonObject      *name = json_object_new ();
  g_autofree char *parts = g_strconcat (author->given != NULL ? author->given : "", " ",
                                        author->family != NULL ? author->family : "", NULL);

  if (author->person != NULL && g_strcmp0 (g_strstrip (parts), author->person) != 0)
    fhir_write_string (name, "text", author->person);
  fhir_write_string (name, "family", author->family);
  if (author->given != NULL)
    {
      g_auto(GStrv) given = g_strsplit (author->given, " ", -1);
      JsonArray *array = json_array_new ();

      for (char **word = given; *word != NULL; word++)
        json_array_add_string_element (array, *word);
      json_object_set_array_member (name, "given", array);
    }

  return name;
}

JsonObject *
fhir_author_write_person (const ModelDocumentAuthor *author,
                          guint                      number)
{
  JsonObject *person = fhir_contained_new (author->is_patient ? "Patient" : "Practitioner", "person", number);

  write_identifier (person, author->is_patient ? NULL : FHIR_SYSTEM_GLN, author->person_gln);
  if (author->person != NULL || author->family != NULL || author->given != NULL)
    fhir_write_in_array (person, "name", author_name (author));

  return person;
}

static JsonObject *
author_organization (const ModelDocumentAuthor *author,
                     guint                      number)
{
  JsonObject *organization = fhir_contained_new ("Organization", "organization", number);

  write_identifier (organization, "urn:ietf:rfc:3986", author->organization_id);
  fhir_write_string (organization, "name", author->organization);

  return organization;
}

static void
write_role (JsonObject                *resource,
            const ModelDocumentAuthor *author,
            guint                      number,
            gboolean                   has_person)
{
  JsonObject *role = fhir_contained_new ("PractitionerRole", "role", number);

  if (has_person)
    json_object_set_object_member (role, "practitioner", fhir_reference_to ("person", number));
  if (author->organization != NULL)
    json_object_set_object_member (role, "organization", fhir_reference_to ("organization", number));
  if (author->role != NULL)
    fhir_write_in_array (role, "code", fhir_concept_write (author->role));
  if (author->specialty != NULL)
    fhir_write_in_array (role, "specialty", fhir_concept_write (author->specialty));
  fhir_write_in_array (resource, "contained", role);
}

/* A person or an institution alone stands for itself; a role joins what belongs together. */
void
fhir_author_write (JsonObject                *resource,
                   const ModelDocumentAuthor *author,
                   guint                      number)
{
  gboolean    has_person = author->person != NULL || author->family != NULL || author->person_gln != NULL;
  const char *kind = has_person ? "person" : "organization";

  if (has_person)
    fhir_write_in_array (resource, "contained", fhir_author_write_person (author, number));
  if (author->organization != NULL)
    fhir_write_in_array (resource, "contained", author_organization (author, number));

  if (!author->is_patient &&
      (author->role != NULL || author->specialty != NULL || (has_person && author->organization != NULL)))
    {
      write_role (resource, author, number, has_person);
      kind = "role";
    }

  fhir_write_in_array (resource, "author", fhir_reference_to (kind, number));
}
