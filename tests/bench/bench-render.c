/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "render-test-support.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <poppler.h>
#include <string.h>
#include <unistd.h>

/* Time to the first page: from the bytes to the pixels, through a warm service, beside poppler alone
 * in a process of its own. That process is as fresh as the spare is: fontconfig is initialised, no
 * document was read. */

#define RATIO_GOAL 1.3
#define SCALE (96.0 / 72)

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* The reference, in the process that bare() starts. Returns what a program returns. */
static int
draw_bare (const char *path)
{
  PopplerDocument *document;
  PopplerPage     *page;
  cairo_surface_t *surface;
  cairo_t         *cr;
  g_autoptr(GBytes) bytes = NULL;
  char  *contents;
  gsize  length;
  double width, height;
  gint64 start;

  FcInit ();
  if (!g_file_get_contents (path, &contents, &length, NULL))
    return 1;
  bytes = g_bytes_new_take (contents, length);

  start = g_get_monotonic_time ();
  document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  page = poppler_document_get_page (document, 0);
  poppler_page_get_size (page, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width * SCALE + 0.5), (int) (height * SCALE + 0.5));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, SCALE, SCALE);
  poppler_page_render (page, cr);
  cairo_surface_flush (surface);
  printf ("%d\n", (int) round (milliseconds_since (start) * 1000));

  return 0;
}

static double
bare (const char *path)
{
  const char      *argv[] = { "/proc/self/exe", "--bare", path, NULL };
  g_autofree char *output = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, NULL))
    return 0;

  return (double) g_ascii_strtoll (output, NULL, 10) / 1000;
}

typedef struct
{
  gint64 start;
  double taken;
} Run;

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(RenderPixels) pixels = render_document_render_finish (RENDER_DOCUMENT (object), result, NULL);

  run->taken = pixels != NULL ? milliseconds_since (run->start) : G_MAXDOUBLE;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Run                *run = user_data;
  const RenderRequest request = { .page = 0, .scale = SCALE };
  g_autoptr(RenderDocument) document = render_service_open_finish (RENDER_SERVICE (object), result, NULL);

  if (document != NULL)
    render_document_render_async (document, &request, NULL, drawn_cb, run);
  else
    run->taken = G_MAXDOUBLE;
}

static gboolean
is_ready (gpointer user_data)
{
  return render_service_has_ready_spare (user_data);
}

static gboolean
time_is_up (gpointer user_data)
{
  return g_get_monotonic_time () >= *(gint64 *) user_data;
}

/* Nobody opens two documents faster than this: the spare has come to rest. */
static void
let_spare_warm (RenderService *service)
{
  gint64 end;

  render_test_wait_until (is_ready, service);
  end = g_get_monotonic_time () + 100 * 1000;
  render_test_wait_until (time_is_up, &end);
}

static double
through_service (RenderService *service,
                 GBytes        *bytes)
{
  Run run = { 0 };

  let_spare_warm (service);
  run.start = g_get_monotonic_time ();
  render_service_open_async (service, bytes, "application/pdf", NULL, NULL, opened_cb, &run);
  while (run.taken <= 0)
    g_main_context_iteration (NULL, TRUE);

  return run.taken;
}

static void
compare (RenderService *service,
         const char    *name,
         GBytes        *bytes)
{
  g_autofree char *folder = g_dir_make_tmp ("cabinet-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "invented.pdf", NULL);
  double           alone[BENCH_RUNS], served[BENCH_RUNS];

  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
    return;

  for (guint i = 0; i < BENCH_RUNS; i++)
    {
      alone[i] = bare (path);
      served[i] = through_service (service, bytes);
    }
  unlink (path);
  rmdir (folder);

  bench_report_ratio (name, bench_median (served, BENCH_RUNS), "ms", bench_median (alone, BENCH_RUNS), RATIO_GOAL);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RenderService) service = NULL;
  g_autoptr(GBytes) letter = NULL;
  g_autoptr(GBytes) record = NULL;
  g_autoptr(GBytes) scan = NULL;

  if (argc == 3 && strcmp (argv[1], "--bare") == 0)
    return draw_bare (argv[2]);

  service = render_service_new (BENCH_RENDERER);
  letter = render_test_letter (1);
  record = render_test_letter (300);
  scan = render_test_scan (2480, 3508);
  compare (service, "render-first-page-letter", letter);
  compare (service, "render-first-page-record-of-300", record);
  compare (service, "render-first-page-scan", scan);

  return 0;
}
