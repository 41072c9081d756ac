#pragma once

#include "epr-community.h"

G_BEGIN_DECLS

/* What every document of this installation has in common: group [institution] of the community's
 * settings. Codes of the national lists, any of them may be missing. Strings borrowed. */
typedef struct
{
  const char *name;               /* (nullable) */
  const char *id;                 /* (nullable) urn:oid:… */
  const char *facility_type;      /* (nullable) healthcare-facility-type */
  const char *practice_setting;   /* (nullable) */
  const char *specialty;          /* (nullable) author-speciality */
  const char *language;           /* (nullable) "fr-CH" */
} EprInstitution;

const EprInstitution *epr_community_get_institution (EprCommunity *self);

G_END_DECLS
