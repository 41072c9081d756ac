/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every object of a PDF, as the renderer goes over them. */
#include "config.h"

#include "fuzz.h"
#include "renderer-active.h"

void
fuzz_one (GBytes *bytes)
{
  renderer_active_find (bytes);
}
