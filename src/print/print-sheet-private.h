#pragma once

#include "print-book-private.h"
#include "print-words.h"

G_BEGIN_DECLS

#define PRINT_MARGIN 48.0 /* points */
#define PRINT_WIDTH (PRINT_PAGE_WIDTH - 2 * PRINT_MARGIN)

/* Pages that are being filled from the top; of one thread. */
typedef struct _PrintSheet PrintSheet;

/* @language, @second: two letters; borrowed as long as the sheet. */
PrintSheet  *print_sheet_new        (const char  *language,
                                     const char  *second);   /* (nullable) */
/* Every page with @left and its number below. (transfer full); ends the sheet */
PrintBook   *print_sheet_finish     (PrintSheet          *self,
                                     const PrintBookInfo *info,
                                     const char          *left,
                                     const char          *below);

const char  *print_sheet_get_language (PrintSheet *self);
const char  *print_sheet_get_second (PrintSheet  *self);   /* (nullable) */
PangoContext *print_sheet_get_context (PrintSheet *self);
double       print_sheet_get_y      (PrintSheet  *self);
void         print_sheet_skip       (PrintSheet  *self,
                                     double       height);
/* Whether a page of its own was begun, since @height did not fit. */
gboolean     print_sheet_need       (PrintSheet  *self,
                                     double       height);

/* A structure tag, literally. */
void         print_sheet_begin      (PrintSheet  *self,
                                     const char  *tag);
void         print_sheet_end        (PrintSheet  *self,
                                     const char  *tag);
/* One line; @y: the top of it. */
void         print_sheet_line       (PrintSheet  *self,
                                     PrintStyle   style,
                                     double       x,
                                     double       y,
                                     const char  *text);
/* Lines below each other; returns their height. */
double       print_sheet_lines      (PrintSheet  *self,
                                     PrintStyle   style,
                                     double       x,
                                     double       y,
                                     GPtrArray   *lines);
/* The same with the first of them on the baseline that a line of the usual text at @y has, so that different sizes stand
 * beside each other. */
double       print_sheet_lines_beside (PrintSheet *self,
                                       PrintStyle  style,
                                       double      x,
                                       double      y,
                                       GPtrArray  *lines);
/* A line across the page at @y, no content. */
void         print_sheet_rule       (PrintSheet  *self,
                                     PrintStyle   style,
                                     double       y);

/* Text of the whole width, as a @tag for each page it comes to stand on. */
void         print_sheet_paragraph  (PrintSheet  *self,
                                     const char  *tag,
                                     PrintStyle   style,
                                     const char  *text);
/* A heading in both languages, with room below for what it is above. */
void         print_sheet_heading    (PrintSheet  *self,
                                     PrintWord    word);

typedef struct
{
  PrintWord title;
  double    share; /* of the width; all of them make 1 */
} PrintColumn;

typedef struct
{
  PrintStyle  style;
  const char *text;    /* (nullable) */
  const char *second;  /* (nullable) the same in the second language */
  gboolean    heading; /* of its row */
} PrintCell;

typedef struct _PrintTable PrintTable;

/* A table whose headings stand again on every page. */
PrintTable  *print_table_begin      (PrintSheet         *sheet,
                                     const PrintColumn  *columns,
                                     guint               n_columns);
/* A cell for each column; a heading without text is that of the row above. @group: the first row of what belongs together, with
 * a line above it; else, on top of a page, @continued (nullable) stands in the place of its heading, for the eye. */
void         print_table_row        (PrintTable         *self,
                                     const PrintCell    *cells,
                                     gboolean            group,
                                     const char         *continued);
void         print_table_end        (PrintTable         *self);

G_END_DECLS
