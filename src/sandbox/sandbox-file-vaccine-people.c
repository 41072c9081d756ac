/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-json.h"
#include "sandbox-oids.h"
#include "sandbox-people.h"
#include "sandbox-vaccine-private.h"

#include <string.h>

char *
sandbox_vaccine_uuid (const SandboxVaccineWriter *self,
                      const char                 *what,
                      const char                 *key)
{
  const SandboxVaccinePatient *patient = self->document->patient;
  g_autofree char             *words = g_strjoin ("/", patient->family, patient->given, what, key, NULL);
  g_autofree char             *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, words, -1);

  return g_strdup_printf ("%.8s-%.4s-5%.3s-a%.3s-%.12s", sum, sum + 8, sum + 12, sum + 16, sum + 20);
}

char *
sandbox_vaccine_address (const SandboxVaccineWriter *self,
                         const char                 *type,
                         const char                 *id)
{
  return sandbox_vaccine_document_has_form (self->document, "relative") ? g_strconcat (type, "/", id, NULL)
                                                                        : g_strconcat ("urn:uuid:", id, NULL);
}

JsonNode *
sandbox_vaccine_wrap (const SandboxVaccineWriter *self,
                      const char                 *type,
                      const char                 *id,
                      JsonNode                   *resource)
{
  g_autofree char *address = sandbox_vaccine_address (self, type, id);
  g_autofree char *url = g_str_has_prefix (address, "urn:") ? g_strdup (address)
                                                            : g_strconcat ("http://practice.invalid/fhir/", address, NULL);

  return sandbox_json ("{'fullUrl':%s,'resource':%o}", url, resource);
}

/* Text as it looks when UTF-8 was taken for Latin-1 on the way (R-VAC-110). (transfer full) */
static char *
spoil (const SandboxVaccineWriter *self,
       const char                 *text)
{
  if (!sandbox_vaccine_document_has_form (self->document, "spoiled"))
    return g_strdup (text);

  return g_convert (text, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
}

static JsonNode *
reference (const char *address)
{
  return sandbox_json ("{'reference':%s}", address);
}

static char *
add (SandboxVaccineWriter *self,
     const char           *type,
     const char           *who,
     JsonNode             *resource)
{
  g_autofree char *id = sandbox_vaccine_uuid (self, type, who);
  char            *address = sandbox_vaccine_address (self, type, id);

  json_object_set_string_member (json_node_get_object (resource), "id", id);
  sandbox_json_append (self->people, sandbox_vaccine_wrap (self, type, id, resource));

  return address;
}

static char *
add_organization (SandboxVaccineWriter *self,
                  const char           *name,
                  const char           *oid)
{
  g_autofree char *key = g_strconcat ("at ", name, NULL);
  g_autofree char *spoiled = spoil (self, name);
  char            *address = g_strdup (g_hash_table_lookup (self->written, key));

  if (address != NULL)
    return address;
  address = add (self, "Organization", name,
                 sandbox_json ("{'resourceType':'Organization','meta':{'profile':['" SANDBOX_CORE "ch-core-organization-epr']},"
                               "'identifier':[%o],'name':%s}",
                               oid != NULL ? sandbox_json ("{'system':'" SYSTEM_URI "','value':%s}", oid) : NULL, spoiled));
  g_hash_table_insert (self->written, g_steal_pointer (&key), g_strdup (address));

  return address;
}

static char *
add_role (SandboxVaccineWriter *self,
          const char           *who,
          const char           *person,
          const char           *organization)
{
  return add (self, "PractitionerRole", who,
              sandbox_json ("{'resourceType':'PractitionerRole','meta':{'profile':['" SANDBOX_CORE "ch-core-practitionerrole-epr']},"
                            "'practitioner':%o,'organization':%o}",
                            person != NULL ? reference (person) : NULL, organization != NULL ? reference (organization) : NULL));
}

/* Somebody of the community, with number and institution. (transfer full) */
static char *
add_member (SandboxVaccineWriter *self,
            const SandboxPerson  *person,
            char                **role)
{
  const SandboxInstitution *institution = sandbox_institution (person->institution);
  g_autofree char          *family = spoil (self, person->family);
  g_autofree char          *given = spoil (self, person->given);
  g_autofree char          *organization = add_organization (self, institution->name, institution->oid);
  char                     *address = add (self, "Practitioner", person->gln,
                                           sandbox_json ("{'resourceType':'Practitioner','meta':{'profile':['" SANDBOX_CORE "ch-core-practitioner-epr']},"
                                                                             "'identifier':[{'system':'" OID_GLN "','value':%s}],'name':[{'family':%s,'given':[%s]}]}",
                                                         person->gln, family, given));

  *role = add_role (self, person->gln, address, organization);

  return address;
}

/* Without a number: somebody of another country, an old booklet. (transfer full) */
static char *
add_outsider (SandboxVaccineWriter *self,
              const char           *name,
              char                **role)
{
  g_autofree char *spoiled = spoil (self, name);
  char            *address = add (self, "Practitioner", name,
                                  sandbox_json ("{'resourceType':'Practitioner','name':[{'text':%s}]}", spoiled));

  *role = add_role (self, name, address, NULL);

  return address;
}

static char *
add_relative (SandboxVaccineWriter *self,
              const char           *name)
{
  g_autofree char *spoiled = spoil (self, name);

  return add (self, "RelatedPerson", name,
              sandbox_json ("{'resourceType':'RelatedPerson','patient':{'reference':%s},'name':[{'text':%s}]}", self->patient, spoiled));
}

static const SandboxPerson *
find_member (const char *family)
{
  for (guint i = 0; i < sandbox_n_people (); i++)
    if (g_str_equal (sandbox_person (i)->family, family))
      return sandbox_person (i);

  g_error ("The table of vaccinations knows nobody called %s", family);
}

static void
write_somebody (SandboxVaccineWriter *self,
                const char           *who,
                char                **person,
                char                **role)
{
  if (g_str_equal (who, "patient"))
    *person = g_strdup (self->patient);
  else if (g_str_has_prefix (who, "relative:"))
    *person = add_relative (self, who + strlen ("relative:"));
  else if (g_str_has_prefix (who, "outside:"))
    *person = add_outsider (self, who + strlen ("outside:"), role);
  else if (g_str_has_prefix (who, "org:"))
    {
      *person = add_organization (self, who + strlen ("org:"), NULL);
      *role = add_role (self, who, NULL, *person);
    }
  else
    *person = add_member (self, find_member (who), role);
  if (*role == NULL)
    *role = g_strdup (*person);
}

JsonNode *
sandbox_vaccine_person (SandboxVaccineWriter *self,
                        const char           *who,
                        gboolean              as_role)
{
  g_autofree char *key = NULL;
  g_autofree char *person = NULL;
  g_autofree char *role = NULL;

  if (who == NULL || *who == '\0' || g_str_equal (who, "-"))
    return NULL;

  key = g_strconcat (as_role ? "role " : "person ", who, NULL);
  if (g_hash_table_contains (self->written, key))
    return reference (g_hash_table_lookup (self->written, key));

  write_somebody (self, who, &person, &role);
  g_hash_table_insert (self->written, g_strconcat ("role ", who, NULL), g_strdup (role));
  g_hash_table_insert (self->written, g_strconcat ("person ", who, NULL), g_strdup (person));

  return reference (as_role ? role : person);
}
