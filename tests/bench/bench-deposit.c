/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a very large document costs on its way from a file through the encrypted outbox to a server: memory
 * above that of the idle program, the longest time the main loop is busy at a stretch, and the time of the
 * sending beside curl, which posts the same finished body to the same server in the same run.
 *
 * The program starts itself anew as the server, which reads and forgets, and as each depositor. */
#include "config.h"

#include "bench.h"
#include "record-outbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIZE (200 * 1000 * 1000)
#define RUNS 5
#define MEMORY_GOAL 16.0    /* MB above idle */
#define STALL_GOAL 16.0     /* ms: a frame */
#define TIME_GOAL (1 / 0.8) /* times curl's */
#define SAFE_GOAL 5000.0    /* ms: hashed, encrypted, on the disk */
#define PIECE (1024 * 1024)

static const char stored[] =
    "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
    "{\"response\":{\"status\":\"201 Created\",\"location\":\"List/l\"}},"
    "{\"response\":{\"status\":\"201 Created\",\"location\":\"DocumentReference/d\"}},"
    "{\"response\":{\"status\":\"201 Created\",\"location\":\"Binary/b\"}}]}";

/* The server */

typedef struct
{
  int   fd;
  int   keep; /* where the body goes, or -1 */
  char *buffer;
} Visit;

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* One request. FALSE: the other has gone. */
static gboolean
serve (Visit *visit)
{
  gsize            n = 0;
  gssize           got;
  char            *end = NULL;
  char            *length;
  gint64           left;
  g_autofree char *answer = NULL;

  while (end == NULL && n < PIECE - 1 && (got = read (visit->fd, visit->buffer + n, PIECE - 1 - n)) > 0)
    {
      n += (gsize) got;
      visit->buffer[n] = '\0';
      end = strstr (visit->buffer, "\r\n\r\n");
    }
  if (end == NULL)
    return FALSE;

  length = strcasestr (visit->buffer, "\r\nContent-Length:");
  left = length != NULL && length < end ? g_ascii_strtoll (length + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
  end += 4;
  n -= (gsize) (end - visit->buffer);
  if (visit->keep >= 0 && !write_all (visit->keep, end, n))
    return FALSE;

  for (left -= (gint64) n; left > 0; left -= got)
    {
      got = read (visit->fd, visit->buffer, PIECE);
      if (got <= 0 || (visit->keep >= 0 && !write_all (visit->keep, visit->buffer, (gsize) got)))
        return FALSE;
    }
  answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: %zu\r\n\r\n%s", strlen (stored), stored);

  return write_all (visit->fd, answer, strlen (answer));
}

/* Says its port, then serves one after the other for ever. @keep: (nullable) file for the first body. */
static int
be_server (const char *keep)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t          size = sizeof address;
  int                listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Visit              visit = { .keep = keep != NULL ? g_open (keep, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1 };

  visit.buffer = g_malloc (PIECE);
  if (bind (listener, (struct sockaddr *) &address, size) != 0 || listen (listener, 16) != 0 ||
      getsockname (listener, (struct sockaddr *) &address, &size) != 0)
    return 1;

  printf ("%u\n", ntohs (address.sin_port));
  fflush (stdout);
  while ((visit.fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      while (serve (&visit))
        ;
      close (visit.fd);
    }

  return 0;
}

/* The depositor */

static gint64 longest_busy; /* µs */
static gint64 woken_at;

/* From one waiting for events to the next. */
static int
timed_poll (GPollFD *fds,
            guint    n,
            int      timeout)
{
  int found;

  if (woken_at != 0)
    longest_busy = MAX (longest_busy, g_get_monotonic_time () - woken_at);
  found = g_poll (fds, n, timeout);
  woken_at = g_get_monotonic_time ();

  return found;
}

static double
memory (const char *what)
{
  g_autofree char *status = NULL;
  const char      *mark;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  mark = status != NULL ? strstr (status, what) : NULL;

  return mark != NULL ? (double) g_ascii_strtoll (mark + strlen (what), NULL, 10) / 1024 : 0;
}

static ModelDocument *
make_document (void)
{
  g_autoptr(ModelCoding) type = model_coding_new ("http://snomed.info/sct", "373942005", NULL);
  g_autoptr(ModelCoding) class = model_coding_new ("http://snomed.info/sct", "422735006", NULL);
  g_autoptr(ModelCoding) place = model_coding_new ("http://snomed.info/sct", "264358009", NULL);
  g_autoptr(ModelCoding) setting = model_coding_new ("http://snomed.info/sct", "394802001", NULL);
  g_autoptr(ModelCoding) role = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.6", "HCP", NULL);
  g_autoptr(ModelCoding) format = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.10", "urn:che:epr:EPR_Unstructured_Document", NULL);
  g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func (g_object_unref);
  ModelDocumentAuthor author = { .person = "Dre Anna Exemple" };

  g_ptr_array_add (levels, model_coding_new ("http://snomed.info/sct", "17621005", NULL));

  return model_document_new (&(ModelDocumentInit) {
      .title = "Imagerie", .content_type = "application/pdf", .language = "fr-CH", .type = type, .category = class, .format = format, .facility_type = place, .practice_setting = setting, .provider_role = role, .security_labels = levels, .authors = &author, .n_authors = 1, .size = -1, .created = { 2026, 11, 12, 12, 0, 0, MODEL_DATE_SECOND, 60 } });
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static RecordOutbox *
open_outbox (const char    *port,
             ModelPatient **patient)
{
  const char      *given[] = { "Franz", NULL };
  g_autofree char *text = g_strdup_printf ("[community]\nid=bench\nname=Bench\nprofile=fhir-r4\n[url]\nbase=http://127.0.0.1:%s/fhir\n"
                                           "allow-loopback-http=true\n[oids]\nsource=2.999.7.1\n",
                                           port);
  g_autoptr(EprCommunity) settings = epr_community_new_from_data (text, -1, NULL);
  g_autoptr(NetTokenVault) vault = net_token_vault_new ();
  g_autoptr(EprClient) client = epr_client_new (settings, vault, NULL);
  RecordOutbox *outbox = record_outbox_new (client, vault, "bench|anna", TRUE, NULL, NULL, NULL);

  *patient = model_patient_new (&(ModelPatientInit) { .id = "p1", .family = "Muster", .given = given });
  while (!record_outbox_get_ready (outbox))
    g_main_context_iteration (NULL, TRUE);
  if (!record_outbox_get_durable (outbox))
    g_error ("There is no keyring: the outbox would not be on the disk");

  return outbox;
}

/* Says "MB ms ms ms": memory above idle, longest busy, until it was safe, sending. */
static int
be_depositor (const char *port,
              const char *path)
{
  g_autoptr(ModelPatient) patient = NULL;
  g_autoptr(RecordOutbox) outbox = NULL;
  g_autoptr(ModelDocument) document = make_document ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) added = NULL;
  g_autoptr(RecordBody) body = NULL;
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autoptr(GError) error = NULL;
  RecordOrder order = { 0 };
  double      idle;
  gint64      start, safe;

  g_main_context_set_poll_func (NULL, timed_poll);
  outbox = open_outbox (port, &patient);
  idle = memory ("VmRSS:");
  longest_busy = 0;
  start = g_get_monotonic_time ();
  record_body_open_async (file, NULL, result_cb, &opened);
  wait_for (&opened);
  body = record_body_open_finish (opened, &error);
  if (body == NULL)
    g_error ("%s", error->message);

  order = (RecordOrder) { .document = document, .patient = patient, .body = body };
  record_outbox_add_async (outbox, &order, NULL, result_cb, &added);
  wait_for (&added);
  deposit = record_outbox_add_finish (outbox, added, &error);
  if (deposit == NULL)
    g_error ("%s", error->message);

  safe = g_get_monotonic_time ();
  while (record_deposit_get_state (deposit) != RECORD_DEPOSIT_DONE)
    g_main_context_iteration (NULL, TRUE);
  printf ("%f %f %f %f\n", memory ("VmHWM:") - idle, (double) longest_busy / 1000, (double) (safe - start) / 1000,
          (double) (g_get_monotonic_time () - safe) / 1000);

  return 0;
}

/* The bench */

typedef struct
{
  const char  *program;
  char        *folder; /* (owned) */
  char        *file;   /* (owned) the document */
  char        *body;   /* (owned) the request that it becomes */
  GSubprocess *server; /* (owned) */
  char        *port;   /* (owned) */
} Bench;

static char *
first_line (GSubprocess *process)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  return g_data_input_stream_read_line (lines, NULL, NULL, NULL);
}

static void
start_server (Bench      *self,
              const char *keep)
{
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self->program, "--server", keep, NULL);
  self->port = first_line (self->server);
}

