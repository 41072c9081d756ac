/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-capability.h"
#include "fuzz.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirCapability) capability = fhir_capability_parse (bytes, &error);

  g_assert ((capability == NULL) == (error != NULL));
  if (capability == NULL)
    return;

  fhir_capability_get_version (capability);
  fhir_capability_has_operation (capability, "Patient", "match");
  fhir_capability_has_interaction (capability, "DocumentReference", "search-type");
  fhir_capability_get_oauth_uri (capability, "token");
}
