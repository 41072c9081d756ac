/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-draft-private.h"

#include "epr-institution.h"
#include "epr-technical.h"
#include "epr-oids.h"
#include "model-number.h"
#include "record-community-private.h"
#include "record-content-type.h"
#include "record-draft-type-private.h"
#include "record-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT 65536
#define NORMAL "17621005"
#define IMAGE "900000000000471006"

G_DEFINE_FINAL_TYPE (RecordDraft, record_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_DATE,
  PROP_AUTHOR_GLN,
  PROP_COMPLETE,
} RecordDraftProperty;

static GParamSpec *properties[PROP_COMPLETE + 1];

enum
{
  SIGNAL_CODE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
record_draft_is_required (RecordField field)
{
  return field != RECORD_FIELD_SPECIALTY && field != RECORD_FIELD_EVENT;
}

gboolean
record_draft_read_date (RecordDraft *self,
                        ModelDate   *date)
{
  ModelDate today = model_date_today ();

  return model_date_parse_typed (self->date, &today, date) && date->precision >= MODEL_DATE_DAY &&
         model_date_compare (date, &today) <= 0;
}

void
record_draft_update_complete (RecordDraft *self)
{
  gboolean complete = *self->title != '\0' && record_draft_has_date (self) && record_draft_has_author (self);

  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    if (record_draft_is_required ((RecordField) i) && self->codes[i] == NULL)
      complete = FALSE;

  if (complete != self->complete)
    {
      self->complete = complete;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
    }
}

static void
put_code (RecordDraft *self,
          RecordField  field,
          ModelCoding *code)
{
  g_return_if_fail (field != RECORD_FIELD_EVENT);

  if (g_set_object (&self->codes[field], code))
    g_signal_emit (self, signals[SIGNAL_CODE_CHANGED], 0, (int) field);
}

/* Nearly every type stands under one class only; under several the person chooses. */
static void
follow_type (RecordDraft *self)
{
  ModelCoding *type = self->codes[RECORD_FIELD_TYPE];
  g_autoptr(ModelCoding) class = type != NULL ? record_field_class_for (type, self->codes[RECORD_FIELD_CLASS]) : NULL;

  if (type != NULL)
    put_code (self, RECORD_FIELD_CLASS, class);
}

void
record_draft_propose (RecordDraft *self,
                      RecordField  field,
                      const char  *code)
{
  g_autoptr(ModelCoding) coding = record_field_find (field, code);

  if (coding == NULL || self->answered[field])
    return;

  put_code (self, field, coding);
  if (field == RECORD_FIELD_TYPE)
    follow_type (self);
}

static void
put_title (RecordDraft *self,
           const char  *title)
{
  if (g_str_equal (self->title, title))
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
put_date (RecordDraft *self,
          const char  *date)
{
  if (g_str_equal (self->date, date))
    return;

  g_free (self->date);
  self->date = g_strdup (date);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
record_draft_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RecordDraft *self = RECORD_DRAFT (object);

  switch ((RecordDraftProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;

    case PROP_AUTHOR_GLN:
      g_value_set_string (value, self->author_gln);
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_draft_finalize (GObject *object)
{
  RecordDraft *self = RECORD_DRAFT (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->user);
  g_clear_object (&self->patient);
  g_clear_object (&self->target_document);
  g_clear_object (&self->body);
  g_free (self->file_name);
  g_free (self->content_type);
  g_free (self->title);
  g_free (self->date);
  g_free (self->comment);
  g_free (self->author);
  g_free (self->author_family);
  g_free (self->author_given);
  g_free (self->author_gln);
  g_free (self->unique_id);
  g_clear_object (&self->events);
  for (guint i = 0; i < RECORD_N_FIELDS; i++)
    g_clear_object (&self->codes[i]);

  G_OBJECT_CLASS (record_draft_parent_class)->finalize (object);
}

static void
record_draft_class_init (RecordDraftClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = record_draft_get_property;
  object_class->finalize = record_draft_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, "", flags);
  properties[PROP_AUTHOR_GLN] = g_param_spec_string ("author-gln", NULL, NULL, "", flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CODE_CHANGED] = g_signal_new ("code-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
record_draft_init (RecordDraft *self)
{
  self->title = g_strdup ("");
  self->date = g_strdup ("");
  self->comment = g_strdup ("");
  self->author = g_strdup ("");
  self->author_gln = g_strdup ("");
  self->events = g_list_store_new (MODEL_TYPE_CODING);
}

/* The reader's own language, where the text does not tell and the institution does not say. */
static const char *
default_language (const EprInstitution *institution)
{
  static const char *const swiss[] = { "fr-CH", "de-CH", "it-CH" };
  const char *const       *names = g_get_language_names ();

  if (institution->language != NULL)
    return institution->language;
  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (swiss); j++)
      if (strncmp (names[i], swiss[j], 2) == 0)
        return swiss[j];

  return NULL;
}

/* A program writes nothing; somebody is responsible for it. FALSE for a person. */
static gboolean
fill_in_responsible (RecordDraft *self)
{
  const EprTechnical *technical = epr_community_get_technical (self->settings);

  if (technical == NULL || self->user == NULL || g_strcmp0 (model_user_get_role (self->user), "TCU") != 0)
    return FALSE;

  record_draft_set_author (self, technical->principal);
  record_draft_set_author_gln (self, technical->principal_id);
  record_draft_propose (self, RECORD_FIELD_AUTHOR_ROLE, "HCP");

  return TRUE;
}

static void
fill_in_author (RecordDraft *self)
{
  const char *name = self->user != NULL ? model_user_get_name (self->user) : NULL;
  const char *role = self->user != NULL ? model_user_get_role (self->user) : NULL;
  const char *gln = record_draft_user_gln (self);

  g_free (self->author);
  self->author = g_strdup (name != NULL ? name : "");
  g_free (self->author_gln);
  self->author_gln = g_strdup (gln != NULL ? gln : "");
  record_draft_propose (self, RECORD_FIELD_AUTHOR_ROLE, role != NULL ? role : epr_community_get_role (self->settings));
}

void
record_draft_fill_in_house (RecordDraft *self)
{
  const EprInstitution *institution = epr_community_get_institution (self->settings);

  if (!fill_in_responsible (self))
    fill_in_author (self);
  record_draft_propose (self, RECORD_FIELD_CONFIDENTIALITY, NORMAL);
  record_draft_propose (self, RECORD_FIELD_FACILITY_TYPE, institution->facility_type);
  record_draft_propose (self, RECORD_FIELD_PRACTICE_SETTING, institution->practice_setting);
  record_draft_propose (self, RECORD_FIELD_SPECIALTY, institution->specialty);
}

static void
fill_in (RecordDraft *self)
{
  record_draft_fill_in_house (self);
  record_draft_propose (self, RECORD_FIELD_LANGUAGE, default_language (epr_community_get_institution (self->settings)));
  record_draft_propose (self, RECORD_FIELD_FORMAT,
                        record_content_type_format (self->content_type, record_body_get_beginning (self->body)));
  if (g_str_has_prefix (self->content_type, "image/"))
    record_draft_propose (self, RECORD_FIELD_TYPE, IMAGE);
  record_draft_take_text (self, "", NULL);
}

RecordDraft *
record_draft_new (RecordSession *session,
                  ModelPatient  *patient,
                  const char    *file_name,
                  RecordBody    *body,
                  GError       **error)
{
  EprCommunity *settings;
  RecordDraft  *self;
  char         *type;

  g_return_val_if_fail (RECORD_IS_SESSION (session), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);
  g_return_val_if_fail (file_name != NULL && RECORD_IS_BODY (body), NULL);

  settings = record_community_get_settings (record_session_get_community (session));
  type = record_draft_check_content (file_name, body, epr_community_get_max_upload (settings), error);
  if (type == NULL)
    return NULL;

  self = g_object_new (RECORD_TYPE_DRAFT, NULL);
  self->settings = g_object_ref (settings);
  g_set_object (&self->user, record_session_get_user (session));
  self->patient = g_object_ref (patient);
  self->body = g_object_ref (body);
  self->file_name = g_utf8_make_valid (file_name, -1);
  self->content_type = type;
  fill_in (self);

  return self;
}

ModelPatient *
record_draft_get_patient (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->patient;
}

const char *
record_draft_get_file_name (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->file_name;
}

RecordBody *
record_draft_get_body (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->body;
}

const char *
record_draft_get_content_type (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->content_type;
}

/* "Laboratory report of 12.11.2026": when the document has no better name for itself. */
static void
propose_title (RecordDraft *self,
               const char  *title)
{
  ModelCoding     *type = self->codes[RECORD_FIELD_TYPE];
  g_autofree char *made = NULL;

  if (self->title_answered)
    return;

  if (title == NULL && type != NULL && record_draft_has_date (self))
    {
      g_autofree char *label = g_strdup (record_label_coding (type));
      g_autofree char *first = g_utf8_strup (label, g_utf8_next_char (label) - label);

      /* Translators: the title of a document: its type, its date. */
      made = g_strdup_printf (C_("title of a document", "%s%s of %s"), first, g_utf8_next_char (label), self->date);
      title = made;
    }
  if (title != NULL)
    put_title (self, title);
}

void
record_draft_take_text (RecordDraft *self,
                        const char  *text,
                        const char  *own_title)
{
  ModelDate        today = model_date_today ();
  g_autofree char *beginning = NULL;
  g_auto(RecordGuess) guess = { 0 };

  g_return_if_fail (RECORD_IS_DRAFT (self));
  g_return_if_fail (text != NULL);

  beginning = g_strndup (text, MAX_TEXT);
  guess = record_guess_read (beginning, own_title, self->file_name, model_patient_get_birth_date (self->patient), &today);
  record_draft_propose (self, RECORD_FIELD_TYPE, guess.type);
  record_draft_propose (self, RECORD_FIELD_LANGUAGE, guess.language);
  if (!self->date_answered && guess.date.precision != MODEL_DATE_UNKNOWN)
    {
      g_autofree char *date = model_date_format (&guess.date);

      put_date (self, date);
    }
  propose_title (self, guess.title);
  self->has_text = *g_strchug (beginning) != '\0';
  self->other = record_guess_other (beginning, self->patient, model_patient_find_identifier (self->patient, EPR_SYSTEM_AHVN13));
  record_draft_update_complete (self);
}

gboolean
record_draft_has_text (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), FALSE);

  return self->has_text;
}

RecordOther
record_draft_get_other (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), 0);

  return self->other;
}

const char *
record_draft_get_title (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->title;
}

void
record_draft_set_title (RecordDraft *self,
                        const char  *title)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  self->title_answered = TRUE;
  put_title (self, title != NULL ? title : "");
  record_draft_update_complete (self);
}

