/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-vaccination-links.h"

typedef ModelMergeNode Node;

typedef struct
{
  GPtrArray  *nodes;       /* (owned) of Node */
  GHashTable *identifiers; /* (owned) "type|token" → GPtrArray of Node */
  GHashTable *ids;         /* (owned) the same for resource ids */
} Merge;

static void
node_free (Node *node)
{
  g_ptr_array_unref (node->documents);
  g_ptr_array_unref (node->ids);
  g_ptr_array_unref (node->older);
  g_ptr_array_unref (node->newer);
  g_clear_pointer (&node->suspects, g_ptr_array_unref);
  g_free (node);
}

static const ModelClinicalFacts *
facts_of (Node *node)
{
  return model_clinical_entry_get_facts (node->entry);
}

static const ModelVaccinationDocumentFacts *
document_of (Node *node)
{
  return model_vaccination_document_get_facts (g_ptr_array_index (node->documents, 0));
}

/* Entries with the same key are the same entry, copied: type, identifiers, content, state, comments and what it
 * replaces. NULL for an entry that nobody could name. */
static char *
copy_key (ModelClinicalEntry *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  GString                  *key;

  if (facts->identifiers == NULL || facts->identifiers->len == 0 || facts->digest == NULL)
    return NULL;

  key = g_string_new (facts->resource_type);
  g_string_append_printf (key, "\n%s\n%s\n%s\n%s\n%d", facts->digest, facts->replaces_entry != NULL ? facts->replaces_entry : "",
                          facts->replaces_document != NULL ? facts->replaces_document : "",
                          facts->verification_code != NULL ? facts->verification_code : "", facts->status);
  for (guint i = 0; i < facts->identifiers->len; i++)
    {
      g_autofree char *token = model_clinical_token (model_identifier_get_value (g_ptr_array_index (facts->identifiers, i)));

      g_string_append_printf (key, "\n%s", token);
    }
  for (guint i = 0; facts->comments != NULL && i < facts->comments->len; i++)
    g_string_append_printf (key, "\n%s", model_comment_get_text (g_ptr_array_index (facts->comments, i)));

  return g_string_free (key, FALSE);
}

static Node *
node_new (ModelClinicalEntry *entry)
{
  Node *node = g_new0 (Node, 1);

  node->entry = entry;
  node->documents = g_ptr_array_new_with_free_func (g_object_unref);
  node->ids = g_ptr_array_new_with_free_func (g_free);
  node->older = g_ptr_array_new ();
  node->newer = g_ptr_array_new ();

  return node;
}

static void
index_node (GHashTable *index,
            Node       *node,
            const char *token)
{
  g_autofree char *key = g_strconcat (facts_of (node)->resource_type, "|", token, NULL);
  GPtrArray       *nodes = g_hash_table_lookup (index, key);

  if (nodes == NULL)
    {
      nodes = g_ptr_array_new ();
      g_hash_table_insert (index, g_steal_pointer (&key), nodes);
    }
  if (!g_ptr_array_find (nodes, node, NULL))
    g_ptr_array_add (nodes, node);
}

/* Steps 2 and 3: all entries, true copies once. */
static void
take_entry (Merge                    *merge,
            GHashTable               *copies,
            ModelVaccinationDocument *document,
            ModelClinicalEntry       *entry)
{
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);
  g_autofree char          *key = copy_key (entry);
  Node                     *node = key != NULL ? g_hash_table_lookup (copies, key) : NULL;

  if (node == NULL)
    {
      node = node_new (entry);
      g_ptr_array_add (merge->nodes, node);
      if (key != NULL)
        g_hash_table_insert (copies, g_steal_pointer (&key), node);
    }
  if (!g_ptr_array_find (node->documents, document, NULL))
    g_ptr_array_add (node->documents, g_object_ref (document));

  for (guint i = 0; facts->identifiers != NULL && i < facts->identifiers->len; i++)
    {
      g_autofree char *token = model_clinical_token (model_identifier_get_value (g_ptr_array_index (facts->identifiers, i)));

      index_node (merge->identifiers, node, token);
    }
  if (facts->id != NULL)
    {
      char *token = model_clinical_token (facts->id);

      g_ptr_array_add (node->ids, token);
      index_node (merge->ids, node, token);
    }
}

static void
take_entries (Merge     *merge,
              GPtrArray *documents)
{
  g_autoptr(GHashTable) copies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      ModelVaccinationDocument *document = g_ptr_array_index (documents, i);

      for (guint j = 0; j < model_vaccination_document_get_n_entries (document); j++)
        take_entry (merge, copies, document, model_vaccination_document_get_entry (document, j));
    }
}

static gboolean
is_in_document (Node       *node,
                const char *token)
{
  for (guint i = 0; i < node->documents->len; i++)
    if (model_vaccination_document_has_id (g_ptr_array_index (node->documents, i), token))
      return TRUE;

  return FALSE;
}

/* Keeps those that fit; all of them when none does. TRUE when some fitted. */
static gboolean
narrow (GPtrArray  *candidates,
        Node       *by,
        const char *document)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++)
    {
      Node *node = g_ptr_array_index (candidates, i);

      if (document != NULL ? is_in_document (node, document)
                           : g_str_equal (model_clinical_code_of (node->entry), model_clinical_code_of (by->entry)))
        g_ptr_array_add (kept, node);
    }
  if (kept->len == 0)
    return FALSE;

  g_ptr_array_set_size (candidates, 0);
  g_ptr_array_extend (candidates, kept, NULL, NULL);

  return TRUE;
}

