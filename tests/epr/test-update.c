/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-deposit-support.h"
#include "epr-error.h"
#include "epr-oids.h"
#include "epr-terminology.h"
#include "epr-update.h"

#include <string.h>

#define GET "GET /fhir/DocumentReference/d1"
#define PUT "PUT /fhir/DocumentReference/d1"

/* With what this program knows nothing of. */
#define RESOURCE(spid, unique_id, meta)                                                                                                \
  "{\"resourceType\":\"DocumentReference\",\"id\":\"d1\"," meta "\"text\":{\"status\":\"generated\"},\"implicitRules\":\"x\","         \
  "\"extension\":[{\"url\":\"urn:unknown\",\"valueInteger\":7},"                                                                       \
  "{\"url\":\"" EPR_URL_PROVIDER_ROLE "\",\"valueCoding\":{\"code\":\"HCP\"}}],"                                                       \
  "\"masterIdentifier\":{\"value\":\"" unique_id "\"},\"status\":\"current\","                                                         \
  "\"type\":{\"coding\":[{\"code\":\"old\"},{\"code\":\"second\"}]},"                                                                  \
  "\"category\":[{\"coding\":[{\"code\":\"old\"}]}],"                                                                                  \
  "\"subject\":{\"identifier\":{\"system\":\"" EPR_SYSTEM_SPID "\",\"value\":\"" spid "\"}},"                                          \
  "\"description\":\"a comment\",\"securityLabel\":[{\"coding\":[{\"code\":\"17621005\"}]},{\"coding\":[{\"code\":\"x\"}]}],"          \
  "\"content\":[{\"attachment\":{\"title\":\"Old\",\"url\":\"Binary/1\",\"size\":12,\"unknown\":[1.5]},\"format\":{\"code\":\"f\"}}]," \
  "\"context\":{\"facilityType\":{\"coding\":[{\"code\":\"old\"}]},\"unknown\":true}}"
#define FRANZ RESOURCE (FRANZ_SPID, UNIQUE_ID, "\"meta\":{\"versionId\":\"3\",\"tag\":[{\"code\":\"t\"}]},")

typedef struct
{
  Community *community;
  EprClient *client;
  EprAccess *access;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->community = community_new ();
  fixture->client = community_client (fixture->community, "ch-epr-fhir-5", OIDS);
  fixture->access = open_for_deposit (fixture->client);
  community_answer (fixture->community, GET, 200, FHIR, FRANZ);
  community_answer (fixture->community, PUT, 200, FHIR, "");
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_assert_finalize_object (fixture->access);
  g_assert_finalize_object (fixture->client);
  community_free (fixture->community);
}

static ModelDocument *
update (EprAccess       *access,
        const EprChange *change,
        GCancellable    *cancellable,
        GError         **error)
{
  g_autoptr(ModelDocument) document = model_document_new (&(ModelDocumentInit) { .id = "d1", .unique_id = UNIQUE_ID, .size = -1 });
  g_autoptr(GAsyncResult) result = NULL;

  epr_update_async (access, document, change, NULL, cancellable, test_result_cb, &result);
  community_wait (&result);

  return epr_update_finish (access, result, error);
}

static ModelDocument *
rename_it (Fixture *fixture,
           GError **error)
{
  return update (fixture->access, &(EprChange) { .title = "New" }, NULL, error);
}

/* R-MHD-40: everything else as it was, to the letter. */
static void
test_title (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelDocument) changed = rename_it (fixture, &error);
  g_autoptr(JsonNode) sent = NULL;
  g_autoptr(JsonNode) expected = NULL;
  g_auto(GStrv) parts = g_strsplit (FRANZ, "\"Old\"", 2);
  g_autofree char *text = g_strjoinv ("\"New\"", parts);
  SeenRequest     *put;

  g_assert_no_error (error);
  g_assert_cmpstr (model_document_get_title (changed), ==, "New");
  put = community_nth (fixture->community, 1);
  g_assert_cmpstr (put->method, ==, "PUT");
  g_assert_cmpstr (soup_message_headers_get_one (put->headers, "If-Match"), ==, "W/\"3\"");
  g_assert_cmpstr (soup_message_headers_get_one (put->headers, "Prefer"), ==, "return=representation");
  g_assert_cmpstr (soup_message_headers_get_one (put->headers, "Content-Type"), ==, "application/fhir+json; charset=utf-8");

  sent = seen_body (fixture->community, 1);
  expected = json_from_string (text, NULL);
  g_assert_true (json_node_equal (sent, expected));
}

