/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-test-support.h"

#include "sandbox-json.h"
#include "sandbox-population.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#define FORM "application/x-www-form-urlencoded"

Training *
training_new (guint n_patients,
              guint n_documents)
{
  Training *self = g_new0 (Training, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(SandboxStore) store = sandbox_store_new (NULL, &error);

  g_assert_no_error (error);
  sandbox_population_make (store, n_patients, n_documents, 1, &error);
  g_assert_no_error (error);
  self->community = sandbox_community_new (store);
  self->server = sandbox_server_new (self->community);
  sandbox_server_listen (self->server, 0, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();

  return self;
}

void
training_free (Training *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_object_unref (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self);
}

void
reply_free (Reply *self)
{
  g_free (self->location);
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->date, g_date_time_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

Reply *
training_send (Training    *self,
               SoupMessage *message)
{
  g_autoptr(SoupMessage) G_GNUC_UNUSED owned = message;
  g_autoptr(GAsyncResult) result = NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  Reply              *reply = g_new0 (Reply, 1);
  const char         *date;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  reply->body = soup_session_send_and_read_finish (self->session, result, &reply->error);
  reply->status = soup_message_get_status (message);
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  date = soup_message_headers_get_one (headers, "Date");
  reply->date = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  if (reply->body != NULL)
    reply->json = fhir_json_parse (reply->body, NULL);
  if (reply->json != NULL)
    reply->object = fhir_json_node_object (reply->json);

  return reply;
}

SoupMessage *
training_message (Training   *self,
                  const char *method,
                  const char *path,
                  const char *token)
{
  g_autofree char *address = g_str_has_prefix (path, "http") ? g_strdup (path) : g_strconcat (self->community->origin, path, NULL);
  SoupMessage     *message = soup_message_new (method, address);
  g_autofree char *authorization = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;

  g_assert_nonnull (message);
  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);

  return message;
}

Reply *
training_get (Training   *self,
              const char *path,
              const char *token)
{
  return training_send (self, training_message (self, "GET", path, token));
}

Reply *
training_post (Training   *self,
               const char *path,
               const char *type,
               const char *body,
               const char *token)
{
  SoupMessage *message = training_message (self, "POST", path, token);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, type, bytes);

  return training_send (self, message);
}

void
training_fault (Training   *self,
                const char *json)
{
  g_autoptr(Reply) reply = training_post (self, "/control/faults", "application/json", json, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
}

static char *
challenge_of (const char *verifier)
{
  guint8 digest[32];

  gnutls_hash_fast (GNUTLS_DIG_SHA256, verifier, strlen (verifier), digest);

  return sandbox_base64url (digest, sizeof digest);
}

char *
code_of (const Reply *reply)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GHashTable) query = NULL;

  g_assert_nonnull (reply->location);
  uri = g_uri_parse (reply->location, SOUP_HTTP_URI_FLAGS, NULL);
  query = soup_form_decode (g_uri_get_query (uri));

  return g_strdup (g_hash_table_lookup (query, "code"));
}

char *
training_identity (Training   *self,
                   const char *gln)
{
  g_autofree char *challenge = challenge_of (VERIFIER);
  g_autofree char *path = g_strdup_printf ("/idp/authorize?response_type=code&client_id=cabinet&redirect_uri=" CALLBACK
                                           "&state=s&scope=openid&nonce=n&code_challenge=%s&code_challenge_method=S256"
                                           "&login_hint=%s&prompt=none",
                                           challenge, gln);
  g_autoptr(Reply) first = training_get (self, path, NULL);
  g_autofree char *code = code_of (first);
  g_autofree char *form = g_strdup_printf ("grant_type=authorization_code&code=%s&code_verifier=" VERIFIER
                                           "&client_id=cabinet&redirect_uri=" CALLBACK,
                                           code);
  g_autoptr(Reply) second = training_post (self, "/idp/token", FORM, form, NULL);

  g_assert_cmpuint (second->status, ==, 200);

  return g_strdup (fhir_json_string (second->object, "id_token"));
}

Reply *
training_authorize (Training   *self,
                    const char *fields,
                    const char *verifier)
{
  g_autofree char *challenge = challenge_of (verifier);
  g_autofree char *path = g_strdup_printf ("/authorize?response_type=code&client_id=cabinet&redirect_uri=" CALLBACK
                                           "&state=s&code_challenge=%s&code_challenge_method=S256&%s",
                                           challenge, fields);

  return training_get (self, path, NULL);
}

