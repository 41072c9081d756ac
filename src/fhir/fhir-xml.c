/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-error.h"
#include "fhir-json-exact.h"
#include "fhir-xml.h"
#include "fhir-xml-names.h"

#include <errno.h>
#include <string.h>

/* FHIR resources nest a dozen levels, tables in a narrative a few more. */
#define MAX_DEPTH 64
/* A document with a scanned booklet inside is some megabytes. */
#define MAX_SIZE (64 * 1024 * 1024)

/* An element that is open. */
typedef struct
{
  char       *name;   /* (owned) of the element, or of the resource */
  JsonObject *object; /* (owned) its members */
  char       *value;  /* (owned) (nullable) */
  JsonNode   *inner;  /* (owned) (nullable) the resource in it */
  gboolean    is_resource;
} Frame;

typedef struct
{
  GPtrArray  *frames;    /* (owned) of Frame */
  GString    *narrative; /* (owned) (nullable) while inside one */
  guint       narrative_depth;
  JsonNode   *root; /* (owned) (nullable) */
  const char *mark; /* (nullable) begins the strings that stand for numbers, so that these keep their digits */
} Reading;

static void
frame_free (Frame *frame)
{
  g_free (frame->name);
  g_free (frame->value);
  json_object_unref (frame->object);
  g_clear_pointer (&frame->inner, json_node_unref);
  g_free (frame);
}

static Frame *
top_frame (Reading *reading)
{
  return reading->frames->len > 0 ? g_ptr_array_index (reading->frames, reading->frames->len - 1) : NULL;
}

static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
write_start_tag (GString     *text,
                 const char  *name,
                 const char **names,
                 const char **values)
{
  g_string_append_printf (text, "<%s", name);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = g_markup_escape_text (values[i], -1);

      g_string_append_printf (text, " %s=\"%s\"", names[i], value);
    }
  g_string_append_c (text, '>');
}

static gboolean
open_frame (Reading     *reading,
            const char  *name,
            const char **names,
            const char **values,
            GError     **error)
{
  Frame *frame = g_new0 (Frame, 1);

  frame->name = g_strdup (local_name (name));
  frame->object = json_object_new ();
  frame->is_resource = g_ascii_isupper (*frame->name);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "value"))
      {
        g_free (frame->value);
        frame->value = g_strdup (values[i]);
      }
    else if (g_str_equal (names[i], "id") || g_str_equal (names[i], "url"))
      json_object_set_string_member (frame->object, names[i], values[i]);

  if (frame->is_resource)
    json_object_set_string_member (frame->object, "resourceType", frame->name);
  if (reading->frames->len == 0 && (!frame->is_resource || reading->root != NULL))
    {
      frame_free (frame);
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "no resource");
      return FALSE;
    }
  g_ptr_array_add (reading->frames, frame);

  return TRUE;
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char          *name,
                  const char         **names,
                  const char         **values,
                  gpointer             user_data,
                  GError             **error)
{
  Reading *reading = user_data;
  Frame   *frame = top_frame (reading);

  if (reading->frames->len + reading->narrative_depth >= MAX_DEPTH)
    {
      g_set_error (error, FHIR_ERROR, FHIR_ERROR_TOO_DEEP, "XML nested deeper than %d levels", MAX_DEPTH);
      return;
    }

  if (reading->narrative == NULL && frame != NULL && g_str_equal (frame->name, "text") && g_str_equal (local_name (name), "div"))
    reading->narrative = g_string_new (NULL);
  if (reading->narrative != NULL)
    {
      write_start_tag (reading->narrative, name, names, values);
      reading->narrative_depth++;
      return;
    }

  open_frame (reading, name, names, values, error);
}

static const char *
skip_digits (const char *p)
{
  return p + strspn (p, "0123456789");
}

/* Whether JSON would spell it so: no sign but minus, no zero in front, digits around the point. */
static gboolean
is_json_number (const char *value)
{
  const char *p = *value == '-' ? value + 1 : value;
  const char *start = p;

  p = skip_digits (p);
  if (p == start || (*start == '0' && p - start > 1))
    return FALSE;
  if (*p == '.')
    {
      start = p + 1;
      p = skip_digits (start);
      if (p == start)
        return FALSE;
    }
  if (*p == 'e' || *p == 'E')
    {
      start = p[1] == '-' || p[1] == '+' ? p + 2 : p + 1;
      p = skip_digits (start);
      if (p == start)
        return FALSE;
    }

  return *p == '\0';
}