static void
test_everything (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(ModelCoding) type = epr_terminology_find ("document-type", "373942005");
  g_autoptr(ModelCoding) category = epr_terminology_find ("document-class", "371531000");
  g_autoptr(ModelCoding) level = epr_terminology_find ("confidentiality", "263856008");
  g_autoptr(ModelCoding) facility = epr_terminology_find ("healthcare-facility-type", "264358009");
  g_autoptr(ModelCoding) setting = epr_terminology_find ("practice-setting", "394802001");
  g_autoptr(ModelCoding) deletion = epr_terminology_find ("deletion-status", EPR_DELETION_REQUESTED);
  g_autoptr(ModelDocument) changed = NULL;
  g_autoptr(JsonNode) sent = NULL;
  g_autoptr(GError) error = NULL;
  EprChange change = {
    .title = "T",
    .description = "",
    .language = "de-CH",
    .type = type,
    .category = category,
    .confidentiality = level,
    .facility_type = facility,
    .practice_setting = setting,
    .deletion_status = deletion,
  };

  g_assert_cmpstr (model_coding_get_system (deletion), ==, EPR_SYSTEM_DELETION_STATUS);
  changed = update (fixture->access, &change, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (model_coding_get_code (model_document_get_deletion_status (changed)), ==, EPR_DELETION_REQUESTED);

  sent = seen_body (fixture->community, 1);
  assert_at (sent, "content[0].attachment.title", "T");
  assert_at (sent, "content[0].attachment.language", "de-CH");
  assert_at (sent, "content[0].attachment.url", "Binary/1");
  assert_at (sent, "description", NULL);
  assert_at (sent, "type.coding[0].code", "373942005");
  assert_at (sent, "type.coding[1].code", NULL);
  assert_at (sent, "category[0].coding[0].code", "371531000");
  assert_at (sent, "category[1].coding[0].code", NULL);
  assert_at (sent, "securityLabel[0].coding[0].code", "263856008");
  assert_at (sent, "securityLabel[1].coding[0].code", NULL);
  assert_at (sent, "context.facilityType.coding[0].code", "264358009");
  assert_at (sent, "context.practiceSetting.coding[0].code", "394802001");
  assert_at (sent, "extension[0].url", "urn:unknown");
  assert_at (sent, "extension[1].valueCoding.code", "HCP");
  assert_at (sent, "extension[2].url", EPR_URL_DELETION_STATUS);
  assert_at (sent, "extension[2].valueCoding.code", EPR_DELETION_REQUESTED);
  assert_at (sent, "extension[3].url", NULL);
}

/* R-MHD-41: the resource, nothing, or words about it. */
static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *body, *title;
  } cases[] = {
    { "{\"resourceType\":\"DocumentReference\",\"id\":\"d1\",\"content\":[{\"attachment\":{\"title\":\"As the server has it\"}}]}", "As the server has it" },
    { "", "New" },
    { "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"information\",\"code\":\"informational\"}]}", "New" },
    { "done", "New" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ModelDocument) changed = NULL;

      community_answer (fixture->community, PUT, 200, FHIR, cases[i].body);
      changed = rename_it (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (model_document_get_title (changed), ==, cases[i].title);
    }
}

/* R-MHD-42 */
static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  const GQuark epr = EPR_ERROR, net = NET_ERROR;
  const struct
  {
    guint       status;
    const char *body;
    gboolean    level;
    GQuark      domain;
    int         code;
  } cases[] = {
    { 412, OUTCOME ("conflict", "\"text\":\"x\""), FALSE, epr, EPR_ERROR_CHANGED_MEANWHILE },
    { 409, "", FALSE, epr, EPR_ERROR_CHANGED_MEANWHILE },
    { 422, OUTCOME ("processing", "\"text\":\"UnmodifiableMetadataError\""), FALSE, epr, EPR_ERROR_METADATA_REFUSED },
    { 422, OUTCOME ("processing", "\"text\":\"XDSMetadataIdentifierError\""), FALSE, epr, EPR_ERROR_METADATA_REFUSED },
    { 422, OUTCOME ("processing", "\"text\":\"XDSPatientIDReconciliationError\""), FALSE, net, NET_ERROR_BAD_REQUEST },
    { 403, OUTCOME ("forbidden", "\"text\":\"x\""), FALSE, net, NET_ERROR_FORBIDDEN },
    { 403, OUTCOME ("forbidden", "\"text\":\"x\""), TRUE, epr, EPR_ERROR_LEVEL_REFUSED },
    { 404, "", FALSE, net, NET_ERROR_NOT_FOUND },
    { 502, OUTCOME ("transient", "\"text\":\"x\""), FALSE, net, NET_ERROR_SERVER },
  };
  g_autoptr(ModelCoding) restricted = epr_terminology_find ("confidentiality", "263856008");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EprChange change = { .title = "New", .confidentiality = cases[i].level ? restricted : NULL };
      g_autoptr(GError) error = NULL;

      community_answer (fixture->community, PUT, cases[i].status, FHIR, cases[i].body);
      g_assert_null (update (fixture->access, &change, NULL, &error));
      g_assert_error (error, cases[i].domain, cases[i].code);
      /* Read and sent, once each. */
      g_assert_cmpuint (community_count (fixture->community), ==, 2 * (i + 1));
    }
}

