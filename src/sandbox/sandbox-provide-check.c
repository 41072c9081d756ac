/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-provide.h"

#include "fhir-json.h"
#include "sandbox-oids.h"
#include "sandbox-terms.h"

#include <string.h>

#define COMPREHENSIVE_BUNDLE "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Comprehensive.ProvideBundle"
#define DESIGNATION_URL "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-designationType"
#define SOURCE_URL "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId"
#define ROLE_URL CH_PROFILE "ch-ext-author-authorrole"
#define LIST_TYPES "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"
#define SUBMISSION_DESIGNATION "71388002"

typedef struct
{
  SandboxExchange      *exchange;
  const SandboxPatient *patient;
  GString              *fault;   /* the first, empty while there is none */
  gboolean              changes; /* a change of metadata: role and status were there before and stay */
} Check;

/* Says what is wrong once, and FALSE ever after. */
static gboolean
need (Check      *check,
      gboolean    good,
      const char *element,
      const char *rule)
{
  if (!good && check->fault->len == 0)
    g_string_append_printf (check->fault, "%s: %s", element, rule);

  return good && check->fault->len == 0;
}

static gboolean
has (JsonObject *object,
     const char *name)
{
  return object != NULL && json_object_has_member (object, name);
}

static JsonObject *
coding_of (JsonObject *concept)
{
  return fhir_json_nth (concept, "coding", 0);
}

static JsonObject *
extension (JsonObject *resource,
           const char *url)
{
  for (guint i = 0; i < fhir_json_n (resource, "extension"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, "extension", i), "url"), url) == 0)
      return fhir_json_nth (resource, "extension", i);

  return NULL;
}

static void
check_code (Check      *check,
            JsonObject *coding,
            const char *set,
            const char *element)
{
  need (check, coding != NULL && fhir_json_string (coding, "system") != NULL && sandbox_terms_has (set, fhir_json_string (coding, "system"), fhir_json_string (coding, "code")),
        element, "must be of the national value set (R-MHD-24)");
}

static void
check_forbidden (Check             *check,
                 JsonObject        *object,
                 const char *const *names,
                 const char        *where)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *element = g_strdup_printf ("%s.%s", where, names[i]);

      need (check, !has (object, names[i]), element, "is forbidden (R-MHD-23, R-MHD-24)");
    }
}

static gboolean
is_subject (Check      *check,
            JsonObject *resource)
{
  JsonObject *identifier = fhir_json_object (fhir_json_object (resource, "subject"), "identifier");

  if (check->exchange->community->faults.mag && g_strcmp0 (fhir_json_string (identifier, "system"), OID_MPI) == 0)
    return g_strcmp0 (fhir_json_string (identifier, "value"), check->patient->mpi) == 0;

  return g_strcmp0 (fhir_json_string (identifier, "system"), OID_SPID) == 0 &&
         g_strcmp0 (fhir_json_string (identifier, "value"), check->patient->spid) == 0;
}

gboolean
sandbox_provide_has_profile (JsonObject *bundle,
                             const char *profile)
{
  JsonObject *meta = fhir_json_object (bundle, "meta");

  for (guint i = 0; i < fhir_json_n (meta, "profile"); i++)
    if (g_strcmp0 (fhir_json_nth_string (meta, "profile", i), profile) == 0)
      return TRUE;

  return FALSE;
}

static void
check_list (Check      *check,
            JsonObject *list)
{
  static const char *const forbidden[] = { "modifierExtension", "encounter", "orderedBy", "emptyReason", NULL };
  JsonObject              *designation = fhir_json_object (extension (list, DESIGNATION_URL), "valueCodeableConcept");
  JsonObject              *source = fhir_json_object (extension (list, SOURCE_URL), "valueIdentifier");
  JsonObject              *code = coding_of (fhir_json_object (list, "code"));

  need (check, g_strcmp0 (fhir_json_string (coding_of (designation), "code"), SUBMISSION_DESIGNATION) == 0,
        "List.extension designationType", "must be SNOMED 71388002 (R-MHD-23)");
  need (check, fhir_json_string (source, "value") != NULL, "List.extension sourceId", "is missing (R-MHD-23)");
  need (check, g_strcmp0 (fhir_json_string (list, "status"), "current") == 0, "List.status", "must be current");
  need (check, g_strcmp0 (fhir_json_string (list, "mode"), "working") == 0, "List.mode", "must be working");
  need (check, g_strcmp0 (fhir_json_string (code, "code"), "submissionset") == 0 && g_strcmp0 (fhir_json_string (code, "system"), LIST_TYPES) == 0,
        "List.code", "must be submissionset");
  need (check, is_subject (check, list), "List.subject", "XDSPatientIdDoesNotMatch: the SPID of the token's patient");
  need (check, fhir_json_string (list, "date") != NULL, "List.date", "is missing (R-MHD-23)");
  need (check, fhir_json_n (list, "entry") > 0, "List.entry", "is missing (R-MHD-22)");
  check_forbidden (check, list, forbidden, "List");
}

