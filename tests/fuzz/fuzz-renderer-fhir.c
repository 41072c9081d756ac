/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A FHIR document, or what passes for one. */
#include "config.h"

#include "fuzz.h"
#include "renderer-fhir.h"

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(RendererBlocks) blocks = renderer_blocks_new ();
  g_autoptr(GVariant) variant = NULL;

  if (renderer_fhir_is (bytes))
    renderer_fhir_read (blocks, bytes, NULL);
  variant = g_variant_ref_sink (renderer_blocks_end (blocks));
}
