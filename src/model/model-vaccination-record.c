/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-clinical-entry-private.h"
#include "model-vaccination-private.h"

struct _ModelEntryVersion
{
  GObject parent_instance;

  ModelClinicalEntry *entry;     /* (owned) */
  GPtrArray          *documents; /* (owned) */
  ModelValidation     validation;
};

struct _ModelRecordLine
{
  GObject parent_instance;

  GPtrArray     *versions; /* (owned) the newest last */
  ModelLineState state;
  ModelLineMarks marks;
};

struct _ModelUnreadDocument
{
  GObject parent_instance;

  char             *unique_id; /* (owned) (nullable) */
  char             *title;     /* (owned) (nullable) */
  char             *details;   /* (owned) (nullable) */
  ModelUnreadReason reason;
};

G_DEFINE_FINAL_TYPE (ModelEntryVersion, model_entry_version, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ModelRecordLine, model_record_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ModelUnreadDocument, model_unread_document, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ModelVaccinationRecord, model_vaccination_record, G_TYPE_OBJECT)

static void
model_entry_version_finalize (GObject *object)
{
  ModelEntryVersion *self = MODEL_ENTRY_VERSION (object);

  g_clear_object (&self->entry);
  g_clear_pointer (&self->documents, g_ptr_array_unref);

  G_OBJECT_CLASS (model_entry_version_parent_class)->finalize (object);
}

static void
model_entry_version_class_init (ModelEntryVersionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_entry_version_finalize;
}

static void
model_entry_version_init (ModelEntryVersion *self)
{
}

ModelEntryVersion *
model_entry_version_new (ModelClinicalEntry *entry,
                         GPtrArray          *documents,
                         ModelValidation     validation)
{
  ModelEntryVersion *self = g_object_new (MODEL_TYPE_ENTRY_VERSION, NULL);

  self->entry = g_object_ref (entry);
  self->documents = g_ptr_array_ref (documents);
  self->validation = validation;

  return self;
}

ModelClinicalEntry *
model_entry_version_get_entry (ModelEntryVersion *self)
{
  g_return_val_if_fail (MODEL_IS_ENTRY_VERSION (self), NULL);

  return self->entry;
}

ModelVaccinationDocument *
model_entry_version_get_document (ModelEntryVersion *self)
{
  g_return_val_if_fail (MODEL_IS_ENTRY_VERSION (self), NULL);

  return g_ptr_array_index (self->documents, 0);
}

guint
model_entry_version_get_n_documents (ModelEntryVersion *self)
{
  g_return_val_if_fail (MODEL_IS_ENTRY_VERSION (self), 0);

  return self->documents->len;
}

ModelValidation
model_entry_version_get_validation (ModelEntryVersion *self)
{
  g_return_val_if_fail (MODEL_IS_ENTRY_VERSION (self), MODEL_VALIDATION_NOT_VERIFIABLE);

  return self->validation;
}

static void
model_record_line_finalize (GObject *object)
{
  ModelRecordLine *self = MODEL_RECORD_LINE (object);

  g_clear_pointer (&self->versions, g_ptr_array_unref);

  G_OBJECT_CLASS (model_record_line_parent_class)->finalize (object);
}

static void
model_record_line_class_init (ModelRecordLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_record_line_finalize;
}

static void
model_record_line_init (ModelRecordLine *self)
{
}

ModelRecordLine *
model_record_line_new (GPtrArray     *versions,
                       ModelLineState state,
                       ModelLineMarks marks)
{
  ModelRecordLine *self = g_object_new (MODEL_TYPE_RECORD_LINE, NULL);

  self->versions = versions;
  self->state = state;
  self->marks = marks;

  return self;
}

void
model_record_line_mark (ModelRecordLine *self,
                        ModelLineMarks   marks)
{
  self->marks |= marks;
}

ModelEntryVersion *
model_record_line_get_head (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), NULL);

  return g_ptr_array_index (self->versions, self->versions->len - 1);
}

ModelClinicalEntry *
model_record_line_get_entry (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), NULL);

  return model_record_line_get_head (self)->entry;
}

ModelLineState
model_record_line_get_state (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), MODEL_LINE_CURRENT);

  return self->state;
}

ModelLineMarks
model_record_line_get_marks (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), MODEL_LINE_CERTAIN);

  return self->marks;
}

ModelValidation
model_record_line_get_validation (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), MODEL_VALIDATION_NOT_VERIFIABLE);

  return model_record_line_get_head (self)->validation;
}

guint
model_record_line_get_n_versions (ModelRecordLine *self)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), 0);

  return self->versions->len;
}

ModelEntryVersion *
model_record_line_get_version (ModelRecordLine *self,
                               guint            position)
{
  g_return_val_if_fail (MODEL_IS_RECORD_LINE (self), NULL);
  g_return_val_if_fail (position < self->versions->len, NULL);

  return g_ptr_array_index (self->versions, position);
}

static void
model_unread_document_finalize (GObject *object)
{
  ModelUnreadDocument *self = MODEL_UNREAD_DOCUMENT (object);

  g_clear_pointer (&self->unique_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->details, g_free);

  G_OBJECT_CLASS (model_unread_document_parent_class)->finalize (object);
}

