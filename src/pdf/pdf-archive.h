#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

typedef enum
{
  PDF_LEVEL_2B, /* PDF/A-2b (ISO 19005-2): looks the same for ever */
  PDF_LEVEL_2A, /* PDF/A-2a, and PDF/UA-1 (ISO 14289-1): can be read aloud too */
} PdfLevel;

/* What a PDF says about itself, alike in its information and in its XMP packet. All borrowed. */
typedef struct
{
  PdfLevel    level;
  const char *title;    /* (nullable) */
  const char *language; /* (nullable) "fr-CH" */
  const char *author;   /* (nullable) the institution */
  GDateTime  *created;
} PdfInfo;

/* The functions below work on a PDF that qpdf holds, and block: any thread that has it alone. */

/* Information, XMP, language, the title in the window's title, the sRGB output intent. FALSE: no memory. */
gboolean  pdf_archive_complete (qpdf_data      pdf,
                                const PdfInfo *info);
/* As PDF 1.7 in the form that PDF/A wants; pictures stay as they are. NULL: qpdf knows what went wrong, no memory in
 * general. (transfer full) (nullable) */
GBytes   *pdf_archive_save     (qpdf_data      pdf);

/* A stream with @data, of our own making; @filter and @parameters as PDF writes them, "null" for none. */
qpdf_oh   pdf_archive_add_stream (qpdf_data     pdf,
                                  gconstpointer data,
                                  gsize         size,
                                  const char   *filter,
                                  const char   *parameters);

/* Sets @key to @value, an object as PDF writes it. */
void      pdf_archive_put      (qpdf_data      pdf,
                                qpdf_oh        dictionary,
                                const char    *key,
                                const char    *value);

G_END_DECLS
