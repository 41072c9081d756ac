#pragma once

#include <adwaita.h>

#include "model-coding.h"

G_BEGIN_DECLS

#define CAB_TYPE_CODING_ROW (cab_coding_row_get_type ())

/* One answer from a national list: the row shows it, a click or Enter opens the list with a search
 * that understands all four languages. What was chosen lately stands first.
 *
 * Property "optional" (gboolean): the answer can be taken back.
 * Signal "chosen": the person has chosen another one (not when the program sets it). */
G_DECLARE_FINAL_TYPE (CabCodingRow, cab_coding_row, CAB, CODING_ROW, AdwActionRow)

/* How a list is searched, and parted, whose codes are not those of the metadata of documents. Members are nullable. */
typedef struct
{
  char       *(*dup_key) (ModelCoding *coding); /* folded words by which it is found. (transfer full) */
  const char *(*heading) (ModelCoding *coding); /* stands above the first of its kind; "" for none. Borrowed */
  GPtrArray  *(*find)    (const char *text);    /* what a whole number stands for. (transfer full) (element-type ModelCoding) */
} CabCodingSearch;

GtkWidget   *cab_coding_row_new         (void);
/* @choices of ModelCoding, in the order of the list. */
void         cab_coding_row_set_choices (CabCodingRow *self, GListModel *choices);
/* Codes that go first, NULL-terminated; kept for all choices to come. (nullable) */
void         cab_coding_row_set_recent  (CabCodingRow *self, const char *const *codes);
/* @search lives for ever. */
void         cab_coding_row_set_search  (CabCodingRow *self, const CabCodingSearch *search);
void         cab_coding_row_set_coding  (CabCodingRow *self, ModelCoding *coding);   /* (nullable) */
ModelCoding *cab_coding_row_get_coding  (CabCodingRow *self);                        /* (transfer none) (nullable) */

G_END_DECLS