static JsonObject *
contained (JsonObject *resource,
           const char *reference)
{
  for (guint i = 0; reference != NULL && *reference == '#' && i < fhir_json_n (resource, "contained"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (resource, "contained", i), "id"), reference + 1) == 0)
      return fhir_json_nth (resource, "contained", i);

  return NULL;
}

static void
check_context (Check      *check,
               JsonObject *reference)
{
  JsonObject *context = fhir_json_object (reference, "context");
  JsonObject *source = contained (reference, fhir_json_string (fhir_json_object (context, "sourcePatientInfo"), "reference"));
  gboolean    secret = FALSE;

  check_code (check, coding_of (fhir_json_object (context, "facilityType")), "healthcare-facility-type", "DocumentReference.context.facilityType");
  check_code (check, coding_of (fhir_json_object (context, "practiceSetting")), "practice-setting", "DocumentReference.context.practiceSetting");
  need (check, g_strcmp0 (fhir_json_resource_type (source), "Patient") == 0 && fhir_json_n (source, "identifier") > 0,
        "DocumentReference.context.sourcePatientInfo", "must be a contained Patient with an identifier");
  for (guint i = 0; i < fhir_json_n (source, "identifier"); i++)
    {
      const char *system = fhir_json_string (fhir_json_nth (source, "identifier", i), "system");

      secret = secret || g_strcmp0 (system, OID_SPID) == 0 || g_strcmp0 (system, OID_AHVN13) == 0;
    }
  need (check, !secret, "DocumentReference.context.sourcePatientInfo", "must not hold the SPID or the AHVN13 (R-MHD-28)");
  for (guint i = 0; i < fhir_json_n (context, "event"); i++)
    check_code (check, coding_of (fhir_json_nth (context, "event", i)), "event-code", "DocumentReference.context.event");
}

static gboolean
has_time_and_zone (const char *text)
{
  g_autoptr(GDateTime) time = text != NULL && strchr (text, 'T') != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL;
}

static void
check_attachment (Check      *check,
                  JsonObject *reference)
{
  static const char *const forbidden[] = { "data", NULL };
  JsonObject              *content = fhir_json_nth (reference, "content", 0);
  JsonObject              *attachment = fhir_json_object (content, "attachment");

  need (check, fhir_json_n (reference, "content") == 1, "DocumentReference.content", "must be there once");
  need (check, sandbox_terms_has ("mime-type", NULL, fhir_json_string (attachment, "contentType")), "attachment.contentType",
        "must be of the national value set");
  need (check, sandbox_terms_has ("language", NULL, fhir_json_string (attachment, "language")), "attachment.language",
        "must be of the national value set");
  need (check, fhir_json_string (attachment, "url") != NULL, "attachment.url", "is missing");
  need (check, fhir_json_string (attachment, "title") != NULL && *fhir_json_string (attachment, "title") != '\0', "attachment.title", "is missing");
  need (check, has_time_and_zone (fhir_json_string (attachment, "creation")), "attachment.creation", "must have a time and a zone");
  check_forbidden (check, attachment, forbidden, "attachment");
  check_code (check, fhir_json_object (content, "format"), "format-code", "DocumentReference.content.format");
}

