/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

#define GLN "urn:oid:2.51.1.3%7C"

typedef struct
{
  Training *training;
  char     *token;
} Desk;

static void
desk_clear (Desk *desk)
{
  training_free (desk->training);
  g_free (desk->token);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
desk_init (Desk *desk)
{
  desk->training = training_new (10, 2);
  desk->token = training_token (desk->training, GLN_MARTINA, NULL, NULL);
}

static Reply *
get (Desk       *desk,
     const char *rest)
{
  g_autofree char *path = g_strconcat ("/fhir/", rest, NULL);

  return training_get (desk->training, path, desk->token);
}

static JsonObject *
nth (const Reply *reply,
     guint        i)
{
  return fhir_json_object (fhir_json_nth (reply->object, "entry", i), "resource");
}

static const char *
mode_of (const Reply *reply,
         guint        i)
{
  return fhir_json_string (fhir_json_object (fhir_json_nth (reply->object, "entry", i), "search"), "mode");
}

/* R-CSD-1: one who is there under each way to ask for her. */
static void
test_ways (void)
{
  static const struct
  {
    const char *search;
    gint64      total;
  } rows[] = {
    { "Practitioner?identifier=" GLN "2000000090092", 1 },
    { "Practitioner?family=musterarzt", 1 },
    { "Practitioner?family=Muster&given=mart", 1 },
    { "Practitioner?name=martina&name=musterarzt", 1 },
    { "Practitioner?name:contains=sterarz", 1 },
    { "Practitioner?family=sterarz", 0 },
    { "Practitioner?family:exact=Musterarzt", 1 },
    { "Practitioner?family:exact=musterarzt", 0 },
    { "Practitioner?_id=person-0,person-1", 2 },
    { "Practitioner?name=musterarzt&active=false", 0 },
    { "Organization?active=true&name:contains=deux-rives", 3 },
    { "Organization?identifier=urn:ietf:rfc:3986%7Curn:oid:2.999.8", 1 },
    { "Organization?partof=Organization/place-1", 3 },
    { "PractitionerRole?practitioner=Practitioner/person-1", 2 },
    { "PractitionerRole?practitioner=Practitioner/person-0,Practitioner/person-2", 2 },
    { "PractitionerRole?location=Location/x", 0 },
    { "PractitionerRole?practitioner=Practitioner/person-0&_revinclude=PractitionerRole:practitioner", 1 },
    { "PractitionerRole?practitioner=Practitioner/person-0&specialty=urn:oid:2.16.756.5.30.1.127.3.5%7C1051", 1 },
    { "PractitionerRole?practitioner=Practitioner/person-0&role=http://snomed.info/sct%7C106292003", 0 },
  };
  g_auto(Desk) desk = { NULL };

  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Reply) reply = get (&desk, rows[i].search);

      g_test_message ("%s", rows[i].search);
      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpstr (fhir_json_string (reply->object, "type"), ==, "searchset");
      g_assert_cmpint (total_of (reply), ==, rows[i].total);
    }
}

/* R-CSD-3, R-CSD-4, R-CSD-5: what each has. */
static void
test_form (void)
{
  g_auto(Desk) desk = { NULL };
  g_autoptr(Reply) people = NULL;
  g_autoptr(Reply) roles = NULL;
  g_autoptr(Reply) places = NULL;

  desk_init (&desk);
  people = get (&desk, "Practitioner?_count=1000");
  roles = get (&desk, "PractitionerRole?_count=2000");
  places = get (&desk, "Organization?_count=1000");
  g_assert_cmpuint (fhir_json_n (people->object, "entry"), >, 500);
  for (guint i = 0; i < fhir_json_n (people->object, "entry"); i++)
    {
      guint n_glns = 0;

      for (guint j = 0; j < fhir_json_n (nth (people, i), "identifier"); j++)
        n_glns += g_strcmp0 (fhir_json_string (fhir_json_nth (nth (people, i), "identifier", j), "system"), "urn:oid:2.51.1.3") == 0;
      g_assert_cmpuint (n_glns, ==, 1);
      g_assert_cmpuint (fhir_json_n (nth (people, i), "name"), >=, 1);
      g_assert_cmpuint (fhir_json_n (nth (people, i), "qualification"), >=, 1);
    }
  for (guint i = 0; i < fhir_json_n (roles->object, "entry"); i++)
    {
      g_assert_nonnull (fhir_json_object (nth (roles, i), "practitioner"));
      g_assert_nonnull (fhir_json_object (nth (roles, i), "organization"));
      g_assert_cmpuint (fhir_json_n (nth (roles, i), "code"), ==, 1);
    }
  for (guint i = 0; i < fhir_json_n (places->object, "entry"); i++)
    {
      g_assert_cmpuint (fhir_json_n (nth (places, i), "identifier"), >=, 1);
      g_assert_cmpuint (fhir_json_n (nth (places, i), "type"), >=, 1);
      g_assert_cmpuint (fhir_json_n (nth (places, i), "address"), ==, 1);
      g_assert_nonnull (fhir_json_string (nth (places, i), "name"));
    }
}

