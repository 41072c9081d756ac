/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-outbox-turn-private.h"

#include "epr-error.h"
#include "record-deposit-private.h"
#include "record-outbox-work-private.h"

#include <string.h>

#define FIRST_PAUSE 5000           /* ms */
#define LONGEST_PAUSE (15 * 60000) /* ms */
#define MAX_PARALLEL 2

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RecordOutbox, record_outbox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_DURABLE = 1,
  PROP_N_WAITING,
} RecordOutboxProperty;

static GParamSpec *properties[PROP_N_WAITING + 1];

static GType
get_item_type (GListModel *model)
{
  return RECORD_TYPE_DEPOSIT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (RECORD_OUTBOX (model)->deposits));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (RECORD_OUTBOX (model)->deposits), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
items_changed_cb (RecordOutbox *self,
                  guint         position,
                  guint         removed,
                  guint         added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
insert (RecordOutbox  *self,
        RecordDeposit *deposit)
{
  RecordEntry     *entry = record_deposit_get_entry (deposit);
  g_autofree char *patient = record_outbox_dup_patient_key (entry->patient);
  ModelCoding     *level = g_hash_table_lookup (self->levels, patient);

  if (level != NULL && !record_deposit_get_unknown (deposit) && record_outbox_work_is_below (entry, level))
    {
      record_deposit_set_level (deposit, level);
      record_deposit_set_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT, NULL);
    }
  g_list_store_insert (self->deposits, 0, deposit);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RecordOutbox *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordSaved) saved = record_outbox_work_save_finish (result, &error);
  g_autoptr(RecordDeposit) deposit = NULL;

  if (saved == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  deposit = record_deposit_new (g_steal_pointer (&saved->entry), saved->path, saved->body, record_outbox_asked, self);
  insert (self, deposit);
  g_task_return_pointer (task, g_object_ref (deposit), g_object_unref);
  record_outbox_pump (self);
}

/* An addition until it is safe. */
typedef struct
{
  RecordEntry *entry; /* (owned) */
  RecordBody  *body;  /* (owned) */
} Addition;

static void
addition_free (Addition *addition)
{
  record_entry_free (addition->entry);
  g_object_unref (addition->body);
  g_free (addition);
}

static void
save (GTask *task)
{
  RecordOutbox  *self = g_task_get_source_object (task);
  Addition      *addition = g_task_get_task_data (task);
  RecordDeposit *edited = record_outbox_find_edited (self, addition->body);

  if (edited != NULL)
    record_outbox_save_edited (self, edited, addition->entry, addition->body, task);
  else
    record_outbox_work_save_async (self->store, addition->entry, addition->body, NULL, saved_cb, g_object_ref (task));
}

static void
become_ready (RecordOutbox *self)
{
  g_autoptr(GPtrArray) arrivals = g_steal_pointer (&self->arrivals);

  self->arrivals = g_ptr_array_new_with_free_func (g_object_unref);
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURABLE]);
  for (guint i = 0; i < arrivals->len; i++)
    save (g_ptr_array_index (arrivals, i));
  record_outbox_pump (self);
}

/* A deposit may have been renumbered, and the program ended before what follows it knew. */
static GPtrArray *
repoint_all (RecordOutbox *self)
{
  GPtrArray *followers = g_ptr_array_new_with_free_func ((GDestroyNotify) record_saved_free);

  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(RecordDeposit) deposit = get_item (G_LIST_MODEL (self), i);
      RecordEntry *entry = record_deposit_get_entry (deposit);
      g_autoptr(GPtrArray) some = entry->former != NULL ? record_outbox_repoint (self, entry, entry) : NULL;

      if (some != NULL)
        g_ptr_array_extend_and_steal (followers, g_steal_pointer (&some));
    }

  return followers;
}

static void
repointed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  g_autoptr(GError) error = NULL;

  if (!record_outbox_work_rewrite_finish (result, &error))
    g_warning ("What follows a deposit could not be written anew: %s", error->message);
  if (self->client != NULL)
    become_ready (self);
}

/* What an earlier run left may have been sent, so it is asked about first; but for one that was being
 * changed, which had not been. */
