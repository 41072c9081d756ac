#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MODEL_TYPE_CODING (model_coding_get_type ())

/* A FHIR Coding: system, code, display. Immutable, may be shared between threads and objects. */
G_DECLARE_FINAL_TYPE (ModelCoding, model_coding, MODEL, CODING, GObject)

/* Any of the three may be NULL: foreign data often lacks one. */
ModelCoding *model_coding_new         (const char  *system,
                                       const char  *code,
                                       const char  *display);

const char  *model_coding_get_system  (ModelCoding *self);   /* (nullable) */
const char  *model_coding_get_code    (ModelCoding *self);   /* (nullable) */
const char  *model_coding_get_display (ModelCoding *self);   /* (nullable) as the server wrote it */

gboolean     model_coding_is          (ModelCoding *self,    /* (nullable) */
                                       const char  *system,
                                       const char  *code);

/* display, else code, else "": what can always be shown (tolerant reader, R-MHD-10). */
const char  *model_coding_get_label   (ModelCoding *self);

G_END_DECLS
