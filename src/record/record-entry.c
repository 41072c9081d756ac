/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-entry-private.h"

#include <string.h>

/* A GVariant, in its normal form or refused: created, submission, document, patient. Codings and dates
 * stand as texts, lists as arrays; what is missing is left out. */
#define FORMAT "(xsa{sv}a{sv})"
#define SEPARATOR RECORD_ENTRY_SEPARATOR

static void
put (GVariantBuilder *to,
     const char      *name,
     const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (to, "{sv}", name, g_variant_new_string (text));
}

static void
put_coding (GVariantBuilder *to,
            const char      *name,
            ModelCoding     *coding)
{
  const char *parts[3];

  if (coding == NULL)
    return;

  parts[0] = model_coding_get_system (coding);
  parts[1] = model_coding_get_code (coding);
  parts[2] = model_coding_get_display (coding);
  g_variant_builder_add (to, "{sv}", name,
                         g_variant_new ("(msmsms)", parts[0], parts[1], parts[2]));
}

static void
put_date (GVariantBuilder *to,
          const char      *name,
          const ModelDate *date)
{
  g_autofree char *text = model_date_to_fhir (date);

  put (to, name, text);
}

static const char *
get (GVariant   *from,
     const char *name)
{
  const char *text = NULL;

  g_variant_lookup (from, name, "&s", &text);

  return text;
}

static ModelCoding *
get_coding (GVariant   *from,
            const char *name)
{
  const char *system = NULL;
  const char *code = NULL;
  const char *display = NULL;

  return g_variant_lookup (from, name, "(m&sm&sm&s)", &system, &code, &display) ? model_coding_new (system, code, display) : NULL;
}

static ModelDate
get_date (GVariant   *from,
          const char *name)
{
  const char *text = get (from, name);
  ModelDate   date = { 0 };

  if (text != NULL)
    model_date_parse (text, &date);

  return date;
}

static void
put_events (GVariantBuilder *to,
            ModelDocument   *document)
{
  GVariantBuilder events;

  g_variant_builder_init (&events, G_VARIANT_TYPE ("a(msmsms)"));
  for (guint i = 0; i < model_document_get_n_events (document); i++)
    {
      ModelCoding *event = model_document_get_event (document, i);

      g_variant_builder_add (&events, "(msmsms)", model_coding_get_system (event), model_coding_get_code (event),
                             model_coding_get_display (event));
    }
  g_variant_builder_add (to, "{sv}", "events", g_variant_builder_end (&events));
}

static GPtrArray *
get_events (GVariant *from)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GVariant) packed = g_variant_lookup_value (from, "events", G_VARIANT_TYPE ("a(msmsms)"));
  GVariantIter iter;
  const char  *system;
  const char  *code;
  const char  *display;

  if (packed == NULL)
    return events;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(m&sm&sm&s)", &system, &code, &display))
    g_ptr_array_add (events, model_coding_new (system, code, display));

  return events;
}

static GVariant *
pack_document (ModelDocument *document)
{
  GVariantBuilder            to;
  const ModelDocumentAuthor *author = model_document_get_n_authors (document) > 0 ? model_document_get_author (document, 0) : NULL;

  g_variant_builder_init (&to, G_VARIANT_TYPE_VARDICT);
  put (&to, "unique-id", model_document_get_unique_id (document));
  put (&to, "entry-uuid", model_document_get_entry_uuid (document));
  put (&to, "hash", model_document_get_hash (document));
  g_variant_builder_add (&to, "{sv}", "size", g_variant_new_int64 (model_document_get_size (document)));
  put (&to, "content-type", model_document_get_content_type (document));
  put (&to, "language", model_document_get_language (document));
  put (&to, "title", model_document_get_attachment_title (document));
  put (&to, "description", model_document_get_description (document));
  put_date (&to, "created", model_document_get_created (document));
  put_date (&to, "period-start", model_document_get_period_start (document));
  put_date (&to, "period-end", model_document_get_period_end (document));
  put_coding (&to, "type", model_document_get_document_type (document));
  put_coding (&to, "class", model_document_get_category (document));
  put_coding (&to, "format", model_document_get_format (document));
  put_coding (&to, "facility-type", model_document_get_facility_type (document));
  put_coding (&to, "practice-setting", model_document_get_practice_setting (document));
  put_coding (&to, "provider-role", model_document_get_provider_role (document));
  put_coding (&to, "level", model_document_get_n_security_labels (document) > 0 ? model_document_get_security_label (document, 0) : NULL);
  put_events (&to, document);
  if (author != NULL)
    {
      put (&to, "author", author->person);
      put (&to, "author-family", author->family);
      put (&to, "author-given", author->given);
      put (&to, "author-gln", author->person_gln);
      put (&to, "organization", author->organization);
      put (&to, "organization-id", author->organization_id);
      put_coding (&to, "author-role", author->role);
      put_coding (&to, "specialty", author->specialty);
    }

  return g_variant_builder_end (&to);
}

