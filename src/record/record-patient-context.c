/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-patient-context-private.h"

#include "epr-access.h"
#include "epr-oids.h"
#include "model-number.h"
#include "record-fetch-private.h"

struct _RecordPatientContext
{
  GObject parent_instance;

  EprCommunity       *community; /* (owned) */
  EprAccess          *access;    /* (owned) (nullable) NULL after close, and without a number */
  GError             *no_access; /* (owned) (nullable) why there is no access */
  ModelPatient       *patient;   /* (owned) */
  RecordPurpose       purpose;
  guint64             generation;
  gboolean            closed;
  RecordDocumentList *documents;  /* (owned) (nullable) */
  RecordDocumentList *superseded; /* (owned) (nullable) */
  GHashTable         *fetches;    /* (owned) key of a document → RecordFetch */
  GPtrArray          *held;       /* (owned) of Held: they wait until an old list is loaded anew */
  gboolean            renewing;
  RecordFailed        failed; /* (nullable) */
  gpointer            failed_data;
};

typedef struct
{
  ModelDocument *document; /* (owned) (nullable) whose bytes are wanted; NULL: only that the lists are new */
  GTask         *task;     /* (owned) (nullable) */
  RecordProgress progress; /* (nullable) */
  gpointer       progress_data;
} Held;

G_DEFINE_FINAL_TYPE (RecordPatientContext, record_patient_context, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATIENT = 1,
  PROP_PURPOSE,
  PROP_GENERATION,
  PROP_CLOSED,
  PROP_DOCUMENTS,
} RecordPatientContextProperty;

static GParamSpec *properties[PROP_DOCUMENTS + 1];

static void loading_cb (RecordPatientContext *self);

static void
held_free (Held *held)
{
  g_clear_object (&held->document);
  g_clear_object (&held->task);
  g_free (held);
}

static void
record_patient_context_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  RecordPatientContext *self = RECORD_PATIENT_CONTEXT (object);

  switch ((RecordPatientContextProperty) prop_id)
    {
    case PROP_PATIENT:
      g_value_set_object (value, self->patient);
      break;

    case PROP_PURPOSE:
      g_value_set_int (value, (int) self->purpose);
      break;

    case PROP_GENERATION:
      g_value_set_uint64 (value, self->generation);
      break;

    case PROP_CLOSED:
      g_value_set_boolean (value, self->closed);
      break;

    case PROP_DOCUMENTS:
      g_value_set_object (value, record_patient_context_get_documents (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_patient_context_dispose (GObject *object)
{
  RecordPatientContext *self = RECORD_PATIENT_CONTEXT (object);

  record_patient_context_close (self);

  G_OBJECT_CLASS (record_patient_context_parent_class)->dispose (object);
}

static void
record_patient_context_finalize (GObject *object)
{
  RecordPatientContext *self = RECORD_PATIENT_CONTEXT (object);

  g_clear_pointer (&self->fetches, g_hash_table_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_object (&self->documents);
  g_clear_object (&self->superseded);
  g_clear_object (&self->patient);
  g_clear_object (&self->community);
  g_clear_error (&self->no_access);

  G_OBJECT_CLASS (record_patient_context_parent_class)->finalize (object);
}

static void
record_patient_context_class_init (RecordPatientContextClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_patient_context_get_property;
  object_class->dispose = record_patient_context_dispose;
  object_class->finalize = record_patient_context_finalize;

  properties[PROP_PATIENT] = g_param_spec_object ("patient", NULL, NULL, MODEL_TYPE_PATIENT, flags);
  properties[PROP_PURPOSE] = g_param_spec_int ("purpose", NULL, NULL, RECORD_PURPOSE_NORMAL, RECORD_PURPOSE_EMERGENCY,
                                               RECORD_PURPOSE_NORMAL, flags);
  properties[PROP_GENERATION] = g_param_spec_uint64 ("generation", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, flags);
  properties[PROP_DOCUMENTS] = g_param_spec_object ("documents", NULL, NULL, RECORD_TYPE_DOCUMENT_LIST, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_patient_context_init (RecordPatientContext *self)
{
  self->fetches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
}

RecordPatientContext *
record_patient_context_new (EprClient    *client,
                            ModelPatient *patient,
                            RecordPurpose purpose,
                            guint64       generation,
                            RecordFailed  failed,
                            gpointer      user_data)
{
  RecordPatientContext *self;

  g_return_val_if_fail (EPR_IS_CLIENT (client), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  self = g_object_new (RECORD_TYPE_PATIENT_CONTEXT, NULL);
  self->community = g_object_ref (epr_client_get_community (client));
  self->patient = g_object_ref (patient);
  self->purpose = purpose;
  self->generation = generation;
  self->failed = failed;
  self->failed_data = user_data;
  self->access = epr_access_new (client, patient, purpose == RECORD_PURPOSE_EMERGENCY ? EPR_PURPOSE_EMERGENCY : EPR_PURPOSE_NORMAL,
                                 &self->no_access);
  return self;
}

void
record_patient_context_close (RecordPatientContext *self)
{
  g_autoptr(RecordPatientContext) alive = NULL;
  g_autoptr(GHashTable) fetches = NULL;
  GHashTableIter iter;
  gpointer       fetch;

  g_return_if_fail (RECORD_IS_PATIENT_CONTEXT (self));

  if (self->closed)
    return;

  alive = g_object_ref (self);
  self->closed = TRUE;
  self->failed = NULL;
  fetches = g_steal_pointer (&self->fetches);
  g_hash_table_iter_init (&iter, fetches);
  while (g_hash_table_iter_next (&iter, NULL, &fetch))
    record_fetch_close (fetch);
  if (self->documents != NULL)
    record_document_list_close (self->documents);
  if (self->superseded != NULL)
    record_document_list_close (self->superseded);
  g_clear_object (&self->access);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOSED]);
}

ModelPatient *
record_patient_context_get_patient (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), NULL);

  return self->patient;
}

RecordPurpose
record_patient_context_get_purpose (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), RECORD_PURPOSE_NORMAL);

  return self->purpose;
}

guint64
record_patient_context_get_generation (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), 0);

  return self->generation;
}

