/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccinations.h"

#include "epr-vaccination.h"
#include "model-issue.h"
#include "record-labels.h"
#include "record-vaccination-merge-private.h"

/* So many at once: the first are merged while the next come. */
#define AT_ONCE 4
#define STOPPED "The reader stopped the loading."
/* Of the time of the main thread, what is shown while documents still come takes one part in so many. */
#define SHARE 20
#define N_KINDS (MODEL_CLINICAL_SEROLOGY + 1)

typedef enum
{
  ITEM_WAITING,
  ITEM_COMING,
  ITEM_READ,
  ITEM_UNREAD,
} ItemState;

/* A document of the record that is one of vaccination. */
typedef struct
{
  ModelDocument            *document; /* (owned) */
  EprVaccinationKind        kind;
  ItemState                 state;
  gboolean                  listed; /* by the list of the record, as it is now */
  ModelVaccinationDocument *read;   /* (owned) (nullable) */
  ModelUnreadDocument      *unread; /* (owned) (nullable) */
} Item;

struct _RecordVaccinations
{
  GObject parent_instance;

  RecordPatientContext   *context;        /* (owned) */
  RecordDocumentList     *list;           /* (owned) */
  GHashTable             *items;          /* (owned) key → Item */
  GPtrArray              *accepted;       /* (owned) keys, NULL-terminated */
  GListStore             *lines[N_KINDS]; /* (owned) of ModelRecordLine */
  GListStore             *deleted;        /* (owned) of ModelRecordLine */
  ModelVaccinationRecord *record;         /* (owned) (nullable) */
  GCancellable           *cancellable;    /* (owned) */
  GCancellable           *fetching;       /* (owned) of documents alone */
  guint                   n_coming;
  guint                   n_documents;
  guint                   n_read;
  gboolean                loading;
  gboolean                merging;
  gboolean                merge_again;
  gboolean                stopped; /* the person does not want to wait for the rest */
  guint                   merge_source;
  gint64                  shown_until; /* µs: a long record is not shown anew before */
};

G_DEFINE_FINAL_TYPE (RecordVaccinations, record_vaccinations, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADING = 1,
  PROP_N_DOCUMENTS,
  PROP_N_READ,
  PROP_RECORD,
} RecordVaccinationsProperty;

static GParamSpec *properties[PROP_RECORD + 1];

static void ask_for_more (RecordVaccinations *self);
static void merge (RecordVaccinations *self);

static void
item_free (Item *item)
{
  g_clear_object (&item->document);
  g_clear_object (&item->read);
  g_clear_object (&item->unread);
  g_free (item);
}

static const char *
key_of (ModelDocument *document)
{
  const char *unique_id = model_document_get_unique_id (document);

  return unique_id != NULL ? unique_id : model_document_get_id (document);
}

static gboolean
has_acts (RecordVaccinations *self)
{
  GHashTableIter iter;
  gpointer       item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (((Item *) item)->kind == EPR_VACCINATION_ACT)
      return TRUE;

  return FALSE;
}

/* A copy of the record is asked for only where there is nothing else: the patient sees what was read. */
static gboolean
is_wanted (RecordVaccinations *self,
           Item               *item)
{
  return item->kind == EPR_VACCINATION_ACT || (record_document_list_get_complete (self->list) && !has_acts (self));
}

