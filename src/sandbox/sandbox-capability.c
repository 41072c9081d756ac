/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-capability.h"

#include "sandbox-json.h"
#include "sandbox-oids.h"

#include <string.h>

#define SECURITY_TYPES "http://profiles.ihe.net/fhir/ihe.securityTypes/CodeSystem/securityTypes"
#define OAUTH_URIS "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"

static JsonNode *
write_search_parameters (gboolean mag)
{
  static const struct
  {
    const char *name;
    const char *type;
  } parameters[] = {
    { "_id", "token" },
    { "_lastUpdated", "date" },
    { "author.family", "string" },
    { "author.given", "string" },
    { "category", "token" },
    { "creation", "date" },
    { "date", "date" },
    { "event", "token" },
    { "facility", "token" },
    { "format", "token" },
    { "identifier", "token" },
    { "patient.identifier", "token" },
    { "period", "date" },
    { "related", "reference" },
    { "security-label", "token" },
    { "setting", "token" },
    { "status", "token" },
    { "type", "token" },
  };
  JsonNode *array = sandbox_json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (!mag || strcmp (parameters[i].name, "creation") != 0)
      sandbox_json_append (array, sandbox_json ("{'name':%s,'type':%s}", parameters[i].name, parameters[i].type));

  return array;
}

static JsonNode *
write_patient (gboolean mag)
{
  if (mag)
    return sandbox_json ("{'type':'Patient','interaction':[{'code':'read'},{'code':'search-type'}],"
                         "'operation':[{'name':'ihe-pix','definition':'https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix'}]}");

  return sandbox_json ("{'type':'Patient','supportedProfile':['" CH_PROFILE "ch-pdqm-patient'],"
                       "'operation':[{'name':'match','definition':'" CH_PROFILE "CHPDQmMatch'},"
                       "{'name':'ihe-pix','definition':'https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix'}]}");
}

/* As the guide's table has them (4.2): with the search by "practitioner" only in its text. */
static const struct
{
  const char *type;
  const char *name;
  const char *parameter_type;
} directory_parameters[] = {
  { "Organization", "active", "token" },
  { "Organization", "identifier", "token" },
  { "Organization", "name", "string" },
  { "Organization", "partof", "reference" },
  { "Organization", "type", "token" },
  { "Practitioner", "active", "token" },
  { "Practitioner", "identifier", "token" },
  { "Practitioner", "name", "string" },
  { "Practitioner", "given", "string" },
  { "Practitioner", "family", "string" },
  { "PractitionerRole", "active", "token" },
  { "PractitionerRole", "organization", "reference" },
  { "PractitionerRole", "role", "token" },
  { "PractitionerRole", "specialty", "token" },
  { "PractitionerRole", "location", "reference" },
  { "PractitionerRole", "service", "reference" },
};

static JsonNode *
write_directory (const char *type,
                 const char *include)
{
  JsonNode *parameters = sandbox_json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (directory_parameters); i++)
    if (strcmp (directory_parameters[i].type, type) == 0)
      sandbox_json_append (parameters, sandbox_json ("{'name':%s,'type':%s}", directory_parameters[i].name, directory_parameters[i].parameter_type));

  return sandbox_json ("{'type':%s,'interaction':[{'code':'read'},{'code':'search-type'}],'searchInclude':[%s],'searchParam':%o}",
                       type, include, parameters);
}

/* The gateway has no page of metadata and tells its endpoints here (R-DISC-9). */
static JsonNode *
write_oauth_uris (SandboxCommunity *community)
{
  g_autofree char *authorize = g_strconcat (community->origin, "/camel/authorize", NULL);
  g_autofree char *token = g_strconcat (community->origin, "/camel/token", NULL);

  if (!community->faults.mag)
    return NULL;

  return sandbox_json ("[{'url':'" OAUTH_URIS "','extension':[{'url':'authorize','valueUri':%s},{'url':'token','valueUri':%s}]}]",
                       authorize, token);
}

static JsonNode *
write_resources (gboolean mag)
{
  JsonNode *resources = sandbox_json ("[%o,{'type':'DocumentReference',"
                                      "'supportedProfile':['" CH_PROFILE "ch-mhd-documentreference-comprehensive'],"
                                      "'interaction':[{'code':'read'},{'code':'vread'},{'code':'update'},{'code':'search-type'}],'searchParam':%o},"
                                      "{'type':'Binary','interaction':[{'code':'read'}]}]",
                                      write_patient (mag), write_search_parameters (mag));

  if (!mag)
    {
      sandbox_json_append (resources, write_directory ("Organization", NULL));
      sandbox_json_append (resources, write_directory ("Practitioner", NULL));
      sandbox_json_append (resources, write_directory ("PractitionerRole", "PractitionerRole:practitioner"));
    }

  return resources;
}

void
sandbox_capability_send (SandboxExchange *exchange)
{
  SandboxCommunity *community = exchange->community;
  gboolean          mag = community->faults.mag != 0;

  sandbox_exchange_reply_fhir (exchange, 200, sandbox_json ("{'resourceType':'CapabilityStatement','status':'active','date':'2026-01-01','kind':'instance',"
                                                            "'software':{'name':'Cabinet training community','version':'" CABINET_VERSION "'},"
                                                            "'implementation':{'description':'Training community with invented patients','url':%s},"
                                                            "'fhirVersion':'4.0.1','format':['application/fhir+json'],"
                                                            "'rest':[{'mode':'server','security':{'extension':%o,'service':[{'coding':[{'system':'" SECURITY_TYPES "','code':'IUA'}]}]},"
                                                            "'interaction':[{'code':'transaction'}],'resource':%o}]}",
                                                            community->base, write_oauth_uris (community), write_resources (mag)));
}
