/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-bus.h"
#include "render-wire.h"
#include "renderer-image.h"
#include "renderer-lock.h"
#include "renderer-pdf.h"
#include "renderer-service.h"

#include <fontconfig/fontconfig.h>

/* cabinet-renderer: the one place where foreign bytes are decoded. Started by RenderService with a
 * socket as descriptor 3; of no use by hand. What needs files comes before the lock, everything that
 * starts a thread after it. */
int
main (int    argc,
      char **argv)
{
  GIConv   latin1;
  gboolean ran;

  FcInit ();
  /* Passwords are tried in this encoding too; left open, its table is still there after the lock. */
  latin1 = g_iconv_open ("ISO-8859-1", "UTF-8");
  g_type_ensure (RENDERER_TYPE_PDF);
  g_type_ensure (RENDERER_TYPE_IMAGE);
  g_type_ensure (RENDER_BUS_TYPE_RENDERER_SKELETON);

  if (!renderer_lock ())
    return 2;

  ran = renderer_service_run (RENDER_WIRE_FD);
  if (latin1 != (GIConv) -1)
    g_iconv_close (latin1);

  return ran ? 0 : 1;
}
