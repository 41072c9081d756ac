/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-deposit-private.h"
#include "record-outbox-turn-private.h"

gboolean
record_outbox_get_ready (RecordOutbox *self)
{
  g_return_val_if_fail (RECORD_IS_OUTBOX (self), FALSE);

  return self->ready;
}

RecordDeposit *
record_outbox_find_content (RecordOutbox *self,
                            ModelPatient *patient,
                            const char   *hash)
{
  const char *key;

  g_return_val_if_fail (RECORD_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);
  g_return_val_if_fail (hash != NULL, NULL);

  key = record_outbox_patient_key (patient);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (self), i);
      RecordEntry *entry = record_deposit_get_entry (deposit);

      if (g_strcmp0 (model_document_get_hash (entry->document), hash) == 0 &&
          g_str_equal (record_outbox_patient_key (entry->patient), key))
        return g_steal_pointer (&deposit);
    }

  return NULL;
}