static void
set_count (RecordVaccinations *self,
           guint              *count,
           guint               value,
           guint               property)
{
  if (*count == value)
    return;

  *count = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
tell_progress (RecordVaccinations *self)
{
  GHashTableIter iter;
  gpointer       data;
  guint          n = 0, n_read = 0;
  gboolean       loading;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Item *item = data;

      if (!is_wanted (self, item))
        continue;
      n++;
      n_read += item->state == ITEM_READ || item->state == ITEM_UNREAD ? 1 : 0;
    }
  set_count (self, &self->n_documents, n, PROP_N_DOCUMENTS);
  set_count (self, &self->n_read, n_read, PROP_N_READ);

  loading = record_document_list_get_loading (self->list) || n_read < n || self->merging;
  if (loading != self->loading)
    {
      self->loading = loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

static void
take_unread (Item             *item,
             ModelUnreadReason reason,
             const char       *details)
{
  const ModelDate *created = model_document_get_created (item->document);
  g_autofree char *day = model_date_format (created);
  g_autofree char *title = g_strdup_printf ("%s, %s", record_label_title (item->document), day);

  /* many have the same title: the day tells them apart */
  item->state = ITEM_UNREAD;
  item->unread = model_unread_document_new (key_of (item->document), *day != '\0' ? title : record_label_title (item->document), reason, details);
}

typedef struct
{
  RecordVaccinations *self; /* (owned) */
  char               *key;  /* (owned) */
} Request;

static Request *
request_new (RecordVaccinations *self,
             const char         *key)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->key = g_strdup (key);

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_free (request->key);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gboolean
merge_cb (gpointer user_data)
{
  RecordVaccinations *self = user_data;

  self->merge_source = 0;
  merge (self);

  return G_SOURCE_REMOVE;
}

/* The longer it takes to show what is there, the more documents are taken together, but for the last, after which nothing
 * else would come. */
static void
merge_in_time (RecordVaccinations *self)
{
  gint64 wait = self->n_coming > 0 ? self->shown_until - g_get_monotonic_time () : 0;

  if (wait <= 0)
    {
      g_clear_handle_id (&self->merge_source, g_source_remove);
      merge (self);
    }
  else if (self->merge_source == 0)
    self->merge_source = g_timeout_add ((guint) (wait / 1000 + 1), merge_cb, self);
}

static void
item_done (RecordVaccinations *self)
{
  self->n_coming--;
  ask_for_more (self);
  merge_in_time (self);
  tell_progress (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelVaccinationDocument) document = epr_vaccination_read_finish (result, &error);
  Item *item = g_hash_table_lookup (request->self->items, request->key);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (item != NULL && document != NULL)
    {
      item->state = ITEM_READ;
      g_set_object (&item->read, document);
    }
  else if (item != NULL)
    take_unread (item, MODEL_UNREAD_BROKEN, error->message);
  item_done (request->self);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  RecordVaccinations *self = request->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordContent) content = record_patient_context_fetch_finish (RECORD_PATIENT_CONTEXT (object), result, &error);
  Item *item = g_hash_table_lookup (self->items, request->key);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (item != NULL && content != NULL)
    {
      epr_vaccination_read_async (record_content_get_bytes (content), item->document, self->fetching, read_cb,
                                  g_steal_pointer (&request));
      return;
    }
  if (item != NULL)
    take_unread (item, epr_vaccination_is_closed (error) ? MODEL_UNREAD_NOT_ACCESSIBLE : MODEL_UNREAD_NOT_FETCHED, error->message);
  item_done (self);
}

static void
ask_for_more (RecordVaccinations *self)
{
  g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       data;

  if (record_patient_context_is_closed (self->context) || self->stopped)
    return;

  g_hash_table_iter_init (&iter, self->items);
  while (self->n_coming < AT_ONCE && g_hash_table_iter_next (&iter, NULL, &data))
    {
      Item *item = data;

      if (item->state != ITEM_WAITING || !is_wanted (self, item))
        continue;
      item->state = ITEM_COMING;
      self->n_coming++;
      g_ptr_array_add (asked, g_object_ref (item->document));
    }

  /* apart: asking may load an old list anew, and change what was walked over */
  for (guint i = 0; i < asked->len; i++)
    record_patient_context_fetch_async (self->context, g_ptr_array_index (asked, i), NULL, NULL, self->fetching, fetched_cb,
                                        request_new (self, key_of (g_ptr_array_index (asked, i))));
}

static void
take_listed (RecordVaccinations *self,
             ModelDocument      *document)
{
  EprVaccinationKind kind = epr_vaccination_kind (document);
  Item              *item;

  if (kind == EPR_VACCINATION_NONE)
    return;

  item = g_hash_table_lookup (self->items, key_of (document));
  if (item == NULL)
    {
      item = g_new0 (Item, 1);
      item->kind = kind;
      g_hash_table_insert (self->items, g_strdup (key_of (document)), item);
    }
  item->listed = TRUE;
  g_set_object (&item->document, document);
  if (self->stopped && item->state == ITEM_WAITING)
    take_unread (item, MODEL_UNREAD_NOT_FETCHED, STOPPED);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return !((Item *) value)->listed;
}

/* While a list is loaded anew its rows come and go: what was read stays until all of them are there. */
static void
look_at_list (RecordVaccinations *self)
{
  GHashTableIter iter;
  gpointer       item;
  guint          n_gone = 0;

  if (record_patient_context_is_closed (self->context))
    return;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ((Item *) item)->listed = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      take_listed (self, document);
    }
  if (record_document_list_get_complete (self->list))
    n_gone = g_hash_table_foreach_remove (self->items, is_gone, NULL);

  ask_for_more (self);
  if (n_gone > 0 || !record_document_list_get_loading (self->list))
    merge (self);
  tell_progress (self);
}