static void
model_unread_document_class_init (ModelUnreadDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_unread_document_finalize;
}

static void
model_unread_document_init (ModelUnreadDocument *self)
{
}

ModelUnreadDocument *
model_unread_document_new (const char       *unique_id,
                           const char       *title,
                           ModelUnreadReason reason,
                           const char       *details)
{
  ModelUnreadDocument *self = g_object_new (MODEL_TYPE_UNREAD_DOCUMENT, NULL);

  self->unique_id = g_strdup (unique_id);
  self->title = g_strdup (title);
  self->details = g_strdup (details);
  self->reason = reason;

  return self;
}

const char *
model_unread_document_get_unique_id (ModelUnreadDocument *self)
{
  g_return_val_if_fail (MODEL_IS_UNREAD_DOCUMENT (self), NULL);

  return self->unique_id;
}

const char *
model_unread_document_get_title (ModelUnreadDocument *self)
{
  g_return_val_if_fail (MODEL_IS_UNREAD_DOCUMENT (self), NULL);

  return self->title;
}

ModelUnreadReason
model_unread_document_get_reason (ModelUnreadDocument *self)
{
  g_return_val_if_fail (MODEL_IS_UNREAD_DOCUMENT (self), MODEL_UNREAD_BROKEN);

  return self->reason;
}

const char *
model_unread_document_get_details (ModelUnreadDocument *self)
{
  g_return_val_if_fail (MODEL_IS_UNREAD_DOCUMENT (self), NULL);

  return self->details;
}

static void
model_vaccination_record_finalize (GObject *object)
{
  ModelVaccinationRecord *self = MODEL_VACCINATION_RECORD (object);

  g_clear_pointer (&self->relations, g_array_unref);
  g_clear_pointer (&self->related, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, g_ptr_array_unref);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);

  G_OBJECT_CLASS (model_vaccination_record_parent_class)->finalize (object);
}

static void
model_vaccination_record_class_init (ModelVaccinationRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_vaccination_record_finalize;
}

static void
model_vaccination_record_init (ModelVaccinationRecord *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->deleted = g_ptr_array_new_with_free_func (g_object_unref);
  self->unread = g_ptr_array_new_with_free_func (g_object_unref);
  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
  self->related = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->relations = g_array_new (FALSE, FALSE, sizeof (ModelLineRelation));
}

void
model_vaccination_record_relate (ModelVaccinationRecord *self,
                                 ModelRelationKind       kind,
                                 ModelRecordLine        *first,
                                 ModelRecordLine        *second)
{
  ModelLineRelation relation = { kind, first, second };
  char             *key = g_strdup_printf ("%d|%p|%p", kind, (gpointer) MIN (first, second), (gpointer) MAX (first, second));

  if (!g_hash_table_add (self->related, key))
    return;

  g_array_append_val (self->relations, relation);
}

GPtrArray *
model_vaccination_record_get_lines (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), NULL);

  return self->lines;
}

GPtrArray *
model_vaccination_record_get_deleted (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), NULL);

  return self->deleted;
}

GPtrArray *
model_vaccination_record_get_unread (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), NULL);

  return self->unread;
}

GPtrArray *
model_vaccination_record_get_documents (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), NULL);

  return self->documents;
}

gboolean
model_vaccination_record_is_partial (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), FALSE);

  for (guint i = 0; i < self->unread->len; i++)
    if (model_unread_document_get_reason (g_ptr_array_index (self->unread, i)) != MODEL_UNREAD_OTHER_CONTENT)
      return TRUE;
  for (guint i = 0; i < self->documents->len; i++)
    if (model_vaccination_document_get_facts (g_ptr_array_index (self->documents, i))->faults &
        (MODEL_VACCINATION_FAULT_ENTRY_LOST | MODEL_VACCINATION_FAULT_TOO_MANY))
      return TRUE;

  return self->incomplete;
}

gboolean
model_vaccination_record_is_copy (ModelVaccinationRecord *self,
                                  ModelDate              *date)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), FALSE);

  if (date != NULL)
    *date = self->copy_date;

  return self->copy;
}

guint
model_vaccination_record_get_n_relations (ModelVaccinationRecord *self)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), 0);

  return self->relations->len;
}

const ModelLineRelation *
model_vaccination_record_get_relation (ModelVaccinationRecord *self,
                                       guint                   position)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), NULL);
  g_return_val_if_fail (position < self->relations->len, NULL);

  return &g_array_index (self->relations, ModelLineRelation, position);
}

GPtrArray *
model_vaccination_record_dup_related (ModelVaccinationRecord *self,
                                      ModelRecordLine        *line,
                                      ModelRelationKind       kind)
{
  GPtrArray *related = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (self), related);

  for (guint i = 0; i < self->relations->len; i++)
    {
      const ModelLineRelation *relation = &g_array_index (self->relations, ModelLineRelation, i);

      if (relation->kind == kind && relation->first == line)
        g_ptr_array_add (related, g_object_ref (relation->second));
      else if (relation->kind == kind && relation->second == line)
        g_ptr_array_add (related, g_object_ref (relation->first));
    }

  return related;
}
