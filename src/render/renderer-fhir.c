/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-fhir.h"

#include "fhir-json-exact.h"
#include "fhir-json.h"
#include "fhir-xml.h"
#include "model-date.h"
#include "renderer-narrative.h"

#include <string.h>

#define BEGINNING 4096 /* bytes within which a resource says that it is one */
#define MAX_SECTIONS 8 /* below each other */

struct _RendererFhirBundle
{
  const char *mark;      /* with which the text of a number begins */
  GHashTable *resources; /* (owned) (element-type utf8 JsonObject) by full URL and by "Type/id" */
};

char *
renderer_fhir_dup_number (RendererFhirBundle *bundle,
                          JsonObject         *object,
                          const char         *name)
{
  const char      *exact = fhir_json_string (object, name);
  JsonNode        *node = object != NULL ? json_object_get_member (object, name) : NULL;
  g_autofree char *number = NULL;

  if (exact != NULL)
    return g_strdup (g_str_has_prefix (exact, bundle->mark) ? exact + strlen (bundle->mark) : exact);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  number = json_to_string (node, FALSE);

  return g_steal_pointer (&number);
}

const char *
renderer_fhir_words (JsonObject *concept)
{
  const char *text = fhir_json_string (concept, "text");

  for (guint i = 0; text == NULL && i < fhir_json_n (concept, "coding"); i++)
    text = fhir_json_string (fhir_json_nth (concept, "coding", i), "display");
  for (guint i = 0; text == NULL && i < fhir_json_n (concept, "coding"); i++)
    text = fhir_json_string (fhir_json_nth (concept, "coding", i), "code");

  return text != NULL ? text : "";
}

char *
renderer_fhir_dup_date (const char *text)
{
  ModelDate date;

  if (text == NULL)
    return g_strdup ("");
  if (!model_date_parse (text, &date))
    return g_strdup (text);
  /* As written: whose clock it was is not known here, and nothing is moved (R-VAC-25). */
  if (date.precision >= MODEL_DATE_MINUTE)
    return g_strdup_printf ("%02d.%02d.%04d %02d:%02d", date.day, date.month, date.year, date.hour, date.minute);

  return model_date_format (&date);
}

JsonObject *
renderer_fhir_resolve (RendererFhirBundle *bundle,
                       JsonObject         *object,
                       const char         *name)
{
  const char *reference = fhir_json_string (fhir_json_object (object, name), "reference");

  if (reference == NULL)
    return NULL;
  if (*reference == '#')
    {
      for (guint i = 0; i < fhir_json_n (object, "contained"); i++)
        if (g_strcmp0 (fhir_json_string (fhir_json_nth (object, "contained", i), "id"), reference + 1) == 0)
          return fhir_json_nth (object, "contained", i);
      return NULL;
    }

  return g_hash_table_lookup (bundle->resources, reference);
}

static char *
dup_human_name (JsonObject *resource)
{
  JsonObject *name = fhir_json_nth (resource, "name", 0);
  g_autoptr(GString) words = g_string_new (NULL);

  if (fhir_json_string (name, "text") != NULL)
    return g_strdup (fhir_json_string (name, "text"));

  for (guint i = 0; fhir_json_nth_string (name, "prefix", i) != NULL; i++)
    g_string_append_printf (words, "%s ", fhir_json_nth_string (name, "prefix", i));
  for (guint i = 0; fhir_json_nth_string (name, "given", i) != NULL; i++)
    g_string_append_printf (words, "%s ", fhir_json_nth_string (name, "given", i));
  if (fhir_json_string (name, "family") != NULL)
    g_string_append (words, fhir_json_string (name, "family"));
  g_strchomp (words->str);

  return *words->str != '\0' ? g_strdup (words->str) : NULL;
}

char *
renderer_fhir_dup_name (RendererFhirBundle *bundle,
                        JsonObject         *resource)
{
  g_autofree char *person = NULL;
  g_autofree char *institution = NULL;

  if (resource == NULL)
    return NULL;
  if (g_strcmp0 (fhir_json_resource_type (resource), "PractitionerRole") != 0)
    return fhir_json_string (resource, "name") != NULL ? g_strdup (fhir_json_string (resource, "name")) : dup_human_name (resource);

  person = renderer_fhir_dup_name (bundle, renderer_fhir_resolve (bundle, resource, "practitioner"));
  institution = renderer_fhir_dup_name (bundle, renderer_fhir_resolve (bundle, resource, "organization"));
  if (person != NULL && institution != NULL)
    return g_strdup_printf ("%s, %s", person, institution);

  return g_strdup (person != NULL ? person : institution);
}

