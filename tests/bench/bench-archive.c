/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive: 1,000 letters of 100 patients from a folder into the sandbox, by cabinet-cli with its encrypted
 * outbox, searches and tokens; beside it, the very same finished requests sent by one curl over one kept
 * connection. And the client alone: where the other end answers at once. */
#include "config.h"

#include "bench.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define N_LETTERS 1000
#define N_PATIENTS 100
#define FIRST_PATIENT 8734
#define LETTER_SIZE 30000
#define ROUNDS 3

typedef struct
{
  char        *dir;       /* (owned) */
  char        *letters;   /* (owned) folder */
  char        *community; /* (owned) file */
  char        *recorded;  /* (owned) file: the same, with documents at the recorder */
  char        *key;       /* (owned) file */
  char        *base;      /* (owned) of the sandbox */
  GSubprocess *sandbox;   /* (owned) */
  SoupServer  *recorder;  /* (owned) */
  GString     *config;    /* (owned) for curl */
  guint        n_recorded;
} Bench;

static char *
put (Bench      *bench,
     const char *name,
     const char *data,
     gssize      length)
{
  char *path = g_build_filename (bench->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, data, length, NULL));

  return path;
}

static void
make_letters (Bench *bench)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  guint8 letter[LETTER_SIZE];

  bench->letters = g_build_filename (bench->dir, "letters", NULL);
  g_mkdir (bench->letters, 0700);
  for (guint i = 0; i < N_LETTERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("letters/%u_2026-11-%02u_373942005_Letter %u.pdf", FIRST_PATIENT + i % N_PATIENTS, 1 + i % 9, i);
      g_autofree char *path = NULL;

      for (guint j = 0; j < LETTER_SIZE; j += 4)
        {
          guint32 word = g_rand_int (random);

          memcpy (letter + j, &word, sizeof word);
        }
      memcpy (letter, "%PDF-1.4\n", 9);
      path = put (bench, name, (const char *) letter, LETTER_SIZE);
    }
}

/* Answers every deposit as good, and keeps what was sent. */
static void
record_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  static const char answer[] = "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
                               "{\"response\":{\"status\":\"201 Created\",\"location\":\"List/1\"}},"
                               "{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/1\"}},"
                               "{\"response\":{\"status\":\"201 Created\",\"location\":\"Binary/1\"}}]}";
  Bench            *bench = user_data;
  SoupMessageBody  *body = soup_server_message_get_request_body (message);
  const char       *authorization = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char  *name = g_strdup_printf ("body-%u", bench->n_recorded++);
  g_autofree char  *file = put (bench, name, body->data, (gssize) body->length);

  if (bench->config->len > 0)
    g_string_append (bench->config, "next\n");
  g_string_append_printf (bench->config,
                          "url = \"%s\"\nheader = \"Authorization: %s\"\nheader = \"Content-Type: application/fhir+json\"\nheader = \"Expect:\"\n"
                          "data-binary = \"@%s\"\noutput = \"/dev/null\"\nsilent\n",
                          bench->base, authorization, file);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/fhir+json", SOUP_MEMORY_STATIC, answer, strlen (answer));
}

static void
start (Bench *bench)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GDataInputStream) out = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  g_autofree char *recorder = NULL;
  g_autofree char *secret = g_base64_encode ((const guchar *) "thirty-two bytes for the outbox!", 32);
  GSList          *uris;

  bench->community = g_build_filename (bench->dir, "training.community", NULL);
  bench->sandbox = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                                     BENCH_SANDBOX, "--port", "0", "--exit-with-stdin", "--community-file", bench->community, NULL);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->sandbox));
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  bench->base = g_strconcat (line + strlen ("listening "), "/fhir", NULL);
  while (!g_key_file_load_from_file (file, bench->community, 0, NULL))
    g_thread_yield ();

  bench->recorder = soup_server_new (NULL, NULL);
  soup_server_add_handler (bench->recorder, "/", record_cb, bench, NULL);
  g_assert_true (soup_server_listen_local (bench->recorder, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (bench->recorder);
  recorder = g_strdup_printf ("http://127.0.0.1:%d/fhir", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  /* as a real community is described: its outbox is on the disk */
  g_key_file_remove_key (file, "community", "training", NULL);
  g_key_file_remove_key (file, "idp", "people", NULL);
  text = g_key_file_to_data (file, NULL, NULL);
  g_free (bench->community);
  bench->community = put (bench, "direct.community", text, -1);
  g_key_file_set_string (file, "url", "documents", recorder);
  g_free (text);
  text = g_key_file_to_data (file, NULL, NULL);
  bench->recorded = put (bench, "recorded.community", text, -1);
  bench->key = put (bench, "outbox.key", secret, -1);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *ended = user_data;

  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL));
  *ended = TRUE;
}

/* Seconds. */
static double
run (const char *const *argv)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
  gboolean ended = FALSE;

  g_subprocess_wait_async (process, NULL, waited_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);

  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static double
run_cli (Bench      *bench,
         const char *community)
{
  g_autofree char  *report = g_build_filename (bench->dir, "report.csv", NULL);
  const char *const argv[] = { BENCH_CLI, "deposit", "--community", community, "--outbox-key-file", bench->key,
                               "--report", report, bench->letters, NULL };

  g_unlink (report);

  return run (argv);
}

static double
run_curl (Bench *bench)
{
  g_autofree char  *config = put (bench, "curl.config", bench->config->str, -1);
  const char *const argv[] = { "curl", "--config", config, NULL };

  g_assert_cmpuint (bench->n_recorded, ==, N_LETTERS);

  return run (argv);
}

int
main (int   argc,
      char *argv[])
{
  Bench             bench = { .config = g_string_new (NULL) };
  const char *const clean[] = { "rm", "-r", "--", NULL, NULL };
  const char       *remove[G_N_ELEMENTS (clean)];
  double            direct[ROUNDS], alone[ROUNDS], curl[ROUNDS];

  bench.dir = g_dir_make_tmp ("bench-archive-XXXXXX", NULL);
  make_letters (&bench);
  start (&bench);
  for (guint i = 0; i < ROUNDS; i++)
    {
      bench.n_recorded = 0;
      g_string_truncate (bench.config, 0);
      alone[i] = run_cli (&bench, bench.recorded);
      curl[i] = run_curl (&bench);
      direct[i] = run_cli (&bench, bench.community);
    }

  bench_report_ratio ("archive-1000-letters", bench_median (direct, ROUNDS), "s", bench_median (curl, ROUNDS), 2.0);
  bench_report_value ("archive-letter-client-alone", bench_median (alone, ROUNDS) * 1000 / N_LETTERS, "ms", 10);

  g_output_stream_close (g_subprocess_get_stdin_pipe (bench.sandbox), NULL, NULL);
  g_subprocess_wait (bench.sandbox, NULL, NULL);
  memcpy (remove, clean, sizeof remove);
  remove[3] = bench.dir;
  run (remove);

  return 0;
}
