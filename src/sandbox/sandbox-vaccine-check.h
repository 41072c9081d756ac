#pragma once

#include "sandbox-check.h"

G_BEGIN_DECLS

/* Looks into a document whose format says that it is a vaccination of CH VACD: what the guide demands of it (the rules
 * of writing, origin G, of the vaccination specification), and that it agrees with @reference, the metadata beside it.
 * Other documents are not looked into. The first fault is kept in @check. */
void sandbox_vaccine_check (SandboxCheck *check, JsonObject *reference, GBytes *bytes);

G_END_DECLS