static void
put_patient (RendererBlocks     *blocks,
             RendererFhirBundle *bundle,
             JsonObject         *patient)
{
  const char      *gender = fhir_json_string (patient, "gender");
  g_autofree char *name = renderer_fhir_dup_name (bundle, patient);
  g_autofree char *born = renderer_fhir_dup_date (fhir_json_string (patient, "birthDate"));

  renderer_blocks_add_fact (blocks, RENDER_TERM_PATIENT, name);
  renderer_blocks_add_fact (blocks, RENDER_TERM_BORN, born);
  if (gender != NULL)
    renderer_blocks_add (blocks, RENDER_BLOCK_FACT, 1,
                         strcmp (gender, "male") == 0     ? RENDER_TERM_MALE
                         : strcmp (gender, "female") == 0 ? RENDER_TERM_FEMALE
                         : strcmp (gender, "other") == 0  ? RENDER_TERM_OTHER
                                                          : RENDER_TERM_UNKNOWN,
                         NULL);
}

static void
put_header (RendererBlocks     *blocks,
            RendererFhirBundle *bundle,
            JsonObject         *composition)
{
  const char      *title = fhir_json_string (composition, "title");
  g_autofree char *date = renderer_fhir_dup_date (fhir_json_string (composition, "date"));

  renderer_blocks_add (blocks, RENDER_BLOCK_TITLE, 1, RENDER_TERM_NONE,
                       title != NULL ? title : renderer_fhir_words (fhir_json_object (composition, "type")));
  renderer_blocks_add_fact (blocks, RENDER_TERM_DATE, date);
  put_patient (blocks, bundle, renderer_fhir_resolve (bundle, composition, "subject"));
  for (guint i = 0; i < fhir_json_n (composition, "author"); i++)
    {
      JsonObject      *author = fhir_json_nth (composition, "author", i);
      JsonObject      *resource = fhir_json_string (author, "reference") != NULL ? g_hash_table_lookup (bundle->resources, fhir_json_string (author, "reference"))
                                                                                 : NULL;
      g_autofree char *name = renderer_fhir_dup_name (bundle, resource);

      renderer_blocks_add_fact (blocks, RENDER_TERM_AUTHOR, name != NULL ? name : fhir_json_string (author, "display"));
    }
}

/* Text that says something: some programs write an empty frame. */
static gboolean
has_words (const char *xhtml)
{
  g_autofree char *words = xhtml != NULL ? fhir_xml_dup_words (xhtml) : NULL;

  return words != NULL && *g_strstrip (words) != '\0';
}

static gboolean
is_binary (JsonObject *resource)
{
  return g_strcmp0 (fhir_json_resource_type (resource), "Binary") == 0;
}

static void
enclose (RendererBlocks *blocks,
         JsonObject     *binary,
         const char     *title)
{
  renderer_blocks_enclose (blocks, title, fhir_json_string (binary, "contentType"), fhir_json_string (binary, "data"));
}

