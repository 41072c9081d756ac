#pragma once

#include <adwaita.h>

#include "cab-table-cell.h"

G_BEGIN_DECLS

/* What a table is like; static data of the pane. Widths are those of the table itself, in application pixels. */
typedef struct
{
  const char *name;         /* marked with N_(): what a screen reader calls the rows */
  int         columns_from; /* narrower, a row has two lines instead of columns */
  int         all_from;     /* narrower, columns with the flag WIDE are left out */
  int         natural;      /* the width that it asks for */
} CabTableLayout;

#define CAB_TYPE_TABLE (cab_table_get_type ())

/* Rows of a pane: columns where there is room, rows of two lines where there is not, and the keys, clicks and taps that
 * walk them. What a row says is the pane's (CabTableRow), its order, filter and choice are the pane's model's; the table
 * shows one GtkSingleSelection over it, and only the shape on screen builds widgets.
 *
 * Arrow keys walk; Enter or a double click activates; Menu, Shift+F10, the secondary button or a long press open the
 * menu, if there is one. A change of shape keeps the focus among the rows.
 *
 * Property "click-activates" (gboolean): a single click or tap activates too.
 * Signal "activated": on the row that is chosen. */
G_DECLARE_FINAL_TYPE (CabTable, cab_table, CAB, TABLE, AdwBin)

GtkWidget *cab_table_new           (void);

/* Once, before anything else. */
void       cab_table_set_layout    (CabTable             *self,
                                    const CabTableLayout *layout);
/* The columns from now on, in this order; they are copied. One whose id was there before keeps the width that the person
 * gave it. The order of the rows is lost: cab_table_sort() comes next. */
void       cab_table_set_columns   (CabTable             *self,
                                    const CabTableColumn *columns,
                                    guint                 n_columns);
/* @selection: of CabTableRow, sorted by cab_table_get_sorter(). NULL lets go of it. */
void       cab_table_set_selection (CabTable             *self,
                                    GtkSingleSelection   *selection);
/* What the headings of the columns say; the same object for as long as the table lives. (transfer none) */
GtkSorter *cab_table_get_sorter    (CabTable             *self);
/* By the column @id; CAB_TABLE_SUMMARY: as the model has them. */
void       cab_table_sort          (CabTable             *self,
                                    int                   id,
                                    GtkSortType           order);
/* The next (1) or previous (-1) row is chosen and scrolled to; a focus among the rows goes along. Without a choice
 * the first or the last. */
void       cab_table_step          (CabTable             *self,
                                    int                   step);
/* The focus goes to the rows, to the chosen one if there is one. */
void       cab_table_grab_rows     (CabTable             *self);
/* What can be done with the chosen row; the row under the pointer is chosen first. (nullable) */
void       cab_table_set_menu      (CabTable             *self,
                                    GMenuModel           *menu);

G_END_DECLS
