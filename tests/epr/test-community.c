/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-community.h"
#include "epr-error.h"
#include "epr-recommendation.h"
#include "epr-technical.h"

#include <string.h>

#define HEAD "[community]\nname=Test\n"
#define URL "[url]\nbase=https://epr.example.ch/fhir/\n"
#define IUA "[iua]\nclient-id=cabinet\n"
#define IDP "[idp]\nissuer=https://idp.example.ch\n"

static void
test_defaults (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = epr_community_new_from_data (HEAD URL IUA IDP, -1, &error);
  EprRegistration server, provider;

  g_assert_no_error (error);
  g_assert_cmpstr (epr_community_get_profile (settings), ==, "ch-epr-fhir-5");
  g_assert_cmpint (epr_community_get_flow (settings), ==, EPR_FLOW_IDENTITY_FIRST);
  /* R-COM-1: each service has an address of its own, the base by default. */
  for (guint i = 0; i < EPR_N_SERVICES; i++)
    g_assert_cmpstr (epr_community_get_url (settings, (EprService) i), ==, "https://epr.example.ch/fhir");
  g_assert_true (g_strv_contains (epr_community_get_origins (settings), "https://epr.example.ch"));
  g_assert_cmpint (epr_community_get_search_method (settings), ==, EPR_METHOD_POST);
  g_assert_cmpuint (epr_community_get_page_size (settings), ==, 50);

  epr_community_get_registration (settings, &server);
  g_assert_cmpstr (server.metadata, ==, "https://epr.example.ch/.well-known/smart-configuration");
  g_assert_cmpstr (server.account, ==, "https://epr.example.ch|cabinet");
  g_assert_cmpint (server.auth, ==, EPR_AUTH_BASIC);
  g_assert_true (server.sign);
  g_assert_true (epr_community_get_provider (settings, &provider));
  g_assert_cmpstr (provider.metadata, ==, "https://idp.example.ch/.well-known/openid-configuration");
  g_assert_cmpstr (provider.client_id, ==, "cabinet");
}

