/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of value sets that an administrator puts beside the program. */
#include "config.h"

#include "fuzz.h"

#include "epr-terminology-private.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(EprTerminology) terminology = epr_terminology_read (bytes, &error);
  g_autoptr(EprTerminology) vaccination = NULL;

  g_assert_true ((terminology != NULL) != (error != NULL));
  g_clear_error (&error);
  vaccination = epr_terminology_read_vaccination (bytes, &error);
  g_assert_true ((vaccination != NULL) != (error != NULL));
}
