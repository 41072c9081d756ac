/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-service.h"

#include "render-bus.h"
#include "render-error.h"
#include "render-text.h"
#include "render-wire.h"
#include "renderer-document.h"
#include "renderer-warm.h"

#include <gio/gunixfdlist.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The sizes of some documents take long to find: an answer holds what was found meanwhile. */
#define SIZES_TIME (8 * 1000) /* µs */

typedef struct
{
  guint8           *ring; /* (nullable) until attached, mapped */
  guint64           ring_size;
  RendererDocument *document; /* (owned) (nullable) until opened */
  guint             warm_id;
} Renderer;

typedef struct
{
  void *memory;
  gsize size;
} Mapping;

static void
mapping_free (Mapping *mapping)
{
  munmap (mapping->memory, mapping->size);
  g_free (mapping);
}

/* The only descriptor of a call. The mapping outlives it. (nullable) */
static void *
map_descriptor (GUnixFDList *descriptors,
                gsize        size,
                int          protection)
{
  void *memory;
  int   fd;

  if (descriptors == NULL || g_unix_fd_list_get_length (descriptors) != 1 || size == 0)
    return NULL;

  fd = g_unix_fd_list_get (descriptors, 0, NULL);
  if (fd < 0)
    return NULL;

  memory = mmap (NULL, size, protection, MAP_SHARED, fd, 0);
  close (fd);

  return memory != MAP_FAILED ? memory : NULL;
}

static gboolean
refuse (GDBusMethodInvocation *invocation,
        RenderError            code)
{
  g_dbus_method_invocation_return_error_literal (invocation, RENDER_ERROR, code, "Refused");

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
warm_cb (gpointer user_data)
{
  Renderer *self = user_data;

  self->warm_id = 0;
  if (self->document == NULL)
    renderer_warm (self->ring, self->ring_size);

  return G_SOURCE_REMOVE;
}

static gboolean
attach_cb (RenderBusRenderer     *skeleton,
           GDBusMethodInvocation *invocation,
           GUnixFDList           *descriptors,
           GVariant              *handle,
           guint64                size,
           Renderer              *self)
{
  if (self->ring == NULL)
    self->ring = map_descriptor (descriptors, size, PROT_READ | PROT_WRITE);
  if (self->ring == NULL)
    return refuse (invocation, RENDER_ERROR_NO_MEMORY);

  self->ring_size = size;
  render_bus_renderer_complete_attach (skeleton, invocation, NULL);
  /* A document that waits already comes first. */
  if (self->warm_id == 0)
    self->warm_id = g_idle_add (warm_cb, self);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static GVariant *
collect_sizes (Renderer *self,
               guint     first)
{
  g_autoptr(GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 end = g_get_monotonic_time () + SIZES_TIME;
  guint  n_pages = renderer_document_get_n_pages (self->document);

  for (guint page = first; page < n_pages && (page == first || g_get_monotonic_time () < end); page++)
    {
      double size[2];

      renderer_document_get_page_size (self->document, page, &size[0], &size[1]);
      g_array_append_vals (sizes, size, 2);
    }

  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, sizes->data, sizes->len, sizeof (double));
}

/* Of the first page alone: the reader waits for it. */
static GVariant *
first_size (Renderer *self)
{
  double size[2];

  renderer_document_get_page_size (self->document, 0, &size[0], &size[1]);

  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, size, 2, sizeof (double));
}

/* UTF-8 of at most @max bytes, never NULL. */
static char *
bounded (const char *text,
         gsize       max)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, max));
  /* What replaces a bad byte is longer than the byte. */
  if (strlen (valid) > max)
    *g_utf8_find_prev_char (valid, valid + max + 1) = '\0';

  return g_steal_pointer (&valid);
}

static gboolean
open_cb (RenderBusRenderer     *skeleton,
         GDBusMethodInvocation *invocation,
         GUnixFDList           *descriptors,
         GVariant              *handle,
         guint64                size,
         const char            *content_type,
         const char            *password,
         Renderer              *self)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *full_title = NULL;
  g_autofree char *title = NULL;
  Mapping         *mapping;
  void            *memory;

  if (self->document != NULL || size > G_MAXINT32)
    return refuse (invocation, RENDER_ERROR_UNSUPPORTED);

  memory = map_descriptor (descriptors, size, PROT_READ);
  if (memory == NULL)
    return refuse (invocation, RENDER_ERROR_NO_MEMORY);

  mapping = g_new0 (Mapping, 1);
  mapping->memory = memory;
  mapping->size = size;
  bytes = g_bytes_new_with_free_func (memory, size, (GDestroyNotify) mapping_free, mapping);

  self->document = renderer_document_open (bytes, content_type, password, &error);
  if (self->document == NULL)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  full_title = renderer_document_dup_title (self->document);
  title = bounded (full_title, RENDER_WIRE_MAX_TITLE);
  render_bus_renderer_complete_open (skeleton,
                                     invocation,
                                     NULL,
                                     renderer_document_get_n_pages (self->document),
                                     first_size (self),
                                     title);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