static RecordDeposit *
take_up (RecordOutbox *self,
         RecordSaved  *saved)
{
  RecordDeposit *deposit = record_deposit_new (g_steal_pointer (&saved->entry), saved->path, NULL, record_outbox_asked, self);

  record_deposit_set_unknown (deposit, (saved->marks & RECORD_OUTBOX_MARK_HELD) == 0);
  record_deposit_set_withdrawing (deposit, (saved->marks & RECORD_OUTBOX_MARK_WITHDRAWN) != 0);
  if ((saved->marks & RECORD_OUTBOX_MARK_HELD) != 0)
    record_deposit_set_state (deposit, RECORD_DEPOSIT_EDITING, NULL);

  return deposit;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  g_autoptr(GPtrArray) found = record_outbox_work_load_finish (result);
  g_autoptr(GPtrArray) followers = NULL;

  if (self->client == NULL)
    return;

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr(RecordDeposit) deposit = take_up (self, g_ptr_array_index (found, i));

      insert (self, deposit);
    }
  followers = repoint_all (self);
  record_outbox_work_rewrite_async (self->store, followers, repointed_cb, g_object_ref (self));
}

static void
key_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(RecordOutbox) self = RECORD_OUTBOX (user_data);
  guint8 key[RECORD_SEAL_KEY];

  if (self->client == NULL)
    return;

  if (!record_outbox_work_key_finish (result, key))
    {
      become_ready (self);
      return;
    }

  self->store = record_outbox_store_new (key);
  memset (key, 0, sizeof key);
  record_outbox_work_load_async (self->store, loaded_cb, g_object_ref (self));
}

static void
record_outbox_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  RecordOutbox *self = RECORD_OUTBOX (object);

  switch ((RecordOutboxProperty) prop_id)
    {
    case PROP_DURABLE:
      g_value_set_boolean (value, record_outbox_get_durable (self));
      break;

    case PROP_N_WAITING:
      g_value_set_uint (value, record_outbox_get_n_waiting (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_outbox_dispose (GObject *object)
{
  record_outbox_close (RECORD_OUTBOX (object));

  G_OBJECT_CLASS (record_outbox_parent_class)->dispose (object);
}

static void
record_outbox_finalize (GObject *object)
{
  RecordOutbox *self = RECORD_OUTBOX (object);

  g_clear_pointer (&self->store, record_outbox_store_free);
  g_clear_pointer (&self->arrivals, g_ptr_array_unref);
  g_clear_pointer (&self->levels, g_hash_table_unref);
  g_clear_object (&self->deposits);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_pointer (&self->accesses, g_hash_table_unref);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_object (&self->vault);
  g_free (self->account);

  G_OBJECT_CLASS (record_outbox_parent_class)->finalize (object);
}

static void
record_outbox_class_init (RecordOutboxClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_outbox_get_property;
  object_class->dispose = record_outbox_dispose;
  object_class->finalize = record_outbox_finalize;

  properties[PROP_DURABLE] = g_param_spec_boolean ("durable", NULL, NULL, FALSE, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_outbox_init (RecordOutbox *self)
{
  self->deposits = g_list_store_new (RECORD_TYPE_DEPOSIT);
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->arrivals = g_ptr_array_new_with_free_func (g_object_unref);
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
  self->accesses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->edits = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) record_outbox_edit_free);
  self->max_parallel = MAX_PARALLEL;
  self->first_pause = FIRST_PAUSE;
  self->longest_pause = LONGEST_PAUSE;
  g_signal_connect_object (self->deposits, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

RecordOutbox *
record_outbox_new (EprClient          *client,
                   NetTokenVault      *vault,
                   const char         *account,
                   gboolean            keep,
                   RecordFailed        failed,
                   RecordOutboxArrived arrived,
                   gpointer            user_data)
{
  RecordOutbox *self = g_object_new (RECORD_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->vault = g_object_ref (vault);
  self->account = g_strdup (account);
  self->failed = failed;
  self->arrived = arrived;
  self->user_data = user_data;
  if (keep)
    record_outbox_work_key_async (vault, account, key_cb, g_object_ref (self));
  else
    self->ready = TRUE;

  return self;
}

void
record_outbox_close (RecordOutbox *self)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  if (self->client == NULL)
    return;

  self->failed = NULL;
  self->arrived = NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < self->turns->len; i++)
    record_turn_drop (g_ptr_array_index (self->turns, i));
  g_ptr_array_set_size (self->turns, 0);
  g_hash_table_remove_all (self->accesses);
  g_hash_table_remove_all (self->edits);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RecordDeposit) deposit = get_item (G_LIST_MODEL (self), i);

      record_deposit_forget (deposit);
      if (record_deposit_get_path (deposit) != NULL)
        record_outbox_store_let_go (record_deposit_get_path (deposit));
    }
  g_clear_object (&self->client);
}

void
record_outbox_wake (RecordOutbox *self)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RecordDeposit) deposit = get_item (G_LIST_MODEL (self), i);

      if (record_deposit_get_state (deposit) == RECORD_DEPOSIT_NEEDS_SIGN_IN)
        record_outbox_set_state (self, deposit, RECORD_DEPOSIT_WAITING, NULL);
      record_deposit_set_due (deposit, 0);
    }
  record_outbox_pump (self);
}

