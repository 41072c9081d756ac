#pragma once

#include "sandbox-check.h"

G_BEGIN_DECLS

/* What a literal reference leads to in the bundle; borrowed. (nullable) */
JsonObject *sandbox_vaccine_resolve     (JsonObject *bundle, JsonObject *reference);
/* An Immunization, AllergyIntolerance, Condition or Observation; anything else is passed over. */
void        sandbox_vaccine_check_entry (SandboxCheck *check, JsonObject *bundle, JsonObject *resource);

G_END_DECLS
