/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-document.h"
#include "model-pack.h"

struct _ModelDocument
{
  GObject parent_instance;

  ModelDocumentInit      d;           /* strings in block, codings and arrays referenced */
  ModelDocumentAuthor   *authors;     /* (owned) (nullable) d.authors; strings in author_blocks */
  ModelDocumentRelation *relations;   /* (owned) (nullable) d.relations */
  char                  *block;       /* (owned) (nullable) */
  char                 **part_blocks; /* (owned) (nullable) strings of authors, then of relations */
};

G_DEFINE_FINAL_TYPE (ModelDocument, model_document, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelDocumentInit, id),
  G_STRUCT_OFFSET (ModelDocumentInit, unique_id),
  G_STRUCT_OFFSET (ModelDocumentInit, entry_uuid),
  G_STRUCT_OFFSET (ModelDocumentInit, version_id),
  G_STRUCT_OFFSET (ModelDocumentInit, subject_system),
  G_STRUCT_OFFSET (ModelDocumentInit, subject_value),
  G_STRUCT_OFFSET (ModelDocumentInit, subject_reference),
  G_STRUCT_OFFSET (ModelDocumentInit, description),
  G_STRUCT_OFFSET (ModelDocumentInit, title),
  G_STRUCT_OFFSET (ModelDocumentInit, content_type),
  G_STRUCT_OFFSET (ModelDocumentInit, language),
  G_STRUCT_OFFSET (ModelDocumentInit, url),
  G_STRUCT_OFFSET (ModelDocumentInit, hash),
};

static const gsize coding_members[] = {
  G_STRUCT_OFFSET (ModelDocumentInit, type),
  G_STRUCT_OFFSET (ModelDocumentInit, category),
  G_STRUCT_OFFSET (ModelDocumentInit, format),
  G_STRUCT_OFFSET (ModelDocumentInit, facility_type),
  G_STRUCT_OFFSET (ModelDocumentInit, practice_setting),
  G_STRUCT_OFFSET (ModelDocumentInit, provider_role),
  G_STRUCT_OFFSET (ModelDocumentInit, deletion_status),
};

static const gsize author_members[] = {
  G_STRUCT_OFFSET (ModelDocumentAuthor, person),
  G_STRUCT_OFFSET (ModelDocumentAuthor, family),
  G_STRUCT_OFFSET (ModelDocumentAuthor, given),
  G_STRUCT_OFFSET (ModelDocumentAuthor, person_gln),
  G_STRUCT_OFFSET (ModelDocumentAuthor, organization),
  G_STRUCT_OFFSET (ModelDocumentAuthor, organization_id),
};

static const gsize relation_members[] = {
  G_STRUCT_OFFSET (ModelDocumentRelation, code),
  G_STRUCT_OFFSET (ModelDocumentRelation, target),
};

static void
copy_authors (ModelDocument *self)
{
  if (self->d.n_authors == 0)
    return;

  self->authors = g_memdup2 (self->d.authors, self->d.n_authors * sizeof *self->authors);
  for (guint i = 0; i < self->d.n_authors; i++)
    {
      self->part_blocks[i] = model_pack_strings (&self->authors[i], author_members, G_N_ELEMENTS (author_members));
      if (self->authors[i].role != NULL)
        g_object_ref (self->authors[i].role);
      if (self->authors[i].specialty != NULL)
        g_object_ref (self->authors[i].specialty);
    }
}

static void
copy_relations (ModelDocument *self)
{
  if (self->d.n_relations == 0)
    return;

  self->relations = g_memdup2 (self->d.relations, self->d.n_relations * sizeof *self->relations);
  for (guint i = 0; i < self->d.n_relations; i++)
    self->part_blocks[self->d.n_authors + i] =
        model_pack_strings (&self->relations[i], relation_members, G_N_ELEMENTS (relation_members));
}

static void
free_parts (ModelDocument *self)
{
  for (guint i = 0; i < self->d.n_authors; i++)
    {
      g_clear_object (&self->authors[i].role);
      g_clear_object (&self->authors[i].specialty);
    }

  for (guint i = 0; self->part_blocks != NULL && i < self->d.n_authors + self->d.n_relations; i++)
    g_free (self->part_blocks[i]);

  g_clear_pointer (&self->part_blocks, g_free);
  g_clear_pointer (&self->authors, g_free);
  g_clear_pointer (&self->relations, g_free);
}

static void
model_document_finalize (GObject *object)
{
  ModelDocument *self = MODEL_DOCUMENT (object);

  free_parts (self);
  for (gsize i = 0; i < G_N_ELEMENTS (coding_members); i++)
    g_clear_object (&G_STRUCT_MEMBER (GObject *, &self->d, coding_members[i]));
  g_clear_pointer (&self->d.security_labels, g_ptr_array_unref);
  g_clear_pointer (&self->d.events, g_ptr_array_unref);
  g_clear_pointer (&self->d.source_identifiers, g_ptr_array_unref);
  g_clear_pointer (&self->d.related, g_ptr_array_unref);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_document_parent_class)->finalize (object);
}

static void
model_document_class_init (ModelDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_document_finalize;
}

static void
model_document_init (ModelDocument *self)
{
}

static GPtrArray *
ref_array (GPtrArray *array)
{
  return array != NULL ? g_ptr_array_ref (array) : NULL;
}

