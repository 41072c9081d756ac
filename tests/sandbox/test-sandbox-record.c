/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-test-support.h"

#include <string.h>

static const char *
nth_code (const Reply *reply,
          guint        i)
{
  JsonObject *outcome = fhir_json_object (fhir_json_nth (reply->object, "entry", 0), "resource");
  JsonObject *details = fhir_json_object (fhir_json_nth (outcome, "issue", i), "details");

  return fhir_json_string (fhir_json_nth (details, "coding", 0), "code");
}

static JsonObject *
nth_document (const Reply *reply,
              guint        i)
{
  return fhir_json_object (fhir_json_nth (reply->object, "entry", i), "resource");
}

static JsonObject *
attachment_of (JsonObject *document)
{
  return fhir_json_object (fhir_json_nth (document, "content", 0), "attachment");
}

static gboolean
is_like (JsonObject *document,
         const char *element,
         const char *code)
{
  JsonObject *concept = fhir_json_nth (document, element, 0);

  return g_strcmp0 (fhir_json_string (fhir_json_nth (concept, "coding", 0), "code"), code) == 0;
}

/* R-PDQ-8, R-PDQ-9 */
static void
test_match (void)
{
  g_autoptr(Training) training = training_new (200, 60);
  g_autofree char         *token = training_token (training, GLN_MARTINA, NULL, NULL);
  static const char *const questions[] = {
    "\"name\":[{\"family\":\"Muster\"}],\"birthDate\":\"1995-01-27\"",
    "\"name\":[{\"family\":\"muster\",\"given\":[\"Franz\"]}],\"birthDate\":\"1995-01-27\",\"gender\":\"male\"",
    "\"identifier\":[{\"system\":\"urn:oid:2.16.756.5.32\",\"value\":\"7561234567897\"}]",
    "\"identifier\":[{\"system\":\"urn:oid:2.999.1.2.3.4\",\"value\":\"8734\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr(Reply) reply = training_match (training, token, questions[i]);
      JsonObject *entry = fhir_json_nth (reply->object, "entry", 0);
      JsonObject *patient = fhir_json_object (entry, "resource");

      g_assert_cmpint (total_of (reply), ==, 1);
      g_assert_nonnull (fhir_json_string (entry, "fullUrl"));
      g_assert_cmpstr (fhir_json_string (fhir_json_object (entry, "search"), "mode"), ==, "match");
      g_assert_cmpstr (fhir_json_string (fhir_json_nth (fhir_json_object (entry, "search"), "extension", 0), "valueCode"), ==, "certain");
      g_assert_cmpuint (fhir_json_n (patient, "identifier"), ==, 2);
      g_assert_cmpstr (fhir_json_string (fhir_json_nth (patient, "identifier", 0), "value"), ==, SPID_FRANZ);
    }
}

/* R-PDQ-10, R-PDQ-11 */
static void
test_too_many (void)
{
  g_autoptr(Training) training = training_new (200, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, NULL, NULL);
  g_autoptr(Reply) many = training_match (training, token, "\"name\":[{\"family\":\"Muster\"}]");
  g_autoptr(Reply) fewer = training_match (training, token, "\"name\":[{\"family\":\"Muster\"}],\"gender\":\"male\"");
  g_autoptr(Reply) nobody = training_match (training, token, "\"name\":[{\"family\":\"Nirgends\"}],\"birthDate\":\"1901-01-01\"");
  g_autoptr(Reply) always = NULL;

  g_assert_cmpint (total_of (many), ==, 0);
  g_assert_cmpuint (fhir_json_n (many->object, "entry"), ==, 1);
  g_assert_cmpstr (nth_code (many, 0), ==, "LivingSubjectAdministrativeGenderRequested");
  g_assert_cmpstr (nth_code (many, 3), ==, "BirthNameRequested");
  g_assert_cmpint (total_of (fewer), ==, 3);
  g_assert_cmpint (total_of (nobody), ==, 0);

  training_fault (training, "{\"match.always_too_many\":true}");
  always = training_match (training, token, "\"name\":[{\"family\":\"Muster\"}],\"birthDate\":\"1995-01-27\"");
  g_assert_cmpint (total_of (always), ==, 0);
}

