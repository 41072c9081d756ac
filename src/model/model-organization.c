/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-organization.h"

#include "model-pack.h"

struct _ModelOrganization
{
  GObject parent_instance;

  ModelOrganizationInit d;     /* strings in block, the type referenced */
  char                 *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelOrganization, model_organization, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelOrganizationInit, id),
  G_STRUCT_OFFSET (ModelOrganizationInit, name),
  G_STRUCT_OFFSET (ModelOrganizationInit, oid),
  G_STRUCT_OFFSET (ModelOrganizationInit, gln),
  G_STRUCT_OFFSET (ModelOrganizationInit, address_line),
  G_STRUCT_OFFSET (ModelOrganizationInit, postal_code),
  G_STRUCT_OFFSET (ModelOrganizationInit, city),
  G_STRUCT_OFFSET (ModelOrganizationInit, part_of),
};

static void
model_organization_finalize (GObject *object)
{
  ModelOrganization *self = MODEL_ORGANIZATION (object);

  g_clear_object (&self->d.type);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_organization_parent_class)->finalize (object);
}

static void
model_organization_class_init (ModelOrganizationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_organization_finalize;
}

static void
model_organization_init (ModelOrganization *self)
{
}

ModelOrganization *
model_organization_new (const ModelOrganizationInit *init)
{
  ModelOrganization *self = g_object_new (MODEL_TYPE_ORGANIZATION, NULL);

  self->d = *init;
  if (self->d.name == NULL)
    self->d.name = "";
  self->block = model_pack_strings (&self->d, string_members, G_N_ELEMENTS (string_members));
  if (self->d.type != NULL)
    g_object_ref (self->d.type);

  return self;
}

const char *
model_organization_get_id (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.id;
}

const char *
model_organization_get_name (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), "");

  return self->d.name;
}

const char *
model_organization_get_oid (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.oid;
}

const char *
model_organization_get_gln (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.gln;
}

ModelCoding *
model_organization_get_type_coding (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.type;
}

const char *
model_organization_get_address_line (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.address_line;
}

const char *
model_organization_get_postal_code (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.postal_code;
}

const char *
model_organization_get_city (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.city;
}

const char *
model_organization_get_part_of (ModelOrganization *self)
{
  g_return_val_if_fail (MODEL_IS_ORGANIZATION (self), NULL);

  return self->d.part_of;
}
