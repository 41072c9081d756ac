/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-versions.h"

#include <string.h>

#define LONGEST_CHAIN 1000

struct _RecordVersions
{
  GHashTable *documents; /* (owned) the documents, as a set */
  GHashTable *by_name;   /* (owned) id, entryUUID or uniqueId → document (unowned) */
  GHashTable *related;   /* (owned) those that say how they relate to others, as a set (unowned) */

  /* Follow from these when first asked for */
  gboolean    linked;
  GHashTable *newer;   /* (owned) unowned → unowned */
  GHashTable *older;   /* (owned) */
  GHashTable *parents; /* (owned) */
};

RecordVersions *
record_versions_new (void)
{
  RecordVersions *self = g_new0 (RecordVersions, 1);

  self->documents = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->related = g_hash_table_new (NULL, NULL);
  self->newer = g_hash_table_new (NULL, NULL);
  self->older = g_hash_table_new (NULL, NULL);
  self->parents = g_hash_table_new (NULL, NULL);

  return self;
}

void
record_versions_free (RecordVersions *self)
{
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->related);
  g_hash_table_unref (self->newer);
  g_hash_table_unref (self->older);
  g_hash_table_unref (self->parents);
  g_hash_table_unref (self->documents);
  g_free (self);
}

typedef const char *(*Name) (ModelDocument *document);

static const Name names[] = { model_document_get_id, model_document_get_entry_uuid, model_document_get_unique_id };

void
record_versions_add (RecordVersions *self,
                     ModelDocument  *document)
{
  g_return_if_fail (MODEL_IS_DOCUMENT (document));

  if (!g_hash_table_add (self->documents, g_object_ref (document)))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i](document) != NULL)
      g_hash_table_insert (self->by_name, g_strdup (names[i](document)), document);
  if (model_document_get_n_relations (document) > 0)
    g_hash_table_add (self->related, document);
  self->linked = FALSE;
}

void
record_versions_add_all (RecordVersions *self,
                         GListModel     *documents)
{
  for (guint i = 0; documents != NULL && i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (documents, i);

      record_versions_add (self, document);
    }
}

void
record_versions_remove (RecordVersions *self,
                        ModelDocument  *document)
{
  /* another loading of the same document may have its names by now */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i](document) != NULL && g_hash_table_lookup (self->by_name, names[i](document)) == document)
      g_hash_table_remove (self->by_name, names[i](document));
  g_hash_table_remove (self->related, document);
  g_hash_table_remove (self->documents, document);
  self->linked = FALSE;
}

ModelDocument *
record_versions_dup_same (RecordVersions *self,
                          ModelDocument  *document)
{
  const char    *unique_id = model_document_get_unique_id (document);
  ModelDocument *same = unique_id != NULL ? g_hash_table_lookup (self->by_name, unique_id) : NULL;

  if (same == NULL && g_hash_table_contains (self->documents, document))
    same = document;

  return same != NULL ? g_object_ref (same) : NULL;
}

/* "DocumentReference/17", "https://…/DocumentReference/17/_history/2", "urn:uuid:…", "urn:oid:…" */
static char *
name_of_target (const char *target)
{
  const char *id = strstr (target, "DocumentReference/");

  if (id == NULL)
    return g_strdup (target);

  id += strlen ("DocumentReference/");

  return g_strndup (id, strcspn (id, "/?#"));
}

static ModelDocument *
find_target (RecordVersions *self,
             const char     *target)
{
  g_autofree char *name = name_of_target (target);

  return g_hash_table_lookup (self->by_name, name);
}

static void
link_document (RecordVersions *self,
               ModelDocument  *document)
{
  for (guint i = 0; i < model_document_get_n_relations (document); i++)
    {
      const ModelDocumentRelation *relation = model_document_get_relation (document, i);
      ModelDocument               *target = find_target (self, relation->target);

      if (target == NULL || target == document)
        continue;

      if (g_str_equal (relation->code, "replaces"))
        {
          g_hash_table_insert (self->newer, target, document);
          g_hash_table_insert (self->older, document, target);
        }
      else if (g_str_equal (relation->code, "appends"))
        g_hash_table_insert (self->parents, document, target);
    }
}

static void
link_all (RecordVersions *self)
{
  GHashTableIter iter;
  gpointer       document;

  if (self->linked)
    return;

  self->linked = TRUE;
  g_hash_table_remove_all (self->newer);
  g_hash_table_remove_all (self->older);
  g_hash_table_remove_all (self->parents);
  g_hash_table_iter_init (&iter, self->related);
  while (g_hash_table_iter_next (&iter, &document, NULL))
    link_document (self, document);
}

