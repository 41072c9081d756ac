/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-profile.h"

#include "fhir-json.h"
#include "sandbox-oids.h"
#include "sandbox-terms.h"

#include <string.h>

#define IHE "https://profiles.ihe.net/ITI/MHD/"
#define DESIGNATION_URL IHE "StructureDefinition/ihe-designationType"
#define SOURCE_URL IHE "StructureDefinition/ihe-sourceId"
#define LIST_TYPES IHE "CodeSystem/MHDlistTypes"
#define DELETION_URL CH_PROFILE "ch-ext-deletionstatus"
#define SYSTEM_DICOM_UID "urn:dicom:uid"
#define SHA1_LENGTH 20
#define ANY G_MAXUINT

typedef struct
{
  const char *name;
  guint       minimum;
  guint       maximum;
} Count;

static const char *const list_elements[] = {
  "resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "extension", "identifier", "status", "mode",
  "title", "code", "subject", "date", "source", "note", "entry", NULL
};
static const Count list_counts[] = {
  { "identifier", 0, ANY },
  { "status", 1, 1 },
  { "mode", 1, 1 },
  { "code", 1, 1 },
  { "subject", 1, 1 },
  { "date", 1, 1 },
  { "source", 0, 1 },
  { "note", 0, 1 },
  { "entry", 1, ANY },
};
static const char *const item_elements[] = { "id", "extension", "item", NULL };

static const char *const reference_elements[] = {
  "resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "extension", "masterIdentifier", "identifier",
  "status", "type", "category", "subject", "date", "author", "authenticator", "relatesTo", "description", "securityLabel",
  "content", "context", NULL
};
static const Count reference_counts[] = {
  { "extension", 1, ANY },
  { "masterIdentifier", 1, 1 },
  { "status", 1, 1 },
  { "docStatus", 0, 0 },
  { "type", 1, 1 },
  { "category", 1, 1 },
  { "subject", 1, 1 },
  { "authenticator", 0, 1 },
  { "custodian", 0, 0 },
  { "modifierExtension", 0, 0 },
  { "description", 0, 1 },
  { "securityLabel", 1, ANY },
  { "content", 1, 1 },
  { "context", 1, 1 },
};
static const char *const content_elements[] = { "id", "extension", "attachment", "format", NULL };
static const char *const attachment_elements[] = {
  "id", "extension", "contentType", "language", "url", "size", "hash", "title", "creation", NULL
};
static const Count attachment_counts[] = {
  { "contentType", 1, 1 },
  { "language", 1, 1 },
  { "data", 0, 0 },
  { "url", 1, 1 },
  { "size", 0, 1 },
  { "hash", 0, 1 },
  { "title", 1, 1 },
  { "creation", 1, 1 },
};
static const char *const context_elements[] = {
  "id", "extension", "encounter", "event", "period", "facilityType", "practiceSetting", "sourcePatientInfo", "related", NULL
};
static const Count context_counts[] = {
  { "period", 0, 1 },
  { "facilityType", 1, 1 },
  { "practiceSetting", 1, 1 },
  { "sourcePatientInfo", 1, 1 },
};
static const char *const people[] = { "Practitioner", "PractitionerRole", "Organization", "Device", "Patient", "RelatedPerson", NULL };
static const char *const relations[] = { "replaces", "transforms", "signs", "appends", NULL };

static void
check_counts (SandboxCheck *check,
              JsonObject   *object,
              const Count  *counts,
              guint         n_counts,
              const char   *path)
{
  for (guint i = 0; i < n_counts; i++)
    sandbox_check_count (check, object, counts[i].name, counts[i].minimum, counts[i].maximum, path);
}

static void
check_fixed (SandboxCheck *check,
             JsonObject   *object,
             const char   *name,
             const char   *value,
             const char   *path)
{
  g_autofree char *rule = g_strdup_printf ("must be %s", value);
  g_autofree char *element = g_strdup_printf ("%s.%s", path, name);

  sandbox_check_need (check, g_strcmp0 (fhir_json_string (object, name), value) == 0, element, rule);
}

