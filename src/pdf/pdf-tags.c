/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-tags.h"

#include <string.h>

#define MAX_DEPTH 16 /* of elements within each other */

typedef struct
{
  qpdf_data   pdf;
  const char *second; /* (nullable) */
} Tags;

static gboolean
is_kind (Tags       *tags,
         qpdf_oh     element,
         const char *kind)
{
  return qpdf_oh_is_dictionary (tags->pdf, element) &&
         qpdf_oh_is_name_and_equals (tags->pdf, qpdf_oh_get_key (tags->pdf, element, "/S"), kind);
}

static int
count (Tags   *tags,
       qpdf_oh array)
{
  return qpdf_oh_is_array (tags->pdf, array) ? qpdf_oh_get_array_n_items (tags->pdf, array) : 0;
}

static int
count_headings (Tags   *tags,
                qpdf_oh row)
{
  qpdf_oh cells = qpdf_oh_get_key (tags->pdf, row, "/K");
  int     n = 0;

  for (int i = 0; i < count (tags, cells); i++)
    if (is_kind (tags, qpdf_oh_get_array_item (tags->pdf, cells, i), "/TH"))
      n++;

  return n;
}

/* A row of headings alone is the head of its table; a heading beside data is that of its row, and of @n_rows. */
static void
mark_headings (Tags   *tags,
               qpdf_oh row,
               int     n_rows)
{
  qpdf_oh          cells = qpdf_oh_get_key (tags->pdf, row, "/K");
  int              n = count (tags, cells);
  gboolean         head = count_headings (tags, row) == n;
  g_autofree char *attributes = head ? g_strdup ("<< /O /Table /Scope /Column >>")
                                     : g_strdup_printf ("<< /O /Table /Scope /Row /RowSpan %d >>", n_rows);

  for (int i = 0; i < n; i++)
    if (is_kind (tags, qpdf_oh_get_array_item (tags->pdf, cells, i), "/TH"))
      pdf_archive_put (tags->pdf, qpdf_oh_get_array_item (tags->pdf, cells, i), "/A", attributes);
}

static void
mark_rows (Tags   *tags,
           qpdf_oh part)
{
  qpdf_oh rows = qpdf_oh_get_key (tags->pdf, part, "/K");
  int     n_rows = 0;

  for (int i = count (tags, rows); i > 0; i--)
    {
      qpdf_oh row = qpdf_oh_get_array_item (tags->pdf, rows, i - 1);

      if (!is_kind (tags, row, "/TR"))
        continue;
      n_rows++;
      if (count_headings (tags, row) == 0)
        continue;
      mark_headings (tags, row, n_rows);
      n_rows = 0;
    }
}

static void
walk (Tags   *tags,
      qpdf_oh element,
      guint   depth)
{
  qpdf_oh children;

  if (depth > MAX_DEPTH || !qpdf_oh_is_dictionary (tags->pdf, element))
    return;
  if (is_kind (tags, element, "/" PDF_TAG_OTHER_LANGUAGE))
    {
      pdf_archive_put (tags->pdf, element, "/S", "/Span");
      if (tags->second != NULL)
        qpdf_oh_replace_key (tags->pdf, element, "/Lang", qpdf_oh_new_unicode_string (tags->pdf, tags->second));
    }

  children = qpdf_oh_get_key (tags->pdf, element, "/K");
  if (!qpdf_oh_is_array (tags->pdf, children))
    {
      walk (tags, children, depth + 1);
      return;
    }
  for (int i = count (tags, children); i > 0; i--)
    {
      qpdf_oh child = qpdf_oh_get_array_item (tags->pdf, children, i - 1);

      if (is_kind (tags, child, "/" PDF_TAG_ARTIFACT))
        qpdf_oh_erase_item (tags->pdf, children, i - 1);
      else
        walk (tags, child, depth + 1);
    }
  if (is_kind (tags, element, "/THead") || is_kind (tags, element, "/TBody"))
    mark_rows (tags, element);
}

/* Which element a piece of marked content belongs to: none, for an artifact. */
static void
forget_artifacts (Tags   *tags,
                  qpdf_oh parents)
{
  qpdf_oh numbers = qpdf_oh_get_key (tags->pdf, parents, "/Nums");
  int     n = count (tags, numbers);

  for (int i = 1; i < n; i += 2)
    {
      qpdf_oh elements = qpdf_oh_get_array_item (tags->pdf, numbers, i);

      for (int j = 0; j < count (tags, elements); j++)
        if (is_kind (tags, qpdf_oh_get_array_item (tags->pdf, elements, j), "/" PDF_TAG_ARTIFACT))
          qpdf_oh_set_array_item (tags->pdf, elements, j, qpdf_oh_new_null (tags->pdf));
    }
}