/* R-PDQ-1, R-PDQ-3, R-PDQ-7, R-PDQ-13 */
static void
test_match_negatives (void)
{
  static const char *const patients[] = {
    "\"telecom\":[{\"value\":\"1\"}]",
    "\"implicitRules\":\"x\"",
    "\"name\":[{\"family\":\"A\",\"given\":\"B\"}]",
    "\"birthDate\":\"27.01.1995\"",
    "\"birthDate\":\"1995\"",
    "\"gender\":\"m\"",
    "\"contact\":[]",
    "\"identifier\":[{\"value\":\"7561234567897\"}]",
  };
  static const char *const bodies[] = {
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":{\"resourceType\":\"Patient\"}},"
    "{\"name\":\"count\",\"valueInteger\":6}]}",
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":{\"resourceType\":\"Patient\"}},"
    "{\"name\":\"onlyCertainMatches\",\"valueString\":\"true\"}]}",
    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"other\",\"valueString\":\"true\"}]}",
    "{\"resourceType\":\"Parameters\"}",
    "{\"resourceType\":\"Bundle\"}",
    "[]",
    "{",
    "",
  };
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    {
      g_autoptr(Reply) reply = training_match (training, token, patients[i]);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (fault_of (reply));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(Reply) reply = training_post (training, "/fhir/Patient/$match", "application/fhir+json", bodies[i], token);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (fault_of (reply));
    }
}

/* R-PIX-1, R-PIX-2 */
static void
test_pix (void)
{
  static const struct
  {
    const char *query;
    guint       status;
  } cases[] = {
    { "sourceIdentifier=urn:oid:2.999.1.2.3.4%7C8734&targetSystem=urn:oid:2.16.756.5.30.1.127.3.10.3", 200 },
    { "sourceIdentifier=urn:oid:2.999.1.2.3.4%7C0&targetSystem=urn:oid:2.16.756.5.30.1.127.3.10.3", 404 },
    { "sourceIdentifier=urn:oid:2.999.1%7C1&targetSystem=urn:oid:2.16.756.5.30.1.127.3.10.3", 400 },
    { "sourceIdentifier=urn:oid:2.999.1.2.3.4%7C8734&targetSystem=urn:oid:2.999.1", 403 },
    { "sourceIdentifier=8734&targetSystem=urn:oid:2.16.756.5.30.1.127.3.10.3", 400 },
    { "targetSystem=urn:oid:2.16.756.5.30.1.127.3.10.3", 400 },
  };
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fhir/Patient/$ihe-pix?", cases[i].query, NULL);
      g_autoptr(Reply) reply = training_get (training, path, token);

      g_assert_cmpuint (reply->status, ==, cases[i].status);
    }
}

/* R-MHD-2, R-MHD-6, R-MHD-12, R-MHD-14: every document is what its entry says */
static void
test_find_and_retrieve (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) list = training_find (training, token, SPID_FRANZ, "status=current");
  g_autoptr(Reply) posted = training_post (training, "/fhir/DocumentReference/_search", "application/x-www-form-urlencoded",
                                            "patient.identifier=urn%3Aoid%3A2.16.756.5.30.1.127.3.10.3%7C" SPID_FRANZ "&status=current",
                                            token);
  guint n = fhir_json_n (list->object, "entry");

  g_assert_cmpint (total_of (list), ==, n);
  g_assert_cmpint (total_of (posted), ==, n);
  g_assert_true (is_like (nth_document (list, 0), "type", "373942005"));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *attachment = attachment_of (nth_document (list, i));
      g_autoptr(Reply) file = training_get (training, fhir_json_string (attachment, "url"), token);
      g_autofree char *hash = NULL;
      guint8           digest[20];
      gsize            length = sizeof digest;
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);

      g_assert_cmpuint (file->status, ==, 200);
      g_assert_cmpstr (file->type, ==, fhir_json_string (attachment, "contentType"));
      if (!json_object_has_member (attachment, "size"))
        continue;
      g_assert_cmpint (fhir_json_integer (attachment, "size", 0), ==, (gint64) g_bytes_get_size (file->body));
      g_checksum_update (checksum, g_bytes_get_data (file->body, NULL), (gssize) g_bytes_get_size (file->body));
      g_checksum_get_digest (checksum, digest, &length);
      hash = g_base64_encode (digest, length);
      g_assert_cmpstr (fhir_json_string (attachment, "hash"), ==, hash);
    }
}

