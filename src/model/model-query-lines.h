#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A longer list is no afternoon's, a longer line no person's. */
#define MODEL_QUERY_LINES_MAX 500
#define MODEL_QUERY_LINE_MAX 200

/* A list of patients that somebody pasted or opened: each line a text for the search box (model_patient_query_parse()), no
 * more. UTF-8, or the Latin 1 of old spreadsheets; tabs, semicolons and quotation marks between columns become spaces, and
 * empty lines are passed over. Nothing else is understood here, so that a person decides about each.
 * @n_left_out: (nullable) lines that were too long or too many. Pure, any thread. (transfer full) (element-type utf8) */
GPtrArray *model_query_lines_read (const char *bytes,
                                   gsize       size,
                                   guint      *n_left_out);

G_END_DECLS