static const SandboxClient *
client_of (Training          *self,
           const TokenFaults *faults)
{
  return faults->technical ? &self->community->technical : &self->community->client;
}

static char *
sign (const SandboxClient *client,
      const char          *base)
{
  g_autofree char *pem = sandbox_key_to_pem (client->key);
  gnutls_datum_t   text = { (unsigned char *) pem, (unsigned int) strlen (pem) };
  gnutls_datum_t   data = { (unsigned char *) base, (unsigned int) strlen (base) };
  gnutls_datum_t   signature = { NULL, 0 };
  gnutls_privkey_t key;
  char            *encoded;

  g_assert_cmpint (gnutls_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (key, &text, GNUTLS_X509_FMT_PEM, NULL, 0), ==, 0);
  g_assert_cmpint (gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature), ==, 0);
  encoded = g_base64_encode (signature.data, signature.size);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (key);

  return encoded;
}

static void
add_signature (Training          *self,
               SoupMessage       *message,
               const char        *authorization,
               const char        *body,
               const TokenFaults *faults)
{
  const SandboxClient *client = client_of (self, faults);
  SoupMessageHeaders  *headers = soup_message_get_request_headers (message);
  gint64               created = faults->created != 0 ? faults->created : g_get_real_time () / G_USEC_PER_SEC;
  guint8               hash[64];
  g_autofree char     *encoded = NULL;
  g_autofree char     *digest = NULL;
  g_autofree char     *parameters = NULL;
  g_autofree char     *base = NULL;
  g_autofree char     *signature = NULL;

  gnutls_hash_fast (GNUTLS_DIG_SHA512, body, strlen (body), hash);
  encoded = g_base64_encode (hash, sizeof hash);
  digest = g_strdup_printf ("sha-512=:%s:", encoded);
  parameters = g_strdup_printf ("(\"@method\" \"@target-uri\" \"authorization\" \"content-digest\");created=%" G_GINT64_FORMAT
                                ";expires=%" G_GINT64_FORMAT ";keyid=\"%s\";tag=\"fapi-2-request\"",
                                created, created + (faults->life != 0 ? faults->life : 60), sandbox_key_get_id (client->key));
  base = g_strdup_printf ("\"@method\": POST\n\"@target-uri\": %s/token\n\"authorization\": %s\n\"content-digest\": %s\n"
                          "\"@signature-params\": %s",
                          self->community->origin, authorization, digest, parameters);
  signature = sign (client, base);
  soup_message_headers_replace (headers, "Content-Digest", digest);
  g_free (base);
  base = g_strconcat ("sig1=", parameters, NULL);
  soup_message_headers_replace (headers, "Signature-Input", base);
  g_free (base);
  base = g_strdup_printf ("sig1=:%s:", signature);
  soup_message_headers_replace (headers, "Signature", base);
}

Reply *
training_exchange (Training          *self,
                   const char        *fields,
                   const TokenFaults *faults)
{
  static const TokenFaults none = { 0 };
  SoupMessage             *message = training_message (self, "POST", "/token", NULL);
  g_autofree char         *pair = NULL;
  g_autofree char         *encoded = NULL;
  g_autofree char         *authorization = NULL;
  const SandboxClient     *client = client_of (self, faults != NULL ? faults : &none);
  g_autofree char         *form = g_strdup_printf ("client_id=%s&redirect_uri=" CALLBACK "&%s", client->id, fields);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));

  if (faults == NULL)
    faults = &none;
  pair = g_strdup_printf ("%s:%s", client->id, faults->secret != NULL ? faults->secret : client->secret);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  authorization = g_strconcat ("Basic ", encoded, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  soup_message_set_request_body_from_bytes (message, FORM, body);
  if (!faults->unsigned_request)
    add_signature (self, message, authorization, faults->other_body != NULL ? faults->other_body : form, faults);

  return training_send (self, message);
}

char *
extended_fields (const char *spid,
                 const char *purpose,
                 const char *role)
{
  g_autofree char *person = g_strdup_printf ("%s^^^&2.16.756.5.30.1.127.3.10.3&ISO", spid);
  g_autofree char *escaped = g_uri_escape_string (person, NULL, FALSE);

  return g_strdup_printf ("person_id=%s&scope=openid%%20purpose_of_use%%3Durn:oid:2.16.756.5.30.1.127.3.10.5%%7C%s"
                          "%%20subject_role%%3Durn:oid:2.16.756.5.30.1.127.3.10.6%%7C%s",
                          escaped, purpose, role);
}

