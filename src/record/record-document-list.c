/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-document-list-private.h"

#include "epr-document.h"
#include "model-issue.h"
#include "net-trace.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

/* Pages come parsed from a worker. They wait in a queue, from which the main loop takes as many rows
 * as fit a part of a frame; meanwhile the next page is already asked for. A view may be slow to take
 * rows (it sorts and filters them), so what is measured is the whole emission. */

#define PORTION 64  /* rows per emission */
#define BUDGET 4000 /* µs per turn of the main loop */

#define ADDRESSES_LAST (60 * 60 * G_TIME_SPAN_SECOND) /* R-MHD-9 */

struct _RecordDocumentList
{
  GObject parent_instance;

  EprAccess   *access; /* (owned) (nullable) NULL after close */
  RecordFailed failed; /* (nullable) */
  gpointer     failed_data;

  GPtrArray    *rows;     /* (owned) of ModelDocument */
  GListStore   *warnings; /* (owned) of ModelIssue */
  ModelProblem *problem;  /* (owned) (nullable) */
  gint64        total;
  gboolean      superseded; /* what it is a list of */
  gboolean      loading;
  gboolean      complete;

  /* In progress */
  NetTrace     *trace;       /* (owned) of this loading (R-TRC-2) */
  GCancellable *cancellable; /* (owned) of this loading */
  GQueue        pages;       /* of GPtrArray of ModelDocument, to be appended */
  guint         n_appended;  /* of the first of @pages */
  char         *next;        /* (owned) (nullable) the page to ask for; NULL with @started: none */
  gboolean      started;     /* the first page is there */
  gboolean      replace;     /* rows of an earlier loading go when it comes */
  gboolean      all_asked;   /* the last page is there */
  guint         idle_id;
  gint64        asked_at; /* µs, monotonic: when this loading began */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RecordDocumentList, record_document_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_LOADING = 1,
  PROP_COMPLETE,
  PROP_TOTAL,
  PROP_PROBLEM,
  PROP_WARNINGS,
} RecordDocumentListProperty;

static GParamSpec *properties[PROP_WARNINGS + 1];