/* @later: those of documents that came after it, which it cannot have meant. */
static GPtrArray *
find_candidates (GHashTable *index,
                 Node       *node,
                 gboolean    later)
{
  g_autofree char *key = g_strconcat (facts_of (node)->resource_type, "|", facts_of (node)->replaces_entry, NULL);
  GPtrArray       *named = g_hash_table_lookup (index, key);
  GPtrArray       *candidates = g_ptr_array_new ();

  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      Node *other = g_ptr_array_index (named, i);

      if (other != node && model_date_is_not_later (&document_of (other)->date, &document_of (node)->date) != later)
        g_ptr_array_add (candidates, other);
    }

  return candidates;
}

static gboolean
have_one_code (GPtrArray *candidates)
{
  for (guint i = 1; i < candidates->len; i++)
    {
      Node *node = g_ptr_array_index (candidates, i);
      Node *first = g_ptr_array_index (candidates, 0);

      if (!g_str_equal (model_clinical_code_of (node->entry), model_clinical_code_of (first->entry)))
        return FALSE;
    }

  return TRUE;
}

static void
supersede (Node *newer,
           Node *older)
{
  g_ptr_array_add (newer->older, older);
  g_ptr_array_add (older->newer, newer);
}

/* What it corrects is not seen; or it is there and claims to be newer, as with a wrong clock: then neither is certain. */
static void
take_nothing_earlier (Merge *merge,
                      Node  *node)
{
  GPtrArray *later = find_candidates (merge->identifiers, node, TRUE);

  if (later->len > 0)
    {
      node->marks |= MODEL_LINE_AMBIGUOUS;
      node->suspects = later;
    }
  else
    {
      node->marks |= MODEL_LINE_PREDECESSOR_HIDDEN;
      g_ptr_array_unref (later);
    }
}

/* Step 4. The identifier decides, the document breaks ties (R-VAC-71). A resource id is good within its document
 * only: found in several, with nothing to tell which, it decides nothing. */
static void
link_node (Merge *merge,
           Node  *node)
{
  const char *document = facts_of (node)->replaces_document;
  g_autoptr(GPtrArray) candidates = NULL;
  gboolean by_id = FALSE, sure;

  if (facts_of (node)->replaces_entry == NULL)
    return;

  candidates = find_candidates (merge->identifiers, node, FALSE);
  if (candidates->len == 0)
    {
      g_ptr_array_unref (candidates);
      candidates = find_candidates (merge->ids, node, FALSE);
      by_id = TRUE;
    }
  if (candidates->len == 0)
    {
      take_nothing_earlier (merge, node);
      return;
    }

  sure = document != NULL && narrow (candidates, node, document);
  if (!have_one_code (candidates))
    sure = narrow (candidates, node, NULL) && (sure || !by_id);
  else
    sure = sure || !by_id;

  if (sure || candidates->len == 1)
    {
      for (guint i = 0; i < candidates->len; i++)
        supersede (node, g_ptr_array_index (candidates, i));
    }
  else
    {
      node->marks |= MODEL_LINE_AMBIGUOUS;
      node->suspects = g_steal_pointer (&candidates);
    }
}

static void
unlink_cycle (Node *node)
{
  for (guint i = node->older->len; i > 0; i--)
    {
      Node *older = g_ptr_array_index (node->older, i - 1);

      if (older->in_cycle)
        {
          g_ptr_array_remove_index (node->older, i - 1);
          g_ptr_array_remove (older->newer, node);
        }
    }
}

/* Peels off who is replaced by nobody left, then who replaces nobody left; what remains goes round in circles. Which of
 * them is the newest is not known: none is hidden (R-VAC-69). */
static void
break_cycles (GPtrArray *nodes)
{
  g_autoptr(GPtrArray) ready = g_ptr_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = g_ptr_array_index (nodes, i);

      node->in_cycle = TRUE;
      node->n_open = node->newer->len;
      node->n_closed = node->older->len;
      if (node->n_open == 0 || node->n_closed == 0)
        {
          node->in_cycle = FALSE;
          g_ptr_array_add (ready, node);
        }
    }

  while (ready->len > 0)
    {
      Node *node = g_ptr_array_steal_index (ready, ready->len - 1);

      for (guint i = 0; i < node->older->len; i++)
        {
          Node *older = g_ptr_array_index (node->older, i);

          if (older->in_cycle && --older->n_open == 0)
            {
              older->in_cycle = FALSE;
              g_ptr_array_add (ready, older);
            }
        }
      for (guint i = 0; i < node->newer->len; i++)
        {
          Node *newer = g_ptr_array_index (node->newer, i);

          if (newer->in_cycle && --newer->n_closed == 0)
            {
              newer->in_cycle = FALSE;
              g_ptr_array_add (ready, newer);
            }
        }
    }

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = g_ptr_array_index (nodes, i);

      if (node->in_cycle)
        {
          node->marks |= MODEL_LINE_CIRCULAR;
          unlink_cycle (node);
        }
    }
}

GPtrArray *
model_merge_link (GPtrArray *documents)
{
  Merge merge = {
    .nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free),
    .identifiers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
  };

  take_entries (&merge, documents);
  for (guint i = 0; i < merge.nodes->len; i++)
    link_node (&merge, g_ptr_array_index (merge.nodes, i));
  break_cycles (merge.nodes);

  g_hash_table_unref (merge.identifiers);
  g_hash_table_unref (merge.ids);

  return merge.nodes;
}
