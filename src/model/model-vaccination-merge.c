/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 9 of the vaccination specification. Every list is put in an order of its own before it is walked, so
 * that the result is that of the documents and not of their arrival (R-VAC-67). */
#include "config.h"

#include "model-vaccination-links.h"

#include <string.h>

/* Nobody corrects an entry so often at the same time. */
#define CROWD 16

typedef ModelMergeNode Node;

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

static int
compare_documents (gconstpointer a,
                   gconstpointer b)
{
  ModelVaccinationDocument *left = *(ModelVaccinationDocument *const *) a;
  ModelVaccinationDocument *right = *(ModelVaccinationDocument *const *) b;
  int                       order = model_date_compare (&model_vaccination_document_get_facts (left)->date,
                                                        &model_vaccination_document_get_facts (right)->date);

  return order != 0 ? order : strcmp (model_vaccination_document_get_key (left), model_vaccination_document_get_key (right));
}

static void
leave_out (ModelVaccinationRecord   *self,
           ModelVaccinationDocument *document,
           ModelUnreadReason         reason)
{
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);
  g_autofree char                     *day = model_date_format (&facts->date);
  g_autofree char                     *title = facts->title != NULL && *day != '\0' ? g_strdup_printf ("%s, %s", facts->title, day) : g_strdup (facts->title);

  g_ptr_array_add (self->unread, model_unread_document_new (facts->unique_id, title, reason, NULL));
}

/* Acts of vaccination if there is any; else the newest copy of a record (R-VAC-80: never both). */
static void
choose_source (ModelVaccinationRecord *self)
{
  ModelVaccinationDocument *newest = NULL;
  gboolean                  acts = FALSE;

  for (guint i = 0; i < self->documents->len; i++)
    {
      ModelVaccinationDocument *document = g_ptr_array_index (self->documents, i);

      if (model_vaccination_document_get_facts (document)->kind == MODEL_VACCINATION_ADMINISTRATION)
        acts = TRUE;
      else
        newest = document;
    }

  for (guint i = self->documents->len; i > 0; i--)
    {
      ModelVaccinationDocument *document = g_ptr_array_index (self->documents, i - 1);
      gboolean                  act = model_vaccination_document_get_facts (document)->kind == MODEL_VACCINATION_ADMINISTRATION;

      if (acts ? !act : document != newest)
        g_ptr_array_remove_index (self->documents, i - 1);
    }

  self->copy = !acts && newest != NULL;
  if (self->copy)
    self->copy_date = model_vaccination_document_get_facts (newest)->date;
}

/* Each document once, in the order of time, those of somebody else apart. */
static void
take_documents (ModelVaccinationRecord        *self,
                const ModelVaccinationSources *sources)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy (sources->documents, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_documents);
  for (guint i = 0; i < sorted->len; i++)
    {
      ModelVaccinationDocument *document = g_ptr_array_index (sorted, i);
      const char               *key = model_vaccination_document_get_key (document);

      if (!g_hash_table_add (known, (char *) key))
        continue;
      if (model_vaccination_document_get_facts (document)->kind == MODEL_VACCINATION_EXCHANGE)
        leave_out (self, document, MODEL_UNREAD_OTHER_CONTENT);
      else if (sources->patient != NULL && !model_vaccination_document_is_about (document, sources->patient) &&
               (sources->accepted == NULL || !g_strv_contains (sources->accepted, key)))
        leave_out (self, document, MODEL_UNREAD_OTHER_PATIENT);
      else
        g_ptr_array_add (self->documents, g_object_ref (document));
    }

  choose_source (self);
}

typedef enum
{
  PROVIDER_UNKNOWN,
  PROVIDER_PATIENT,
  PROVIDER_PROFESSIONAL,
} Provider;

