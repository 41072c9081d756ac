/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-patient.h"

#include "fhir-json.h"
#include "sandbox-json.h"
#include "sandbox-match.h"
#include "sandbox-oids.h"

#include <string.h>

#define MORE_ATTRIBUTES "urn:oid:1.3.6.1.4.1.19376.1.2.27.1"
#define MORE_ATTRIBUTES_CH "urn:oid:2.16.756.5.30.1.127.3.10.17"
#define GRADE_URL "http://hl7.org/fhir/StructureDefinition/match-grade"
#define QUALIFIER_URL "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"

static JsonNode *
write_identifiers (const SandboxPatient *patient)
{
  return sandbox_json ("[{'system':'" OID_SPID "','value':%s},"
                       "{'type':{'coding':[{'system':'" SYSTEM_V2_TYPE "','code':'MR'}]},'system':'" OID_MPI "','value':%s}]",
                       patient->spid, patient->mpi);
}

static JsonNode *
write_birth_name (const SandboxPatient *patient)
{
  if (patient->birth_family == NULL)
    return NULL;

  return sandbox_json ("{'family':%s,'_family':{'extension':[{'url':'" QUALIFIER_URL "','valueCode':'BR'}]}}",
                       patient->birth_family);
}

/* In the gateway's way the id names authority and number (section 13). */
static char *
make_id (SandboxCommunity     *community,
         const SandboxPatient *patient)
{
  if (community->faults.mag)
    return g_strdup_printf ("%s-%s", &OID_MPI[strlen ("urn:oid:")], patient->mpi);

  return g_strdup_printf ("p%" G_GINT64_FORMAT, patient->id);
}

JsonNode *
sandbox_patient_write (SandboxCommunity     *community,
                       const SandboxPatient *patient)
{
  g_auto(GStrv) names = g_strsplit (patient->given, " ", -1);
  g_autofree char *id = make_id (community, patient);
  JsonNode        *given = sandbox_json_array ();

  for (guint i = 0; names[i] != NULL; i++)
    sandbox_json_append (given, json_node_init_string (json_node_alloc (), names[i]));

  return sandbox_json ("{'resourceType':'Patient','id':%s,'meta':{'profile':['" CH_PROFILE "ch-pdqm-patient']},"
                       "'identifier':%o,'name':[{'family':%s,'given':%o},%o],'gender':%s,'birthDate':%s,"
                       "'address':[{'line':[%s],'city':%s,'postalCode':%s,'country':'CH'}]}",
                       id, write_identifiers (patient), patient->family, given, write_birth_name (patient),
                       patient->gender, patient->birth_date, patient->line, patient->city, patient->postal);
}

static JsonNode *
write_entry (SandboxCommunity   *community,
             const SandboxMatch *match)
{
  g_autofree char *id = make_id (community, match->patient);
  g_autofree char *full_url = g_strdup_printf ("%s/Patient/%s", community->base, id);
  JsonNode        *entry = sandbox_json ("{'fullUrl':%s,'resource':%o,'search':{'mode':'match',"
                                                "'extension':[{'url':'" GRADE_URL "','valueCode':%s}]}}",
                                         full_url, sandbox_patient_write (community, match->patient),
                                         sandbox_grade_code (match->grade));
  JsonObject      *search = json_object_get_object_member (json_node_get_object (entry), "search");

  json_object_set_double_member (search, "score", match->score);

  return entry;
}

static void
ask_for (JsonNode   *issues,
         const char *system,
         const char *code)
{
  sandbox_json_append (issues, sandbox_json ("{'severity':'warning','code':'incomplete',"
                                             "'details':{'coding':[{'system':%s,'code':%s,'display':%s}]}}",
                                             system, code, code));
}

/* What was not said yet would tell them apart (R-PDQ-11). */
static JsonNode *
write_too_many (const SandboxQuestion *question)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *full_url = g_strconcat ("urn:uuid:", uuid, NULL);
  JsonNode        *issues = sandbox_json_array ();

  if (question->gender == NULL)
    ask_for (issues, MORE_ATTRIBUTES, "LivingSubjectAdministrativeGenderRequested");
  if (question->city == NULL)
    ask_for (issues, MORE_ATTRIBUTES, "PatientAddressRequested");
  if (question->birth_place == NULL)
    ask_for (issues, MORE_ATTRIBUTES, "LivingSubjectBirthPlaceNameRequested");
  if (question->birth_family == NULL)
    ask_for (issues, MORE_ATTRIBUTES_CH, "BirthNameRequested");

  return sandbox_json ("{'fullUrl':%s,'search':{'mode':'outcome'},'resource':{'resourceType':'OperationOutcome',"
                       "'meta':{'profile':['" CH_PROFILE "ch-pdqm-moreattributesrequested']},'issue':%o}}",
                       full_url, issues);
}

