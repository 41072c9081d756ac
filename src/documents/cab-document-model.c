/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-model.h"

#include "model-text.h"

#include <string.h>

struct _CabDocumentModel
{
  GObject parent_instance;

  GListModel         *documents; /* (owned) (nullable) of ModelDocument */
  GListStore         *rows;      /* (owned) of CabDocumentRow */
  GtkSortListModel   *sorted;    /* (owned) */
  GtkFilterListModel *filtered;  /* (owned) */
  GtkCustomFilter    *filter;    /* (owned) */
  GtkSingleSelection *selection; /* (owned) */

  char         **words;       /* (owned) (nullable) folded, what the filter looks for */
  char          *filter_text; /* (owned) (nullable) folded */
  ModelDocument *document;    /* (owned) (nullable) */
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

  return self->words == NULL || cab_document_row_matches (CAB_DOCUMENT_ROW (item), (const char *const *) self->words);
}

/* 1 where years only rise, -1 where they only fall, 0 where the order is none of years. */
static int
direction_of_years (GListModel *rows)
{
  guint    n = g_list_model_get_n_items (rows);
  gboolean rises = TRUE;
  gboolean falls = TRUE;
  int      before = 0;

  for (guint i = 0; i < n && (rises || falls); i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);
      int year = cab_document_row_get_year (row);

      if (i > 0)
        {
          rises = rises && year >= before;
          falls = falls && year <= before;
        }
      before = year;
    }

  return falls ? -1 : rises ? 1
                            : 0;
}

/* A year stands above its first row, as long as the rows are in the order of years. */
static void
update_headings (CabDocumentModel *self)
{
  GListModel *rows = G_LIST_MODEL (self->filtered);
  guint       n = g_list_model_get_n_items (rows);
  gboolean    grouped = direction_of_years (rows) != 0;
  int         before = -1;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);
      int year = cab_document_row_get_year (row);

      cab_document_row_set_heading (row, grouped && year > 0 && year != before);
      before = year;
    }
}

/* The chosen document's row is back: after a filter, or after a reload as another object. */
static void
restore_selection (CabDocumentModel *self)
{
  GListModel *rows = G_LIST_MODEL (self->filtered);
  guint       n = g_list_model_get_n_items (rows);

  if (self->document == NULL || gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION)
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabDocumentRow) row = g_list_model_get_item (rows, i);

      if (cab_document_model_is_same (cab_document_row_get_document (row), self->document))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

static gboolean
update_cb (gpointer user_data)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (user_data);

  self->update_source = 0;
  update_headings (self);
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

static void
documents_changed_cb (CabDocumentModel *self,
                      guint             position,
                      guint             removed,
                      guint             added,
                      GListModel       *documents)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (added, g_object_unref);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, position + i);

      g_ptr_array_add (rows, cab_document_row_new (document));
    }

  g_list_store_splice (self->rows, position, removed, rows->pdata, rows->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
}

static void
cab_document_model_dispose (GObject *object)
{
  CabDocumentModel *self = CAB_DOCUMENT_MODEL (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  g_clear_object (&self->documents);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorted);
  g_clear_object (&self->rows);
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
  self->rows = g_list_store_new (CAB_TYPE_DOCUMENT_ROW);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), NULL);
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
cab_document_model_set_documents (CabDocumentModel *self,
                                  GListModel       *documents)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  if (self->documents != NULL)
    g_signal_handlers_disconnect_by_data (self->documents, self);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_list_store_remove_all (self->rows);
  cab_document_model_set_filter (self, "");
  if (g_set_object (&self->document, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);

  g_set_object (&self->documents, documents);
  if (documents != NULL)
    {
      g_signal_connect_object (documents, "items-changed", G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
      documents_changed_cb (self, 0, 0, g_list_model_get_n_items (documents), documents);
    }
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
}

void
cab_document_model_set_sorter (CabDocumentModel *self,
                               GtkSorter        *sorter)
{
  g_return_if_fail (CAB_IS_DOCUMENT_MODEL (self));

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
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

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

guint
cab_document_model_step (CabDocumentModel *self,
                         int               step)
{
  guint selected;
  guint n;

  g_return_val_if_fail (CAB_IS_DOCUMENT_MODEL (self), GTK_INVALID_LIST_POSITION);

  n = cab_document_model_get_n_shown (self);
  selected = gtk_single_selection_get_selected (self->selection);
  if (n == 0)
    return GTK_INVALID_LIST_POSITION;

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = step > 0 ? 0 : n - 1;
  else if ((step < 0 && selected == 0) || (step > 0 && selected + 1 == n))
    return selected;
  else
    selected = step > 0 ? selected + 1 : selected - 1;

  gtk_single_selection_set_selected (self->selection, selected);
  return selected;
}
