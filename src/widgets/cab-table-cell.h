#pragma once

#include <gtk/gtk.h>

#include "cab-table-row.h"

G_BEGIN_DECLS

typedef enum
{
  CAB_TABLE_COLUMN_PLAIN = 0,
  CAB_TABLE_COLUMN_NAMES = 1 << 0,     /* it says which row this is: the row's look shows here */
  CAB_TABLE_COLUMN_YEAR = 1 << 1,      /* the year is written above it; the others only keep its room */
  CAB_TABLE_COLUMN_NUMERIC = 1 << 2,   /* digits of one width; short, so that it needs no tooltip */
  CAB_TABLE_COLUMN_DIM = 1 << 3,       /* less important than the others */
  CAB_TABLE_COLUMN_WIDE = 1 << 4,      /* only where there is room for everything */
  CAB_TABLE_COLUMN_RESIZABLE = 1 << 5,
} CabTableColumnFlags;

/* A column; static data of the pane. */
typedef struct
{
  int                 id;    /* what the rows know it by; not negative */
  const char         *title; /* marked with N_() */
  int                 width; /* in application pixels; 0: what is left */
  CabTableColumnFlags flags;
} CabTableColumn;

#define CAB_TYPE_TABLE_CELL (cab_table_cell_get_type ())

/* One cell of a CabTable, or a whole row in two lines: marks and words, above them the heading of the year, which every
 * cell of a row shows or leaves out together. It follows its row. */
G_DECLARE_FINAL_TYPE (CabTableCell, cab_table_cell, CAB, TABLE_CELL, GtkBox)

/* @column: NULL for a row in two lines. */
GtkWidget   *cab_table_cell_new     (const CabTableColumn *column);
/* NULL empties. */
void         cab_table_cell_set_row (CabTableCell         *self,
                                     CabTableRow          *row);
CabTableRow *cab_table_cell_get_row (CabTableCell         *self);   /* (transfer none) (nullable) */

G_END_DECLS