/* R-MHD-1, R-MHD-3, R-ID-8, R-ID-10 */
static void
test_find_negatives (void)
{
  static const char *const wrong[] = { "", "status=http://x%7Ccurrent", "status=current&colour=red", "status=current&type=373942005",
                                       "status=current&creation=yesterday", "status=current&format=a|b",
                                       "status=current&_count=many" };
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) lenient = NULL;
  g_autoptr(Reply) nobody = training_get (training, "/fhir/DocumentReference?status=current", token);

  g_assert_cmpuint (nobody->status, ==, 400);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(Reply) reply = training_find (training, token, SPID_FRANZ, wrong[i]);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (fault_of (reply));
    }

  training_fault (training, "{\"strict\":false}");
  lenient = training_find (training, token, SPID_FRANZ, "status=current&colour=red&_count=1");
  g_assert_cmpint (total_of (lenient), >, 30);
  g_assert_cmpuint (fhir_json_n (lenient->object, "entry"), ==, 2);
}

/* R-MHD-4: each parameter selects, comma is any, repeated is all */
static void
test_filters (void)
{
  static const struct
  {
    const char *query;
    gint64      total;
  } cases[] = {
    { "status=superseded", 1 },
    { "status=current,superseded", 39 },
    { "status=current&type=http%3A%2F%2Fsnomed.info%2Fsct%7C41000179103", 4 },
    { "status=current&type=http%3A%2F%2Fsnomed.info%2Fsct%7C41000179103,http%3A%2F%2Fsnomed.info%2Fsct%7C373942005", 5 },
    { "status=current&type=http%3A%2F%2Fsnomed.info%2Fsct%7C41000179103&creation=ge2021&creation=lt2022", 2 },
    { "status=current&security-label=http%3A%2F%2Fsnomed.info%2Fsct%7C263856008", 3 },
    { "status=current&author.family=favre&creation=ge2026", 3 },
    { "status=current&event=http%3A%2F%2Fdicom.nema.org%2Fresources%2Fontology%2FDCM%7CMR", 2 },
    { "status=current&identifier=urn%3Aietf%3Arfc%3A3986%7Curn:oid:1.2.3", 0 },
  };
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Reply) reply = training_find (training, token, SPID_FRANZ, cases[i].query);

      g_assert_cmpint (total_of (reply), ==, cases[i].total);
    }
}

/* R-COM-15, R-COM-16: pages together are the list, and only for that patient */
static void
test_paging (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autofree char *other = training_token (training, GLN_MARTINA, SPID_MARIE, "NORM");
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(Reply) reply = training_find (training, token, SPID_FRANZ, "status=current&_count=10");
  g_autoptr(Reply) stranger = training_get (training, next_of (reply), other);
  gint64 total = total_of (reply);
  guint  n_pages = 1;

  g_assert_cmpuint (stranger->status, ==, 403);
  for (;; n_pages++)
    {
      g_autofree char *next = g_strdup (next_of (reply));

      for (guint i = 0; i < fhir_json_n (reply->object, "entry"); i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (fhir_json_string (nth_document (reply, i), "id"))));
      if (next == NULL)
        break;
      reply_free (reply);
      reply = training_get (training, next, token);
      g_assert_cmpint (total_of (reply), ==, total);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, total);
  g_assert_cmpuint (n_pages, ==, 4);
}

