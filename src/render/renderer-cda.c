/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-cda.h"

#include "renderer-narrative.h"

#include <string.h>

#define BEGINNING 4096 /* bytes within which the root element begins */
#define MAX_DEPTH 200

/* Where in the document the text that comes belongs. */
typedef enum
{
  PLACE_NOWHERE,
  PLACE_TITLE, /* of the document */
  PLACE_SECTION_TITLE,
  PLACE_NARRATIVE,
  PLACE_NAME,
  PLACE_ENCLOSED,
} Place;

typedef struct
{
  RendererBlocks    *blocks; /* (unowned) */
  GPtrArray         *path;   /* (owned) (element-type utf8) of the open elements */
  Place              place;
  guint              place_depth; /* of the path where it began */
  GString           *text;        /* (owned) */
  RendererNarrative *narrative;   /* (owned) (nullable) */
  guint              sections;    /* open */
  gboolean           titled;
  char              *code; /* (owned) (nullable) what kind of document it calls itself */
  char              *type; /* (owned) (nullable) of what is enclosed */
  gboolean           base64;
} Reading;

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (renderer_local_name (names[i]), name) == 0)
      return values[i];

  return NULL;
}

/* The element @up above the one that is open. */
static const char *
above (Reading *self,
       guint    up)
{
  return up < self->path->len ? g_ptr_array_index (self->path, self->path->len - 1 - up) : "";
}

static gboolean
is_within (Reading    *self,
           const char *name)
{
  for (guint i = 0; i < self->path->len; i++)
    if (strcmp (g_ptr_array_index (self->path, i), name) == 0)
      return TRUE;

  return FALSE;
}

/* A time of HL7, "20261114093000+0100", as it is written here. (transfer full) (nullable) */
static char *
dup_date (const char *value)
{
  gsize digits = value != NULL ? strspn (value, "0123456789") : 0;

  if (digits >= 12)
    return g_strdup_printf ("%.2s.%.2s.%.4s %.2s:%.2s", value + 6, value + 4, value, value + 8, value + 10);
  if (digits >= 8)
    return g_strdup_printf ("%.2s.%.2s.%.4s", value + 6, value + 4, value);
  if (digits == 6)
    return g_strdup_printf ("%.2s.%.4s", value + 4, value);

  return digits == 4 ? g_strndup (value, 4) : NULL;
}

static void
begin (Reading *self,
       Place    place)
{
  self->place = place;
  self->place_depth = self->path->len;
  g_string_truncate (self->text, 0);
}

/* The title stands first, also where a document has none: then what it calls itself. */
static void
put_title (Reading    *self,
           const char *title)
{
  if (self->titled)
    return;

  self->titled = TRUE;
  renderer_blocks_add (self->blocks, RENDER_BLOCK_TITLE, 1, RENDER_TERM_NONE, title);
}

static void
put_gender (Reading    *self,
            const char *code)
{
  RenderTerm term = RENDER_TERM_UNKNOWN;

  if (g_strcmp0 (code, "M") == 0)
    term = RENDER_TERM_MALE;
  else if (g_strcmp0 (code, "F") == 0)
    term = RENDER_TERM_FEMALE;
  else if (g_strcmp0 (code, "UN") == 0)
    term = RENDER_TERM_OTHER;
  renderer_blocks_add (self->blocks, RENDER_BLOCK_FACT, 1, term, NULL);
}

static void
start_header (Reading     *self,
              const char  *element,
              const char **names,
              const char **values)
{
  const char      *parent = above (self, 1);
  g_autofree char *date = NULL;

  if (strcmp (parent, "ClinicalDocument") == 0)
    {
      if (strcmp (element, "title") == 0)
        begin (self, PLACE_TITLE);
      else if (strcmp (element, "code") == 0 && self->code == NULL)
        self->code = g_strdup (get_attribute (names, values, "displayName"));
      else if (strcmp (element, "effectiveTime") == 0)
        {
          put_title (self, self->code != NULL ? self->code : "CDA");
          date = dup_date (get_attribute (names, values, "value"));
          renderer_blocks_add_fact (self->blocks, RENDER_TERM_DATE, date);
        }
      return;
    }

  if (strcmp (element, "name") == 0 && (strcmp (parent, "patient") == 0 || strcmp (parent, "assignedPerson") == 0 ||
                                        strcmp (parent, "representedOrganization") == 0))
    begin (self, PLACE_NAME);
  else if (strcmp (parent, "patient") == 0 && strcmp (element, "birthTime") == 0)
    {
      date = dup_date (get_attribute (names, values, "value"));
      renderer_blocks_add_fact (self->blocks, RENDER_TERM_BORN, date);
    }
  else if (strcmp (parent, "patient") == 0 && strcmp (element, "administrativeGenderCode") == 0)
    put_gender (self, get_attribute (names, values, "code"));
}