static void
add_owned (GPtrArray **array,
           gpointer    object)
{
  if (object == NULL)
    return;

  if (*array == NULL)
    *array = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (*array, object);
}

static ModelDocument *
unpack_document (GVariant *from)
{
  g_autoptr(ModelCoding) type = get_coding (from, "type");
  g_autoptr(ModelCoding) class = get_coding (from, "class");
  g_autoptr(ModelCoding) format = get_coding (from, "format");
  g_autoptr(ModelCoding) facility = get_coding (from, "facility-type");
  g_autoptr(ModelCoding) setting = get_coding (from, "practice-setting");
  g_autoptr(ModelCoding) role = get_coding (from, "provider-role");
  g_autoptr(ModelCoding) author_role = get_coding (from, "author-role");
  g_autoptr(ModelCoding) specialty = get_coding (from, "specialty");
  g_autoptr(GPtrArray) levels = NULL;
  g_autoptr(GPtrArray) events = get_events (from);
  ModelDocumentAuthor author = {
    .person = get (from, "author"),
    .family = get (from, "author-family"),
    .given = get (from, "author-given"),
    .person_gln = get (from, "author-gln"),
    .organization = get (from, "organization"),
    .organization_id = get (from, "organization-id"),
    .role = author_role,
    .specialty = specialty,
  };
  ModelDocumentInit init = {
    .status = MODEL_DOCUMENT_CURRENT,
    .unique_id = get (from, "unique-id"),
    .entry_uuid = get (from, "entry-uuid"),
    .hash = get (from, "hash"),
    .content_type = get (from, "content-type"),
    .language = get (from, "language"),
    .title = get (from, "title"),
    .description = get (from, "description"),
    .created = get_date (from, "created"),
    .period_start = get_date (from, "period-start"),
    .period_end = get_date (from, "period-end"),
    .type = type,
    .category = class,
    .format = format,
    .facility_type = facility,
    .practice_setting = setting,
    .provider_role = role,
    .authors = &author,
    .n_authors = 1,
    .size = -1,
  };

  g_variant_lookup (from, "size", "x", &init.size);
  add_owned (&levels, get_coding (from, "level"));
  init.security_labels = levels;
  init.events = events;

  return model_document_new (&init);
}

static GVariant *
pack_patient (ModelPatient *patient)
{
  GVariantBuilder  to;
  GVariantBuilder  numbers;
  g_autofree char *given = g_strjoinv (SEPARATOR, (char **) model_patient_get_given (patient));

  g_variant_builder_init (&to, G_VARIANT_TYPE_VARDICT);
  put (&to, "id", model_patient_get_id (patient));
  put (&to, "family", model_patient_get_family (patient));
  put (&to, "given", given);
  put (&to, "gender", model_gender_to_code (model_patient_get_gender (patient)));
  put_date (&to, "birth-date", model_patient_get_birth_date (patient));
  g_variant_builder_init (&numbers, G_VARIANT_TYPE ("a(msms)"));
  for (guint i = 0; i < model_patient_get_n_identifiers (patient); i++)
    {
      ModelIdentifier *number = model_patient_get_identifier (patient, i);

      g_variant_builder_add (&numbers, "(msms)", model_identifier_get_system (number), model_identifier_get_value (number));
    }
  g_variant_builder_add (&to, "{sv}", "numbers", g_variant_builder_end (&numbers));

  return g_variant_builder_end (&to);
}

static ModelPatient *
unpack_patient (GVariant *from)
{
  const char *given = get (from, "given");
  const char *gender = get (from, "gender");
  g_auto(GStrv) names = g_strsplit (given != NULL ? given : "", SEPARATOR, -1);
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GVariant) numbers = g_variant_lookup_value (from, "numbers", G_VARIANT_TYPE ("a(msms)"));
  GVariantIter iter;
  const char  *system;
  const char  *value;

  if (numbers != NULL)
    {
      g_variant_iter_init (&iter, numbers);
      while (g_variant_iter_next (&iter, "(m&sm&s)", &system, &value))
        if (value != NULL)
          g_ptr_array_add (identifiers, model_identifier_new (system, value, NULL, NULL));
    }

  return model_patient_new (&(ModelPatientInit) {
      .id = get (from, "id"),
      .family = get (from, "family"),
      .given = (const char *const *) names,
      .gender = model_gender_from_code (gender),
      .birth_date = get_date (from, "birth-date"),
      .identifiers = identifiers,
  });
}

