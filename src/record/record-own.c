/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-own.h"

#include "model-number.h"

static gboolean
is_by (ModelDocument *document,
       ModelUser     *user)
{
  const char *gln = user != NULL ? model_user_get_id (user) : NULL;

  for (guint i = 0; gln != NULL && model_number_is_gln (gln) && i < model_document_get_n_authors (document); i++)
    if (g_strcmp0 (model_document_get_author (document, i)->person_gln, gln) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
went_through (RecordOutbox  *outbox,
              ModelDocument *document)
{
  const char *unique_id = model_document_get_unique_id (document);

  for (guint i = 0; unique_id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr(RecordDeposit) deposit = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (g_strcmp0 (model_document_get_unique_id (record_deposit_get_document (deposit)), unique_id) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
record_own_is (RecordSession *session,
               ModelDocument *document)
{
  RecordOutbox *outbox;

  g_return_val_if_fail (RECORD_IS_SESSION (session), FALSE);
  g_return_val_if_fail (MODEL_IS_DOCUMENT (document), FALSE);

  outbox = record_session_get_outbox (session);

  return is_by (document, record_session_get_user (session)) || (outbox != NULL && went_through (outbox, document));
}
