/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-problem.h"
#include "model-pack.h"

struct _ModelProblem
{
  GObject parent_instance;

  struct
  {
    const char *title;
    const char *sentence;
    const char *details;
  } text; /* in block */
  ModelWay   way;
  ModelCause cause;
  char      *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelProblem, model_problem, G_TYPE_OBJECT)

static void
model_problem_finalize (GObject *object)
{
  ModelProblem *self = MODEL_PROBLEM (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_problem_parent_class)->finalize (object);
}

static void
model_problem_class_init (ModelProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_problem_finalize;
}

static void
model_problem_init (ModelProblem *self)
{
}

ModelProblem *
model_problem_new (const char *title,
                   const char *sentence,
                   const char *details,
                   ModelWay    way)
{
  return model_problem_new_for_cause (MODEL_CAUSE_OTHER, title, sentence, details, way);
}

ModelProblem *
model_problem_new_for_cause (ModelCause  cause,
                             const char *title,
                             const char *sentence,
                             const char *details,
                             ModelWay    way)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *) };
  ModelProblem      *self = g_object_new (MODEL_TYPE_PROBLEM, NULL);

  self->text.title = title != NULL ? title : "";
  self->text.sentence = sentence != NULL ? sentence : "";
  self->text.details = details;
  self->way = way;
  self->cause = cause;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

ModelWay
model_problem_get_way (ModelProblem *self)
{
  g_return_val_if_fail (MODEL_IS_PROBLEM (self), MODEL_WAY_NONE);

  return self->way;
}

ModelCause
model_problem_get_cause (ModelProblem *self)
{
  g_return_val_if_fail (MODEL_IS_PROBLEM (self), MODEL_CAUSE_OTHER);

  return self->cause;
}

const char *
model_problem_get_title (ModelProblem *self)
{
  g_return_val_if_fail (MODEL_IS_PROBLEM (self), NULL);

  return self->text.title;
}

const char *
model_problem_get_sentence (ModelProblem *self)
{
  g_return_val_if_fail (MODEL_IS_PROBLEM (self), NULL);

  return self->text.sentence;
}

const char *
model_problem_get_details (ModelProblem *self)
{
  g_return_val_if_fail (MODEL_IS_PROBLEM (self), NULL);

  return self->text.details;
}
