/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An expert service is asked what is due, at the real sandbox, over a real socket: by a person only, with little, and what it
 * says stays its own (R-VAC-95, R-VAC-96, R-VAC-97). */
#include "config.h"

#include "record-patient-context-private.h"
#include "record-recommendations.h"
#include "record-session-private.h"
#include "record-test-support.h"

#include <locale.h>
#include <string.h>

#define TETANUS "76902006"

static RecordVaccinations *
load (Sandbox *sandbox)
{
  RecordVaccinations *vaccinations = record_vaccinations_new (open_patient (sandbox, FRANZ));

  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));

  return vaccinations;
}

static void
ask (RecordRecommendations *self)
{
  g_assert_true (record_recommendations_can_ask (self));
  record_recommendations_ask (self);
  g_assert_true (record_recommendations_is_asking (self));
  g_assert_false (record_recommendations_can_ask (self));
  WAIT_UNTIL (!record_recommendations_is_asking (self));
}

/* How it went over the wire: once, by POST, with a trace, the service's own key, and nothing in the address. */
static void
check_wire (Sandbox *sandbox)
{
  g_autoptr(JsonArray) log = sandbox_log (sandbox);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (log); i++)
    {
      JsonObject *line = json_array_get_object_element (log, i);
      JsonObject *headers = json_object_get_object_member (line, "headers");

      if (strcmp (json_object_get_string_member (line, "path"), "/expert") != 0)
        continue;
      n++;
      g_assert_cmpstr (json_object_get_string_member (line, "method"), ==, "POST");
      g_assert_cmpstr (json_object_get_string_member (headers, "content-type"), ==, "application/fhir+json");
      g_assert_cmpstr (json_object_get_string_member (headers, "authorization"), ==, "Bearer");
      g_assert_true (g_str_has_prefix (json_object_get_string_member (headers, "traceparent"), "00-"));
      g_assert_true (!json_object_has_member (line, "query") || json_array_get_length (json_object_get_array_member (line, "query")) == 0);
    }
  g_assert_cmpuint (n, ==, 1);
}

/* R-VAC-95, R-VAC-96: nobody is asked before a person says so; the answer comes with name, version, time and what it was given. */
static void
test_ask (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = load (sandbox);
  g_autoptr(RecordRecommendations) self = record_recommendations_new (vaccinations);
  g_autoptr(ModelCoding) tetanus = model_coding_new ("http://snomed.info/sct", TETANUS, NULL);
  g_autoptr(GPtrArray) about = NULL;
  g_autofree char *notice = record_recommendations_dup_notice (self);
  g_autofree char *source = NULL;
  g_autofree char *basis = NULL;

  g_assert_cmpuint (sandbox_count (sandbox, "/expert"), ==, 0);
  g_assert_null (record_recommendations_get_answer (self));
  g_assert_nonnull (strstr (record_recommendations_get_service (self), "Training expert"));
  g_assert_nonnull (strstr (notice, "4 entries"));
  g_assert_nonnull (strstr (notice, "No name"));

  ask (self);
  g_assert_cmpuint (sandbox_count (sandbox, "/expert"), ==, 1);
  g_assert_null (record_recommendations_get_problem (self));
  g_assert_nonnull (record_recommendations_get_answer (self));
  source = record_recommendations_dup_source (self);
  basis = record_recommendations_dup_basis (self);
  g_assert_nonnull (strstr (source, "Training expert (invented answers), version 0.invented, "));
  g_assert_nonnull (strstr (basis, "4 entries"));
  g_assert_cmpint (record_recommendations_get_stale (self), ==, RECORD_STALE_NOT);

  about = model_recommendation_answer_find (record_recommendations_get_answer (self), tetanus);
  g_assert_cmpuint (about->len, ==, 1);
  g_assert_nonnull (strstr (model_recommendation_get_facts (g_ptr_array_index (about, 0))->description, "Invented"));
  check_wire (sandbox);
}

/* R-VAC-96: what a service said days ago is marked. */
static void
test_old (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = load (sandbox);
  g_autoptr(RecordRecommendations) self = record_recommendations_new (vaccinations);

  sandbox_faults (sandbox, "{'expert':'old'}");
  ask (self);
  g_assert_nonnull (record_recommendations_get_answer (self));
  g_assert_cmpint (record_recommendations_get_stale (self), ==, RECORD_STALE_OLD);
}

/* The path of a document that Franz has, as the sandbox is asked for it. (transfer full) */
static char *
path_of_one (Sandbox              *sandbox,
             RecordPatientContext *context)
{
  GListModel *documents = G_LIST_MODEL (record_patient_context_get_documents (context));

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);
      ModelCoding *format = model_document_get_format (document);

      if (format != NULL && strstr (model_coding_get_code (format), "ch-vacd") != NULL)
        return g_strdup (model_document_get_url (document) + strlen (sandbox->origin));
    }

  g_assert_not_reached ();
}

