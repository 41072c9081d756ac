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

GtkWidget   *cab_coding_row_new         (void);
/* @choices of ModelCoding, in the order of the list. */
void         cab_coding_row_set_choices (CabCodingRow *self, GListModel *choices);
/* Codes that go first, NULL-terminated; kept for all choices to come. (nullable) */
void         cab_coding_row_set_recent  (CabCodingRow *self, const char *const *codes);
void         cab_coding_row_set_coding  (CabCodingRow *self, ModelCoding *coding);   /* (nullable) */
ModelCoding *cab_coding_row_get_coding  (CabCodingRow *self);                        /* (transfer none) (nullable) */

G_END_DECLS