gboolean
record_patient_context_is_closed (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), TRUE);

  return self->closed;
}

static RecordDocumentList *
new_list (RecordPatientContext *self,
          gboolean              superseded)
{
  g_autoptr(GError) closed = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
  RecordDocumentList *list;

  if (self->access == NULL)
    return record_document_list_new_failed (self->no_access != NULL ? self->no_access : closed);

  list = record_document_list_new (self->access, superseded, self->failed, self->failed_data);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);

  return list;
}

/* Only now: who deposits does not search, which the patient would see in her list of accesses. */
RecordDocumentList *
record_patient_context_get_documents (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), NULL);

  if (self->documents == NULL)
    self->documents = new_list (self, FALSE);

  return self->documents;
}

RecordDocumentList *
record_patient_context_get_superseded (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), NULL);

  if (self->superseded == NULL)
    self->superseded = new_list (self, TRUE);

  return self->superseded;
}

void
record_patient_context_reload (RecordPatientContext *self)
{
  if (self->documents != NULL)
    record_document_list_reload (self->documents);
  if (self->superseded != NULL)
    record_document_list_reload (self->superseded);
}

void
record_patient_context_take_changed (RecordPatientContext *self,
                                     ModelDocument        *document)
{
  if (self->documents != NULL && record_document_list_replace (self->documents, document))
    return;
  if (self->superseded != NULL)
    record_document_list_replace (self->superseded, document);
}

RecordDocumentList *
record_patient_context_peek_documents (RecordPatientContext *self)
{
  return self->documents;
}

EprAccess *
record_patient_context_get_access (RecordPatientContext *self)
{
  return self->access;
}

char *
record_patient_dup_number (EprCommunity *community,
                           ModelPatient *patient)
{
  const char *systems[] = { NULL, NULL };
  const char *ahvn13 = model_patient_find_identifier (patient, EPR_SYSTEM_AHVN13);

  if (ahvn13 != NULL)
    return model_number_format_ahvn13 (ahvn13);

  systems[0] = epr_community_get_local_authority (community);
  systems[1] = epr_community_get_mpi_authority (community);
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      const char *number = systems[i] != NULL ? model_patient_find_identifier (patient, systems[i]) : NULL;

      if (number != NULL)
        return g_strdup (number);
    }

  return NULL;
}

char *
record_patient_context_dup_number (RecordPatientContext *self)
{
  g_return_val_if_fail (RECORD_IS_PATIENT_CONTEXT (self), NULL);

  return record_patient_dup_number (self->community, self->patient);
}