/* R-VAC-96: another entry has come since; and what the record lacked is said. */
static void
test_changed (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  RecordPatientContext *context = open_patient (sandbox, FRANZ);
  g_autoptr(RecordVaccinations) vaccinations = NULL;
  g_autoptr(RecordRecommendations) self = NULL;
  g_autofree char *path = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *basis = NULL;

  wait_loaded (context);
  path = path_of_one (sandbox, context);
  faults = g_strdup_printf ("{'status':500,'path':'%s$','times':1000}", path);
  sandbox_faults (sandbox, faults);
  vaccinations = record_vaccinations_new (context);
  self = record_recommendations_new (vaccinations);
  g_assert_false (record_recommendations_can_ask (self)); /* of half a record nobody is asked */
  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));
  ask (self);
  basis = record_recommendations_dup_basis (self);
  g_assert_nonnull (strstr (basis, "3 entries"));
  g_assert_nonnull (strstr (basis, "not complete"));
  g_assert_cmpint (record_recommendations_get_stale (self), ==, RECORD_STALE_NOT);

  sandbox_faults (sandbox, "{'status':0}");
  record_vaccinations_reload (vaccinations);
  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));
  g_assert_cmpint (record_recommendations_get_stale (self), ==, RECORD_STALE_CHANGED);

  ask (self);
  g_assert_cmpint (record_recommendations_get_stale (self), ==, RECORD_STALE_NOT);
}

/* What goes wrong is said in a sentence about the service, not about the community; an answer about somebody else is not
 * shown, not even in part; the answer before it stays. */
static void
test_problems (void)
{
  static const struct
  {
    const char *faults, *title;
  } cases[] = {
    { "{'expert':'other-patient'}", "Answer Not About This Patient" },
    { "{'expert':'other-question'}", "Answer Not About This Patient" },
    { "{'expert':'refuses'}", "Expert Service Refused" },
    { "{'expert':'redirect'}", "Answer Not Usable" },
    { "{'expert':'right','status':503,'path':'/expert'}", "Expert Service Not Reachable" },
    { "{'expert':'right','status':401,'path':'/expert'}", "Expert Service Refused" },
    { "{'status':0,'body':'garbage','path':'/expert'}", "Answer Not Usable" },
    { "{'status':0,'body':'notbundle','path':'/expert'}", "Answer Not Usable" },
    { "{'status':0,'body':'cut','path':'/expert'}", "Answer Not Usable" },
    { "{'status':0,'body':'huge','path':'/expert'}", "Answer Not Usable" },
  };
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = load (sandbox);
  g_autoptr(RecordRecommendations) self = record_recommendations_new (vaccinations);
  ModelRecommendationAnswer *before;

  ask (self);
  before = record_recommendations_get_answer (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].faults);
      sandbox_faults (sandbox, cases[i].faults);
      ask (self);
      g_assert_nonnull (record_recommendations_get_problem (self));
      g_assert_cmpstr (model_problem_get_title (record_recommendations_get_problem (self)), ==, cases[i].title);
      g_assert_true (record_recommendations_get_answer (self) == before);
    }
  g_assert_cmpuint (sandbox_count (sandbox, "/expert/elsewhere"), ==, 0);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

/* A question can be called off, and ends with the patient; what comes later is dropped. */
static void
test_cancel (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  g_autoptr(RecordVaccinations) vaccinations = load (sandbox);
  g_autoptr(RecordRecommendations) self = record_recommendations_new (vaccinations);
  guint n_changes = 0;

  g_signal_connect_swapped (self, "changed", G_CALLBACK (count_cb), &n_changes);
  sandbox_faults (sandbox, "{'slow':600000,'path':'/expert'}");
  record_recommendations_ask (self);
  WAIT_UNTIL (sandbox_count (sandbox, "/expert") == 1);
  record_recommendations_cancel (self);
  g_assert_false (record_recommendations_is_asking (self));
  g_assert_null (record_recommendations_get_problem (self));
  g_assert_cmpuint (n_changes, ==, 2);

  sandbox_faults (sandbox, "{'slow':0}");
  ask (self);
  g_assert_nonnull (record_recommendations_get_answer (self));

  /* R-VAC-107 */
  open_patient (sandbox, FRANZ);
  g_assert_null (record_recommendations_get_answer (self));
  g_assert_null (record_recommendations_get_service (self));
  g_assert_false (record_recommendations_can_ask (self));
}

/* In emergency access nobody else is told anything (R-VAC-91). */
static void
test_emergency (void)
{
  g_autoptr(Sandbox) sandbox = sandbox_start ("ch-epr-fhir-5");
  ModelPatient *patient = record_patient_context_get_patient (open_patient (sandbox, FRANZ));
  g_autoptr(RecordPatientContext) context = NULL;
  g_autoptr(RecordVaccinations) vaccinations = NULL;
  g_autoptr(RecordRecommendations) self = NULL;
  g_autofree char *notice = NULL;

  context = record_patient_context_new (record_session_get_client (sandbox->session), patient, RECORD_PURPOSE_EMERGENCY, 99, NULL, NULL);
  vaccinations = record_vaccinations_new (context);
  self = record_recommendations_new (vaccinations);
  WAIT_UNTIL (!record_vaccinations_get_loading (vaccinations));
  g_assert_null (record_recommendations_get_service (self));
  g_assert_false (record_recommendations_can_ask (self));
  notice = record_recommendations_dup_notice (self);
  g_assert_cmpstr (notice, ==, "");
  record_recommendations_ask (self);
  g_assert_false (record_recommendations_is_asking (self));
  g_assert_cmpuint (sandbox_count (sandbox, "/expert"), ==, 0);
  record_patient_context_close (context);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/recommendations/R-VAC-95-R-VAC-96/ask", test_ask);
  g_test_add_func ("/record/recommendations/R-VAC-96/old", test_old);
  g_test_add_func ("/record/recommendations/R-VAC-96/changed", test_changed);
  g_test_add_func ("/record/recommendations/problems", test_problems);
  g_test_add_func ("/record/recommendations/R-VAC-107/cancel", test_cancel);
  g_test_add_func ("/record/recommendations/R-VAC-91/emergency", test_emergency);

  return g_test_run ();
}
