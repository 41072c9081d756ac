/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-model.h"

#include "cab-document-fold.h"
#include "model-text.h"
#include "record-own.h"

#include <string.h>

struct _CabDocumentModel
{
  GObject parent_instance;

  GListModel         *documents;       /* (owned) (nullable) of ModelDocument */
  GListModel         *superseded;      /* (owned) (nullable) of ModelDocument */
  GListStore         *rows;            /* (owned) of CabDocumentRow, of @documents */
  GListStore         *superseded_rows; /* (owned) of @superseded */
  CabDocumentFold    *fold;            /* (owned) */
  GtkSortListModel   *sorted;          /* (owned) */
  GtkFilterListModel *filtered;        /* (owned) */
  GtkCustomFilter    *filter;          /* (owned) */
  GtkSingleSelection *selection;       /* (owned) */

  char         **words;       /* (owned) (nullable) folded, what the filter looks for */
  char          *filter_text; /* (owned) (nullable) folded */
  ModelDocument *document;    /* (owned) (nullable) */
  RecordSession *session;     /* (owned) (nullable) */
  guint          n_superseded;
  guint          n_own;
  gboolean       wants_superseded;
  gboolean       wants_own;
  guint          update_source;
};

G_DEFINE_FINAL_TYPE (CabDocumentModel, cab_document_model, G_TYPE_OBJECT)

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_N_SHOWN,
  PROP_N_ALL,
} CabDocumentModelProperty;

static GParamSpec *properties[PROP_N_ALL + 1];

gboolean
cab_document_model_is_same (ModelDocument *a,
                            ModelDocument *b)
{
  const char *key;

  if (a == b || a == NULL || b == NULL)
    return a == b;

  key = model_document_get_unique_id (a);
  if (key != NULL)
    return g_strcmp0 (key, model_document_get_unique_id (b)) == 0;
  return g_strcmp0 (model_document_get_id (a), model_document_get_id (b)) == 0;
}

static gboolean
row_passes (gpointer item,
            gpointer user_data)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (user_data);
  CabMarks          marks = cab_document_row_get_marks (item);

  if ((marks & CAB_MARK_SUPERSEDED) != 0 && !self->wants_superseded)
    return FALSE;
  if ((marks & CAB_MARK_OWN) == 0 && self->wants_own)
    return FALSE;

  return self->words == NULL || cab_document_row_matches (CAB_DOCUMENT_ROW (item), (const char *const *) self->words);
}

static guint
find_position (CabDocumentModel *self,
               ModelDocument    *document)
{
  GListModel *rows = G_LIST_MODEL (self->filtered);
  guint       n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      if (cab_document_model_is_same (cab_document_row_get_document (row), document))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* The chosen document's row is back: after a filter, or after a reload as another object. Or another one
 * has replaced it meanwhile, which is then the one to look at. */
static void
restore_selection (CabDocumentModel *self)
{
  CabDocumentRow *newer = NULL;
  guint           position;

  if (self->document == NULL || gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION)
    return;

  position = find_position (self, self->document);
  if (position == GTK_INVALID_LIST_POSITION && model_document_get_status (self->document) == MODEL_DOCUMENT_CURRENT)
    newer = cab_document_fold_find_newer (self->fold, self->document);
  if (newer != NULL)
    position = find_position (self, cab_document_row_get_document (newer));
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position);
}

static gboolean
update_cb (gpointer user_data)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (user_data);

  self->update_source = 0;
  cab_document_fold_update (self->fold);
  /* the order may have changed again by that; this turn sees it already */
  g_clear_handle_id (&self->update_source, g_source_remove);
  cab_table_rows_show_years (G_LIST_MODEL (self->filtered), TRUE);
  restore_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SHOWN]);

  return G_SOURCE_REMOVE;
}

/* Several changes in one turn are followed once, before the next frame is drawn. */
static void
shown_changed_cb (CabDocumentModel *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 10, update_cb, self, NULL);
}

