/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-provide.h"

#include "fhir-json.h"
#include "sandbox-profile.h"
#include "sandbox-vaccine-check.h"

#include <string.h>

#define COMPREHENSIVE_BUNDLE "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Comprehensive.ProvideBundle"

static const char *const binary_elements[] = {
  "resourceType", "id", "meta", "implicitRules", "language", "contentType", "securityContext", "data", NULL
};

gboolean
sandbox_provide_has_profile (JsonObject *resource,
                             const char *profile)
{
  JsonObject *meta = fhir_json_object (resource, "meta");

  for (guint i = 0; i < fhir_json_n (meta, "profile"); i++)
    if (g_strcmp0 (fhir_json_nth_string (meta, "profile", i), profile) == 0)
      return TRUE;

  return FALSE;
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

static void
check_bytes (SandboxCheck *check,
             JsonObject   *attachment,
             GBytes       *bytes)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8           digest[20];
  gsize            n = sizeof digest;
  gint64           length = (gint64) g_bytes_get_size (bytes);
  g_autofree char *right = NULL;
  const char      *hash = fhir_json_string (attachment, "hash");

  g_checksum_update (sum, g_bytes_get_data (bytes, NULL), (gssize) length);
  g_checksum_get_digest (sum, digest, &n);
  right = g_base64_encode (digest, sizeof digest);
  sandbox_check_need (check, fhir_json_integer (attachment, "size", length) == length, "DocumentReference.content.attachment.size",
                      "is not the size of the document (R-MHD-27)");
  sandbox_check_need (check, hash == NULL || strcmp (hash, right) == 0, "DocumentReference.content.attachment.hash",
                      "is not the SHA-1 of the document (R-MHD-27)");
}

/* The document of @reference. Length and hash are those of the bytes (R-MHD-27). */
static GBytes *
check_binary (SandboxCheck *check,
              JsonObject   *bundle,
              JsonObject   *reference)
{
  JsonObject *attachment = fhir_json_object (fhir_json_nth (reference, "content", 0), "attachment");
  JsonObject *binary = fhir_json_object (find_entry (bundle, fhir_json_string (attachment, "url")), "resource");
  const char *data = fhir_json_string (binary, "data");
  gsize       length = 0;
  guchar     *decoded = g_base64_decode (data != NULL ? data : "", &length);
  GBytes     *bytes = g_bytes_new_take (decoded, length);

  sandbox_check_need_xds (check, g_strcmp0 (fhir_json_resource_type (binary), "Binary") == 0, "XDSMissingDocument",
                          "DocumentReference.content.attachment.url", "names no Binary of the bundle (R-MHD-22)");
  sandbox_check_need_xds (check, data != NULL && length > 0, "XDSMissingDocument", "Binary.data", "is empty");
  sandbox_check_known (check, binary, binary_elements, "Binary");
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (binary, "contentType"), fhir_json_string (attachment, "contentType")) == 0,
                      "Binary.contentType", "differs from the attachment's");
  check_bytes (check, attachment, bytes);

  return bytes;
}

/* R-MHD-21, R-MHD-22. A PATCH is looked at with the relations. */
static void
check_entry (SandboxCheck *check,
             JsonObject   *bundle,
             JsonObject   *entry)
{
  static const char *const kinds[] = { "List", "DocumentReference", "Binary", NULL };
  const char              *type = fhir_json_resource_type (fhir_json_object (entry, "resource"));
  const char              *full_url = fhir_json_string (entry, "fullUrl");
  JsonObject              *request = fhir_json_object (entry, "request");
  gboolean                 patch = g_strcmp0 (type, "Parameters") == 0 && !check->exchange->community->faults.mag;

  sandbox_check_need (check, full_url != NULL && g_str_has_prefix (full_url, "urn:uuid:") && g_uuid_string_is_valid (full_url + strlen ("urn:uuid:")),
                      "Bundle.entry.fullUrl", "must be urn:uuid: (R-MHD-22)");
  sandbox_check_need (check, find_entry (bundle, full_url) == entry, "Bundle.entry.fullUrl", "stands twice");
  sandbox_check_need_xds (check, g_strcmp0 (type, "Bundle") != 0, "FHIRDocumentNotSupported", "Bundle.entry.resource",
                          "is a FHIR document; send it as a Binary (R-MHD-21)");
  sandbox_check_need (check, patch || (type != NULL && g_strv_contains (kinds, type)), "Bundle.entry.resource", "is not of a kind that belongs here (R-MHD-21)");
  sandbox_check_need (check, patch || g_strcmp0 (fhir_json_string (request, "method"), "POST") == 0, "Bundle.entry.request.method", "must be POST (R-MHD-21)");
  sandbox_check_need (check, patch || g_strcmp0 (fhir_json_string (request, "url"), type) == 0, "Bundle.entry.request.url", "must be the kind of the resource");
}