/* R-CSD-2, R-COM-17 */
static void
test_read (void)
{
  g_auto(Desk) desk = { NULL };
  g_autoptr(Reply) included = NULL;
  g_autoptr(Reply) read = NULL;
  g_autoptr(Reply) nobody = NULL;
  g_autoptr(Reply) posted = NULL;

  desk_init (&desk);
  included = get (&desk, "PractitionerRole?organization=Organization/place-0&_count=2&_include=PractitionerRole:practitioner");
  g_assert_cmpuint (fhir_json_n (included->object, "entry"), ==, 4);
  g_assert_cmpstr (mode_of (included, 1), ==, "match");
  g_assert_cmpstr (mode_of (included, 2), ==, "include");
  g_assert_cmpstr (fhir_json_resource_type (nth (included, 2)), ==, "Practitioner");

  read = get (&desk, "Organization/ward-0");
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpstr (fhir_json_string (fhir_json_object (read->object, "partOf"), "reference"), ==, "Organization/place-1");
  nobody = get (&desk, "Practitioner/nobody");
  g_assert_cmpuint (nobody->status, ==, 404);
  g_assert_cmpstr (fhir_json_resource_type (nobody->object), ==, "OperationOutcome");

  posted = training_post (desk.training, "/fhir/Practitioner/_search", "application/x-www-form-urlencoded", "name=favre&name=anna", desk.token);
  g_assert_cmpuint (posted->status, ==, 200);
  g_assert_cmpint (total_of (posted), >=, 1);
}

/* R-COM-15, R-COM-16: pages that together are the whole. */
static void
test_pages (void)
{
  g_auto(Desk) desk = { NULL };
  g_autoptr(Reply) whole = NULL;
  g_autoptr(Reply) page = NULL;
  guint n = 0;

  desk_init (&desk);
  whole = get (&desk, "Practitioner?family=m&_count=1000");
  page = get (&desk, "Practitioner?family=m&_count=7");
  while (page != NULL)
    {
      g_autoptr(Reply) last = g_steal_pointer (&page);

      for (guint i = 0; i < fhir_json_n (last->object, "entry"); i++)
        g_assert_cmpstr (fhir_json_string (nth (last, i), "id"), ==, fhir_json_string (nth (whole, n++), "id"));
      page = next_of (last) != NULL ? training_get (desk.training, next_of (last), desk.token) : NULL;
    }
  g_assert_cmpuint (n, ==, fhir_json_n (whole->object, "entry"));
}

static void
test_refused (void)
{
  static const char *const searches[] = {
    "Practitioner?identifier=2000000090092",
    "Practitioner?birthdate=2000-01-01",
    "Practitioner?identifier=urn:oid:2.51.1.3|2000000090092",
    "Organization?name:wrong=x",
  };
  g_auto(Desk) desk = { NULL };
  g_autoptr(Reply) stranger = NULL;
  g_autoptr(Reply) gateway = NULL;

  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr(Reply) reply = get (&desk, searches[i]);

      g_assert_cmpuint (reply->status, ==, 400);
    }

  stranger = training_get (desk.training, "/fhir/Practitioner?name=x", NULL);
  g_assert_cmpuint (stranger->status, ==, 401);
  training_fault (desk.training, "{\"mode\":\"mag\"}");
  gateway = get (&desk, "Practitioner?name=musterarzt");
  g_assert_cmpuint (gateway->status, ==, 404);
}

/* R-DISC-8 */
static void
test_capability (void)
{
  g_auto(Desk) desk = { NULL };
  g_autoptr(Reply) reply = NULL;
  JsonObject *rest;
  guint       n = 0;

  desk_init (&desk);
  reply = get (&desk, "metadata");
  rest = fhir_json_nth (reply->object, "rest", 0);
  for (guint i = 0; i < fhir_json_n (rest, "resource"); i++)
    {
      const char *type = fhir_json_string (fhir_json_nth (rest, "resource", i), "type");

      n += g_strcmp0 (type, "Practitioner") == 0 || g_strcmp0 (type, "PractitionerRole") == 0 || g_strcmp0 (type, "Organization") == 0;
    }
  g_assert_cmpuint (n, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/directory/R-CSD-1/ways", test_ways);
  g_test_add_func ("/sandbox/directory/R-CSD-4/form", test_form);
  g_test_add_func ("/sandbox/directory/R-CSD-2/read", test_read);
  g_test_add_func ("/sandbox/directory/R-COM-16/pages", test_pages);
  g_test_add_func ("/sandbox/directory/refused", test_refused);
  g_test_add_func ("/sandbox/directory/R-DISC-8/capability", test_capability);

  return g_test_run ();
}
