#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MODEL_TYPE_USER (model_user_get_type ())

/* A professional who works with the record: the one signed in, or one a training community offers
 * at its sign-in page. Immutable. */
G_DECLARE_FINAL_TYPE (ModelUser, model_user, MODEL, USER, GObject)

ModelUser  *model_user_new              (const char *id,             /* GLN (ch_epr.user_id), or the provider's subject */
                                         const char *name,
                                         const char *role,           /* (nullable) "HCP", "ASS", "TCU" */
                                         const char *organization,   /* (nullable) */
                                         const char *principal);     /* (nullable) an assistant's responsible professional */

const char *model_user_get_id           (ModelUser *self);
const char *model_user_get_name         (ModelUser *self);
const char *model_user_get_role         (ModelUser *self);           /* (nullable) */
const char *model_user_get_organization (ModelUser *self);           /* (nullable) */
const char *model_user_get_principal    (ModelUser *self);           /* (nullable) */
/* "physician", "assistant", … in the reader's language; "" when the role is unknown. */
const char *model_user_get_role_label   (ModelUser *self);

G_END_DECLS
