/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-provide.h"

#include "fhir-json.h"
#include "sandbox-document.h"
#include "sandbox-oids.h"

#include <string.h>

#define PATCH_PROFILE "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Patch.Parameters"
#define PREFIX "DocumentReference/"

/* What the one operation of a PATCH entry consists of (R-MHD-33). */
static const struct
{
  const char *name;
  const char *type;
  const char *value;
} parts[] = {
  { "path", "valueString", "DocumentReference.status" },
  { "type", "valueCode", "replace" },
  { "value", "valueCode", "superseded" },
};

static gboolean
has_identifier (const SandboxDocument *document,
                const char            *value)
{
  g_autofree char *entry_uuid = sandbox_document_entry_uuid (document);
  g_autofree char *unique_id = sandbox_document_unique_id (document);

  return g_strcmp0 (value, entry_uuid) == 0 || g_strcmp0 (value, unique_id) == 0;
}

/* The patient's document of that id, else of that identifier: ids may be short-lived. (transfer full) (nullable) */
static SandboxDocument *
find_target (SandboxCheck *check,
             JsonObject   *target)
{
  SandboxStore *store = check->exchange->community->store;
  const char   *name = fhir_json_string (target, "reference");
  JsonObject   *identifier = fhir_json_object (target, "identifier");
  gboolean      is_uri = g_strcmp0 (fhir_json_string (identifier, "system"), SYSTEM_URI) == 0;
  guint64       number = 0;
  g_autoptr(SandboxDocument) document = NULL;
  g_autoptr(GPtrArray) documents = NULL;

  if (name != NULL && g_str_has_prefix (name, PREFIX "d") &&
      g_ascii_string_to_unsigned (name + strlen (PREFIX "d"), 10, 1, G_MAXINT64, &number, NULL))
    document = sandbox_store_get_document (store, (gint64) number);
  if (document != NULL && document->patient == check->patient->id)
    return g_steal_pointer (&document);

  documents = sandbox_store_list_documents (store, check->patient->id);
  for (guint i = 0; is_uri && i < documents->len; i++)
    if (has_identifier (g_ptr_array_index (documents, i), fhir_json_string (identifier, "value")))
      return sandbox_store_get_document (store, ((SandboxDocument *) g_ptr_array_index (documents, i))->id);

  return NULL;
}

/* @names: what each target is called by in the request, for its PATCH. */
static void
check_relation (SandboxCheck    *check,
                SandboxProvided *provided,
                JsonObject      *relation,
                GHashTable      *names)
{
  JsonObject *target = fhir_json_object (relation, "target");
  g_autoptr(SandboxDocument) document = find_target (check, target);
  g_autofree char *reference = NULL;

  sandbox_check_need_xds (check, document != NULL, "UnresolvedReferenceException", "DocumentReference.relatesTo.target",
                          "names no document of this patient");
  sandbox_check_need_xds (check, document == NULL || !document->superseded, "XDSRegistryMetadataError", "DocumentReference.relatesTo.target",
                          "is superseded already");
  if (check->element != NULL)
    return;

  reference = g_strdup_printf (PREFIX "d%" G_GINT64_FORMAT, document->id);
  if (fhir_json_string (target, "reference") != NULL)
    g_hash_table_insert (names, g_strdup (fhir_json_string (target, "reference")), g_strdup (reference));
  json_object_set_string_member (target, "reference", reference);
  if (g_strcmp0 (fhir_json_string (relation, "code"), "replaces") == 0)
    g_array_append_val (provided->replaces, document->id);
}

