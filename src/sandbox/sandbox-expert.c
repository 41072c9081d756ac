/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-expert.h"

#include "fhir-json.h"
#include "sandbox-json.h"

#include <string.h>

#define NAME "Training expert (invented answers)"
#define VERSION "0.invented"
#define VACD "http://fhir.ch/ig/ch-vacd/CodeSystem/"
#define EVENTS VACD "ch-vacd-clinical-decision-support-event-cs"
#define STATUSES VACD "ch-vacd-recommendation-forecast-status-cs"
#define CATEGORIES VACD "ch-vacd-recommendation-categories-cs"
#define SNOMED "http://snomed.info/sct"
#define LOINC "http://loinc.org"

/* Answered about in any case: tetanus, poliomyelitis, measles. */
static const char *const always[] = { "76902006", "398102009", "14189004" };

typedef struct
{
  SandboxExchange *exchange;
  JsonObject      *bundle;
  JsonObject      *header;
  JsonObject      *patient;
  GHashTable      *doses; /* (owned) code of a disease → number */
  GPtrArray       *codes; /* (owned) its keys, in the order they came */
} Question;

/* What must not be told to a third party is refused, so that nobody gets used to telling it. */
static const char *
find_fault (const char *text,
            Question   *question)
{
  JsonObject *name = fhir_json_nth (question->patient, "name", 0);

  if (g_strcmp0 (fhir_json_string (question->bundle, "type"), "message") != 0)
    return "This is no message";
  if (g_strcmp0 (fhir_json_string (fhir_json_object (question->header, "eventCoding"), "code"), "immunrecorequest") != 0)
    return "This is no question about vaccinations";
  if (fhir_json_string (question->patient, "birthDate") == NULL || fhir_json_string (question->patient, "gender") == NULL)
    return "Birth date and gender are needed";
  if (fhir_json_string (name, "family") != NULL || json_object_has_member (question->patient, "address"))
    return "Names and addresses of patients are not wanted here";
  if (strstr (text, "2.16.756.5.30.1.127.3.10.3") != NULL || strstr (text, "2.16.756.5.32\"") != NULL)
    return "Numbers of the record and of the insurance are not wanted here";
  if (strstr (text, "\"Practitioner") != NULL)
    return "People who gave vaccinations are not wanted here";

  return NULL;
}

static void
count (Question   *question,
       const char *code,
       guint       number)
{
  gpointer before = g_hash_table_lookup (question->doses, code);

  if (!g_hash_table_contains (question->doses, code))
    g_ptr_array_add (question->codes, (char *) code);
  g_hash_table_insert (question->doses, (char *) code, GUINT_TO_POINTER (GPOINTER_TO_UINT (before) + number));
}

static void
count_doses (Question   *question,
             JsonObject *immunization)
{
  if (g_strcmp0 (fhir_json_string (immunization, "status"), "completed") != 0)
    return;
  for (guint i = 0; i < fhir_json_n (immunization, "protocolApplied"); i++)
    {
      JsonObject *protocol = fhir_json_nth (immunization, "protocolApplied", i);

      for (guint j = 0; j < fhir_json_n (protocol, "targetDisease"); j++)
        {
          const char *code = fhir_json_string (fhir_json_nth (fhir_json_nth (protocol, "targetDisease", j), "coding", 0), "code");

          if (code != NULL)
            count (question, code, 1);
        }
    }
}

static void
read_entries (Question *question)
{
  for (guint i = 0; i < fhir_json_n (question->bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (question->bundle, "entry", i), "resource");
      const char *type = fhir_json_resource_type (resource);

      if (g_strcmp0 (type, "MessageHeader") == 0)
        question->header = resource;
      else if (g_strcmp0 (type, "Patient") == 0)
        question->patient = resource;
      else if (g_strcmp0 (type, "Immunization") == 0)
        count_doses (question, resource);
    }
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    count (question, always[i], 0);
}

/* Seconds of the community's clock; an old answer is three days old. (transfer full) */
static char *
moment (Question *question)
{
  gint64 seconds = sandbox_community_now (question->exchange->community);
  g_autoptr(GDateTime) time = NULL;

  if (question->exchange->community->faults.expert == SANDBOX_EXPERT_OLD)
    seconds -= 3 * 24 * 3600;
  time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/* The first of the coming month. (transfer full) */
static char *
coming_month (Question *question)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (sandbox_community_now (question->exchange->community));
  g_autoptr(GDateTime) then = g_date_time_add_months (now, 1);

  return g_date_time_format (then, "%Y-%m-01");
}

static JsonNode *
new_recommendation (Question   *question,
                    const char *code)
{
  guint            n = GPOINTER_TO_UINT (g_hash_table_lookup (question->doses, code));
  gboolean         due = n % 2 == 0;
  g_autofree char *day = coming_month (question);
  g_autofree char *words = g_strdup_printf ("Invented for training: %u is an %s number of doses. This is no medical advice.", n, due ? "even" : "odd");
  g_autofree char *next = due ? g_strdup_printf ("%u", n + 1) : NULL;
  JsonNode        *dates = sandbox_json_array ();

  if (due)
    sandbox_json_append (dates, sandbox_json ("{'code':%o,'value':%s}", sandbox_json_concept (LOINC, "30980-7", "Date vaccine due"), day));

  return sandbox_json ("{'targetDisease':%o,'forecastStatus':%o,'forecastReason':[%o],'dateCriterion':%o,'description':%s,"
                       "'doseNumberString':%s}",
                       sandbox_json_concept (SNOMED, code, NULL), sandbox_json_concept (STATUSES, due ? "due" : "complete", NULL),
                       sandbox_json_concept (CATEGORIES, "41501", NULL), dates, words, next);
}

