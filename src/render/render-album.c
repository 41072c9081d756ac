/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-album.h"

#include "pdf-archive.h"
#include "render-album-private.h"
#include "render-error-private.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#define A4_SHORT 595.276 /* points */
#define A4_LONG 841.89
#define A3_LONG 1190.55
#define INCH 72.0
/* What a resolution may be; a screen's or a camera's says nothing about paper. */
#define MIN_DPI 20.0
#define MAX_DPI 4800.0
#define MIN_SIDE 3.0 /* points: of PDF itself */

typedef struct
{
  double page_width;
  double page_height;
  double x; /* of the picture on it */
  double y;
  double width;
  double height;
} Layout;

static gboolean
is_paper (double width,
          double height)
{
  return MIN (width, height) >= MIN_SIDE && MAX (width, height) <= A3_LONG + 1 && MIN (width, height) <= A4_LONG + 1;
}

static Layout
lay_out (const RenderAlbumPage *page)
{
  gboolean said = page->dpi_x >= MIN_DPI && page->dpi_x <= MAX_DPI && page->dpi_y >= MIN_DPI && page->dpi_y <= MAX_DPI;
  double   width = said ? page->width * INCH / page->dpi_x : 0;
  double   height = said ? page->height * INCH / page->dpi_y : 0;
  gboolean wide = page->width > page->height;
  Layout   layout = { width, height, 0, 0, width, height };
  double   scale;

  if (is_paper (width, height))
    return layout;

  layout.page_width = wide ? A4_LONG : A4_SHORT;
  layout.page_height = wide ? A4_SHORT : A4_LONG;
  scale = MIN (layout.page_width / page->width, layout.page_height / page->height);
  layout.width = page->width * scale;
  layout.height = page->height * scale;
  layout.x = (layout.page_width - layout.width) / 2;
  layout.y = (layout.page_height - layout.height) / 2;

  return layout;
}

/* A number as PDF writes it, whatever the locale. */
static const char *
number (double value,
        char  *buffer)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.3f", value);
}

/* An object as text, of our own making. */
static qpdf_oh
parse (qpdf_data   pdf,
       const char *format,
       ...) G_GNUC_PRINTF (2, 3);

static qpdf_oh
parse (qpdf_data   pdf,
       const char *format,
       ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return qpdf_oh_parse (pdf, text);
}

static qpdf_oh
add_image (qpdf_data              pdf,
           const RenderAlbumPage *page)
{
  const guint      bits = page->depth == 1 ? 1 : 8;
  const guint      colours = page->depth == 24 ? 3 : 1;
  g_autofree char *parameters = NULL;
  gsize            size;
  gconstpointer    data = g_bytes_get_data (page->data, &size);
  qpdf_oh          image;
  qpdf_oh          dictionary;

  if (page->is_jpeg || bits == 1)
    parameters = g_strdup ("null");
  else
    parameters = g_strdup_printf ("<< /Predictor 15 /Colors %u /BitsPerComponent %u /Columns %d >>", colours, bits, page->width);

  image = pdf_archive_add_stream (pdf, data, size, page->is_jpeg ? "/DCTDecode" : "/FlateDecode", parameters);
  dictionary = qpdf_oh_get_dict (pdf, image);
  pdf_archive_put (pdf, dictionary, "/Type", "/XObject");
  pdf_archive_put (pdf, dictionary, "/Subtype", "/Image");
  pdf_archive_put (pdf, dictionary, "/ColorSpace", colours == 3 ? "/DeviceRGB" : "/DeviceGray");
  qpdf_oh_replace_key (pdf, dictionary, "/Width", qpdf_oh_new_integer (pdf, page->width));
  qpdf_oh_replace_key (pdf, dictionary, "/Height", qpdf_oh_new_integer (pdf, page->height));
  qpdf_oh_replace_key (pdf, dictionary, "/BitsPerComponent", qpdf_oh_new_integer (pdf, bits));

  return image;
}

