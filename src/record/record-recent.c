/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-recent-private.h"

#define MAX_RECENT 12

void
record_recent_remember (GListStore   *recent,
                        ModelPatient *patient)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (recent));

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(ModelPatient) other = g_list_model_get_item (G_LIST_MODEL (recent), i - 1);

      if (model_patient_is_same (other, patient))
        g_list_store_remove (recent, i - 1);
    }

  g_list_store_insert (recent, 0, patient);
  if (g_list_model_get_n_items (G_LIST_MODEL (recent)) > MAX_RECENT)
    g_list_store_remove (recent, MAX_RECENT);
}