char *
training_token (Training   *self,
                const char *gln,
                const char *spid,
                const char *purpose)
{
  gboolean         assistant = strcmp (gln, GLN_ASSISTANT) == 0;
  g_autofree char *identity = training_identity (self, gln);
  g_autofree char *plain = spid != NULL ? extended_fields (spid, purpose, assistant ? "ASS" : "HCP") : g_strdup ("scope=openid");
  g_autofree char *fields = assistant ? g_strconcat (plain, "&principal=Dr.%20Martina%20Musterarzt&principal_id=" GLN_MARTINA, NULL)
                                      : g_strdup (plain);
  g_autoptr(Reply) first = training_authorize (self, fields, VERIFIER);
  g_autofree char *code = code_of (first);
  g_autofree char *form = g_strdup_printf ("grant_type=authorization_code&code=%s&code_verifier=" VERIFIER
                                           "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                                           "&client_assertion=%s",
                                           code, identity);
  g_autoptr(Reply) second = training_exchange (self, form, NULL);

  g_assert_cmpuint (second->status, ==, 200);

  return g_strdup (fhir_json_string (second->object, "access_token"));
}

Reply *
training_match (Training   *self,
                const char *token,
                const char *patient_members)
{
  g_autofree char *body = g_strdup_printf ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":"
                                           "{\"resourceType\":\"Patient\",%s}}]}",
                                           patient_members);

  return training_post (self, "/fhir/Patient/$match", "application/fhir+json", body, token);
}

Reply *
training_find (Training   *self,
               const char *token,
               const char *spid,
               const char *more)
{
  g_autofree char *path = g_strdup_printf ("/fhir/DocumentReference?patient.identifier=urn:oid:2.16.756.5.30.1.127.3.10.3%%7C%s&%s",
                                           spid, more);

  return training_get (self, path, token);
}

gint64
total_of (const Reply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);

  return fhir_json_integer (reply->object, "total", -1);
}

const char *
fault_of (const Reply *reply)
{
  return fhir_json_string (fhir_json_object (fhir_json_nth (reply->object, "issue", 0), "details"), "text");
}

const char *
next_of (const Reply *reply)
{
  for (guint i = 0; i < fhir_json_n (reply->object, "link"); i++)
    {
      JsonObject *link = fhir_json_nth (reply->object, "link", i);

      if (g_strcmp0 (fhir_json_string (link, "relation"), "next") == 0)
        return fhir_json_string (link, "url");
    }

  return NULL;
}

#define UUID(digit) "urn:uuid:" digit "1111111-1111-4111-8111-111111111111"
#define PATIENT "\"subject\":{\"identifier\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.3\",\"value\":\"SPID\"}}"
#define SNOMED(code) "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"" code "\"}]}"
#define ROLE "{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole\",\"valueCoding\":" \
             "{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\"}}"
#define REQUEST(type) "\"request\":{\"method\":\"POST\",\"url\":\"" type "\"}"

