/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-sidecar.h"
#include "fuzz.h"

static gboolean
member (const char *name,
        const char *value,
        gpointer    user_data)
{
  guint *n = user_data;

  g_assert (name != NULL && value != NULL);

  return ++*n < 100;
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  guint    n = 0;
  gboolean good = cli_sidecar_read (bytes, member, &n, &error);

  g_assert (good == (error == NULL));
}