static Provider
provider_of (ModelVaccinationDocument *document)
{
  static const char *const professionals[] = { "HCP", "ASS", "TCU", NULL };
  static const char *const others[] = { "PAT", "REP", NULL };
  const char              *role = model_vaccination_document_get_facts (document)->provider_role;

  if (role == NULL)
    return PROVIDER_UNKNOWN;
  if (g_strv_contains (professionals, role))
    return PROVIDER_PROFESSIONAL;

  return g_strv_contains (others, role) ? PROVIDER_PATIENT : PROVIDER_UNKNOWN;
}

static Provider
best_provider (Node *node)
{
  Provider best = provider_of (g_ptr_array_index (node->documents, 0));

  for (guint i = 1; i < node->documents->len; i++)
    best = MAX (best, provider_of (g_ptr_array_index (node->documents, i)));

  return best;
}

/* R-VAC-53 and R-VAC-57: what it says, and who provided it. */
static ModelValidation
own_validation (Node *node)
{
  ModelVerification verification = facts_of (node)->verification;

  if (verification == MODEL_VERIFICATION_UNCONFIRMED || verification == MODEL_VERIFICATION_REFUTED)
    return MODEL_VALIDATION_NOT_VALIDATED;

  switch (best_provider (node))
    {
    case PROVIDER_PROFESSIONAL:
      return MODEL_VALIDATION_VALIDATED;

    case PROVIDER_PATIENT:
      return MODEL_VALIDATION_NOT_VALIDATED;

    case PROVIDER_UNKNOWN:
    default:
      return MODEL_VALIDATION_NOT_VERIFIABLE;
    }
}

/* R-VAC-54: what a patient only commented stays validated. */
static ModelValidation
validation_of (Node *node)
{
  ModelValidation own = own_validation (node);

  for (Node *at = node; own_validation (at) != MODEL_VALIDATION_VALIDATED;)
    {
      Node *older = at->older->len == 1 ? g_ptr_array_index (at->older, 0) : NULL;

      if (older == NULL || best_provider (at) != PROVIDER_PATIENT || facts_of (at)->verification == MODEL_VERIFICATION_REFUTED ||
          facts_of (at)->status != facts_of (older)->status || facts_of (at)->digest == NULL ||
          g_strcmp0 (facts_of (at)->digest, facts_of (older)->digest) != 0)
        return own;
      at = older;
    }

  return MODEL_VALIDATION_VALIDATED;
}

/* In the order of time; within the same second, what is replaced comes before what replaces it. */
static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  Node *left = *(Node *const *) a;
  Node *right = *(Node *const *) b;
  int   order = model_date_compare (&document_of (left)->date, &document_of (right)->date);

  if (order != 0)
    return order;
  if (left->depth != right->depth)
    return left->depth > right->depth ? -1 : 1;

  return compare_documents (&left->documents->pdata[0], &right->documents->pdata[0]);
}

/* All that @head replaces, at any distance. */
static GPtrArray *
collect_older (Node *head)
{
  GPtrArray *found = g_ptr_array_new ();

  g_ptr_array_add (found, head);
  head->seen = TRUE;
  for (guint i = 0; i < found->len; i++)
    {
      Node *node = g_ptr_array_index (found, i);

      for (guint j = 0; j < node->older->len; j++)
        {
          Node *older = g_ptr_array_index (node->older, j);

          if (!older->seen)
            g_ptr_array_add (found, older);
          older->seen = TRUE;
        }
    }
  for (guint i = 0; i < found->len; i++)
    ((Node *) g_ptr_array_index (found, i))->seen = FALSE;

  return found;
}

/* The longest way from the head, which is the first. There are no cycles; one walk is enough for a chain. */
static void
measure_depth (GPtrArray *found)
{
  gboolean changed = TRUE;

  for (guint i = 0; i < found->len; i++)
    ((Node *) g_ptr_array_index (found, i))->depth = 0;
  for (guint walk = 0; changed && walk < found->len; walk++)
    {
      changed = FALSE;
      for (guint i = 0; i < found->len; i++)
        {
          Node *node = g_ptr_array_index (found, i);

          for (guint j = 0; j < node->older->len; j++)
            {
              Node *older = g_ptr_array_index (node->older, j);

              changed = changed || older->depth < node->depth + 1;
              older->depth = MAX (older->depth, node->depth + 1);
            }
        }
    }
}