/* As the specification prints it. */
static const char deposit[] =
    "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"meta\":{\"profile\":["
    "\"https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Comprehensive.ProvideBundle\"]},\"entry\":["
    "{\"fullUrl\":\"" UUID ("1") "\"," REQUEST ("List") ",\"resource\":{\"resourceType\":\"List\",\"extension\":["
                                                        "{\"url\":\"https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-designationType\",\"valueCodeableConcept\":" SNOMED ("71388002") "},"
                                                                                                                                                                                              "{\"url\":\"https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId\",\"valueIdentifier\":{\"value\":\"urn:oid:2.999.7.1\"}}],"
                                                                                                                                                                                              "\"identifier\":[{\"use\":\"usual\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.25.9ID\"}],\"status\":\"current\","
                                                                                                                                                                                              "\"mode\":\"working\",\"code\":{\"coding\":[{\"system\":\"https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes\","
                                                                                                                                                                                              "\"code\":\"submissionset\"}]}," PATIENT ",\"date\":\"2026-01-15T09:30:00+01:00\",\"entry\":[{\"item\":{\"reference\":\"" UUID ("2") "\"}}]}},"
                                                                                                                                                                                                                                                                                                                                   "{\"fullUrl\":\"" UUID ("2") "\"," REQUEST ("DocumentReference") ",\"resource\":{\"resourceType\":\"DocumentReference\",\"contained\":["
                                                                                                                                                                                                                                                                                                                                                                                                    "{\"resourceType\":\"Patient\",\"id\":\"pat\",\"identifier\":[{\"system\":\"urn:oid:2.999.1.2.3.4\",\"value\":\"8734\"}]},"
                                                                                                                                                                                                                                                                                                                                                                                                    "{\"resourceType\":\"Practitioner\",\"id\":\"prac\",\"name\":[{\"family\":\"Zauberer\",\"given\":[\"Zora\"]}]},"
                                                                                                                                                                                                                                                                                                                                                                                                    "{\"resourceType\":\"PractitionerRole\",\"id\":\"role\",\"practitioner\":{\"reference\":\"#prac\"},\"code\":[{\"coding\":["
                                                                                                                                                                                                                                                                                                                                                                                                    "{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\"}]}],\"specialty\":[{\"coding\":["
                                                                                                                                                                                                                                                                                                                                                                                                    "{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.5\",\"code\":\"1051\"}]}]}],\"extension\":[" ROLE "],"
                                                                                                                                                                                                                                                                                                                                                                                                    "\"masterIdentifier\":{\"use\":\"usual\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.25.ID\"},"
                                                                                                                                                                                                                                                                                                                                                                                                    "\"identifier\":[{\"use\":\"official\",\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:22222222-2222-4222-8222-0000000000ID\"}],"
                                                                                                                                                                                                                                                                                                                                                                                                    "\"status\":\"current\",\"type\":" SNOMED ("373942005") ",\"category\":[" SNOMED ("422735006") "]," PATIENT ","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   "\"author\":[{\"reference\":\"#role\"}],\"securityLabel\":[" SNOMED ("17621005") "],\"content\":[{\"attachment\":{"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    "\"contentType\":\"text/plain\",\"language\":\"fr-CH\",\"url\":\"" UUID ("3") "\",\"size\":5,\"hash\":\"qvTGHdzF6KLavt4PO0gs2a6pQ00=\","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                  "\"title\":\"Lettre\",\"creation\":\"2026-01-15T09:30:00+01:00\"},\"format\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.10\","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                  "\"code\":\"urn:che:epr:EPR_Unstructured_Document\"}}],\"context\":{\"facilityType\":" SNOMED ("264358009") ",\"practiceSetting\":" SNOMED ("394802001") ","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "\"event\":[{\"coding\":[{\"system\":\"http://dicom.nema.org/resources/ontology/DCM\",\"code\":\"MR\"}]}],"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "\"period\":{\"start\":\"2026-01-10\",\"end\":\"2026-01-14\"},\"related\":[{\"identifier\":{\"system\":\"urn:dicom:uid\",\"value\":\"urn:oid:2.999.9\"}}],"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "\"sourcePatientInfo\":{\"reference\":\"#pat\"}}}},"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "{\"fullUrl\":\"" UUID ("3") "\"," REQUEST ("Binary") ",\"resource\":{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"aGVsbG8=\"}}]}";

JsonNode *
deposit_new (const char *spid,
             const char *unique_id)
{
  g_autoptr(GString) text = g_string_new (deposit);

  g_string_replace (text, "SPID", spid, 0);
  g_string_replace (text, "ID", unique_id, 0);

  return json_from_string (text->str, NULL);
}

void
json_set (JsonNode   *node,
          const char *path,
          const char *value)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  JsonObject *object = json_node_get_object (node);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *bracket = strchr (parts[i], '[');
      guint position = bracket != NULL ? (guint) g_ascii_strtoull (bracket + 1, NULL, 10) : 0;

      g_assert_nonnull (object);
      if (bracket != NULL)
        *bracket = '\0';
      if (parts[i + 1] != NULL)
        object = fhir_json_nth (object, parts[i], position);
      else if (value != NULL)
        json_object_set_member (object, parts[i], json_from_string (value, NULL));
      else
        json_object_remove_member (object, parts[i]);
    }
}

Reply *
training_deposit (Training   *self,
                  const char *token,
                  JsonNode   *bundle)
{
  g_autofree char *body = json_to_string (bundle, FALSE);

  return training_post (self, "/fhir", "application/fhir+json", body, token);
}
