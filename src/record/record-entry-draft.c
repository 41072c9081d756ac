/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-entry-draft-private.h"

#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "record-vaccine-labels.h"

#define UNKNOWN_PRODUCT "787859002"
#define SNOMED "http://snomed.info/sct"
#define ACTIVE "active"
#define RESOLVED "resolved"

G_DEFINE_FINAL_TYPE (RecordEntryDraft, record_entry_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_COMPLETE = 1,
} RecordEntryDraftProperty;

static GParamSpec *properties[PROP_COMPLETE + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define HAS(field) (1u << RECORD_ENTRY_##field)
#define ALWAYS (HAS (CODE) | HAS (DATE) | HAS (PERFORMER) | HAS (COMMENT))

/* What entries of a kind have, and what of it the profiles and this house require (chapter 6). */
static const struct
{
  guint has, required;
} fields[] = {
  [MODEL_CLINICAL_VACCINATION] = { ALWAYS | HAS (DISEASES) | HAS (DOSE) | HAS (LOT) | HAS (EXPIRY) | HAS (ROUTE) | HAS (SITE) | HAS (REASON),
                                   HAS (CODE) | HAS (DATE) | HAS (DISEASES) },
  [MODEL_CLINICAL_BASIC_IMMUNIZATION] = { ALWAYS, HAS (CODE) | HAS (DATE) },
  [MODEL_CLINICAL_ALLERGY] = { ALWAYS | HAS (CLINICAL_STATUS) | HAS (TYPE) | HAS (CATEGORY) | HAS (CRITICALITY),
                               HAS (CODE) | HAS (CLINICAL_STATUS) },
  [MODEL_CLINICAL_ILLNESS] = { ALWAYS | HAS (END) | HAS (SEVERITY), HAS (CODE) | HAS (DATE) },
  [MODEL_CLINICAL_MEDICAL_PROBLEM] = { ALWAYS | HAS (END) | HAS (CLINICAL_STATUS) | HAS (SEVERITY), HAS (CODE) | HAS (CLINICAL_STATUS) },
  [MODEL_CLINICAL_SEROLOGY] = { ALWAYS | HAS (VALUE) | HAS (UNIT), HAS (CODE) | HAS (DATE) | HAS (VALUE) },
};

static void
update_complete (RecordEntryDraft *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; complete && i < RECORD_N_ENTRY_FIELDS; i++)
    complete = record_entry_draft_explain (self, (RecordEntryField) i) == NULL;
  if (complete == self->complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/* Whether one date can stand may depend on another; a unit on its value. */
static void
emit_dependent (RecordEntryDraft *self,
                RecordEntryField  field)
{
  static const RecordEntryField pairs[][2] = {
    { RECORD_ENTRY_DATE, RECORD_ENTRY_END },
    { RECORD_ENTRY_DATE, RECORD_ENTRY_EXPIRY },
    { RECORD_ENTRY_END, RECORD_ENTRY_CLINICAL_STATUS },
    { RECORD_ENTRY_VALUE, RECORD_ENTRY_UNIT },
    { RECORD_ENTRY_CODE, RECORD_ENTRY_DISEASES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] == field && record_entry_draft_has_field (self, pairs[i][1]))
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (int) pairs[i][1]);
}

void
record_entry_draft_emit (RecordEntryDraft *self,
                         RecordEntryField  field)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (int) field);
  emit_dependent (self, field);
  update_complete (self);
}

static void
record_entry_draft_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  RecordEntryDraft *self = RECORD_ENTRY_DRAFT (object);

  switch ((RecordEntryDraftProperty) prop_id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_entry_draft_finalize (GObject *object)
{
  RecordEntryDraft *self = RECORD_ENTRY_DRAFT (object);

  g_clear_object (&self->patient);
  g_clear_object (&self->line);
  g_clear_object (&self->earlier);
  g_clear_object (&self->diseases);
  g_clear_object (&self->performer);
  g_clear_pointer (&self->scanned, g_ptr_array_unref);
  g_free (self->gtin);
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      g_free (self->texts[i]);
      g_clear_object (&self->codes[i]);
    }

  G_OBJECT_CLASS (record_entry_draft_parent_class)->finalize (object);
}

static void
record_entry_draft_class_init (RecordEntryDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = record_entry_draft_get_property;
  object_class->finalize = record_entry_draft_finalize;

  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_INT);
}

static void
record_entry_draft_init (RecordEntryDraft *self)
{
  self->diseases = g_list_store_new (MODEL_TYPE_CODING);
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    self->texts[i] = g_strdup ("");
}

static RecordEntryDraft *
draft_new (ModelClinicalKind kind,
           ModelPatient     *patient)
{
  RecordEntryDraft *self = g_object_new (RECORD_TYPE_ENTRY_DRAFT, NULL);

  self->kind = kind;
  g_set_object (&self->patient, patient);

  return self;
}

