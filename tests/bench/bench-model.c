/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a very large record, from the first byte of the answer to the filled GListModel that the
 * window binds to, beside what json-glib alone needs for the same bytes; and how long the main loop was
 * kept waiting. The list is the record room's own, asked for over a real socket. */
#include "config.h"

#include "bench-documents.h"
#include "bench.h"
#include "record-session.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#define N_DOCUMENTS 10000
#define RATIO_GOAL 1.5
#define STALL_GOAL 16.0 /* ms: a frame */

/* The tree of the answer is taken down after the list is there; the next run begins after that. */
#define REST (G_USEC_PER_SEC / 2)

/* A server of its own thread, which only hands out the bytes. */
typedef struct
{
  GBytes    *bytes; /* borrowed */
  GThread   *thread;
  GMainLoop *loop;
  GMutex     lock;
  GCond      cond;
  char      *base;       /* (owned) NULL until it listens */
  gint64     first_byte; /* µs, atomic by the lock */
} Server;

typedef struct
{
  gint64 last;  /* µs: when the main loop last came round */
  double stall; /* ms: its longest absence */
} Watch;

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

typedef struct
{
  GBytes *bytes; /* borrowed */
  double  taken; /* ms */
} Bare;

static gpointer
parse_bare (gpointer user_data)
{
  Bare *bare = user_data;
  g_autoptr(JsonParser) parser = json_parser_new ();
  gint64      start = g_get_monotonic_time ();
  gsize       length;
  const char *data = g_bytes_get_data (bare->bytes, &length);

  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
    g_error ("The sample is no JSON");
  bare->taken = milliseconds_since (start);

  return NULL;
}

/* In a thread, as the list does it: what it frees would otherwise be swept up by the main thread later,
 * and counted there as a stall of the list. */
static double
time_bare (GBytes *bytes)
{
  Bare bare = { .bytes = bytes };

  g_thread_join (g_thread_new ("bare", parse_bare, &bare));

  return bare.taken;
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Server     *server = user_data;
  gsize       length;
  const char *data = g_bytes_get_data (server->bytes, &length);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/fhir+json", SOUP_MEMORY_STATIC, data, length);
  g_mutex_lock (&server->lock);
  server->first_byte = g_get_monotonic_time ();
  g_mutex_unlock (&server->lock);
}

static gpointer
serve (gpointer user_data)
{
  Server *server = user_data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(SoupServer) soup = NULL;
  GSList *uris;

  g_main_context_push_thread_default (context);
  soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (soup, NULL, request_cb, server, NULL);
  if (!soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    g_error ("The server cannot listen");

  uris = soup_server_get_uris (soup);
  g_mutex_lock (&server->lock);
  server->loop = g_main_loop_new (context, FALSE);
  server->base = g_strdup_printf ("http://127.0.0.1:%d/fhir", g_uri_get_port (uris->data));
  g_cond_signal (&server->cond);
  g_mutex_unlock (&server->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (server->loop);
  soup_server_disconnect (soup);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
server_start (Server *server,
              GBytes *bytes)
{
  server->bytes = bytes;
  g_mutex_init (&server->lock);
  g_cond_init (&server->cond);
  g_mutex_lock (&server->lock);
  server->thread = g_thread_new ("server", serve, server);
  while (server->base == NULL)
    g_cond_wait (&server->cond, &server->lock);
  g_mutex_unlock (&server->lock);
}

static void
server_stop (Server *server)
{
  g_main_loop_quit (server->loop);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_free (server->base);
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->cond);
}

/* Comes round every millisecond, before anything else; when it comes late, a frame would have too. */
static gboolean
watch_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->stall = MAX (watch->stall, milliseconds_since (watch->last));
  watch->last = g_get_monotonic_time ();

  return G_SOURCE_CONTINUE;
}

static RecordSession *
make_session (Server *server)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cabinet-bench.community", NULL);
  g_autofree char *text = g_strdup_printf ("[community]\nid=bench\nname=Bench\nprofile=fhir-r4\n"
                                           "[url]\nbase=%s\nallow-loopback-http=true\n",
                                           server->base);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordCommunity) community = NULL;

  if (g_file_set_contents (path, text, -1, &error))
    community = record_community_new_from_file (path, &error);
  if (community == NULL)
    g_error ("%s", error->message);

  return record_session_new (community);
}

static ModelPatient *
make_patient (void)
{
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (identifiers, model_identifier_new ("urn:oid:2.16.756.5.30.1.127.3.10.3", "761337610411353650", NULL, NULL));

  return model_patient_new (&(ModelPatientInit) { .id = "p1", .family = "Muster", .identifiers = identifiers });
}

static double
fill_list (Server        *server,
           RecordSession *session,
           ModelPatient  *patient,
           double        *stall)
{
  Watch               watch = { .last = g_get_monotonic_time () };
  guint               source = g_timeout_add_full (G_PRIORITY_HIGH, 1, watch_cb, &watch, NULL);
  RecordDocumentList *list = record_patient_context_get_documents (record_session_open_patient (session, patient));
  double              taken;

  while (!record_document_list_get_complete (list))
    {
      if (record_document_list_get_problem (list) != NULL)
        g_error ("%s", model_problem_get_details (record_document_list_get_problem (list)));
      g_main_context_iteration (NULL, TRUE);
    }
  g_mutex_lock (&server->lock);
  taken = milliseconds_since (server->first_byte);
  g_mutex_unlock (&server->lock);
  g_source_remove (source);
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) != N_DOCUMENTS)
    g_error ("%u documents", g_list_model_get_n_items (G_LIST_MODEL (list)));

  *stall = watch.stall;
  record_session_close_patient (session);
  g_usleep (REST);

  return taken;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GBytes) bytes = bench_documents_new (N_DOCUMENTS);
  g_autoptr(RecordSession) session = NULL;
  g_autoptr(ModelPatient) patient = make_patient ();
  Server server = { 0 };
  double bare[BENCH_RUNS], filled[BENCH_RUNS], stalls[BENCH_RUNS], worst;

  server_start (&server, bytes);
  session = make_session (&server);
  for (guint i = 0; i < BENCH_RUNS; i++)
    {
      bare[i] = time_bare (bytes);
      filled[i] = fill_list (&server, session, patient, &stalls[i]);
    }

  worst = bench_max (stalls, BENCH_RUNS);
  bench_report_ratio ("documents-10000-to-list", bench_median (filled, BENCH_RUNS), "ms",
                      bench_median (bare, BENCH_RUNS), RATIO_GOAL);
  bench_report_value ("documents-10000-longest-stall", bench_median (stalls, BENCH_RUNS), "ms", STALL_GOAL);
  bench_report_value ("documents-10000-worst-stall-of-all-runs", worst, "ms", STALL_GOAL);
  server_stop (&server);

  return 0;
}
