/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-memory.h"

#include <dlfcn.h>
#include <math.h>

static gboolean ran_out;

cairo_surface_t *
cairo_image_surface_create (cairo_format_t format,
                            int            width,
                            int            height)
{
  static cairo_surface_t *(*create) (cairo_format_t, int, int);
  cairo_surface_t *surface;

  if (create == NULL)
    create = (cairo_surface_t * (*) (cairo_format_t, int, int) ) dlsym (RTLD_NEXT, "cairo_image_surface_create");

  surface = create (format, width, height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    ran_out = TRUE;

  return surface;
}

void
renderer_memory_reset (void)
{
  ran_out = FALSE;
}

gboolean
renderer_memory_ran_out (void)
{
  return ran_out;
}

/* Turns the page about its corner and back onto the paper. */
static void
rotate (cairo_t *cr,
        guint    rotation,
        double   width,
        double   height)
{
  switch (rotation)
    {
    case 90:
      cairo_translate (cr, height, 0);
      break;
    case 180:
      cairo_translate (cr, width, height);
      break;
    case 270:
      cairo_translate (cr, 0, width);
      break;
    default:
      return;
    }

  cairo_rotate (cr, rotation * M_PI / 180);
}

cairo_t *
renderer_memory_begin (const RendererView *view,
                       double              page_width,
                       double              page_height,
                       guint8             *pixels)
{
  cairo_surface_t *surface;
  cairo_t         *cr;

  surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, view->width, view->height, view->width * 4);
  cr = cairo_create (surface);
  cairo_surface_destroy (surface);

  cairo_translate (cr, -view->x, -view->y);
  cairo_scale (cr, view->scale, view->scale);
  rotate (cr, view->rotation, page_width, page_height);

  return cr;
}

gboolean
renderer_memory_end (cairo_t *cr,
                     GError **error)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  cairo_status_t   status;

  cairo_surface_flush (surface);
  status = cairo_status (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_destroy (cr);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error_literal (error,
                       RENDER_ERROR,
                       status == CAIRO_STATUS_NO_MEMORY || status == CAIRO_STATUS_INVALID_SIZE ? RENDER_ERROR_NO_MEMORY : RENDER_ERROR_DAMAGED,
                       cairo_status_to_string (status));
  return FALSE;
}
