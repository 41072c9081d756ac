/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-vaccination-import.h"

#include "epr-vaccination.h"
#include "record-error.h"
#include "record-import-private.h"
#include "record-vaccination-merge-private.h"

#define MAX_SIZE (32 * 1024 * 1024) /* bytes: a record with the paper it was made from */

struct _RecordVaccinationImport
{
  GObject parent_instance;

  RecordVaccinations       *vaccinations; /* (owned) */
  ModelVaccinationDocument *document;     /* (owned) */
  GListStore               *entries;      /* (owned) of RecordImportEntry */
  char                     *difference;   /* (owned) (nullable) */
  gboolean                  confirmed;
  gboolean                  ready;
};

G_DEFINE_FINAL_TYPE (RecordVaccinationImport, record_vaccination_import, G_TYPE_OBJECT)

typedef enum
{
  PROP_READY = 1,
} RecordVaccinationImportProperty;

static GParamSpec *properties[PROP_READY + 1];

static void
update_ready (RecordVaccinationImport *self)
{
  gboolean ready = (self->difference == NULL || self->confirmed) && record_vaccination_import_get_n_taken (self) > 0;

  if (ready == self->ready)
    return;

  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
record_vaccination_import_get_property (GObject    *object,
                                        guint       prop_id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  RecordVaccinationImport *self = RECORD_VACCINATION_IMPORT (object);

  switch ((RecordVaccinationImportProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_vaccination_import_finalize (GObject *object)
{
  RecordVaccinationImport *self = RECORD_VACCINATION_IMPORT (object);

  g_clear_object (&self->vaccinations);
  g_clear_object (&self->document);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->difference, g_free);

  G_OBJECT_CLASS (record_vaccination_import_parent_class)->finalize (object);
}

static void
record_vaccination_import_class_init (RecordVaccinationImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = record_vaccination_import_get_property;
  object_class->finalize = record_vaccination_import_finalize;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_vaccination_import_init (RecordVaccinationImport *self)
{
  self->entries = g_list_store_new (RECORD_TYPE_IMPORT_ENTRY);
}

static RecordVaccinationImport *
import_new (RecordVaccinations       *vaccinations,
            ModelVaccinationDocument *document,
            ModelVaccinationRecord   *merged)
{
  RecordVaccinationImport *self = g_object_new (RECORD_TYPE_VACCINATION_IMPORT, NULL);

  self->vaccinations = g_object_ref (vaccinations);
  self->document = g_object_ref (document);
  self->difference = record_import_explain (document, record_patient_context_get_patient (record_vaccinations_get_context (vaccinations)));
  for (guint i = 0; i < model_vaccination_document_get_n_entries (document); i++)
    {
      g_autoptr(RecordImportEntry) entry = record_import_compare (merged, document, model_vaccination_document_get_entry (document, i));

      g_signal_connect_object (entry, "notify::taken", G_CALLBACK (update_ready), self, G_CONNECT_SWAPPED);
      g_list_store_append (self->entries, entry);
    }
  update_ready (self);

  return self;
}

/* Reading. */

typedef struct
{
  RecordVaccinations       *vaccinations; /* (owned) */
  ModelVaccinationDocument *document;     /* (owned) (nullable) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->vaccinations);
  g_clear_object (&opening->document);
  g_free (opening);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr(ModelVaccinationRecord) merged = record_vaccination_merge_finish (result);

  if (merged != NULL)
    g_task_return_pointer (task, import_new (opening->vaccinations, opening->document, merged), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The import was given up");
}

/* The record as it would be with the file. Takes @task. */
static void
merge (GTask *task)
{
  Opening                *opening = g_task_get_task_data (task);
  ModelVaccinationRecord *record = record_vaccinations_get_record (opening->vaccinations);
  ModelPatient           *patient = record_patient_context_get_patient (record_vaccinations_get_context (opening->vaccinations));
  GPtrArray              *documents = record != NULL ? model_vaccination_record_get_documents (record) : NULL;
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) accepted = NULL;
  RecordVaccinationParts *parts;

  /* what is in the record, and the file, is compared whoever it names */
  g_strv_builder_add (keys, model_vaccination_document_get_key (opening->document));
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_strv_builder_add (keys, model_vaccination_document_get_key (g_ptr_array_index (documents, i)));
  accepted = g_strv_builder_end (keys);
  parts = record_vaccination_parts_new (patient, accepted);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_ptr_array_add (parts->documents, g_object_ref (g_ptr_array_index (documents, i)));
  g_ptr_array_add (parts->documents, g_object_ref (opening->document));
  record_vaccination_merge_async (parts, g_task_get_cancellable (task), merged_cb, task);
}

/* A copy of a record is no source of one (chapter 9); here it is what somebody hands over. (transfer full) */
static ModelVaccinationDocument *
as_source (ModelVaccinationDocument *document)
{
  ModelVaccinationDocumentFacts facts = *model_vaccination_document_get_facts (document);

  facts.kind = MODEL_VACCINATION_ADMINISTRATION;

  return model_vaccination_document_new (&facts);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelVaccinationDocument) document = epr_vaccination_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (document == NULL)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_FORMAT, "%s", error->message);
  else if (model_vaccination_document_get_facts (document)->kind == MODEL_VACCINATION_EXCHANGE)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_FORMAT, "The bundle is no document");
  else if (model_vaccination_document_get_n_entries (document) == 0)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_EMPTY, "The document has no entry");
  else
    {
      opening->document = as_source (document);
      merge (g_steal_pointer (&task));
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    epr_vaccination_read_async (bytes, NULL, g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info == NULL)
    g_task_return_error (task, error);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_FORMAT, "It is no file");
  else if (g_file_info_get_size (info) > MAX_SIZE)
    g_task_return_new_error (task, RECORD_ERROR, RECORD_ERROR_TOO_LARGE, "More than %d bytes", MAX_SIZE);
  else
    g_file_load_bytes_async (G_FILE (object), g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

void
record_vaccination_import_open_async (RecordVaccinations *vaccinations,
                                      GFile              *file,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  GTask   *task;
  Opening *opening;

  g_return_if_fail (RECORD_IS_VACCINATIONS (vaccinations));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_vaccination_import_open_async);
  opening = g_new0 (Opening, 1);
  opening->vaccinations = g_object_ref (vaccinations);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, looked_cb, task);
}

