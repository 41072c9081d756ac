/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-bus.h"
#include "render-error.h"
#include "render-wire.h"

#include <gio/gunixfdlist.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* A renderer gone over to the enemy. What it does is told by the content type of the document:
 * "test/…" and by the number of the page. */

#define PAGE_DIES 1
#define PAGE_HANGS 2
#define PAGE_FOREIGN 3 /* an error no renderer should know */
#define N_PAGES 6
#define N_PICTURES 8

static gboolean dies_on_sizes;
static guint    content_lie;

static void
hang (void)
{
  for (;;)
    pause ();
}

static gboolean
attach_cb (RenderBusRenderer     *skeleton,
           GDBusMethodInvocation *invocation,
           GUnixFDList           *descriptors,
           GVariant              *handle,
           guint64                size)
{
  render_bus_renderer_complete_attach (skeleton, invocation, NULL);

  return TRUE;
}

static GVariant *
make_sizes (guint  n_sizes,
            double value)
{
  g_autofree double *values = g_new (double, n_sizes);

  for (guint i = 0; i < n_sizes; i++)
    values[i] = value;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, values, n_sizes, sizeof (double));
}

static gboolean
open_cb (RenderBusRenderer     *skeleton,
         GDBusMethodInvocation *invocation,
         GUnixFDList           *descriptors,
         GVariant              *handle,
         guint64                size,
         const char            *content_type,
         const char            *password)
{
  g_autofree char *title = g_strdup ("A title\nof two lines");
  guint            n_pages = N_PAGES;
  guint            n_sizes = 2;
  double           value = 100;

  if (strcmp (content_type, "test/no-pages") == 0)
    n_pages = 0;
  else if (strcmp (content_type, "test/many-pages") == 0)
    n_pages = G_MAXUINT32;
  else if (strcmp (content_type, "test/pictures") == 0)
    n_pages = N_PICTURES;
  else if (strcmp (content_type, "test/no-sizes") == 0)
    n_sizes = 0;
  else if (strcmp (content_type, "test/half-a-size") == 0)
    n_sizes = 3;
  else if (strcmp (content_type, "test/many-sizes") == 0)
    n_sizes = 2 * N_PAGES + 2;
  else if (strcmp (content_type, "test/nan") == 0)
    value = NAN;
  else if (strcmp (content_type, "test/infinite") == 0)
    value = INFINITY;
  else if (strcmp (content_type, "test/negative") == 0)
    value = -1;
  else if (strcmp (content_type, "test/vast") == 0)
    value = 1e9;
  else if (strcmp (content_type, "test/hang") == 0)
    hang ();
  else if (strcmp (content_type, "test/die") == 0)
    _exit (1);
  else if (strcmp (content_type, "test/long-title") == 0)
    {
      g_free (title);
      title = g_strnfill (1024 * 1024, 'x');
    }

  dies_on_sizes = strcmp (content_type, "test/die-on-sizes") == 0;
  render_bus_renderer_complete_open (skeleton, invocation, NULL, n_pages, make_sizes (n_sizes, value), title);

  return TRUE;
}

static gboolean
sizes_cb (RenderBusRenderer     *skeleton,
          GDBusMethodInvocation *invocation,
          guint                  first)
{
  if (dies_on_sizes)
    _exit (1);

  render_bus_renderer_complete_get_sizes (skeleton, invocation, make_sizes (2, 100));

  return TRUE;
}

static gboolean
render_cb (RenderBusRenderer     *skeleton,
           GDBusMethodInvocation *invocation,
           guint                  page)
{
  switch (page)
    {
    case PAGE_DIES:
      _exit (1);
      break;
    case PAGE_HANGS:
      hang ();
      break;
    case PAGE_FOREIGN:
      g_dbus_method_invocation_return_error_literal (invocation, RENDER_ERROR, RENDER_ERROR_TIMED_OUT, "Call this number");
      break;
    default:
      render_bus_renderer_complete_render (skeleton, invocation);
    }

  return TRUE;
}

static gboolean
text_cb (RenderBusRenderer     *skeleton,
         GDBusMethodInvocation *invocation,
         guint                  page)
{
  g_autofree char *text = g_strnfill (2 * RENDER_WIRE_MAX_TEXT, 'x');

  render_bus_renderer_complete_get_text (skeleton, invocation, page == 0 ? "short" : text);

  return TRUE;
}