static void
check_reference (Check      *check,
                 JsonObject *reference)
{
  static const char *const forbidden[] = { "docStatus", "custodian", "modifierExtension", NULL };
  const char              *role = fhir_json_string (fhir_json_object (extension (reference, ROLE_URL), "valueCoding"), "code");
  const char              *category = fhir_json_string (coding_of (fhir_json_nth (reference, "category", 0)), "code");
  const char              *type = fhir_json_string (coding_of (fhir_json_object (reference, "type")), "code");
  const char              *unique_id = fhir_json_string (fhir_json_object (reference, "masterIdentifier"), "value");

  check_forbidden (check, reference, forbidden, "DocumentReference");
  need (check, role != NULL, "DocumentReference.extension originalProviderRole", "is missing (R-MHD-24)");
  need (check, check->changes || g_strcmp0 (role, check->exchange->grant->role) == 0, "DocumentReference.extension originalProviderRole",
        "must be the role of the token (R-MHD-26)");
  need (check, unique_id != NULL && (g_str_has_prefix (unique_id, "urn:oid:") || g_str_has_prefix (unique_id, "urn:uuid:")),
        "DocumentReference.masterIdentifier", "is missing (R-MHD-24)");
  need (check, check->changes || g_strcmp0 (fhir_json_string (reference, "status"), "current") == 0, "DocumentReference.status", "must be current");
  check_code (check, coding_of (fhir_json_object (reference, "type")), "document-type", "DocumentReference.type");
  need (check, fhir_json_n (reference, "category") == 1, "DocumentReference.category", "must be there once");
  check_code (check, coding_of (fhir_json_nth (reference, "category", 0)), "document-class", "DocumentReference.category");
  need (check, sandbox_terms_is_pair (category, type), "DocumentReference.type", "does not stand under this category");
  need (check, is_subject (check, reference), "DocumentReference.subject", "XDSPatientIdDoesNotMatch: the SPID of the token's patient");
  need (check, fhir_json_n (reference, "securityLabel") > 0, "DocumentReference.securityLabel", "is missing");
  check_code (check, coding_of (fhir_json_nth (reference, "securityLabel", 0)), "confidentiality", "DocumentReference.securityLabel");
  for (guint i = 0; i < fhir_json_n (reference, "author"); i++)
    need (check, contained (reference, fhir_json_string (fhir_json_nth (reference, "author", i), "reference")) != NULL,
          "DocumentReference.author", "UnresolvedReferenceException: must be contained");
  check_attachment (check, reference);
  check_context (check, reference);
}

char *
sandbox_provide_check_change (SandboxExchange      *exchange,
                              JsonObject           *reference,
                              const SandboxPatient *patient)
{
  Check check = { exchange, patient, g_string_new (NULL), TRUE };

  check_reference (&check, reference);

  return g_string_free (check.fault, check.fault->len == 0);
}

static JsonObject *
find_entry (JsonObject *bundle,
            const char *full_url)
{
  for (guint i = 0; full_url != NULL && i < fhir_json_n (bundle, "entry"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_nth (bundle, "entry", i), "fullUrl"), full_url) == 0)
      return fhir_json_nth (bundle, "entry", i);

  return NULL;
}

/* Length and hash are those of the bytes (R-MHD-27). */
static GBytes *
check_binary (Check      *check,
              JsonObject *bundle,
              JsonObject *reference)
{
  JsonObject *attachment = fhir_json_object (fhir_json_nth (reference, "content", 0), "attachment");
  JsonObject *binary = fhir_json_object (find_entry (bundle, fhir_json_string (attachment, "url")), "resource");
  const char *data = fhir_json_string (binary, "data");
  const char *hash = fhir_json_string (attachment, "hash");
  gint64      size = fhir_json_integer (attachment, "size", -1);
  gsize       length = 0;
  guchar     *bytes = g_base64_decode (data != NULL ? data : "", &length);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8           digest[20];
  gsize            n = sizeof digest;
  g_autofree char *right = NULL;

  g_checksum_update (sum, bytes, (gssize) length);
  g_checksum_get_digest (sum, digest, &n);
  right = g_base64_encode (digest, sizeof digest);
  need (check, g_strcmp0 (fhir_json_resource_type (binary), "Binary") == 0, "attachment.url", "XDSMissingDocument: names no Binary of the bundle (R-MHD-22)");
  need (check, data != NULL && length > 0, "Binary.data", "XDSMissingDocument: is empty");
  need (check, g_strcmp0 (fhir_json_string (binary, "contentType"), fhir_json_string (attachment, "contentType")) == 0, "Binary.contentType",
        "differs from the attachment's");
  need (check, size < 0 || size == (gint64) length, "attachment.size", "is not the size of the document (R-MHD-27)");
  need (check, hash == NULL || g_str_equal (hash, right), "attachment.hash", "is not the SHA-1 of the document (R-MHD-27)");

  return g_bytes_new_take (bytes, length);
}