RecordVaccinationImport *
record_vaccination_import_open_finish (GAsyncResult *result,
                                       GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_import_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GListModel *
record_vaccination_import_get_entries (RecordVaccinationImport *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), NULL);

  return G_LIST_MODEL (self->entries);
}

ModelVaccinationDocument *
record_vaccination_import_get_document (RecordVaccinationImport *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), NULL);

  return self->document;
}

const char *
record_vaccination_import_get_difference (RecordVaccinationImport *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), NULL);

  return self->difference;
}

gboolean
record_vaccination_import_get_confirmed (RecordVaccinationImport *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), FALSE);

  return self->confirmed;
}

void
record_vaccination_import_set_confirmed (RecordVaccinationImport *self,
                                         gboolean                 confirmed)
{
  g_return_if_fail (RECORD_IS_VACCINATION_IMPORT (self));

  self->confirmed = confirmed;
  update_ready (self);
}

gboolean
record_vaccination_import_get_ready (RecordVaccinationImport *self)
{
  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), FALSE);

  return self->ready;
}

guint
record_vaccination_import_get_n_taken (RecordVaccinationImport *self)
{
  guint n = 0;

  g_return_val_if_fail (RECORD_IS_VACCINATION_IMPORT (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (record_import_entry_get_taken (entry))
        n++;
    }

  return n;
}

/* Depositing. */

static void
deposited_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError        *error = NULL;
  RecordDeposit *deposit = record_vaccinations_submit_finish (RECORD_VACCINATIONS (object), result, &error);

  if (deposit != NULL)
    g_task_return_pointer (task, deposit, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
record_vaccination_import_deposit_async (RecordVaccinationImport *self,
                                         RecordSession           *session,
                                         gboolean                 restricted,
                                         GCancellable            *cancellable,
                                         GAsyncReadyCallback      callback,
                                         gpointer                 user_data)
{
  g_autoptr(GArray) changes = g_array_new (FALSE, TRUE, sizeof (RecordVaccinationChange));
  GTask *task;

  g_return_if_fail (RECORD_IS_VACCINATION_IMPORT (self));
  g_return_if_fail (self->ready);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr(RecordImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      const RecordVaccinationChange change = { .step = RECORD_VACCINATION_CREATE, .entry = record_import_entry_get_entry (entry) };

      if (record_import_entry_get_taken (entry))
        g_array_append_val (changes, change);
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, record_vaccination_import_deposit_async);
  g_task_set_check_cancellable (task, FALSE);
  record_vaccinations_submit_async (self->vaccinations, session, (const RecordVaccinationChange *) (gpointer) changes->data, changes->len,
                                    restricted, cancellable, deposited_cb, task);
}

RecordDeposit *
record_vaccination_import_deposit_finish (RecordVaccinationImport *self,
                                          GAsyncResult            *result,
                                          GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_vaccination_import_deposit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
