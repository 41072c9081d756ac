/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-sheet-private.h"

#include "pdf-tags.h"

#define TOP 46.0    /* points */
#define BOTTOM 62.0 /* points */
#define FOOTER 44.0 /* points above the end of the paper */
#define MOST 20000  /* characters of a paragraph */
#define BELOW_HEADING 70.0
#define GAP 6.0

struct _PrintSheet
{
  GPtrArray    *pages;   /* (owned) (element-type GArray) of PrintItem */
  PangoContext *context; /* (owned) */
  const char   *language;
  const char   *second; /* (nullable) */
  double        y;
};

static void
add (PrintSheet *self,
     PrintItem   item)
{
  g_array_append_val (g_ptr_array_index (self->pages, self->pages->len - 1), item);
}

static void
add_page (PrintSheet *self)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (PrintItem));

  g_array_set_clear_func (items, (GDestroyNotify) print_item_clear);
  g_ptr_array_add (self->pages, items);
  self->y = TOP;
}

PrintSheet *
print_sheet_new (const char *language,
                 const char *second)
{
  PrintSheet *self = g_new0 (PrintSheet, 1);

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->context = print_text_new_context ();
  self->language = language;
  self->second = second;
  add_page (self);

  return self;
}

static void
add_text (GArray    *items,
          PrintStyle style,
          double     x,
          double     y,
          char      *text)
{
  const PrintItem item = { .kind = PRINT_ITEM_TEXT, .style = style, .text = text, .x = x, .y = y };

  g_array_append_val (items, item);
}

static void
add_footer (PrintSheet *self,
            guint       page,
            const char *left,
            const char *below)
{
  GArray          *items = g_ptr_array_index (self->pages, page);
  g_autofree char *number = g_strdup_printf ("%u", page + 1);
  g_autofree char *all = g_strdup_printf ("%u", self->pages->len);
  g_autofree char *words = print_word_fill (self->language, PRINT_WORD_PAGE, number, all);
  double           width = print_text_measure (self->context, PRINT_STYLE_FOOTER, words);
  double           y = PRINT_PAGE_HEIGHT - FOOTER;
  g_autoptr(GPtrArray) line = print_text_break (self->context, PRINT_STYLE_FOOTER, left, PRINT_WIDTH - width - GAP * 2, MOST);
  const PrintItem begin = { .kind = PRINT_ITEM_BEGIN, .tag = PDF_TAG_ARTIFACT };
  const PrintItem end = { .kind = PRINT_ITEM_END, .tag = PDF_TAG_ARTIFACT };
  const PrintItem rule = { .kind = PRINT_ITEM_RULE, .style = PRINT_STYLE_FOOTER, .x = PRINT_MARGIN, .y = y, .width = PRINT_WIDTH };

  g_array_append_val (items, begin);
  g_array_append_val (items, rule);
  y += print_text_get_leading (PRINT_STYLE_FOOTER) + 2;
  add_text (items, PRINT_STYLE_FOOTER, PRINT_MARGIN, y, g_strdup (line->len > 0 ? g_ptr_array_index (line, 0) : ""));
  add_text (items, PRINT_STYLE_FOOTER, PRINT_MARGIN + PRINT_WIDTH - width, y, g_steal_pointer (&words));
  add_text (items, PRINT_STYLE_FOOTER, PRINT_MARGIN, y + print_text_get_leading (PRINT_STYLE_FOOTER), g_strdup (below));
  g_array_append_val (items, end);
}

PrintBook *
print_sheet_finish (PrintSheet          *self,
                    const PrintBookInfo *info,
                    const char          *left,
                    const char          *below)
{
  PrintBook *book;

  for (guint i = 0; i < self->pages->len; i++)
    add_footer (self, i, left, below);
  /* what is open belongs to the end of the last page */
  print_sheet_end (self, "Document");
  book = print_book_new (info, self->pages);
  g_object_unref (self->context);
  g_free (self);

  return book;
}

const char *
print_sheet_get_language (PrintSheet *self)
{
  return self->language;
}

const char *
print_sheet_get_second (PrintSheet *self)
{
  return self->second;
}

PangoContext *
print_sheet_get_context (PrintSheet *self)
{
  return self->context;
}

