/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-row.h"

#include "model-text.h"
#include "record-change.h"
#include "record-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_COLUMNS (CAB_COLUMN_FORMAT + 1)

struct _CabDocumentRow
{
  GObject parent_instance;

  ModelDocument  *document;             /* (owned) */
  char           *texts[N_COLUMNS];     /* (owned) */
  char           *sort_keys[N_COLUMNS]; /* (owned) (nullable) made when first sorted by */
  char           *key;                  /* (owned) folded */
  CabMarks        marks;
  CabDocumentRow *leader; /* (owned) (nullable) */
  guint           age;
};

G_DEFINE_FINAL_TYPE (CabDocumentRow, cab_document_row, CAB_TYPE_TABLE_ROW)

static const struct
{
  CabMarks     mark;
  CabTableMark shown;
} mark_words[] = {
  { CAB_MARK_ERROR, { "dialog-warning-symbolic", N_("Entered in error") } },
  { CAB_MARK_SECRET, { "view-conceal-symbolic", N_("Secret: the patient alone decides who sees it") } },
  { CAB_MARK_RESTRICTED, { "auth-sim-locked-symbolic", N_("Restricted access") } },
  { CAB_MARK_PATIENT, { "avatar-default-symbolic", N_("Provided by the patient") } },
  { CAB_MARK_SUPERSEDED, { "document-open-recent-symbolic", N_("There is a newer version") } },
  { CAB_MARK_DELETION, { "user-trash-symbolic", N_("Deletion was requested") } },
  { CAB_MARK_ADDED, { "mail-attachment-symbolic", N_("Added to another document") } },
  { CAB_MARK_OWN, { "document-send-symbolic", N_("Deposited by you") } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (mark_words) <= CAB_TABLE_MAX_MARKS);

static CabMarks
find_marks (ModelDocument *document)
{
  ModelCoding *role = model_document_get_provider_role (document);
  CabMarks     marks = 0;

  for (guint i = 0; i < model_document_get_n_security_labels (document); i++)
    {
      const char *code = model_coding_get_code (model_document_get_security_label (document, i));

      /* whatever system it is said to be of: these are in use, and wrong ones too (R-VAC-90) */
      if (g_strcmp0 (code, "263856008") == 0)
        marks |= CAB_MARK_RESTRICTED;
      else if (g_strcmp0 (code, "1141000195107") == 0)
        marks |= CAB_MARK_SECRET;
    }

  if (role != NULL && g_strcmp0 (model_coding_get_code (role), "PAT") == 0)
    marks |= CAB_MARK_PATIENT;
  for (guint i = 0; i < model_document_get_n_authors (document); i++)
    if (model_document_get_author (document, i)->is_patient)
      marks |= CAB_MARK_PATIENT;

  if (model_document_get_status (document) == MODEL_DOCUMENT_SUPERSEDED)
    marks |= CAB_MARK_SUPERSEDED;
  else if (model_document_get_status (document) == MODEL_DOCUMENT_ENTERED_IN_ERROR)
    marks |= CAB_MARK_ERROR;

  if (record_change_is_deletion_requested (document))
    marks |= CAB_MARK_DELETION;
  for (guint i = 0; i < model_document_get_n_relations (document); i++)
    if (g_str_equal (model_document_get_relation (document, i)->code, "appends"))
      marks |= CAB_MARK_ADDED;

  return marks;
}

static char *
make_source (ModelDocument *document)
{
  const char *source = model_document_get_source (document);
  const char *author = model_document_get_author_name (document);

  if (*author == '\0' || g_str_equal (author, source))
    return g_strdup (source);
  if (*source == '\0')
    return g_strdup (author);
  return g_strdup_printf ("%s, %s", source, author);
}

static void
fill_words (CabDocumentRow *self)
{
  g_autofree char *joined = NULL;

  self->texts[CAB_COLUMN_DATE] = model_date_format (model_document_get_created (self->document));
  self->texts[CAB_COLUMN_TITLE] = g_strdup (record_label_title (self->document));
  self->texts[CAB_COLUMN_TYPE] = g_strdup (record_label_coding (model_document_get_document_type (self->document)));
  self->texts[CAB_COLUMN_SOURCE] = make_source (self->document);
  self->texts[CAB_COLUMN_FORMAT] = g_strdup (record_label_format (self->document));
  self->marks = find_marks (self->document);

  joined = g_strjoin ("\n", self->texts[CAB_COLUMN_TITLE], self->texts[CAB_COLUMN_TYPE], self->texts[CAB_COLUMN_SOURCE], NULL);
  self->key = model_text_fold (joined);
}

static void
clear_words (CabDocumentRow *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_clear_pointer (&self->texts[i], g_free);
      g_clear_pointer (&self->sort_keys[i], g_free);
    }
  g_clear_pointer (&self->key, g_free);
}

static void
cab_document_row_finalize (GObject *object)
{
  CabDocumentRow *self = CAB_DOCUMENT_ROW (object);

  g_clear_object (&self->document);
  g_clear_object (&self->leader);
  clear_words (self);

  G_OBJECT_CLASS (cab_document_row_parent_class)->finalize (object);
}

static const char *
get_text (CabTableRow *row,
          int          column)
{
  return CAB_DOCUMENT_ROW (row)->texts[column];
}