/* Ids are short-lived: what stands there now may be another one, or somebody else's. Nothing is sent. */
static void
test_another (Fixture      *fixture,
              gconstpointer data)
{
  static const struct
  {
    guint       status;
    const char *body;
    gboolean    epr;
    int         code;
  } cases[] = {
    { 200, RESOURCE (FRANZ_SPID, "urn:oid:1.2.3", ""), TRUE, EPR_ERROR_CHANGED_MEANWHILE },
    { 200, RESOURCE ("761337610469261945", UNIQUE_ID, ""), TRUE, EPR_ERROR_CHANGED_MEANWHILE },
    { 200, "{\"resourceType\":\"Patient\"}", TRUE, EPR_ERROR_NOT_EXPECTED },
    { 200, "{\"resourceType\":", TRUE, EPR_ERROR_CUT_OFF },
    { 404, "", FALSE, NET_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      community_answer (fixture->community, GET, cases[i].status, FHIR, cases[i].body);
      g_assert_null (rename_it (fixture, &error));
      g_assert_error (error, (cases[i].epr ? EPR_ERROR : NET_ERROR), cases[i].code);
    }
  g_assert_cmpuint (community_count (fixture->community), ==, G_N_ELEMENTS (cases));
}

/* Without a version, and with one that would end the header. */
static void
test_version (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const metas[] = { "", "\"meta\":{\"versionId\":\"1\\\"\\r\\nX: 1\"},", "\"meta\":{\"versionId\":4}," };

  for (guint i = 0; i < G_N_ELEMENTS (metas); i++)
    {
      g_auto(GStrv) parts = g_strsplit (RESOURCE (FRANZ_SPID, UNIQUE_ID, "META"), "META", 2);
      g_autofree char *body = g_strjoinv (metas[i], parts);
      g_autoptr(ModelDocument) changed = NULL;
      SeenRequest *put;

      community_answer (fixture->community, GET, 200, FHIR, body);
      changed = rename_it (fixture, NULL);
      g_assert_nonnull (changed);
      put = community_nth (fixture->community, 2 * i + 1);
      g_assert_null (soup_message_headers_get_one (put->headers, "If-Match"));
      g_assert_null (soup_message_headers_get_one (put->headers, "X"));
    }
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (update (fixture->access, &(EprChange) { .title = "New" }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (community_count (fixture->community), ==, 0);
}

/* The gateway finds the document by an identifier that it writes in another spelling than it reads. */
static void
test_gateway (void)
{
#define ID_TYPES "https://profiles.ihe.net/ITI/MHD/CodeSystem/DocumentIdentifierTypes"
  static const char *const parts[] = {
    "",
    "\"identifier\":[{\"value\":\"urn:uuid:e\"},{\"value\":\"urn:uuid:d1\",\"type\":{\"coding\":[{\"system\":\"" ID_TYPES "\",\"code\":\"logicalId\"}]}}],"
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "mag-1", OIDS);
  g_autoptr(EprAccess) access = open_for_deposit (client);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_auto(GStrv) around = g_strsplit (RESOURCE (FRANZ_SPID, UNIQUE_ID, "META"), "META", 2);
      g_autofree char *body = g_strjoinv (parts[i], around);
      g_autoptr(ModelDocument) changed = NULL;
      g_autoptr(JsonNode) sent = NULL;

      community_answer (community, GET, 200, FHIR, body);
      community_answer (community, PUT, 200, FHIR, "");
      changed = update (access, &(EprChange) { .title = "New" }, NULL, NULL);
      g_assert_nonnull (changed);
      sent = seen_body (community, 2 * i + 1);
      assert_at (sent, i == 0 ? "identifier[0].type.coding[0].code" : "identifier[1].type.coding[0].code", "logicalID");
      assert_at (sent, i == 0 ? "identifier[0].value" : "identifier[1].value", "urn:uuid:d1");
      assert_at (sent, i == 0 ? "identifier[1].value" : "identifier[2].value", NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/epr/update/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("R-MHD-40/title", test_title);
  ADD ("R-MHD-43/everything", test_everything);
  ADD ("R-MHD-41/answers", test_answers);
  ADD ("R-MHD-42/refusals", test_refusals);
  ADD ("R-MHD-62/another", test_another);
  ADD ("R-MHD-40/version", test_version);
  ADD ("cancel", test_cancel);
#undef ADD
  g_test_add_func ("/epr/update/gateway", test_gateway);

  return g_test_run ();
}
