/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deposit against the tables of the national profiles and the guide's own example, where they are at
 * hand. The tables are read as far as counts and fixed values go. */
#include "config.h"

#include "epr-deposit-support.h"
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

/* The objects at @parts below @object, through arrays. */
static void
collect (JsonObject *object,
         char      **parts,
         GPtrArray  *found)
{
  guint n;

  if (parts[0] == NULL)
    {
      g_ptr_array_add (found, object);
      return;
    }

  n = fhir_json_n (object, parts[0]);
  for (guint i = 0; i < n; i++)
    collect (fhir_json_nth (object, parts[0], i), parts + 1, found);
}

static guint
count_member (JsonObject *object,
              const char *name)
{
  JsonNode *member = json_object_get_member (object, name);

  if (member == NULL)
    return 0;

  return JSON_NODE_HOLDS_ARRAY (member) ? json_array_get_length (json_node_get_array (member)) : 1;
}

/* "Extension(ch-ext-deletionstatus)": those of this name. */
static guint
count_extensions (JsonObject *object,
                  const char *type)
{
  g_auto(GStrv) parts = g_strsplit_set (type, "()", 3);
  g_autofree char *end = g_strconcat ("/", parts[1], NULL);
  guint            n = 0;

  for (guint i = 0; i < fhir_json_n (object, "extension"); i++)
    if (g_str_has_suffix (fhir_json_string (fhir_json_nth (object, "extension", i), "url"), end))
      n++;

  return n;
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

static void
check_code (const char *id,
            JsonObject *rule,
            JsonObject *parent,
            const char *name)
{
  const char *code = fhir_json_string (rule, "patternCode");
  JsonObject *coding = fhir_json_nth (fhir_json_object (rule, "patternCodeableConcept"), "coding", 0);

  if (code != NULL)
    g_assert_cmpstr (fhir_json_string (parent, name), ==, code);
  if (coding != NULL)
    g_assert_cmpstr (fhir_json_string (fhir_json_nth (fhir_json_object (parent, name), "coding", 0), "code"), ==,
                     fhir_json_string (coding, "code"));
}

/* Returns whether the rule was one of those that are understood here. */
static gboolean
check_rule (JsonObject *resource,
            JsonObject *rule)
{
  const char *id = fhir_json_string (rule, "id");
  g_auto(GStrv) parts = g_strsplit (id, ".", -1);
  guint            n_parts = g_strv_length (parts);
  g_autofree char *name = g_strdup (parts[n_parts - 1]);
  gboolean         is_extension = g_str_has_prefix (name, "extension:");
  g_autoptr(GPtrArray) parents = g_ptr_array_new ();

  g_clear_pointer (&parts[n_parts - 1], g_free);
  if (n_parts == 1 || strchr (name, '[') != NULL || (strchr (id, ':') != NULL && !is_extension))
    return FALSE;

  collect (resource, parts + 1, parents);
  for (guint i = 0; i < parents->len; i++)
    {
      JsonObject *parent = g_ptr_array_index (parents, i);

      check_count (id, rule, is_extension ? count_extensions (parent, fhir_json_nth_string (rule, "type", 0)) : count_member (parent, name));
      check_code (id, rule, parent, name);
    }

  return TRUE;
}

static void
check_profile (JsonObject *resource,
               const char *file,
               guint       at_least)
{
  g_autoptr(JsonNode) table = fixture_parse (file);
  JsonObject *object;
  guint       n_checked = 0;

  if (table == NULL)
    return;

  object = fhir_json_node_object (table);
  for (guint i = 0; i < fhir_json_n (object, "elements"); i++)
    n_checked += check_rule (resource, fhir_json_nth (object, "elements", i)) ? 1 : 0;
  g_assert_cmpuint (n_checked, >=, at_least);
}

static void
test_tables (void)
{
  static const char *const replaced[] = { NULL, "old" };

  for (guint i = 0; i < G_N_ELEMENTS (replaced); i++)
    {
      g_autoptr(JsonNode) sent = send_letter (replaced[i]);

      check_profile (fhir_json_node_object (sent), "profiles/ch-mhd-providedocumentbundle-comprehensive.json", 4);
      check_profile (object_at (sent, "entry[0].resource"), "profiles/ch-mhd-submissionset-comprehensive.json", 18);
      check_profile (object_at (sent, "entry[1].resource"), "profiles/ch-mhd-documentreference-comprehensive.json", 34);
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
