/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-test-support.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Deaths, deadlines, lies, cancelling, the spare, and that nothing stays behind. */

#define PAGE_SOUND 0
#define PAGE_DIES 1
#define PAGE_HANGS 2
#define PAGE_FOREIGN 3

static RenderService *
hostile_service_new (void)
{
  RenderService *service = render_service_new (g_getenv ("CABINET_HOSTILE_RENDERER"));

  render_service_set_deadlines (service, 20000, 300);

  return service;
}

static RenderDocument *
hostile_open (RenderService *service,
              const char    *content_type,
              GError       **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("anything", 8);

  return render_test_open (service, bytes, content_type, NULL, error);
}

static void
assert_page (RenderDocument *document,
             guint           page,
             int             code)
{
  const RenderRequest request = { .page = page, .scale = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (pixels);
    }
  else
    {
      g_assert_null (pixels);
      g_assert_error (error, RENDER_ERROR, code);
      g_assert_null (strstr (error->message, "number"));
    }
}

static gboolean
is_gone (gpointer user_data)
{
  return kill (GPOINTER_TO_INT (user_data), 0) < 0 && errno == ESRCH;
}

static void
wait_for_end (int pid)
{
  g_assert_cmpint (pid, >, 0);
  render_test_wait_until (is_gone, GINT_TO_POINTER (pid));
}

static gboolean
has_spare (gpointer user_data)
{
  return render_service_get_spare_pid (user_data) != 0;
}

static void
test_no_renderer (void)
{
  g_autoptr(RenderService) service = render_service_new ("/nonexistent/cabinet-renderer");
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "application/pdf", &error);

  g_assert_null (document);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_UNAVAILABLE);
}

/* A program that ends before it says anything. */
static void
test_renderer_that_does_not_start (void)
{
  g_autoptr(RenderService) service = render_service_new ("/bin/false");
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "application/pdf", &error);

  g_assert_null (document);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_UNAVAILABLE);
}

static void
test_page_that_kills (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  int pid;

  g_assert_no_error (error);
  /* Asked again in silence, then refused. */
  assert_page (document, PAGE_DIES, RENDER_ERROR_PAGE_REFUSED);
  assert_page (document, PAGE_SOUND, -1);
  pid = render_document_get_pid (document);
  /* From now on without asking. */
  assert_page (document, PAGE_DIES, RENDER_ERROR_PAGE_REFUSED);
  g_assert_cmpint (render_document_get_pid (document), ==, pid);
  assert_page (document, PAGE_SOUND, -1);
}

static void
test_page_that_hangs (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  int pid;

  g_assert_no_error (error);
  pid = render_document_get_pid (document);
  assert_page (document, PAGE_HANGS, RENDER_ERROR_TIMED_OUT);
  wait_for_end (pid);
  assert_page (document, PAGE_SOUND, -1);
  assert_page (document, PAGE_HANGS, RENDER_ERROR_PAGE_REFUSED);
  assert_page (document, PAGE_SOUND, -1);
}

static void
test_page_that_lies (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  int pid;

  g_assert_no_error (error);
  pid = render_document_get_pid (document);
  assert_page (document, PAGE_FOREIGN, RENDER_ERROR_PAGE_REFUSED);
  wait_for_end (pid);
  assert_page (document, PAGE_SOUND, -1);
}

static void
test_text_that_is_too_long (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  g_autofree char *sound = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  sound = render_test_get_text (document, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sound, ==, "short");

  text = render_test_get_text (document, 1, &error);
  g_assert_null (text);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_PAGE_REFUSED);
}

/* Places that no page has are those of a renderer gone bad. */
static void
test_places_that_lie (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  g_autoptr(RenderText) sound = NULL;

  g_assert_no_error (error);
  sound = render_test_get_layout (document, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (render_text_get (sound), ==, "é!");
  g_assert_cmpfloat (render_text_get_boxes (sound)[1].y2, ==, 8);

  for (guint page = 1; page < render_document_get_n_pages (document); page++)
    {
      g_autoptr(GError) refused = NULL;

      g_assert_null (render_test_get_layout (document, page, &refused));
      g_assert_error (refused, RENDER_ERROR, RENDER_ERROR_PAGE_REFUSED);
    }
}

/* Six lies about what a document is made of, each from another renderer of the same document. */
static void
test_content_that_lies (void)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(RenderService) service = hostile_service_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);

      g_assert_no_error (error);
      g_assert_null (render_test_get_content (document, &error));
      g_assert_nonnull (error);
    }
}