const char *
record_draft_get_date (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->date;
}

void
record_draft_set_date (RecordDraft *self,
                       const char  *typed)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  self->date_answered = TRUE;
  put_date (self, typed != NULL ? typed : "");
  record_draft_update_complete (self);
}

gboolean
record_draft_has_date (RecordDraft *self)
{
  ModelDate date;

  g_return_val_if_fail (RECORD_IS_DRAFT (self), FALSE);

  return record_draft_read_date (self, &date);
}

const char *
record_draft_get_comment (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->comment;
}

void
record_draft_set_comment (RecordDraft *self,
                          const char  *comment)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  g_free (self->comment);
  self->comment = g_strdup (comment != NULL ? comment : "");
}

ModelCoding *
record_draft_get_code (RecordDraft *self,
                       RecordField  field)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);
  g_return_val_if_fail (field != RECORD_FIELD_EVENT, NULL);

  return self->codes[field];
}

void
record_draft_set_code (RecordDraft *self,
                       RecordField  field,
                       ModelCoding *code)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));
  g_return_if_fail (code != NULL || !record_draft_is_required (field));

  self->answered[field] = TRUE;
  put_code (self, field, code);
  if (field == RECORD_FIELD_TYPE)
    follow_type (self);
  if (field == RECORD_FIELD_TYPE && *self->title == '\0')
    propose_title (self, NULL);
  record_draft_update_complete (self);
}

GListModel *
record_draft_list_choices (RecordDraft *self,
                           RecordField  field)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return record_field_list_choices (field, self->codes[RECORD_FIELD_TYPE]);
}

gboolean
record_draft_get_complete (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), FALSE);

  return self->complete;
}
