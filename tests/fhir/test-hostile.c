/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every element of a resource, one after the other, replaced by what does not belong there. Whatever
 * comes of it must be a model that can be written again; criticals are fatal here. */
#include "config.h"

#include "fhir-directory.h"
#include "fhir-outcome.h"
#include "fhir-patient.h"
#include "fhir-test-support.h"

static const char *const values[] = {
  "null",
  "true",
  "-1",
  "1.5",
  "\"\"",
  "\"x\"",
  "\"#\"",
  "[]",
  "{}",
  "[null]",
  "[[1]]",
  "[\"x\",{}]",
  "{\"coding\":\"x\"}",
};

static void
read_document (JsonObject *resource)
{
  g_autoptr(ModelDocument) document = fhir_document_reference_read (resource, &fhir_test_extensions, NULL);
  g_autoptr(JsonNode) written = fhir_document_reference_write (document, &fhir_test_extensions);

  g_assert_nonnull (model_document_get_id (document));
  g_assert_cmpstr (model_document_get_title (document), !=, "");
  g_assert_nonnull (model_document_get_source (document));
  g_assert_nonnull (written);
}

static void
read_patient (JsonObject *resource)
{
  g_autoptr(ModelPatient) patient = fhir_patient_read (resource, "probable", 0.5);
  g_autoptr(JsonNode) written = fhir_patient_write (patient);
  g_autofree char *title = model_patient_dup_title (patient);

  g_assert_nonnull (title);
  g_assert_nonnull (written);
}

static void
read_outcome (JsonObject *resource)
{
  g_autoptr(GPtrArray) issues = fhir_outcome_read (resource);
  g_autoptr(JsonNode) written = fhir_outcome_write (issues, "urn:example:community");

  for (guint i = 0; i < issues->len; i++)
    g_assert_nonnull (model_issue_get_text (g_ptr_array_index (issues, i)));
  g_assert_nonnull (written);
}

/* One answer with all three sorts of a directory (R-CSD-2). */
static void
read_directory (JsonObject *resource)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), resource);
  g_autoptr(GBytes) bytes = resource != NULL ? fhir_json_to_bytes (node) : g_bytes_new_static ("{}", 2);
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, NULL);
  g_autoptr(FhirDirectory) directory = fhir_directory_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) organizations = NULL;
  g_autoptr(GPtrArray) missing = NULL;

  json_node_unref (node);
  if (bundle == NULL)
    return;

  fhir_directory_add (directory, bundle, TRUE);
  people = fhir_directory_dup_professionals (directory);
  organizations = fhir_directory_dup_organizations (directory);
  missing = fhir_directory_list_missing (directory);
  g_assert_cmpuint (people->len, <=, 1);
  g_assert_cmpuint (organizations->len, <=, 2);
  for (guint i = 0; i < people->len; i++)
    g_assert_nonnull (model_professional_get_name (g_ptr_array_index (people, i)));
}

static const struct
{
  const char *const *text;
  void (*read) (JsonObject *resource);
} kinds[] = {
  { &fhir_test_document, read_document },
  { &fhir_test_patient, read_patient },
  { &fhir_test_outcome, read_outcome },
  { &fhir_test_directory, read_directory },
};

/* Puts @hostile in place of the node number *@left, counted through the tree. TRUE when it was reached. */
static gboolean
replace_nth (JsonNode *node,
             guint    *left,
             JsonNode *hostile)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = json_object_get_members (object);

      for (GList *member = members; member != NULL; member = member->next)
        {
          if ((*left)-- == 0)
            {
              json_object_set_member (object, member->data, json_node_copy (hostile));
              return TRUE;
            }
          if (replace_nth (json_object_get_member (object, member->data), left, hostile))
            return TRUE;
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if ((*left)-- == 0)
            {
              json_array_remove_element (array, i);
              json_array_add_element (array, json_node_copy (hostile));
              return TRUE;
            }
          if (replace_nth (json_array_get_element (array, i), left, hostile))
            return TRUE;
        }
    }

  return FALSE;
}

static void
test_replaced (gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  guint n_read = 0;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(JsonNode) hostile = fhir_test_parse (values[i]);

      for (guint position = 0;; position++)
        {
          g_autoptr(JsonNode) node = fhir_test_parse (*kinds[kind].text);
          guint left = position;

          if (!replace_nth (node, &left, hostile))
            break;
          kinds[kind].read (fhir_json_node_object (node));
          n_read++;
        }
    }

  g_assert_cmpuint (n_read, >, 100);
}

static void
test_nothing (gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  g_autoptr(JsonNode) empty = fhir_test_parse ("{}");

  kinds[kind].read (fhir_json_node_object (empty));
  kinds[kind].read (NULL);
}

/* More authors and relations than anybody has, references in a circle. */
static void
test_excess (void)
{
  g_autoptr(GString) text = g_string_new ("{\"resourceType\":\"DocumentReference\",\"contained\":["
                                           "{\"resourceType\":\"PractitionerRole\",\"id\":\"r\",\"practitioner\":{\"reference\":\"#r\"},\"organization\":{\"reference\":\"#r\"},"
                                           "\"code\":[{\"text\":\"Role\"}]}],\"author\":[{\"reference\":\"#r\"}");
  g_autoptr(JsonNode) node = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",{\"display\":\"Anna Exemple\"}");
  g_string_append (text, "],\"relatesTo\":[{}");
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",{\"code\":\"appends\",\"target\":{\"reference\":\"x\"}}");
  g_string_append (text, "]}");

  node = fhir_test_parse (text->str);
  read_document (fhir_json_node_object (node));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const names[] = { "document", "patient", "outcome", "directory" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *replaced = g_strdup_printf ("/fhir/hostile/R-MHD-10/replaced/%s", names[i]);
      g_autofree char *nothing = g_strdup_printf ("/fhir/hostile/R-MHD-10/nothing/%s", names[i]);

      g_test_add_data_func (replaced, GUINT_TO_POINTER (i), test_replaced);
      g_test_add_data_func (nothing, GUINT_TO_POINTER (i), test_nothing);
    }
  g_test_add_func ("/fhir/hostile/excess", test_excess);

  return g_test_run ();
}
