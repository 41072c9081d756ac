/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-model.h"

#include "model-text.h"

struct _CabVaccineModel
{
  GObject parent_instance;

  VaccinationMemory      *memory; /* (owned) */
  ModelVaccinationRecord *record; /* (owned) (nullable) */

  GListStore         *rows;      /* (owned) of CabVaccineRow */
  GtkSortListModel   *sorted;    /* (owned) */
  GtkFilterListModel *filtered;  /* (owned) */
  GtkCustomFilter    *filter;    /* (owned) */
  GtkSingleSelection *selection; /* (owned) */

  CabVaccineTab tab;
  char        **words;   /* (owned) (nullable) folded */
  ModelCoding  *disease; /* (owned) (nullable) */
  gboolean      wants_deleted;
  guint         changed_source;
};

G_DEFINE_FINAL_TYPE (CabVaccineModel, cab_vaccine_model, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
row_passes (gpointer item,
            gpointer user_data)
{
  CabVaccineModel *self = CAB_VACCINE_MODEL (user_data);
  CabVaccineRow   *row = CAB_VACCINE_ROW (item);

  return cab_vaccine_row_is_in (row, self->tab) && (self->wants_deleted || !cab_vaccine_row_is_deleted (row)) &&
         (self->disease == NULL || cab_vaccine_row_is_against (row, self->disease)) &&
         cab_vaccine_row_matches (row, (const char *const *) self->words);
}

static gboolean
changed_cb (gpointer user_data)
{
  CabVaccineModel *self = CAB_VACCINE_MODEL (user_data);

  self->changed_source = 0;
  /* years stand above their first row where all kinds of events follow one another */
  cab_table_rows_show_years (G_LIST_MODEL (self->filtered), self->tab == CAB_VACCINE_TAB_TIMELINE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* After whatever changed the rows, which may be several lists one after the other. */
static void
queue_changed (CabVaccineModel *self)
{
  if (self->changed_source == 0)
    self->changed_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, changed_cb, self, NULL);
}

static void
cab_vaccine_model_dispose (GObject *object)
{
  CabVaccineModel *self = CAB_VACCINE_MODEL (object);

  g_clear_handle_id (&self->changed_source, g_source_remove);
  if (self->memory != NULL)
    g_signal_handlers_disconnect_by_data (self->memory, self);
  g_clear_object (&self->memory);
  g_clear_object (&self->record);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorted);
  g_clear_object (&self->rows);
  g_clear_object (&self->disease);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (cab_vaccine_model_parent_class)->dispose (object);
}

static void
cab_vaccine_model_class_init (CabVaccineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_model_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cab_vaccine_model_init (CabVaccineModel *self)
{
  self->rows = g_list_store_new (CAB_TYPE_VACCINE_ROW);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), NULL);
  self->filter = gtk_custom_filter_new (row_passes, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)), g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
}

/* Whether somebody has looked at all that @line may be the same as. */
static gboolean
is_kept (CabVaccineModel *self,
         CabVaccineRow   *row)
{
  static const ModelRelationKind kinds[] = { MODEL_RELATION_DUPLICATE, MODEL_RELATION_SIMILAR };
  guint                          n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) others = model_vaccination_record_dup_related (self->record, cab_vaccine_row_get_line (row), kinds[i]);

      for (guint j = 0; j < others->len; j++, n++)
        {
          g_autoptr(CabVaccineRow) other = cab_vaccine_row_new_line (g_ptr_array_index (others, j));

          if (!vaccination_memory_keeps_both (self->memory, cab_vaccine_row_get_key (row), cab_vaccine_row_get_key (other)))
            return FALSE;
        }
    }

  return n > 0;
}

static void
add_rows (CabVaccineModel *self,
          GPtrArray       *rows,
          GPtrArray       *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      CabVaccineRow *row = cab_vaccine_row_new_line (g_ptr_array_index (lines, i));
      gboolean       doubtful = (model_record_line_get_marks (cab_vaccine_row_get_line (row)) & (MODEL_LINE_DUPLICATE | MODEL_LINE_SIMILAR)) != 0;

      cab_vaccine_row_add_known (row, vaccination_memory_describe (self->memory, cab_vaccine_row_get_key (row)), doubtful && is_kept (self, row));
      g_ptr_array_add (rows, row);
    }
}

/* What is on its way stands before all others, deleted ones after them, until a column sorts them. (transfer full) */
static GPtrArray *
make_rows (CabVaccineModel *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) coming = vaccination_memory_list_coming (self->memory);
  g_autoptr(GPtrArray) facts = NULL;

  for (guint i = 0; i < coming->len; i++)
    g_ptr_array_add (rows, cab_vaccine_row_new_coming (g_ptr_array_index (coming, i),
                                                       vaccination_memory_describe_new (self->memory, g_ptr_array_index (coming, i))));
  if (self->record == NULL)
    return rows;

  add_rows (self, rows, model_vaccination_record_get_lines (self->record));
  add_rows (self, rows, model_vaccination_record_get_deleted (self->record));
  facts = record_vaccine_list_disease_facts (self->record);
  for (guint i = 0; i < facts->len; i++)
    g_ptr_array_add (rows, cab_vaccine_row_new_disease (g_ptr_array_index (facts, i)));

  return rows;
}

