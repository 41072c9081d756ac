#pragma once

#include "print-book.h"
#include "print-text-private.h"

G_BEGIN_DECLS

typedef enum
{
  PRINT_ITEM_BEGIN, /* a tag */
  PRINT_ITEM_END,
  PRINT_ITEM_TEXT,
  PRINT_ITEM_RULE,  /* a line to the right */
} PrintItemKind;

typedef struct
{
  PrintItemKind kind;
  const char   *tag;   /* static */
  PrintStyle    style;
  char         *text;  /* (owned) (nullable) one line */
  double        x;
  double        y;     /* of a text its baseline */
  double        width; /* of a rule */
} PrintItem;

/* What the PDF says about itself; copied. */
typedef struct
{
  const char *title;
  const char *language; /* "fr-CH" */
  const char *second;   /* (nullable) "de-CH" */
  const char *author;   /* (nullable) */
  GDateTime  *created;
} PrintBookInfo;

/* While it is made, of one thread. @pages: (element-type GArray of PrintItem) (transfer full) */
PrintBook *print_book_new (const PrintBookInfo *info,
                           GPtrArray           *pages);
void       print_item_clear (PrintItem *item);

G_END_DECLS
