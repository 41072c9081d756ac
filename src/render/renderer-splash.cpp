/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-splash.h"

#include <cpp/poppler-document.h>
#include <cpp/poppler-image.h>
#include <cpp/poppler-page-renderer.h>
#include <cpp/poppler-page.h>
#include <memory>
#include <new>
#include <utility>

struct _RendererSplash
{
  std::unique_ptr<poppler::document> document;
};

static poppler::rotation_enum
get_rotation (const RendererView *view)
{
  switch (view->rotation)
    {
    case 90:
      return poppler::rotate_90;
    case 180:
      return poppler::rotate_180;
    case 270:
      return poppler::rotate_270;
    default:
      return poppler::rotate_0;
    }
}

static poppler::image
draw (RendererSplash     *splash,
      const RendererView *view)
{
  poppler::page_renderer renderer;
  std::unique_ptr<poppler::page> page (splash->document->create_page (static_cast<int> (view->page)));

  if (!page)
    return poppler::image ();

  renderer.set_image_format (poppler::image::format_argb32);
  renderer.set_render_hint (poppler::page_renderer::antialiasing, true);
  renderer.set_render_hint (poppler::page_renderer::text_antialiasing, true);

  return renderer.render_page (page.get (), view->scale * 72, view->scale * 72,
                               view->x, view->y, view->width, view->height, get_rotation (view));
}

/* Paper is opaque; what Splash leaves in the fourth byte does not count. */
static void
copy_pixels (const poppler::image &image,
             guint8               *pixels)
{
  for (int y = 0; y < image.height (); y++)
    {
      const guint32 *from = reinterpret_cast<const guint32 *> (image.const_data () + static_cast<gssize> (y) * image.bytes_per_row ());
      guint32 *to = reinterpret_cast<guint32 *> (pixels) + static_cast<gssize> (y) * image.width ();

      for (int x = 0; x < image.width (); x++)
        to[x] = from[x] | 0xff000000;
    }
}

RendererSplash *
renderer_splash_new (GBytes     *bytes,
                     const char *password)
{
  gsize size;
  const char *data = static_cast<const char *> (g_bytes_get_data (bytes, &size));
  std::unique_ptr<poppler::document> document (poppler::document::load_from_raw_data (data, static_cast<int> (size), password, password));

  if (!document || document->is_locked ())
    return nullptr;

  return new RendererSplash { std::move (document) };
}

void
renderer_splash_free (RendererSplash *splash)
{
  delete splash;
}

gboolean
renderer_splash_render (RendererSplash      *splash,
                        const RendererView  *view,
                        guint8              *pixels,
                        GError             **error)
{
  try
    {
      const poppler::image image = draw (splash, view);

      if (image.is_valid () && image.const_data () != nullptr &&
          image.width () == view->width && image.height () == view->height)
        {
          copy_pixels (image, pixels);
          return TRUE;
        }
    }
  catch (const std::bad_alloc &)
    {
    }

  g_set_error_literal (error, RENDER_ERROR, RENDER_ERROR_NO_MEMORY, "Splash drew nothing");
  return FALSE;
}
