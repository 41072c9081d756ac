/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as they are in practice: what becomes of them in the window, before a deposit. */
#include "config.h"

#include "app-driver.h"

#include "cab-album-view.h"
#include "cab-deposit-page.h"
#include "cab-document-row.h"
#include "cab-document-view.h"
#include "record-outbox.h"

#include <cairo-pdf.h>
#include <fcntl.h>
#include <qpdf/qpdf-c.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

static char *
path_of (const char *name)
{
  return g_build_filename (g_get_tmp_dir (), name, NULL);
}

static GFile *
file_of (const char *name)
{
  g_autofree char *path = path_of (name);

  return g_file_new_for_path (path);
}

static GFile *
make_file (const char *name,
           const char *content,
           gssize      size)
{
  g_autofree char *path = path_of (name);

  g_assert_true (g_file_set_contents (path, content, size, NULL));

  return g_file_new_for_path (path);
}

/* A picture of one colour, wider than high. */
static GFile *
make_picture (const char *name,
              guint32     colour)
{
  g_autofree char    *path = path_of (name);
  g_autofree guint32 *pixels = g_new (guint32, 60 * 40);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  for (guint i = 0; i < 60 * 40; i++)
    pixels[i] = i % 60 < 10 && i / 60 < 10 ? 0xffffffff : colour;
  bytes = g_bytes_new (pixels, 60 * 40 * 4);
  texture = gdk_memory_texture_new (60, 40, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, 60 * 4);
  g_assert_true (gdk_texture_save_to_png (texture, path));

  return g_file_new_for_path (path);
}

