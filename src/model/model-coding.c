/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-coding.h"
#include "model-pack.h"

struct _ModelCoding
{
  GObject parent_instance;

  struct
  {
    const char *system;  /* (nullable) in block */
    const char *code;    /* (nullable) in block */
    const char *display; /* (nullable) in block */
  } text;
  char *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelCoding, model_coding, G_TYPE_OBJECT)

static void
model_coding_finalize (GObject *object)
{
  ModelCoding *self = MODEL_CODING (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_coding_parent_class)->finalize (object);
}

static void
model_coding_class_init (ModelCodingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_coding_finalize;
}

static void
model_coding_init (ModelCoding *self)
{
}

ModelCoding *
model_coding_new (const char *system,
                  const char *code,
                  const char *display)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *) };
  ModelCoding       *self = g_object_new (MODEL_TYPE_CODING, NULL);

  self->text.system = system;
  self->text.code = code;
  self->text.display = display;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

const char *
model_coding_get_system (ModelCoding *self)
{
  g_return_val_if_fail (MODEL_IS_CODING (self), NULL);

  return self->text.system;
}

const char *
model_coding_get_code (ModelCoding *self)
{
  g_return_val_if_fail (MODEL_IS_CODING (self), NULL);

  return self->text.code;
}

const char *
model_coding_get_display (ModelCoding *self)
{
  g_return_val_if_fail (MODEL_IS_CODING (self), NULL);

  return self->text.display;
}

gboolean
model_coding_is (ModelCoding *self,
                 const char  *system,
                 const char  *code)
{
  return self != NULL && g_strcmp0 (self->text.system, system) == 0 && g_strcmp0 (self->text.code, code) == 0;
}

const char *
model_coding_get_label (ModelCoding *self)
{
  g_return_val_if_fail (MODEL_IS_CODING (self), "");

  if (self->text.display != NULL && *self->text.display != '\0')
    return self->text.display;

  return self->text.code != NULL ? self->text.code : "";
}
