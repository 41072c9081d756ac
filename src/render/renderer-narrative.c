/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-narrative.h"

#include <string.h>

#define MAX_DEPTH 200

typedef enum
{
  MARK_OTHER,
  MARK_BLOCK,
  MARK_HEADING,
  MARK_LIST,
  MARK_ITEM,
  MARK_BREAK,
  MARK_TABLE,
  MARK_CAPTION,
  MARK_ROW,
  MARK_CELL,
  MARK_HEADER,
  MARK_SKIPPED,
} Mark;

static const struct
{
  const char *element;
  Mark        mark;
} marks[] = {
  { "p", MARK_BLOCK },
  { "paragraph", MARK_BLOCK },
  { "div", MARK_BLOCK },
  { "pre", MARK_BLOCK },
  { "blockquote", MARK_BLOCK },
  { "h1", MARK_HEADING },
  { "h2", MARK_HEADING },
  { "h3", MARK_HEADING },
  { "h4", MARK_HEADING },
  { "h5", MARK_HEADING },
  { "h6", MARK_HEADING },
  { "list", MARK_LIST },
  { "ul", MARK_LIST },
  { "ol", MARK_LIST },
  { "dl", MARK_LIST },
  { "item", MARK_ITEM },
  { "li", MARK_ITEM },
  { "dt", MARK_ITEM },
  { "dd", MARK_ITEM },
  { "br", MARK_BREAK },
  { "hr", MARK_BREAK },
  { "table", MARK_TABLE },
  { "caption", MARK_CAPTION },
  { "tr", MARK_ROW },
  { "td", MARK_CELL },
  { "th", MARK_HEADER },
  { "script", MARK_SKIPPED },
  { "style", MARK_SKIPPED },
  { "head", MARK_SKIPPED },
  { "object", MARK_SKIPPED },
  { "iframe", MARK_SKIPPED },
};

struct _RendererNarrative
{
  RendererBlocks *blocks; /* (unowned) */
  guint           level;
  GString        *text; /* (owned) of the block that is open */
  RenderBlockKind kind; /* … and what it is */
  guint           heading;
  guint           lists;
  guint           tables; /* open; a table in a cell is text of the cell */
  gboolean        begun;  /* the table has a row */
  gboolean        in_cell;
  guint           span;
  char           *caption; /* (owned) (nullable) of the table that has not begun */
  guint           skipped;
};

const char *
renderer_local_name (const char *element)
{
  const char *colon = strrchr (element, ':');

  return colon != NULL ? colon + 1 : element;
}

static Mark
mark_of (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_ascii_strcasecmp (marks[i].element, element) == 0)
      return marks[i].mark;

  return MARK_OTHER;
}

RendererNarrative *
renderer_narrative_new (RendererBlocks *blocks,
                        guint           level)
{
  RendererNarrative *self = g_new0 (RendererNarrative, 1);

  self->blocks = blocks;
  self->level = level;
  self->text = g_string_new (NULL);
  self->kind = RENDER_BLOCK_PARAGRAPH;

  return self;
}

void
renderer_narrative_free (RendererNarrative *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->caption);
  g_free (self);
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

/* What was collected is a block; in a cell, and between the cells of a table, it is a line. */
static void
flush (RendererNarrative *self)
{
  if (self->tables > 0)
    {
      if (self->in_cell && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
        g_string_append_c (self->text, '\n');
      return;
    }

  if (!is_blank (self->text->str))
    renderer_blocks_add (self->blocks, self->kind, self->kind == RENDER_BLOCK_ITEM ? MAX (1, self->lists) : MAX (1, self->heading),
                         RENDER_TERM_NONE, self->text->str);
  g_string_truncate (self->text, 0);
  self->kind = RENDER_BLOCK_PARAGRAPH;
  self->heading = 0;
}

static void
begin_row (RendererNarrative *self)
{
  if (!self->begun)
    renderer_blocks_add (self->blocks, RENDER_BLOCK_TABLE, 1, RENDER_TERM_NONE, self->caption);
  g_clear_pointer (&self->caption, g_free);
  self->begun = TRUE;
  g_string_truncate (self->text, 0);
  renderer_blocks_add (self->blocks, RENDER_BLOCK_ROW, 1, RENDER_TERM_NONE, NULL);
}

static void
end_cell (RendererNarrative *self)
{
  if (!self->in_cell)
    return;

  renderer_blocks_add (self->blocks, self->kind, self->span, RENDER_TERM_NONE, self->text->str);
  g_string_truncate (self->text, 0);
  self->in_cell = FALSE;
  self->kind = RENDER_BLOCK_PARAGRAPH;
}

static void
begin_cell (RendererNarrative *self,
            RenderBlockKind    kind,
            const char       **names,
            const char       **values)
{
  end_cell (self);
  if (!self->begun)
    begin_row (self);
  g_string_truncate (self->text, 0);
  self->in_cell = TRUE;
  self->kind = kind;
  self->span = 1;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], "colspan") == 0)
      self->span = (guint) CLAMP (g_ascii_strtoll (values[i], NULL, 10), 1, 32);
}