static JsonNode *
new_patient (Question *question)
{
  gboolean    other = question->exchange->community->faults.expert == SANDBOX_EXPERT_OTHER_PATIENT;
  JsonObject *number = fhir_json_nth (question->patient, "identifier", 0);

  return sandbox_json ("{'resourceType':'Patient','id':'p','identifier':[{'system':%s,'value':%s}],'gender':%s,'birthDate':%s}",
                       fhir_json_string (number, "system"), fhir_json_string (number, "value"),
                       fhir_json_string (question->patient, "gender"),
                       other ? "1901-01-01" : fhir_json_string (question->patient, "birthDate"));
}

static JsonNode *
new_header (Question *question)
{
  SandboxExpert    fault = (SandboxExpert) question->exchange->community->faults.expert;
  const char      *answers = fhir_json_string (question->bundle, "id");
  g_autofree char *address = g_strconcat (question->exchange->community->origin, "/expert", NULL);

  if (fault == SANDBOX_EXPERT_OTHER_QUESTION)
    answers = "00000000-0000-4000-8000-000000000000";

  return sandbox_json ("{'resourceType':'MessageHeader','id':'h','eventCoding':{'system':%s,'code':'immunrecoresponse'},"
                       "'destination':[{'name':'Cabinet','endpoint':%s}],'sender':{'reference':'urn:uuid:o'},"
                       "'source':{'name':%s,'software':'cabinet-sandbox','version':%s,'endpoint':%s},"
                       "'responsible':{'reference':'urn:uuid:o'},'reason':%o,'response':{'identifier':%s,'code':%s}}",
                       EVENTS, fhir_json_string (fhir_json_object (question->header, "source"), "endpoint"), NAME, VERSION, address,
                       sandbox_json_concept (SNOMED, "830152006", NULL), answers, fault == SANDBOX_EXPERT_REFUSES ? "fatal-error" : "ok");
}

static JsonNode *
new_answer (Question *question)
{
  JsonNode        *recommendations = sandbox_json_array ();
  g_autofree char *time = moment (question);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *urn = g_strconcat ("urn:uuid:", uuid, NULL);
  JsonNode        *issue = NULL;

  if (question->exchange->community->faults.expert == SANDBOX_EXPERT_REFUSES)
    issue = sandbox_json ("{'resource':{'resourceType':'OperationOutcome','issue':[%o]}}",
                          sandbox_issue ("error", "processing", "The training expert was told not to answer"));
  for (guint i = 0; i < question->codes->len; i++)
    sandbox_json_append (recommendations, new_recommendation (question, g_ptr_array_index (question->codes, i)));

  return sandbox_json ("{'resourceType':'Bundle','identifier':{'system':'urn:ietf:rfc:3986','value':%s},'type':'message','timestamp':%s,'entry':["
                       "{'fullUrl':'urn:uuid:h','resource':%o},{'fullUrl':'urn:uuid:p','resource':%o},"
                       "{'fullUrl':'urn:uuid:o','resource':{'resourceType':'Organization','id':'o','name':%s}},"
                       "{'fullUrl':'urn:uuid:r','resource':{'resourceType':'ImmunizationRecommendation','id':'r','patient':{'reference':'urn:uuid:p'},"
                       "'date':%s,'recommendation':%o}},%o]}",
                       urn, time, new_header (question), new_patient (question), NAME, time, recommendations, issue);
}

static gboolean
has_key (SandboxExchange *exchange)
{
  const char      *given = sandbox_exchange_get_header (exchange, "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", exchange->community->expert_key, NULL);

  return g_strcmp0 (given, expected) == 0;
}

void
sandbox_expert_answer (SandboxExchange *exchange)
{
  g_autoptr(GBytes) body = sandbox_exchange_dup_body (exchange);
  g_autoptr(JsonNode) node = fhir_json_parse (body, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  Question         question = { .exchange = exchange, .bundle = node != NULL ? fhir_json_node_object (node) : NULL };
  const char      *fault;

  if (!has_key (exchange))
    {
      sandbox_exchange_refuse (exchange, 401, "login", "The key of this installation is missing");
      return;
    }
  if (exchange->community->faults.expert == SANDBOX_EXPERT_REDIRECT)
    {
      g_autofree char *elsewhere = g_strconcat (exchange->community->origin, "/expert/elsewhere", NULL);

      sandbox_exchange_redirect (exchange, elsewhere);
      return;
    }

  question.doses = g_hash_table_new (g_str_hash, g_str_equal);
  question.codes = g_ptr_array_new ();
  read_entries (&question);
  fault = find_fault (text, &question);
  if (fault != NULL)
    sandbox_exchange_refuse (exchange, 422, "invariant", "%s", fault);
  else
    sandbox_exchange_reply_fhir (exchange, 200, new_answer (&question));
  g_hash_table_unref (question.doses);
  g_ptr_array_unref (question.codes);
}