/* The first page tells the truth; every other page lies about where its two characters are. */
static gboolean
layout_cb (RenderBusRenderer     *skeleton,
           GDBusMethodInvocation *invocation,
           guint                  page)
{
  float boxes[12] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  gsize n = 8;

  switch (page)
    {
    case 0:
      break;
    case 1:
      boxes[2] = NAN;
      break;
    case 2:
      boxes[7] = -1;
      break;
    case 3:
      n = 4;
      break;
    case 4:
      n = 12;
      break;
    default:
      boxes[0] = -INFINITY;
    }
  render_bus_renderer_complete_get_layout (skeleton, invocation, "é!",
                                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, boxes, n * sizeof (float), 1));

  return TRUE;
}

static void
put_block (GVariantBuilder *blocks,
           guint            kind,
           guint            level,
           guint            term)
{
  g_variant_builder_add (blocks, "(uuuss@ay)", kind, level, term, "words", "", g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0));
}

/* Blocks that no document is made of; what is said depends on the size of the document. */
static gboolean
content_cb (RenderBusRenderer     *skeleton,
            GDBusMethodInvocation *invocation)
{
  GVariantBuilder blocks;

  g_variant_builder_init (&blocks, G_VARIANT_TYPE ("a(uuussay)"));
  switch (content_lie++ % 6)
    {
    case 0:
      put_block (&blocks, 999, 1, 0);
      break;
    case 1:
      put_block (&blocks, 0, 1, 999);
      break;
    case 2:
      put_block (&blocks, 7, 1, 0);
      break;
    case 3:
      put_block (&blocks, 5, 1, 0);
      put_block (&blocks, 5, 1, 0);
      break;
    case 4:
      put_block (&blocks, 5, 1, 0);
      break;
    default:
      put_block (&blocks, 2, 1000, 0);
    }
  render_bus_renderer_complete_get_content (skeleton, invocation, g_variant_builder_end (&blocks));

  return TRUE;
}

/* Every page another lie about a picture. */
static gboolean
picture_cb (RenderBusRenderer     *skeleton,
            GDBusMethodInvocation *invocation,
            guint                  page)
{
  guint64 pieces[2 * (RENDER_WIRE_MAX_PIECES + 1)] = { 0, 1 };
  gsize   n = 2;
  guint   width = 10;
  guint   orientation = 1;
  guint   depth = 24;
  double  dpi = 72;

  switch (page)
    {
    case 0:
      pieces[1] = G_MAXUINT64;
      break;
    case 1:
      pieces[0] = G_MAXUINT64;
      break;
    case 2:
      n = 3;
      break;
    case 3:
      n = G_N_ELEMENTS (pieces);
      for (gsize i = 0; i < n; i++)
        pieces[i] = i % 2 ? 1 : i;
      break;
    case 4:
      width = G_MAXUINT32;
      break;
    case 5:
      orientation = 9;
      break;
    case 6:
      depth = 2;
      break;
    default:
      dpi = NAN;
    }

  render_bus_renderer_complete_get_picture (skeleton, invocation, width, 10, orientation, dpi, dpi, depth,
                                            g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, pieces, n, sizeof *pieces));

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(RenderBusRenderer) skeleton = render_bus_renderer_skeleton_new ();
  g_autoptr(GSocket) socket = g_socket_new_from_fd (RENDER_WIRE_FD, NULL);
  g_autoptr(GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  g_autoptr(GDBusConnection) connection = NULL;

  connection = g_dbus_connection_new_sync (G_IO_STREAM (stream), NULL,
                                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                                           NULL, NULL, NULL);
  if (connection == NULL)
    return 1;

  render_error_quark ();
  g_signal_connect (skeleton, "handle-attach", G_CALLBACK (attach_cb), NULL);
  g_signal_connect (skeleton, "handle-open", G_CALLBACK (open_cb), NULL);
  g_signal_connect (skeleton, "handle-get-sizes", G_CALLBACK (sizes_cb), NULL);
  g_signal_connect (skeleton, "handle-render", G_CALLBACK (render_cb), NULL);
  g_signal_connect (skeleton, "handle-get-text", G_CALLBACK (text_cb), NULL);
  g_signal_connect (skeleton, "handle-get-content", G_CALLBACK (content_cb), NULL);
  g_signal_connect (skeleton, "handle-get-layout", G_CALLBACK (layout_cb), NULL);
  g_signal_connect (skeleton, "handle-get-picture", G_CALLBACK (picture_cb), NULL);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (skeleton), connection, RENDER_WIRE_PATH, NULL);
  g_signal_connect_swapped (connection, "closed", G_CALLBACK (g_main_loop_quit), loop);
  g_dbus_connection_start_message_processing (connection);
  g_main_loop_run (loop);

  return 0;
}