/* What is there, for a worker. (transfer full) */
static RecordVaccinationParts *
collect_parts (RecordVaccinations *self)
{
  RecordVaccinationParts *parts =
      record_vaccination_parts_new (record_patient_context_get_patient (self->context), (char **) self->accepted->pdata);
  GHashTableIter iter;
  gpointer       data;

  parts->incomplete = record_vaccination_is_incomplete (self->list);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Item *item = data;

      parts->incomplete = parts->incomplete || (is_wanted (self, item) && item->state < ITEM_READ);
      if (item->read != NULL)
        g_ptr_array_add (parts->documents, g_object_ref (item->read));
      if (item->unread != NULL)
        g_ptr_array_add (parts->unread, g_object_ref (item->unread));
    }

  return parts;
}

static void
publish (RecordVaccinations     *self,
         ModelVaccinationRecord *record)
{
  g_set_object (&self->record, record);
  for (int kind = 0; kind < N_KINDS; kind++)
    record_vaccination_fill_store (self->lines[kind], model_vaccination_record_get_lines (record), kind);
  record_vaccination_fill_store (self->deleted, model_vaccination_record_get_deleted (record), -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(RecordVaccinations) self = user_data;
  g_autoptr(ModelVaccinationRecord) record = record_vaccination_merge_finish (result);
  gint64 start = g_get_monotonic_time ();

  self->merging = FALSE;
  if (record == NULL || record_patient_context_is_closed (self->context))
    return;

  /* what has come meanwhile is merged before "loading" ends, and what is there is shown before that */
  publish (self, record);
  self->shown_until = g_get_monotonic_time () + SHARE * (g_get_monotonic_time () - start);
  if (self->merge_again)
    merge_in_time (self);
  tell_progress (self);
}

static void
merge (RecordVaccinations *self)
{
  self->merge_again = self->merging;
  if (self->merging || record_patient_context_is_closed (self->context))
    return;

  self->merging = TRUE;
  record_vaccination_merge_async (collect_parts (self), self->cancellable, merged_cb, g_object_ref (self));
}

static void
close_all (RecordVaccinations *self)
{
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->fetching);
  g_clear_handle_id (&self->merge_source, g_source_remove);
  g_hash_table_remove_all (self->items);
  g_clear_object (&self->record);
  for (int kind = 0; kind < N_KINDS; kind++)
    g_list_store_remove_all (self->lines[kind]);
  g_list_store_remove_all (self->deleted);
}