static void
check_parts (SandboxCheck *check,
             JsonObject   *operation)
{
  gboolean good = fhir_json_n (operation, "part") == G_N_ELEMENTS (parts);

  for (guint i = 0; good && i < G_N_ELEMENTS (parts); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (parts) && !found; j++)
        found = g_strcmp0 (fhir_json_string (fhir_json_nth (operation, "part", j), "name"), parts[i].name) == 0 &&
                g_strcmp0 (fhir_json_string (fhir_json_nth (operation, "part", j), parts[i].type), parts[i].value) == 0;
      good = found;
    }
  sandbox_check_need (check, good, "Parameters.parameter.part", "must be path DocumentReference.status, type replace, value superseded (R-MHD-33)");
}

/* The document that a PATCH entry supersedes; 0 with a fault. */
static gint64
check_patch (SandboxCheck *check,
             JsonObject   *entry,
             GHashTable   *names)
{
  JsonObject *parameters = fhir_json_object (entry, "resource");
  JsonObject *operation = fhir_json_nth (parameters, "parameter", 0);
  JsonObject *request = fhir_json_object (entry, "request");
  const char *url = fhir_json_string (request, "url");
  const char *name = url != NULL ? g_hash_table_lookup (names, url) : NULL;
  guint64     number = 0;

  url = name != NULL ? name : url;
  sandbox_check_need (check, g_strcmp0 (fhir_json_string (request, "method"), "PATCH") == 0, "Bundle.entry.request.method",
                      "must be PATCH for Parameters (R-MHD-33)");
  sandbox_check_need (check, url != NULL && g_str_has_prefix (url, PREFIX "d") && g_ascii_string_to_unsigned (url + strlen (PREFIX "d"), 10, 1, G_MAXINT64, &number, NULL),
                      "Bundle.entry.request.url", "must be DocumentReference/id for PATCH (R-MHD-33)");
  sandbox_check_need (check, sandbox_provide_has_profile (parameters, PATCH_PROFILE), "Parameters.meta.profile", "must name " PATCH_PROFILE);
  sandbox_check_need (check, fhir_json_n (parameters, "parameter") == 1 && g_strcmp0 (fhir_json_string (operation, "name"), "operation") == 0,
                      "Parameters.parameter", "must be one operation (R-MHD-33)");
  check_parts (check, operation);

  return (gint64) number;
}

static gboolean
take (GArray *array,
      gint64  number)
{
  for (guint i = 0; i < array->len; i++)
    if (g_array_index (array, gint64, i) == number)
      {
        g_array_remove_index (array, i);
        return TRUE;
      }

  return FALSE;
}

/* Each document that is replaced has its PATCH, and no other has one. The gateway supersedes by itself. */
static void
check_patches (SandboxCheck *check,
               JsonObject   *bundle,
               GPtrArray    *documents,
               GHashTable   *names)
{
  g_autoptr(GArray) replaced = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < documents->len; i++)
    {
      const SandboxProvided *provided = g_ptr_array_index (documents, i);

      g_array_append_vals (replaced, provided->replaces->data, provided->replaces->len);
    }
  for (guint i = 0; i < fhir_json_n (bundle, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (bundle, "entry", i);

      if (g_strcmp0 (fhir_json_resource_type (fhir_json_object (entry, "resource")), "Parameters") == 0)
        sandbox_check_need (check, take (replaced, check_patch (check, entry, names)), "Bundle.entry.request.url",
                            "supersedes a document that nothing in this bundle replaces (R-MHD-33)");
    }
  sandbox_check_need (check, replaced->len == 0, "Bundle.entry", "the entry that supersedes the document is missing (R-MHD-33)");
}

gboolean
sandbox_relations_check (SandboxCheck *check,
                         JsonObject   *bundle,
                         GPtrArray    *documents)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < documents->len; i++)
    {
      SandboxProvided *provided = g_ptr_array_index (documents, i);

      for (guint j = 0; j < fhir_json_n (provided->reference, "relatesTo"); j++)
        check_relation (check, provided, fhir_json_nth (provided->reference, "relatesTo", j), names);
    }
  if (!check->exchange->community->faults.mag)
    check_patches (check, bundle, documents, names);

  return check->element == NULL;
}
