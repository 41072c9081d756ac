/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-fold.h"

#include "record-versions.h"

struct _CabDocumentFold
{
  RecordVersions  *versions; /* (owned) */
  GHashTable      *rows;     /* (owned) ModelDocument (unowned) → CabDocumentRow (owned) */
  GHashTable      *placed;   /* (owned) CabDocumentRow (owned): those under another */
  GtkSorter       *leading;  /* (owned) (nullable) */
  GtkCustomSorter *sorter;   /* (owned) */
};

static CabDocumentRow *
top_of (CabDocumentRow *row)
{
  CabDocumentRow *leader = cab_document_row_get_leader (row);

  return leader != NULL ? leader : row;
}

/* Equal ones must not mix with what stands under them: any order will do, as long as it is one. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  CabDocumentFold *self = user_data;
  CabDocumentRow  *first = top_of ((CabDocumentRow *) a);
  CabDocumentRow  *second = top_of ((CabDocumentRow *) b);
  int              order = 0;

  if (first == second)
    return cab_document_row_compare_places ((CabDocumentRow *) a, (CabDocumentRow *) b);

  if (self->leading != NULL)
    order = (int) gtk_sorter_compare (self->leading, first, second);
  if (order == 0 && (first != a || second != b || g_hash_table_size (self->placed) > 0))
    order = first < second ? -1 : 1;

  return order;
}

CabDocumentFold *
cab_document_fold_new (void)
{
  CabDocumentFold *self = g_new0 (CabDocumentFold, 1);

  self->versions = record_versions_new ();
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->placed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->sorter = gtk_custom_sorter_new (compare_cb, self, NULL);

  return self;
}

void
cab_document_fold_free (CabDocumentFold *self)
{
  cab_document_fold_set_sorter (self, NULL);
  gtk_custom_sorter_set_sort_func (self->sorter, NULL, NULL, NULL);
  g_object_unref (self->sorter);
  g_hash_table_unref (self->placed);
  g_hash_table_unref (self->rows);
  record_versions_free (self->versions);
  g_free (self);
}

void
cab_document_fold_add (CabDocumentFold *self,
                       CabDocumentRow  *row)
{
  g_hash_table_insert (self->rows, cab_document_row_get_document (row), g_object_ref (row));
  record_versions_add (self->versions, cab_document_row_get_document (row));
}

void
cab_document_fold_remove (CabDocumentFold *self,
                          CabDocumentRow  *row)
{
  record_versions_remove (self->versions, cab_document_row_get_document (row));
  g_hash_table_remove (self->rows, cab_document_row_get_document (row));
  g_hash_table_remove (self->placed, row);
}

static CabDocumentRow *
row_of (CabDocumentFold *self,
        ModelDocument   *document)
{
  return document != NULL ? g_hash_table_lookup (self->rows, document) : NULL;
}

void
cab_document_fold_update (CabDocumentFold *self)
{
  g_autoptr(GPtrArray) inner = record_versions_dup_inner (self->versions);
  g_autoptr(GHashTable) placed = g_steal_pointer (&self->placed);
  GHashTableIter iter;
  gpointer       row;
  gboolean       changed = FALSE;

  self->placed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (guint i = 0; i < inner->len; i++)
    {
      ModelDocument  *document = g_ptr_array_index (inner, i);
      CabDocumentRow *leader = row_of (self, record_versions_get_leader (self->versions, document));

      row = row_of (self, document);
      if (row == NULL || leader == NULL)
        continue;

      g_hash_table_add (self->placed, g_object_ref (row));
      changed = cab_document_row_set_place (row, leader, record_versions_get_age (self->versions, document)) || changed;
    }

  g_hash_table_iter_init (&iter, placed);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (!g_hash_table_contains (self->placed, row))
      changed = cab_document_row_set_place (row, NULL, 0) || changed;

  if (changed)
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

CabDocumentRow *
cab_document_fold_find_newer (CabDocumentFold *self,
                              ModelDocument   *document)
{
  ModelDocument *newer = record_versions_find_newer (self->versions, document);

  return newer != NULL ? row_of (self, record_versions_get_newest (self->versions, newer)) : NULL;
}

static void
leading_changed_cb (CabDocumentFold *self,
                    GtkSorterChange  change)
{
  gtk_sorter_changed (GTK_SORTER (self->sorter), change == GTK_SORTER_CHANGE_INVERTED && g_hash_table_size (self->placed) > 0
                                                     ? GTK_SORTER_CHANGE_DIFFERENT
                                                     : change);
}

void
cab_document_fold_set_sorter (CabDocumentFold *self,
                              GtkSorter       *sorter)
{
  if (self->leading != NULL)
    g_signal_handlers_disconnect_by_data (self->leading, self);
  if (g_set_object (&self->leading, sorter))
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  if (sorter != NULL)
    g_signal_connect_swapped (sorter, "changed", G_CALLBACK (leading_changed_cb), self);
}

GtkSorter *
cab_document_fold_get_sorter (CabDocumentFold *self)
{
  return GTK_SORTER (self->sorter);
}
