#pragma once

#include "epr-community.h"

G_BEGIN_DECLS

/* The technical user of this installation, who deposits without a person at the keyboard (ITI-71, client
 * credentials, purpose AUTO, role TCU): group [technical] of the community's settings. Strings borrowed. */
typedef struct
{
  EprRegistration registration;
  const char     *name;           /* as which it is shown */
  const char     *principal_id;   /* GLN of the professional who is responsible */
  const char     *principal;      /* (nullable) her name */
  const char     *extra_scope;    /* may be "" */
} EprTechnical;

/* (nullable): the community's file describes none. */
const EprTechnical *epr_community_get_technical (EprCommunity *self);

G_END_DECLS
