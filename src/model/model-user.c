/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-user.h"
#include "model-pack.h"

#include <glib/gi18n-lib.h>

struct _ModelUser
{
  GObject parent_instance;

  struct
  {
    const char *id;
    const char *name;
    const char *role;
    const char *organization;
    const char *principal;
  } text;      /* in block */
  char *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelUser, model_user, G_TYPE_OBJECT)

static void
model_user_finalize (GObject *object)
{
  ModelUser *self = MODEL_USER (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_user_parent_class)->finalize (object);
}

static void
model_user_class_init (ModelUserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_user_finalize;
}

static void
model_user_init (ModelUser *self)
{
}

ModelUser *
model_user_new (const char *id,
                const char *name,
                const char *role,
                const char *organization,
                const char *principal)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *), 3 * sizeof (char *), 4 * sizeof (char *) };
  ModelUser         *self = g_object_new (MODEL_TYPE_USER, NULL);

  self->text.id = id != NULL ? id : "";
  self->text.name = name != NULL ? name : "";
  self->text.role = role;
  self->text.organization = organization;
  self->text.principal = principal;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

const char *
model_user_get_role_label (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), "");

  if (g_strcmp0 (self->text.role, "HCP") == 0)
    return _("healthcare professional");
  if (g_strcmp0 (self->text.role, "ASS") == 0)
    return _("assistant");
  if (g_strcmp0 (self->text.role, "TCU") == 0)
    return _("technical user");

  return "";
}

const char *
model_user_get_id (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), NULL);

  return self->text.id;
}

const char *
model_user_get_name (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), NULL);

  return self->text.name;
}

const char *
model_user_get_role (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), NULL);

  return self->text.role;
}

const char *
model_user_get_organization (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), NULL);

  return self->text.organization;
}

const char *
model_user_get_principal (ModelUser *self)
{
  g_return_val_if_fail (MODEL_IS_USER (self), NULL);

  return self->text.principal;
}
