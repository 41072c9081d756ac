/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a very large record, from the first byte of the answer to a filled GListModel, beside
 * what json-glib alone needs for the same bytes; and how long the main loop was kept waiting.
 *
 * The worker parses and reads, portions go to the main loop as they are ready: what the record room
 * does with a page, without its requests. */
#include "config.h"

#include "bench-documents.h"
#include "bench.h"
#include "fhir-bundle.h"
#include "fhir-document-reference.h"

#include <gio/gio.h>

#define N_DOCUMENTS 10000
#define PORTION 200
#define RATIO_GOAL 1.5
#define STALL_GOAL 16.0 /* ms: a frame */

typedef struct
{
  GBytes     *bytes; /* borrowed */
  GListStore *list;  /* (owned) */
  gint64      last;  /* µs: when the main loop last came round */
  double      stall; /* ms: its longest absence */
} Run;

typedef struct
{
  GListStore *list;      /* borrowed: lasts as long as the run */
  GPtrArray  *documents; /* (owned) */
} Portion;

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
parse_bare (GBytes *bytes)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  gint64      start = g_get_monotonic_time ();
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
    g_error ("The sample is no JSON");

  return milliseconds_since (start);
}

static void
portion_free (gpointer data)
{
  Portion *portion = data;

  g_ptr_array_unref (portion->documents);
  g_free (portion);
}

static gboolean
append_cb (gpointer user_data)
{
  Portion *portion = user_data;
  guint    n = g_list_model_get_n_items (G_LIST_MODEL (portion->list));

  g_list_store_splice (portion->list, n, 0, portion->documents->pdata, portion->documents->len);

  return G_SOURCE_REMOVE;
}

static void
send_portion (Run        *run,
              GPtrArray **documents)
{
  Portion *portion = g_new (Portion, 1);

  portion->list = run->list;
  portion->documents = *documents;
  *documents = g_ptr_array_new_full (PORTION, g_object_unref);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, append_cb, portion, portion_free);
}

static void
read_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  static const char *const role_urls[] = {
    "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole", NULL
  };
  static const char *const            deletion_urls[] = { "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-deletionstatus", NULL };
  static const FhirDocumentExtensions extensions = { role_urls, deletion_urls };
  Run                                *run = task_data;
  g_autoptr(FhirBundle) bundle = fhir_bundle_parse (run->bytes, NULL);
  g_autoptr(GHashTable) codings = fhir_coding_cache_new ();
  g_autoptr(GPtrArray) documents = g_ptr_array_new_full (PORTION, g_object_unref);
  guint n = fhir_bundle_get_n_entries (bundle);

  for (guint i = 0; i < n; i++)
    {
      FhirBundleEntry entry;

      if (fhir_bundle_get_entry (bundle, i, &entry))
        g_ptr_array_add (documents, fhir_document_reference_read (entry.resource, &extensions, codings));
      if (documents->len == PORTION || i + 1 == n)
        send_portion (run, &documents);
    }

  g_task_return_boolean (task, TRUE);
}

/* Comes round every millisecond, before anything else; when it comes late, a frame would have too. */
static gboolean
watch_cb (gpointer user_data)
{
  Run *run = user_data;

  run->stall = MAX (run->stall, milliseconds_since (run->last));
  run->last = g_get_monotonic_time ();

  return G_SOURCE_CONTINUE;
}

static double
fill_list (GBytes *bytes,
           double *stall)
{
  Run run = { .bytes = bytes, .list = g_list_store_new (MODEL_TYPE_DOCUMENT), .last = g_get_monotonic_time () };
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  guint  watch = g_timeout_add_full (G_PRIORITY_HIGH, 1, watch_cb, &run, NULL);
  gint64 start = g_get_monotonic_time ();
  double taken;

  g_task_set_task_data (task, &run, NULL);
  g_task_run_in_thread (task, read_cb);
  while (g_list_model_get_n_items (G_LIST_MODEL (run.list)) < N_DOCUMENTS)
    g_main_context_iteration (NULL, TRUE);
  taken = milliseconds_since (start);

  while (!g_task_get_completed (task))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watch);
  g_object_unref (run.list);
  *stall = run.stall;

  return taken;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GBytes) bytes = bench_documents_new (N_DOCUMENTS);
  double bare[BENCH_RUNS], filled[BENCH_RUNS], stalls[BENCH_RUNS], worst;

  for (guint i = 0; i < BENCH_RUNS; i++)
    {
      bare[i] = parse_bare (bytes);
      filled[i] = fill_list (bytes, &stalls[i]);
    }

  worst = bench_max (stalls, BENCH_RUNS);
  bench_report_ratio ("documents-10000-to-list", bench_median (filled, BENCH_RUNS), "ms",
                      bench_median (bare, BENCH_RUNS), RATIO_GOAL);
  bench_report_value ("documents-10000-longest-stall", bench_median (stalls, BENCH_RUNS), "ms", STALL_GOAL);
  bench_report_value ("documents-10000-worst-stall-of-all-runs", worst, "ms", STALL_GOAL);

  return 0;
}
