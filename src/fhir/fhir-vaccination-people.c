/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-author.h"
#include "fhir-datatypes.h"
#include "fhir-vaccination-write-private.h"
#include "model-number.h"

#include <string.h>

/* Who stands in a document. A GLN is written when it is one, and never invented (R-VAC-46, R-VAC-47); who has none is a person of
 * CH Core all the same, but none of the EPR's directory. */

#define GLN_OF_HEALTH "76"
/* What the national module writes for a vaccinator it does not know. */
#define DEFAULT_GLN "7601007922000"

static gboolean
is_gln (const char *gln)
{
  return gln != NULL && model_number_is_gln (gln) && !g_str_equal (gln, DEFAULT_GLN);
}

static gboolean
is_wanted (JsonObject *identifier)
{
  return g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_SYSTEM_GLN) != 0 ||
         is_gln (fhir_json_string (identifier, "value"));
}

static gboolean
has_gln (JsonObject *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (resource, "identifier", i);

      if (g_strcmp0 (fhir_json_string (identifier, "system"), FHIR_SYSTEM_GLN) == 0)
        return is_gln (fhir_json_string (identifier, "value"));
    }

  return FALSE;
}

static void
drop_wrong_gln (JsonObject *resource)
{
  guint      n = fhir_json_n (resource, "identifier");
  JsonArray *kept;

  if (n == 0)
    return;
  kept = json_array_new ();
  for (guint i = 0; i < n; i++)
    if (is_wanted (fhir_json_nth (resource, "identifier", i)))
      json_array_add_object_element (kept, json_object_ref (fhir_json_nth (resource, "identifier", i)));
  if (json_array_get_length (kept) > 0)
    json_object_set_array_member (resource, "identifier", kept);
  else
    {
      json_array_unref (kept);
      json_object_remove_member (resource, "identifier");
    }
}

/* An institution of which nothing is known but that there is one (org-1). */
static void
give_number (JsonObject *institution)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);

  fhir_write_in_array (institution, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, urn));
}

/* A name that nobody can take apart is a family name: one is asked for, and none is invented (ch-pract-1). */
static void
mend_names (JsonObject *person)
{
  for (guint i = 0; i < fhir_json_n (person, "name"); i++)
    {
      JsonObject      *name = fhir_json_nth (person, "name", i);
      g_autofree char *whole = fhir_human_name_read (name);

      if (fhir_json_string (name, "family") == NULL)
        fhir_write_string (name, "family", whole);
    }
}

void
fhir_vaccination_mend_person (JsonObject *resource)
{
  const char *type = fhir_json_resource_type (resource);
  const char *name = fhir_vaccination_unless_empty (fhir_json_string (resource, "name"));

  if (g_strcmp0 (type, "Practitioner") == 0)
    {
      drop_wrong_gln (resource);
      mend_names (resource);
      fhir_vaccination_set_profile (resource, has_gln (resource) && fhir_json_n (resource, "name") > 0
                                                  ? FHIR_CH_CORE "ch-core-practitioner-epr"
                                                  : FHIR_CH_CORE "ch-core-practitioner");
    }
  else if (g_strcmp0 (type, "Organization") == 0)
    {
      drop_wrong_gln (resource);
      if (name == NULL && fhir_json_string (resource, "name") != NULL)
        json_object_remove_member (resource, "name");
      if (name == NULL && fhir_json_n (resource, "identifier") == 0)
        give_number (resource);
      fhir_vaccination_set_profile (resource, (name != NULL || fhir_json_n (resource, "identifier") > 0) && fhir_json_n (resource, "address") <= 1
                                                  ? FHIR_CH_CORE "ch-core-organization-epr"
                                                  : FHIR_CH_CORE "ch-core-organization");
    }
  else if (g_strcmp0 (type, "PractitionerRole") == 0)
    fhir_vaccination_add_profile (resource, FHIR_CH_CORE "ch-core-practitionerrole");
}

static JsonObject *
new_person (const ModelDocumentAuthor *who)
{
  JsonObject *person = fhir_author_write_person (who, 0);

  drop_wrong_gln (person);
  fhir_vaccination_mend_person (person);

  return person;
}

static JsonObject *
new_institution (const char *name,
                 const char *id)
{
  JsonObject *institution = fhir_vaccination_new ("Organization");

  if (id != NULL)
    fhir_write_in_array (institution, "identifier", fhir_vaccination_identifier (FHIR_VACCINATION_UUID_SYSTEM, id));
  fhir_write_string (institution, "name", name);
  fhir_vaccination_mend_person (institution);

  return institution;
}

static gboolean
is_of_the_record (FhirVaccinationWriter *self,
                  const char            *address)
{
  JsonObject *meta = address != NULL ? fhir_json_object (fhir_vaccination_find (self, address), "meta") : NULL;
  const char *profile = fhir_json_nth_string (meta, "profile", 0);

  return address == NULL || (profile != NULL && g_str_has_suffix (profile, "-epr"));
}

