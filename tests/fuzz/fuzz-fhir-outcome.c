/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of an error, of any type; its first byte says what the server claimed. */
#include "config.h"

#include "fhir-outcome.h"
#include "fuzz.h"

void
fuzz_one (GBytes *bytes)
{
  static const char *const types[] = { "application/fhir+json", "text/html; charset=utf-8", "application/pdf", NULL };
  gsize                    size = g_bytes_get_size (bytes);
  const char              *data = g_bytes_get_data (bytes, NULL);
  g_autoptr(GBytes) body = g_bytes_new_from_bytes (bytes, MIN (size, 1), size - MIN (size, 1));
  g_autoptr(GPtrArray) issues = fhir_outcome_read_body (body, types[size > 0 ? (guchar) data[0] % G_N_ELEMENTS (types) : 0]);
  g_autoptr(JsonNode) written = fhir_outcome_write (issues, "urn:example:community");

  g_assert (written != NULL);
  for (guint i = 0; i < issues->len; i++)
    g_assert (g_utf8_validate (model_issue_get_text (g_ptr_array_index (issues, i)), -1, NULL));
}
