/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-directory.h"
#include "epr-error.h"
#include "epr-test-support.h"

#include <string.h>

#define FHIR "application/fhir+json"
#define PEOPLE "POST /fhir/Practitioner/_search"
#define ROLES "POST /fhir/PractitionerRole/_search"
#define PLACES "POST /fhir/Organization/_search"
#define BUNDLE(links, entries) "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[" links "],\"entry\":[" entries "]}"
#define NEXT(url) "{\"relation\":\"next\",\"url\":\"" url "\"}"
#define PERSON(id, family) "{\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"" id "\",\"name\":[{\"family\":\"" family "\"}]}}"
#define ROLE(id, person, place) "{\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":\"PractitionerRole\",\"id\":\"" id "\"," \
                                "\"practitioner\":{\"reference\":\"Practitioner/" person "\"},\"organization\":{\"reference\":\"Organization/" place "\"}}}"
#define PLACE(id, name) "{\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":\"Organization\",\"id\":\"" id "\",\"name\":\"" name "\"}}"

static EprDirectoryAnswer *
search (EprClient        *client,
        const char       *text,
        EprDirectoryKinds kinds,
        guint             limit,
        GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  epr_directory_search_async (client, text, kinds, limit, NULL, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_directory_search_finish (client, result, error);
}

/* R-ID-4, R-ID-9: a basic token, no name in an address; people, roles, institutions with one trace (R-TRC-2). */
static void
test_requests (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprDirectoryAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;
  const char *trace;

  community_answer (community, PEOPLE, 200, FHIR, BUNDLE ("", PERSON ("a", "Müller") "," PERSON ("b", "Müller-Favre")));
  community_answer (community, ROLES, 200, FHIR, BUNDLE ("", ROLE ("r", "b", "o")));
  community_answer (community, PLACES, 200, FHIR, BUNDLE ("", PLACE ("o", "Praxis P")));
  answer = search (client, "Dr. Müller, Ev+a Ly", EPR_DIRECTORY_PEOPLE, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->professionals->len, ==, 2);
  g_assert_cmpuint (answer->organizations->len, ==, 0);
  g_assert_false (answer->more);
  g_assert_cmpstr (model_organization_get_name (model_professional_get_role (g_ptr_array_index (answer->professionals, 1), 0)->organization), ==, "Praxis P");

  g_assert_cmpuint (community_count (community), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (community_nth (community, i)->query);
      g_assert_cmpstr (soup_message_headers_get_one (community_nth (community, i)->headers, "Authorization"), ==, "Bearer token-1");
      g_assert_cmpstr (soup_message_headers_get_one (community_nth (community, i)->headers, "Accept"), ==, FHIR);
    }
  trace = soup_message_headers_get_one (community_nth (community, 0)->headers, "traceparent");
  g_assert_cmpmem (trace, 35, soup_message_headers_get_one (community_nth (community, 2)->headers, "traceparent"), 35);

  /* R-CSD-7: two letters are a whole name */
  g_assert_cmpstr (community_nth (community, 0)->body, ==, "name=M%C3%BCller&name=Ev%2Ba&name:exact=Ly&_count=31");
  g_assert_cmpstr (community_nth (community, 1)->body, ==, "practitioner=Practitioner%2Fa%2CPractitioner%2Fb&_count=100");
  g_assert_cmpstr (community_nth (community, 2)->body, ==, "_id=o&_count=100");
}

/* R-ID-8; what a comma or bar would mean in a parameter is never sent. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    const char *body;
  } rows[] = {
    { "760 1000 10273 7", "identifier=urn%3Aoid%3A2.51.1.3%7C7601000102737&_count=31" },
    { "2.999.20.1", "identifier=urn%3Aietf%3Arfc%3A3986%7Curn%3Aoid%3A2.999.20.1&_count=31" },
    { "Spital,X|Y$Bern", "name:contains=Spital&name:contains=Bern&_count=31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Community) community = community_new ();
      g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
      g_autoptr(EprDirectoryAnswer) answer = NULL;
      g_autoptr(GError) error = NULL;

      community_answer (community, PLACES, 200, FHIR, BUNDLE ("", ""));
      answer = search (client, rows[i].text, EPR_DIRECTORY_ORGANIZATIONS, 30, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (community_count (community), ==, 1);
      g_assert_cmpstr (community_nth (community, 0)->body, ==, rows[i].body);
    }
}

/* Where a community wants GET, and has the directory elsewhere (R-COM-1). */
static void
test_get (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", "[mhd]\nsearch-method=get\n");
  g_autoptr(EprDirectoryAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, "GET /fhir/Practitioner", 200, FHIR, BUNDLE ("", ""));
  answer = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (community_nth (community, 0)->query, ==, "name=Favre&_count=31");
}

/* R-COM-15, R-CSD-7: pages until enough; R-COM-7: never to another server. */
static void
test_pages (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprDirectoryAnswer) some = NULL;
  g_autoptr(EprDirectoryAnswer) all = NULL;
  g_autoptr(EprDirectoryAnswer) foreign = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, PEOPLE, 200, FHIR, BUNDLE (NEXT ("%BASE%/fhir/page2"), PERSON ("a", "Favre") "," PERSON ("b", "Favre")));
  community_answer (community, "GET /fhir/page2", 200, FHIR, BUNDLE ("", PERSON ("c", "Favre")));
  community_answer (community, ROLES, 200, FHIR, BUNDLE ("", ""));
  some = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->professionals->len, ==, 2);
  g_assert_true (some->more);
  all = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->professionals->len, ==, 3);
  g_assert_false (all->more);

  community_answer (community, PEOPLE, 200, FHIR, BUNDLE (NEXT ("http://127.0.0.1:1/fhir/page2"), PERSON ("a", "Favre")));
  foreign = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 10, &error);
  g_assert_null (foreign);
  g_assert_error (error, NET_ERROR, NET_ERROR_FOREIGN_ORIGIN);
}