ModelDocument *
record_versions_get_newer (RecordVersions *self,
                           ModelDocument  *document)
{
  link_all (self);

  return g_hash_table_lookup (self->newer, document);
}

ModelDocument *
record_versions_get_older (RecordVersions *self,
                           ModelDocument  *document)
{
  link_all (self);

  return g_hash_table_lookup (self->older, document);
}

ModelDocument *
record_versions_get_newest (RecordVersions *self,
                            ModelDocument  *document)
{
  ModelDocument *newest = document;
  ModelDocument *newer = record_versions_get_newer (self, document);

  for (guint i = 0; newer != NULL && newer != document && i < LONGEST_CHAIN; i++)
    {
      newest = newer;
      newer = record_versions_get_newer (self, newest);
    }

  return newest;
}

ModelDocument *
record_versions_get_parent (RecordVersions *self,
                            ModelDocument  *document)
{
  link_all (self);

  return g_hash_table_lookup (self->parents, document);
}

GPtrArray *
record_versions_dup_inner (RecordVersions *self)
{
  GPtrArray     *inner = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       document;

  link_all (self);
  g_hash_table_iter_init (&iter, self->newer);
  while (g_hash_table_iter_next (&iter, &document, NULL))
    g_ptr_array_add (inner, document);
  g_hash_table_iter_init (&iter, self->parents);
  while (g_hash_table_iter_next (&iter, &document, NULL))
    if (!g_hash_table_contains (self->newer, document))
      g_ptr_array_add (inner, document);

  return inner;
}

ModelDocument *
record_versions_get_leader (RecordVersions *self,
                            ModelDocument  *document)
{
  ModelDocument *leader = record_versions_get_newest (self, document);
  ModelDocument *parent = record_versions_get_parent (self, leader);

  for (guint i = 0; parent != NULL && i < LONGEST_CHAIN; i++)
    {
      leader = record_versions_get_newest (self, parent);
      parent = record_versions_get_parent (self, leader);
    }

  return leader != document ? leader : NULL;
}

static gboolean
is_named (ModelDocument *document,
          const char    *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i](document), name) == 0)
      return TRUE;

  return FALSE;
}

ModelDocument *
record_versions_find_newer (RecordVersions *self,
                            ModelDocument  *document)
{
  GHashTableIter iter;
  gpointer       other;

  g_hash_table_iter_init (&iter, self->related);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    for (guint i = 0; i < model_document_get_n_relations (other); i++)
      {
        const ModelDocumentRelation *relation = model_document_get_relation (other, i);
        g_autofree char             *name = name_of_target (relation->target);

        if (g_str_equal (relation->code, "replaces") && is_named (document, name))
          return other;
      }

  return NULL;
}

guint
record_versions_get_age (RecordVersions *self,
                         ModelDocument  *document)
{
  ModelDocument *newer = record_versions_get_newer (self, document);
  guint          age = 0;

  for (; newer != NULL && newer != document && age < LONGEST_CHAIN; age++)
    newer = record_versions_get_newer (self, newer);

  return age;
}

GListModel *
record_versions_list_history (RecordVersions *self,
                              ModelDocument  *document)
{
  GListStore    *history = g_list_store_new (MODEL_TYPE_DOCUMENT);
  ModelDocument *newest = record_versions_get_newest (self, document);
  ModelDocument *version = newest;

  do
    {
      g_list_store_append (history, version);
      version = record_versions_get_older (self, version);
    }
  while (version != NULL && version != newest && g_list_model_get_n_items (G_LIST_MODEL (history)) < LONGEST_CHAIN);

  return G_LIST_MODEL (history);
}

static int
compare_created (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  return model_date_compare (model_document_get_created ((ModelDocument *) a), model_document_get_created ((ModelDocument *) b));
}

GListModel *
record_versions_list_added (RecordVersions *self,
                            ModelDocument  *document)
{
  GListStore    *added = g_list_store_new (MODEL_TYPE_DOCUMENT);
  ModelDocument *newest = record_versions_get_newest (self, document);
  GHashTableIter iter;
  gpointer       child;
  gpointer       parent;

  link_all (self);
  g_hash_table_iter_init (&iter, self->parents);
  while (g_hash_table_iter_next (&iter, &child, &parent))
    if (record_versions_get_newest (self, parent) == newest)
      g_list_store_insert_sorted (added, child, compare_created, NULL);

  return G_LIST_MODEL (added);
}