static void
send_matches (SandboxExchange       *exchange,
              const SandboxQuestion *question,
              const char            *address)
{
  SandboxCommunity *community = exchange->community;
  g_autoptr(GPtrArray) matches = sandbox_match_find (community->store, question);
  gboolean  too_many = matches->len > SANDBOX_MAX_MATCHES || (community->faults.too_many && question->systems->len == 0);
  JsonNode *entries = sandbox_json_array ();

  if (too_many)
    sandbox_json_append (entries, write_too_many (question));
  for (guint i = 0; i < matches->len && !too_many; i++)
    sandbox_json_append (entries, write_entry (community, g_ptr_array_index (matches, i)));

  sandbox_exchange_reply_fhir (exchange, 200, sandbox_json ("{'resourceType':'Bundle','meta':{'profile':['" CH_PROFILE "ch-pdqm-matchparametersout']},'type':'searchset',"
                                                            "'total':%i,'link':[{'relation':'self','url':%s}],'entry':%o}",
                                                            (gint64) (too_many ? 0 : matches->len), address, entries));
}

/* A token for one patient asks about nobody else (R-COM-8). */
static gboolean
is_about_others (const SandboxExchange *exchange,
                 const SandboxQuestion *question)
{
  if (exchange->grant->spid == NULL)
    return FALSE;
  for (guint i = 0; i < question->systems->len; i++)
    if (strcmp (g_ptr_array_index (question->systems, i), OID_SPID) == 0 &&
        strcmp (g_ptr_array_index (question->values, i), exchange->grant->spid) != 0)
      return TRUE;

  return FALSE;
}

void
sandbox_patient_match (SandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(SandboxQuestion) question = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *address = g_strconcat (exchange->community->base, "/Patient/$match", NULL);

  if (exchange->community->faults.mag)
    {
      sandbox_exchange_refuse (exchange, 404, "not-supported", "This gateway does not offer $match");
      return;
    }
  if (g_strcmp0 (type, "application/fhir+json") != 0 && g_strcmp0 (type, "application/json") != 0)
    {
      sandbox_exchange_refuse (exchange, 415, "not-supported", "The body must be application/fhir+json");
      return;
    }
  node = fhir_json_parse (body, &error);
  if (node == NULL)
    {
      sandbox_exchange_refuse (exchange, 400, "structure", "%s", error->message);
      return;
    }

  question = sandbox_question_read (fhir_json_node_object (node), &fault);
  if (question == NULL)
    sandbox_exchange_refuse (exchange, 400, "invalid", "%s", fault);
  else if (is_about_others (exchange, question))
    sandbox_exchange_refuse (exchange, 403, "forbidden", "The token is for another patient (R-COM-8)");
  else
    send_matches (exchange, question, address);
}

static void
ask_number (SandboxQuestion *question,
            const char      *token)
{
  const char *bar = strchr (token, '|');

  if (bar == NULL)
    return;

  g_ptr_array_add (question->systems, g_strndup (token, (gsize) (bar - token)));
  g_ptr_array_add (question->values, g_strdup (bar + 1));
}

/* ITI-78 as the gateway has it (section 13). */
void
sandbox_patient_search (SandboxExchange *exchange)
{
  const SandboxForm *form = exchange->query;
  g_autoptr(SandboxQuestion) question = sandbox_question_new ();
  struct
  {
    const char *name;
    char      **member;
  } texts[] = {
    { "family", &question->family },
    { "given", &question->given },
    { "birthdate", &question->birth_date },
    { "gender", &question->gender },
    { "address-city", &question->city },
    { "address-postalcode", &question->postal },
  };
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;

  if (!exchange->community->faults.mag)
    {
      sandbox_exchange_refuse (exchange, 405, "not-supported", "Patients are searched with $match (ITI-119)");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i].member = g_strdup (sandbox_form_get (form, texts[i].name));
  if (sandbox_form_get (form, "identifier") != NULL)
    ask_number (question, sandbox_form_get (form, "identifier"));
  query = g_strdup (g_uri_get_query (soup_server_message_get_uri (exchange->message)));
  address = g_strconcat (exchange->community->base, "/Patient?", query, NULL);
  send_matches (exchange, question, address);
}

