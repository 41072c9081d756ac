/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deposit against the tables of the national profiles and the guide's own example, where they are at
 * hand: every row of the tables, with counts, slices, fixed values and national lists. */
#include "config.h"

#include "epr-deposit-support.h"
#include "epr-terminology.h"
#include "test-stream.h"

#include <string.h>

static JsonNode *
send_letter (const char *replaces)
{
  g_autoptr(Community) community = community_new ();
  g_autoptr(EprClient) client = community_client (community, "ch-epr-fhir-5", OIDS);
  g_autoptr(EprAccess) access = open_for_deposit (client);
  g_autoptr(ModelDocument) letter = letter_new (&(Letter) { .size = 10 });
  g_autoptr(ModelPatient) patient = franz_muster ();
  g_autoptr(GInputStream) content = test_stream_new (10);
  g_autoptr(EprReceipt) receipt = NULL;
  EprSubmission submission = submission_of (letter, patient);

  submission.replaces = replaces;
  community_answer (community, DEPOSIT, 200, FHIR, "{\"resourceType\":\"Bundle\",\"entry\":[{\"response\":{\"status\":\"201\"}}]}");
  receipt = deposit (access, &submission, content, NULL);
  g_assert_nonnull (receipt);

  return seen_body (community, 0);
}

static JsonNode *
fixture_parse (const char *file)
{
  g_autofree char *text = fixture_read (file);

  return text != NULL ? json_from_string (text, NULL) : NULL;
}

/* Slices: which of the elements that share a name are meant. */
static const struct
{
  const char *slice;
  const char *name;  /* of the member that tells */
  const char *value; /* its end; "": none is sent at all */
} slices[] = {
  { "entry:SubmissionSet", "resource.resourceType", "List" },
  { "entry:DocumentRefs", "resource.resourceType", "DocumentReference" },
  { "entry:UpdateDocumentRefs", "resource.resourceType", "Parameters" },
  { "entry:Documents", "resource.resourceType", "Binary" },
  { "entry:FhirDocuments", "resource.resourceType", "Bundle" },
  { "entry:Patient", "resource.resourceType", "Patient" },
  { "entry:Folders", "resource.code.coding.code", "folder" },
  { "extension:designationType", "url", "/ihe-designationType" },
  { "extension:sourceId", "url", "/ihe-sourceId" },
  { "extension:intendedRecipient", "url", "/ihe-intendedRecipient" },
  { "extension:authorAuthorRole", "url", "/ch-ext-author-authorrole" },
  { "extension:originalProviderRole", "url", "/ch-ext-author-authorrole" },
  { "extension:deletionStatus", "url", "/ch-ext-deletionstatus" },
  { "extension:authorOrg", "url", "/ihe-authorOrg" },
  { "identifier:uniqueId", "use", "usual" },
  { "identifier:entryUUID", "use", "official" },
  { "related:StudyInstanceUID", "identifier.system", "urn:dicom:uid" },
};

/* The national lists by the names of their value sets. */
static const struct
{
  const char *value_set;
  const char *set;
} bindings[] = {
  { "SubmissionSet.contentTypeCode", "submission-content-type" },
  { "DocumentEntry.typeCode", "document-type" },
  { "DocumentEntry.classCode", "document-class" },
  { "DocumentEntry.confidentialityCode", "confidentiality" },
  { "DocumentEntry.mimeType", "mime-type" },
  { "DocumentEntry.languageCode", "language" },
  { "DocumentEntry.formatCode", "format-code" },
  { "DocumentEntry.eventCodeList", "event-code" },
  { "DocumentEntry.healthcareFacilityTypeCode", "healthcare-facility-type" },
  { "DocumentEntry.practiceSettingCode", "practice-setting" },
};

static JsonObject *
first_at (JsonObject *object,
          const char *path,
          char      **last)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  guint i = 0;

  for (; parts[i + 1] != NULL; i++)
    object = fhir_json_nth (object, parts[i], 0);
  *last = g_strdup (parts[i]);

  return object;
}

static gboolean
is_in_slice (JsonObject *element,
             const char *slice)
{
  for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
    if (g_str_equal (slices[i].slice, slice))
      {
        g_autofree char *name = NULL;
        JsonObject      *object = first_at (element, slices[i].name, &name);
        const char      *value = fhir_json_string (object, name);

        return value != NULL && g_str_has_suffix (value, slices[i].value);
      }

  g_error ("%s: a slice that is not known here", slice);
}

