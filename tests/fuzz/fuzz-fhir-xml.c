/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FHIR XML, and the words of a narrative. */
#include "config.h"

#include "fhir-json-text.h"
#include "fhir-xml.h"
#include "fuzz.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = fhir_xml_parse (bytes, &error);
  g_autofree char *text = fuzz_text (bytes);
  g_autofree char *words = fhir_xml_dup_words (text);

  g_assert ((node == NULL) == (error != NULL));
  g_assert (words == NULL || g_utf8_validate (words, -1, NULL));
  if (node != NULL)
    {
      g_autoptr(GBytes) written = fhir_json_to_text (node);

      g_assert (g_bytes_get_size (written) > 0);
    }
}