static ModelLineState
state_of (Node *head)
{
  if (facts_of (head)->status == MODEL_CLINICAL_ENTERED_IN_ERROR)
    return MODEL_LINE_DELETED;

  return facts_of (head)->verification == MODEL_VERIFICATION_REFUTED ? MODEL_LINE_REFUTED : MODEL_LINE_CURRENT;
}

static void
make_line (ModelVaccinationRecord *self,
           Node                   *head)
{
  g_autoptr(GPtrArray) chain = collect_older (head);
  GPtrArray     *versions = g_ptr_array_new_with_free_func (g_object_unref);
  ModelLineMarks marks = head->marks;

  measure_depth (chain);
  g_ptr_array_remove (chain, head);
  g_ptr_array_sort (chain, compare_versions);
  g_ptr_array_add (chain, head);
  for (guint i = 0; i < chain->len; i++)
    {
      Node *node = g_ptr_array_index (chain, i);

      g_ptr_array_add (versions, model_entry_version_new (node->entry, node->documents, validation_of (node)));
      marks |= node->marks & (MODEL_LINE_CIRCULAR | MODEL_LINE_AMBIGUOUS);
    }

  head->line = model_record_line_new (versions, state_of (head), marks);
  g_ptr_array_add (state_of (head) == MODEL_LINE_DELETED ? self->deleted : self->lines, head->line);
}

static gboolean
is_head (Node *node)
{
  return node->newer->len == 0;
}

/* The heads above @node, with @node itself when it is one. */
static GPtrArray *
collect_heads (Node *node)
{
  g_autoptr(GPtrArray) above = g_ptr_array_new ();
  GPtrArray *heads = g_ptr_array_new ();

  g_ptr_array_add (above, node);
  node->seen = TRUE;
  for (guint i = 0; i < above->len; i++)
    {
      Node *at = g_ptr_array_index (above, i);

      if (is_head (at))
        g_ptr_array_add (heads, at);
      for (guint j = 0; j < at->newer->len; j++)
        {
          Node *newer = g_ptr_array_index (at->newer, j);

          if (!newer->seen)
            g_ptr_array_add (above, newer);
          newer->seen = TRUE;
        }
    }
  for (guint i = 0; i < above->len; i++)
    ((Node *) g_ptr_array_index (above, i))->seen = FALSE;

  return heads;
}

/* Step 5: who was corrected twice. Every pair of rivals, or, of a crowd, each with the first. */
static void
mark_forks (ModelVaccinationRecord *self,
            GPtrArray              *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = g_ptr_array_index (nodes, i);
      g_autoptr(GPtrArray) heads = node->newer->len > 1 ? collect_heads (node) : NULL;

      for (guint j = 0; heads != NULL && heads->len > 1 && j < heads->len; j++)
        {
          Node *head = g_ptr_array_index (heads, j);

          model_record_line_mark (head->line, MODEL_LINE_FORKED);
          for (guint k = 0; k < MIN (j, heads->len <= CROWD ? j : 1); k++)
            model_vaccination_record_relate (self, MODEL_RELATION_FORK, ((Node *) g_ptr_array_index (heads, k))->line, head->line);
        }
    }
}

static void
mark_outdated (ModelVaccinationRecord *self,
               Node                   *node,
               Node                   *suspect)
{
  g_autoptr(GPtrArray) by = collect_heads (node);

  /* what was corrected since is told by its chain */
  if (!is_head (suspect) || g_ptr_array_find (by, suspect, NULL) || state_of (suspect) == MODEL_LINE_DELETED)
    return;

  model_record_line_mark (suspect->line, MODEL_LINE_MAY_BE_OUTDATED);
  for (guint i = 0; i < by->len; i++)
    model_vaccination_record_relate (self, MODEL_RELATION_OUTDATES, ((Node *) g_ptr_array_index (by, i))->line, suspect->line);
}