/* The elements that @part, "entry" or "entry:Documents", names in @object. */
static GPtrArray *
elements_of (JsonObject *object,
             const char *part)
{
  GPtrArray       *found = g_ptr_array_new ();
  g_autofree char *name = g_strndup (part, strcspn (part, ":"));

  for (guint i = 0; i < fhir_json_n (object, name); i++)
    {
      JsonObject *element = fhir_json_nth (object, name, i);

      if (element != NULL && (strchr (part, ':') == NULL || is_in_slice (element, part)))
        g_ptr_array_add (found, element);
    }

  return found;
}

/* The objects at @parts below @object, through arrays. */
static void
collect (JsonObject *object,
         char      **parts,
         GPtrArray  *found)
{
  g_autoptr(GPtrArray) elements = NULL;

  if (parts[0] == NULL)
    {
      g_ptr_array_add (found, object);
      return;
    }

  elements = elements_of (object, parts[0]);
  for (guint i = 0; i < elements->len; i++)
    collect (g_ptr_array_index (elements, i), parts + 1, found);
}

/* "value[x]" is the member that begins so. (transfer full) */
static char *
dup_member_name (JsonObject *parent,
                 const char *name)
{
  g_autofree char *start = g_strndup (name, strcspn (name, "["));
  g_autoptr(GList) members = json_object_get_members (parent);

  for (GList *l = members; strchr (name, '[') != NULL && l != NULL; l = l->next)
    if (g_str_has_prefix (l->data, start))
      return g_strdup (l->data);

  return g_steal_pointer (&start);
}

static guint
count_member (JsonObject *object,
              const char *name)
{
  JsonNode *member;

  if (strchr (name, ':') != NULL)
    {
      g_autoptr(GPtrArray) elements = NULL;

      /* of the profiles, one */
      if (g_str_has_prefix (name, "profile:"))
        return 1;
      elements = elements_of (object, name);
      return elements->len;
    }

  member = json_object_get_member (object, name);
  if (member == NULL)
    return 0;

  return JSON_NODE_HOLDS_ARRAY (member) ? json_array_get_length (json_node_get_array (member)) : 1;
}

static void
check_count (const char *id,
             JsonObject *rule,
             guint       n)
{
  const char *max = fhir_json_string (rule, "max");

  if (n < fhir_json_integer (rule, "min", 0))
    g_error ("%s is missing", id);
  if (g_strcmp0 (max, "*") != 0 && n > g_ascii_strtoull (max, NULL, 10))
    g_error ("%s: %u of it", id, n);
}

static gboolean
has_profile (JsonObject *meta,
             const char *profile)
{
  for (guint i = 0; i < fhir_json_n (meta, "profile"); i++)
    if (g_strcmp0 (fhir_json_nth_string (meta, "profile", i), profile) == 0)
      return TRUE;

  return FALSE;
}

static void
check_fixed (const char *id,
             JsonObject *rule,
             JsonObject *parent,
             const char *name)
{
  const char *code = fhir_json_string (rule, "patternCode");
  const char *uri = fhir_json_string (rule, "fixedUri");
  const char *canonical = fhir_json_string (rule, "patternCanonical");
  JsonObject *coding = fhir_json_nth (fhir_json_object (rule, "patternCodeableConcept"), "coding", 0);
  JsonObject *sent = fhir_json_nth (fhir_json_object (parent, name), "coding", 0);

  if (code != NULL)
    g_assert_cmpstr (fhir_json_string (parent, name), ==, code);
  if (uri != NULL)
    g_assert_cmpstr (fhir_json_string (parent, name), ==, uri);
  if (canonical != NULL)
    g_assert_true (has_profile (parent, canonical));
  if (coding != NULL)
    {
      g_assert_cmpstr (fhir_json_string (sent, "code"), ==, fhir_json_string (coding, "code"));
      g_assert_cmpstr (fhir_json_string (sent, "system"), ==, fhir_json_string (coding, "system"));
    }
}

/* A concept, a coding or a code alone. */
static void
check_in_set (const char *id,
              const char *set,
              JsonObject *parent,
              const char *name,
              guint       i)
{
  JsonObject *element = fhir_json_nth (parent, name, i);
  JsonObject *coding = fhir_json_n (element, "coding") > 0 ? fhir_json_nth (element, "coding", 0) : element;
  const char *code = element != NULL ? fhir_json_string (coding, "code") : fhir_json_string (parent, name);
  g_autoptr(ModelCoding) known = code != NULL ? epr_terminology_find (set, code) : NULL;

  if (known == NULL)
    g_error ("%s: %s is not of %s", id, code, set);
  if (element != NULL)
    g_assert_cmpstr (fhir_json_string (coding, "system"), ==, model_coding_get_system (known));
}