/* JSON's own spelling of a number; what is none stays text. */
static JsonNode *
number_node (Reading    *reading,
             const char *value)
{
  char  *end = NULL;
  gint64 whole;
  double number;

  if (strspn (value, "+-0123456789.eE") != strlen (value) || *value == '+')
    return NULL;

  errno = 0;
  whole = g_ascii_strtoll (value, &end, 10);
  if (errno == 0 && end != value && *end == '\0')
    return json_node_init_int (json_node_alloc (), whole);

  errno = 0;
  number = g_ascii_strtod (value, &end);
  if (errno != 0 || end == value || *end != '\0')
    return NULL;
  if (reading->mark != NULL && is_json_number (value))
    {
      g_autofree char *exact = g_strconcat (reading->mark, value, NULL);

      return json_node_init_string (json_node_alloc (), exact);
    }

  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
value_node (Reading    *reading,
            const char *parent,
            const char *name,
            const char *value)
{
  JsonNode *node = NULL;

  switch (fhir_xml_value_of (parent, name))
    {
    case FHIR_XML_BOOLEAN:
      if (g_str_equal (value, "true") || g_str_equal (value, "false"))
        node = json_node_init_boolean (json_node_alloc (), g_str_equal (value, "true"));
      break;

    case FHIR_XML_NUMBER:
      node = number_node (reading, value);
      break;

    case FHIR_XML_TEXT:
    default:
      break;
    }

  return node != NULL ? node : json_node_init_string (json_node_alloc (), value);
}

static JsonArray *
list_of (JsonObject *object,
         const char *name)
{
  JsonNode  *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);

  array = json_array_new ();
  if (node != NULL)
    json_array_add_element (array, json_node_copy (node));
  json_object_set_array_member (object, name, array);

  return array;
}

/* @about, (nullable): what goes beside a value, its id and extensions; in a list both stand at the same place. */
static void
add_member (JsonObject *object,
            const char *name,
            gboolean    list,
            JsonNode   *node,
            JsonObject *about)
{
  g_autofree char *beside = g_strconcat ("_", name, NULL);
  JsonArray       *array;

  if (!list && !json_object_has_member (object, name) && !json_object_has_member (object, beside))
    {
      if (node != NULL)
        json_object_set_member (object, name, node);
      if (about != NULL)
        json_object_set_object_member (object, beside, json_object_ref (about));
      return;
    }

  array = list_of (object, name);
  if (node != NULL)
    json_array_add_element (array, node);
  else
    json_array_add_null_element (array);
  if (about != NULL)
    {
      JsonArray *abouts = list_of (object, beside);

      while (json_array_get_length (abouts) + 1 < json_array_get_length (array))
        json_array_add_null_element (abouts);
      json_array_add_object_element (abouts, json_object_ref (about));
    }
}

static gboolean
has_only_about (JsonObject *object)
{
  guint n = json_object_get_size (object);

  return n > 0 && n == (guint) (json_object_has_member (object, "id") + json_object_has_member (object, "extension"));
}

static JsonNode *
object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);

  return node;
}

static void
close_frame (Reading *reading)
{
  Frame   *frame = g_ptr_array_steal_index (reading->frames, reading->frames->len - 1);
  Frame   *parent = top_frame (reading);
  gboolean list;

  if (frame->is_resource || parent == NULL)
    {
      JsonNode **place = parent != NULL ? &parent->inner : &reading->root;

      g_clear_pointer (place, json_node_unref);
      *place = object_node (frame->object);
      frame_free (frame);
      return;
    }

  list = fhir_xml_is_list (parent->name, frame->name);
  if (frame->value != NULL)
    add_member (parent->object, frame->name, list, value_node (reading, parent->name, frame->name, frame->value),
                json_object_get_size (frame->object) > 0 ? frame->object : NULL);
  else if (frame->inner != NULL)
    add_member (parent->object, frame->name, list, g_steal_pointer (&frame->inner), NULL);
  else if (has_only_about (frame->object) && fhir_xml_is_primitive (frame->name))
    add_member (parent->object, frame->name, list, NULL, frame->object);
  else
    add_member (parent->object, frame->name, list, object_node (frame->object), NULL);
  frame_free (frame);
}

static void
end_element_cb (GMarkupParseContext *context,
                const char          *name,
                gpointer             user_data,
                GError             **error)
{
  Reading *reading = user_data;
  Frame   *frame = top_frame (reading);

  if (reading->narrative == NULL || frame == NULL)
    {
      close_frame (reading);
      return;
    }

  g_string_append_printf (reading->narrative, "</%s>", name);
  if (--reading->narrative_depth == 0)
    {
      json_object_set_string_member (frame->object, "div", reading->narrative->str);
      g_string_free (g_steal_pointer (&reading->narrative), TRUE);
    }
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  Reading *reading = user_data;

  if (reading->narrative != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

      g_string_append (reading->narrative, escaped);
    }
}