static void
add_page (qpdf_data              pdf,
          const RenderAlbumLeaf *leaf)
{
  const Layout     layout = lay_out (leaf->page);
  char             numbers[6][G_ASCII_DTOSTR_BUF_SIZE];
  qpdf_oh          image = add_image (pdf, leaf->page);
  qpdf_oh          objects = qpdf_oh_new_dictionary (pdf);
  qpdf_oh          resources = qpdf_oh_new_dictionary (pdf);
  qpdf_oh          page;
  g_autofree char *content = NULL;

  qpdf_oh_replace_key (pdf, objects, "/I", image);
  qpdf_oh_replace_key (pdf, resources, "/XObject", objects);
  page = parse (pdf, "<< /Type /Page /MediaBox [ 0 0 %s %s ] /Rotate %u >>", number (layout.page_width, numbers[0]),
                number (layout.page_height, numbers[1]), (leaf->page->rotation + leaf->rotation) % 360);
  content = g_strdup_printf ("q %s 0 0 %s %s %s cm /I Do Q", number (layout.width, numbers[2]), number (layout.height, numbers[3]),
                             number (layout.x, numbers[4]), number (layout.y, numbers[5]));
  qpdf_oh_replace_key (pdf, page, "/Resources", resources);
  qpdf_oh_replace_key (pdf, page, "/Contents", pdf_archive_add_stream (pdf, content, strlen (content), "null", "null"));
  qpdf_add_page (pdf, pdf, qpdf_make_indirect_object (pdf, page), QPDF_FALSE);
}

GBytes *
render_album_write (const RenderAlbumLeaf *leaves,
                    guint                  n_leaves,
                    const RenderAlbumInfo *info,
                    GError               **error)
{
  const PdfInfo own = { PDF_LEVEL_2B, info->title, info->language, info->author, info->created };
  qpdf_data     pdf = qpdf_init ();
  GBytes       *bytes = NULL;

  g_return_val_if_fail (n_leaves > 0, NULL);

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  if ((qpdf_empty_pdf (pdf) & QPDF_ERRORS) == 0)
    {
      for (guint i = 0; i < n_leaves; i++)
        add_page (pdf, &leaves[i]);
      if (pdf_archive_complete (pdf, &own))
        bytes = pdf_archive_save (pdf);
    }
  qpdf_cleanup (&pdf);

  if (bytes == NULL)
    g_propagate_error (error, render_error_new (RENDER_ERROR_NO_MEMORY));

  return bytes;
}

typedef struct
{
  GArray         *leaves; /* (owned) (element-type RenderAlbumLeaf) */
  RenderAlbumInfo info;
} Writing;

static void
writing_free (Writing *writing)
{
  for (guint i = 0; i < writing->leaves->len; i++)
    render_album_page_unref (g_array_index (writing->leaves, RenderAlbumLeaf, i).page);
  g_array_unref (writing->leaves);
  g_free ((char *) writing->info.title);
  g_free ((char *) writing->info.language);
  g_free ((char *) writing->info.author);
  g_date_time_unref (writing->info.created);
  g_free (writing);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      user_data,
                 GCancellable *cancellable)
{
  Writing *writing = user_data;
  GError  *error = NULL;
  GBytes  *bytes = render_album_write ((const RenderAlbumLeaf *) (gconstpointer) writing->leaves->data, writing->leaves->len, &writing->info, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
render_album_write_async (const RenderAlbumLeaf *leaves,
                          guint                  n_leaves,
                          const RenderAlbumInfo *info,
                          GCancellable          *cancellable,
                          GAsyncReadyCallback    callback,
                          gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (n_leaves > 0);

  task = g_task_new (NULL, cancellable, callback, user_data);
  writing = g_new0 (Writing, 1);
  writing->leaves = g_array_new (FALSE, FALSE, sizeof (RenderAlbumLeaf));
  g_array_append_vals (writing->leaves, leaves, n_leaves);
  for (guint i = 0; i < n_leaves; i++)
    render_album_page_ref (leaves[i].page);
  writing->info.title = g_strdup (info->title);
  writing->info.language = g_strdup (info->language);
  writing->info.author = g_strdup (info->author);
  writing->info.created = g_date_time_ref (info->created);
  g_task_set_source_tag (task, render_album_write_async);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

GBytes *
render_album_write_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, render_album_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