static void
check_binding (const char *id,
               JsonObject *rule,
               JsonObject *parent,
               const char *name)
{
  const char *value_set = fhir_json_string (rule, "binding");

  for (guint b = 0; value_set != NULL && b < G_N_ELEMENTS (bindings); b++)
    if (g_str_has_suffix (value_set, bindings[b].value_set))
      for (guint i = 0; i < count_member (parent, name); i++)
        check_in_set (id, bindings[b].set, parent, name, i);
}

/* One row of a table, wherever it applies. */
static void
check_rule (JsonObject *resource,
            JsonObject *rule)
{
  const char *id = fhir_json_string (rule, "id");
  g_auto(GStrv) parts = g_strsplit (id, ".", -1);
  guint            n_parts = g_strv_length (parts);
  g_autofree char *last = g_steal_pointer (&parts[n_parts - 1]);
  g_autoptr(GPtrArray) parents = g_ptr_array_new ();

  if (n_parts == 1)
    return;

  collect (resource, parts + 1, parents);
  for (guint i = 0; i < parents->len; i++)
    {
      JsonObject      *parent = g_ptr_array_index (parents, i);
      g_autofree char *name = dup_member_name (parent, last);

      check_count (id, rule, count_member (parent, name));
      check_fixed (id, rule, parent, name);
      check_binding (id, rule, parent, name);
    }
}

static void
check_profile (JsonObject *resource,
               const char *file)
{
  g_autoptr(JsonNode) table = fixture_parse (file);
  JsonObject *object;

  if (table == NULL)
    return;

  object = fhir_json_node_object (table);
  for (guint i = 0; i < fhir_json_n (object, "elements"); i++)
    check_rule (resource, fhir_json_nth (object, "elements", i));
}

static void
test_tables (void)
{
  static const char *const replaced[] = { NULL, "old" };

  for (guint i = 0; i < G_N_ELEMENTS (replaced); i++)
    {
      g_autoptr(JsonNode) sent = send_letter (replaced[i]);

      check_profile (fhir_json_node_object (sent), "profiles/ch-mhd-providedocumentbundle-comprehensive.json");
      check_profile (object_at (sent, "entry[0].resource"), "profiles/ch-mhd-submissionset-comprehensive.json");
      check_profile (object_at (sent, "entry[1].resource"), "profiles/ch-mhd-documentreference-comprehensive.json");
    }
}

/* The example's own way to name its parts, a display, and what only gateways want. */
static gboolean
is_optional (const char *path)
{
  return g_str_has_suffix (path, ".display") || g_str_has_suffix (path, ".id") || g_str_equal (path, "id") ||
         g_str_equal (path, "DocumentReference.date");
}

static void add_paths (GHashTable *paths, const char *path, JsonNode *node);

static void
add_object_paths (GHashTable *paths,
                  const char *path,
                  JsonObject *object)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *below = g_strconcat (path, ".", name, NULL);

      add_paths (paths, below, member);
    }
}

static void
add_paths (GHashTable *paths,
           const char *path,
           JsonNode   *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    add_object_paths (paths, path, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      add_paths (paths, path, json_array_get_element (json_node_get_array (node), i));
  else
    g_hash_table_add (paths, g_strdup (path));
}

static GHashTable *
paths_of (JsonNode *bundle)
{
  GHashTable *paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *object = fhir_json_node_object (bundle);

  for (guint i = 0; i < fhir_json_n (object, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (object, "entry", i), "resource");

      add_object_paths (paths, fhir_json_resource_type (resource), resource);
    }

  return paths;
}

/* Every element of the example stands in ours too. */
static void
test_example (void)
{
  g_autoptr(JsonNode) example = fixture_parse ("mhd/iti-65-request.json");
  g_autoptr(JsonNode) sent = send_letter (NULL);
  g_autoptr(GHashTable) expected = NULL;
  g_autoptr(GHashTable) ours = NULL;
  GHashTableIter iter;
  gpointer       path;

  if (example == NULL)
    return;
  expected = paths_of (example);
  ours = paths_of (sent);
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!is_optional (path) && !g_hash_table_contains (ours, path))
      g_error ("%s stands in the example and is not sent", (char *) path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/provide/R-MHD-24/tables", test_tables);
  g_test_add_func ("/epr/provide/R-MHD-20/example", test_example);

  return g_test_run ();
}
