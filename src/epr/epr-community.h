#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EPR_TYPE_COMMUNITY (epr_community_get_type ())

/* How to speak with one community: the deployment settings of the specification's section 15, read
 * from a key file (docs/communities.md). Immutable. A file names a profile (ch-epr-fhir-5, mag-1,
 * fhir-r4) whose values it may override; everything is checked when the file is read. */
G_DECLARE_FINAL_TYPE (EprCommunity, epr_community, EPR, COMMUNITY, GObject)

typedef enum { EPR_FLOW_IDENTITY_FIRST, EPR_FLOW_BROKERED, EPR_FLOW_NONE } EprFlow;
typedef enum { EPR_SEARCH_MATCH, EPR_SEARCH_PDQM78 } EprPatientSearch;
typedef enum { EPR_PATIENT_ID_SPID, EPR_PATIENT_ID_MPI, EPR_PATIENT_ID_LOGICAL } EprPatientId;
typedef enum { EPR_METHOD_POST, EPR_METHOD_GET } EprMethod;
typedef enum { EPR_AUTH_BASIC, EPR_AUTH_POST, EPR_AUTH_NONE } EprAuth;

typedef enum
{
  EPR_SERVICE_BASE,
  EPR_SERVICE_PATIENT,
  EPR_SERVICE_DOCUMENTS,
  EPR_SERVICE_DIRECTORY,
  EPR_SERVICE_POLICIES,
  EPR_SERVICE_AUDIT,
  EPR_SERVICE_AUDIT_TRAIL,
} EprService;

#define EPR_N_SERVICES (EPR_SERVICE_AUDIT_TRAIL + 1)

typedef enum
{
  EPR_FEATURE_EMERGENCY,
  EPR_FEATURE_DIRECTORY,
  EPR_FEATURE_POLICIES,
  EPR_FEATURE_METADATA_EDIT,
  EPR_FEATURE_AUDIT_FEED,
  EPR_FEATURE_VACCINATION,
} EprFeature;

typedef enum { EPR_SWITCH_AUTO, EPR_SWITCH_ON, EPR_SWITCH_OFF } EprSwitch;

/* How this installation is registered at one of the two servers. Strings borrowed. */
typedef struct
{
  const char *issuer;           /* (nullable) */
  const char *metadata;         /* (nullable): `authorize` and `token` are given instead */
  const char *authorize;        /* (nullable) */
  const char *token;            /* (nullable) */
  const char *account;          /* under which the keyring has the secrets */
  const char *client_id;
  EprAuth     auth;
  gboolean    sign;
  const char *key_id;           /* (nullable) */
  const char *client_secret;    /* (nullable) only from [credentials] */
  const char *signing_key;      /* (nullable) only from [credentials] */
} EprRegistration;

/* EPR_ERROR_SETTINGS, or an error of GIO. @path decides about the id where the file names none. */
EprCommunity *epr_community_new_from_file (const char *path, GError **error);
/* @length: -1 when NUL-terminated. */
EprCommunity *epr_community_new_from_data (const char *data, gssize length, GError **error);

const char         *epr_community_get_id           (EprCommunity *self);
const char         *epr_community_get_name         (EprCommunity *self);   /* in the reader's language */
const char         *epr_community_get_profile      (EprCommunity *self);
gboolean            epr_community_is_training      (EprCommunity *self);

/* Without a final "/". */
const char         *epr_community_get_url          (EprCommunity *self, EprService service);
/* Where a token may go (R-COM-7): NULL-terminated origins. */
const char *const  *epr_community_get_origins      (EprCommunity *self);
gboolean            epr_community_allows_loopback_http (EprCommunity *self);
const char         *epr_community_get_authorities  (EprCommunity *self);   /* (nullable) path of a PEM file */

/* With urn:oid:; (nullable) */
const char         *epr_community_get_oid          (EprCommunity *self);
const char         *epr_community_get_mpi_authority   (EprCommunity *self);
const char         *epr_community_get_local_authority (EprCommunity *self);
const char         *epr_community_get_source_oid   (EprCommunity *self);
const char         *epr_community_get_audit_site   (EprCommunity *self);

EprFlow             epr_community_get_flow         (EprCommunity *self);
/* The authorization server, and the identity provider of an identity-first flow. */
void                epr_community_get_registration (EprCommunity *self, EprRegistration *registration);
gboolean            epr_community_get_provider     (EprCommunity *self, EprRegistration *registration);
const char         *epr_community_get_redirect_host (EprCommunity *self);
guint16             epr_community_get_redirect_port (EprCommunity *self);
const char         *epr_community_get_redirect_path (EprCommunity *self);
gboolean            epr_community_get_params_in_scope (EprCommunity *self);
const char         *epr_community_get_resource     (EprCommunity *self);
gboolean            epr_community_get_send_aud     (EprCommunity *self);
gboolean            epr_community_accepts_opaque_token (EprCommunity *self);
gboolean            epr_community_get_refresh      (EprCommunity *self);
const char         *epr_community_get_extra_scope  (EprCommunity *self);   /* may be "" */
const char         *epr_community_get_role         (EprCommunity *self);
const char         *epr_community_get_principal    (EprCommunity *self);   /* (nullable) */
const char         *epr_community_get_principal_id (EprCommunity *self);   /* (nullable) */
const char         *epr_community_get_group        (EprCommunity *self);   /* (nullable) */
const char         *epr_community_get_group_id     (EprCommunity *self);   /* (nullable) */
const char         *epr_community_get_provider_scope (EprCommunity *self);
const char         *epr_community_get_people_url   (EprCommunity *self);   /* (nullable) training only */

EprPatientSearch    epr_community_get_patient_search   (EprCommunity *self);
gboolean            epr_community_get_identifier_query (EprCommunity *self);
EprPatientId        epr_community_get_patient_id       (EprCommunity *self);
EprMethod           epr_community_get_search_method    (EprCommunity *self);
gboolean            epr_community_get_status_param     (EprCommunity *self);
guint               epr_community_get_page_size        (EprCommunity *self);   /* 0: not sent */
const char         *epr_community_get_creation_param   (EprCommunity *self);
gboolean            epr_community_get_legacy_extension_urls (EprCommunity *self);
gboolean            epr_community_get_replace_patch_entry   (EprCommunity *self);
gboolean            epr_community_get_update_is_rmu    (EprCommunity *self);
gboolean            epr_community_get_rewrite_url_scheme    (EprCommunity *self);
EprSwitch           epr_community_get_feature      (EprCommunity *self, EprFeature feature);
guint64             epr_community_get_max_upload   (EprCommunity *self);
guint               epr_community_get_max_deposit_age (EprCommunity *self);   /* days, 0: no limit */
guint64             epr_community_get_max_download (EprCommunity *self);

G_END_DECLS