static gboolean
is_listed (JsonObject *list,
           const char *full_url)
{
  for (guint i = 0; i < fhir_json_n (list, "entry"); i++)
    if (g_strcmp0 (fhir_json_string (fhir_json_object (fhir_json_nth (list, "entry", i), "item"), "reference"), full_url) == 0)
      return TRUE;

  return FALSE;
}

static void
provided_free (gpointer data)
{
  SandboxProvided *provided = data;

  g_bytes_unref (provided->bytes);
  g_free (provided);
}

static JsonObject *
check_entries (Check      *check,
               JsonObject *bundle)
{
  JsonObject *list = NULL;
  guint       n_lists = 0;

  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (bundle, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *type = fhir_json_resource_type (resource);
      const char *method = fhir_json_string (fhir_json_object (entry, "request"), "method");
      const char *full_url = fhir_json_string (entry, "fullUrl");

      need (check, full_url != NULL && g_str_has_prefix (full_url, "urn:uuid:"), "Bundle.entry.fullUrl", "must be urn:uuid: (R-MHD-22)");
      if (g_strcmp0 (type, "Parameters") == 0 && !check->exchange->community->faults.mag)
        need (check, g_strcmp0 (method, "PATCH") == 0, "Bundle.entry.request.method", "must be PATCH for Parameters (R-MHD-33)");
      else
        need (check, g_strcmp0 (method, "POST") == 0, "Bundle.entry.request.method", "must be POST (R-MHD-21)");
      if (g_strcmp0 (type, "List") == 0)
        {
          list = resource;
          n_lists++;
        }
      else
        need (check, g_strcmp0 (type, "DocumentReference") == 0 || g_strcmp0 (type, "Binary") == 0 || (g_strcmp0 (type, "Parameters") == 0 && !check->exchange->community->faults.mag),
              "Bundle.entry.resource", "is not of a kind that belongs here (R-MHD-21)");
    }
  need (check, n_lists == 1, "Bundle.entry", "must hold exactly one List (R-MHD-21)");

  return list;
}

GPtrArray *
sandbox_provide_check (SandboxExchange      *exchange,
                       JsonObject           *bundle,
                       const SandboxPatient *patient,
                       char                **fault)
{
  Check check = { exchange, patient, g_string_new (NULL) };
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (provided_free);
  JsonObject *patch = NULL;
  JsonObject *list;

  need (&check, g_strcmp0 (fhir_json_resource_type (bundle), "Bundle") == 0 && g_strcmp0 (fhir_json_string (bundle, "type"), "transaction") == 0,
        "Bundle.type", "must be transaction (R-MHD-20)");
  need (&check, sandbox_provide_has_profile (bundle, COMPREHENSIVE_BUNDLE), "Bundle.meta.profile", "must name the comprehensive profile (R-MHD-20)");
  list = check_entries (&check, bundle);
  check_list (&check, list);
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (bundle, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *type = fhir_json_resource_type (resource);

      if (g_strcmp0 (type, "Parameters") == 0)
        patch = entry;
      if (g_strcmp0 (type, "DocumentReference") != 0)
        continue;
      need (&check, is_listed (list, fhir_json_string (entry, "fullUrl")), "List.entry", "must refer to each DocumentReference (R-MHD-22)");
      check_reference (&check, resource);
      {
        SandboxProvided *provided = g_new0 (SandboxProvided, 1);

        provided->reference = resource;
        provided->bytes = check_binary (&check, bundle, resource);
        g_ptr_array_add (documents, provided);
      }
    }
  need (&check, documents->len > 0, "Bundle.entry", "must hold a DocumentReference (R-MHD-21)");
  for (guint i = 0; i < documents->len; i++)
    ((SandboxProvided *) g_ptr_array_index (documents, i))->patch = patch;

  if (check.fault->len > 0)
    {
      *fault = g_string_free (check.fault, FALSE);
      return NULL;
    }
  g_string_free (check.fault, TRUE);

  return g_steal_pointer (&documents);
}