/* Comments and instructions say nothing; a document type could say anything. */
static void
passthrough_cb (GMarkupParseContext *context,
                const char          *text,
                gsize                length,
                gpointer             user_data,
                GError             **error)
{
  if (g_ascii_strncasecmp (text, "<!DOCTYPE", MIN (length, strlen ("<!DOCTYPE"))) == 0)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "a document type");
}

/* GMarkup quotes what it could not read: that may be a patient's, so only the place is kept. */
static void
set_syntax_error (GError             **error,
                  GMarkupParseContext *context,
                  const GError        *syntax)
{
  int line, column;

  if (syntax->domain == FHIR_ERROR)
    {
      g_propagate_error (error, g_error_copy (syntax));
      return;
    }

  g_markup_parse_context_get_position (context, &line, &column);
  g_set_error (error, FHIR_ERROR, FHIR_ERROR_NOT_XML, "Not FHIR XML at line %d, column %d", line, column);
}

static gboolean
parse_text (const GMarkupParser *parser,
            gpointer             user_data,
            const char          *text,
            gsize                length,
            GError             **error)
{
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (parser, G_MARKUP_TREAT_CDATA_AS_TEXT, user_data, NULL);
  g_autoptr(GError) syntax = NULL;

  if (g_markup_parse_context_parse (context, text, (gssize) length, &syntax) &&
      g_markup_parse_context_end_parse (context, &syntax))
    return TRUE;

  set_syntax_error (error, context, syntax);

  return FALSE;
}

static JsonNode *
parse (GBytes     *bytes,
       const char *mark,
       GError    **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, passthrough_cb, NULL };
  Reading                    reading = { .mark = mark };
  gsize                      length;
  const char                *text = g_bytes_get_data (bytes, &length);
  gboolean                   read;

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  /* GMarkup looks too, but goes on after a comment that is no UTF-8, and then sets its error twice */
  if (length == 0 || length > MAX_SIZE || !g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_XML,
                           length == 0 ? "The body is empty" : "The body is too large, or no UTF-8 text");
      return NULL;
    }

  reading.frames = g_ptr_array_new_with_free_func ((GDestroyNotify) frame_free);
  read = parse_text (&parser, &reading, text, length, error);
  g_ptr_array_unref (reading.frames);
  if (reading.narrative != NULL)
    g_string_free (reading.narrative, TRUE);
  if (read && reading.root == NULL)
    {
      g_set_error_literal (error, FHIR_ERROR, FHIR_ERROR_NOT_XML, "The body holds no resource");
      return NULL;
    }
  if (!read)
    g_clear_pointer (&reading.root, json_node_unref);

  return reading.root;
}

JsonNode *
fhir_xml_parse (GBytes  *bytes,
                GError **error)
{
  return parse (bytes, NULL, error);
}

GBytes *
fhir_xml_to_json (GBytes  *bytes,
                  GError **error)
{
  g_autofree char *mark = fhir_json_exact_mark ();
  g_autoptr(JsonNode) node = parse (bytes, mark, error);

  return node != NULL ? fhir_json_exact_to_text (node, mark) : NULL;
}

static gboolean
starts_line (const char *name)
{
  static const char *const blocks[] = { "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", NULL };

  return g_strv_contains (blocks, local_name (name));
}

static void
words_start_cb (GMarkupParseContext *context,
                const char          *name,
                const char         **names,
                const char         **values,
                gpointer             user_data,
                GError             **error)
{
  GString *words = user_data;

  if (starts_line (name) && words->len > 0 && words->str[words->len - 1] != '\n')
    g_string_append_c (words, '\n');
}

static void
words_text_cb (GMarkupParseContext *context,
               const char          *text,
               gsize                length,
               gpointer             user_data,
               GError             **error)
{
  GString *words = user_data;

  for (gsize i = 0; i < length; i++)
    {
      gboolean space = g_ascii_isspace (text[i]);

      if (space && (words->len == 0 || g_ascii_isspace (words->str[words->len - 1])))
        continue;
      g_string_append_c (words, space ? ' ' : text[i]);
    }
}

char *
fhir_xml_dup_words (const char *narrative)
{
  static const GMarkupParser parser = { words_start_cb, NULL, words_text_cb, passthrough_cb, NULL };
  g_autoptr(GString) words = g_string_new (NULL);

  if (narrative == NULL || !g_utf8_validate (narrative, -1, NULL) || !parse_text (&parser, words, narrative, strlen (narrative), NULL))
    return NULL;

  return g_strstrip (g_string_free (g_steal_pointer (&words), FALSE));
}
