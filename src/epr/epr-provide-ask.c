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

static ModelDocument *
find_document (EprPage    *page,
               const char *unique_id)
{
  for (guint i = 0; i < page->documents->len; i++)
    {
      ModelDocument *document = g_ptr_array_index (page->documents, i);
      const char    *found = model_document_get_unique_id (document);

      if (found != NULL && g_str_equal (bare (found), bare (unique_id)))
        return document;
    }

  return NULL;
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
  ModelDocument *found = page != NULL ? find_document (page, ask->unique_id) : NULL;

  if (page == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (found != NULL || page->next == NULL || page->documents->len == 0)
    g_task_return_pointer (task, found != NULL ? g_object_ref (found) : NULL, g_object_unref);
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

ModelDocument *
epr_provide_ask_finish_document (EprAccess    *access,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, epr_provide_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

int
epr_provide_ask_finish (EprAccess    *access,
                        GAsyncResult *result,
                        GError      **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(ModelDocument) found = epr_provide_ask_finish_document (access, result, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }

  return found != NULL ? 1 : 0;
}