/* R-SET-1, R-IUA-23: what a profile says holds until the file says otherwise. */
static void
test_profiles (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) mag = NULL;
  g_autoptr(EprCommunity) plain = NULL;

  mag = epr_community_new_from_data (HEAD "profile=mag-1\n" URL IUA "extra-scope=launch\n[oids]\nmpi-authority=2.999.1\n"
                                          "[mhd]\nsearch-method=post\n",
                                     -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (epr_community_get_flow (mag), ==, EPR_FLOW_BROKERED);
  g_assert_cmpint (epr_community_get_patient_id (mag), ==, EPR_PATIENT_ID_MPI);
  g_assert_cmpint (epr_community_get_patient_search (mag), ==, EPR_SEARCH_PDQM78);
  g_assert_cmpstr (epr_community_get_creation_param (mag), ==, "date");
  g_assert_cmpint (epr_community_get_search_method (mag), ==, EPR_METHOD_POST);
  g_assert_cmpstr (epr_community_get_extra_scope (mag), ==, "launch");
  g_assert_cmpstr (epr_community_get_mpi_authority (mag), ==, "urn:oid:2.999.1");
  g_assert_cmpint (epr_community_get_feature (mag, EPR_FEATURE_DIRECTORY), ==, EPR_SWITCH_OFF);
  g_assert_cmpint (epr_community_get_feature (mag, EPR_FEATURE_POLICIES), ==, EPR_SWITCH_AUTO);
  g_assert_true (epr_community_get_params_in_scope (mag));

  plain = epr_community_new_from_data (HEAD "profile=fhir-r4\n" URL, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (epr_community_get_flow (plain), ==, EPR_FLOW_NONE);
  g_assert_cmpint (epr_community_get_patient_id (plain), ==, EPR_PATIENT_ID_LOGICAL);
}

/* Every file that can be wrong is refused with the group and key at fault. */
static void
test_refused (void)
{
  const struct
  {
    const char *data;
    const char *place;
  } cases[] = {
    { "no key file", "" },
    { URL IUA IDP, "[community] name" },
    { HEAD "profile=nobody-1\n" URL, "[community] profile" },
    { HEAD "id=a b\n" URL IUA IDP, "[community] id" },
    { HEAD IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=epr.example.ch\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=ftp://epr.example.ch\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=https://epr.example.ch/fhir?x=1\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=https://user:word@epr.example.ch/fhir\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=http://epr.example.ch/fhir\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=http://127.0.0.1/fhir\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=http://epr.example.ch/fhir\nallow-loopback-http=true\n" IUA IDP, "[url] base" },
    { HEAD "[url]\nbase=http://127.0.0.1.example.ch/fhir\nallow-loopback-http=true\n" IUA IDP, "[url] base" },
    { HEAD URL "origins=http://elsewhere.example\n" IUA IDP, "[url] origins" },
    { HEAD URL "authorities=ca.pem\n" IUA IDP, "[url] authorities" },
    { HEAD URL IDP, "[iua] client-id" },
    { HEAD URL IUA "flow=sideways\n" IDP, "[iua] flow" },
    { HEAD URL IUA "authorize=https://as.example.ch/a\n" IDP, "[iua] authorize" },
    { HEAD URL IUA "redirect-port=70000\n" IDP, "[iua] redirect-port" },
    { HEAD URL IUA "redirect-host=0.0.0.0\n" IDP, "[iua] redirect-host" },
    { HEAD URL IUA "redirect-path=callback\n" IDP, "[iua] redirect-path" },
    { HEAD URL IUA "send-aud=perhaps\n" IDP, "[iua] send-aud" },
    { HEAD URL IUA, "[idp] issuer" },
    { HEAD URL IUA IDP "people=https://epr.example.ch/people\n", "[idp] people" },
    { HEAD URL IUA IDP "[oids]\ncommunity=2.abc\n", "[oids] community" },
    { HEAD "profile=mag-1\n" URL IUA, "[oids] mpi-authority" },
    { HEAD URL IUA IDP "[mhd]\npage-size=many\n", "[mhd] page-size" },
    { HEAD URL IUA IDP "[recommendations]\naddress=https://cds.example.ch\n", "[recommendations] name" },
    { HEAD URL IUA IDP "[recommendations]\nname=E\n", "[recommendations] address" },
    { HEAD URL IUA IDP "[recommendations]\nname=E\naddress=http://cds.example.ch\n", "[recommendations] address" },
    { HEAD URL IUA IDP "[recommendations]\nname=E\naddress=https://cds.example.ch\nauth=basic\n", "[recommendations] client-id" },
    { HEAD URL IUA IDP "[recommendations]\nname=E\naddress=https://cds.example.ch\nauth=magic\n", "[recommendations] auth" },
    { HEAD URL IUA IDP "[recommendations]\nname=E\naddress=https://cds.example.ch\ngln=7601000000782\n", "[recommendations] gln" },
    { HEAD URL IUA IDP "[technical]\nclient-id=archive\n", "[technical] principal-id" },
    { HEAD URL IUA IDP "[technical]\nprincipal-id=2000000090093\n", "[technical] principal-id" },
    { HEAD URL IUA IDP "[technical]\nprincipal-id=2000000090092\nclient-auth=maybe\n", "[technical] client-auth" },
    { HEAD "training=true\n" URL IUA IDP, "[community] training" },
    { HEAD URL IUA IDP "[credentials]\nclient-secret=x\n", "[credentials] client-secret" },
    /* One address that is not loopback is enough. */
    { HEAD "[url]\nbase=http://127.0.0.1/fhir\nallow-loopback-http=true\n" IUA IDP "[credentials]\nclient-secret=x\n",
      "[credentials] client-secret" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(EprCommunity) settings = epr_community_new_from_data (cases[i].data, -1, &error);

      g_assert_null (settings);
      g_assert_error (error, EPR_ERROR, EPR_ERROR_SETTINGS);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

static void
test_credentials (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = NULL;
  EprRegistration server, provider;

  settings = epr_community_new_from_data (HEAD "[url]\nbase=http://127.0.0.1:8080/fhir\nallow-loopback-http=true\n" IUA
                                               "[idp]\nissuer=http://localhost:8080/idp\n"
                                               "[credentials]\nclient-secret=s3cret\nsigning-key=-----BEGIN-----\\nAA\\n-----END-----\\n\nsigning-key-id=k1\n",
                                          -1, &error);
  g_assert_no_error (error);
  epr_community_get_registration (settings, &server);
  epr_community_get_provider (settings, &provider);
  g_assert_cmpstr (server.client_secret, ==, "s3cret");
  g_assert_cmpstr (server.signing_key, ==, "-----BEGIN-----\nAA\n-----END-----");
  g_assert_cmpstr (server.key_id, ==, "k1");
  g_assert_cmpstr (provider.client_secret, ==, "s3cret");
}

/* A registration of its own at the same server; what it does not say is as for people, but not their secret. */
/* R-VAC-96: a service is named, or nobody is asked; its key is in the keyring, not in the file. */
static void
test_recommendations (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) without = epr_community_new_from_data (HEAD URL IUA IDP, -1, NULL);
  g_autoptr(EprCommunity) with = NULL;
  g_autoptr(EprCommunity) open = NULL;
  const EprRecommendationService *service;

  g_assert_null (epr_community_get_recommendation_service (without));

  with = epr_community_new_from_data (HEAD URL IUA IDP "[recommendations]\nname=Expert\naddress=https://cds.example.ch/ask/\nauth=basic\n"
                                                       "client-id=practice\ngln=7601000000781\n",
                                      -1, &error);
  g_assert_no_error (error);
  service = epr_community_get_recommendation_service (with);
  g_assert_cmpstr (service->name, ==, "Expert");
  g_assert_cmpstr (service->address, ==, "https://cds.example.ch/ask");
  g_assert_cmpint (service->auth, ==, EPR_SERVICE_AUTH_BASIC);
  g_assert_cmpstr (service->account, ==, "https://cds.example.ch/ask|practice");
  g_assert_null (service->secret);
  /* no token of the record goes there */
  g_assert_false (g_strv_contains (epr_community_get_origins (with), "https://cds.example.ch"));

  open = epr_community_new_from_data (HEAD URL IUA IDP "[recommendations]\nname=Expert\naddress=https://cds.example.ch\n", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (epr_community_get_recommendation_service (open)->auth, ==, EPR_SERVICE_AUTH_NONE);
}

static void
test_technical (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) without = epr_community_new_from_data (HEAD URL IUA IDP, -1, &error);
  g_autoptr(EprCommunity) own = NULL;
  g_autoptr(EprCommunity) shared = NULL;
  const EprTechnical *technical;

  g_assert_no_error (error);
  g_assert_null (epr_community_get_technical (without));

  own = epr_community_new_from_data (HEAD URL IUA IDP "[technical]\nclient-id=archive\nclient-auth=post\nsigning-key-id=k2\n"
                                                      "principal-id=2000000090092\n",
                                     -1, &error);
  g_assert_no_error (error);
  technical = epr_community_get_technical (own);
  g_assert_cmpstr (technical->registration.client_id, ==, "archive");
  g_assert_cmpstr (technical->registration.account, ==, "https://epr.example.ch|archive");
  g_assert_cmpstr (technical->registration.metadata, ==, "https://epr.example.ch/.well-known/smart-configuration");
  g_assert_cmpint (technical->registration.auth, ==, EPR_AUTH_POST);
  g_assert_true (technical->registration.sign);
  g_assert_cmpstr (technical->registration.key_id, ==, "k2");
  g_assert_cmpstr (technical->name, ==, "archive");
  g_assert_cmpstr (technical->principal_id, ==, "2000000090092");

  shared = epr_community_new_from_data (HEAD "[url]\nbase=http://127.0.0.1:8080/fhir\nallow-loopback-http=true\n" IUA
                                             "[idp]\nissuer=http://localhost:8080/idp\n[credentials]\nclient-secret=s3cret\n"
                                             "[technical]\nprincipal-id=2000000090092\n",
                                        -1, &error);
  g_assert_no_error (error);
  technical = epr_community_get_technical (shared);
  g_assert_cmpstr (technical->registration.client_id, ==, "cabinet");
  g_assert_cmpstr (technical->registration.client_secret, ==, "s3cret");
}

static EprCommunity *
read_example (const char *name,
              GError    **error)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "communities", "examples", name, NULL);

  return epr_community_new_from_file (path, error);
}

static void
test_examples (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) hapi = read_example ("hapi-fhir.community", &error);
  g_autoptr(EprCommunity) cara = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (epr_community_get_id (hapi), ==, "hapi-fhir");
  g_assert_true (epr_community_allows_loopback_http (hapi));
  g_assert_false (epr_community_is_training (hapi));

  /* It says itself what is missing; nobody should sign in with made-up addresses. */
  cara = read_example ("cara.community.example", &error);
  g_assert_null (cara);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_SETTINGS);
}

static void
test_no_file (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = epr_community_new_from_file ("/nowhere/at.all", &error);

  g_assert_null (settings);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/community/R-COM-1/defaults", test_defaults);
  g_test_add_func ("/epr/community/R-SET-1/profiles", test_profiles);
  g_test_add_func ("/epr/community/refused", test_refused);
  g_test_add_func ("/epr/community/credentials", test_credentials);
  g_test_add_func ("/epr/community/technical", test_technical);
  g_test_add_func ("/epr/community/R-VAC-96/recommendations", test_recommendations);
  g_test_add_func ("/epr/community/examples", test_examples);
  g_test_add_func ("/epr/community/no-file", test_no_file);

  return g_test_run ();
}