static void
selected_cb (CabDocumentModel *self)
{
  CabDocumentRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (row != NULL && g_set_object (&self->document, cab_document_row_get_document (row)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

/* Counts and folds what came, or what goes (@by -1). */
static void
follow_row (CabDocumentModel *self,
            CabDocumentRow   *row,
            int               by)
{
  CabMarks marks = cab_document_row_get_marks (row);

  if ((marks & CAB_MARK_SUPERSEDED) != 0)
    self->n_superseded += (guint) by;
  if ((marks & CAB_MARK_OWN) != 0)
    self->n_own += (guint) by;
  if (by > 0)
    cab_document_fold_add (self->fold, row);
  else
    cab_document_fold_remove (self->fold, row);
}

static gboolean
is_own (CabDocumentModel *self,
        ModelDocument    *document)
{
  return self->session != NULL && record_own_is (self->session, document);
}

/* What is said of a document was changed: its row stays, and whatever the person was doing there. */
static void
change_row (CabDocumentModel *self,
            CabDocumentRow   *row,
            ModelDocument    *document)
{
  follow_row (self, row, -1);
  cab_document_row_set_document (row, document, is_own (self, document));
  follow_row (self, row, 1);
  gtk_sorter_changed (cab_document_fold_get_sorter (self->fold), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  shown_changed_cb (self);
  if (cab_document_model_is_same (document, self->document) && g_set_object (&self->document, document))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
splice_rows (CabDocumentModel *self,
             GListStore       *store,
             guint             position,
             guint             removed,
             guint             added,
             GListModel       *documents)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (added, g_object_unref);

  if (removed == 1 && added == 1)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (G_LIST_MODEL (store), position);
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, position);

      if (cab_document_model_is_same (cab_document_row_get_document (row), document))
        {
          change_row (self, row, document);
          return;
        }
    }

  for (guint i = 0; i < removed; i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (G_LIST_MODEL (store), position + i);

      follow_row (self, row, -1);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, position + i);
      CabDocumentRow *row = cab_document_row_new (document, is_own (self, document));

      g_ptr_array_add (rows, row);
      follow_row (self, row, 1);
    }

  g_list_store_splice (store, position, removed, rows->pdata, rows->len);
  shown_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
}

static void
documents_changed_cb (CabDocumentModel *self,
                      guint             position,
                      guint             removed,
                      guint             added,
                      GListModel       *documents)
{
  splice_rows (self, self->rows, position, removed, added, documents);
}

static void
superseded_changed_cb (CabDocumentModel *self,
                       guint             position,
                       guint             removed,
                       guint             added,
                       GListModel       *documents)
{
  splice_rows (self, self->superseded_rows, position, removed, added, documents);
}

static void
cab_document_model_dispose (GObject *object)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  if (self->superseded != NULL)
    g_signal_handlers_disconnect_by_data (self->superseded, self);
  g_clear_object (&self->documents);
  g_clear_object (&self->superseded);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorted);
  g_clear_pointer (&self->fold, cab_document_fold_free);
  g_clear_object (&self->rows);
  g_clear_object (&self->superseded_rows);
  g_clear_object (&self->session);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (cab_document_model_parent_class)->dispose (object);
}

static void
cab_document_model_finalize (GObject *object)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (object);

  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->filter_text, g_free);

  G_OBJECT_CLASS (cab_document_model_parent_class)->finalize (object);
}

static void
cab_document_model_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (object);

  switch ((CabDocumentModelProperty) prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_N_SHOWN:
      g_value_set_uint (value, cab_document_model_get_n_shown (self));
      break;
    case PROP_N_ALL:
      g_value_set_uint (value, cab_document_model_get_n_all (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_document_model_class_init (CabDocumentModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = cab_document_model_dispose;
  object_class->finalize = cab_document_model_finalize;
  object_class->get_property = cab_document_model_get_property;

  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, MODEL_TYPE_DOCUMENT, flags);
  properties[PROP_N_SHOWN] = g_param_spec_uint ("n-shown", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ALL] = g_param_spec_uint ("n-all", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cab_document_model_init (CabDocumentModel *self)
{
  GListStore *both = g_list_store_new (G_TYPE_LIST_MODEL);

  self->rows = g_list_store_new (CAB_TYPE_DOCUMENT_ROW);
  self->superseded_rows = g_list_store_new (CAB_TYPE_DOCUMENT_ROW);
  self->fold = cab_document_fold_new ();
  g_list_store_append (both, self->rows);
  g_list_store_append (both, self->superseded_rows);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (both))),
                                          g_object_ref (cab_document_fold_get_sorter (self->fold)));
  self->filter = gtk_custom_filter_new (row_passes, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)), g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->filtered));

  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (shown_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

CabDocumentModel *
cab_document_model_new (void)
{
  return g_object_new (CAB_TYPE_DOCUMENT_MODEL, NULL);
}

void
cab_document_model_set_session (CabDocumentModel *self,
                                RecordSession    *session)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  g_set_object (&self->session, session);
}