static void ask_for_page (RecordDocumentList *self);
static void page_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
set_loading (RecordDocumentList *self,
             gboolean            loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
set_complete (RecordDocumentList *self,
              gboolean            complete)
{
  if (self->complete == complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
set_total (RecordDocumentList *self,
           gint64              total)
{
  if (self->total == total)
    return;

  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

static void
take_problem (RecordDocumentList *self,
              ModelProblem       *problem)
{
  g_autoptr(ModelProblem) owned = problem;

  if (g_set_object (&self->problem, owned))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Every page may repeat what the first one said. */
static gboolean
is_known (RecordDocumentList *self,
          ModelIssue         *issue)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->warnings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelIssue) other = g_list_model_get_item (G_LIST_MODEL (self->warnings), i);

      if (g_strcmp0 (model_issue_get_community (other), model_issue_get_community (issue)) == 0 &&
          g_strcmp0 (model_issue_get_text (other), model_issue_get_text (issue)) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_warning (RecordDocumentList *self,
             ModelIssue         *issue)
{
  if (model_issue_get_severity (issue) >= MODEL_ISSUE_WARNING && !is_known (self, issue))
    g_list_store_append (self->warnings, issue);
}

static void
add_warnings (RecordDocumentList *self,
              EprPage            *page)
{
  for (guint i = 0; i < page->issues->len; i++)
    add_warning (self, g_ptr_array_index (page->issues, i));

  if (page->n_foreign > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("The community sent %u document about another person. It is not shown.",
                                                         "The community sent %u documents about another person. They are not shown.",
                                                         page->n_foreign),
                                               page->n_foreign);
      g_autoptr(ModelIssue) issue = model_issue_new (MODEL_ISSUE_WARNING, "security", text, NULL, NULL, NULL, NULL);

      g_debug ("%u documents with another subject left out", page->n_foreign);
      add_warning (self, issue);
    }
}

static void
finish_if_done (RecordDocumentList *self)
{
  if (!self->all_asked || self->pages.length > 0)
    return;

  set_complete (self, TRUE);
  set_loading (self, FALSE);
}

static void
append_portion (RecordDocumentList *self)
{
  GPtrArray *page = g_queue_peek_head (&self->pages);
  guint      position = self->rows->len;
  guint      n = MIN (PORTION, page->len - self->n_appended);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->rows, g_object_ref (g_ptr_array_index (page, self->n_appended + i)));
  self->n_appended += n;
  if (self->n_appended == page->len)
    {
      g_ptr_array_unref (g_queue_pop_head (&self->pages));
      self->n_appended = 0;
    }
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
}

/* A handler of items-changed may close or reload this very list: its state is looked at anew each time. */
static gboolean
append_cb (gpointer user_data)
{
  g_autoptr(RecordDocumentList) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + BUDGET;

  while (self->pages.length > 0 && g_get_monotonic_time () < deadline)
    append_portion (self);

  if (self->pages.length > 0)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  if (self->access != NULL)
    finish_if_done (self);

  return G_SOURCE_REMOVE;
}

static void
queue_documents (RecordDocumentList *self,
                 GPtrArray          *documents)
{
  g_queue_push_tail (&self->pages, g_ptr_array_ref (documents));
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (append_cb, self);
}

static void
remove_rows (RecordDocumentList *self)
{
  guint n = self->rows->len;

  if (n == 0)
    return;

  g_ptr_array_set_size (self->rows, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

static void
stop_appending (RecordDocumentList *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_ptr_array_unref);
  self->n_appended = 0;
}

static void
take_page (RecordDocumentList *self,
           EprPage            *page)
{
  /* A server that leads to the page it just gave would be asked for ever. */
  gboolean is_last = page->next == NULL || g_strcmp0 (page->next, self->next) == 0;

  if (!self->started)
    {
      self->started = TRUE;
      if (self->replace)
        remove_rows (self);
      self->replace = FALSE;
      set_total (self, page->total);
    }

  add_warnings (self, page);
  queue_documents (self, page->documents);
  if (is_last)
    self->all_asked = TRUE;
  else
    {
      g_free (self->next);
      self->next = g_steal_pointer (&page->next);
      ask_for_page (self);
    }
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(RecordDocumentList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(EprPage) page = epr_document_find_finish (EPR_ACCESS (object), result, &error);

  /* Closed or started anew: this answer is nobody's any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (page != NULL)
    {
      take_page (self, page);
      return;
    }

  if (self->failed != NULL)
    self->failed (error, self->failed_data);
  if (self->access == NULL)
    return;

  take_problem (self, record_problem_new_from_error (error));
  set_loading (self, FALSE);
}

static void
ask_for_page (RecordDocumentList *self)
{
  if (self->access == NULL)
    return;

  if (self->superseded)
    epr_document_find_superseded_async (self->access, self->next, self->trace, self->cancellable, page_cb, g_object_ref (self));
  else
    epr_document_find_async (self->access, self->next, self->trace, self->cancellable, page_cb, g_object_ref (self));
}

static void
start (RecordDocumentList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->trace);
  self->cancellable = g_cancellable_new ();
  self->trace = net_trace_new ();
  self->asked_at = g_get_monotonic_time ();
  take_problem (self, NULL);
  set_complete (self, FALSE);
  set_loading (self, TRUE);
  ask_for_page (self);
}

static GType
record_document_list_get_item_type (GListModel *model)
{
  return MODEL_TYPE_DOCUMENT;
}

static guint
record_document_list_get_n_items (GListModel *model)
{
  return RECORD_DOCUMENT_LIST (model)->rows->len;
}

static gpointer
record_document_list_get_item (GListModel *model,
                               guint       position)
{
  RecordDocumentList *self = RECORD_DOCUMENT_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = record_document_list_get_item_type;
  iface->get_n_items = record_document_list_get_n_items;
  iface->get_item = record_document_list_get_item;
}

static void
record_document_list_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  RecordDocumentList *self = RECORD_DOCUMENT_LIST (object);

  switch ((RecordDocumentListProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;

    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;

    case PROP_WARNINGS:
      g_value_set_object (value, self->warnings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_document_list_dispose (GObject *object)
{
  RecordDocumentList *self = RECORD_DOCUMENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  stop_appending (self);
  self->failed = NULL;
  g_clear_object (&self->access);
  g_clear_object (&self->problem);

  G_OBJECT_CLASS (record_document_list_parent_class)->dispose (object);
}

static void
record_document_list_finalize (GObject *object)
{
  RecordDocumentList *self = RECORD_DOCUMENT_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->warnings);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->trace);
  g_free (self->next);

  G_OBJECT_CLASS (record_document_list_parent_class)->finalize (object);
}

static void
record_document_list_class_init (RecordDocumentListClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_document_list_get_property;
  object_class->dispose = record_document_list_dispose;
  object_class->finalize = record_document_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, MODEL_TYPE_PROBLEM, flags);
  properties[PROP_WARNINGS] = g_param_spec_object ("warnings", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_document_list_init (RecordDocumentList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->warnings = g_list_store_new (MODEL_TYPE_ISSUE);
  self->total = -1;
  g_queue_init (&self->pages);
}

RecordDocumentList *
record_document_list_new (EprAccess   *access,
                          gboolean     superseded,
                          RecordFailed failed,
                          gpointer     user_data)
{
  RecordDocumentList *self = g_object_new (RECORD_TYPE_DOCUMENT_LIST, NULL);

  self->superseded = superseded;
  self->access = g_object_ref (access);
  self->failed = failed;
  self->failed_data = user_data;
  start (self);

  return self;
}

RecordDocumentList *
record_document_list_new_failed (const GError *error)
{
  RecordDocumentList *self = g_object_new (RECORD_TYPE_DOCUMENT_LIST, NULL);

  take_problem (self, record_problem_new_from_error (error));

  return self;
}

void
record_document_list_close (RecordDocumentList *self)
{
  g_return_if_fail (RECORD_IS_DOCUMENT_LIST (self));

  self->failed = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->access);
  stop_appending (self);
  remove_rows (self);
  g_list_store_remove_all (self->warnings);
  take_problem (self, NULL);
  set_loading (self, FALSE);
}

gboolean
record_document_list_get_loading (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), FALSE);

  return self->loading;
}

gboolean
record_document_list_get_complete (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), FALSE);

  return self->complete;
}

gint64
record_document_list_get_total (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), -1);

  return self->total;
}

ModelProblem *
record_document_list_get_problem (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), NULL);

  return self->problem;
}

GListModel *
record_document_list_get_warnings (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), NULL);

  return G_LIST_MODEL (self->warnings);
}

void
record_document_list_continue (RecordDocumentList *self)
{
  g_return_if_fail (RECORD_IS_DOCUMENT_LIST (self));

  if (self->access != NULL && !self->loading && !self->complete)
    start (self);
}

void
record_document_list_reload (RecordDocumentList *self)
{
  g_return_if_fail (RECORD_IS_DOCUMENT_LIST (self));

  if (self->access == NULL)
    return;

  stop_appending (self);
  g_list_store_remove_all (self->warnings);
  g_clear_pointer (&self->next, g_free);
  self->started = FALSE;
  self->replace = TRUE;
  self->all_asked = FALSE;
  start (self);
}

gboolean
record_document_list_is_old (RecordDocumentList *self)
{
  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), FALSE);

  return self->access != NULL && g_get_monotonic_time () - self->asked_at > ADDRESSES_LAST;
}

void
record_document_list_age (RecordDocumentList *self)
{
  g_return_if_fail (RECORD_IS_DOCUMENT_LIST (self));

  self->asked_at -= ADDRESSES_LAST + 1;
}

static guint
find_row (RecordDocumentList *self,
          ModelDocument      *document)
{
  const char *unique_id = model_document_get_unique_id (document);

  for (guint i = 0; unique_id != NULL && i < self->rows->len; i++)
    if (g_strcmp0 (model_document_get_unique_id (g_ptr_array_index (self->rows, i)), unique_id) == 0)
      return i;

  return G_MAXUINT;
}

ModelDocument *
record_document_list_find_same (RecordDocumentList *self,
                                ModelDocument      *document)
{
  guint position = G_MAXUINT;

  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), NULL);

  position = find_row (self, document);

  return position != G_MAXUINT ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

gboolean
record_document_list_replace (RecordDocumentList *self,
                              ModelDocument      *document)
{
  guint position = G_MAXUINT;

  g_return_val_if_fail (RECORD_IS_DOCUMENT_LIST (self), FALSE);

  position = find_row (self, document);
  if (position == G_MAXUINT)
    return FALSE;

  g_object_unref (g_ptr_array_index (self->rows, position));
  g_ptr_array_index (self->rows, position) = g_object_ref (document);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);

  return TRUE;
}