/* The SPID of the token's patient; at the gateway the index's number will do (section 13). */
static void
check_subject (SandboxCheck *check,
               JsonObject   *resource,
               const char   *path)
{
  JsonObject      *identifier = fhir_json_object (fhir_json_object (resource, "subject"), "identifier");
  const char      *system = fhir_json_string (identifier, "system");
  const char      *value = fhir_json_string (identifier, "value");
  gboolean         mpi = check->exchange->community->faults.mag && g_strcmp0 (system, OID_MPI) == 0;
  g_autofree char *element = g_strconcat (path, ".subject.identifier", NULL);

  sandbox_check_need (check, identifier != NULL && (mpi || g_strcmp0 (system, OID_SPID) == 0), element, "must be the SPID (R-ID-2)");
  sandbox_check_need_xds (check, g_strcmp0 (value, mpi ? check->patient->mpi : check->patient->spid) == 0, "XDSPatientIdDoesNotMatch",
                          element, "is another patient than the token's (R-COM-8)");
}

static void
check_list_extensions (SandboxCheck *check,
                       JsonObject   *list)
{
  guint       n_designations, n_sources, n_roles;
  JsonObject *designation = fhir_json_object (sandbox_check_extension (list, DESIGNATION_URL, &n_designations), "valueCodeableConcept");
  JsonObject *source = fhir_json_object (sandbox_check_extension (list, SOURCE_URL, &n_sources), "valueIdentifier");
  JsonObject *role = fhir_json_object (sandbox_check_extension (list, SANDBOX_ROLE_URL, &n_roles), "valueCoding");

  sandbox_check_need (check, n_designations == 1, "List.extension:designationType", "must be there once (R-MHD-23)");
  sandbox_check_concept (check, designation, "submission-content-type", "List.extension:designationType");
  sandbox_check_need (check, n_sources == 1, "List.extension:sourceId", "must be there once (R-MHD-23)");
  sandbox_check_need (check, fhir_json_string (source, "value") != NULL && g_str_has_prefix (fhir_json_string (source, "value"), "urn:oid:"),
                      "List.extension:sourceId", "must be an OID");
  sandbox_check_need (check, n_roles <= 1, "List.extension:authorAuthorRole", "is there too often");
  if (n_roles > 0)
    sandbox_check_coding (check, role, "submission-author-role", "List.extension:authorAuthorRole");
}

static void
check_list_identifiers (SandboxCheck *check,
                        JsonObject   *list)
{
  guint n_unique = 0;

  for (guint i = 0; i < fhir_json_n (list, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (list, "identifier", i);
      gboolean    official = g_strcmp0 (fhir_json_string (identifier, "use"), "official") == 0;

      sandbox_check_identifier (check, identifier, SYSTEM_URI, official ? "urn:uuid:" : "urn:oid:", "List.identifier");
      n_unique += official ? 0 : 1;
    }
  sandbox_check_need (check, n_unique <= 1, "List.identifier:uniqueId", "is there too often");
}

void
sandbox_profile_check_list (SandboxCheck *check,
                            JsonObject   *list)
{
  JsonObject *code = fhir_json_nth (fhir_json_object (list, "code"), "coding", 0);

  check_counts (check, list, list_counts, G_N_ELEMENTS (list_counts), "List");
  sandbox_check_known (check, list, list_elements, "List");
  check_list_extensions (check, list);
  check_list_identifiers (check, list);
  check_fixed (check, list, "status", "current", "List");
  check_fixed (check, list, "mode", "working", "List");
  check_fixed (check, code, "code", "submissionset", "List.code");
  check_fixed (check, code, "system", LIST_TYPES, "List.code");
  check_subject (check, list, "List");
  sandbox_check_date (check, fhir_json_string (list, "date"), FALSE, "List.date");
  for (guint i = 0; i < fhir_json_n (list, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (list, "entry", i);

      sandbox_check_known (check, entry, item_elements, "List.entry");
      sandbox_check_need (check, fhir_json_string (fhir_json_object (entry, "item"), "reference") != NULL, "List.entry.item", "is missing");
    }
}

static void
check_source (SandboxCheck *check,
              JsonObject   *reference,
              JsonObject   *context)
{
  JsonObject *source = sandbox_check_contained (reference, fhir_json_object (context, "sourcePatientInfo"));
  const char *path = "DocumentReference.context.sourcePatientInfo";

  sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (source), "Patient") == 0 && fhir_json_n (source, "identifier") > 0, path,
                      "must be a contained Patient with an identifier");
  for (guint i = 0; i < fhir_json_n (source, "identifier"); i++)
    {
      JsonObject *identifier = fhir_json_nth (source, "identifier", i);
      const char *system = fhir_json_string (identifier, "system");

      sandbox_check_identifier (check, identifier, NULL, NULL, path);
      sandbox_check_need (check, g_strcmp0 (system, OID_SPID) != 0 && g_strcmp0 (system, OID_AHVN13) != 0, path,
                          "must not hold the SPID or the AHVN13 (R-MHD-28)");
    }
}

