/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-actor.h"
#include "model-pack.h"

struct _ModelActor
{
  GObject parent_instance;

  ModelActorKind kind;
  struct
  {
    const char *name;
    const char *gln;
    const char *organization;
  } text;      /* in block */
  char *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelActor, model_actor, G_TYPE_OBJECT)

static void
model_actor_finalize (GObject *object)
{
  ModelActor *self = MODEL_ACTOR (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_actor_parent_class)->finalize (object);
}

static void
model_actor_class_init (ModelActorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_actor_finalize;
}

static void
model_actor_init (ModelActor *self)
{
}

ModelActor *
model_actor_new (ModelActorKind kind,
                 const char    *name,
                 const char    *gln,
                 const char    *organization)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *) };
  ModelActor        *self = g_object_new (MODEL_TYPE_ACTOR, NULL);

  self->kind = kind;
  self->text.name = name;
  self->text.gln = gln;
  self->text.organization = organization;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

ModelActorKind
model_actor_get_kind (ModelActor *self)
{
  g_return_val_if_fail (MODEL_IS_ACTOR (self), MODEL_ACTOR_UNKNOWN);

  return self->kind;
}

const char *
model_actor_get_name (ModelActor *self)
{
  g_return_val_if_fail (MODEL_IS_ACTOR (self), NULL);

  return self->text.name;
}

const char *
model_actor_get_gln (ModelActor *self)
{
  g_return_val_if_fail (MODEL_IS_ACTOR (self), NULL);

  return self->text.gln;
}

const char *
model_actor_get_organization (ModelActor *self)
{
  g_return_val_if_fail (MODEL_IS_ACTOR (self), NULL);

  return self->text.organization;
}

char *
model_actor_dup_label (ModelActor *self)
{
  const char *name;
  const char *organization;

  g_return_val_if_fail (MODEL_IS_ACTOR (self), NULL);

  name = self->text.name != NULL ? self->text.name : "";
  organization = self->text.organization != NULL ? self->text.organization : "";

  return g_strconcat (name, *name != '\0' && *organization != '\0' ? ", " : "", organization, NULL);
}
