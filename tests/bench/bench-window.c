/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window costs: a keystroke in the filter of a very large record, the time from the start of
 * the process to its first frame, and the memory at the top, each beside a bare window of the same
 * libraries in the same run.
 *
 * The program starts itself anew for what must be a process of its own. */
#include "config.h"

#include "app-driver.h"
#include "bench-documents.h"
#include "bench.h"
#include "cab-document-model.h"
#include "fhir-bundle.h"
#include "fhir-document-reference.h"

#include <stdlib.h>
#include <string.h>

#define N_DOCUMENTS 10000
#define KEYSTROKE_GOAL 16.0 /* ms: a frame */
#define START_GOAL 3.0      /* times a bare window */
#define MEMORY_GOAL 3.0     /* times a bare window */

/* One line of a child: "MICROSECONDS KILOBYTES" at its first frame or at the end of its walk. The high
 * water mark is the kernel's of this program alone; getrusage() would tell the parent's too. */
static void
say_where_we_are (void)
{
  gint64           now = g_get_monotonic_time ();
  g_autofree char *status = NULL;
  const char      *mark;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  mark = status != NULL ? strstr (status, "VmHWM:") : NULL;
  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now, mark != NULL ? g_ascii_strtoll (mark + strlen ("VmHWM:"), NULL, 10) : 0);
  fflush (stdout);
}

static void
be_bare (void)
{
  GtkWidget *window;

  adw_init ();
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  say_where_we_are ();
}

static void
be_cabinet (gboolean read)
{
  g_autoptr(AppDriver) driver = app_driver_new (NULL);

  if (read)
    {
      app_driver_sign_in (driver);
      app_driver_search (driver, "Muster 27.1.1995", "matches");
      app_driver_open (driver, "MUSTER");
      app_driver_choose (driver, "Lettre de sortie");
      app_driver_wait_ink (driver, 20);
    }
  say_where_we_are ();
}

static void
run_child (const char *self,
           const char *part,
           double     *milliseconds,
           double     *megabytes)
{
  gint64           start = g_get_monotonic_time ();
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;
  gint64 end;
  char  *rest;

  if (!g_spawn_sync (NULL, (char *[]) { (char *) self, (char *) part, NULL }, NULL, G_SPAWN_DEFAULT, NULL, NULL, &line, NULL, NULL, &error))
    g_error ("%s: %s", part, error->message);
  end = g_ascii_strtoll (line, &rest, 10);
  *milliseconds = (double) (end - start) / 1000;
  *megabytes = (double) g_ascii_strtoll (rest, NULL, 10) / 1024;
}

/* The median run of @part; memory of that run's kind. */
static void
measure_child (const char *self,
               const char *part,
               double     *milliseconds,
               double     *megabytes)
{
  double times[BENCH_RUNS], sizes[BENCH_RUNS];

  for (guint i = 0; i < BENCH_RUNS; i++)
    run_child (self, part, &times[i], &sizes[i]);
  *milliseconds = bench_median (times, BENCH_RUNS);
  *megabytes = bench_median (sizes, BENCH_RUNS);
}

static GListStore *
make_record (void)
{
  g_autoptr(GBytes) bytes = bench_documents_new (N_DOCUMENTS);
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (bytes, NULL);
  g_autoptr(GHashTable) codings = fhir_coding_cache_new ();
  GListStore *record = g_list_store_new (MODEL_TYPE_DOCUMENT);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = fhir_bundle_get_n_entries (bundle);

  for (guint i = 0; i < n; i++)
    {
      FhirBundleEntry entry;

      if (fhir_bundle_get_entry (bundle, i, &entry))
        g_ptr_array_add (documents, fhir_document_reference_read (entry.resource, NULL, codings));
    }
  g_list_store_splice (record, 0, 0, documents->pdata, documents->len);

  return record;
}

/* The words a person types, letter by letter and back again: the list is shown, so that what the
 * filter changes is also what the view has to follow. */
static void
measure_keystrokes (void)
{
  static const char text[] = "lettre hop";
  g_autoptr(GListStore) record = make_record ();
  g_autoptr(CabDocumentModel) model = cab_document_model_new ();
  double times[BENCH_RUNS * (sizeof text - 1)];
  guint  n = 0;

  cab_document_model_set_documents (model, G_LIST_MODEL (record));
  for (guint run = 0; run < BENCH_RUNS; run++)
    {
      for (gsize length = 1; length < sizeof text; length++)
        {
          g_autofree char *typed = g_strndup (text, length);
          gint64           start = g_get_monotonic_time ();

          cab_document_model_set_filter (model, typed);
          while (g_main_context_iteration (NULL, FALSE))
            ;
          times[n++] = (double) (g_get_monotonic_time () - start) / 1000;
        }
      cab_document_model_set_filter (model, "");
    }

  bench_report_value ("filter-keystroke-10000-rows", bench_median (times, n), "ms", KEYSTROKE_GOAL);
  bench_report_value ("filter-keystroke-10000-rows-worst", bench_max (times, n), "ms", KEYSTROKE_GOAL);
}

int
main (int   argc,
      char *argv[])
{
  double bare_ms, bare_mb, ours_ms, ours_mb, walk_ms, walk_mb;

  gtk_init ();
  if (argc > 1 && strcmp (argv[1], "--bare") == 0)
    {
      be_bare ();
      return 0;
    }
  if (argc > 1)
    {
      be_cabinet (strcmp (argv[1], "--read") == 0);
      return 0;
    }

  measure_keystrokes ();
  measure_child (argv[0], "--bare", &bare_ms, &bare_mb);
  measure_child (argv[0], "--first-frame", &ours_ms, &ours_mb);
  run_child (argv[0], "--read", &walk_ms, &walk_mb);
  bench_report_ratio ("start-to-first-frame", ours_ms, "ms", bare_ms, START_GOAL);
  bench_report_ratio ("peak-memory-first-frame", ours_mb, "MB", bare_mb, MEMORY_GOAL);
  bench_report_ratio ("peak-memory-reading-a-letter", walk_mb, "MB", bare_mb, MEMORY_GOAL);

  return 0;
}