static void
check_period (SandboxCheck *check,
              JsonObject   *period)
{
  const char *start = fhir_json_string (period, "start");
  const char *end = fhir_json_string (period, "end");
  const char *path = "DocumentReference.context.period";

  if (start != NULL)
    sandbox_check_date (check, start, FALSE, path);
  if (end != NULL)
    sandbox_check_date (check, end, FALSE, path);
  sandbox_check_need (check, period == NULL || start != NULL || end != NULL, path, "has neither start nor end");
  sandbox_check_need (check, start == NULL || end == NULL || strncmp (start, end, strlen ("2026-01-15")) <= 0, path, "ends before it starts");
}

static void
check_context (SandboxCheck *check,
               JsonObject   *reference)
{
  JsonObject *context = fhir_json_object (reference, "context");
  guint       n_studies = 0;

  check_counts (check, context, context_counts, G_N_ELEMENTS (context_counts), "DocumentReference.context");
  sandbox_check_known (check, context, context_elements, "DocumentReference.context");
  sandbox_check_concept (check, fhir_json_object (context, "facilityType"), "healthcare-facility-type", "DocumentReference.context.facilityType");
  sandbox_check_concept (check, fhir_json_object (context, "practiceSetting"), "practice-setting", "DocumentReference.context.practiceSetting");
  check_source (check, reference, context);
  for (guint i = 0; i < fhir_json_n (context, "event"); i++)
    sandbox_check_concept (check, fhir_json_nth (context, "event", i), "event-code", "DocumentReference.context.event");
  check_period (check, fhir_json_object (context, "period"));
  for (guint i = 0; i < fhir_json_n (context, "related"); i++)
    {
      JsonObject *identifier = fhir_json_object (fhir_json_nth (context, "related", i), "identifier");

      if (identifier != NULL && g_strcmp0 (fhir_json_string (identifier, "system"), SYSTEM_DICOM_UID) == 0)
        {
          sandbox_check_identifier (check, identifier, SYSTEM_DICOM_UID, "urn:oid:", "DocumentReference.context.related");
          n_studies++;
        }
    }
  sandbox_check_need (check, n_studies <= 1, "DocumentReference.context.related:StudyInstanceUID", "is there too often");
}

