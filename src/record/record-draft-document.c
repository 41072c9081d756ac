/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-draft-private.h"
#include "record-entry-private.h"

#include "epr-institution.h"
#include "epr-oids.h"
#include "model-number.h"

/* A creation has a time and a zone on the wire. That of a day is noon: no zone makes another day of it. */
static ModelDate
creation_of (RecordDraft *self)
{
  ModelDate date = { 0 };
  g_autoptr(GDateTime) noon = NULL;

  if (!record_draft_read_date (self, &date))
    return date;

  noon = g_date_time_new_local (date.year, date.month, date.day, 12, 0, 0);
  date.hour = 12;
  date.precision = MODEL_DATE_SECOND;
  date.offset_minutes = (gint16) (g_date_time_get_utc_offset (noon) / G_TIME_SPAN_MINUTE);

  return date;
}

const char *
record_draft_user_gln (RecordDraft *self)
{
  const char *id = self->user != NULL ? model_user_get_id (self->user) : NULL;

  return id != NULL && model_number_is_gln (id) ? id : NULL;
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static ModelDocumentAuthor
author_of (RecordDraft *self)
{
  const EprInstitution *institution = epr_community_get_institution (self->settings);
  ModelDocumentAuthor   author = { 0 };

  author.person = or_null (self->author);
  author.family = self->author_family;
  author.given = self->author_given;
  author.person_gln = or_null (self->author_gln);
  author.organization = institution->name;
  if (author.organization == NULL && self->user != NULL)
    author.organization = model_user_get_organization (self->user);
  author.organization_id = institution->id;
  author.role = self->codes[RECORD_FIELD_AUTHOR_ROLE];
  author.specialty = self->codes[RECORD_FIELD_SPECIALTY];

  return author;
}

static GPtrArray *
events_of (RecordDraft *self)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    g_ptr_array_add (events, g_list_model_get_item (G_LIST_MODEL (self->events), i));

  return events;
}

const char *
record_draft_number (RecordDraft *self,
                     const char  *unique_id)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  g_free (self->unique_id);
  self->unique_id = unique_id != NULL ? g_strdup (unique_id) : record_entry_make_unique_id ();

  return self->unique_id;
}

ModelDocument *
record_draft_to_document (RecordDraft *self)
{
  ModelDocumentAuthor author;
  ModelDocumentInit   init = { 0 };
  const char         *provider;
  g_autoptr(ModelCoding) provider_role = NULL;
  g_autoptr(GPtrArray) labels = NULL;
  g_autoptr(GPtrArray) events = NULL;

  g_return_val_if_fail (RECORD_IS_DRAFT (self) && self->complete, NULL);

  provider = self->user != NULL ? model_user_get_role (self->user) : NULL;
  provider_role = model_coding_new (EPR_SYSTEM_ROLE, provider != NULL ? provider : epr_community_get_role (self->settings), NULL);
  labels = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (labels, g_object_ref (self->codes[RECORD_FIELD_CONFIDENTIALITY]));
  events = events_of (self);
  author = author_of (self);

  init.unique_id = self->unique_id;
  init.status = MODEL_DOCUMENT_CURRENT;
  init.type = self->codes[RECORD_FIELD_TYPE];
  init.category = self->codes[RECORD_FIELD_CLASS];
  init.format = self->codes[RECORD_FIELD_FORMAT];
  init.facility_type = self->codes[RECORD_FIELD_FACILITY_TYPE];
  init.practice_setting = self->codes[RECORD_FIELD_PRACTICE_SETTING];
  init.provider_role = provider_role;
  init.security_labels = labels;
  init.events = events;
  init.authors = &author;
  init.n_authors = 1;
  init.description = or_null (self->comment);
  init.title = self->title;
  init.content_type = self->content_type;
  init.language = model_coding_get_code (self->codes[RECORD_FIELD_LANGUAGE]);
  init.size = -1;
  init.created = creation_of (self);

  return model_document_new (&init);
}