void
sandbox_patient_read (SandboxExchange *exchange)
{
  const char      *id = exchange->path + strlen ("/fhir/Patient/");
  const char      *dash = strchr (id, '-');
  g_autofree char *system = dash != NULL ? g_strdup_printf ("urn:oid:%.*s", (int) (dash - id), id) : NULL;
  g_autoptr(SandboxPatient) patient = NULL;

  if (system != NULL && exchange->community->faults.mag)
    patient = sandbox_store_find_by_number (exchange->community->store, system, dash + 1);
  if (patient == NULL)
    sandbox_exchange_refuse (exchange, 404, "not-found", "There is no such patient");
  else
    sandbox_exchange_reply_fhir (exchange, 200, sandbox_patient_write (exchange->community, patient));
}

/* The targets that were asked for (R-PIX-1): FALSE when one is not allowed. */
static gboolean
read_targets (const SandboxForm *form,
              gboolean          *wants_spid,
              gboolean          *wants_mpi)
{
  *wants_spid = *wants_mpi = FALSE;
  for (guint i = 0; i < sandbox_form_n (form); i++)
    {
      const SandboxParameter *parameter = sandbox_form_nth (form, i);

      if (strcmp (parameter->name, "targetSystem") != 0)
        continue;
      if (strcmp (parameter->value, OID_SPID) == 0)
        *wants_spid = TRUE;
      else if (strcmp (parameter->value, OID_MPI) == 0)
        *wants_mpi = TRUE;
      else
        return FALSE;
    }

  return TRUE;
}

static void
refuse_pix (SandboxExchange *exchange,
            guint            status,
            const char      *code,
            const char      *diagnostics)
{
  sandbox_exchange_reply_fhir (exchange, status, sandbox_json ("{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':%s,'diagnostics':%s}]}", code, diagnostics));
}

static void
send_identifiers (SandboxExchange      *exchange,
                  const SandboxPatient *patient,
                  gboolean              wants_spid,
                  gboolean              wants_mpi)
{
  SandboxCommunity *community = exchange->community;
  g_autofree char  *id = make_id (community, patient);
  g_autofree char  *reference = g_strconcat ("Patient/", id, NULL);
  JsonNode         *parameters = sandbox_json_array ();

  if (wants_spid)
    sandbox_json_append (parameters, sandbox_json ("{'name':'targetIdentifier','valueIdentifier':{'system':'" OID_SPID "','value':%s}}",
                                                   patient->spid));
  if (wants_mpi)
    sandbox_json_append (parameters, sandbox_json ("{'name':'targetIdentifier','valueIdentifier':{'system':'" OID_MPI "','value':%s}}",
                                                   patient->mpi));
  if (community->faults.mag)
    sandbox_json_append (parameters, sandbox_json ("{'name':'targetId','valueReference':{'reference':%s}}", reference));
  sandbox_exchange_reply_fhir (exchange, 200, sandbox_json ("{'resourceType':'Parameters','parameter':%o}", parameters));
}

void
sandbox_patient_pix (SandboxExchange *exchange)
{
  const SandboxForm *form = exchange->query;
  const char        *source = sandbox_form_get (form, "sourceIdentifier");
  g_autoptr(SandboxQuestion) question = sandbox_question_new ();
  g_autoptr(SandboxPatient) patient = NULL;
  gboolean    wants_spid, wants_mpi;
  const char *system;

  if (!sandbox_exchange_check_query (exchange, form))
    return;
  if (source != NULL)
    ask_number (question, source);
  if (question->systems->len == 0 || *(char *) g_ptr_array_index (question->systems, 0) == '\0' ||
      sandbox_form_count (form, "sourceIdentifier") != 1)
    {
      sandbox_exchange_refuse (exchange, 400, "required", "One sourceIdentifier=system|value is needed (R-PIX-1)");
      return;
    }
  if (!read_targets (form, &wants_spid, &wants_mpi))
    {
      refuse_pix (exchange, 403, "code-invalid", "targetSystem not found");
      return;
    }
  if (!wants_spid && exchange->community->faults.strict && !exchange->community->faults.mag)
    {
      sandbox_exchange_refuse (exchange, 400, "required", "targetSystem must name the SPID authority (R-PIX-1)");
      return;
    }

  system = g_ptr_array_index (question->systems, 0);
  patient = sandbox_store_find_by_number (exchange->community->store, system, g_ptr_array_index (question->values, 0));
  if (patient != NULL && exchange->grant->spid != NULL && strcmp (exchange->grant->spid, patient->spid) != 0)
    sandbox_exchange_refuse (exchange, 403, "forbidden", "The token is for another patient (R-COM-8)");
  else if (patient != NULL)
    send_identifiers (exchange, patient, wants_spid, wants_mpi);
  else if (sandbox_store_knows_system (system))
    refuse_pix (exchange, 404, "not-found", "sourceIdentifier Patient Identifier not found");
  else
    refuse_pix (exchange, 400, "code-invalid", "sourceIdentifier Assigning Authority not found");
}