static void
start_body (Reading     *self,
            const char  *element,
            const char **names,
            const char **values)
{
  const char *parent = above (self, 1);

  if (strcmp (element, "section") == 0)
    self->sections++;
  else if (strcmp (element, "title") == 0 && strcmp (parent, "section") == 0)
    begin (self, PLACE_SECTION_TITLE);
  else if (strcmp (element, "text") == 0 && strcmp (parent, "section") == 0)
    {
      begin (self, PLACE_NARRATIVE);
      self->narrative = renderer_narrative_new (self->blocks, self->sections);
    }
  else if ((strcmp (element, "value") == 0 && strcmp (parent, "observationMedia") == 0) ||
           (strcmp (element, "text") == 0 && strcmp (parent, "nonXMLBody") == 0))
    {
      begin (self, PLACE_ENCLOSED);
      g_free (self->type);
      self->type = g_strdup (get_attribute (names, values, "mediaType"));
      self->base64 = g_strcmp0 (get_attribute (names, values, "representation"), "B64") == 0;
    }
}

static void
start_cb (GMarkupParseContext *context,
          const char          *element,
          const char         **names,
          const char         **values,
          gpointer             user_data,
          GError             **error)
{
  Reading    *self = user_data;
  const char *name = renderer_local_name (element);

  g_ptr_array_add (self->path, g_strdup (name));
  if (self->path->len > MAX_DEPTH)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "Too deep");
  else if (self->place == PLACE_NARRATIVE)
    renderer_narrative_start (self->narrative, name, names, values);
  else if (self->place == PLACE_NOWHERE && is_within (self, "component"))
    {
      put_title (self, self->code != NULL ? self->code : "CDA");
      start_body (self, name, names, values);
    }
  else if (self->place == PLACE_NOWHERE)
    start_header (self, name, names, values);
}

/* Parts of a name are words of it. (transfer full) */
static char *
dup_words (const char *text)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isspace (*p))
        g_string_append_c (words, *p);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }

  return g_strdup (g_strchomp (words->str));
}

static void
put_name (Reading    *self,
          const char *name)
{
  gboolean organization = strcmp (above (self, 1), "representedOrganization") == 0;

  if (is_within (self, "recordTarget"))
    renderer_blocks_add_fact (self->blocks, RENDER_TERM_PATIENT, name);
  else if (is_within (self, "author"))
    renderer_blocks_add_fact (self->blocks, organization ? RENDER_TERM_INSTITUTION : RENDER_TERM_AUTHOR, name);
}

static void
end_place (Reading *self)
{
  g_autofree char *words = dup_words (self->place == PLACE_ENCLOSED ? "" : self->text->str);

  switch (self->place)
    {
    case PLACE_TITLE:
      put_title (self, words);
      break;
    case PLACE_SECTION_TITLE:
      renderer_blocks_add (self->blocks, RENDER_BLOCK_HEADING, self->sections, RENDER_TERM_NONE, words);
      break;
    case PLACE_NARRATIVE:
      renderer_narrative_close (self->narrative);
      g_clear_pointer (&self->narrative, renderer_narrative_free);
      break;
    case PLACE_NAME:
      put_name (self, words);
      break;
    case PLACE_ENCLOSED:
      if (self->base64)
        renderer_blocks_enclose (self->blocks, NULL, self->type, self->text->str);
      else
        renderer_blocks_add (self->blocks, RENDER_BLOCK_PARAGRAPH, 1, RENDER_TERM_NONE, self->text->str);
      break;
    case PLACE_NOWHERE:
    default:
      break;
    }
  self->place = PLACE_NOWHERE;
}

static void
end_cb (GMarkupParseContext *context,
        const char          *element,
        gpointer             user_data,
        GError             **error)
{
  Reading    *self = user_data;
  const char *name = renderer_local_name (element);

  if (self->place != PLACE_NOWHERE && self->path->len == self->place_depth)
    end_place (self);
  else if (self->place == PLACE_NARRATIVE)
    renderer_narrative_end (self->narrative, name);
  else if (self->place == PLACE_NAME)
    g_string_append_c (self->text, ' ');
  else if (self->place == PLACE_NOWHERE && strcmp (name, "section") == 0 && self->sections > 0)
    self->sections--;
  g_ptr_array_set_size (self->path, (int) self->path->len - 1);
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  Reading *self = user_data;

  if (self->place == PLACE_NARRATIVE)
    renderer_narrative_text (self->narrative, text, length);
  else if (self->place != PLACE_NOWHERE)
    g_string_append_len (self->text, text, (gssize) length);
}

gboolean
renderer_cda_is (GBytes *bytes)
{
  g_autoptr(GBytes) beginning = g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), BEGINNING));
  g_autofree char *text = renderer_xml_to_utf8 (beginning);

  return text != NULL && strstr (text, "ClinicalDocument") != NULL && strstr (text, "urn:hl7-org:v3") != NULL;
}

gboolean
renderer_cda_read (RendererBlocks *blocks,
                   GBytes         *bytes,
                   GError        **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  g_autofree char           *xml = renderer_xml_to_utf8 (bytes);
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GError) cause = NULL;
  Reading  self = { .blocks = blocks };
  gboolean read;

  if (xml == NULL)
    {
      g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, "Characters of an unknown kind");
      return FALSE;
    }

  self.path = g_ptr_array_new_with_free_func (g_free);
  self.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &self, NULL);
  read = g_markup_parse_context_parse (context, xml, (gssize) strlen (xml), &cause) && g_markup_parse_context_end_parse (context, &cause);
  if (!read)
    g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_DAMAGED, cause->message);
  g_clear_pointer (&self.narrative, renderer_narrative_free);
  g_ptr_array_unref (self.path);
  g_string_free (self.text, TRUE);
  g_free (self.code);
  g_free (self.type);

  return read;
}