char *
record_entry_make_oid (const char *uuid)
{
  guint8   number[16];
  char     digits[40];
  guint    n = 0;
  gboolean more = TRUE;
  g_autoptr(GString) oid = g_string_new ("urn:oid:2.25.");
  const char *hex = uuid;

  for (guint i = 0; i < sizeof number; i++)
    {
      hex += *hex == '-';
      number[i] = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
      hex += 2;
    }
  while (more)
    {
      guint rest = 0;

      more = FALSE;
      for (guint i = 0; i < sizeof number; i++)
        {
          guint value = rest * 256 + number[i];

          number[i] = (guint8) (value / 10);
          rest = value % 10;
          more = more || number[i] != 0;
        }
      digits[n++] = (char) ('0' + rest);
    }
  while (n > 0)
    g_string_append_c (oid, digits[--n]);

  return g_string_free (g_steal_pointer (&oid), FALSE);
}

char *
record_entry_make_unique_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return record_entry_make_oid (uuid);
}

/* @known: (nullable) its uniqueId; else it gets one. @level: (nullable) in the place of its own */
static ModelDocument *
renew (ModelDocument *document,
       const char    *known,
       gint64         size,
       const char    *hash,
       ModelCoding   *level)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (pack_document (document));
  g_autoptr(GVariant) full = NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *unique_id = known != NULL ? g_strdup (known) : record_entry_make_unique_id ();
  g_autofree char *entry_uuid = g_strconcat ("urn:uuid:", uuid, NULL);
  GVariantDict     dict;

  g_variant_dict_init (&dict, packed);
  g_variant_dict_insert (&dict, "unique-id", "s", unique_id);
  g_variant_dict_insert (&dict, "entry-uuid", "s", entry_uuid);
  g_variant_dict_insert (&dict, "hash", "s", hash);
  g_variant_dict_insert (&dict, "size", "x", size);
  if (level != NULL)
    g_variant_dict_insert (&dict, "level", "(msmsms)", model_coding_get_system (level), model_coding_get_code (level),
                           model_coding_get_display (level));
  full = g_variant_ref_sink (g_variant_dict_end (&dict));

  return unpack_document (full);
}

RecordEntry *
record_entry_new (ModelDocument *document,
                  ModelPatient  *patient,
                  gint64         created)
{
  RecordEntry *self = g_new0 (RecordEntry, 1);

  self->document = g_object_ref (document);
  self->patient = g_object_ref (patient);
  self->created = created;

  return self;
}

void
record_entry_number (RecordEntry *self,
                     guint64      size,
                     const char  *hash)
{
  g_autoptr(ModelDocument) document = renew (self->document, model_document_get_unique_id (self->document), (gint64) size, hash, NULL);

  g_set_object (&self->document, document);
  g_free (self->submission_id);
  self->submission_id = record_entry_make_unique_id ();
}

void
record_entry_rename (RecordEntry *self,
                     const char  *uuid,
                     guint64      size,
                     const char  *hash)
{
  g_autofree char *unique_id = record_entry_make_oid (uuid);
  g_autoptr(ModelDocument) document = renew (self->document, unique_id, (gint64) size, hash, NULL);

  g_set_object (&self->document, document);
}

RecordEntry *
record_entry_copy (RecordEntry *self)
{
  RecordEntry *copy = g_new0 (RecordEntry, 1);

  copy->document = g_object_ref (self->document);
  copy->patient = g_object_ref (self->patient);
  copy->submission_id = g_strdup (self->submission_id);
  copy->created = self->created;
  copy->not_before = self->not_before;
  copy->vaccination = self->vaccination;
  record_entry_set_target (copy, self->replaces, self->appends, self->target_uuid, self->target_unique_id);
  copy->former = g_strdup (self->former);
  g_set_object (&copy->wished, self->wished);

  return copy;
}

RecordEntry *
record_entry_raise (RecordEntry *self,
                    ModelCoding *level)
{
  RecordEntry   *raised = record_entry_copy (self);
  ModelDocument *document = self->document;

  g_object_unref (raised->document);
  raised->document = renew (document, NULL, model_document_get_size (document), model_document_get_hash (document), level);
  g_free (raised->submission_id);
  raised->submission_id = record_entry_make_unique_id ();
  record_entry_succeed (raised, self);
  if (raised->wished == NULL && model_document_get_n_security_labels (document) > 0)
    raised->wished = g_object_ref (model_document_get_security_label (document, 0));

  return raised;
}

