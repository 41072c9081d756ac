/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-test-support.h"
#include "epr-token.h"

#include <string.h>

static const EprTokenWish basic = { .role = "HCP", .purpose = "NORM" };
static const EprTokenWish extended = { .role = "HCP", .purpose = "EMER", .spid = FRANZ_SPID };
static const EprTokenWish assistant = {
  .role = "ASS", .purpose = "NORM", .spid = FRANZ_SPID, .principal = "Martina Musterarzt", .principal_id = "2000000090092"
};

static const char *
find_field (char      **fields,
            const char *name)
{
  for (; fields[0] != NULL; fields += 2)
    if (g_str_equal (fields[0], name))
      return fields[1];

  return NULL;
}

static void
test_fields (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", NULL);
  g_auto(GStrv) for_basic = epr_token_authorize_fields (settings, &basic, NULL);
  g_auto(GStrv) for_extended = epr_token_authorize_fields (settings, &extended, NULL);
  g_auto(GStrv) for_assistant = epr_token_authorize_fields (settings, &assistant, NULL);

  /* R-IUA-1: the patient makes the difference. */
  g_assert_null (find_field (for_basic, "person_id"));
  /* R-ID-7: the CX form with the SPID's root. */
  g_assert_cmpstr (find_field (for_extended, "person_id"), ==, "761337610411353650^^^&2.16.756.5.30.1.127.3.10.3&ISO");
  /* R-IUA-7: purpose and role in the scope, the rest beside it. */
  g_assert_cmpstr (find_field (for_extended, "scope"), ==,
                   "user/*.* openid fhirUser purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|EMER "
                   "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|HCP");
  g_assert_cmpstr (find_field (for_extended, "resource"), ==, epr_community_get_url (settings, EPR_SERVICE_BASE));
  g_assert_null (find_field (for_extended, "aud"));
  g_assert_null (find_field (for_extended, "prompt"));
  g_assert_cmpstr (find_field (for_extended, "requested_token_type"), ==, "urn:ietf:params:oauth:token-type:jwt");
  /* R-IUA-8 */
  g_assert_null (find_field (for_extended, "principal"));
  g_assert_cmpstr (find_field (for_assistant, "principal"), ==, "Martina Musterarzt");
  g_assert_cmpstr (find_field (for_assistant, "principal_id"), ==, "2000000090092");
}

/* R-IUA-23: the gateway's way, where a blank would end a word. */
static void
test_in_scope (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "mag-1", "send-aud=true\n");
  g_auto(GStrv) fields = epr_token_authorize_fields (settings, &assistant, "2000000090108");

  g_assert_cmpstr (find_field (fields, "scope"), ==,
                   "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|NORM "
                   "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|ASS "
                   "person_id=761337610411353650^^^&2.16.756.5.30.1.127.3.10.3&ISO "
                   "principal=Martina%20Musterarzt principal_id=2000000090092");
  g_assert_null (find_field (fields, "person_id"));
  g_assert_null (find_field (fields, "principal"));
  g_assert_cmpstr (find_field (fields, "aud"), ==, find_field (fields, "resource"));
  g_assert_cmpstr (find_field (fields, "login_hint"), ==, "2000000090108");
  g_assert_cmpstr (find_field (fields, "prompt"), ==, "none");
}

static void
test_grant (void)
{
  const struct
  {
    const char *scope;
    gboolean    good;
  } cases[] = {
    { NULL, TRUE },
    { "", TRUE },
    { "user/*.*", TRUE },
    { "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|EMER subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|HCP", TRUE },
    { "purpose_of_use=urn:uuid:2.16.756.5.30.1.127.3.10.5|EMER", TRUE },
    { "purpose_of_use=EMER", TRUE },
    { "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5%7CEMER", TRUE },
    { "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|NORM", FALSE },
    { "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|EMER subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|PAT", FALSE },
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NetToken token = { .access_token = (char *) "opaque", .scope = (char *) cases[i].scope };
      g_autoptr(GError) error = NULL;
      gboolean good = epr_token_check_grant (settings, &extended, &token, &error);

      g_assert_true (good == cases[i].good);
      if (!good)
        g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
    }
}

