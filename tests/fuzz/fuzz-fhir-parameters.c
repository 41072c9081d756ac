/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-parameters.h"
#include "fuzz.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) identifiers = fhir_parameters_read_identifiers (bytes, "targetIdentifier", &error);

  g_assert ((identifiers == NULL) == (error != NULL));
  for (guint i = 0; identifiers != NULL && i < identifiers->len; i++)
    g_assert (model_identifier_get_value (g_ptr_array_index (identifiers, i)) != NULL);
}