static GFile *
make_tiff (const char *name,
           guint       n_pages)
{
  g_autofree char *path = path_of (name);
  TIFF            *file = TIFFOpen (path, "w");
  guint8           row[32];

  for (guint page = 0; page < n_pages; page++)
    {
      TIFFSetField (file, TIFFTAG_IMAGEWIDTH, 32);
      TIFFSetField (file, TIFFTAG_IMAGELENGTH, 32);
      TIFFSetField (file, TIFFTAG_BITSPERSAMPLE, 8);
      TIFFSetField (file, TIFFTAG_SAMPLESPERPIXEL, 1);
      TIFFSetField (file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
      for (guint y = 0; y < 32; y++)
        {
          memset (row, (int) (page * 40), sizeof row);
          TIFFWriteScanline (file, row, y, 0);
        }
      TIFFWriteDirectory (file);
    }
  TIFFClose (file);

  return g_file_new_for_path (path);
}

static GFile *
make_pdf (const char *name,
          const char *text)
{
  g_autofree char *path = path_of (name);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_font_size (cr, 12);
  cairo_move_to (cr, 60, 80);
  cairo_show_text (cr, text);
  cairo_rectangle (cr, 60, 200, 50, 50);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_file_new_for_path (path);
}

/* @user: "" opens without being asked. */
static GFile *
make_encrypted (const char *name,
                const char *user)
{
  g_autoptr(GFile) plain = make_pdf ("plain.pdf", "Muster Franz");
  g_autofree char *path = path_of (name);
  qpdf_data        pdf = qpdf_init ();

  g_assert_cmpint (qpdf_read (pdf, g_file_peek_path (plain), NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_init_write (pdf, path), ==, QPDF_SUCCESS);
  qpdf_set_r6_encryption_parameters2 (pdf, user, "owner", QPDF_TRUE, QPDF_FALSE, QPDF_FALSE, QPDF_FALSE, QPDF_FALSE, QPDF_FALSE, qpdf_r3p_none, QPDF_TRUE);
  g_assert_cmpint (qpdf_write (pdf), ==, QPDF_SUCCESS);
  qpdf_cleanup (&pdf);

  return g_file_new_for_path (path);
}

static GFile *
make_scripted (const char *name)
{
  return make_file (name,
                    "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>> endobj\n"
                    "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
                    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>> endobj\ntrailer <</Root 1 0 R/Size 4>>\n%%EOF\n",
                    -1);
}

static GFile *
make_cut (const char *name,
          GFile      *whole)
{
  g_autofree char *content = NULL;
  gsize            size;

  g_assert_true (g_file_load_contents (whole, NULL, &content, &size, NULL, NULL));

  return make_file (name, content, (gssize) size * 2 / 3);
}

static AppDriver *
at_the_patient (void)
{
  AppDriver *driver = app_driver_new (NULL);

  app_driver_sign_in (driver);
  app_driver_search (driver, "Muster 27.1.1995", "matches");
  app_driver_open (driver, "MUSTER Franz");

  return driver;
}

static gpointer
page (AppDriver *driver)
{
  return test_child (app_driver_child (driver, "desk"), "page");
}

static gboolean
deposit_shows (AppDriver  *driver,
               const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (test_child (page (driver), "stack")), name) == 0;
}

/* Takes the references of @files, up to NULL. */
static void
drop (AppDriver *driver,
      GFile     *first,
      ...)
{
  GSList *files = NULL;
  va_list args;

  va_start (args, first);
  for (GFile *file = first; file != NULL; file = va_arg (args, GFile *))
    files = g_slist_append (files, file);
  va_end (args);

  g_assert_true (cab_window_deposit_files (CAB_WINDOW (driver->window), files));
  g_slist_free_full (files, g_object_unref);
}

static GListModel *
pages (AppDriver *driver)
{
  return deposit_album_get_pages (cab_album_view_get_album (test_child (page (driver), "album_view")));
}

static const char *
name_of (AppDriver *driver,
         guint      position)
{
  g_autoptr(DepositPicture) picture = g_list_model_get_item (pages (driver), position);

  return deposit_picture_get_name (picture);
}

static GtkWidget *
tile (AppDriver *driver,
      int        position)
{
  return GTK_WIDGET (gtk_flow_box_get_child_at_index (test_child (test_child (page (driver), "album_view"), "flow_box"), position));
}

/* The form takes the focus when it is known whether the file is there already. */
static gboolean
form_has_focus (AppDriver *driver)
{
  GtkWidget *focus = gtk_window_get_focus (driver->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, test_child (page (driver), "form"));
}

static gboolean
has_focus (GtkWidget *widget)
{
  return gtk_widget_has_focus (widget);
}

/* Three photographs are one document: in the order the person wants, turned, without the one that does
 * not belong; and it reaches the record as one PDF. */
static void
test_album (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();
  RecordOutbox *outbox = record_session_get_outbox (cab_window_get_session (CAB_WINDOW (driver->window)));
  g_autoptr(RecordContent) before = NULL;

  drop (driver, make_picture ("radiographie.png", 0xffff0000), make_picture ("green.png", 0xff00ff00), make_picture ("blue.png", 0xff0000ff), NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_true (app_driver_shows (page (driver), "One document with 3 pages"));
  g_assert_true (app_driver_shows (page (driver), "This document holds no text"));
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 1);

  test_wait_until (form_has_focus (driver), 30);
  gtk_widget_grab_focus (tile (driver, 0));
  app_driver_press (driver, "alt+Down");
  test_wait_until (strcmp (name_of (driver, 1), "radiographie.png") == 0, 30);
  test_wait_until (has_focus (tile (driver, 1)), 30);
  app_driver_press (driver, "alt+Down");
  test_wait_until (strcmp (name_of (driver, 2), "radiographie.png") == 0, 30);
  test_wait_until (has_focus (tile (driver, 2)), 30);

  before = g_object_ref (cab_deposit_page_get_content (page (driver)));
  app_driver_press (driver, "ctrl+r");
  test_wait_until (cab_deposit_page_get_content (page (driver)) != before, 30);
  gtk_widget_grab_focus (tile (driver, 0));
  app_driver_press (driver, "Delete");
  test_wait_until (g_list_model_get_n_items (pages (driver)) == 2, 30);
  g_assert_true (app_driver_shows (page (driver), "One document with 2 pages"));

  gtk_editable_set_text (test_child (page (driver), "title_row"), "Photos de l’éruption");
  gtk_editable_set_text (test_child (page (driver), "date_row"), "12.11.2026");
  test_wait_until (gtk_widget_get_sensitive (test_child (page (driver), "deposit_button")), 60);
  gtk_widget_activate (test_child (page (driver), "deposit_button"));
  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == 1, 60);
  test_wait_until (record_outbox_get_n_waiting (outbox) == 0, 60);

  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.documents", NULL);
  test_wait_until (app_driver_choose (driver, "Photos de l’éruption"), 60);
  test_wait_until (cab_document_view_get_integrity (app_driver_child (driver, "view")) == 0, 60);
}

/* Not one document after all. */
static void
test_split (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();

  drop (driver, make_picture ("red.png", 0xffff0000), make_pdf ("letter.pdf", "Muster Franz"), make_picture ("blue.png", 0xff0000ff), NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_true (app_driver_shows (page (driver), "One document with 2 pages"));
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 2);

  gtk_widget_activate (test_child (test_child (page (driver), "album_view"), "split_button"));
  test_wait_until (deposit_shows (driver, "form") && app_driver_shows (page (driver), "red.png"), 60);
  g_assert_false (gtk_widget_get_visible (test_child (page (driver), "album_view")));
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 3);
}

