/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-error.h"
#include "fhir-test-support.h"

#include <string.h>

static JsonNode *
parse (const char *text,
       GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return fhir_json_parse (bytes, error);
}

static void
test_not_json (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "[1,2",
    "{\"a\":}",
    "{\"a\" 1}",
    "{} x",
    "{}{}",
    "{\"a\":\"\\udBun\"}",
    "{\"a\":\"\\u\"}",
    "<html></html>",
    "Service unavailable.",
    "\"\\u12\"",
    /* what json-glib would take and JSON is not; a comment could hide any depth */
    "var a = {}",
    "{'a':1}",
    "/* \" */ [[1]]",
    "// c\n{}",
    "# c\n{}",
    "{\"a\":1;}",
    "\xff\xfe{\0}",
    "{\"a\":\"\xe4\"}",
    "\xef\xbb\xbf",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = parse (texts[i], &error);

      g_test_message ("%u", i);
      g_assert_null (node);
      g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON);
    }
}

/* An error says where, and nothing of what stood there: it may be a patient's. */
static void
test_error_is_silent (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = parse ("{\"family\":\"Muster\"\n \"given\":\"Franz\"}", &error);

  g_assert_null (node);
  g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON);
  g_assert_null (strstr (error->message, "Muster"));
  g_assert_null (strstr (error->message, "given"));
  g_assert_nonnull (strstr (error->message, "line "));
}

