/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render-album-private.h"

/* Text of an element; @before and @after stand around it. Nothing for NULL. */
static void
add_text (GString    *xmp,
          const char *before,
          const char *text,
          const char *after)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;

  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (xmp, "%s%s%s\n", before, escaped, after);
}

char *
render_album_make_xmp (const RenderAlbumInfo *info)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (info->created);
  g_autofree char *created = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  GString         *xmp = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                                               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                                               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                                               " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                                               "<pdfaid:part>2</pdfaid:part>\n"
                                               "<pdfaid:conformance>B</pdfaid:conformance>\n"
                                               "<dc:format>application/pdf</dc:format>\n");

  add_text (xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title, "</rdf:li></rdf:Alt></dc:title>");
  add_text (xmp, "<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>");
  add_text (xmp, "<dc:language><rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag></dc:language>");
  add_text (xmp, "<xmp:CreateDate>", created, "</xmp:CreateDate>");
  add_text (xmp, "<xmp:ModifyDate>", created, "</xmp:ModifyDate>");
  g_string_append (xmp, "<xmp:CreatorTool>Cabinet</xmp:CreatorTool>\n"
                        "<pdf:Producer>Cabinet</pdf:Producer>\n"
                        "</rdf:Description>\n"
                        "</rdf:RDF>\n"
                        "</x:xmpmeta>\n"
                        "<?xpacket end=\"w\"?>");

  return g_string_free (xmp, FALSE);
}