ModelDocument *
model_document_new (const ModelDocumentInit *init)
{
  ModelDocument *self = g_object_new (MODEL_TYPE_DOCUMENT, NULL);

  self->d = *init;
  if (self->d.id == NULL)
    self->d.id = "";
  self->block = model_pack_strings (&self->d, string_members, G_N_ELEMENTS (string_members));

  for (gsize i = 0; i < G_N_ELEMENTS (coding_members); i++)
    {
      GObject *coding = G_STRUCT_MEMBER (GObject *, &self->d, coding_members[i]);

      if (coding != NULL)
        g_object_ref (coding);
    }

  ref_array (self->d.security_labels);
  ref_array (self->d.events);
  ref_array (self->d.source_identifiers);
  ref_array (self->d.related);

  if (self->d.n_authors + self->d.n_relations > 0)
    self->part_blocks = g_new0 (char *, self->d.n_authors + self->d.n_relations);
  copy_authors (self);
  copy_relations (self);
  self->d.authors = self->authors;
  self->d.relations = self->relations;

  return self;
}

const char *
model_document_get_id (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.id;
}

const char *
model_document_get_unique_id (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.unique_id;
}

const char *
model_document_get_entry_uuid (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.entry_uuid;
}

const char *
model_document_get_version_id (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.version_id;
}

ModelDocumentStatus
model_document_get_status (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), MODEL_DOCUMENT_STATUS_UNKNOWN);

  return self->d.status;
}

const char *
model_document_get_subject_system (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.subject_system;
}

const char *
model_document_get_subject_value (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.subject_value;
}

const char *
model_document_get_subject_reference (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.subject_reference;
}

ModelCoding *
model_document_get_document_type (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.type;
}

ModelCoding *
model_document_get_category (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.category;
}

ModelCoding *
model_document_get_format (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.format;
}

ModelCoding *
model_document_get_facility_type (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.facility_type;
}

ModelCoding *
model_document_get_practice_setting (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.practice_setting;
}

ModelCoding *
model_document_get_provider_role (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.provider_role;
}

ModelCoding *
model_document_get_deletion_status (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.deletion_status;
}

guint
model_document_get_n_security_labels (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.security_labels != NULL ? self->d.security_labels->len : 0;
}

ModelCoding *
model_document_get_security_label (ModelDocument *self,
                                   guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < model_document_get_n_security_labels (self), NULL);

  return g_ptr_array_index (self->d.security_labels, position);
}

guint
model_document_get_n_events (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.events != NULL ? self->d.events->len : 0;
}

ModelCoding *
model_document_get_event (ModelDocument *self,
                          guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < model_document_get_n_events (self), NULL);

  return g_ptr_array_index (self->d.events, position);
}

guint
model_document_get_n_authors (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.n_authors;
}

const ModelDocumentAuthor *
model_document_get_author (ModelDocument *self,
                           guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < self->d.n_authors, NULL);

  return &self->authors[position];
}

guint
model_document_get_n_relations (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.n_relations;
}

const ModelDocumentRelation *
model_document_get_relation (ModelDocument *self,
                             guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < self->d.n_relations, NULL);

  return &self->relations[position];
}

const char *
model_document_get_description (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.description;
}

const char *
model_document_get_attachment_title (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.title;
}

const char *
model_document_get_content_type (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.content_type;
}

const char *
model_document_get_language (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.language;
}

const char *
model_document_get_url (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.url;
}

const char *
model_document_get_hash (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return self->d.hash;
}

gint64
model_document_get_size (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), -1);

  return self->d.size;
}

const ModelDate *
model_document_get_created (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return &self->d.created;
}

const ModelDate *
model_document_get_period_start (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return &self->d.period_start;
}

const ModelDate *
model_document_get_period_end (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);

  return &self->d.period_end;
}

guint
model_document_get_n_source_identifiers (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.source_identifiers != NULL ? self->d.source_identifiers->len : 0;
}

ModelIdentifier *
model_document_get_source_identifier (ModelDocument *self,
                                      guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < model_document_get_n_source_identifiers (self), NULL);

  return g_ptr_array_index (self->d.source_identifiers, position);
}

guint
model_document_get_n_related (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), 0);

  return self->d.related != NULL ? self->d.related->len : 0;
}

ModelIdentifier *
model_document_get_related (ModelDocument *self,
                            guint          position)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (position < model_document_get_n_related (self), NULL);

  return g_ptr_array_index (self->d.related, position);
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

const char *
model_document_get_title (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), "");

  if (is_filled (self->d.title))
    return self->d.title;
  if (is_filled (self->d.description))
    return self->d.description;
  if (self->d.type != NULL && is_filled (model_coding_get_label (self->d.type)))
    return model_coding_get_label (self->d.type);
  if (is_filled (self->d.unique_id))
    return self->d.unique_id;

  return is_filled (self->d.id) ? self->d.id : "?";
}

const char *
model_document_get_source (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), "");

  if (self->d.n_authors > 0 && is_filled (self->authors[0].organization))
    return self->authors[0].organization;

  return model_document_get_author_name (self);
}

const char *
model_document_get_author_name (ModelDocument *self)
{
  g_return_val_if_fail (MODEL_IS_DOCUMENT (self), "");

  return self->d.n_authors > 0 && is_filled (self->authors[0].person) ? self->authors[0].person : "";
}
