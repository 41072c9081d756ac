#pragma once

#include "sandbox-file.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define SANDBOX_PAGE_WIDTH  595.0   /* A4 in points */
#define SANDBOX_PAGE_HEIGHT 842.0
#define SANDBOX_MARGIN      62.0

/* A document under construction: text runs down the page and over to the next. */
typedef struct
{
  const SandboxFileContext *context;
  cairo_surface_t          *surface;   /* (owned) */
  cairo_t                  *cr;        /* (owned) */
  GByteArray               *bytes;     /* (owned) */
  double                    y;
  guint                     page;      /* from 1 */
  const char               *footer;    /* borrowed: what stands at the foot of each page */
} SandboxPaper;

/* A PDF whose dates are those of @context, so that the same context gives the same bytes. */
SandboxPaper *sandbox_paper_new          (const SandboxFileContext *context, const char *title);
GBytes       *sandbox_paper_finish       (SandboxPaper *paper, GError **error);   /* frees @paper */
/* Without the footer: a scan holds no text. */
GBytes       *sandbox_paper_finish_image_only (SandboxPaper *paper, GError **error);
void          sandbox_paper_letterhead   (SandboxPaper *paper);
void          sandbox_paper_patient      (SandboxPaper *paper);
void          sandbox_paper_heading      (SandboxPaper *paper, const char *text, double size);
void          sandbox_paper_paragraph    (SandboxPaper *paper, const char *text);
/* @cells: n columns; @x: their left edges in points from the margin. @bold for a head. */
void          sandbox_paper_row          (SandboxPaper *paper, const char *const *cells, const double *x, guint n, gboolean bold);
void          sandbox_paper_space        (SandboxPaper *paper, double points);
void          sandbox_paper_need         (SandboxPaper *paper, double points);    /* new page unless so much is left */
void          sandbox_paper_signature    (SandboxPaper *paper);

/* Words of the letters in the four languages. */
typedef enum
{
  SANDBOX_WORD_TRAINING,         /* "Training document: invented patient" */
  SANDBOX_WORD_BORN,
  SANDBOX_WORD_PAGE,
  SANDBOX_WORD_CONCERNS,
  SANDBOX_WORD_SALUTATION,
  SANDBOX_WORD_CLOSING,
  SANDBOX_WORD_DISCHARGE,
  SANDBOX_WORD_REFERRAL,
  SANDBOX_WORD_PRESCRIPTION,
  SANDBOX_WORD_IMAGING,
  SANDBOX_WORD_LABORATORY,
  SANDBOX_WORD_RECORD,
  SANDBOX_WORD_DIAGNOSES,
  SANDBOX_WORD_HISTORY,
  SANDBOX_WORD_FINDINGS,
  SANDBOX_WORD_COURSE,
  SANDBOX_WORD_TREATMENT,
  SANDBOX_WORD_FOLLOW_UP,
  SANDBOX_WORD_DAY,
  SANDBOX_WORD_ANALYSIS,
  SANDBOX_WORD_RESULT,
  SANDBOX_WORD_UNIT,
  SANDBOX_WORD_REFERENCE,
  SANDBOX_WORD_HAEMATOLOGY,
  SANDBOX_WORD_CHEMISTRY,
  SANDBOX_WORD_URINE,
  SANDBOX_WORD_HORMONES,
  SANDBOX_WORD_SEROLOGY,
  SANDBOX_N_WORDS
} SandboxWord;

const char        *sandbox_word       (const SandboxFileContext *context, SandboxWord word);
/* Sentences of one section; NULL-terminated. */
const char *const *sandbox_sentences  (const SandboxFileContext *context, SandboxWord section);
/* A number below @n that follows from the seed and @salt alone. */
guint              sandbox_pick       (const SandboxFileContext *context, guint salt, guint n);

GBytes *sandbox_file_letter     (SandboxFileKind kind, const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_laboratory (const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_record     (const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_image      (SandboxFileKind kind, const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_scan       (const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_unembedded (const SandboxFileContext *context);
GBytes *sandbox_file_encrypt    (GBytes *pdf, const char *password, GError **error);
GBytes *sandbox_file_cda        (const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_fhir       (const SandboxFileContext *context, GError **error);
GBytes *sandbox_file_vaccine    (const SandboxFileContext *context, gboolean xml);
GBytes *sandbox_file_text       (const SandboxFileContext *context, gboolean latin1, GError **error);

G_END_DECLS