/* A row that is there already takes the place of the new one for the same thing. */
static void
keep_known (CabVaccineModel *self,
            GPtrArray       *rows)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      g_hash_table_insert (known, (char *) cab_vaccine_row_get_key (row), row);
    }

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(CabVaccineRow) row = g_object_ref (g_ptr_array_index (rows, i));
      CabVaccineRow *old = g_hash_table_lookup (known, cab_vaccine_row_get_key (row));

      if (old == NULL)
        continue;
      cab_vaccine_row_take (old, row);
      g_hash_table_remove (known, cab_vaccine_row_get_key (row)); /* two corrections of one entry stay two */
      g_object_unref (rows->pdata[i]);
      rows->pdata[i] = g_object_ref (old);
    }
}

/* Only what is between the first and the last difference is exchanged: what stays keeps choice and focus. */
static void
exchange (CabVaccineModel *self,
          GPtrArray       *rows)
{
  GListModel *old = G_LIST_MODEL (self->rows);
  guint       n_old = g_list_model_get_n_items (old);
  guint       first = 0;
  guint       last = 0;
  gboolean    same = TRUE;

  while (same && first < MIN (n_old, rows->len))
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (old, first);

      same = row == g_ptr_array_index (rows, first);
      first += same;
    }
  same = TRUE;
  while (same && last < MIN (n_old, rows->len) - first)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (old, n_old - last - 1);

      same = row == g_ptr_array_index (rows, rows->len - last - 1);
      last += same;
    }

  if (n_old - first - last > 0 || rows->len - first - last > 0)
    g_list_store_splice (self->rows, first, n_old - first - last, rows->pdata + first, rows->len - first - last);
}

static void
renew (CabVaccineModel *self)
{
  g_autoptr(GPtrArray) rows = make_rows (self);
  GtkSorter *sorter = gtk_sort_list_model_get_sorter (self->sorted);

  keep_known (self, rows);
  exchange (self, rows);
  if (sorter != NULL && self->record != NULL)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_changed (self);
}

CabVaccineModel *
cab_vaccine_model_new (VaccinationMemory *memory)
{
  CabVaccineModel *self = g_object_new (CAB_TYPE_VACCINE_MODEL, NULL);

  self->memory = g_object_ref (memory);
  g_signal_connect_object (memory, "changed", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);

  return self;
}

void
cab_vaccine_model_set_record (CabVaccineModel        *self,
                              ModelVaccinationRecord *record)
{
  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  if (record == NULL)
    {
      g_clear_pointer (&self->words, g_strfreev);
      g_clear_object (&self->disease);
      self->wants_deleted = FALSE;
      g_list_store_remove_all (self->rows);
    }
  g_set_object (&self->record, record);
  renew (self);
}

void
cab_vaccine_model_set_tab (CabVaccineModel *self,
                           CabVaccineTab    tab)
{
  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  self->tab = tab;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_changed (self);
}

CabVaccineTab
cab_vaccine_model_get_tab (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), CAB_VACCINE_TAB_VACCINATIONS);

  return self->tab;
}

void
cab_vaccine_model_set_sorter (CabVaccineModel *self,
                              GtkSorter       *sorter)
{
  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

void
cab_vaccine_model_set_filter (CabVaccineModel *self,
                              const char      *text)
{
  g_autofree char *folded = NULL;

  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  folded = model_text_fold (text);
  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_strsplit (g_strstrip (folded), " ", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_changed (self);
}

void
cab_vaccine_model_set_disease (CabVaccineModel *self,
                               ModelCoding     *disease)
{
  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  g_set_object (&self->disease, disease);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_changed (self);
}

void
cab_vaccine_model_want_deleted (CabVaccineModel *self,
                                gboolean         wanted)
{
  g_return_if_fail (CAB_IS_VACCINE_MODEL (self));

  self->wants_deleted = wanted;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_changed (self);
}

GtkSelectionModel *
cab_vaccine_model_get_selection (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

CabVaccineRow *
cab_vaccine_model_get_chosen (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

gboolean
cab_vaccine_model_choose (CabVaccineModel *self,
                          ModelRecordLine *line)
{
  GListModel *rows;

  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), FALSE);

  rows = G_LIST_MODEL (self->filtered);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (rows, i);

      if (cab_vaccine_row_get_line (row) == line)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return TRUE;
        }
    }

  return FALSE;
}

guint
cab_vaccine_model_get_n_shown (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

static guint
count (CabVaccineModel *self,
       gboolean         deleted)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      n += cab_vaccine_row_is_in (row, self->tab) && cab_vaccine_row_is_deleted (row) == deleted;
    }

  return n;
}

guint
cab_vaccine_model_get_n_all (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), 0);

  return count (self, FALSE);
}

guint
cab_vaccine_model_get_n_deleted (CabVaccineModel *self)
{
  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), 0);

  return count (self, TRUE);
}

static gboolean
has_anything (RecordDiseaseFacts *facts)
{
  return record_disease_facts_get_doses (facts)->len > 0 || record_disease_facts_get_not_given (facts)->len > 0 ||
         record_disease_facts_get_passive (facts)->len > 0 || record_disease_facts_get_illnesses (facts)->len > 0 ||
         record_disease_facts_get_basic (facts)->len > 0 || record_disease_facts_get_serologies (facts)->len > 0;
}

GPtrArray *
cab_vaccine_model_list_diseases (CabVaccineModel *self)
{
  GPtrArray *diseases = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (CAB_IS_VACCINE_MODEL (self), diseases);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr(CabVaccineRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      RecordDiseaseFacts *facts = cab_vaccine_row_get_facts (row);

      if (facts != NULL && record_disease_facts_get_disease (facts) != NULL && has_anything (facts))
        g_ptr_array_add (diseases, g_object_ref (record_disease_facts_get_disease (facts)));
    }

  return diseases;
}
