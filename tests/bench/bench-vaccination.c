/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A very large vaccination record: its documents read and merged, beside what json-glib alone needs for the same bytes; and the
 * real pane over a real socket, how long until all of it is there and how long the main loop was kept waiting meanwhile. */
#include "config.h"

#include "bench.h"
#include "cab-vaccination-page-private.h" /* when it has all */
#include "fhir-vaccination-write.h"
#include "fhir-vaccination.h"
#include "model-vaccination.h"
#include "record-session.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define N_DOCUMENTS 500
#define N_ENTRIES 4
#define RATIO_GOAL 1.5
#define STALL_GOAL 16.0 /* ms: a frame */
#define PANE_RUNS 3
#define FORMATS "urn:oid:2.16.756.5.30.1.127.3.10.10"
#define SPID "urn:oid:2.16.756.5.30.1.127.3.10.3"
#define SNOMED "http://snomed.info/sct"

/* Products of the list, each with what it is against. */
static const char *const products[][3] = {
  { "637", "Boostrix", "76902006" },
  { "681", "Gardasil 9", "240532009" },
  { "572", "Priorix", "14189004" },
  { "268", "FSME-Immun CC", "712986001" },
  { "441", "Twinrix", "40468003" },
  { "69009", "Comirnaty", "840539006" },
};

typedef struct
{
  GPtrArray *documents; /* (owned) of GBytes */
  GBytes    *list;      /* (owned) what the registry answers */
  GThread   *thread;
  GMainLoop *loop;
  GMutex     lock;
  GCond      cond;
  char      *base; /* (owned) NULL until it listens */
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

static ModelPatient *
make_patient (void)
{
  static const char *const given[] = { "Anne", NULL };
  g_autoptr(GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_object_unref);
  ModelPatientInit init = { .id = "p1", .family = "Exemple", .given = given, .gender = MODEL_GENDER_FEMALE, .identifiers = identifiers };

  model_date_parse ("1967-02-10", &init.birth_date);
  g_ptr_array_add (identifiers, model_identifier_new (SPID, "761337610411353650", NULL, NULL));

  return model_patient_new (&init);
}

/* A day of its own for each, so that none is a duplicate of another. */
static ModelClinicalEntry *
make_entry (guint n)
{
  const char *const *product = products[n % G_N_ELEMENTS (products)];
  g_autofree char   *lot = g_strdup_printf ("LOT-%u", n);
  g_autoptr(GDateTime) start = g_date_time_new_utc (1968, 1, 1, 0, 0, 0);
  g_autoptr(GDateTime) day = g_date_time_add_days (start, (int) (n * 10));
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autoptr(GPtrArray) codings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) diseases = g_ptr_array_new_with_free_func (g_object_unref);
  ModelVaccinationDose    dose = { .number = 1 + n % 3, .diseases = diseases };
  ModelVaccinationDetails details = { .lot = lot, .doses = &dose, .n_doses = 1 };
  ModelClinicalFacts      facts = { .kind = MODEL_CLINICAL_VACCINATION, .codings = codings };

  g_ptr_array_add (codings, model_coding_new ("http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs", product[0], product[1]));
  g_ptr_array_add (diseases, model_coding_new (SNOMED, product[2], NULL));
  model_date_parse (date, &facts.date);

  return MODEL_CLINICAL_ENTRY (model_vaccination_new (&facts, &details));
}