/* 12.3: levels, exclusion, delegation, emergency; what may not be read is not there (R-MHD-7) */
static void
test_access (void)
{
  static const struct
  {
    const char *gln;
    const char *spid;
    const char *purpose;
    gint64      total;
  } cases[] = {
    { GLN_MARTINA, SPID_FRANZ, "NORM", 39 },
    { GLN_ASSISTANT, SPID_FRANZ, "NORM", 39 },
    { GLN_PETER, SPID_FRANZ, "NORM", 39 },
    { GLN_EXCLUDED, SPID_FRANZ, "NORM", 0 },
    { GLN_EXCLUDED, SPID_FRANZ, "EMER", 0 },
    { "2000000091020", SPID_FRANZ, "NORM", 36 },
    { "2000000091099", SPID_FRANZ, "NORM", 0 },
    { "2000000091099", SPID_FRANZ, "EMER", 36 },
    { GLN_MARTINA, SPID_MARIE, "NORM", 5 },
    { GLN_MARTINA, SPID_MARIE, "EMER", 6 },
    { "2000000091020", SPID_MARIE, "NORM", 0 },
    { GLN_MARTINA, SPID_SOFIA, "NORM", 0 },
    { GLN_MARTINA, SPID_SOFIA, "EMER", 3 },
  };
  g_autoptr(Training) training = training_new (9, 60);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = training_token (training, cases[i].gln, cases[i].spid, cases[i].purpose);
      g_autoptr(Reply) reply = training_find (training, token, cases[i].spid, "status=current,superseded&_count=1");

      g_test_message ("case %u", i);
      g_assert_cmpint (total_of (reply), ==, cases[i].total);
    }
}

/* R-COM-12, R-MHD-12: a secret document, that of somebody else, one that never was */
static void
test_retrieve_negatives (void)
{
  g_autoptr(Training) training = training_new (9, 60);
  g_autofree char *token = training_token (training, GLN_MARTINA, SPID_FRANZ, "NORM");
  g_autoptr(Reply) secret = training_get (training, "/fhir/Binary/d15", token);
  g_autoptr(Reply) foreign = training_get (training, "/fhir/Binary/d42", token);
  g_autoptr(Reply) unknown = training_get (training, "/fhir/Binary/x", token);
  SoupMessage *message = training_message (training, "GET", "/fhir/Binary/d1", token);
  g_autoptr(Reply) unacceptable = NULL;
  g_autoptr(Reply) style = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "image/png");
  unacceptable = training_send (training, message);
  g_assert_cmpuint (secret->status, ==, 403);
  g_assert_cmpuint (foreign->status, ==, 404);
  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpuint (unacceptable->status, ==, 406);
  training_fault (training, "{\"deny\":401}");
  style = training_get (training, "/fhir/Binary/d15", token);
  g_assert_cmpuint (style->status, ==, 401);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/match/R-PDQ-8", test_match);
  g_test_add_func ("/sandbox/match/R-PDQ-11", test_too_many);
  g_test_add_func ("/sandbox/match/negatives", test_match_negatives);
  g_test_add_func ("/sandbox/pix/R-PIX-2", test_pix);
  g_test_add_func ("/sandbox/find/retrieve", test_find_and_retrieve);
  g_test_add_func ("/sandbox/find/negatives", test_find_negatives);
  g_test_add_func ("/sandbox/find/R-MHD-4", test_filters);
  g_test_add_func ("/sandbox/find/R-COM-16", test_paging);
  g_test_add_func ("/sandbox/find/access", test_access);
  g_test_add_func ("/sandbox/retrieve/negatives", test_retrieve_negatives);

  return g_test_run ();
}
