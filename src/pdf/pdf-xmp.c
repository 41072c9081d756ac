/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-private.h"

/* PDF/A wants each property explained that it does not know itself (ISO 19005-2, 6.6.2.3). */
static const char universal_access[] =
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

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
pdf_make_xmp (const PdfInfo *info)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (info->created);
  g_autofree char *created = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
  GString         *xmp = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                                               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                                               "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                                               " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                                               " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                                               " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                                               " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                                               " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                                               "<pdfaid:part>2</pdfaid:part>\n");

  add_text (xmp, "<pdfaid:conformance>", info->level == PDF_LEVEL_2A ? "A" : "B", "</pdfaid:conformance>");
  if (info->level == PDF_LEVEL_2A)
    g_string_append (xmp, universal_access);
  g_string_append (xmp, "<dc:format>application/pdf</dc:format>\n");
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
