/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-album.h"

#include "render-album-private.h"
#include "render-error-private.h"

#include <lcms2.h>
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
#define ICC_VERSION 2.1

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

static void
put (qpdf_data   pdf,
     qpdf_oh     dictionary,
     const char *key,
     const char *value)
{
  qpdf_oh_replace_key (pdf, dictionary, key, qpdf_oh_parse (pdf, value));
}

static qpdf_oh
add_stream (qpdf_data     pdf,
            gconstpointer data,
            gsize         size,
            const char   *filter,
            const char   *parameters)
{
  qpdf_oh stream = qpdf_oh_new_stream (pdf);

  qpdf_oh_replace_stream_data (pdf, stream, data, size, qpdf_oh_parse (pdf, filter), qpdf_oh_parse (pdf, parameters));

  return stream;
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

  image = add_stream (pdf, data, size, page->is_jpeg ? "/DCTDecode" : "/FlateDecode", parameters);
  dictionary = qpdf_oh_get_dict (pdf, image);
  put (pdf, dictionary, "/Type", "/XObject");
  put (pdf, dictionary, "/Subtype", "/Image");
  put (pdf, dictionary, "/ColorSpace", colours == 3 ? "/DeviceRGB" : "/DeviceGray");
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
  qpdf_oh_replace_key (pdf, page, "/Contents", add_stream (pdf, content, strlen (content), "null", "null"));
  qpdf_add_page (pdf, pdf, qpdf_make_indirect_object (pdf, page), QPDF_FALSE);
}

/* (nullable): no memory. */
static GBytes *
make_profile (void)
{
  cmsHPROFILE        profile = cmsCreate_sRGBProfile ();
  cmsUInt32Number    size = 0;
  g_autofree guint8 *data = NULL;
  gboolean           saved = FALSE;

  if (profile == NULL)
    return NULL;

  cmsSetProfileVersion (profile, ICC_VERSION);
  if (cmsSaveProfileToMem (profile, NULL, &size))
    {
      data = g_malloc (size);
      saved = cmsSaveProfileToMem (profile, data, &size);
    }
  cmsCloseProfile (profile);

  return saved ? g_bytes_new_take (g_steal_pointer (&data), size) : NULL;
}

static gboolean
add_output_intent (qpdf_data pdf)
{
  g_autoptr(GBytes) profile = make_profile ();
  gsize         size;
  gconstpointer data;
  qpdf_oh       stream;
  qpdf_oh       intent;
  qpdf_oh       intents = qpdf_oh_new_array (pdf);

  if (profile == NULL)
    return FALSE;

  data = g_bytes_get_data (profile, &size);
  stream = add_stream (pdf, data, size, "null", "null");
  put (pdf, qpdf_oh_get_dict (pdf, stream), "/N", "3");
  intent = qpdf_oh_parse (pdf, "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) "
                               "/RegistryName (http://www.color.org) >>");
  qpdf_oh_replace_key (pdf, intent, "/DestOutputProfile", stream);
  qpdf_oh_append_item (pdf, intents, qpdf_make_indirect_object (pdf, intent));
  qpdf_oh_replace_key (pdf, qpdf_get_root (pdf), "/OutputIntents", intents);

  return TRUE;
}

static void
put_text (qpdf_data   pdf,
          qpdf_oh     dictionary,
          const char *key,
          const char *text)
{
  if (text != NULL && *text != '\0')
    qpdf_oh_replace_key (pdf, dictionary, key, qpdf_oh_new_unicode_string (pdf, text));
}

static void
add_info (qpdf_data              pdf,
          const RenderAlbumInfo *info)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (info->created);
  g_autofree char *created = g_date_time_format (utc, "D:%Y%m%d%H%M%S+00'00'");
  g_autofree char *xmp = render_album_make_xmp (info);
  qpdf_oh          root = qpdf_get_root (pdf);
  qpdf_oh          own = qpdf_oh_new_dictionary (pdf);
  qpdf_oh          metadata = add_stream (pdf, xmp, strlen (xmp), "null", "null");

  put_text (pdf, own, "/Title", info->title);
  put_text (pdf, own, "/Author", info->author);
  put_text (pdf, own, "/Creator", "Cabinet");
  put_text (pdf, own, "/Producer", "Cabinet");
  put_text (pdf, own, "/CreationDate", created);
  put_text (pdf, own, "/ModDate", created);
  qpdf_oh_replace_key (pdf, qpdf_get_trailer (pdf), "/Info", qpdf_make_indirect_object (pdf, own));

  put (pdf, qpdf_oh_get_dict (pdf, metadata), "/Type", "/Metadata");
  put (pdf, qpdf_oh_get_dict (pdf, metadata), "/Subtype", "/XML");
  qpdf_oh_replace_key (pdf, root, "/Metadata", metadata);
  put_text (pdf, root, "/Lang", info->language);
  put (pdf, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
}

/* (nullable): qpdf keeps what went wrong. */
static GBytes *
save (qpdf_data pdf)
{
  if (qpdf_has_error (pdf) || (qpdf_init_write_memory (pdf) & QPDF_ERRORS) != 0)
    return NULL;

  qpdf_set_minimum_pdf_version (pdf, "1.7");
  qpdf_set_object_stream_mode (pdf, qpdf_o_disable);
  qpdf_set_newline_before_endstream (pdf, QPDF_TRUE); /* ISO 19005-2, 6.1.7.1 */
  qpdf_set_compress_streams (pdf, QPDF_TRUE);
  qpdf_set_decode_level (pdf, qpdf_dl_none); /* pictures stay as they are */
  if ((qpdf_write (pdf) & QPDF_ERRORS) != 0)
    return NULL;

  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}

/* One line, of characters that XML and PDF both can say. (nullable) */
static char *
clean (const char *text)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (text == NULL)
    return NULL;

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    g_string_append_unichar (line, g_unichar_iscntrl (g_utf8_get_char (next)) ? ' ' : g_utf8_get_char (next));

  return g_strdup (g_strstrip (line->str));
}

GBytes *
render_album_write (const RenderAlbumLeaf *leaves,
                    guint                  n_leaves,
                    const RenderAlbumInfo *info,
                    GError               **error)
{
  g_autofree char      *title = clean (info->title);
  g_autofree char      *author = clean (info->author);
  const RenderAlbumInfo own = { title, info->language, author, info->created };
  qpdf_data             pdf = qpdf_init ();
  GBytes               *bytes = NULL;

  g_return_val_if_fail (n_leaves > 0, NULL);

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  if ((qpdf_empty_pdf (pdf) & QPDF_ERRORS) == 0 && add_output_intent (pdf))
    {
      for (guint i = 0; i < n_leaves; i++)
        add_page (pdf, &leaves[i]);
      add_info (pdf, &own);
      bytes = save (pdf);
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
