/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-comment.h"

struct _ModelComment
{
  GObject parent_instance;

  char       *text; /* (owned) */
  ModelDate   time;
  ModelActor *author; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelComment, model_comment, G_TYPE_OBJECT)

static void
model_comment_finalize (GObject *object)
{
  ModelComment *self = MODEL_COMMENT (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->author);

  G_OBJECT_CLASS (model_comment_parent_class)->finalize (object);
}

static void
model_comment_class_init (ModelCommentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_comment_finalize;
}

static void
model_comment_init (ModelComment *self)
{
}

ModelComment *
model_comment_new (const char      *text,
                   const ModelDate *time,
                   ModelActor      *author)
{
  ModelComment *self = g_object_new (MODEL_TYPE_COMMENT, NULL);

  self->text = g_strdup (text != NULL ? text : "");
  self->time = *time;
  g_set_object (&self->author, author);

  return self;
}

const char *
model_comment_get_text (ModelComment *self)
{
  g_return_val_if_fail (MODEL_IS_COMMENT (self), "");

  return self->text;
}

const ModelDate *
model_comment_get_time (ModelComment *self)
{
  g_return_val_if_fail (MODEL_IS_COMMENT (self), NULL);

  return &self->time;
}

ModelActor *
model_comment_get_author (ModelComment *self)
{
  g_return_val_if_fail (MODEL_IS_COMMENT (self), NULL);

  return self->author;
}