/* The first resource of a kind; how many there are in @n. */
static JsonObject *
find_resource (JsonObject *bundle,
               const char *type,
               guint      *n)
{
  JsonObject *found = NULL;

  *n = 0;
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (bundle, "entry", i), "resource");

      if (g_strcmp0 (fhir_json_resource_type (resource), type) != 0)
        continue;
      found = found != NULL ? found : resource;
      (*n)++;
    }

  return found;
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
  g_array_unref (provided->replaces);
  g_free (provided);
}

/* No two documents with one uniqueId or one Binary. */
static void
check_distinct (SandboxCheck *check,
                GPtrArray    *documents,
                JsonObject   *reference)
{
  JsonObject *attachment = fhir_json_object (fhir_json_nth (reference, "content", 0), "attachment");
  const char *unique_id = fhir_json_string (fhir_json_object (reference, "masterIdentifier"), "value");

  for (guint i = 0; i < documents->len; i++)
    {
      JsonObject *other = ((SandboxProvided *) g_ptr_array_index (documents, i))->reference;
      JsonObject *other_attachment = fhir_json_object (fhir_json_nth (other, "content", 0), "attachment");

      sandbox_check_need_xds (check, g_strcmp0 (fhir_json_string (fhir_json_object (other, "masterIdentifier"), "value"), unique_id) != 0,
                              "XDSRegistryDuplicateUniqueIdInMessage", "DocumentReference.masterIdentifier", "stands twice in the bundle");
      sandbox_check_need (check, g_strcmp0 (fhir_json_string (other_attachment, "url"), fhir_json_string (attachment, "url")) != 0,
                          "DocumentReference.content.attachment.url", "names the Binary of another document");
    }
}

static void
check_document (SandboxCheck *check,
                JsonObject   *bundle,
                JsonObject   *list,
                JsonObject   *entry,
                GPtrArray    *documents)
{
  JsonObject      *reference = fhir_json_object (entry, "resource");
  SandboxProvided *provided = g_new0 (SandboxProvided, 1);

  sandbox_check_need (check, is_listed (list, fhir_json_string (entry, "fullUrl")), "List.entry", "must refer to each DocumentReference (R-MHD-22)");
  sandbox_profile_check_reference (check, reference);
  check_distinct (check, documents, reference);
  provided->reference = reference;
  provided->replaces = g_array_new (FALSE, FALSE, sizeof (gint64));
  provided->bytes = check_binary (check, bundle, reference);
  sandbox_vaccine_check (check, reference, provided->bytes);
  g_ptr_array_add (documents, provided);
}

static void
check_counts (SandboxCheck *check,
              JsonObject   *bundle,
              JsonObject   *list,
              guint         n_lists)
{
  guint n_references, n_binaries;

  find_resource (bundle, "DocumentReference", &n_references);
  find_resource (bundle, "Binary", &n_binaries);
  sandbox_check_need (check, n_lists == 1, "Bundle.entry", "must hold exactly one List (R-MHD-21)");
  sandbox_check_need (check, n_references > 0, "Bundle.entry", "must hold a DocumentReference (R-MHD-21)");
  sandbox_check_need_xds (check, n_binaries <= n_references, "XDSMissingDocumentMetadata", "Bundle.entry", "holds a Binary that no DocumentReference names");
  sandbox_check_need_xds (check, n_binaries >= n_references, "XDSMissingDocument", "Bundle.entry", "must hold a Binary for each DocumentReference (R-MHD-21)");
  sandbox_check_need_xds (check, fhir_json_n (list, "entry") == n_references, "UnresolvedReferenceException", "List.entry",
                          "must refer to the DocumentReferences of the bundle and nothing else (R-MHD-22)");
}

GPtrArray *
sandbox_provide_check (SandboxCheck *check,
                       JsonObject   *bundle)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (provided_free);
  guint       n_lists;
  JsonObject *list = find_resource (bundle, "List", &n_lists);

  sandbox_check_need (check, g_strcmp0 (fhir_json_resource_type (bundle), "Bundle") == 0 && g_strcmp0 (fhir_json_string (bundle, "type"), "transaction") == 0,
                      "Bundle.type", "must be transaction (R-MHD-20)");
  sandbox_check_need (check, sandbox_provide_has_profile (bundle, COMPREHENSIVE_BUNDLE), "Bundle.meta.profile", "must name the comprehensive profile (R-MHD-20)");
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    check_entry (check, bundle, fhir_json_nth (bundle, "entry", i));
  check_counts (check, bundle, list, n_lists);
  sandbox_profile_check_list (check, list);
  for (guint i = 0; check->element == NULL && i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (bundle, "entry", i);

      if (g_strcmp0 (fhir_json_resource_type (fhir_json_object (entry, "resource")), "DocumentReference") == 0)
        check_document (check, bundle, list, entry, documents);
    }
  if (check->element != NULL || !sandbox_relations_check (check, bundle, documents))
    return NULL;

  return g_steal_pointer (&documents);
}
