#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a narrow table asks for what stands in a row's two lines, instead of a column's id. */
#define CAB_TABLE_SUMMARY (-1)

/* Marks that one cell can have. */
#define CAB_TABLE_MAX_MARKS 10

typedef struct
{
  const char *icon;  /* (transfer none) */
  const char *words; /* (transfer none) (nullable) its tooltip and its name; NULL: the cell's text says it already */
} CabTableMark;

typedef enum
{
  CAB_TABLE_PLAIN = 0,
  CAB_TABLE_STRUCK = 1 << 0,  /* it does not count: what names the row is struck through */
  CAB_TABLE_EARLIER = 1 << 1, /* something newer has taken its place */
  CAB_TABLE_INNER = 1 << 2,   /* it stands under the row before it, and has no year of its own */
} CabTableLook;

/* A row in two lines. */
typedef struct
{
  const char *title;  /* (transfer none) */
  const char *corner; /* (transfer none) at the end of the first line: mostly the date */
  char       *line;   /* (transfer full) the second line */
} CabTableSummary;

#define CAB_TYPE_TABLE_ROW (cab_table_row_get_type ())

/* What a CabTable shows: a pane derives its rows from this. The table asks often: words are made once, when the row
 * is. "" wherever there is nothing to say, never NULL.
 *
 * Property "heading" (gboolean, read-only, notify): the first of its year, with the year above it.
 * Signal "changed": the same row, other words, marks or look. */
G_DECLARE_DERIVABLE_TYPE (CabTableRow, cab_table_row, CAB, TABLE_ROW, GObject)

struct _CabTableRowClass
{
  GObjectClass parent_class;

  /* (transfer none) The words of a column. */
  const char  *(*get_text)   (CabTableRow      *self,
                              int               column);
  void         (*summarize)  (CabTableRow      *self,
                              CabTableSummary  *summary);
  /* <0, 0, >0 by a column. */
  int          (*compare)    (CabTableRow      *a,
                              CabTableRow      *b,
                              int               column);
  /* Fills @marks, at most CAB_TABLE_MAX_MARKS; returns how many. @column: or CAB_TABLE_SUMMARY. (nullable: none) */
  guint        (*list_marks) (CabTableRow      *self,
                              int               column,
                              CabTableMark     *marks);
  CabTableLook (*get_look)   (CabTableRow      *self);   /* (nullable: plain) */
  int          (*get_year)   (CabTableRow      *self);   /* 0: unknown. (nullable: unknown) */
};

const char  *cab_table_row_get_text    (CabTableRow     *self,
                                        int              column);
void         cab_table_row_summarize   (CabTableRow     *self,
                                        CabTableSummary *summary);
int          cab_table_row_compare     (CabTableRow     *a,
                                        CabTableRow     *b,
                                        int              column);
guint        cab_table_row_list_marks  (CabTableRow     *self,
                                        int              column,
                                        CabTableMark    *marks);
CabTableLook cab_table_row_get_look    (CabTableRow     *self);
int          cab_table_row_get_year    (CabTableRow     *self);
gboolean     cab_table_row_get_heading (CabTableRow     *self);

/* For the row itself: emits "changed". */
void         cab_table_row_changed     (CabTableRow     *self);

/* A year stands above its first row as long as @rows (of CabTableRow, in the order shown) rise or fall by years;
 * otherwise, and unless @wanted, above none. To be called after whatever changed the order. */
void         cab_table_rows_show_years (GListModel      *rows,
                                        gboolean         wanted);

G_END_DECLS
