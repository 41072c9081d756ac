#pragma once

#include "model-actor.h"
#include "model-date.h"

G_BEGIN_DECLS

#define MODEL_TYPE_COMMENT (model_comment_get_type ())

/* A note on an entry of the vaccination record. Immutable. */
G_DECLARE_FINAL_TYPE (ModelComment, model_comment, MODEL, COMMENT, GObject)

ModelComment    *model_comment_new        (const char      *text,
                                           const ModelDate *time,
                                           ModelActor      *author); /* (nullable) */

const char      *model_comment_get_text   (ModelComment *self);
const ModelDate *model_comment_get_time   (ModelComment *self);
ModelActor      *model_comment_get_author (ModelComment *self);      /* (transfer none) (nullable) */

G_END_DECLS
