/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-recent-private.h"

#define MAX_RECENT 12

gboolean
record_recent_is_same (ModelPatient *a,
                       ModelPatient *b)
{
  ModelIdentifier *first = model_patient_get_n_identifiers (a) > 0 ? model_patient_get_identifier (a, 0) : NULL;
  const char      *value;

  if (a == b)
    return TRUE;
  if (first == NULL)
    return g_strcmp0 (model_patient_get_id (a), model_patient_get_id (b)) == 0;

  value = model_patient_find_identifier (b, model_identifier_get_system (first));

  return g_strcmp0 (value, model_identifier_get_value (first)) == 0;
}

void
record_recent_remember (GListStore   *recent,
                        ModelPatient *patient)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (recent));

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(ModelPatient) other = g_list_model_get_item (G_LIST_MODEL (recent), i - 1);

      if (record_recent_is_same (other, patient))
        g_list_store_remove (recent, i - 1);
    }

  g_list_store_insert (recent, 0, patient);
  if (g_list_model_get_n_items (G_LIST_MODEL (recent)) > MAX_RECENT)
    g_list_store_remove (recent, MAX_RECENT);
}