/* A server that has none says so in its way; none is asked where the file says that there is none. */
static void
test_none (void)
{
  static const guint statuses[] = { 403, 404, 405, 410, 501 };
  g_autoptr(Community) off = community_new ();
  g_autoptr(EprClient) without = community_client (off, "ch-epr-fhir-5", "[feature]\ndirectory=off\n");
  g_autoptr(EprDirectoryAnswer) nothing = NULL;
  g_autoptr(GError) off_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(Community) community = community_new ();
      g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
      g_autoptr(EprDirectoryAnswer) answer = NULL;
      g_autoptr(GError) error = NULL;

      community_answer (community, PEOPLE, statuses[i], "text/plain", "no");
      answer = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 10, &error);
      g_assert_null (answer);
      g_assert_error (error, EPR_ERROR, EPR_ERROR_NO_DIRECTORY);
      g_assert_null (strstr (error->message, "Favre"));
    }

  g_assert_false (epr_directory_is_offered (without));
  nothing = search (without, "Favre", EPR_DIRECTORY_PEOPLE, 10, &off_error);
  g_assert_error (off_error, EPR_ERROR, EPR_ERROR_NO_DIRECTORY);
  g_assert_cmpuint (community_count (off), ==, 0);
}

/* What completes somebody found costs nobody when it does not come; a search that failed is an error (R-COM-13). */
static void
test_faults (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", NULL);
  g_autoptr(EprDirectoryAnswer) poor = NULL;
  g_autoptr(EprDirectoryAnswer) refused = NULL;
  g_autoptr(GError) error = NULL;

  community_answer (community, PEOPLE, 200, FHIR, BUNDLE ("", PERSON ("a", "Favre")));
  community_answer (community, ROLES, 400, "text/plain", "practitioner is not known");
  poor = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (poor->professionals->len, ==, 1);
  g_assert_cmpuint (model_professional_get_n_roles (g_ptr_array_index (poor->professionals, 0)), ==, 0);

  community_answer (community, PEOPLE, 200, FHIR, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"too-costly\"}]}");
  refused = search (client, "Favre", EPR_DIRECTORY_PEOPLE, 10, &error);
  g_assert_null (refused);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_SERVER_SAID_NO);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/directory/R-ID-4/requests", test_requests);
  g_test_add_func ("/epr/directory/R-ID-8/numbers", test_numbers);
  g_test_add_func ("/epr/directory/R-COM-1/get", test_get);
  g_test_add_func ("/epr/directory/R-CSD-7/pages", test_pages);
  g_test_add_func ("/epr/directory/R-DISC-8/none", test_none);
  g_test_add_func ("/epr/directory/R-COM-13/faults", test_faults);

  return g_test_run ();
}
