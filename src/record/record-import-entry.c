/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-import-private.h"

struct _RecordImportEntry
{
  GObject parent_instance;

  ModelClinicalEntry *entry; /* (owned) */
  ModelRecordLine    *line;  /* (owned) (nullable) */
  RecordImportState   state;
  gboolean            taken;
};

G_DEFINE_FINAL_TYPE (RecordImportEntry, record_import_entry, G_TYPE_OBJECT)

typedef enum
{
  PROP_TAKEN = 1,
} RecordImportEntryProperty;

static GParamSpec *properties[PROP_TAKEN + 1];

static void
record_import_entry_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  RecordImportEntry *self = RECORD_IMPORT_ENTRY (object);

  switch ((RecordImportEntryProperty) prop_id)
    {
    case PROP_TAKEN:
      g_value_set_boolean (value, self->taken);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_import_entry_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  RecordImportEntry *self = RECORD_IMPORT_ENTRY (object);

  switch ((RecordImportEntryProperty) prop_id)
    {
    case PROP_TAKEN:
      record_import_entry_set_taken (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
record_import_entry_finalize (GObject *object)
{
  RecordImportEntry *self = RECORD_IMPORT_ENTRY (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->line);

  G_OBJECT_CLASS (record_import_entry_parent_class)->finalize (object);
}

static void
record_import_entry_class_init (RecordImportEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = record_import_entry_get_property;
  object_class->set_property = record_import_entry_set_property;
  object_class->finalize = record_import_entry_finalize;

  properties[PROP_TAKEN] = g_param_spec_boolean ("taken", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_import_entry_init (RecordImportEntry *self)
{
}

RecordImportEntry *
record_import_entry_new (ModelClinicalEntry *entry,
                         RecordImportState   state,
                         ModelRecordLine    *line)
{
  RecordImportEntry *self = g_object_new (RECORD_TYPE_IMPORT_ENTRY, NULL);

  self->entry = g_object_ref (entry);
  g_set_object (&self->line, line);
  self->state = state;
  self->taken = state == RECORD_IMPORT_NEW;

  return self;
}

ModelClinicalEntry *
record_import_entry_get_entry (RecordImportEntry *self)
{
  g_return_val_if_fail (RECORD_IS_IMPORT_ENTRY (self), NULL);

  return self->entry;
}

RecordImportState
record_import_entry_get_state (RecordImportEntry *self)
{
  g_return_val_if_fail (RECORD_IS_IMPORT_ENTRY (self), RECORD_IMPORT_UNUSABLE);

  return self->state;
}

ModelRecordLine *
record_import_entry_get_line (RecordImportEntry *self)
{
  g_return_val_if_fail (RECORD_IS_IMPORT_ENTRY (self), NULL);

  return self->line;
}

gboolean
record_import_entry_get_taken (RecordImportEntry *self)
{
  g_return_val_if_fail (RECORD_IS_IMPORT_ENTRY (self), FALSE);

  return self->taken;
}

void
record_import_entry_set_taken (RecordImportEntry *self,
                               gboolean           taken)
{
  g_return_if_fail (RECORD_IS_IMPORT_ENTRY (self));

  if (self->state == RECORD_IMPORT_UNUSABLE || self->taken == taken)
    return;

  self->taken = taken;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKEN]);
}