double
print_sheet_get_y (PrintSheet *self)
{
  return self->y;
}

void
print_sheet_skip (PrintSheet *self,
                  double      height)
{
  self->y += height;
}

gboolean
print_sheet_need (PrintSheet *self,
                  double      height)
{
  if (self->y + height <= PRINT_PAGE_HEIGHT - BOTTOM || self->y <= TOP)
    return FALSE;

  add_page (self);

  return TRUE;
}

void
print_sheet_begin (PrintSheet *self,
                   const char *tag)
{
  add (self, (PrintItem) { .kind = PRINT_ITEM_BEGIN, .tag = tag });
}

void
print_sheet_end (PrintSheet *self,
                 const char *tag)
{
  add (self, (PrintItem) { .kind = PRINT_ITEM_END, .tag = tag });
}

void
print_sheet_line (PrintSheet *self,
                  PrintStyle  style,
                  double      x,
                  double      y,
                  const char *text)
{
  add (self, (PrintItem) { .kind = PRINT_ITEM_TEXT, .style = style, .x = x, .y = y + print_text_get_ascent (style), .text = g_strdup (text) });
}

double
print_sheet_lines (PrintSheet *self,
                   PrintStyle  style,
                   double      x,
                   double      y,
                   GPtrArray  *lines)
{
  for (guint i = 0; i < lines->len; i++)
    print_sheet_line (self, style, x, y + i * print_text_get_leading (style), g_ptr_array_index (lines, i));

  return lines->len * print_text_get_leading (style);
}

double
print_sheet_lines_beside (PrintSheet *self,
                          PrintStyle  style,
                          double      x,
                          double      y,
                          GPtrArray  *lines)
{
  return print_sheet_lines (self, style, x, y + print_text_get_ascent (PRINT_STYLE_TEXT) - print_text_get_ascent (style), lines);
}

void
print_sheet_rule (PrintSheet *self,
                  PrintStyle  style,
                  double      y)
{
  print_sheet_begin (self, PDF_TAG_ARTIFACT);
  add (self, (PrintItem) { .kind = PRINT_ITEM_RULE, .style = style, .x = PRINT_MARGIN, .y = y, .width = PRINT_WIDTH });
  print_sheet_end (self, PDF_TAG_ARTIFACT);
}

void
print_sheet_paragraph (PrintSheet *self,
                       const char *tag,
                       PrintStyle  style,
                       const char *text)
{
  g_autoptr(GPtrArray) lines = print_text_break (self->context, style, text, PRINT_WIDTH, MOST);
  const double leading = print_text_get_leading (style);

  if (lines->len == 0)
    return;

  print_sheet_need (self, leading * MIN (lines->len, 2));
  print_sheet_begin (self, tag);
  for (guint i = 0; i < lines->len; i++)
    {
      if (self->y + leading > PRINT_PAGE_HEIGHT - BOTTOM)
        {
          print_sheet_end (self, tag);
          add_page (self);
          print_sheet_begin (self, tag);
        }
      print_sheet_line (self, style, PRINT_MARGIN, self->y, g_ptr_array_index (lines, i));
      self->y += leading;
    }
  print_sheet_end (self, tag);
}

void
print_sheet_heading (PrintSheet *self,
                     PrintWord   word)
{
  const char *text = print_word (self->language, word);
  double      width = print_text_measure (self->context, PRINT_STYLE_HEADING, text);

  print_sheet_need (self, BELOW_HEADING);
  print_sheet_begin (self, "H2");
  print_sheet_begin (self, "Span");
  print_sheet_line (self, PRINT_STYLE_HEADING, PRINT_MARGIN, self->y, text);
  print_sheet_end (self, "Span");
  if (self->second != NULL)
    {
      print_sheet_begin (self, PDF_TAG_OTHER_LANGUAGE);
      print_sheet_line (self, PRINT_STYLE_HEADING_SECOND, PRINT_MARGIN + width + GAP, self->y + 0.8, print_word (self->second, word));
      print_sheet_end (self, PDF_TAG_OTHER_LANGUAGE);
    }
  print_sheet_end (self, "H2");
  self->y += print_text_get_leading (PRINT_STYLE_HEADING) + 3;
}