static void
test_open_that_lies (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  const char *lies[] = {
    "test/no-pages", "test/many-pages", "test/no-sizes", "test/half-a-size", "test/many-sizes",
    "test/nan", "test/infinite", "test/negative", "test/vast", "test/die"
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderDocument) document = hostile_open (service, lies[i], &error);

      g_test_message ("%s", lies[i]);
      g_assert_null (document);
      g_assert_error (error, RENDER_ERROR, RENDER_ERROR_CRASHED);
    }
}

static void
test_open_that_hangs (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = NULL;

  render_service_set_deadlines (service, 300, 300);
  document = hostile_open (service, "test/hang", &error);
  g_assert_null (document);
  g_assert_error (error, RENDER_ERROR, RENDER_ERROR_TIMED_OUT);
}

static void
test_title_is_one_short_line (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  g_autoptr(RenderDocument) long_titled = hostile_open (service, "test/long-title", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (render_document_get_title (document), ==, "A title of two lines");
  g_assert_cmpuint (strlen (render_document_get_title (long_titled)), <=, 512);
}

static gboolean
knows_all (gpointer user_data)
{
  RenderDocument *document = user_data;
  double          width, height;

  return render_document_get_page_size (document, render_document_get_n_pages (document) - 1, &width, &height);
}

static void
test_sizes_that_kill (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/die-on-sizes", &error);

  g_assert_no_error (error);
  /* Whatever happens to the others: the first page can be read, again and again. */
  for (guint i = 0; i < 10; i++)
    assert_page (document, PAGE_SOUND, -1);
  assert_page (document, 5, RENDER_ERROR_PAGE_REFUSED);
  assert_page (document, PAGE_SOUND, -1);
}

/* Killed from outside between two pages: nobody notices. */
static void
test_killed_while_idle (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  int pid = render_document_get_pid (document);

  assert_page (document, 0, -1);
  kill (pid, SIGKILL);
  assert_page (document, 0, -1);
  g_assert_cmpint (render_document_get_pid (document), !=, pid);

  pid = render_document_get_pid (document);
  kill (pid, SIGKILL);
  wait_for_end (pid);
  assert_page (document, 0, -1);
}

/* The real renderer, stopped in its tracks. */
static void
test_stopped (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (2);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  int pid = render_document_get_pid (document);

  render_service_set_deadlines (service, 20000, 300);
  render_test_wait_until (knows_all, document);
  kill (pid, SIGSTOP);
  assert_page (document, 0, RENDER_ERROR_TIMED_OUT);
  wait_for_end (pid);
  render_service_set_deadlines (service, 20000, 15000);
  assert_page (document, 1, -1);
  assert_page (document, 0, -1);
}

typedef struct
{
  GAsyncResult *result;
  guint         order;
} Answer;

static guint n_answers;

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
  answer->order = ++n_answers;
}

static void
assert_answer (RenderDocument *document,
               Answer         *answer,
               gboolean        cancelled)
{
  g_autoptr(GAsyncResult) result = g_steal_pointer (&answer->result);
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = NULL;

  pixels = render_document_render_finish (document, result, &error);
  if (cancelled)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_no_error (error);
}

static gboolean
has_answer (gpointer user_data)
{
  return ((Answer *) user_data)->result != NULL;
}

/* Visible before near, near before thumbnails; equals by age. */
static void
test_priorities (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (5);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  const int priorities[] = { G_PRIORITY_LOW, G_PRIORITY_LOW, G_PRIORITY_HIGH, G_PRIORITY_DEFAULT, G_PRIORITY_HIGH };
  /* The first is with the renderer before the others come. */
  const guint order[] = { 1, 5, 2, 4, 3 };
  Answer      answers[5] = { 0 };

  render_test_wait_until (knows_all, document);
  n_answers = 0;
  for (guint i = 0; i < 5; i++)
    {
      const RenderRequest request = { .page = i, .scale = 1, .priority = priorities[i] };

      render_document_render_async (document, &request, NULL, answer_cb, &answers[i]);
    }
  for (guint i = 0; i < 5; i++)
    {
      render_test_wait_until (has_answer, &answers[i]);
      g_assert_cmpuint (answers[i].order, ==, order[i]);
      assert_answer (document, &answers[i], FALSE);
    }
}

