/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-table.h"

/* A gap that is wider, in heights of a line, is the end of a cell: words stand about a quarter apart. */
#define CELL_GAP 0.7f

/* Characters that stand together. */
typedef struct
{
  RenderBox box;
  guint     row;
  guint     column;
  GString  *text; /* (owned) */
} Cell;

typedef struct
{
  float x1;
  float x2;
} Column;

static void
cell_clear (Cell *cell)
{
  g_string_free (cell->text, TRUE);
}

static gboolean
is_beside (const RenderBox *a,
           const RenderBox *b)
{
  float common = MIN (a->y2, b->y2) - MAX (a->y1, b->y1);

  return common > MIN (a->y2 - a->y1, b->y2 - b->y1) / 2;
}

static gboolean
continues (const Cell      *cell,
           const RenderBox *box)
{
  float height = MIN (cell->box.y2 - cell->box.y1, box->y2 - box->y1);

  return is_beside (&cell->box, box) && box->x1 >= cell->box.x1 - height && box->x1 - cell->box.x2 < CELL_GAP * height;
}

/* Text between white space and wide gaps, in reading order. */
static GArray *
find_cells (RenderText *text,
            guint       first,
            guint       n)
{
  GArray          *cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  const RenderBox *boxes = render_text_get_boxes (text);
  const char      *p = g_utf8_offset_to_pointer (render_text_get (text), first);
  gboolean         space = FALSE;

  g_array_set_clear_func (cells, (GDestroyNotify) cell_clear);
  for (guint i = first; i < first + n; i++, p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      Cell    *cell = cells->len > 0 ? &g_array_index (cells, Cell, cells->len - 1) : NULL;

      if (g_unichar_isspace (character))
        {
          space = TRUE;
          continue;
        }
      if (cell == NULL || !continues (cell, &boxes[i]))
        {
          const Cell fresh = { .box = boxes[i], .text = g_string_new (NULL) };

          g_array_append_val (cells, fresh);
          cell = &g_array_index (cells, Cell, cells->len - 1);
          space = FALSE;
        }
      if (space)
        g_string_append_c (cell->text, ' ');
      space = FALSE;
      g_string_append_unichar (cell->text, character);
      cell->box.x2 = MAX (cell->box.x2, boxes[i].x2);
      cell->box.y1 = MIN (cell->box.y1, boxes[i].y1);
      cell->box.y2 = MAX (cell->box.y2, boxes[i].y2);
    }

  return cells;
}

static int
compare_heights (gconstpointer a,
                 gconstpointer b)
{
  const Cell *first = a;
  const Cell *second = b;
  float       difference = first->box.y1 + first->box.y2 - second->box.y1 - second->box.y2;

  return difference < 0 ? -1 : difference > 0;
}

/* Cells of one height are a row, whatever the order in which they were set. */
static guint
find_rows (GArray *cells)
{
  guint row = 0;

  g_array_sort (cells, compare_heights);
  for (guint i = 1; i < cells->len; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      if (!is_beside (&g_array_index (cells, Cell, i - 1).box, &cell->box))
        row++;
      cell->row = row;
    }

  return cells->len > 0 ? row + 1 : 0;
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const Column *first = a;
  const Column *second = b;

  return first->x1 < second->x1 ? -1 : first->x1 > second->x1;
}

static gboolean
is_alone (GArray *cells,
          guint   i)
{
  guint row = g_array_index (cells, Cell, i).row;

  return (i == 0 || g_array_index (cells, Cell, i - 1).row != row) && (i + 1 == cells->len || g_array_index (cells, Cell, i + 1).row != row);
}

/* What overlaps is one column. A row of a single cell, such as a heading, joins no columns that others keep apart. */
static GArray *
find_columns (GArray *cells)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (Column));

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell  *cell = &g_array_index (cells, Cell, i);
      const Column span = { cell->box.x1, cell->box.x2 };

      if (!is_alone (cells, i))
        g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_columns);
  for (guint i = 0; i < spans->len; i++)
    {
      const Column *span = &g_array_index (spans, Column, i);
      Column       *last = columns->len > 0 ? &g_array_index (columns, Column, columns->len - 1) : NULL;

      if (last != NULL && span->x1 < last->x2)
        last->x2 = MAX (last->x2, span->x2);
      else
        g_array_append_val (columns, *span);
    }

  return columns;
}

static guint
find_column (GArray     *columns,
             const Cell *cell)
{
  guint best = 0;

  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, Column, i).x1 <= cell->box.x1 + 1)
      best = i;

  return best;
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const Cell *first = a;
  const Cell *second = b;

  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;

  return first->box.x1 < second->box.x1 ? -1 : first->box.x1 > second->box.x1;
}

char *
viewer_table_copy (RenderText *text,
                   guint       first,
                   guint       n)
{
  g_autoptr(GArray) cells = NULL;
  g_autoptr(GArray) columns = NULL;
  GString *table;
  guint    row = 0;
  guint    column = 0;

  if (render_text_get_boxes (text) == NULL)
    return render_text_cut (text, first, n);

  first = MIN (first, render_text_get_n (text));
  cells = find_cells (text, first, MIN (n, render_text_get_n (text) - first));
  find_rows (cells);
  columns = find_columns (cells);
  g_array_sort (cells, compare_cells);
  table = g_string_new (NULL);
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      guint       place = find_column (columns, cell);

      if (i > 0 && cell->row != row)
        {
          g_string_append_c (table, '\n');
          column = 0;
        }
      else if (i > 0 && place <= column)
        {
          g_string_append_c (table, ' ');
        }
      row = cell->row;
      for (; column < place; column++)
        g_string_append_c (table, '\t');
      g_string_append (table, cell->text->str);
    }

  return g_string_free (table, FALSE);
}
