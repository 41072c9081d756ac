/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-draft-private.h"
#include "record-entry-private.h"

#include "epr-institution.h"
#include "epr-oids.h"
#include "model-number.h"
#include "record-community-private.h"

/* A creation has a time and a zone on the wire. That of a day is noon: no zone makes another day of it. */
static ModelDate
creation_of (RecordDraft *self)
{
  ModelDate date = { 0 };
  g_autoptr(GDateTime) noon = NULL;

  if (self->moment.precision != MODEL_DATE_UNKNOWN)
    return self->moment;
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

ModelDocumentAuthor
record_draft_get_author_as_sent (RecordDraft *self)
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
  author = record_draft_get_author_as_sent (self);

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

RecordDraft *
record_draft_new_empty (RecordSession *session,
                        ModelPatient  *patient,
                        RecordBody    *body)
{
  RecordDraft *self = g_object_new (RECORD_TYPE_DRAFT, NULL);

  self->settings = g_object_ref (record_community_get_settings (record_session_get_community (session)));
  g_set_object (&self->user, record_session_get_user (session));
  g_set_object (&self->patient, patient);
  g_set_object (&self->body, body);

  return self;
}

static void
take_codes (RecordDraft   *self,
            ModelDocument *document)
{
  const ModelDocumentAuthor *author = model_document_get_n_authors (document) > 0 ? model_document_get_author (document, 0) : NULL;
  g_autoptr(ModelCoding) language = record_field_find (RECORD_FIELD_LANGUAGE, model_document_get_language (document));
  ModelCoding *const codes[RECORD_N_FIELDS] = {
    [RECORD_FIELD_TYPE] = model_document_get_document_type (document),
    [RECORD_FIELD_CLASS] = model_document_get_category (document),
    [RECORD_FIELD_CONFIDENTIALITY] = model_document_get_n_security_labels (document) > 0 ? model_document_get_security_label (document, 0) : NULL,
    [RECORD_FIELD_FACILITY_TYPE] = model_document_get_facility_type (document),
    [RECORD_FIELD_PRACTICE_SETTING] = model_document_get_practice_setting (document),
    [RECORD_FIELD_AUTHOR_ROLE] = author != NULL ? author->role : NULL,
    [RECORD_FIELD_SPECIALTY] = author != NULL ? author->specialty : NULL,
    [RECORD_FIELD_LANGUAGE] = language,
    [RECORD_FIELD_FORMAT] = model_document_get_format (document),
  };

  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    if (codes[i] != NULL)
      record_draft_set_code (self, (RecordField) i, codes[i]);
  for (guint i = 0; i < model_document_get_n_events (document); i++)
    record_draft_add_event (self, model_document_get_event (document, i));
}

RecordDraft *
record_draft_new_from_document (RecordSession *session,
                                ModelPatient  *patient,
                                ModelDocument *document,
                                RecordBody    *body)
{
  RecordDraft               *self = record_draft_new_empty (session, patient, body);
  const ModelDocumentAuthor *author = model_document_get_n_authors (document) > 0 ? model_document_get_author (document, 0) : NULL;
  ModelDate                  day = *model_document_get_created (document);
  g_autofree char           *date = NULL;

  day.precision = MODEL_DATE_DAY;
  date = model_date_format (&day);
  self->file_name = g_strdup (model_document_get_attachment_title (document));
  self->content_type = g_strdup (model_document_get_content_type (document));
  record_draft_set_title (self, model_document_get_attachment_title (document));
  record_draft_set_date (self, date);
  record_draft_set_comment (self, model_document_get_description (document));
  take_codes (self, document);
  record_draft_set_author (self, author != NULL ? author->person : NULL);
  record_draft_set_author_gln (self, author != NULL ? author->person_gln : NULL);

  return self;
}