static void
test_cancel (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  const RenderRequest request = { .scale = 1 };
  Answer              answers[4] = { 0 };
  int                 pid = render_document_get_pid (document);

  /* With the renderer, which hears nothing now; and three that wait. */
  kill (pid, SIGSTOP);
  render_document_render_async (document, &request, cancellable, answer_cb, &answers[0]);
  render_document_render_async (document, &request, cancellable, answer_cb, &answers[1]);
  render_document_render_async (document, &request, NULL, answer_cb, &answers[2]);
  render_document_render_async (document, &request, cancellable, answer_cb, &answers[3]);
  g_cancellable_cancel (cancellable);
  render_test_wait_until (has_answer, &answers[0]);
  render_test_wait_until (has_answer, &answers[1]);
  render_test_wait_until (has_answer, &answers[3]);
  assert_answer (document, &answers[0], TRUE);
  assert_answer (document, &answers[1], TRUE);
  assert_answer (document, &answers[3], TRUE);
  g_assert_null (answers[2].result);

  kill (pid, SIGCONT);
  render_test_wait_until (has_answer, &answers[2]);
  assert_answer (document, &answers[2], FALSE);

  /* Cancelled before it began. */
  render_document_render_async (document, &request, cancellable, answer_cb, &answers[0]);
  render_test_wait_until (has_answer, &answers[0]);
  assert_answer (document, &answers[0], TRUE);
}

