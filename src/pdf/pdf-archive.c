/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-archive.h"

#include "pdf-private.h"

#include <lcms2.h>
#include <string.h>

#define ICC_VERSION 2.1

void
pdf_archive_put (qpdf_data   pdf,
                 qpdf_oh     dictionary,
                 const char *key,
                 const char *value)
{
  qpdf_oh_replace_key (pdf, dictionary, key, qpdf_oh_parse (pdf, value));
}

qpdf_oh
pdf_archive_add_stream (qpdf_data     pdf,
                        gconstpointer data,
                        gsize         size,
                        const char   *filter,
                        const char   *parameters)
{
  qpdf_oh stream = qpdf_oh_new_stream (pdf);

  qpdf_oh_replace_stream_data (pdf, stream, data, size, qpdf_oh_parse (pdf, filter), qpdf_oh_parse (pdf, parameters));

  return stream;
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
  stream = pdf_archive_add_stream (pdf, data, size, "null", "null");
  pdf_archive_put (pdf, qpdf_oh_get_dict (pdf, stream), "/N", "3");
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
add_info (qpdf_data      pdf,
          const PdfInfo *info)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (info->created);
  g_autofree char *created = g_date_time_format (utc, "D:%Y%m%d%H%M%S+00'00'");
  g_autofree char *xmp = pdf_make_xmp (info);
  qpdf_oh          root = qpdf_get_root (pdf);
  qpdf_oh          own = qpdf_oh_new_dictionary (pdf);
  qpdf_oh          metadata = pdf_archive_add_stream (pdf, xmp, strlen (xmp), "null", "null");

  put_text (pdf, own, "/Title", info->title);
  put_text (pdf, own, "/Author", info->author);
  put_text (pdf, own, "/Creator", "Cabinet");
  put_text (pdf, own, "/Producer", "Cabinet");
  put_text (pdf, own, "/CreationDate", created);
  put_text (pdf, own, "/ModDate", created);
  qpdf_oh_replace_key (pdf, qpdf_get_trailer (pdf), "/Info", qpdf_make_indirect_object (pdf, own));

  pdf_archive_put (pdf, qpdf_oh_get_dict (pdf, metadata), "/Type", "/Metadata");
  pdf_archive_put (pdf, qpdf_oh_get_dict (pdf, metadata), "/Subtype", "/XML");
  qpdf_oh_replace_key (pdf, root, "/Metadata", metadata);
  put_text (pdf, root, "/Lang", info->language);
  pdf_archive_put (pdf, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
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

gboolean
pdf_archive_complete (qpdf_data      pdf,
                      const PdfInfo *info)
{
  g_autofree char *title = clean (info->title);
  g_autofree char *author = clean (info->author);
  const PdfInfo    own = { info->level, title, info->language, author, info->created };

  if (!add_output_intent (pdf))
    return FALSE;
  add_info (pdf, &own);

  return TRUE;
}

GBytes *
pdf_archive_save (qpdf_data pdf)
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