static void
put_section (RendererBlocks     *blocks,
             RendererFhirBundle *bundle,
             JsonObject         *section,
             guint               level)
{
  const char *title = fhir_json_string (section, "title");
  const char *narrative = fhir_json_string (fhir_json_object (section, "text"), "div");
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();

  renderer_blocks_add (blocks, RENDER_BLOCK_HEADING, level, RENDER_TERM_NONE,
                       title != NULL ? title : renderer_fhir_words (fhir_json_object (section, "code")));
  for (guint i = 0; i < fhir_json_n (section, "entry"); i++)
    {
      const char *reference = fhir_json_string (fhir_json_nth (section, "entry", i), "reference");
      JsonObject *entry = reference != NULL ? g_hash_table_lookup (bundle->resources, reference) : NULL;

      if (is_binary (entry))
        enclose (blocks, entry, title);
      else if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  /* What a program can tell from the entries is told in one way for all; a narrative is for what it cannot. */
  if (entries->len > 0)
    renderer_fhir_put_rows (blocks, bundle, entries);
  else if (has_words (narrative))
    renderer_narrative_read (blocks, narrative, level);
  for (guint i = 0; i < fhir_json_n (section, "section") && level < MAX_SECTIONS; i++)
    put_section (blocks, bundle, fhir_json_nth (section, "section", i), level + 1);
}

static void
put_attachments (RendererBlocks *blocks,
                 JsonObject     *resource)
{
  for (guint i = 0; i < fhir_json_n (resource, "presentedForm"); i++)
    {
      JsonObject *form = fhir_json_nth (resource, "presentedForm", i);

      renderer_blocks_enclose (blocks, fhir_json_string (form, "title"), fhir_json_string (form, "contentType"), fhir_json_string (form, "data"));
    }
  for (guint i = 0; i < fhir_json_n (resource, "content"); i++)
    {
      JsonObject *attachment = fhir_json_object (fhir_json_nth (resource, "content", i), "attachment");

      renderer_blocks_enclose (blocks, fhir_json_string (attachment, "title"), fhir_json_string (attachment, "contentType"),
                               fhir_json_string (attachment, "data"));
    }
}

static void
put_others (RendererBlocks     *blocks,
            RendererFhirBundle *bundle,
            JsonObject         *root)
{
  g_autoptr(GPtrArray) resources = g_ptr_array_new ();

  if (g_strcmp0 (fhir_json_resource_type (root), "Bundle") != 0)
    g_ptr_array_add (resources, root);
  for (guint i = 0; i < fhir_json_n (root, "entry"); i++)
    {
      JsonObject *resource = fhir_json_object (fhir_json_nth (root, "entry", i), "resource");

      if (resource != NULL)
        g_ptr_array_add (resources, resource);
    }

  renderer_blocks_add (blocks, RENDER_BLOCK_TITLE, 1, RENDER_TERM_NONE, fhir_json_resource_type (root));
  for (guint i = 0; i < resources->len; i++)
    if (g_strcmp0 (fhir_json_resource_type (resources->pdata[i]), "Patient") == 0)
      put_patient (blocks, bundle, resources->pdata[i]);
  renderer_fhir_put_rows (blocks, bundle, resources);
  for (guint i = 0; i < resources->len; i++)
    {
      if (is_binary (resources->pdata[i]))
        enclose (blocks, resources->pdata[i], NULL);
      put_attachments (blocks, resources->pdata[i]);
    }
}

static JsonObject *
index_bundle (RendererFhirBundle *bundle,
              JsonObject         *root)
{
  JsonObject *composition = g_strcmp0 (fhir_json_resource_type (root), "Composition") == 0 ? root : NULL;

  for (guint i = 0; i < fhir_json_n (root, "entry"); i++)
    {
      JsonObject *entry = fhir_json_nth (root, "entry", i);
      JsonObject *resource = fhir_json_object (entry, "resource");
      const char *url = fhir_json_string (entry, "fullUrl");
      const char *type = fhir_json_resource_type (resource);
      const char *id = fhir_json_string (resource, "id");

      if (type == NULL)
        continue;
      if (url != NULL)
        g_hash_table_insert (bundle->resources, g_strdup (url), resource);
      if (id != NULL)
        g_hash_table_insert (bundle->resources, g_strdup_printf ("%s/%s", type, id), resource);
      if (composition == NULL && strcmp (type, "Composition") == 0)
        composition = resource;
    }

  return composition;
}

gboolean
renderer_fhir_is (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *start = g_strndup (data != NULL ? data : "", MIN (size, BEGINNING));
  const char      *p = start;

  if (g_str_has_prefix (p, "\xef\xbb\xbf"))
    p += 3;
  while (g_ascii_isspace (*p))
    p++;

  return (*p == '{' && strstr (p, "\"resourceType\"") != NULL) || (*p == '<' && strstr (p, "http://hl7.org/fhir") != NULL);
}

gboolean
renderer_fhir_read (RendererBlocks *blocks,
                    GBytes         *bytes,
                    GError        **error)
{
  const char        *data = g_bytes_get_data (bytes, NULL);
  RendererFhirBundle bundle;
  JsonObject        *root, *composition;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) cause = NULL;
  g_autofree char *mark = NULL;
  gboolean         is_xml;

  while (g_ascii_isspace (*data) || (guint8) *data == 0xef || (guint8) *data == 0xbb || (guint8) *data == 0xbf)
    data++;
  is_xml = *data == '<';
  mark = fhir_json_exact_mark ();
  node = is_xml ? fhir_xml_parse (bytes, &cause) : fhir_json_exact_parse (bytes, mark, &cause);
  root = node != NULL ? fhir_json_node_object (node) : NULL;
  if (fhir_json_resource_type (root) == NULL)
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, cause != NULL ? cause->message : "No resource");
      return FALSE;
    }

  bundle.mark = mark;
  bundle.resources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  composition = index_bundle (&bundle, root);
  if (composition != NULL)
    {
      put_header (blocks, &bundle, composition);
      for (guint i = 0; i < fhir_json_n (composition, "section"); i++)
        put_section (blocks, &bundle, fhir_json_nth (composition, "section", i), 1);
    }
  else
    {
      put_others (blocks, &bundle, root);
    }
  g_hash_table_unref (bundle.resources);

  return TRUE;
}