/* Step 6: whom a correction of something not seen may be about. */
static void
mark_suspects (ModelVaccinationRecord *self,
               GPtrArray              *nodes,
               Node                   *node)
{
  if (node->suspects != NULL)
    {
      for (guint i = 0; i < node->suspects->len; i++)
        mark_outdated (self, node, g_ptr_array_index (node->suspects, i));
      return;
    }
  if (!(node->marks & MODEL_LINE_PREDECESSOR_HIDDEN))
    return;

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *other = g_ptr_array_index (nodes, i);

      if (other != node && g_ptr_array_index (other->documents, 0) != g_ptr_array_index (node->documents, 0) &&
          g_str_equal (facts_of (other)->resource_type, facts_of (node)->resource_type) &&
          g_str_equal (model_clinical_code_of (other->entry), model_clinical_code_of (node->entry)) &&
          model_date_is_not_later (&document_of (other)->date, &document_of (node)->date))
        mark_outdated (self, node, other);
    }
}

/* A line that counts, in the order of kind and time. */
typedef struct
{
  ModelRecordLine *line;
  guint            position; /* in the record */
  int              kind;
  int              year;
  int              day; /* a number that grows with the date: days of months of 31 */
} Dated;

typedef struct
{
  guint    first, second; /* positions */
  gboolean same;
} Pair;

static int
compare_dated (gconstpointer a,
               gconstpointer b)
{
  const Dated *left = a, *right = b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;

  return left->position < right->position ? -1 : left->position > right->position;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *left = a, *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;

  return left->second < right->second ? -1 : left->second > right->second;
}

/* No later one is the same as @a either, nor like it: what is compared at all is of one kind, and of one year or of days close
 * together (model_clinical_is_similar()). */
static gboolean
is_beyond (const Dated *a,
           const Dated *b)
{
  /* three days, and three that February lacks */
  return a->kind != b->kind || (a->year != b->year && b->day - a->day > 6) ||
         (a->kind == MODEL_CLINICAL_VACCINATION && b->day - a->day > 6);
}

static GArray *
sort_by_date (ModelVaccinationRecord *self)
{
  GArray *dated = g_array_new (FALSE, FALSE, sizeof (Dated));

  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelRecordLine          *line = g_ptr_array_index (self->lines, i);
      const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_record_line_get_entry (line));
      Dated                     one = { line, i, (int) facts->kind, facts->date.year, 0 };

      one.day = (facts->date.year * 12 + facts->date.month) * 31 + facts->date.day;
      if (model_record_line_get_state (line) != MODEL_LINE_REFUTED)
        g_array_append_val (dated, one);
    }
  g_array_sort (dated, compare_dated);

  return dated;
}

/* In the order of the record. Sorted by date, so that a long record is not compared each with each. */
static GArray *
find_pairs (ModelVaccinationRecord *self)
{
  g_autoptr(GArray) dated = sort_by_date (self);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < dated->len; i++)
    for (guint j = i + 1; j < dated->len && !is_beyond (&g_array_index (dated, Dated, i), &g_array_index (dated, Dated, j)); j++)
      {
        const Dated        *left = &g_array_index (dated, Dated, i);
        const Dated        *right = &g_array_index (dated, Dated, j);
        const Dated        *a = left->position < right->position ? left : right;
        const Dated        *b = a == left ? right : left;
        ModelClinicalEntry *entry = model_record_line_get_entry (a->line);
        ModelClinicalEntry *other = model_record_line_get_entry (b->line);
        Pair                pair = { a->position, b->position, model_clinical_is_duplicate (entry, other) };

        if (pair.same || model_clinical_is_similar (entry, other))
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

/* Step 8, of what counts. */
static void
mark_duplicates (ModelVaccinationRecord *self)
{
  g_autoptr(GArray) pairs = find_pairs (self);

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair      *pair = &g_array_index (pairs, Pair, i);
      ModelRecordLine *a = g_ptr_array_index (self->lines, pair->first);
      ModelRecordLine *b = g_ptr_array_index (self->lines, pair->second);

      model_record_line_mark (a, pair->same ? MODEL_LINE_DUPLICATE : MODEL_LINE_SIMILAR);
      model_record_line_mark (b, pair->same ? MODEL_LINE_DUPLICATE : MODEL_LINE_SIMILAR);
      model_vaccination_record_relate (self, pair->same ? MODEL_RELATION_DUPLICATE : MODEL_RELATION_SIMILAR, a, b);
    }
}

