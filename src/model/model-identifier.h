#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MODEL_TYPE_IDENTIFIER (model_identifier_get_type ())

/* A FHIR Identifier: the system says whose number it is. Immutable. */
G_DECLARE_FINAL_TYPE (ModelIdentifier, model_identifier, MODEL, IDENTIFIER, GObject)

ModelIdentifier *model_identifier_new        (const char      *system,     /* (nullable) */
                                              const char      *value,
                                              const char      *use,        /* (nullable) "usual", "official" … */
                                              const char      *type_code); /* (nullable) v2-0203: "MR" … */

const char      *model_identifier_get_system    (ModelIdentifier *self);   /* (nullable) */
const char      *model_identifier_get_value     (ModelIdentifier *self);
const char      *model_identifier_get_use       (ModelIdentifier *self);   /* (nullable) */
const char      *model_identifier_get_type_code (ModelIdentifier *self);   /* (nullable) */

G_END_DECLS
