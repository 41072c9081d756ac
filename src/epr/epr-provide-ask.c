/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-provide.h"

#include "epr-document-private.h"
#include "epr-error.h"

#include <string.h>

/* More documents than any record has: links that lead round in a circle end there. */
#define MAX_PAGES 100

typedef struct
{
  char     *unique_id; /* (owned) */
  NetTrace *trace;     /* (owned) (nullable) */
  guint     n_pages;
} Ask;

static void page_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
ask_free (Ask *ask)
{
  g_clear_object (&ask->trace);
  g_free (ask->unique_id);
  g_free (ask);
}

/* With or without urn:oid:, as gateways have it. */
static const char *
bare (const char *unique_id)
{
  return g_str_has_prefix (unique_id, "urn:oid:") ? unique_id + strlen ("urn:oid:") : unique_id;
}

static gboolean
has_document (EprPage    *page,
              const char *unique_id)
{
  for (guint i = 0; i < page->documents->len; i++)
    {
      const char *found = model_document_get_unique_id (g_ptr_array_index (page->documents, i));

      if (found != NULL && g_str_equal (bare (found), bare (unique_id)))
        return TRUE;
    }

  return FALSE;
}

/* A server that does not know the parameter gives every document: then the pages are gone through. */
static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprPage) page = epr_document_find_finish (EPR_ACCESS (object), result, &error);

  if (page == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (has_document (page, ask->unique_id))
    g_task_return_int (task, 1);
  else if (page->next == NULL || page->documents->len == 0)
    g_task_return_int (task, 0);
  else if (++ask->n_pages == MAX_PAGES)
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_EXPECTED, "The list of documents does not end");
  else
    epr_document_find_async (EPR_ACCESS (object), page->next, ask->trace, g_task_get_cancellable (task), page_cb,
                             g_object_ref (task));
}

void
epr_provide_ask_async (EprAccess          *access,
                       const char         *unique_id,
                       NetTrace           *trace,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask;

  g_return_if_fail (EPR_IS_ACCESS (access));
  g_return_if_fail (unique_id != NULL);

  ask = g_new0 (Ask, 1);
  ask->unique_id = g_strdup (unique_id);
  g_set_object (&ask->trace, trace);
  task = g_task_new (access, cancellable, callback, user_data);
  g_task_set_source_tag (task, epr_provide_ask_async);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  epr_document_search_async (access, "current,superseded", unique_id, NULL, trace, cancellable, page_cb, g_steal_pointer (&task));
}

int
epr_provide_ask_finish (EprAccess    *access,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_provide_ask_async), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
