/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-deposit-support.h"

#include "epr-oids.h"
#include "epr-terminology.h"
#include "test-stream.h"

#include <stdio.h>
#include <string.h>

static char *
hash_of (gint64 size)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 bytes[20], chunk[4096];
  gsize  n = sizeof bytes;

  for (gint64 done = 0; done < size; done += (gint64) sizeof chunk)
    {
      gsize part = MIN (sizeof chunk, (gsize) (size - done));

      test_stream_fill (chunk, (guint64) done, part);
      g_checksum_update (checksum, chunk, (gssize) part);
    }
  g_checksum_get_digest (checksum, bytes, &n);

  return g_base64_encode (bytes, n);
}

static const char *
or_else (const char *text,
         const char *fallback)
{
  return text != NULL ? text : fallback;
}

ModelDocument *
letter_new (const Letter *letter)
{
  g_autoptr(ModelCoding) category = epr_terminology_find ("document-class", "422735006");
  g_autoptr(ModelCoding) type = epr_terminology_find ("document-type", "373942005");
  g_autoptr(ModelCoding) format = epr_terminology_find ("format-code", "urn:che:epr:EPR_Unstructured_Document");
  g_autoptr(ModelCoding) facility = epr_terminology_find ("healthcare-facility-type", "264358009");
  g_autoptr(ModelCoding) setting = epr_terminology_find ("practice-setting", "394802001");
  g_autoptr(ModelCoding) role = epr_terminology_find ("original-provider-role", or_else (letter->provider_role, "HCP"));
  g_autoptr(ModelCoding) author_role = epr_terminology_find ("author-role", "HCP");
  g_autoptr(ModelCoding) specialty = epr_terminology_find ("author-speciality", "1051");
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char    *hash = hash_of (letter->size);
  ModelDocumentAuthor author = {
    .person = "Dr. med. Peter Pan",
    .family = "Pan",
    .given = "Peter",
    .person_gln = "7601000102737",
    .organization = "Praxis P",
    .organization_id = "urn:oid:2.999.7",
    .role = author_role,
    .specialty = specialty,
  };

  g_assert_true (format != NULL && facility != NULL && setting != NULL && role != NULL && author_role != NULL && specialty != NULL);
  g_ptr_array_add (labels, epr_terminology_find ("confidentiality", or_else (letter->confidentiality, "17621005")));

  return model_document_new (&(ModelDocumentInit) {
      .id = "draft",
      .version_id = "1",
      .unique_id = or_else (letter->unique_id, UNIQUE_ID),
      .entry_uuid = ENTRY_UUID,
      .status = MODEL_DOCUMENT_STATUS_UNKNOWN,
      .category = letter->category != NULL ? letter->category : category,
      .type = letter->type != NULL ? letter->type : type,
      .format = format,
      .facility_type = facility,
      .practice_setting = setting,
      .provider_role = role,
      .security_labels = labels,
      .authors = &author,
      .n_authors = 1,
      .description = "„Kommentar“",
      .title = "Lettre de sortie \"bis\"",
      .content_type = or_else (letter->content_type, "application/pdf"),
      .language = "fr-CH",
      .hash = hash,
      .size = letter->size,
      .created = { 2026, 1, 15, 9, 30, 0, MODEL_DATE_SECOND, 60 },
      .period_start = { 2026, 1, 10, .precision = MODEL_DATE_DAY },
      .period_end = { 2026, 1, 14, .precision = MODEL_DATE_DAY },
      .source_identifiers = letter->source_identifiers,
  });
}

EprAccess *
open_for_deposit (EprClient *client)
{
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GError) error = NULL;
  EprAccess *access = epr_access_new (client, patient, EPR_PURPOSE_NORMAL, &error);

  g_assert_no_error (error);

  return access;
}

EprSubmission
submission_of (ModelDocument *document,
               ModelPatient  *patient)
{
  return (EprSubmission) { .document = document, .patient = patient, .submission_id = SUBMISSION_ID };
}

EprReceipt *
deposit (EprAccess           *access,
         const EprSubmission *submission,
         GInputStream        *content,
         GError             **error)
{
  g_autoptr(NetTrace) trace = net_trace_new ();
  g_autoptr(GAsyncResult) result = NULL;

  epr_provide_async (access, submission, content, trace, NULL, NULL, NULL, NULL, test_result_cb, &result);
  community_wait (&result);

  return epr_provide_finish (access, result, error);
}

EprReceipt *
deposit_letter (EprAccess *access,
                gint64     size,
                GError   **error)
{
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = size });
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GInputStream) content = test_stream_new ((guint64) size);
  EprSubmission submission = submission_of (letter, patient);

  return deposit (access, &submission, content, error);
}

/* The member that the last part of @path names stands in the object returned. */
static JsonObject *
walk (JsonNode   *node,
      const char *path,
      char      **last)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  JsonObject *object = fhir_json_node_object (node);
  char      **part = parts;

  for (; object != NULL && part[1] != NULL; part++)
    {
      char *bracket = strchr (*part, '[');
      guint position = 0;

      if (bracket != NULL && sscanf (bracket, "[%u]", &position) == 1)
        *bracket = '\0';
      object = bracket != NULL ? fhir_json_nth (object, *part, position) : fhir_json_object (object, *part);
    }
  *last = g_strdup (*part);

  return object;
}

JsonObject *
object_at (JsonNode   *node,
           const char *path)
{
  g_autofree char *longer = g_strconcat (path, ".", NULL);
  g_autofree char *last = NULL;

  return walk (node, longer, &last);
}

char *
element_at (JsonNode   *node,
            const char *path)
{
  g_autofree char *last = NULL;
  JsonObject      *object = walk (node, path, &last);
  char            *bracket = strchr (last, '[');
  guint            position = 0;
  JsonNode        *found;

  if (object == NULL)
    return NULL;
  if (bracket != NULL)
    {
      sscanf (bracket, "[%u]", &position);
      *bracket = '\0';
      return g_strdup (fhir_json_nth_string (object, last, position));
    }

  found = json_object_get_member (object, last);
  if (found == NULL || !JSON_NODE_HOLDS_VALUE (found))
    return NULL;
  if (json_node_get_value_type (found) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (found));

  return g_strdup (json_node_get_string (found));
}

void
assert_at (JsonNode   *node,
           const char *path,
           const char *expected)
{
  g_autofree char *found = element_at (node, path);

  if (g_strcmp0 (found, expected) != 0)
    g_error ("%s: %s instead of %s", path, found, expected);
}

JsonNode *
seen_body (Community *community,
           guint      n)
{
  SeenRequest *seen = community_nth (community, n);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  g_assert_nonnull (seen);
  body = g_bytes_new (seen->body, strlen (seen->body));
  node = fhir_json_parse (body, &error);
  g_assert_no_error (error);

  return node;
}