static void
test_cancel_open (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("anything", 8);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Answer answer = { 0 };
  int    pid;

  render_test_wait_until (has_spare, service);
  pid = render_service_get_spare_pid (service);
  render_service_open_async (service, bytes, "test/hang", NULL, cancellable, answer_cb, &answer);
  while (render_service_get_spare_pid (service) == pid)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  render_test_wait_until (has_answer, &answer);
  result = g_steal_pointer (&answer.result);
  g_assert_null (render_service_open_finish (service, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Nobody is left to hang. */
  g_clear_object (&result);
  wait_for_end (pid);
}

/* A reader who leaves in mid-page leaves nothing behind. */
static void
test_document_goes_while_drawing (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RenderDocument     *document = hostile_open (service, "test/plain", &error);
  const RenderRequest request = { .page = PAGE_HANGS, .scale = 1 };
  Answer              answer = { 0 };
  int                 pid = render_document_get_pid (document);

  render_service_set_deadlines (service, 20000, 20000);
  render_document_render_async (document, &request, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  render_test_wait_until (has_answer, &answer);
  assert_answer (document, &answer, TRUE);
  g_assert_finalize_object (document);
  wait_for_end (pid);
}

static void
test_spare_is_warm (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  g_autoptr(RenderDocument) document = NULL;
  int first, second;

  render_test_wait_until (has_spare, service);
  first = render_service_get_spare_pid (service);
  document = render_test_open_sound (service, bytes, "application/pdf");
  g_assert_cmpint (render_document_get_pid (document), ==, first);

  render_test_wait_until (has_spare, service);
  second = render_service_get_spare_pid (service);
  g_assert_cmpint (second, !=, first);

  /* A spare that died is not handed out. */
  kill (second, SIGKILL);
  wait_for_end (second);
  g_clear_object (&document);
  document = render_test_open_sound (service, bytes, "application/pdf");
  assert_page (document, 0, -1);
}

/* Pixels outlive their document and its process. */
static void
test_pixels_stay (void)
{
  g_autoptr(RenderService) service = render_test_service_new ();
  g_autoptr(GBytes) bytes = render_test_letter (1);
  RenderDocument     *document = render_test_open_sound (service, bytes, "application/pdf");
  const RenderRequest request = { .scale = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderPixels) pixels = render_test_render (document, &request, &error);
  g_autoptr(GBytes) before = NULL;

  g_assert_no_error (error);
  before = g_bytes_new (g_bytes_get_data (pixels->bytes, NULL), g_bytes_get_size (pixels->bytes));
  g_assert_finalize_object (document);
  g_assert_true (g_bytes_equal (before, pixels->bytes));
}

/* However many pages are kept, the next one can be drawn. */
static void
test_many_pixels_kept (void)
{
  g_autoptr(RenderService) service = hostile_service_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RenderDocument) document = hostile_open (service, "test/plain", &error);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) render_pixels_free);
  /* 64 MB each, of which nothing is touched unless it is copied. */
  const RenderRequest request = { .scale = 40.96 };

  g_assert_no_error (error);
  for (guint i = 0; i < 10; i++)
    {
      RenderPixels *pixels = render_test_render (document, &request, &error);

      g_assert_no_error (error);
      g_ptr_array_add (kept, pixels);
    }
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static guint
count_children (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *children = NULL;
  g_auto(GStrv) pids = NULL;

  if (!g_file_get_contents (path, &children, NULL, NULL))
    return 0;
  pids = g_strsplit (g_strstrip (children), " ", -1);

  return *children != '\0' ? g_strv_length (pids) : 0;
}

static gboolean
has_no_children (gpointer user_data)
{
  return count_children () == 0;
}

static gboolean
has_few_files (gpointer user_data)
{
  return count_files ("/proc/self/fd") <= GPOINTER_TO_UINT (user_data);
}

static void
open_and_close (RenderService *service,
                GBytes        *bytes,
                guint          times)
{
  const RenderRequest request = { .scale = 0.5 };

  for (guint i = 0; i < times; i++)
    {
      g_autoptr(RenderDocument) document = render_test_open_sound (service, bytes, "application/pdf");
      g_autoptr(GError) error = NULL;
      g_autoptr(RenderPixels) G_GNUC_UNUSED pixels = render_test_render (document, &request, &error);

      g_assert_no_error (error);
    }
}

static void
test_nothing_stays (void)
{
  g_autoptr(GBytes) bytes = render_test_letter (1);
  RenderService *service = render_test_service_new ();
  guint          n_files;

  /* What the libraries keep for ever is there after the first. */
  open_and_close (service, bytes, 2);
  g_assert_finalize_object (service);
  render_test_wait_until (has_no_children, NULL);
  n_files = count_files ("/proc/self/fd");

  service = render_test_service_new ();
  open_and_close (service, bytes, 200);
  g_assert_finalize_object (service);
  render_test_wait_until (has_no_children, NULL);
  render_test_wait_until (has_few_files, GUINT_TO_POINTER (n_files));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/service/no-renderer", test_no_renderer);
  g_test_add_func ("/render/service/renderer-that-does-not-start", test_renderer_that_does_not_start);
  g_test_add_func ("/render/service/page-that-kills", test_page_that_kills);
  g_test_add_func ("/render/service/page-that-hangs", test_page_that_hangs);
  g_test_add_func ("/render/service/page-that-lies", test_page_that_lies);
  g_test_add_func ("/render/service/text-that-is-too-long", test_text_that_is_too_long);
  g_test_add_func ("/render/service/places-that-lie", test_places_that_lie);
  g_test_add_func ("/render/service/content-that-lies", test_content_that_lies);
  g_test_add_func ("/render/service/open-that-lies", test_open_that_lies);
  g_test_add_func ("/render/service/open-that-hangs", test_open_that_hangs);
  g_test_add_func ("/render/service/title-is-one-short-line", test_title_is_one_short_line);
  g_test_add_func ("/render/service/sizes-that-kill", test_sizes_that_kill);
  g_test_add_func ("/render/service/killed-while-idle", test_killed_while_idle);
  g_test_add_func ("/render/service/stopped", test_stopped);
  g_test_add_func ("/render/service/priorities", test_priorities);
  g_test_add_func ("/render/service/cancel", test_cancel);
  g_test_add_func ("/render/service/cancel-open", test_cancel_open);
  g_test_add_func ("/render/service/document-goes-while-drawing", test_document_goes_while_drawing);
  g_test_add_func ("/render/service/spare-is-warm", test_spare_is_warm);
  g_test_add_func ("/render/service/pixels-stay", test_pixels_stay);
  g_test_add_func ("/render/service/many-pixels-kept", test_many_pixels_kept);
  g_test_add_func ("/render/service/nothing-stays", test_nothing_stays);

  return render_test_run ();
}