void
record_outbox_set_pauses (RecordOutbox *self,
                          guint         first,
                          guint         most)
{
  self->first_pause = first;
  self->longest_pause = most;
}

void
record_outbox_set_max_parallel (RecordOutbox *self,
                                guint         n)
{
  g_return_if_fail (RECORD_IS_OUTBOX (self));

  self->max_parallel = n;
  record_outbox_pump (self);
}

gboolean
record_outbox_get_durable (RecordOutbox *self)
{
  g_return_val_if_fail (RECORD_IS_OUTBOX (self), FALSE);

  return self->store != NULL;
}

guint
record_outbox_get_n_waiting (RecordOutbox *self)
{
  guint n_waiting = 0;

  g_return_val_if_fail (RECORD_IS_OUTBOX (self), 0);

  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(RecordDeposit) deposit = get_item (G_LIST_MODEL (self), i);

      n_waiting += record_deposit_get_state (deposit) != RECORD_DEPOSIT_DONE;
    }

  return n_waiting;
}

/* @edited: (nullable) the deposit in whose place it comes: what the order does not say stays as it was */
static Addition *
addition_new (const RecordOrder *order,
              RecordDeposit     *edited)
{
  Addition    *addition = g_new0 (Addition, 1);
  RecordEntry *old = edited != NULL ? record_deposit_get_entry (edited) : NULL;

  addition->entry = record_entry_new (order->document, order->patient, g_get_real_time () / G_USEC_PER_SEC);
  addition->entry->not_before = order->not_before == 0 && old != NULL ? old->not_before : order->not_before;
  addition->entry->vaccination = order->vaccination;
  if (old != NULL && order->replaces == NULL && order->appends == NULL)
    record_entry_set_target (addition->entry, old->replaces, old->appends, old->target_uuid, old->target_unique_id);
  else
    record_entry_set_target (addition->entry, order->replaces, order->appends, order->target_uuid, order->target_unique_id);
  addition->body = g_object_ref (order->body);

  return addition;
}

void
record_outbox_add_async (RecordOutbox       *self,
                         const RecordOrder  *order,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RECORD_IS_OUTBOX (self));
  g_return_if_fail (order != NULL && MODEL_IS_DOCUMENT (order->document) && MODEL_IS_PATIENT (order->patient) && RECORD_IS_BODY (order->body));
  g_return_if_fail (order->replaces == NULL || order->appends == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_outbox_add_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, addition_new (order, record_outbox_find_edited (self, order->body)),
                        (GDestroyNotify) addition_free);
  if (self->client == NULL)
    g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, "The outbox is closed");
  else if (!self->ready)
    g_ptr_array_add (self->arrivals, g_steal_pointer (&task));
  else
    save (task);
}

RecordDeposit *
record_outbox_add_finish (RecordOutbox *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_outbox_add_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
