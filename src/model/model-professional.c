/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-professional.h"

#include "model-pack.h"

struct _ModelProfessional
{
  GObject parent_instance;

  ModelProfessionalInit  d;     /* strings in block */
  ModelProfessionalRole *roles; /* (owned) members referenced */
  char                  *name;  /* (owned) */
  char                  *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelProfessional, model_professional, G_TYPE_OBJECT)

static const gsize string_members[] = {
  G_STRUCT_OFFSET (ModelProfessionalInit, id),
  G_STRUCT_OFFSET (ModelProfessionalInit, title),
  G_STRUCT_OFFSET (ModelProfessionalInit, family),
  G_STRUCT_OFFSET (ModelProfessionalInit, given),
  G_STRUCT_OFFSET (ModelProfessionalInit, text),
  G_STRUCT_OFFSET (ModelProfessionalInit, gln),
};

static void
model_professional_finalize (GObject *object)
{
  ModelProfessional *self = MODEL_PROFESSIONAL (object);

  for (guint i = 0; i < self->d.n_roles; i++)
    {
      g_clear_object (&self->roles[i].organization);
      g_clear_object (&self->roles[i].profession);
      g_clear_object (&self->roles[i].specialty);
    }
  g_free (self->roles);
  g_clear_pointer (&self->d.qualifications, g_ptr_array_unref);
  g_free (self->name);
  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_professional_parent_class)->finalize (object);
}

static void
model_professional_class_init (ModelProfessionalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_professional_finalize;
}

static void
model_professional_init (ModelProfessional *self)
{
}

static void
add_word (GString    *name,
          const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", word);
}

/* Directories write a name with and without its title. */
static char *
join_name (const ModelProfessionalInit *init)
{
  GString *name = g_string_new (NULL);

  if (init->text == NULL || *init->text == '\0')
    {
      add_word (name, init->title);
      add_word (name, init->given);
      add_word (name, init->family);
    }
  else
    {
      if (init->title != NULL && !g_str_has_prefix (init->text, init->title))
        add_word (name, init->title);
      add_word (name, init->text);
    }

  return g_string_free (name, FALSE);
}

ModelProfessional *
model_professional_new (const ModelProfessionalInit *init)
{
  ModelProfessional *self = g_object_new (MODEL_TYPE_PROFESSIONAL, NULL);

  self->d = *init;
  self->block = model_pack_strings (&self->d, string_members, G_N_ELEMENTS (string_members));
  self->name = join_name (init);
  if (self->d.qualifications != NULL)
    g_ptr_array_ref (self->d.qualifications);
  self->roles = g_new0 (ModelProfessionalRole, MAX (init->n_roles, 1));
  for (guint i = 0; i < init->n_roles; i++)
    {
      g_set_object (&self->roles[i].organization, init->roles[i].organization);
      g_set_object (&self->roles[i].profession, init->roles[i].profession);
      g_set_object (&self->roles[i].specialty, init->roles[i].specialty);
    }
  self->d.roles = self->roles;

  return self;
}

const char *
model_professional_get_id (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return self->d.id;
}

const char *
model_professional_get_title (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return self->d.title;
}

const char *
model_professional_get_family (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return self->d.family;
}

const char *
model_professional_get_given (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return self->d.given;
}

const char *
model_professional_get_name (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), "");

  return self->name;
}

const char *
model_professional_get_gln (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return self->d.gln;
}

guint
model_professional_get_n_qualifications (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), 0);

  return self->d.qualifications != NULL ? self->d.qualifications->len : 0;
}

ModelCoding *
model_professional_get_qualification (ModelProfessional *self,
                                      guint              position)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);
  g_return_val_if_fail (position < model_professional_get_n_qualifications (self), NULL);

  return g_ptr_array_index (self->d.qualifications, position);
}

guint
model_professional_get_n_roles (ModelProfessional *self)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), 0);

  return self->d.n_roles;
}

const ModelProfessionalRole *
model_professional_get_role (ModelProfessional *self,
                             guint              position)
{
  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);
  g_return_val_if_fail (position < self->d.n_roles, NULL);

  return &self->roles[position];
}

ModelActor *
model_professional_to_actor (ModelProfessional *self,
                             ModelOrganization *organization)
{
  const char *name = organization != NULL ? model_organization_get_name (organization) : "";

  g_return_val_if_fail (MODEL_IS_PROFESSIONAL (self), NULL);

  return model_actor_new (MODEL_ACTOR_PROFESSIONAL, *self->name != '\0' ? self->name : NULL, self->d.gln,
                          *name != '\0' ? name : NULL);
}