/* What whoever made a copy of the record saw: it says so in the entries, on one side or both (R-VAC-78). */
static void
mark_told_duplicates (ModelVaccinationRecord *self)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (self->lines, i);
      char            *id = model_clinical_token (model_clinical_entry_get_facts (model_record_line_get_entry (line))->id);

      if (id != NULL)
        g_hash_table_replace (by_id, id, line);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (self->lines, i);
      GPtrArray       *partners = model_clinical_entry_get_facts (model_record_line_get_entry (line))->conflicts;

      for (guint j = 0; partners != NULL && j < partners->len; j++)
        {
          ModelRecordLine *partner = g_hash_table_lookup (by_id, g_ptr_array_index (partners, j));

          if (partner == NULL || partner == line)
            continue;
          model_record_line_mark (line, MODEL_LINE_DUPLICATE);
          model_record_line_mark (partner, MODEL_LINE_DUPLICATE);
          model_vaccination_record_relate (self, MODEL_RELATION_DUPLICATE, line, partner);
        }
    }
}

/* Step 9. */
static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  ModelRecordLine          *left = *(ModelRecordLine *const *) a;
  ModelRecordLine          *right = *(ModelRecordLine *const *) b;
  ModelVaccinationDocument *left_document = model_entry_version_get_document (model_record_line_get_head (left));
  ModelVaccinationDocument *right_document = model_entry_version_get_document (model_record_line_get_head (right));
  const ModelClinicalFacts *left_facts = model_clinical_entry_get_facts (model_record_line_get_entry (left));
  const ModelClinicalFacts *right_facts = model_clinical_entry_get_facts (model_record_line_get_entry (right));
  int                       order = model_date_compare (&right_facts->date, &left_facts->date);

  if (order == 0)
    order = compare_documents (&right_document, &left_document);

  return order != 0 ? order : g_strcmp0 (left_facts->id, right_facts->id);
}

static void
merge_entries (ModelVaccinationRecord *self)
{
  g_autoptr(GPtrArray) nodes = model_merge_link (self->documents);

  for (guint i = 0; i < nodes->len; i++)
    if (is_head (g_ptr_array_index (nodes, i)))
      make_line (self, g_ptr_array_index (nodes, i));
  mark_forks (self, nodes);
  for (guint i = 0; i < nodes->len; i++)
    mark_suspects (self, nodes, g_ptr_array_index (nodes, i));

  g_ptr_array_sort (self->lines, compare_lines);
  g_ptr_array_sort (self->deleted, compare_lines);
  mark_duplicates (self);
  if (self->copy)
    mark_told_duplicates (self);
}

ModelVaccinationRecord *
model_vaccination_record_new (const ModelVaccinationSources *sources)
{
  ModelVaccinationRecord *self = g_object_new (MODEL_TYPE_VACCINATION_RECORD, NULL);

  self->incomplete = sources->incomplete;
  for (guint i = 0; sources->unread != NULL && i < sources->unread->len; i++)
    g_ptr_array_add (self->unread, g_object_ref (g_ptr_array_index (sources->unread, i)));
  take_documents (self, sources);
  merge_entries (self);

  return self;
}