static void
stop_server (Bench *self)
{
  g_subprocess_force_exit (self->server);
  g_subprocess_wait (self->server, NULL, NULL);
  g_clear_object (&self->server);
  g_clear_pointer (&self->port, g_free);
}

static void
run_depositor (Bench  *self,
               double *figures)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self->program, "--deposit", self->port, self->file, NULL);
  g_autofree char *line = process != NULL ? first_line (process) : NULL;
  char            *rest = line;

  if (line == NULL || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("The depositor: %s", error != NULL ? error->message : "said nothing");
  for (guint i = 0; i < 4; i++)
    figures[i] = g_ascii_strtod (rest, &rest);
}

static double
run_curl (Bench *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%s/fhir", self->port);
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "curl", "--silent", "--request", "POST",
                                                      "--upload-file", self->body, "--header", "Content-Type: application/fhir+json",
                                                      "--header", "Expect:", "--output", "/dev/null", "--write-out", "%{time_total}\n", url, NULL);
  g_autofree char *line = process != NULL ? first_line (process) : NULL;

  if (line == NULL || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("curl: %s", error != NULL ? error->message : "said nothing");

  return g_ascii_strtod (line, NULL) * 1000;
}

/* Invented, and like nothing that could be compressed. */
static void
make_file (const char *path)
{
  g_autofree guint32 *piece = g_malloc (PIECE);
  GRand              *rand = g_rand_new_with_seed (1);
  int                 fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  for (gsize i = 0; i < PIECE / sizeof *piece; i++)
    piece[i] = g_rand_int (rand);
  for (gsize at = 0; at < SIZE; at += PIECE)
    {
      piece[0] = (guint32) at;
      if (!write_all (fd, (const char *) piece, MIN (PIECE, SIZE - at)))
        g_error ("No room for the bench");
    }
  close (fd);
  g_rand_free (rand);
}