/* R-IUA-16: opaque unless the community says that it never is. */
static void
test_opaque (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", "accept-opaque-token=false\n");
  NetToken opaque = { .access_token = (char *) "PHNhbWw+" };
  NetToken jwt = { .access_token = (char *) "e30.e30.c2ln" };
  g_autoptr(GError) error = NULL;

  g_assert_true (epr_token_check_grant (settings, &basic, &jwt, &error));
  g_assert_no_error (error);
  g_assert_false (epr_token_check_grant (settings, &basic, &opaque, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
}

static void
test_user (void)
{
  g_autoptr(ModelUser) person = model_user_new ("p", "Person", "ASS", "Praxis P", NULL);
  g_autoptr(ModelUser) full = NULL;
  g_autoptr(ModelUser) array = NULL;
  g_autoptr(ModelUser) fallback = NULL;
  g_autoptr(ModelUser) nobody = NULL;

  full = epr_token_read_user ("{\"sub\":\"s\",\"extensions\":{\"ihe_iua\":{\"subject_name\":\"Martina Musterarzt\","
                              "\"subject_organization\":\"Praxis P\",\"subject_role\":{\"code\":\"HCP\"}},"
                              "\"ch_epr\":{\"user_id\":\"2000000090092\"}}}",
                              "{\"sub\":\"x\",\"name\":\"Other\"}", NULL);
  g_assert_cmpstr (model_user_get_id (full), ==, "2000000090092");
  g_assert_cmpstr (model_user_get_name (full), ==, "Martina Musterarzt");
  g_assert_cmpstr (model_user_get_role (full), ==, "HCP");
  g_assert_cmpstr (model_user_get_organization (full), ==, "Praxis P");

  array = epr_token_read_user ("{\"extensions\":{\"ihe_iua\":{\"subject_role\":[{\"code\":\"ASS\"}]},"
                               "\"ch_delegation\":{\"principal\":\"Peter Pan\"}}}",
                               NULL, NULL);
  g_assert_cmpstr (model_user_get_role (array), ==, "ASS");
  g_assert_cmpstr (model_user_get_principal (array), ==, "Peter Pan");

  fallback = epr_token_read_user (NULL, "{\"sub\":\"x\",\"name\":\"Peter Pan\"}", person);
  g_assert_cmpstr (model_user_get_id (fallback), ==, "p");
  g_assert_cmpstr (model_user_get_name (fallback), ==, "Peter Pan");
  g_assert_cmpstr (model_user_get_role (fallback), ==, "ASS");

  nobody = epr_token_read_user ("[1,2", "null", NULL);
  g_assert_cmpstr (model_user_get_id (nobody), ==, "");
  g_assert_cmpstr (model_user_get_name (nobody), !=, "");
}

#define TECHNICAL "[technical]\nclient-id=archive\nname=Archive\nprincipal-id=2000000090092\nprincipal=Martina Musterarzt\n"

/* Section 5.5: scope with AUTO and TCU, the responsible professional, the patient; nothing of people. */
static void
test_technical_fields (void)
{
  const EprTokenWish technical = {
    .role = "TCU", .purpose = "AUTO", .spid = FRANZ_SPID, .principal_id = "2000000090092"
  };
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", "group=G\ngroup-id=urn:oid:2.2\n" TECHNICAL);
  g_autoptr(EprCommunity) gateway = community_settings (community, "mag-1", "group=G\n" TECHNICAL);
  g_auto(GStrv) fields = epr_token_technical_fields (settings, &technical);
  g_auto(GStrv) in_scope = epr_token_technical_fields (gateway, &technical);

  g_assert_cmpstr (find_field (fields, "scope"), ==,
                   "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|AUTO "
                   "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|TCU");
  g_assert_cmpstr (find_field (fields, "person_id"), ==, "761337610411353650^^^&2.16.756.5.30.1.127.3.10.3&ISO");
  g_assert_cmpstr (find_field (fields, "principal_id"), ==, "2000000090092");
  g_assert_cmpstr (find_field (fields, "resource"), ==, epr_community_get_url (settings, EPR_SERVICE_BASE));
  g_assert_null (find_field (fields, "principal"));
  g_assert_null (find_field (fields, "group"));
  g_assert_null (find_field (fields, "prompt"));
  g_assert_cmpstr (find_field (in_scope, "scope"), ==,
                   "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|AUTO "
                   "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|TCU "
                   "person_id=761337610411353650^^^&2.16.756.5.30.1.127.3.10.3&ISO principal_id=2000000090092");
}

static EprClient *
technical_client (Community *community,
                  GError   **error)
{
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", TECHNICAL);
  g_autoptr(NetTokenVault) vault = net_token_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(EprClient) client = epr_client_new (settings, vault, NULL);

  epr_client_sign_in_technical_async (client, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_client_sign_in_technical_finish (client, result, error) ? g_steal_pointer (&client) : NULL;
}

/* No page, no code: straight to the token endpoint; for each patient again, with her number. */
static void
test_technical_sign_in (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(EprClient) client = technical_client (community, &error);
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(EprAccess) access = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  SeenRequest *seen;
  char        *token;

  g_assert_no_error (error);
  g_assert_cmpuint (community->requests->len, ==, 1);
  seen = g_ptr_array_index (community->requests, 0);
  g_assert_cmpstr (seen->path, ==, "/token");
  g_assert_nonnull (strstr (seen->body, "grant_type=client_credentials&client_id=archive&"));
  g_assert_null (strstr (seen->body, "person_id"));
  g_assert_cmpstr (model_user_get_role (epr_client_get_user (client)), ==, "TCU");
  g_assert_cmpstr (model_user_get_name (epr_client_get_user (client)), ==, "Archive");

  access = epr_access_new (client, patient, EPR_PURPOSE_NORMAL, &error);
  g_assert_no_error (error);
  net_token_source_get_async (epr_access_get_tokens (access), NULL, NULL, test_result_cb, &result);
  community_wait (&result);
  token = net_token_source_get_finish (epr_access_get_tokens (access), result, &error);
  g_assert_no_error (error);
  net_secret_free (token);
  g_assert_cmpuint (community->requests->len, ==, 2);
  seen = g_ptr_array_index (community->requests, 1);
  g_assert_cmpstr (seen->path, ==, "/token");
  g_assert_nonnull (strstr (seen->body, "grant_type=client_credentials"));
  g_assert_nonnull (strstr (seen->body, "person_id=" FRANZ_SPID "%5E%5E%5E%26"));
  g_assert_nonnull (strstr (seen->body, "%7CAUTO"));
}

/* A machine that is given a person's rights stops there, as a person would (R-IUA-15). */
static void
test_technical_stopped (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(GError) error = NULL;

  community->granted_scope = "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|HCP";
  g_assert_null (technical_client (community, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
}

/* R-IUA-15 where it counts: a sign-in that gives another role ends there. */
static void
test_sign_in_stopped (void)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprCommunity) settings = community_settings (community, "ch-epr-fhir-5", NULL);
  g_autoptr(NetTokenVault) vault = net_token_vault_new_in_memory ();
  g_autoptr(ModelUser) person = model_user_new ("2000000090092", "Martina Musterarzt", "HCP", NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(EprClient) client = epr_client_new (settings, vault, &error);

  community->granted_scope = "subject_role=urn:oid:2.16.756.5.30.1.127.3.10.6|PAT";
  epr_client_sign_in_async (client, person, NULL, test_result_cb, &result);
  community_wait (&result);
  g_assert_false (epr_client_sign_in_finish (client, result, &error));
  g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
  g_assert_null (epr_client_get_user (client));
}

/* A person is whom her own provider says, in this sign-in, to this program. */
static void
test_identity (void)
{
  const struct
  {
    const char *claims;
    gboolean    good;
  } cases[] = {
    { "{'iss':'https://idp','aud':'cabinet','nonce':'n'}", TRUE },
    { "{'iss':'https://idp','aud':['other','cabinet'],'nonce':'n'}", TRUE },
    { "{'iss':'https://idp','aud':'cabinet'}", FALSE },
    { "{'iss':'https://idp','aud':'cabinet','nonce':'of yesterday'}", FALSE },
    { "{'iss':'https://elsewhere','aud':'cabinet','nonce':'n'}", FALSE },
    { "{'iss':'https://idp','aud':'other','nonce':'n'}", FALSE },
    { "{'iss':['https://idp'],'aud':{},'nonce':1}", FALSE },
  };
  g_autoptr(GError) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims = g_strdelimit (g_strdup (cases[i].claims), "'", '"');
      g_autofree char *payload = g_base64_encode ((const guchar *) claims, strlen (claims));
      g_autofree char *token = g_strconcat ("e30.", g_strdelimit (g_strdelimit (g_strdelimit (payload, "+", '-'), "/", '_'), "=", '\0'),
                                            ".c2ln", NULL);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (epr_token_check_identity (token, "https://idp", "cabinet", "n", &error), ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, NET_ERROR, NET_ERROR_SIGN_IN_TAMPERED);
    }

  g_assert_false (epr_token_check_identity ("opaque", "https://idp", "cabinet", "n", &none));
  g_assert_error (none, NET_ERROR, NET_ERROR_UNEXPECTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/token/R-IUA-7/fields", test_fields);
  g_test_add_func ("/epr/token/R-IUA-23/in-scope", test_in_scope);
  g_test_add_func ("/epr/token/R-IUA-15/grant", test_grant);
  g_test_add_func ("/epr/token/R-IUA-15/sign-in-stopped", test_sign_in_stopped);
  g_test_add_func ("/epr/token/identity", test_identity);
  g_test_add_func ("/epr/token/technical/fields", test_technical_fields);
  g_test_add_func ("/epr/token/technical/sign-in", test_technical_sign_in);
  g_test_add_func ("/epr/token/technical/R-IUA-15/stopped", test_technical_stopped);
  g_test_add_func ("/epr/token/R-IUA-16/opaque", test_opaque);
  g_test_add_func ("/epr/token/R-IUA-16/user", test_user);

  return g_test_run ();
}