static void
propose_status (RecordEntryDraft *self,
                const char       *status)
{
  g_autoptr(GListModel) choices = record_entry_draft_list_choices (self, RECORD_ENTRY_CLINICAL_STATUS);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (model_coding_get_code (choice), status) == 0)
        g_set_object (&self->codes[RECORD_ENTRY_CLINICAL_STATUS], choice);
    }
}

RecordEntryDraft *
record_entry_draft_new (ModelClinicalKind kind,
                        ModelPatient     *patient)
{
  RecordEntryDraft *self;

  g_return_val_if_fail (kind < G_N_ELEMENTS (fields), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  self = draft_new (kind, patient);
  if (record_entry_draft_has_field (self, RECORD_ENTRY_CLINICAL_STATUS))
    propose_status (self, ACTIVE);
  update_complete (self);

  return self;
}

RecordEntryDraft *
record_entry_draft_new_change (ModelRecordLine *line,
                               ModelPatient    *patient)
{
  const ModelVaccinationDocumentFacts *document;
  ModelClinicalEntry                  *entry;
  RecordEntryDraft                    *self;

  g_return_val_if_fail (MODEL_IS_RECORD_LINE (line), NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  entry = model_record_line_get_entry (line);
  document = model_vaccination_document_get_facts (model_entry_version_get_document (model_record_line_get_head (line)));
  self = draft_new (model_clinical_entry_get_kind (entry), patient);
  self->line = g_object_ref (line);
  self->earlier = g_object_ref (entry);
  self->restricted = document->confidentiality != NULL && !g_str_equal (document->confidentiality, "17621005") &&
                     !g_str_equal (document->confidentiality, "N");
  record_entry_draft_take (self, entry);
  update_complete (self);

  return self;
}

RecordEntryDraft *
record_entry_draft_new_next (RecordEntryDraft *self)
{
  RecordEntryDraft *next;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  next = record_entry_draft_new (self->kind, self->patient);
  record_entry_draft_put_text (next, RECORD_ENTRY_DATE, self->texts[RECORD_ENTRY_DATE]);
  g_set_object (&next->performer, self->performer);
  next->restricted = self->restricted;
  update_complete (next);

  return next;
}

RecordEntryDraft *
record_entry_draft_new_setting (void)
{
  RecordEntryDraft *self = draft_new (MODEL_CLINICAL_VACCINATION, NULL);

  update_complete (self);

  return self;
}

RecordEntryDraft *
record_entry_draft_new_for (RecordEntryDraft *setting,
                            ModelPatient     *patient)
{
  RecordEntryDraft *self;

  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (setting), NULL);
  g_return_val_if_fail (setting->patient == NULL, NULL);
  g_return_val_if_fail (MODEL_IS_PATIENT (patient), NULL);

  self = draft_new (setting->kind, patient);
  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      record_entry_draft_put_text (self, (RecordEntryField) i, setting->texts[i]);
      g_set_object (&self->codes[i], setting->codes[i]);
      self->changed[i] = setting->changed[i];
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (setting->diseases)); i++)
    {
      g_autoptr(ModelCoding) disease = g_list_model_get_item (G_LIST_MODEL (setting->diseases), i);

      g_list_store_append (self->diseases, disease);
    }
  g_set_object (&self->performer, setting->performer);
  self->scanned = setting->scanned != NULL ? g_ptr_array_ref (setting->scanned) : NULL;
  self->gtin = g_strdup (setting->gtin);
  self->restricted = setting->restricted;
  update_complete (self);

  return self;
}

ModelClinicalKind
record_entry_draft_get_kind (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), 0);

  return self->kind;
}

ModelPatient *
record_entry_draft_get_patient (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  return self->patient;
}

ModelRecordLine *
record_entry_draft_get_line (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  return self->line;
}

gboolean
record_entry_draft_has_field (RecordEntryDraft *self,
                              RecordEntryField  field)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), FALSE);

  /* how severe a reaction was is said of what it was like: only where that is known */
  if (field == RECORD_ENTRY_SEVERITY && self->kind == MODEL_CLINICAL_ALLERGY)
    return self->earlier != NULL && model_allergy_get_details (MODEL_ALLERGY (self->earlier))->manifestations != NULL;

  /* what differs from one patient to the next */
  if (self->patient == NULL && (field == RECORD_ENTRY_DOSE || field == RECORD_ENTRY_COMMENT))
    return FALSE;

  return (fields[self->kind].has & (1u << field)) != 0;
}

gboolean
record_entry_draft_is_required (RecordEntryDraft *self,
                                RecordEntryField  field)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), FALSE);

  if (field == RECORD_ENTRY_DISEASES && model_coding_is (self->codes[RECORD_ENTRY_CODE], SNOMED, UNKNOWN_PRODUCT))
    return FALSE;

  return (fields[self->kind].required & (1u << field)) != 0;
}

const char *
record_entry_draft_get_text (RecordEntryDraft *self,
                             RecordEntryField  field)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), "");
  g_return_val_if_fail (field < RECORD_N_ENTRY_FIELDS, "");

  return self->texts[field];
}