/* The master identifier lasts while ids and addresses change (R-MHD-62); the hash tells apart what
 * should never have the same one. */
static char *
key_of (ModelDocument *document)
{
  const char *unique_id = model_document_get_unique_id (document);
  const char *hash = model_document_get_hash (document);
  const char *url = model_document_get_url (document);

  if (unique_id != NULL)
    return g_strconcat (unique_id, "|", hash != NULL ? hash : "", NULL);

  return g_strdup (url != NULL ? url : model_document_get_id (document));
}

static void
join_fetch (RecordPatientContext *self,
            Held                 *held)
{
  g_autofree char *key = key_of (held->document);
  RecordFetch     *fetch = g_hash_table_lookup (self->fetches, key);

  if (fetch == NULL)
    {
      fetch = record_fetch_new (self->access, self->failed, self->failed_data);
      g_hash_table_insert (self->fetches, g_steal_pointer (&key), fetch);
    }

  record_fetch_join (fetch, held->document, g_steal_pointer (&held->task), held->progress, held->progress_data);
}

ModelDocument *
record_patient_context_find_same (RecordPatientContext *self,
                                  ModelDocument        *document)
{
  ModelDocument *same = self->documents != NULL ? record_document_list_find_same (self->documents, document) : NULL;

  return same != NULL || self->superseded == NULL ? same : record_document_list_find_same (self->superseded, document);
}

static gboolean
is_old (RecordDocumentList *list)
{
  return list != NULL && record_document_list_is_old (list) && !record_document_list_get_loading (list);
}

static gboolean
is_loading (RecordDocumentList *list)
{
  return list != NULL && record_document_list_get_loading (list);
}

/* With the addresses of now; where the list could not be loaded, the old ones are worth a try. */
static void
release_held (RecordPatientContext *self)
{
  g_autoptr(GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
  for (guint i = 0; i < held->len; i++)
    {
      Held          *one = g_ptr_array_index (held, i);
      ModelDocument *now = one->document != NULL ? record_patient_context_find_same (self, one->document) : NULL;

      if (now != NULL)
        {
          g_object_unref (one->document);
          one->document = now;
        }
      if (self->closed)
        g_task_return_new_error (one->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
      else if (one->document == NULL)
        g_task_return_boolean (one->task, TRUE);
      else
        join_fetch (self, one);
    }
}

static void
loading_cb (RecordPatientContext *self)
{
  if (!self->renewing || is_loading (self->documents) || is_loading (self->superseded))
    return;

  self->renewing = FALSE;
  release_held (self);
}

/* Takes @held, now or when the lists are loaded anew. */
static void
hold (RecordPatientContext *self,
      Held                 *held)
{
  g_ptr_array_add (self->held, held);
  if (is_old (self->documents) || is_old (self->superseded))
    {
      self->renewing = TRUE;
      record_patient_context_reload (self);
    }
  else if (!self->renewing)
    release_held (self);
}

void
record_patient_context_renew_async (RecordPatientContext *self,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Held  *held = g_new0 (Held, 1);

  g_task_set_source_tag (task, record_patient_context_renew_async);
  held->task = task;
  hold (self, held);
}

gboolean
record_patient_context_renew_finish (RecordPatientContext *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_patient_context_renew_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
record_patient_context_fetch_async (RecordPatientContext *self,
                                    ModelDocument        *document,
                                    RecordProgress        progress,
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Held *held;

  g_return_if_fail (RECORD_IS_PATIENT_CONTEXT (self));
  g_return_if_fail (MODEL_IS_DOCUMENT (document));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_patient_context_fetch_async);
  if (self->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
      return;
    }
  if (self->access == NULL)
    {
      g_task_return_error (task, g_error_copy (self->no_access));
      return;
    }

  held = g_new0 (Held, 1);
  *held = (Held) { g_object_ref (document), g_steal_pointer (&task), progress, progress_data };
  hold (self, held);
}

RecordContent *
record_patient_context_fetch_finish (RecordPatientContext *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_autoptr(RecordContent) content = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_patient_context_fetch_async), NULL);

  content = g_task_propagate_pointer (G_TASK (result), error);
  if (content != NULL && self->closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The patient was closed");
      return NULL;
    }

  return g_steal_pointer (&content);
}
