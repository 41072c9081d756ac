/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-memory.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RecordDeposit      *deposit; /* (owned) */
  ModelClinicalEntry *entry;   /* (owned) (nullable) */
  GPtrArray          *keys;    /* (owned) of utf8 */
} Coming;

struct _VaccinationMemory
{
  GObject parent_instance;

  GPtrArray  *coming; /* (owned) of Coming */
  GHashTable *kept;   /* (owned) set of pairs */
};

G_DEFINE_FINAL_TYPE (VaccinationMemory, vaccination_memory, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
coming_free (Coming *coming)
{
  g_object_unref (coming->deposit);
  g_clear_object (&coming->entry);
  g_ptr_array_unref (coming->keys);
  g_free (coming);
}

static void
vaccination_memory_dispose (GObject *object)
{
  VaccinationMemory *self = VACCINATION_MEMORY (object);

  vaccination_memory_clear_coming (self);

  G_OBJECT_CLASS (vaccination_memory_parent_class)->dispose (object);
}

static void
vaccination_memory_finalize (GObject *object)
{
  VaccinationMemory *self = VACCINATION_MEMORY (object);

  g_ptr_array_unref (self->coming);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (vaccination_memory_parent_class)->finalize (object);
}

static void
vaccination_memory_class_init (VaccinationMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vaccination_memory_dispose;
  G_OBJECT_CLASS (klass)->finalize = vaccination_memory_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_STRING);
}

static void
vaccination_memory_init (VaccinationMemory *self)
{
  self->coming = g_ptr_array_new_with_free_func ((GDestroyNotify) coming_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

VaccinationMemory *
vaccination_memory_new (void)
{
  return g_object_new (VACCINATION_TYPE_MEMORY, NULL);
}

static void
changed (VaccinationMemory *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vaccination_memory_send (VaccinationMemory  *self,
                         RecordDeposit      *deposit,
                         ModelClinicalEntry *entry,
                         GPtrArray          *keys)
{
  Coming *coming;

  g_return_if_fail (VACCINATION_IS_MEMORY (self));
  g_return_if_fail (RECORD_IS_DEPOSIT (deposit) && keys != NULL);

  coming = g_new0 (Coming, 1);
  coming->deposit = g_object_ref (deposit);
  g_set_object (&coming->entry, entry);
  coming->keys = g_ptr_array_ref (keys);
  g_ptr_array_add (self->coming, coming);
  g_signal_connect_object (deposit, "notify::state", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  changed (self);
}

static const char *
unique_id_of (Coming *coming)
{
  return model_document_get_unique_id (record_deposit_get_document (coming->deposit));
}

static gboolean
has_document (ModelVaccinationRecord *record,
              const char             *unique_id)
{
  GPtrArray *documents = model_vaccination_record_get_documents (record);

  for (guint i = 0; i < documents->len; i++)
    if (g_strcmp0 (model_vaccination_document_get_key (g_ptr_array_index (documents, i)), unique_id) == 0)
      return TRUE;

  return FALSE;
}

void
vaccination_memory_look_at (VaccinationMemory      *self,
                            ModelVaccinationRecord *record)
{
  g_return_if_fail (VACCINATION_IS_MEMORY (self));

  for (guint i = self->coming->len; i > 0; i--)
    {
      Coming          *coming = g_ptr_array_index (self->coming, i - 1);
      g_autofree char *unique_id = g_strdup (unique_id_of (coming));

      if (!has_document (record, unique_id))
        continue;
      g_signal_handlers_disconnect_by_data (coming->deposit, self);
      g_ptr_array_remove_index (self->coming, i - 1);
      g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, unique_id);
    }
}

/* Withdrawn, it is not on its way any more; done, it is not in the list yet, or somebody else's to see. */
static const char *
words_of (Coming *coming)
{
  switch (record_deposit_get_state (coming->deposit))
    {
    case RECORD_DEPOSIT_REFUSED:
      return _("Refused: see the outbox");

    case RECORD_DEPOSIT_NEEDS_CONSENT:
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
    case RECORD_DEPOSIT_EXPIRED:
    case RECORD_DEPOSIT_EDITING:
      return _("Waits for you: see the outbox");

    case RECORD_DEPOSIT_DONE:
      return record_deposit_is_hidden (coming->deposit) ? _("Arrived, but not visible to you") : _("Arrived, is being loaded");

    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    default:
      return _("On its way");
    }
}

GPtrArray *
vaccination_memory_list_coming (VaccinationMemory *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (VACCINATION_IS_MEMORY (self), entries);

  for (guint i = 0; i < self->coming->len; i++)
    {
      Coming *coming = g_ptr_array_index (self->coming, i);

      if (coming->entry != NULL)
        g_ptr_array_add (entries, g_object_ref (coming->entry));
    }

  return entries;
}

const char *
vaccination_memory_describe (VaccinationMemory *self,
                             const char        *key)
{
  g_return_val_if_fail (VACCINATION_IS_MEMORY (self), NULL);

  for (guint i = 0; i < self->coming->len; i++)
    {
      Coming *coming = g_ptr_array_index (self->coming, i);

      if (g_ptr_array_find_with_equal_func (coming->keys, key, g_str_equal, NULL))
        return words_of (coming);
    }

  return NULL;
}

const char *
vaccination_memory_describe_new (VaccinationMemory  *self,
                                 ModelClinicalEntry *entry)
{
  g_return_val_if_fail (VACCINATION_IS_MEMORY (self), "");

  for (guint i = 0; i < self->coming->len; i++)
    if (((Coming *) g_ptr_array_index (self->coming, i))->entry == entry)
      return words_of (g_ptr_array_index (self->coming, i));

  return "";
}

/* The same for both orders. (transfer full) */
static char *
pair_of (const char *one,
         const char *other)
{
  gboolean in_order = g_strcmp0 (one, other) <= 0;

  return g_strdup_printf ("%s\n%s", in_order ? one : other, in_order ? other : one);
}

void
vaccination_memory_keep_both (VaccinationMemory *self,
                              const char        *one,
                              const char        *other)
{
  g_return_if_fail (VACCINATION_IS_MEMORY (self));

  g_hash_table_add (self->kept, pair_of (one, other));
  changed (self);
}

gboolean
vaccination_memory_keeps_both (VaccinationMemory *self,
                               const char        *one,
                               const char        *other)
{
  g_autofree char *pair = pair_of (one, other);

  g_return_val_if_fail (VACCINATION_IS_MEMORY (self), FALSE);

  return g_hash_table_contains (self->kept, pair);
}

void
vaccination_memory_clear_coming (VaccinationMemory *self)
{
  g_return_if_fail (VACCINATION_IS_MEMORY (self));

  for (guint i = 0; i < self->coming->len; i++)
    g_signal_handlers_disconnect_by_data (((Coming *) g_ptr_array_index (self->coming, i))->deposit, self);
  g_ptr_array_set_size (self->coming, 0);
}

void
vaccination_memory_forget (VaccinationMemory *self)
{
  g_return_if_fail (VACCINATION_IS_MEMORY (self));

  vaccination_memory_clear_coming (self);
  g_hash_table_remove_all (self->kept);
}