has_page (Renderer *self,
          guint     page)
{
  return self->document != NULL && page < renderer_document_get_n_pages (self->document);
}

static gboolean
examine_cb (RenderBusRenderer     *skeleton,
            GDBusMethodInvocation *invocation,
            Renderer              *self)
{
  if (self->document == NULL)
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  render_bus_renderer_complete_examine (skeleton, invocation, renderer_document_examine (self->document));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_sizes_cb (RenderBusRenderer     *skeleton,
              GDBusMethodInvocation *invocation,
              guint                  first,
              Renderer              *self)
{
  if (!has_page (self, first))
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  render_bus_renderer_complete_get_sizes (skeleton, invocation, collect_sizes (self, first));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* The caller is believed no more than it believes us: its mistake would be our overflow. */
static gboolean
fits (Renderer           *self,
      const RendererView *view,
      guint64             offset)
{
  guint64 size;

  if (!isfinite (view->scale) || view->scale <= 0 || view->rotation % 90 != 0 ||
      view->width < 1 || view->width > RENDER_WIRE_MAX_SIDE ||
      view->height < 1 || view->height > RENDER_WIRE_MAX_SIDE)
    return FALSE;

  size = (guint64) view->width * (guint64) view->height * 4;

  return offset % 4 == 0 && size <= self->ring_size && offset <= self->ring_size - size;
}

static gboolean
render_cb (RenderBusRenderer     *skeleton,
           GDBusMethodInvocation *invocation,
           guint                  page,
           double                 scale,
           guint                  rotation,
           int                    x,
           int                    y,
           int                    width,
           int                    height,
           guint64                offset,
           Renderer              *self)
{
  RendererView view = { page, scale, rotation, x, y, width, height };
  g_autoptr(GError) error = NULL;

  if (!has_page (self, page) || !fits (self, &view, offset))
    return refuse (invocation, RENDER_ERROR_NO_MEMORY);

  if (renderer_document_render (self->document, &view, self->ring + offset, &error))
    render_bus_renderer_complete_render (skeleton, invocation);
  else
    g_dbus_method_invocation_return_gerror (invocation, error);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_text_cb (RenderBusRenderer     *skeleton,
             GDBusMethodInvocation *invocation,
             guint                  page,
             Renderer              *self)
{
  g_autofree char *full_text = NULL;
  g_autofree char *text = NULL;

  if (!has_page (self, page))
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  full_text = renderer_document_dup_text (self->document, page);
  text = bounded (full_text, RENDER_WIRE_MAX_TEXT);
  render_bus_renderer_complete_get_text (skeleton, invocation, text);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Text that had to be mended or cut no longer fits its places. */
static gboolean
get_layout_cb (RenderBusRenderer     *skeleton,
               GDBusMethodInvocation *invocation,
               guint                  page,
               Renderer              *self)
{
  g_autoptr(GArray) boxes = NULL;
  g_autofree char *full_text = NULL;
  g_autofree char *text = NULL;
  guint            n;

  if (!has_page (self, page))
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  renderer_document_get_layout (self->document, page, &full_text, &boxes);
  text = bounded (full_text, RENDER_WIRE_MAX_TEXT);
  n = boxes != NULL ? MIN (boxes->len, (guint) g_utf8_strlen (text, -1)) : 0;
  if (n > 0 && strncmp (text, full_text, strlen (text)) != 0)
    n = 0;
  render_bus_renderer_complete_get_layout (skeleton, invocation, text,
                                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, n > 0 ? boxes->data : NULL, n * sizeof (RenderBox), 1));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_guide_cb (RenderBusRenderer     *skeleton,
              GDBusMethodInvocation *invocation,
              Renderer              *self)
{
  if (self->document == NULL)
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  render_bus_renderer_complete_get_guide (skeleton, invocation, renderer_document_dup_guide (self->document));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_links_cb (RenderBusRenderer     *skeleton,
              GDBusMethodInvocation *invocation,
              guint                  page,
              Renderer              *self)
{
  if (!has_page (self, page))
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  render_bus_renderer_complete_get_links (skeleton, invocation, renderer_document_dup_links (self->document, page));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_content_cb (RenderBusRenderer     *skeleton,
                GDBusMethodInvocation *invocation,
                Renderer              *self)
{
  g_autoptr(GVariant) blocks = NULL;
  g_autoptr(GError) error = NULL;

  if (self->document == NULL)
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  blocks = renderer_document_dup_content (self->document, &error);
  if (blocks != NULL)
    render_bus_renderer_complete_get_content (skeleton, invocation, blocks);
  else
    g_dbus_method_invocation_return_gerror (invocation, error);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_picture_cb (RenderBusRenderer     *skeleton,
                GDBusMethodInvocation *invocation,
                guint                  page,
                Renderer              *self)
{
  RendererPicture picture = { 0 };
  g_autoptr(GArray) pieces = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *places;

  if (!has_page (self, page))
    return refuse (invocation, RENDER_ERROR_DAMAGED);
  if (!renderer_document_get_picture (self->document, page, &picture, &error))
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  pieces = picture.pieces;
  places = g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, pieces != NULL ? pieces->data : NULL, pieces != NULL ? pieces->len * 2 : 0,
                                      sizeof (guint64));
  render_bus_renderer_complete_get_picture (skeleton, invocation, (guint) picture.info.width, (guint) picture.info.height,
                                            picture.info.orientation, picture.info.dpi_x, picture.info.dpi_y, picture.depth, places);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_pixels_cb (RenderBusRenderer     *skeleton,
               GDBusMethodInvocation *invocation,
               guint                  page,
               int                    first,
               int                    width,
               int                    n_rows,
               guint64                offset,
               Renderer              *self)
{
  const RendererView view = { .page = page, .scale = 1, .width = width, .height = n_rows };
  const guint32     *pixels;
  g_autoptr(GError) error = NULL;
  int all_columns, all_rows;

  if (!has_page (self, page) || !fits (self, &view, offset))
    return refuse (invocation, RENDER_ERROR_NO_MEMORY);

  pixels = renderer_document_get_pixels (self->document, page, &all_columns, &all_rows, &error);
  if (pixels == NULL)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }
  if (width != all_columns || first < 0 || n_rows > all_rows || first > all_rows - n_rows)
    return refuse (invocation, RENDER_ERROR_DAMAGED);

  memcpy (self->ring + offset, pixels + (gsize) first * (gsize) width, (gsize) n_rows * (gsize) width * 4);
  render_bus_renderer_complete_get_pixels (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static GDBusConnection *
connect_to (int      fd,
            GError **error)
{
  g_autoptr(GSocket) socket = g_socket_new_from_fd (fd, error);
  g_autoptr(GSocketConnection) stream = NULL;

  if (socket == NULL)
    return NULL;

  /* Messages wait until there is somebody to read them. */
  stream = g_socket_connection_factory_create_connection (socket);
  return g_dbus_connection_new_sync (G_IO_STREAM (stream),
                                     NULL,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                                     NULL, NULL, error);
}

gboolean
renderer_service_run (int fd)
{
  g_autoptr(GDBusConnection) connection = NULL;
  g_autoptr(RenderBusRenderer) skeleton = render_bus_renderer_skeleton_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Renderer self = { 0 };

  render_error_quark ();
  connection = connect_to (fd, NULL);
  if (connection == NULL ||
      !g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (skeleton), connection, RENDER_WIRE_PATH, NULL))
    return FALSE;

  g_signal_connect (skeleton, "handle-attach", G_CALLBACK (attach_cb), &self);
  g_signal_connect (skeleton, "handle-open", G_CALLBACK (open_cb), &self);
  g_signal_connect (skeleton, "handle-examine", G_CALLBACK (examine_cb), &self);
  g_signal_connect (skeleton, "handle-get-sizes", G_CALLBACK (get_sizes_cb), &self);
  g_signal_connect (skeleton, "handle-render", G_CALLBACK (render_cb), &self);
  g_signal_connect (skeleton, "handle-get-text", G_CALLBACK (get_text_cb), &self);
  g_signal_connect (skeleton, "handle-get-layout", G_CALLBACK (get_layout_cb), &self);
  g_signal_connect (skeleton, "handle-get-guide", G_CALLBACK (get_guide_cb), &self);
  g_signal_connect (skeleton, "handle-get-links", G_CALLBACK (get_links_cb), &self);
  g_signal_connect (skeleton, "handle-get-content", G_CALLBACK (get_content_cb), &self);
  g_signal_connect (skeleton, "handle-get-picture", G_CALLBACK (get_picture_cb), &self);
  g_signal_connect (skeleton, "handle-get-pixels", G_CALLBACK (get_pixels_cb), &self);
  g_signal_connect_swapped (connection, "closed", G_CALLBACK (g_main_loop_quit), loop);
  g_dbus_connection_start_message_processing (connection);
  g_main_loop_run (loop);

  g_clear_handle_id (&self.warm_id, g_source_remove);
  g_clear_object (&self.document);

  return TRUE;
}
