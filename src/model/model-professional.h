#pragma once

#include "model-actor.h"
#include "model-organization.h"

G_BEGIN_DECLS

#define MODEL_TYPE_PROFESSIONAL (model_professional_get_type ())

/* A health professional of the national directory (R-CSD-4), with what she does where (R-CSD-5). Immutable. */
G_DECLARE_FINAL_TYPE (ModelProfessional, model_professional, MODEL, PROFESSIONAL, GObject)

/* What she is at one institution. */
typedef struct
{
  ModelOrganization *organization; /* (nullable) */
  ModelCoding       *profession;   /* (nullable) */
  ModelCoding       *specialty;    /* (nullable) */
} ModelProfessionalRole;

/* Everything is copied, objects are referenced. */
typedef struct
{
  const char                  *id;             /* (nullable) on that server, nowhere else */
  const char                  *title;          /* (nullable) "Dr. med." */
  const char                  *family;         /* (nullable) */
  const char                  *given;          /* (nullable) "Anna Maria" */
  const char                  *text;           /* (nullable) the whole name, where the directory writes it so */
  const char                  *gln;            /* (nullable) of a good check digit, else NULL (R-VAC-46) */
  GPtrArray                   *qualifications; /* (nullable) (element-type ModelCoding) professions and specialities */
  const ModelProfessionalRole *roles;          /* (nullable) */
  guint                        n_roles;
} ModelProfessionalInit;

ModelProfessional           *model_professional_new             (const ModelProfessionalInit *init);

const char                  *model_professional_get_id          (ModelProfessional *self);   /* (nullable) */
const char                  *model_professional_get_title       (ModelProfessional *self);   /* (nullable) */
const char                  *model_professional_get_family      (ModelProfessional *self);   /* (nullable) */
const char                  *model_professional_get_given       (ModelProfessional *self);   /* (nullable) */
/* "Dr. med. Anna Favre": as the directory writes it, else from the parts, with her title; "" when there is none. */
const char                  *model_professional_get_name        (ModelProfessional *self);
const char                  *model_professional_get_gln         (ModelProfessional *self);   /* (nullable) */
guint                        model_professional_get_n_qualifications (ModelProfessional *self);
ModelCoding                 *model_professional_get_qualification (ModelProfessional *self, guint position);   /* (transfer none) */
guint                        model_professional_get_n_roles     (ModelProfessional *self);
const ModelProfessionalRole *model_professional_get_role        (ModelProfessional *self, guint position);

/* Her as the one who did something, at @organization (nullable). (transfer full) */
ModelActor                  *model_professional_to_actor        (ModelProfessional *self, ModelOrganization *organization);

G_END_DECLS
