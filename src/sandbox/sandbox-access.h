#pragma once

#include "sandbox-grants.h"

G_BEGIN_DECLS

/* What the policies let the bearer of @grant read (12.3): documents up to the level, or nothing. */
typedef struct
{
  gboolean     any;
  SandboxLevel up_to;
  gboolean     by_name;    /* the patient named this professional, not the group alone */
  gboolean     excluded;   /* the patient has shut this professional out: of depositing too */
} SandboxAccess;

SandboxAccess sandbox_access_to_read  (SandboxCommunity *community, const SandboxGrant *grant, gint64 patient);
gboolean      sandbox_access_permits  (const SandboxAccess *access, SandboxLevel level);

G_END_DECLS