gboolean
record_entry_precedes (RecordEntry *self,
                       RecordEntry *other)
{
  g_auto(GStrv) former = self->former != NULL ? g_strsplit (self->former, SEPARATOR, -1) : NULL;
  const char *id = model_document_get_unique_id (self->document);

  return other->target_unique_id != NULL && other != self &&
         (g_strcmp0 (id, other->target_unique_id) == 0 ||
          (former != NULL && g_strv_contains ((const char *const *) former, other->target_unique_id)));
}

void
record_entry_follow (RecordEntry *self,
                     RecordEntry *target)
{
  g_free (self->target_unique_id);
  self->target_unique_id = g_strdup (model_document_get_unique_id (target->document));
  g_free (self->target_uuid);
  self->target_uuid = g_strdup (model_document_get_entry_uuid (target->document));
}

void
record_entry_succeed (RecordEntry *self,
                      RecordEntry *old)
{
  const char *id = model_document_get_unique_id (old->document);
  char       *former = old->former != NULL ? g_strconcat (old->former, SEPARATOR, id, NULL) : g_strdup (id);

  g_free (self->former);
  self->former = former;
}

void
record_entry_set_target (RecordEntry *self,
                         const char  *replaces,
                         const char  *appends,
                         const char  *target_uuid,
                         const char  *target_unique_id)
{
  self->replaces = g_strdup (replaces);
  self->appends = g_strdup (appends);
  self->target_uuid = g_strdup (target_uuid);
  self->target_unique_id = g_strdup (target_unique_id);
}

void
record_entry_free (RecordEntry *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->patient);
  g_clear_object (&self->wished);
  g_free (self->submission_id);
  g_free (self->replaces);
  g_free (self->appends);
  g_free (self->target_uuid);
  g_free (self->target_unique_id);
  g_free (self->former);
  g_free (self);
}

static void
put_more (GVariantDict *to,
          const char   *name,
          const char   *text)
{
  if (text != NULL)
    g_variant_dict_insert (to, name, "s", text);
}

/* What concerns its sending stands among what is known of the document. */
static GVariant *
pack_all (RecordEntry *self)
{
  g_autoptr(GVariant) document = g_variant_ref_sink (pack_document (self->document));
  GVariantDict to;

  g_variant_dict_init (&to, document);
  put_more (&to, "replaces", self->replaces);
  put_more (&to, "appends", self->appends);
  put_more (&to, "target-uuid", self->target_uuid);
  put_more (&to, "target-unique-id", self->target_unique_id);
  put_more (&to, "former", self->former);
  if (self->not_before != 0)
    g_variant_dict_insert (&to, "not-before", "x", self->not_before);
  if (self->vaccination)
    g_variant_dict_insert (&to, "vaccination", "b", TRUE);
  if (self->wished != NULL)
    g_variant_dict_insert (&to, "wished", "(msmsms)", model_coding_get_system (self->wished), model_coding_get_code (self->wished),
                           model_coding_get_display (self->wished));

  return g_variant_dict_end (&to);
}

GBytes *
record_entry_pack (RecordEntry *self)
{
  g_autoptr(GVariant) packed = NULL;

  packed = g_variant_ref_sink (g_variant_new ("(xs@a{sv}@a{sv})", self->created, self->submission_id, pack_all (self),
                                              pack_patient (self->patient)));

  return g_variant_get_data_as_bytes (packed);
}

RecordEntry *
record_entry_unpack (GBytes  *bytes,
                     GError **error)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), bytes, FALSE));
  g_autoptr(GVariant) document = NULL;
  g_autoptr(GVariant) patient = NULL;
  RecordEntry *self;

  if (!g_variant_is_normal_form (packed))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not an entry of an outbox");
      return NULL;
    }

  self = g_new0 (RecordEntry, 1);
  g_variant_get (packed, "(xs@a{sv}@a{sv})", &self->created, &self->submission_id, &document, &patient);
  self->document = unpack_document (document);
  self->patient = unpack_patient (patient);
  record_entry_set_target (self, get (document, "replaces"), get (document, "appends"), get (document, "target-uuid"),
                           get (document, "target-unique-id"));
  self->former = g_strdup (get (document, "former"));
  g_variant_lookup (document, "not-before", "x", &self->not_before);
  g_variant_lookup (document, "vaccination", "b", &self->vaccination);
  self->wished = get_coding (document, "wished");
  if (model_document_get_unique_id (self->document) == NULL || model_document_get_size (self->document) < 0 ||
      *self->submission_id == '\0')
    {
      record_entry_free (self);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "An entry of an outbox without its numbers");
      return NULL;
    }

  return self;
}
