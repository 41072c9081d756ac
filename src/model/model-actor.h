#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  MODEL_ACTOR_UNKNOWN,
  MODEL_ACTOR_PROFESSIONAL,
  MODEL_ACTOR_PATIENT,
  MODEL_ACTOR_RELATED,        /* a representative of the patient */
  MODEL_ACTOR_ORGANIZATION,
  MODEL_ACTOR_DEVICE,
} ModelActorKind;

#define MODEL_TYPE_ACTOR (model_actor_get_type ())

/* Who wrote, gave or said something in a vaccination document, as the document itself tells it. The kind is
 * what the document claims; who really provided it is known by the registry alone (R-VAC-53). Immutable. */
G_DECLARE_FINAL_TYPE (ModelActor, model_actor, MODEL, ACTOR, GObject)

ModelActor     *model_actor_new              (ModelActorKind  kind,
                                              const char     *name,          /* (nullable) "Dr. med. Peter Müller" */
                                              const char     *gln,           /* (nullable) */
                                              const char     *organization); /* (nullable) */

ModelActorKind  model_actor_get_kind         (ModelActor *self);
const char     *model_actor_get_name         (ModelActor *self);   /* (nullable) */
const char     *model_actor_get_gln          (ModelActor *self);   /* (nullable) */
const char     *model_actor_get_organization (ModelActor *self);   /* (nullable) */

/* "Dr. med. Peter Müller, Gruppenpraxis Müller"; "" when nothing is known. (transfer full) */
char           *model_actor_dup_label        (ModelActor *self);

G_END_DECLS