/* What is damaged is left out and named; the others are there. */
static void
test_damaged_among_others (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();
  g_autoptr(GFile) whole = make_picture ("red.png", 0xffff0000);

  drop (driver, make_picture ("green.png", 0xff00ff00), make_cut ("cut.png", whole), make_tiff ("three.tif", 3), NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_true (app_driver_shows (page (driver), "One document with 4 pages"));
  g_assert_true (app_driver_shows (page (driver), "“cut.png” was left out."));
}

/* To the question that stands over the window. */
static void
answer (AppDriver  *driver,
        const char *response)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          gtk_window_destroy (window);
          return;
        }
    }
  g_assert_not_reached ();
}

/* Closing the patient drops what was being looked at, but not unasked. */
static void
test_leaving (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();

  drop (driver, make_picture ("red.png", 0xffff0000), make_picture ("green.png", 0xff00ff00), NULL);
  gtk_widget_activate_action (GTK_WIDGET (driver->window), "win.close-patient", NULL);
  answer (driver, "leave");
  g_assert_cmpuint (cab_deposit_page_get_n_files (page (driver)), ==, 0);
  g_assert_null (cab_deposit_page_get_content (page (driver)));
}

static void
assert_refused (AppDriver  *driver,
                GFile      *file,
                const char *said)
{
  drop (driver, file, NULL);
  test_wait_until (deposit_shows (driver, "problem"), 60);
  g_test_message ("%s", said);
  g_assert_true (app_driver_shows (page (driver), said));
  gtk_widget_activate (test_child (page (driver), "go_on_button"));
  test_wait_until (deposit_shows (driver, "start"), 30);
}

static void
test_refused (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();
  RecordCommunity *community = record_session_get_community (cab_window_get_session (CAB_WINDOW (driver->window)));
  g_autoptr(GFile) letter = make_pdf ("letter.pdf", "Muster Franz");
  g_autoptr(GFile) picture = make_picture ("red.png", 0xffff0000);
  g_autofree char *large = path_of ("large.pdf");
  int              fd;

  assert_refused (driver, make_encrypted ("secret.pdf", "secret"), "Document Has a Password");
  assert_refused (driver, make_scripted ("script.pdf"), "Document Holds a Program");
  assert_refused (driver, make_cut ("cut.png", picture), "Document Damaged");
  assert_refused (driver, make_file ("broken.pdf", "%PDF-1.7\nnothing of a PDF", -1), "Document Damaged");
  assert_refused (driver, make_file ("empty.pdf", "", 0), "File Is Empty");
  assert_refused (driver, make_file ("letter.docx", "PK\003\004 word/document.xml", -1), "Format Not Accepted");

  fd = open (large, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (ftruncate (fd, (off_t) record_community_get_max_upload (community) + 1), ==, 0);
  close (fd);
  assert_refused (driver, file_of ("large.pdf"), "File Too Large");
  unlink (large);
}

static void
assert_taken (AppDriver  *driver,
              GFile      *file,
              const char *content_type)
{
  drop (driver, file, NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_cmpstr (record_content_get_content_type (cab_deposit_page_get_content (page (driver))), ==, content_type);
  gtk_widget_activate (test_child (page (driver), "skip_button"));
  test_wait_until (deposit_shows (driver, "start"), 30);
}

/* What opens everywhere is taken, whatever it is called. */
static void
test_taken (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();
  g_autoptr(GFile) letter = make_pdf ("letter.jpg", "Muster Franz");

  assert_taken (driver, make_encrypted ("no-printing.pdf", ""), "application/pdf");
  assert_taken (driver, g_object_ref (letter), "application/pdf");
  assert_taken (driver, make_picture ("red.pdf", 0xffff0000), "image/png");
  assert_taken (driver, make_tiff ("many.tif", 5), "image/tiff");
}

/* A scan says nothing of whose it is; a letter does. */
static void
test_no_text (void)
{
  g_autoptr(AppDriver) driver = at_the_patient ();
  GtkWidget *label = test_child (page (driver), "no_text_label");

  drop (driver, make_pdf ("letter.pdf", "Muster Franz"), NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_false (gtk_widget_get_visible (label));
  gtk_widget_activate (test_child (page (driver), "skip_button"));
  test_wait_until (deposit_shows (driver, "start"), 30);
  drop (driver, make_pdf ("scan.pdf", ""), NULL);
  test_wait_until (deposit_shows (driver, "form"), 60);
  g_assert_true (gtk_widget_get_visible (label));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/deposit-files/album", test_album);
  g_test_add_func ("/app/deposit-files/split", test_split);
  g_test_add_func ("/app/deposit-files/damaged-among-others", test_damaged_among_others);
  g_test_add_func ("/app/deposit-files/leaving", test_leaving);
  g_test_add_func ("/app/deposit-files/refused", test_refused);
  g_test_add_func ("/app/deposit-files/taken", test_taken);
  g_test_add_func ("/app/deposit-files/no-text", test_no_text);

  return g_test_run ();
}