static void
check_attachment (SandboxCheck *check,
                  JsonObject   *reference)
{
  JsonObject        *content = fhir_json_nth (reference, "content", 0);
  JsonObject        *attachment = fhir_json_object (content, "attachment");
  const char        *path = "DocumentReference.content.attachment";
  const char        *hash = fhir_json_string (attachment, "hash");
  const char        *date = fhir_json_string (reference, "date");
  const char        *creation = fhir_json_string (attachment, "creation");
  gsize              length = 0;
  g_autofree guchar *digest = hash != NULL ? g_base64_decode (hash, &length) : NULL;

  sandbox_check_known (check, content, content_elements, "DocumentReference.content");
  check_counts (check, attachment, attachment_counts, G_N_ELEMENTS (attachment_counts), path);
  sandbox_check_known (check, attachment, attachment_elements, path);
  sandbox_check_need (check, sandbox_terms_has ("mime-type", NULL, fhir_json_string (attachment, "contentType")),
                      "DocumentReference.content.attachment.contentType", "must be of the national value set (R-MHD-24)");
  sandbox_check_need (check, sandbox_terms_has ("language", NULL, fhir_json_string (attachment, "language")),
                      "DocumentReference.content.attachment.language", "must be of the national value set (R-MHD-24)");
  sandbox_check_need (check, fhir_json_string (attachment, "title") != NULL, "DocumentReference.content.attachment.title", "must be a text");
  sandbox_check_date (check, creation, TRUE, "DocumentReference.content.attachment.creation");
  sandbox_check_need (check, fhir_json_integer (attachment, "size", 0) >= 0, "DocumentReference.content.attachment.size", "must be a number");
  sandbox_check_need (check, hash == NULL || length == SHA1_LENGTH, "DocumentReference.content.attachment.hash", "must be base64 of the 20 bytes of SHA-1");
  /* a gateway takes it, if it is the same (7.3) */
  sandbox_check_need (check, !check->exchange->community->faults.mag || date == NULL || g_strcmp0 (date, creation) == 0, "DocumentReference.date",
                      "differs from attachment.creation");
  sandbox_check_coding (check, fhir_json_object (content, "format"), "format-code", "DocumentReference.content.format");
}

static void
check_person (SandboxCheck *check,
              JsonObject   *reference,
              JsonObject   *named,
              const char   *path)
{
  JsonObject *person = sandbox_check_contained (reference, named);
  const char *type = fhir_json_resource_type (person);

  sandbox_check_need_xds (check, type != NULL && g_strv_contains (people, type), "UnresolvedReferenceException", path, "must be contained");
  if (g_strcmp0 (type, "PractitionerRole") != 0)
    return;

  for (guint i = 0; i < fhir_json_n (person, "code"); i++)
    sandbox_check_concept (check, fhir_json_nth (person, "code", i), "author-role", "PractitionerRole.code");
  for (guint i = 0; i < fhir_json_n (person, "specialty"); i++)
    sandbox_check_concept (check, fhir_json_nth (person, "specialty", i), "author-speciality", "PractitionerRole.specialty");
  sandbox_check_need_xds (check, fhir_json_object (person, "practitioner") == NULL || sandbox_check_contained (reference, fhir_json_object (person, "practitioner")) != NULL,
                          "UnresolvedReferenceException", "PractitionerRole.practitioner", "must be contained");
  sandbox_check_need_xds (check, fhir_json_object (person, "organization") == NULL || sandbox_check_contained (reference, fhir_json_object (person, "organization")) != NULL,
                          "UnresolvedReferenceException", "PractitionerRole.organization", "must be contained");
}

static void
check_people (SandboxCheck *check,
              JsonObject   *reference)
{
  for (guint i = 0; i < fhir_json_n (reference, "author"); i++)
    check_person (check, reference, fhir_json_nth (reference, "author", i), "DocumentReference.author");
  if (fhir_json_object (reference, "authenticator") != NULL)
    check_person (check, reference, fhir_json_object (reference, "authenticator"), "DocumentReference.authenticator");
}

