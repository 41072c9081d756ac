#pragma once

#include "model-coding.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MODEL_TYPE_ORGANIZATION (model_organization_get_type ())

/* An institution of the national directory, or a group or ward within one (R-CSD-3). Immutable. */
G_DECLARE_FINAL_TYPE (ModelOrganization, model_organization, MODEL, ORGANIZATION, GObject)

/* Everything is copied, objects are referenced. */
typedef struct
{
  const char  *id;           /* (nullable) on that server, nowhere else */
  const char  *name;         /* (nullable) */
  const char  *oid;          /* (nullable) "urn:oid:…": whom an access right names (R-CSD-6) */
  const char  *gln;          /* (nullable) */
  ModelCoding *type;         /* (nullable) healthcare-facility-type */
  const char  *address_line; /* (nullable) */
  const char  *postal_code;  /* (nullable) */
  const char  *city;         /* (nullable) */
  const char  *part_of;      /* (nullable) name of the one that it belongs to */
} ModelOrganizationInit;

ModelOrganization *model_organization_new              (const ModelOrganizationInit *init);

const char        *model_organization_get_id           (ModelOrganization *self);   /* (nullable) */
const char        *model_organization_get_name         (ModelOrganization *self);   /* "" when unknown */
const char        *model_organization_get_oid          (ModelOrganization *self);   /* (nullable) */
const char        *model_organization_get_gln          (ModelOrganization *self);   /* (nullable) */
ModelCoding       *model_organization_get_type_coding  (ModelOrganization *self);   /* (transfer none) (nullable) */
const char        *model_organization_get_address_line (ModelOrganization *self);   /* (nullable) */
const char        *model_organization_get_postal_code  (ModelOrganization *self);   /* (nullable) */
const char        *model_organization_get_city         (ModelOrganization *self);   /* (nullable) */
const char        *model_organization_get_part_of      (ModelOrganization *self);   /* (nullable) */

G_END_DECLS