static GBytes *
make_document (ModelPatient *patient,
               guint         n)
{
  static const char *const  withheld[] = { SPID, NULL };
  const ModelDocumentAuthor author = { .person = "Martina Musterarzt", .person_gln = "2000000090092", .organization = "Gruppenpraxis Muster" };
  g_autofree char          *uuid = g_uuid_string_random ();
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  FhirVaccinationChange changes[N_ENTRIES] = { 0 };
  ModelDate             now;
  FhirVaccinationOrder  order = {
     .uuid = uuid, .date = &now, .language = "fr-CH", .confidentiality = "17621005", .patient = patient, .local_numbers = numbers, .withheld = withheld, .format_system = FORMATS, .author = &author, .professional = TRUE, .changes = changes, .n_changes = N_ENTRIES
  };
  GBytes *bytes;

  model_date_parse ("2026-11-28T10:15:00+01:00", &now);
  g_ptr_array_add (numbers, model_identifier_new ("urn:oid:2.999.1.2.3.4", "12345", NULL, NULL));
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_ptr_array_add (entries, make_entry (n * N_ENTRIES + i));
      changes[i] = (FhirVaccinationChange) { .step = FHIR_VACCINATION_CREATE, .entry = g_ptr_array_index (entries, i), .comment = "Bien supporté." };
    }
  bytes = fhir_vaccination_write (&order, &error);
  if (bytes == NULL)
    g_error ("%s", error->message);

  return bytes;
}

static GBytes *
make_list (const char *base)
{
  g_autoptr(GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");

  for (guint i = 0; i < N_DOCUMENTS; i++)
    g_string_append_printf (text,
                            "%s{\"fullUrl\":\"%s/DocumentReference/d%u\",\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":"
                            "\"DocumentReference\",\"id\":\"d%u\",\"extension\":[{\"url\":\"http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/"
                            "ch-ext-author-authorrole\",\"valueCoding\":{\"system\":\"urn:oid:2.16.756.5.30.1.127.3.10.6\",\"code\":\"HCP\"}}],"
                            "\"masterIdentifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:oid:2.25.31415926%u\"},\"status\":\"current\","
                            "\"type\":{\"coding\":[{\"system\":\"" SNOMED "\",\"code\":\"41000179103\"}]},\"content\":[{\"attachment\":{\"contentType\":"
                            "\"application/fhir+json\",\"url\":\"%s/Binary/%u\",\"title\":\"Vaccin %u\"},\"format\":{\"system\":\"" FORMATS "\",\"code\":"
                            "\"urn:che:epr:ch-vacd:immunization-administration:2022\"}}]}}",
                            i > 0 ? "," : "", base, i, i, i, base, i, i);
  g_string_append (text, "]}");

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* A server of its own thread, which only hands out the bytes. */
static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Server     *server = user_data;
  const char *binary = strstr (path, "/Binary/");
  GBytes     *bytes = binary != NULL ? g_ptr_array_index (server->documents, g_ascii_strtoull (binary + strlen ("/Binary/"), NULL, 10)) : server->list;
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/fhir+json", SOUP_MEMORY_STATIC, data, length);
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
  server->list = make_list (server->base);
  g_cond_signal (&server->cond);
  g_mutex_unlock (&server->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (server->loop);
  soup_server_disconnect (soup);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
server_start (Server    *server,
              GPtrArray *documents)
{
  server->documents = g_ptr_array_ref (documents);
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
  g_bytes_unref (server->list);
  g_ptr_array_unref (server->documents);
  g_free (server->base);
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->cond);
}

static RecordSession *
make_session (Server *server)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cabinet-bench-vaccination.community", NULL);
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

/* Both in a thread of their own, as the pane does it. */
typedef struct
{
  GPtrArray    *documents;  /* borrowed, of GBytes */
  ModelPatient *patient;    /* borrowed */
  double        bare, read; /* ms */
} Timing;

static gpointer
parse_bare (gpointer user_data)
{
  Timing *timing = user_data;
  gint64  start = g_get_monotonic_time ();

  for (guint i = 0; i < timing->documents->len; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      gsize       length;
      const char *data = g_bytes_get_data (g_ptr_array_index (timing->documents, i), &length);

      if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
        g_error ("The sample is no JSON");
    }
  timing->bare = milliseconds_since (start);

  return NULL;
}

static gpointer
read_and_merge (gpointer user_data)
{
  Timing *timing = user_data;
  gint64  start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ModelVaccinationRecord) record = NULL;

  for (guint i = 0; i < timing->documents->len; i++)
    {
      g_autoptr(GError) error = NULL;
      ModelVaccinationDocument *document = fhir_vaccination_read (g_ptr_array_index (timing->documents, i), NULL, &error);

      if (document == NULL)
        g_error ("%s", error->message);
      g_ptr_array_add (documents, document);
    }
  record = model_vaccination_record_new (&(ModelVaccinationSources) { .documents = documents, .patient = timing->patient });
  timing->read = milliseconds_since (start);
  if (model_vaccination_record_get_lines (record)->len != N_DOCUMENTS * N_ENTRIES)
    g_error ("%u lines", model_vaccination_record_get_lines (record)->len);

  return NULL;
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

static double
fill_pane (CabVaccinationPage *page,
           RecordSession      *session,
           ModelPatient       *patient,
           double             *stall)
{
  gint64                start = g_get_monotonic_time ();
  Watch                 watch = { .last = start };
  guint                 source = g_timeout_add_full (G_PRIORITY_HIGH, 1, watch_cb, &watch, NULL);
  RecordPatientContext *context = record_session_open_patient (session, patient);
  RecordVaccinations   *vaccinations;
  double                taken;

  cab_vaccination_page_set_context (page, context);
  vaccinations = page->vaccinations;
  while (record_vaccinations_get_loading (vaccinations) || record_vaccinations_get_n_read (vaccinations) < N_DOCUMENTS)
    g_main_context_iteration (NULL, TRUE);
  taken = milliseconds_since (start);
  /* what the last merge brought is laid out and drawn */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (page));
  g_source_remove (source);
  if (g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_VACCINATION)) != N_DOCUMENTS * N_ENTRIES)
    g_error ("%u lines", g_list_model_get_n_items (record_vaccinations_get_lines (vaccinations, MODEL_CLINICAL_VACCINATION)));

  *stall = watch.stall;
  cab_vaccination_page_set_context (page, NULL);
  record_session_close_patient (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return taken;
}