static void
measure (Bench *self)
{
  double ours[RUNS], curls[RUNS], safes[RUNS], memories[RUNS], stalls[RUNS];

  start_server (self, NULL);
  for (guint i = 0; i < RUNS; i++)
    {
      double figures[4];

      run_depositor (self, figures);
      memories[i] = figures[0];
      stalls[i] = figures[1];
      safes[i] = figures[2];
      ours[i] = figures[3];
      curls[i] = run_curl (self);
    }
  stop_server (self);

  bench_report_value ("deposit-200MB-memory-above-idle", bench_max (memories, RUNS), "MB", MEMORY_GOAL);
  bench_report_value ("deposit-200MB-longest-stall", bench_median (stalls, RUNS), "ms", STALL_GOAL);
  bench_report_ratio ("deposit-200MB-sending", bench_median (ours, RUNS), "ms", bench_median (curls, RUNS), TIME_GOAL);
  bench_report_value ("deposit-200MB-into-the-outbox", bench_median (safes, RUNS), "ms", SAFE_GOAL);
}

int
main (int   argc,
      char *argv[])
{
  Bench  self = { .program = argv[0] };
  double warm[4];

  if (argc > 1 && g_str_equal (argv[1], "--server"))
    return be_server (argc > 2 ? argv[2] : NULL);
  if (argc == 4)
    return be_depositor (argv[2], argv[3]);

  self.folder = g_dir_make_tmp ("cabinet-bench-XXXXXX", NULL);
  self.file = g_build_filename (self.folder, "document.pdf", NULL);
  self.body = g_build_filename (self.folder, "body.json", NULL);
  make_file (self.file);
  start_server (&self, self.body);
  run_depositor (&self, warm);
  stop_server (&self);
  measure (&self);
  g_unlink (self.file);
  g_unlink (self.body);
  g_rmdir (self.folder);

  return 0;
}
