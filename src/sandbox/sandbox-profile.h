#pragma once

#include "sandbox-check.h"

G_BEGIN_DECLS

#define SANDBOX_ROLE_URL         "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole"
#define SANDBOX_ROLE_URL_GATEWAY "http://fhir.ch/ig/ch-epr-fhir/ch-ext-author-authorrole"

/* The tables of 7.3, by the profiles ch-mhd-submissionset-comprehensive and ch-mhd-documentreference-comprehensive:
 * counts, fixed values, value sets and forbidden elements (R-MHD-23, R-MHD-24, R-MHD-26, R-MHD-28). */
void sandbox_profile_check_list      (SandboxCheck *check, JsonObject *list);
void sandbox_profile_check_reference (SandboxCheck *check, JsonObject *reference);

G_END_DECLS
