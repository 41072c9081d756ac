/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include <cairo-pdf.h>

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* "14.11.2026" → "2026-11-14T08:00:00Z": no clock of today in a file that must be the same tomorrow */
static void
set_dates (cairo_surface_t          *surface,
           const SandboxFileContext *context)
{
  int              day = 1, month = 1, year = 2026;
  g_autofree char *iso = NULL;

  if (sscanf (context->date, "%d.%d.%d", &day, &month, &year) != 3)
    day = month = 1;
  iso = g_strdup_printf ("%04d-%02d-%02dT08:00:00Z", year, month, day);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, iso);
}

SandboxPaper *
sandbox_paper_new (const SandboxFileContext *context,
                   const char               *title)
{
  SandboxPaper *paper = g_new0 (SandboxPaper, 1);

  paper->context = context;
  paper->bytes = g_byte_array_new ();
  paper->surface = cairo_pdf_surface_create_for_stream (append_cb, paper->bytes, SANDBOX_PAGE_WIDTH, SANDBOX_PAGE_HEIGHT);
  set_dates (paper->surface, context);
  cairo_pdf_surface_set_metadata (paper->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (paper->surface, CAIRO_PDF_METADATA_AUTHOR, context->author);
  paper->cr = cairo_create (paper->surface);
  paper->y = SANDBOX_MARGIN;
  paper->page = 1;
  paper->footer = sandbox_word (context, SANDBOX_WORD_TRAINING);

  return paper;
}

/* Lays @text out, @width points wide, and draws it at @x, @y; returns its height. */
static double
draw_text (SandboxPaper *paper,
           const char   *text,
           double        x,
           double        y,
           double        width,
           double        size,
           PangoWeight   weight,
           gboolean      draw)
{
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout (paper->cr);
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans");
  int                   height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, (int) (size * 0.25 * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  if (draw)
    {
      cairo_move_to (paper->cr, x, y);
      pango_cairo_show_layout (paper->cr, layout);
    }
  pango_font_description_free (font);

  return (double) height / PANGO_SCALE;
}

static void
draw_footer (SandboxPaper *paper)
{
  g_autofree char *text = g_strdup_printf ("%s · %s %s · %s %u", paper->footer, paper->context->family, paper->context->given,
                                           sandbox_word (paper->context, SANDBOX_WORD_PAGE), paper->page);

  cairo_set_source_rgb (paper->cr, 0.4, 0.4, 0.4);
  draw_text (paper, text, SANDBOX_MARGIN, SANDBOX_PAGE_HEIGHT - 40, SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN, 7.5,
             PANGO_WEIGHT_NORMAL, TRUE);
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
}

GBytes *
sandbox_paper_finish_image_only (SandboxPaper *paper,
                                 GError      **error)
{
  GBytes        *bytes;
  cairo_status_t status;

  cairo_destroy (paper->cr);
  cairo_surface_finish (paper->surface);
  status = cairo_surface_status (paper->surface);
  cairo_surface_destroy (paper->surface);
  bytes = g_byte_array_free_to_bytes (paper->bytes);
  g_free (paper);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      g_clear_pointer (&bytes, g_bytes_unref);
    }

  return bytes;
}

GBytes *
sandbox_paper_finish (SandboxPaper *paper,
                      GError      **error)
{
  draw_footer (paper);

  return sandbox_paper_finish_image_only (paper, error);
}

void
sandbox_paper_need (SandboxPaper *paper,
                    double        points)
{
  if (paper->y + points <= SANDBOX_PAGE_HEIGHT - SANDBOX_MARGIN)
    return;

  draw_footer (paper);
  cairo_show_page (paper->cr);
  paper->page++;
  paper->y = SANDBOX_MARGIN;
}

void
sandbox_paper_space (SandboxPaper *paper,
                     double        points)
{
  paper->y += points;
}

void
sandbox_paper_letterhead (SandboxPaper *paper)
{
  double width = SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN;

  cairo_set_source_rgb (paper->cr, 0.13, 0.38, 0.43);
  cairo_rectangle (paper->cr, SANDBOX_MARGIN, paper->y, 6, 34);
  cairo_fill (paper->cr);
  draw_text (paper, paper->context->institution, SANDBOX_MARGIN + 14, paper->y, width - 14, 13, PANGO_WEIGHT_BOLD, TRUE);
  cairo_set_source_rgb (paper->cr, 0.3, 0.3, 0.3);
  draw_text (paper, paper->context->author, SANDBOX_MARGIN + 14, paper->y + 20, width - 14, 9, PANGO_WEIGHT_NORMAL, TRUE);
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  paper->y += 54;
}

void
sandbox_paper_patient (SandboxPaper *paper)
{
  const SandboxFileContext *c = paper->context;
  g_autofree char          *text = g_strdup_printf ("%s %s %s, %s %s, AVS/AHV %s\n%s", sandbox_word (c, SANDBOX_WORD_CONCERNS), c->family,
                                                    c->given, sandbox_word (c, SANDBOX_WORD_BORN), c->birth_date, c->ahvn13, c->date);

  paper->y += draw_text (paper, text, SANDBOX_MARGIN, paper->y, SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN, 9.5, PANGO_WEIGHT_NORMAL, TRUE);
  paper->y += 18;
}

void
sandbox_paper_heading (SandboxPaper *paper,
                       const char   *text,
                       double        size)
{
  sandbox_paper_need (paper, 3 * size + 20);
  paper->y += draw_text (paper, text, SANDBOX_MARGIN, paper->y, SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN, size, PANGO_WEIGHT_BOLD, TRUE);
  paper->y += size * 0.6;
}

void
sandbox_paper_paragraph (SandboxPaper *paper,
                         const char   *text)
{
  double width = SANDBOX_PAGE_WIDTH - 2 * SANDBOX_MARGIN;
  double height = draw_text (paper, text, 0, 0, width, 10, PANGO_WEIGHT_NORMAL, FALSE);

  sandbox_paper_need (paper, height);
  draw_text (paper, text, SANDBOX_MARGIN, paper->y, width, 10, PANGO_WEIGHT_NORMAL, TRUE);
  paper->y += height + 8;
}

void
sandbox_paper_row (SandboxPaper      *paper,
                   const char *const *cells,
                   const double      *x,
                   guint              n,
                   gboolean           bold)
{
  sandbox_paper_need (paper, 18);
  for (guint i = 0; i < n; i++)
    draw_text (paper, cells[i], SANDBOX_MARGIN + x[i], paper->y, (i + 1 < n ? x[i + 1] : 471) - x[i] - 4, 9,
               bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, TRUE);

  cairo_set_source_rgb (paper->cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (paper->cr, bold ? 1 : 0.5);
  cairo_move_to (paper->cr, SANDBOX_MARGIN, paper->y + 14.5);
  cairo_line_to (paper->cr, SANDBOX_PAGE_WIDTH - SANDBOX_MARGIN, paper->y + 14.5);
  cairo_stroke (paper->cr);
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  paper->y += 17;
}

void
sandbox_paper_signature (SandboxPaper *paper)
{
  sandbox_paper_need (paper, 80);
  sandbox_paper_paragraph (paper, sandbox_word (paper->context, SANDBOX_WORD_CLOSING));
  cairo_set_source_rgb (paper->cr, 0.1, 0.15, 0.5);
  cairo_set_line_width (paper->cr, 1.2);
  cairo_move_to (paper->cr, SANDBOX_MARGIN, paper->y + 22);
  cairo_curve_to (paper->cr, SANDBOX_MARGIN + 20, paper->y - 14, SANDBOX_MARGIN + 30, paper->y + 40, SANDBOX_MARGIN + 55, paper->y + 14);
  cairo_curve_to (paper->cr, SANDBOX_MARGIN + 70, paper->y, SANDBOX_MARGIN + 75, paper->y + 30, SANDBOX_MARGIN + 120, paper->y + 16);
  cairo_stroke (paper->cr);
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  paper->y += 34;
  sandbox_paper_paragraph (paper, paper->context->author);
}
