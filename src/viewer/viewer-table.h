#pragma once

#include "render-text.h"

G_BEGIN_DECLS

/* Characters @first to @first + @n as rows with a tab between their cells, as a laboratory report or any table is set: what
 * stands at one height is a row, what stands one below the other is a column, also where a cell is empty. Text without wide
 * gaps comes line by line. (transfer full) */
char *viewer_table_copy (RenderText *text, guint first, guint n);

G_END_DECLS
