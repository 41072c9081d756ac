/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clinical document, whatever it begins with. */
#include "config.h"

#include "fuzz.h"
#include "renderer-cda.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(RendererBlocks) blocks = renderer_blocks_new ();
  g_autoptr(GVariant) variant = NULL;

  renderer_cda_is (bytes);
  renderer_cda_read (blocks, bytes, NULL);
  variant = g_variant_ref_sink (renderer_blocks_end (blocks));
}
