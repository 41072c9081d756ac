/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-years.h"

#include "cab-document-row.h"

/* 1 where years only rise, -1 where they only fall, 0 where the order is none of years. What stands under
 * another row counts with it. */
static int
direction_of_years (GListModel *rows)
{
  guint    n = g_list_model_get_n_items (rows);
  gboolean rises = TRUE;
  gboolean falls = TRUE;
  int      before = -1;

  for (guint i = 0; i < n && (rises || falls); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);
      int year = cab_document_row_get_year (row);

      if (cab_document_row_get_leader (row) != NULL)
        continue;
      if (before >= 0)
        {
          rises = rises && year >= before;
          falls = falls && year <= before;
        }
      before = year;
    }

  return falls ? -1 : rises ? 1
                            : 0;
}

void
cab_document_years_show (GListModel *rows)
{
  guint    n = g_list_model_get_n_items (rows);
  gboolean grouped = direction_of_years (rows) != 0;
  int      before = -1;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);
      gboolean leads = cab_document_row_get_leader (row) == NULL;
      int      year = cab_document_row_get_year (row);

      cab_document_row_set_heading (row, leads && grouped && year > 0 && year != before);
      before = leads ? year : before;
    }
}
