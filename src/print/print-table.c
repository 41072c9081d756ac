/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-sheet-private.h"

#include "pdf-tags.h"

#define PADDING 2.5 /* points, above and below */
#define GUTTER 7.0  /* points between columns */
#define MOST 400    /* characters of a cell: no row is higher than a page */
#define MAX_COLUMNS 8

struct _PrintTable
{
  PrintSheet        *sheet;
  const PrintColumn *columns;
  guint              n_columns;
  guint              n_rows;
  double             heading_end; /* of the heading that stands beside rows */
};

/* A cell in lines. */
typedef struct
{
  GPtrArray *text;   /* (owned) */
  GPtrArray *second; /* (owned) (nullable) */
  double     height;
} Block;

static double
column_x (PrintTable *self,
          guint       column)
{
  double x = PRINT_MARGIN;

  for (guint i = 0; i < column; i++)
    x += self->columns[i].share * PRINT_WIDTH;

  return x;
}

static double
column_width (PrintTable *self,
              guint       column)
{
  return self->columns[column].share * PRINT_WIDTH - (column + 1 < self->n_columns ? GUTTER : 0);
}

static Block
make_block (PrintTable *self,
            guint       column,
            PrintStyle  style,
            const char *text,
            PrintStyle  second_style,
            const char *second)
{
  PangoContext *context = print_sheet_get_context (self->sheet);
  double        width = column_width (self, column);
  Block         block = { print_text_break (context, style, text != NULL ? text : "", width, MOST), NULL, 0 };

  if (block.text->len > 0)
    block.height = block.text->len * print_text_get_leading (style) + print_text_get_ascent (PRINT_STYLE_TEXT) - print_text_get_ascent (style);
  if (second != NULL && g_strcmp0 (text, second) != 0)
    {
      block.second = print_text_break (context, second_style, second, width, MOST);
      block.height += block.second->len * print_text_get_leading (second_style);
    }

  return block;
}

static void
clear_blocks (Block *blocks,
              guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_unref (blocks[i].text);
      g_clear_pointer (&blocks[i].second, g_ptr_array_unref);
    }
}

static double
highest (const Block *blocks,
         guint        first,
         guint        n)
{
  double height = 0;

  for (guint i = first; i < n; i++)
    height = MAX (height, blocks[i].height);

  return height;
}

/* @tagged: not where the whole is an artifact. */
static void
put_block (PrintTable  *self,
           const Block *block,
           double       x,
           double       y,
           PrintStyle   style,
           PrintStyle   second_style,
           gboolean     tagged)
{
  tagged = tagged && block->second != NULL;
  if (tagged)
    print_sheet_begin (self->sheet, "Span");
  y += print_sheet_lines_beside (self->sheet, style, x, y, block->text);
  if (tagged)
    print_sheet_end (self->sheet, "Span");
  if (block->second == NULL)
    return;

  if (tagged)
    print_sheet_begin (self->sheet, PDF_TAG_OTHER_LANGUAGE);
  print_sheet_lines (self->sheet, second_style, x, y, block->second);
  if (tagged)
    print_sheet_end (self->sheet, PDF_TAG_OTHER_LANGUAGE);
}

static void
put_head (PrintTable *self,
          gboolean    tagged)
{
  const char *language = print_sheet_get_language (self->sheet);
  const char *second = print_sheet_get_second (self->sheet);
  Block       blocks[MAX_COLUMNS];
  double      y = print_sheet_get_y (self->sheet);

  for (guint i = 0; i < self->n_columns; i++)
    blocks[i] = make_block (self, i, PRINT_STYLE_COLUMN, print_word (language, self->columns[i].title), PRINT_STYLE_COLUMN_SECOND,
                            second != NULL ? print_word (second, self->columns[i].title) : NULL);

  print_sheet_begin (self->sheet, tagged ? "TR" : PDF_TAG_ARTIFACT);
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (tagged)
        print_sheet_begin (self->sheet, "TH");
      put_block (self, &blocks[i], column_x (self, i), y, PRINT_STYLE_COLUMN, PRINT_STYLE_COLUMN_SECOND, tagged);
      if (tagged)
        print_sheet_end (self->sheet, "TH");
    }
  print_sheet_end (self->sheet, tagged ? "TR" : PDF_TAG_ARTIFACT);
  print_sheet_skip (self->sheet, highest (blocks, 0, self->n_columns) + PADDING);
  print_sheet_rule (self->sheet, PRINT_STYLE_COLUMN, print_sheet_get_y (self->sheet));
  clear_blocks (blocks, self->n_columns);
}