/* In the profile of the EPR only when those it joins are. (transfer full) */
static char *
add_role (FhirVaccinationWriter *self,
          const char            *person,
          const char            *institution)
{
  JsonObject *role = fhir_vaccination_new ("PractitionerRole");

  if (person != NULL)
    json_object_set_object_member (role, "practitioner", fhir_vaccination_reference (person));
  if (institution != NULL)
    json_object_set_object_member (role, "organization", fhir_vaccination_reference (institution));

  return fhir_vaccination_add (self, role, is_of_the_record (self, person) && is_of_the_record (self, institution) ? FHIR_CH_CORE "ch-core-practitionerrole-epr" : FHIR_CH_CORE "ch-core-practitionerrole");
}

void
fhir_vaccination_mend_role (FhirVaccinationWriter *self,
                            JsonObject            *role)
{
  const char *person = fhir_json_string (fhir_json_object (role, "practitioner"), "reference");
  const char *institution = fhir_json_string (fhir_json_object (role, "organization"), "reference");

  if (g_strcmp0 (fhir_json_resource_type (role), "PractitionerRole") == 0 &&
      (!is_of_the_record (self, person) || !is_of_the_record (self, institution)))
    fhir_vaccination_set_profile (role, FHIR_CH_CORE "ch-core-practitionerrole");
}

static gboolean
has_person (const ModelDocumentAuthor *who)
{
  return who->person != NULL || who->family != NULL || who->given != NULL;
}

void
fhir_vaccination_write_people (FhirVaccinationWriter *self)
{
  const ModelDocumentAuthor *author = self->order->author;
  const ModelDocumentAuthor *enterer = self->order->enterer;

  if (has_person (author))
    self->person = fhir_vaccination_add (self, new_person (author), NULL);
  if (author->organization != NULL)
    self->institution = fhir_vaccination_add (self, new_institution (author->organization, author->organization_id), NULL);
  self->role = add_role (self, self->person, self->institution);

  if (enterer != NULL && has_person (enterer))
    {
      g_autofree char *person = fhir_vaccination_add (self, new_person (enterer), NULL);

      self->enterer = add_role (self, person, self->institution);
    }
}

static gboolean
is_author (FhirVaccinationWriter *self,
           ModelActor            *actor)
{
  const ModelDocumentAuthor *author = self->order->author;
  const char                *gln = model_actor_get_gln (actor);
  const char                *organization = model_actor_get_organization (actor);

  if (organization != NULL && g_strcmp0 (organization, author->organization) != 0)
    return FALSE;
  if (gln != NULL || author->person_gln != NULL)
    return g_strcmp0 (gln, author->person_gln) == 0;

  return g_strcmp0 (model_actor_get_name (actor), author->person) == 0;
}

/* An institution of the same name is the same. (transfer full) (nullable) */
static char *
add_institution (FhirVaccinationWriter *self,
                 const char            *name)
{
  name = fhir_vaccination_unless_empty (name);
  if (name == NULL)
    return NULL;
  if (self->institution != NULL && g_strcmp0 (name, self->order->author->organization) == 0)
    return g_strdup (self->institution);

  return fhir_vaccination_add (self, new_institution (name, NULL), NULL);
}

char *
fhir_vaccination_write_actor (FhirVaccinationWriter *self,
                              ModelActor            *actor)
{
  const char         *name = fhir_vaccination_unless_empty (model_actor_get_name (actor));
  const char         *gln = is_gln (model_actor_get_gln (actor)) ? model_actor_get_gln (actor) : NULL;
  ModelDocumentAuthor who = { .person = name, .person_gln = gln };
  g_autofree char    *person = NULL;
  g_autofree char    *institution = NULL;

  if (is_author (self, actor))
    return g_strdup (self->role);
  if (name != NULL || gln != NULL)
    person = fhir_vaccination_add (self, new_person (&who), NULL);
  institution = add_institution (self, model_actor_get_organization (actor));

  return person != NULL || institution != NULL ? add_role (self, person, institution) : NULL;
}

void
fhir_vaccination_make_role (FhirVaccinationWriter *self,
                            JsonObject            *reference)
{
  const char      *address = fhir_json_string (reference, "reference");
  const char      *type = address != NULL ? fhir_json_resource_type (fhir_vaccination_find (self, address)) : NULL;
  g_autofree char *role = NULL;

  if (g_strcmp0 (type, "Practitioner") == 0)
    role = add_role (self, address, NULL);
  else if (g_strcmp0 (type, "Organization") == 0)
    role = add_role (self, NULL, address);
  if (role == NULL)
    return;

  fhir_write_string (reference, "reference", role);
  if (json_object_has_member (reference, "type"))
    fhir_write_string (reference, "type", "PractitionerRole");
}

void
fhir_vaccination_make_person (FhirVaccinationWriter *self,
                              JsonObject            *reference)
{
  const char *address = fhir_json_string (reference, "reference");
  JsonObject *role = address != NULL ? fhir_vaccination_find (self, address) : NULL;
  JsonObject *person;

  if (g_strcmp0 (fhir_json_resource_type (role), "PractitionerRole") != 0)
    return;
  person = fhir_json_object (role, "practitioner");
  if (person == NULL)
    person = fhir_json_object (role, "organization");
  if (fhir_json_string (person, "reference") == NULL)
    return;

  fhir_write_string (reference, "reference", fhir_json_string (person, "reference"));
  if (json_object_has_member (reference, "type"))
    json_object_remove_member (reference, "type");
}
