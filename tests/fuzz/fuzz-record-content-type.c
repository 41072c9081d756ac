/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beginning of any file, looked at before it is deposited. */
#include "config.h"

#include "fuzz.h"
#include "record-content-type.h"

void
fuzz_one (GBytes *bytes)
{
  g_autofree char *type = record_content_type_guess ("file", bytes);

  g_assert_nonnull (record_content_type_format (type != NULL ? type : "", bytes));
}
