/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-identifier.h"
#include "model-pack.h"

struct _ModelIdentifier
{
  GObject parent_instance;

  struct
  {
    const char *system;
    const char *value;
    const char *use;
    const char *type_code;
  } text;      /* in block */
  char *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelIdentifier, model_identifier, G_TYPE_OBJECT)

static void
model_identifier_finalize (GObject *object)
{
  ModelIdentifier *self = MODEL_IDENTIFIER (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_identifier_parent_class)->finalize (object);
}

static void
model_identifier_class_init (ModelIdentifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_identifier_finalize;
}

static void
model_identifier_init (ModelIdentifier *self)
{
}

ModelIdentifier *
model_identifier_new (const char *system,
                      const char *value,
                      const char *use,
                      const char *type_code)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *), 3 * sizeof (char *) };
  ModelIdentifier   *self = g_object_new (MODEL_TYPE_IDENTIFIER, NULL);

  self->text.system = system;
  self->text.value = value != NULL ? value : "";
  self->text.use = use;
  self->text.type_code = type_code;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

const char *
model_identifier_get_system (ModelIdentifier *self)
{
  g_return_val_if_fail (MODEL_IS_IDENTIFIER (self), NULL);

  return self->text.system;
}

const char *
model_identifier_get_value (ModelIdentifier *self)
{
  g_return_val_if_fail (MODEL_IS_IDENTIFIER (self), NULL);

  return self->text.value;
}

const char *
model_identifier_get_use (ModelIdentifier *self)
{
  g_return_val_if_fail (MODEL_IS_IDENTIFIER (self), NULL);

  return self->text.use;
}

const char *
model_identifier_get_type_code (ModelIdentifier *self)
{
  g_return_val_if_fail (MODEL_IS_IDENTIFIER (self), NULL);

  return self->text.type_code;
}