void
cab_document_model_set_documents (CabDocumentModel *self,
                                  GListModel       *documents)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  cab_document_model_set_superseded (self, NULL);
  cab_document_model_want_superseded (self, FALSE);
  cab_document_model_want_own (self, FALSE);
  splice_rows (self, self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0, NULL);
  cab_document_model_set_filter (self, "");
  if (g_set_object (&self->document, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);

  g_set_object (&self->documents, documents);
  if (documents != NULL)
    {
      g_signal_connect_object (documents, "items-changed", G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
      documents_changed_cb (self, 0, 0, g_list_model_get_n_items (documents), documents);
    }
}

void
cab_document_model_set_superseded (CabDocumentModel *self,
                                   GListModel       *documents)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  if (self->superseded == documents)
    return;

  if (self->superseded != NULL)
    g_signal_handlers_disconnect_by_data (self->superseded, self);
  splice_rows (self, self->superseded_rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->superseded_rows)), 0, NULL);
  g_set_object (&self->superseded, documents);
  if (documents == NULL)
    return;

  g_signal_connect_object (documents, "items-changed", G_CALLBACK (superseded_changed_cb), self, G_CONNECT_SWAPPED);
  superseded_changed_cb (self, 0, 0, g_list_model_get_n_items (documents), documents);
}

void
cab_document_model_want_superseded (CabDocumentModel *self,
                                    gboolean          wanted)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  if (self->wants_superseded == wanted)
    return;

  self->wants_superseded = wanted;
  gtk_filter_changed (GTK_FILTER (self->filter), wanted ? GTK_FILTER_CHANGE_LESS_STRICT : GTK_FILTER_CHANGE_MORE_STRICT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
}

guint
cab_document_model_get_n_superseded (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), 0);

  return self->n_superseded;
}

void
cab_document_model_want_own (CabDocumentModel *self,
                             gboolean          wanted)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  if (self->wants_own == wanted)
    return;

  self->wants_own = wanted;
  gtk_filter_changed (GTK_FILTER (self->filter), wanted ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
}

guint
cab_document_model_get_n_own (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), 0);

  return self->n_own;
}

void
cab_document_model_choose (CabDocumentModel *self,
                           ModelDocument    *document)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));
  g_return_if_fail (MODEL_IS_DOCUMENT (document));

  if (cab_document_model_is_same (document, self->document) &&
      gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION)
    return;

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (g_set_object (&self->document, document))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  restore_selection (self);
}

void
cab_document_model_set_sorter (CabDocumentModel *self,
                               GtkSorter        *sorter)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  cab_document_fold_set_sorter (self->fold, sorter);
}

/* Whether all that passes @next passed @before: then only rows shown are looked at. */
static GtkFilterChange
filter_change (const char *before,
               const char *next)
{
  if (before == NULL || g_str_has_prefix (next, before))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (g_str_has_prefix (before, next))
    return GTK_FILTER_CHANGE_LESS_STRICT;
  return GTK_FILTER_CHANGE_DIFFERENT;
}

void
cab_document_model_set_filter (CabDocumentModel *self,
                               const char       *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *before = NULL;
  g_auto(GStrv) words = NULL;

  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  folded = model_text_fold (text);
  g_strstrip (folded);
  if (g_strcmp0 (folded, self->filter_text != NULL ? self->filter_text : "") == 0)
    return;

  words = *folded != '\0' ? g_strsplit (folded, " ", -1) : NULL;
  before = g_steal_pointer (&self->filter_text);
  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_steal_pointer (&words);
  self->filter_text = g_strdup (folded);
  gtk_filter_changed (GTK_FILTER (self->filter), filter_change (before, folded));
}

GtkSelectionModel *
cab_document_model_get_selection (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

ModelDocument *
cab_document_model_get_document (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), NULL);

  return self->document;
}

guint
cab_document_model_get_n_shown (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

guint
cab_document_model_get_n_all (CabDocumentModel *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows)) + g_list_model_get_n_items (G_LIST_MODEL (self->superseded_rows)) -
         (self->wants_superseded ? 0 : self->n_superseded);
}