static void
test_depth (void)
{
  static const struct
  {
    guint    depth;
    gboolean good;
  } rows[] = { { 1, TRUE }, { 64, TRUE }, { 65, FALSE }, { 1000000, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint closed = 0; closed < 2; closed++)
      {
        g_autoptr(GString) text = g_string_new (NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(JsonNode) node = NULL;

        for (guint j = 0; j < rows[i].depth; j++)
          g_string_append_c (text, '[');
        for (guint j = 0; closed && j < rows[i].depth; j++)
          g_string_append_c (text, ']');

        node = parse (text->str, &error);
        if (!rows[i].good)
          g_assert_error (error, FHIR_ERROR, FHIR_ERROR_TOO_DEEP);
        else if (closed)
          g_assert_no_error (error);
        else
          g_assert_error (error, FHIR_ERROR, FHIR_ERROR_NOT_JSON);
      }

  {
    /* brackets in text are text */
    g_autofree char *brackets = g_strnfill (1000, '[');
    g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\"%s\"}", brackets);
    g_autoptr(JsonNode) node = fhir_test_parse (text);

    g_assert_cmpuint (strlen (fhir_json_string (fhir_json_node_object (node), "a")), ==, 1001);
  }
}

static void
test_surrogates (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } rows[] = {
    { "{\"a\":\"\\ud83d\\ude00\"}", "😀" },
    { "{\"a\":\"\\uD83D\\uDE00!\"}", "😀!" },
    { "{\"a\":\"\\ud83d\"}", "\uFFFD" },
    { "{\"a\":\"x\\ude00y\"}", "x\uFFFDy" },
    { "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "\uFFFD😀" },
    { "{\"a\":\"\\ud83d\\u0041\"}", "\uFFFDA" },
    { "{\"a\":\"\\\\ud83d\"}", "\\ud83d" },
    { "{\"\\ud83d\":1,\"a\":\"b\"}", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = fhir_test_parse (rows[i].text);

      g_assert_cmpstr (fhir_json_string (fhir_json_node_object (node), "a"), ==, rows[i].value);
    }
}

static void
test_byte_order_mark (void)
{
  g_autoptr(JsonNode) node = fhir_test_parse ("\xef\xbb\xbf{\"a\":\"b\"}");

  g_assert_cmpstr (fhir_json_string (fhir_json_node_object (node), "a"), ==, "b");
}

/* Every getter on every type of member: criticals are fatal here, as in every test. */
static void
test_getters (void)
{
  static const char *const values[] = {
    "null",
    "true",
    "7",
    "1.5",
    "1e999",
    "99999999999999999999",
    "\"s\"",
    "\"\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[7]",
    "[\"s\"]",
    "[{\"b\":1}]",
    "{\"b\":[]}",
    "[{},null,\"s\",[]]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s,\"resourceType\":%s}", values[i], values[i]);
      g_autoptr(JsonNode) node = fhir_test_parse (text);
      JsonObject *object = fhir_json_node_object (node);
      gboolean    is_string = values[i][0] == '"';
      guint       n = fhir_json_n (object, "a");

      g_test_message ("%s", values[i]);
      g_assert_cmpint (fhir_json_string (object, "a") != NULL, ==, is_string);
      g_assert_cmpint (fhir_json_resource_type (object) != NULL, ==, is_string);
      g_assert_cmpint (fhir_json_object (object, "a") != NULL, ==, values[i][0] == '{');
      g_assert_cmpint (fhir_json_boolean (object, "a", FALSE), ==, g_str_equal (values[i], "true"));
      g_assert_cmpint (fhir_json_integer (object, "a", -5) == 7, ==, g_str_equal (values[i], "7"));
      g_assert_cmpfloat (fhir_json_number (object, "a", -5), <, 1e300);
      for (guint j = 0; j < n + 2; j++)
        {
          JsonObject *element = fhir_json_nth (object, "a", j);

          g_assert_null (fhir_json_string (element, "b"));
          fhir_json_nth_string (object, "a", j);
          if (j >= n)
            g_assert_null (element);
        }
    }
}

static void
test_absent (void)
{
  g_autoptr(JsonNode) empty = fhir_test_parse ("{}");
  g_autoptr(JsonNode) scalar = fhir_test_parse ("1");
  JsonObject *objects[] = { NULL, fhir_json_node_object (empty), fhir_json_node_object (scalar), fhir_json_node_object (NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_assert_null (fhir_json_string (objects[i], "a"));
      g_assert_null (fhir_json_object (objects[i], "a"));
      g_assert_null (fhir_json_nth (objects[i], "a", 0));
      g_assert_null (fhir_json_nth_string (objects[i], "a", 0));
      g_assert_null (fhir_json_resource_type (objects[i]));
      g_assert_cmpuint (fhir_json_n (objects[i], "a"), ==, 0);
      g_assert_true (fhir_json_boolean (objects[i], "a", TRUE));
      g_assert_cmpint (fhir_json_integer (objects[i], "a", -1), ==, -1);
      g_assert_cmpfloat (fhir_json_number (objects[i], "a", 0.5), ==, 0.5);
    }
}

/* A single object where an array belongs */
static void
test_one_for_many (void)
{
  g_autoptr(JsonNode) node = fhir_test_parse ("{\"name\":{\"family\":\"Muster\"},\"given\":\"Franz\"}");
  JsonObject *object = fhir_json_node_object (node);

  g_assert_cmpuint (fhir_json_n (object, "name"), ==, 1);
  g_assert_cmpstr (fhir_json_string (fhir_json_nth (object, "name", 0), "family"), ==, "Muster");
  g_assert_cmpstr (fhir_json_nth_string (object, "given", 0), ==, "Franz");
}

static void
test_to_bytes (void)
{
  g_autoptr(JsonNode) node = fhir_test_parse ("{\"a\": [1, \"ü\"]}");
  g_autoptr(GBytes) bytes = fhir_json_to_bytes (node);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "{\"a\":[1,\"ü\"]}", strlen ("{\"a\":[1,\"ü\"]}"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/json/not-json", test_not_json);
  g_test_add_func ("/fhir/json/error-is-silent", test_error_is_silent);
  g_test_add_func ("/fhir/json/depth", test_depth);
  g_test_add_func ("/fhir/json/surrogates", test_surrogates);
  g_test_add_func ("/fhir/json/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/fhir/json/getters", test_getters);
  g_test_add_func ("/fhir/json/absent", test_absent);
  g_test_add_func ("/fhir/json/one-for-many", test_one_for_many);
  g_test_add_func ("/fhir/json/to-bytes", test_to_bytes);

  return g_test_run ();
}
