/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include <cairo-pdf.h>

static void
write_section (SandboxPaper *paper,
               SandboxWord   section)
{
  sandbox_paper_heading (paper, sandbox_word (paper->context, section), 11);
  for (const char *const *sentence = sandbox_sentences (paper->context, section); *sentence != NULL; sentence++)
    sandbox_paper_paragraph (paper, *sentence);
  sandbox_paper_space (paper, 4);
}

static void
write_list (SandboxPaper *paper,
            SandboxWord   section)
{
  guint n = 1;

  sandbox_paper_heading (paper, sandbox_word (paper->context, section), 11);
  for (const char *const *sentence = sandbox_sentences (paper->context, section); *sentence != NULL; sentence++)
    {
      g_autofree char *line = g_strdup_printf ("%u.  %s", n++, *sentence);

      sandbox_paper_paragraph (paper, line);
    }
  sandbox_paper_space (paper, 4);
}

static guint
count (const char *const *sentences)
{
  guint n = 0;

  while (sentences[n] != NULL)
    n++;

  return n;
}

static void
write_course (SandboxPaper *paper,
              guint         days)
{
  const char *const *sentences = sandbox_sentences (paper->context, SANDBOX_WORD_COURSE);
  guint              n = count (sentences);

  sandbox_paper_heading (paper, sandbox_word (paper->context, SANDBOX_WORD_COURSE), 11);
  for (guint day = 1; day <= days; day++)
    {
      guint            first = sandbox_pick (paper->context, day, n);
      guint            second = (first + 1 + sandbox_pick (paper->context, day + 1000, n - 1)) % n;
      g_autofree char *line = g_strdup_printf ("%s %u: %s %s", sandbox_word (paper->context, SANDBOX_WORD_DAY), day,
                                               sentences[first], sentences[second]);

      sandbox_paper_paragraph (paper, line);
    }
}

static void
write_discharge (SandboxPaper *paper)
{
  sandbox_paper_paragraph (paper, sandbox_word (paper->context, SANDBOX_WORD_SALUTATION));
  write_list (paper, SANDBOX_WORD_DIAGNOSES);
  write_section (paper, SANDBOX_WORD_HISTORY);
  write_section (paper, SANDBOX_WORD_FINDINGS);
  write_course (paper, 5 + sandbox_pick (paper->context, 7, 12));
  write_list (paper, SANDBOX_WORD_TREATMENT);
  write_section (paper, SANDBOX_WORD_FOLLOW_UP);
}

static void
write_referral (SandboxPaper *paper)
{
  sandbox_paper_paragraph (paper, sandbox_word (paper->context, SANDBOX_WORD_SALUTATION));
  write_list (paper, SANDBOX_WORD_DIAGNOSES);
  write_section (paper, SANDBOX_WORD_HISTORY);
}

/* The one with an outline and links: sections as bookmarks, a table of contents that jumps. */
static void
write_imaging (SandboxPaper *paper)
{
  static const SandboxWord sections[] = { SANDBOX_WORD_HISTORY, SANDBOX_WORD_FINDINGS, SANDBOX_WORD_FOLLOW_UP };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *link = g_strdup_printf ("dest='s%u'", i);

      cairo_tag_begin (paper->cr, CAIRO_TAG_LINK, link);
      sandbox_paper_paragraph (paper, sandbox_word (paper->context, sections[i]));
      cairo_tag_end (paper->cr, CAIRO_TAG_LINK);
    }
  cairo_tag_begin (paper->cr, CAIRO_TAG_LINK, "uri='https://example.org/'");
  sandbox_paper_paragraph (paper, "https://example.org/");
  cairo_tag_end (paper->cr, CAIRO_TAG_LINK);

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autofree char *name = g_strdup_printf ("name='s%u'", i);
      g_autofree char *link = g_strdup_printf ("dest='s%u'", i);

      /* each section on a page of its own, so that a jump is seen */
      sandbox_paper_need (paper, SANDBOX_PAGE_HEIGHT);
      cairo_pdf_surface_add_outline (paper->surface, CAIRO_PDF_OUTLINE_ROOT, sandbox_word (paper->context, sections[i]), link,
                                     CAIRO_PDF_OUTLINE_FLAG_OPEN);
      cairo_tag_begin (paper->cr, CAIRO_TAG_DEST, name);
      write_section (paper, sections[i]);
      cairo_tag_end (paper->cr, CAIRO_TAG_DEST);
    }
}

static SandboxWord
title_of (SandboxFileKind kind)
{
  if (kind == SANDBOX_FILE_REFERRAL)
    return SANDBOX_WORD_REFERRAL;
  if (kind == SANDBOX_FILE_PRESCRIPTION)
    return SANDBOX_WORD_PRESCRIPTION;

  return kind == SANDBOX_FILE_IMAGING_REPORT ? SANDBOX_WORD_IMAGING : SANDBOX_WORD_DISCHARGE;
}

GBytes *
sandbox_file_letter (SandboxFileKind           kind,
                     const SandboxFileContext *context,
                     GError                  **error)
{
  const char   *title = sandbox_word (context, title_of (kind));
  SandboxPaper *paper = sandbox_paper_new (context, title);

  sandbox_paper_letterhead (paper);
  sandbox_paper_patient (paper);
  sandbox_paper_heading (paper, title, 16);
  if (kind == SANDBOX_FILE_DISCHARGE_LETTER)
    write_discharge (paper);
  else if (kind == SANDBOX_FILE_REFERRAL)
    write_referral (paper);
  else if (kind == SANDBOX_FILE_PRESCRIPTION)
    write_list (paper, SANDBOX_WORD_TREATMENT);
  else
    write_imaging (paper);
  sandbox_paper_signature (paper);

  return sandbox_paper_finish (paper, error);
}

GBytes *
sandbox_file_record (const SandboxFileContext *context,
                     GError                  **error)
{
  const char   *title = sandbox_word (context, SANDBOX_WORD_RECORD);
  SandboxPaper *paper = sandbox_paper_new (context, title);

  sandbox_paper_letterhead (paper);
  sandbox_paper_patient (paper);
  sandbox_paper_heading (paper, title, 16);
  for (guint stay = 1; paper->page < 300; stay++)
    {
      g_autofree char *heading = g_strdup_printf ("%s %u", title, stay);

      sandbox_paper_need (paper, SANDBOX_PAGE_HEIGHT);
      sandbox_paper_heading (paper, heading, 14);
      write_list (paper, SANDBOX_WORD_DIAGNOSES);
      write_section (paper, SANDBOX_WORD_FINDINGS);
      if (paper->page < 299)
        write_course (paper, 22);
    }

  return sandbox_paper_finish (paper, error);
}