static void
closed_cb (RecordVaccinations *self)
{
  if (!record_patient_context_is_closed (self->context))
    return;

  close_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
record_vaccinations_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  RecordVaccinations *self = RECORD_VACCINATIONS (object);

  switch ((RecordVaccinationsProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_N_DOCUMENTS:
      g_value_set_uint (value, self->n_documents);
      break;

    case PROP_N_READ:
      g_value_set_uint (value, self->n_read);
      break;

    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_vaccinations_dispose (GObject *object)
{
  RecordVaccinations *self = RECORD_VACCINATIONS (object);

  close_all (self);

  G_OBJECT_CLASS (record_vaccinations_parent_class)->dispose (object);
}

static void
record_vaccinations_finalize (GObject *object)
{
  RecordVaccinations *self = RECORD_VACCINATIONS (object);

  for (int kind = 0; kind < N_KINDS; kind++)
    g_clear_object (&self->lines[kind]);
  g_clear_object (&self->deleted);
  g_clear_object (&self->list);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fetching);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->accepted, g_ptr_array_unref);

  G_OBJECT_CLASS (record_vaccinations_parent_class)->finalize (object);
}

static void
record_vaccinations_class_init (RecordVaccinationsClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_vaccinations_get_property;
  object_class->dispose = record_vaccinations_dispose;
  object_class->finalize = record_vaccinations_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  properties[PROP_N_DOCUMENTS] = g_param_spec_uint ("n-documents", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_READ] = g_param_spec_uint ("n-read", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, MODEL_TYPE_VACCINATION_RECORD, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_vaccinations_init (RecordVaccinations *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) item_free);
  self->accepted = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->accepted, NULL);
  self->cancellable = g_cancellable_new ();
  self->fetching = g_cancellable_new ();
  for (int kind = 0; kind < N_KINDS; kind++)
    self->lines[kind] = g_list_store_new (MODEL_TYPE_RECORD_LINE);
  self->deleted = g_list_store_new (MODEL_TYPE_RECORD_LINE);
  self->loading = TRUE;
}

RecordVaccinations *
record_vaccinations_new (RecordPatientContext *context)
{
  RecordVaccinations *self;

  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (context), NULL);

  self = g_object_new (RECORD_TYPE_VACCINATIONS, NULL);
  self->context = g_object_ref (context);
  self->list = g_object_ref (record_patient_context_get_documents (context));
  g_signal_connect_object (self->context, "notify::closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (look_at_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (look_at_list), self, G_CONNECT_SWAPPED);
  look_at_list (self);

  return self;
}

RecordPatientContext *
record_vaccinations_get_context (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), NULL);

  return self->context;
}

gboolean
record_vaccinations_get_loading (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), FALSE);

  return self->loading;
}

guint
record_vaccinations_get_n_documents (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), 0);

  return self->n_documents;
}

guint
record_vaccinations_get_n_read (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), 0);

  return self->n_read;
}

ModelVaccinationRecord *
record_vaccinations_get_record (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), NULL);

  return self->record;
}

ModelProblem *
record_vaccinations_get_problem (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), NULL);

  return record_document_list_get_problem (self->list);
}

GListModel *
record_vaccinations_get_lines (RecordVaccinations *self,
                               ModelClinicalKind   kind)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), NULL);
  g_return_val_if_fail (kind < N_KINDS, NULL);

  return G_LIST_MODEL (self->lines[kind]);
}

GListModel *
record_vaccinations_get_deleted (RecordVaccinations *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATIONS (self), NULL);

  return G_LIST_MODEL (self->deleted);
}

void
record_vaccinations_accept (RecordVaccinations *self,
                            const char         *key)
{
  g_return_if_fail (RECORD_IS_VACCINATIONS (self));
  g_return_if_fail (key != NULL);

  g_ptr_array_insert (self->accepted, 0, g_strdup (key));
  merge (self);
  tell_progress (self);
}

void
record_vaccinations_stop (RecordVaccinations *self)
{
  GHashTableIter iter;
  gpointer       data;

  g_return_if_fail (RECORD_IS_VACCINATIONS (self));

  if (!self->loading || self->stopped || record_patient_context_is_closed (self->context))
    return;

  self->stopped = TRUE;
  g_cancellable_cancel (self->fetching);
  g_object_unref (self->fetching);
  self->fetching = g_cancellable_new ();
  self->n_coming = 0; /* those that were on their way say nothing any more */
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    if (((Item *) data)->state < ITEM_READ)
      take_unread (data, MODEL_UNREAD_NOT_FETCHED, STOPPED);
  merge (self);
  tell_progress (self);
}

void
record_vaccinations_reload (RecordVaccinations *self)
{
  GHashTableIter iter;
  gpointer       data;

  g_return_if_fail (RECORD_IS_VACCINATIONS (self));

  self->stopped = FALSE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Item *item = data;

      if (item->state != ITEM_UNREAD)
        continue;
      item->state = ITEM_WAITING;
      g_clear_object (&item->unread);
    }
  record_document_list_reload (self->list);
}