/* cairo begins a marked piece on a line of its own. */
static GBytes *
mark_artifacts (const char *content,
                gsize       size)
{
  static const char begin[] = "\n/" PDF_TAG_ARTIFACT " << /MCID ";
  static const char end[] = " >> BDC";
  GString          *text = g_string_sized_new (size);
  const char       *rest = content;
  const char       *last = content + size;

  for (;;)
    {
      const char *found = memmem (rest, (gsize) (last - rest), begin, strlen (begin));
      const char *digits = found != NULL ? found + strlen (begin) : last;

      while (digits < last && g_ascii_isdigit (*digits))
        digits++;
      if (found == NULL || (gsize) (last - digits) < strlen (end) || memcmp (digits, end, strlen (end)) != 0)
        break;
      g_string_append_len (text, rest, found - rest);
      g_string_append (text, "\n/Artifact BMC");
      rest = digits + strlen (end);
    }
  g_string_append_len (text, rest, last - rest);

  return g_string_free_to_bytes (text);
}

static gboolean
mark_page (Tags   *tags,
           qpdf_oh page)
{
  unsigned char *content = NULL;
  size_t         size = 0;
  g_autoptr(GBytes) marked = NULL;
  gconstpointer data;
  gsize         marked_size;

  if ((qpdf_oh_get_page_content_data (tags->pdf, page, &content, &size) & QPDF_ERRORS) != 0)
    return FALSE;

  marked = mark_artifacts ((const char *) content, size);
  free (content);
  data = g_bytes_get_data (marked, &marked_size);
  qpdf_oh_replace_key (tags->pdf, page, "/Contents", pdf_archive_add_stream (tags->pdf, data, marked_size, "null", "null"));
  pdf_archive_put (tags->pdf, page, "/Tabs", "/S");

  return TRUE;
}

/* ISO 19005-2, 6.2.11.3.2: cairo's numbers of glyphs are those of the font, and this has to be said. */
static void
complete_fonts (Tags   *tags,
                qpdf_oh page)
{
  qpdf_oh fonts = qpdf_oh_get_key (tags->pdf, qpdf_oh_get_key (tags->pdf, page, "/Resources"), "/Font");

  if (!qpdf_oh_is_dictionary (tags->pdf, fonts))
    return;

  qpdf_oh_begin_dict_key_iter (tags->pdf, fonts);
  while (qpdf_oh_dict_more_keys (tags->pdf))
    {
      qpdf_oh font = qpdf_oh_get_key (tags->pdf, fonts, qpdf_oh_dict_next_key (tags->pdf));
      qpdf_oh descendants = qpdf_oh_get_key (tags->pdf, font, "/DescendantFonts");
      qpdf_oh descendant;

      if (!qpdf_oh_is_array (tags->pdf, descendants))
        continue;
      descendant = qpdf_oh_get_array_item (tags->pdf, descendants, 0);
      if (qpdf_oh_is_name_and_equals (tags->pdf, qpdf_oh_get_key (tags->pdf, descendant, "/Subtype"), "/CIDFontType2"))
        pdf_archive_put (tags->pdf, descendant, "/CIDToGIDMap", "/Identity");
    }
}

static gboolean
finish (Tags          *tags,
        const PdfInfo *info)
{
  qpdf_oh root = qpdf_get_root (tags->pdf);
  qpdf_oh tree = qpdf_oh_get_key (tags->pdf, root, "/StructTreeRoot");

  if (!qpdf_oh_is_dictionary (tags->pdf, tree))
    return FALSE;

  forget_artifacts (tags, qpdf_oh_get_key (tags->pdf, tree, "/ParentTree"));
  walk (tags, tree, 0);
  for (int i = 0; i < qpdf_get_num_pages (tags->pdf); i++)
    {
      qpdf_oh page = qpdf_get_page_n (tags->pdf, (size_t) i);

      complete_fonts (tags, page);
      if (!mark_page (tags, page))
        return FALSE;
    }
  pdf_archive_put (tags->pdf, root, "/MarkInfo", "<< /Marked true >>");

  return pdf_archive_complete (tags->pdf, info);
}

GBytes *
pdf_tags_finish (GBytes        *drawn,
                 const PdfInfo *info,
                 const char    *second)
{
  Tags        tags = { qpdf_init (), second };
  GBytes     *bytes = NULL;
  gsize       size;
  const char *data = g_bytes_get_data (drawn, &size);

  qpdf_silence_errors (tags.pdf);
  qpdf_set_suppress_warnings (tags.pdf, QPDF_TRUE);
  if ((qpdf_read_memory (tags.pdf, "drawn", data, size, NULL) & QPDF_ERRORS) == 0 && finish (&tags, info))
    bytes = pdf_archive_save (tags.pdf);
  qpdf_cleanup (&tags.pdf);

  return bytes;
}