static void
check_identity (SandboxCheck *check,
                JsonObject   *reference)
{
  gboolean    mag = check->exchange->community->faults.mag != 0;
  JsonObject *unique_id = fhir_json_object (reference, "masterIdentifier");
  const char *value = fhir_json_string (unique_id, "value");

  if (!mag)
    check_fixed (check, unique_id, "use", "usual", "DocumentReference.masterIdentifier");
  sandbox_check_identifier (check, unique_id, SYSTEM_URI, value != NULL && g_str_has_prefix (value, "urn:uuid:") ? "urn:uuid:" : "urn:oid:",
                            "DocumentReference.masterIdentifier");
  for (guint i = 0; i < fhir_json_n (reference, "identifier"); i++)
    sandbox_check_identifier (check, fhir_json_nth (reference, "identifier", i), SYSTEM_URI,
                              g_strcmp0 (fhir_json_string (fhir_json_nth (reference, "identifier", i), "use"), "official") == 0 ? "urn:uuid:" : NULL,
                              "DocumentReference.identifier");
}

static void
check_extensions (SandboxCheck *check,
                  JsonObject   *reference)
{
  gboolean    mag = check->exchange->community->faults.mag != 0;
  guint       n_roles, n_deletions;
  JsonObject *role = fhir_json_object (sandbox_check_extension (reference, mag ? SANDBOX_ROLE_URL_GATEWAY : SANDBOX_ROLE_URL, &n_roles), "valueCoding");
  JsonObject *deletion = fhir_json_object (sandbox_check_extension (reference, DELETION_URL, &n_deletions), "valueCoding");
  const char *path = "DocumentReference.extension:originalProviderRole";

  sandbox_check_need (check, n_roles == 1, path, "must be there once (R-MHD-24)");
  sandbox_check_coding (check, role, "original-provider-role", path);
  sandbox_check_need (check, check->changes || g_strcmp0 (fhir_json_string (role, "code"), check->exchange->grant->role) == 0, path,
                      "must be the role of the token (R-MHD-26)");
  sandbox_check_need (check, n_deletions <= 1, "DocumentReference.extension:deletionStatus", "is there too often");
  if (n_deletions > 0)
    sandbox_check_coding (check, deletion, "deletion-status", "DocumentReference.extension:deletionStatus");
}

static void
check_type (SandboxCheck *check,
            JsonObject   *reference)
{
  JsonObject *category = fhir_json_nth (reference, "category", 0);
  JsonObject *type = fhir_json_object (reference, "type");

  sandbox_check_concept (check, category, "document-class", "DocumentReference.category");
  sandbox_check_concept (check, type, "document-type", "DocumentReference.type");
  sandbox_check_need (check,
                      sandbox_terms_is_pair (fhir_json_string (fhir_json_nth (category, "coding", 0), "code"),
                                             fhir_json_string (fhir_json_nth (type, "coding", 0), "code")),
                      "DocumentReference.type", "does not stand under this category");
}

void
sandbox_profile_check_reference (SandboxCheck *check,
                                 JsonObject   *reference)
{
  check_counts (check, reference, reference_counts, G_N_ELEMENTS (reference_counts), "DocumentReference");
  sandbox_check_known (check, reference, reference_elements, "DocumentReference");
  check_extensions (check, reference);
  check_identity (check, reference);
  if (!check->changes)
    check_fixed (check, reference, "status", "current", "DocumentReference");
  check_type (check, reference);
  check_subject (check, reference, "DocumentReference");
  for (guint i = 0; i < fhir_json_n (reference, "relatesTo"); i++)
    {
      const char *code = fhir_json_string (fhir_json_nth (reference, "relatesTo", i), "code");

      sandbox_check_need (check, code != NULL && g_strv_contains (relations, code), "DocumentReference.relatesTo.code", "is no relation of documents");
    }
  for (guint i = 0; i < fhir_json_n (reference, "securityLabel"); i++)
    sandbox_check_concept (check, fhir_json_nth (reference, "securityLabel", i), "confidentiality", "DocumentReference.securityLabel");
  check_attachment (check, reference);
  check_people (check, reference);
  check_context (check, reference);
}