static void
end_table (RendererNarrative *self)
{
  end_cell (self);
  if (self->begun)
    renderer_blocks_add (self->blocks, RENDER_BLOCK_TABLE_END, 1, RENDER_TERM_NONE, NULL);
  self->begun = FALSE;
  self->tables = 0;
  g_clear_pointer (&self->caption, g_free);
  g_string_truncate (self->text, 0);
}

void
renderer_narrative_start (RendererNarrative *self,
                          const char        *element,
                          const char       **names,
                          const char       **values)
{
  Mark mark = mark_of (element);

  if (self->skipped > 0 || mark == MARK_SKIPPED)
    {
      self->skipped++;
      return;
    }

  switch (mark)
    {
    case MARK_HEADING:
      flush (self);
      if (self->tables == 0)
        {
          self->kind = RENDER_BLOCK_HEADING;
          self->heading = MIN (self->level + 1, 6);
        }
      break;
    case MARK_LIST:
      flush (self);
      self->lists++;
      break;
    case MARK_ITEM:
      flush (self);
      if (self->tables == 0)
        self->kind = RENDER_BLOCK_ITEM;
      break;
    case MARK_BREAK:
      g_string_append_c (self->text, '\n');
      break;
    case MARK_TABLE:
      flush (self);
      self->tables++;
      break;
    case MARK_ROW:
      if (self->tables == 1)
        {
          end_cell (self);
          begin_row (self);
        }
      else
        flush (self);
      break;
    case MARK_CELL:
    case MARK_HEADER:
      if (self->tables == 1)
        begin_cell (self, mark == MARK_CELL ? RENDER_BLOCK_CELL : RENDER_BLOCK_HEADER, names, values);
      break;
    case MARK_BLOCK:
    case MARK_CAPTION:
      flush (self);
      break;
    case MARK_OTHER:
    case MARK_SKIPPED:
    default:
      break;
    }
}

void
renderer_narrative_end (RendererNarrative *self,
                        const char        *element)
{
  if (self->skipped > 0)
    {
      self->skipped--;
      return;
    }

  switch (mark_of (element))
    {
    case MARK_LIST:
      flush (self);
      self->lists -= self->lists > 0 ? 1 : 0;
      break;
    case MARK_TABLE:
      if (self->tables > 1)
        self->tables--;
      else if (self->tables == 1)
        end_table (self);
      break;
    case MARK_CAPTION:
      if (self->tables == 1 && !self->begun && !is_blank (self->text->str))
        {
          g_free (self->caption);
          self->caption = g_strdup (self->text->str);
          g_string_truncate (self->text, 0);
        }
      else
        flush (self);
      break;
    case MARK_CELL:
    case MARK_HEADER:
      if (self->tables == 1)
        end_cell (self);
      else
        g_string_append_c (self->text, ' ');
      break;
    case MARK_BLOCK:
    case MARK_HEADING:
    case MARK_ITEM:
      flush (self);
      break;
    case MARK_ROW:
    case MARK_BREAK:
    case MARK_OTHER:
    case MARK_SKIPPED:
    default:
      break;
    }
}

void
renderer_narrative_text (RendererNarrative *self,
                         const char        *text,
                         gsize              length)
{
  if (self->skipped > 0)
    return;

  for (const char *p = text; p < text + length; p++)
    {
      char last = self->text->len > 0 ? self->text->str[self->text->len - 1] : '\n';

      if (!g_ascii_isspace (*p))
        g_string_append_c (self->text, *p);
      else if (last != ' ' && last != '\n')
        g_string_append_c (self->text, ' ');
    }
}

void
renderer_narrative_close (RendererNarrative *self)
{
  if (self->tables > 0)
    end_table (self);
  flush (self);
}

typedef struct
{
  RendererNarrative *narrative; /* (unowned) */
  guint              depth;
} Reading;

static void
start_cb (GMarkupParseContext *context,
          const char          *element,
          const char         **names,
          const char         **values,
          gpointer             user_data,
          GError             **error)
{
  Reading *reading = user_data;

  if (++reading->depth > MAX_DEPTH)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "Too deep");
  else
    renderer_narrative_start (reading->narrative, renderer_local_name (element), names, values);
}

static void
end_cb (GMarkupParseContext *context,
        const char          *element,
        gpointer             user_data,
        GError             **error)
{
  Reading *reading = user_data;

  reading->depth--;
  renderer_narrative_end (reading->narrative, renderer_local_name (element));
}

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  renderer_narrative_text (((Reading *) user_data)->narrative, text, length);
}

gboolean
renderer_narrative_read (RendererBlocks *blocks,
                         const char     *xhtml,
                         guint           level)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  g_autoptr(RendererNarrative) narrative = renderer_narrative_new (blocks, level);
  Reading reading = { narrative, 0 };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  gboolean read = g_markup_parse_context_parse (context, xhtml, (gssize) strlen (xhtml), NULL) &&
                  g_markup_parse_context_end_parse (context, NULL);

  renderer_narrative_close (narrative);

  return read;
}