PrintTable *
print_table_begin (PrintSheet        *sheet,
                   const PrintColumn *columns,
                   guint              n_columns)
{
  PrintTable *self;

  g_return_val_if_fail (n_columns <= MAX_COLUMNS, NULL);

  self = g_new0 (PrintTable, 1);
  self->sheet = sheet;
  self->columns = columns;
  self->n_columns = n_columns;
  print_sheet_begin (sheet, "Table");
  print_sheet_begin (sheet, "THead");
  put_head (self, TRUE);
  print_sheet_end (sheet, "THead");
  print_sheet_begin (sheet, "TBody");

  return self;
}

/* Whose rows these are, where a group goes on. */
static void
put_continued (PrintTable *self,
               const char *continued)
{
  Block block = make_block (self, 0, PRINT_STYLE_QUIET, continued, PRINT_STYLE_QUIET, NULL);

  print_sheet_begin (self->sheet, PDF_TAG_ARTIFACT);
  put_block (self, &block, column_x (self, 0), print_sheet_get_y (self->sheet) + PADDING, PRINT_STYLE_QUIET, PRINT_STYLE_QUIET, FALSE);
  print_sheet_end (self->sheet, PDF_TAG_ARTIFACT);
  clear_blocks (&block, 1);
}

static void
put_cells (PrintTable      *self,
           const PrintCell *cells,
           const Block     *blocks)
{
  double y = print_sheet_get_y (self->sheet) + PADDING;

  print_sheet_begin (self->sheet, "TR");
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *tag = cells[i].heading ? "TH" : "TD";

      if (cells[i].heading && cells[i].text == NULL)
        continue; /* the one above holds for this row too */
      print_sheet_begin (self->sheet, tag);
      put_block (self, &blocks[i], column_x (self, i), y, cells[i].style, PRINT_STYLE_SECOND, TRUE);
      print_sheet_end (self->sheet, tag);
    }
  print_sheet_end (self->sheet, "TR");
}

/* Past the heading, where it is higher than the rows beside it. */
static void
end_group (PrintTable *self)
{
  print_sheet_skip (self->sheet, MAX (0, self->heading_end - print_sheet_get_y (self->sheet)));
  self->heading_end = 0;
}

void
print_table_row (PrintTable      *self,
                 const PrintCell *cells,
                 gboolean         group,
                 const char      *continued)
{
  Block    blocks[MAX_COLUMNS];
  double   height, heading;
  gboolean turned;

  if (group)
    end_group (self);
  for (guint i = 0; i < self->n_columns; i++)
    blocks[i] = make_block (self, i, cells[i].style, cells[i].text, PRINT_STYLE_SECOND, cells[i].second);
  height = highest (blocks, 1, self->n_columns) + 2 * PADDING;
  heading = blocks[0].height + 2 * PADDING;

  turned = print_sheet_need (self->sheet, MAX (height, heading));
  if (turned)
    {
      self->heading_end = 0; /* it stayed behind */
      put_head (self, FALSE);
    }
  else if (group && self->n_rows > 0)
    print_sheet_rule (self->sheet, PRINT_STYLE_RULE, print_sheet_get_y (self->sheet));
  if (cells[0].text != NULL)
    self->heading_end = print_sheet_get_y (self->sheet) + heading;
  if (turned && !group && continued != NULL)
    put_continued (self, continued);
  put_cells (self, cells, blocks);
  print_sheet_skip (self->sheet, height);
  clear_blocks (blocks, self->n_columns);
  self->n_rows++;
}

void
print_table_end (PrintTable *self)
{
  end_group (self);
  print_sheet_rule (self->sheet, PRINT_STYLE_RULE, print_sheet_get_y (self->sheet));
  print_sheet_end (self->sheet, "TBody");
  print_sheet_end (self->sheet, "Table");
  print_sheet_skip (self->sheet, 18);
  g_free (self);
}