static void
bench_pane (GPtrArray    *documents,
            ModelPatient *patient,
            double        bare)
{
  Server     server = { 0 };
  GtkWidget *window, *page;
  g_autoptr(RecordSession) session = NULL;
  double filled[PANE_RUNS], stalls[PANE_RUNS];

  adw_init ();
  server_start (&server, documents);
  session = make_session (&server);
  window = gtk_window_new ();
  page = cab_vaccination_page_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  cab_vaccination_page_set_session (CAB_VACCINATION_PAGE (page), session);
  for (guint i = 0; i < PANE_RUNS; i++)
    filled[i] = fill_pane (CAB_VACCINATION_PAGE (page), session, patient, &stalls[i]);

  bench_report_ratio ("vaccinations-500-fetched-and-shown", bench_median (filled, PANE_RUNS), "ms", bare, RATIO_GOAL);
  bench_report_value ("vaccinations-500-longest-stall", bench_median (stalls, PANE_RUNS), "ms", STALL_GOAL);
  cab_vaccination_page_set_session (CAB_VACCINATION_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  server_stop (&server);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(ModelPatient) patient = make_patient ();
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  Timing timing = { .documents = documents, .patient = patient };
  double bare[BENCH_RUNS], read[BENCH_RUNS];

  for (guint i = 0; i < N_DOCUMENTS; i++)
    g_ptr_array_add (documents, make_document (patient, i));
  for (guint i = 0; i < BENCH_RUNS; i++)
    {
      g_thread_join (g_thread_new ("bare", parse_bare, &timing));
      g_thread_join (g_thread_new ("read", read_and_merge, &timing));
      bare[i] = timing.bare;
      read[i] = timing.read;
    }
  bench_report_ratio ("vaccinations-500-read-and-merged", bench_median (read, BENCH_RUNS), "ms", bench_median (bare, BENCH_RUNS), RATIO_GOAL);
  bench_pane (documents, patient, bench_median (bare, BENCH_RUNS));

  return 0;
}