void
record_entry_draft_put_text (RecordEntryDraft *self,
                             RecordEntryField  field,
                             const char       *text)
{
  g_free (self->texts[field]);
  self->texts[field] = g_strdup (text != NULL ? text : "");
}

/* What has ended is not active; which it is instead the person may say. */
static void
follow_end (RecordEntryDraft *self)
{
  ModelDate end;

  if (self->changed[RECORD_ENTRY_CLINICAL_STATUS] || !record_entry_draft_has_field (self, RECORD_ENTRY_CLINICAL_STATUS))
    return;

  if (*self->texts[RECORD_ENTRY_END] == '\0' && self->earlier == NULL)
    propose_status (self, ACTIVE);
  else if (record_entry_draft_read_date (self, RECORD_ENTRY_END, &end) && end.precision != MODEL_DATE_UNKNOWN &&
           g_strcmp0 (model_coding_get_code (self->codes[RECORD_ENTRY_CLINICAL_STATUS]), ACTIVE) == 0)
    propose_status (self, RESOLVED);
}

void
record_entry_draft_set_text (RecordEntryDraft *self,
                             RecordEntryField  field,
                             const char       *typed)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));
  g_return_if_fail (field < RECORD_N_ENTRY_FIELDS);

  text = typed != NULL ? g_utf8_make_valid (typed, -1) : g_strdup ("");
  if (g_str_equal (self->texts[field], text))
    return;

  record_entry_draft_put_text (self, field, text);
  self->changed[field] = self->touched = TRUE;
  if (field == RECORD_ENTRY_END)
    follow_end (self);
  record_entry_draft_emit (self, field);
}

ModelCoding *
record_entry_draft_get_code (RecordEntryDraft *self,
                             RecordEntryField  field)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);
  g_return_val_if_fail (field < RECORD_N_ENTRY_FIELDS, NULL);

  return self->codes[field];
}

static gboolean
is_scanned (RecordEntryDraft *self,
            ModelCoding      *product)
{
  for (guint i = 0; i < self->scanned->len; i++)
    if (record_entry_is_same_code (g_ptr_array_index (self->scanned, i), product))
      return TRUE;

  return FALSE;
}

/* The number of the pack goes with its product. */
static void
follow_code (RecordEntryDraft *self,
             ModelCoding      *code)
{
  if (self->kind == MODEL_CLINICAL_VACCINATION)
    {
      if (self->scanned == NULL || (self->scanned->len > 0 && !is_scanned (self, code)))
        g_clear_pointer (&self->gtin, g_free);
      record_entry_draft_follow_product (self);
    }
  else if (self->kind == MODEL_CLINICAL_SEROLOGY && !self->changed[RECORD_ENTRY_UNIT])
    {
      g_autoptr(GListModel) units = record_entry_draft_list_choices (self, RECORD_ENTRY_UNIT);
      g_autoptr(ModelCoding) usual = g_list_model_get_item (units, 0);

      record_entry_draft_put_text (self, RECORD_ENTRY_UNIT, usual != NULL ? model_coding_get_code (usual) : NULL);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (int) RECORD_ENTRY_UNIT);
    }
}

void
record_entry_draft_set_code (RecordEntryDraft *self,
                             RecordEntryField  field,
                             ModelCoding      *coding)
{
  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));
  g_return_if_fail (field < RECORD_N_ENTRY_FIELDS);
  g_return_if_fail (coding == NULL || MODEL_IS_CODING (coding));

  if (record_entry_is_same_code (self->codes[field], coding))
    return;

  g_set_object (&self->codes[field], coding);
  self->changed[field] = self->touched = TRUE;
  if (field == RECORD_ENTRY_CODE)
    follow_code (self, coding);
  record_entry_draft_emit (self, field);
}

ModelActor *
record_entry_draft_get_performer (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  return self->performer;
}

void
record_entry_draft_set_performer (RecordEntryDraft *self,
                                  ModelActor       *performer)
{
  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));
  g_return_if_fail (performer == NULL || MODEL_IS_ACTOR (performer));

  if (!g_set_object (&self->performer, performer))
    return;

  self->changed[RECORD_ENTRY_PERFORMER] = self->touched = TRUE;
  record_entry_draft_emit (self, RECORD_ENTRY_PERFORMER);
}

gboolean
record_entry_draft_get_restricted (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), FALSE);

  return self->restricted;
}

void
record_entry_draft_set_restricted (RecordEntryDraft *self,
                                   gboolean          restricted)
{
  g_return_if_fail (RECORD_IS_ENTRY_DRAFT (self));

  self->touched = self->touched || self->restricted != restricted;
  self->restricted = restricted;
}

gboolean
record_entry_draft_get_complete (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), FALSE);

  return self->complete;
}

gboolean
record_entry_draft_is_touched (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), FALSE);

  return self->touched;
}

const char *
record_entry_draft_get_gtin (RecordEntryDraft *self)
{
  g_return_val_if_fail (RECORD_IS_ENTRY_DRAFT (self), NULL);

  return self->gtin;
}
