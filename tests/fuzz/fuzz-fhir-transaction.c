/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer to a deposit, and the element that a refusal of it names. */
#include "config.h"

#include "fhir-outcome.h"
#include "fhir-transaction.h"
#include "fuzz.h"

#include <string.h>

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FhirTransaction) transaction = fhir_transaction_parse (bytes, "DocumentReference", "old", &error);
  g_autofree char *element = fhir_outcome_dup_element (bytes);

  g_assert (element == NULL || g_utf8_validate (element, -1, NULL));
  if (transaction == NULL)
    {
      g_assert (error != NULL && g_utf8_validate (error->message, -1, NULL));
      return;
    }

  g_assert (transaction->refused == 0 || transaction->refused < 200 || transaction->refused > 299);
  /* It becomes part of an address. */
  g_assert (transaction->id == NULL || (*transaction->id != '\0' && strpbrk (transaction->id, "/?#% \r\n") == NULL));
  for (guint i = 0; i < transaction->issues->len; i++)
    g_assert (g_utf8_validate (model_issue_get_text (g_ptr_array_index (transaction->issues, i)), -1, NULL));
}