static void
summarize (CabTableRow     *row,
           CabTableSummary *summary)
{
  CabDocumentRow *self = CAB_DOCUMENT_ROW (row);
  const char     *source = self->texts[CAB_COLUMN_SOURCE];
  const char     *type = self->texts[CAB_COLUMN_TYPE];
  gboolean        with_type = *type != '\0' && !g_str_equal (type, self->texts[CAB_COLUMN_TITLE]);

  summary->title = self->texts[CAB_COLUMN_TITLE];
  summary->corner = self->texts[CAB_COLUMN_DATE];
  summary->line = g_strdup_printf ("%s%s%s", source, with_type && *source != '\0' ? " · " : "", with_type ? type : "");
}

static guint
list_marks (CabTableRow  *row,
            int           column,
            CabTableMark *marks)
{
  CabMarks all = CAB_DOCUMENT_ROW (row)->marks;
  guint    n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (mark_words) && (column == CAB_COLUMN_TITLE || column == CAB_TABLE_SUMMARY); i++)
    if ((all & mark_words[i].mark) != 0)
      marks[n++] = (CabTableMark) { mark_words[i].shown.icon, _ (mark_words[i].shown.words) };

  return n;
}

/* Under its newest version, or under what it was added to. */
static CabTableLook
get_look (CabTableRow *row)
{
  CabDocumentRow *self = CAB_DOCUMENT_ROW (row);

  return (self->leader != NULL ? CAB_TABLE_INNER : CAB_TABLE_PLAIN) |
         ((self->marks & CAB_MARK_SUPERSEDED) != 0 ? CAB_TABLE_EARLIER : CAB_TABLE_PLAIN);
}

static int
get_year (CabTableRow *row)
{
  return model_document_get_created (CAB_DOCUMENT_ROW (row)->document)->year;
}

static const char *
get_sort_key (CabDocumentRow *self,
              CabColumn       column)
{
  if (self->sort_keys[column] == NULL)
    {
      g_autofree char *folded = g_utf8_casefold (self->texts[column], -1);

      self->sort_keys[column] = g_utf8_collate_key (folded, -1);
    }

  return self->sort_keys[column];
}

/* Equal ones by date, newest first, then by title. */
static int
compare (CabTableRow *one,
         CabTableRow *other,
         int          column)
{
  CabDocumentRow *a = CAB_DOCUMENT_ROW (one);
  CabDocumentRow *b = CAB_DOCUMENT_ROW (other);
  int             order = 0;

  if (column != CAB_COLUMN_DATE)
    {
      order = strcmp (get_sort_key (a, (CabColumn) column), get_sort_key (b, (CabColumn) column));
      if (order != 0)
        return order;
      return -model_date_compare (model_document_get_created (a->document), model_document_get_created (b->document));
    }

  order = model_date_compare (model_document_get_created (a->document), model_document_get_created (b->document));
  return order != 0 ? order : strcmp (get_sort_key (a, CAB_COLUMN_TITLE), get_sort_key (b, CAB_COLUMN_TITLE));
}

static void
cab_document_row_class_init (CabDocumentRowClass *klass)
{
  CabTableRowClass *row_class = CAB_TABLE_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cab_document_row_finalize;
  row_class->get_text = get_text;
  row_class->summarize = summarize;
  row_class->list_marks = list_marks;
  row_class->get_look = get_look;
  row_class->get_year = get_year;
  row_class->compare = compare;
}

static void
cab_document_row_init (CabDocumentRow *self)
{
}

CabDocumentRow *
cab_document_row_new (ModelDocument *document,
                      gboolean       own)
{
  CabDocumentRow *self = g_object_new (CAB_TYPE_DOCUMENT_ROW, NULL);

  cab_document_row_set_document (self, document, own);

  return self;
}

void
cab_document_row_set_document (CabDocumentRow *self,
                               ModelDocument  *document,
                               gboolean        own)
{
  g_return_if_fail (CAB_IS_DOCUMENT_ROW (self));

  if (!g_set_object (&self->document, document))
    return;

  clear_words (self);
  fill_words (self);
  if (own)
    self->marks |= CAB_MARK_OWN;
  cab_table_row_changed (CAB_TABLE_ROW (self));
}

ModelDocument *
cab_document_row_get_document (CabDocumentRow *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_ROW (self), NULL);

  return self->document;
}

const char *
cab_document_row_get_text (CabDocumentRow *self,
                           CabColumn       column)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_ROW (self), "");

  return self->texts[column];
}

CabMarks
cab_document_row_get_marks (CabDocumentRow *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_ROW (self), 0);

  return self->marks;
}

CabDocumentRow *
cab_document_row_get_leader (CabDocumentRow *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_ROW (self), NULL);

  return self->leader;
}

gboolean
cab_document_row_set_place (CabDocumentRow *self,
                            CabDocumentRow *leader,
                            guint           age)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_ROW (self), FALSE);
  g_return_val_if_fail (leader != self, FALSE);

  if (self->leader == leader && self->age == age)
    return FALSE;

  self->age = age;
  if (g_set_object (&self->leader, leader))
    cab_table_row_changed (CAB_TABLE_ROW (self));

  return TRUE;
}

int
cab_document_row_compare_places (CabDocumentRow *a,
                                 CabDocumentRow *b)
{
  if (a == b || a->leader != b->leader)
    return a == b ? 0 : a->leader == NULL ? -1
                                          : 1;
  if (a->age != b->age)
    return a->age < b->age ? -1 : 1;

  return model_date_compare (model_document_get_created (a->document), model_document_get_created (b->document));
}

gboolean
cab_document_row_matches (CabDocumentRow    *self,
                          const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->key, words[i]) == NULL)
      return FALSE;

  return TRUE;
}
