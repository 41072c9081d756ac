#pragma once

#include "render-document.h"

G_BEGIN_DECLS

/* What a document that is no picture of paper is made of. */
typedef enum
{
  RENDER_BLOCK_TITLE,
  RENDER_BLOCK_FACT,       /* about the whole: its term says what */
  RENDER_BLOCK_HEADING,    /* level from 1 */
  RENDER_BLOCK_PARAGRAPH,
  RENDER_BLOCK_ITEM,       /* of a list; level from 1: how deep */
  RENDER_BLOCK_TABLE,      /* rows of cells up to TABLE_END; its text is a caption */
  RENDER_BLOCK_ROW,
  RENDER_BLOCK_CELL,       /* level: how many columns it spans, from 1 */
  RENDER_BLOCK_HEADER,     /* a cell that names a column or a row */
  RENDER_BLOCK_TABLE_END,
  RENDER_BLOCK_ENCLOSED,   /* another document: title, type and bytes */
  RENDER_N_BLOCK_KINDS
} RenderBlockKind;

/* Words that are not in the document, and that the reader sees in her own language. */
typedef enum
{
  RENDER_TERM_NONE,
  RENDER_TERM_PATIENT,
  RENDER_TERM_BORN,
  RENDER_TERM_GENDER,
  RENDER_TERM_AUTHOR,
  RENDER_TERM_INSTITUTION,
  RENDER_TERM_DATE,
  RENDER_TERM_MALE,
  RENDER_TERM_FEMALE,
  RENDER_TERM_OTHER,
  RENDER_TERM_UNKNOWN,
  RENDER_TERM_TEST,
  RENDER_TERM_RESULT,
  RENDER_TERM_REFERENCE,
  RENDER_TERM_INTERPRETATION,
  RENDER_TERM_MEDICINE,
  RENDER_TERM_DOSAGE,
  RENDER_TERM_MORNING,
  RENDER_TERM_NOON,
  RENDER_TERM_EVENING,
  RENDER_TERM_NIGHT,
  RENDER_TERM_REASON,
  RENDER_TERM_FROM,
  RENDER_TERM_TO,
  RENDER_TERM_VACCINE,
  RENDER_TERM_DOSE,
  RENDER_TERM_LOT,
  RENDER_TERM_DISEASES,
  RENDER_TERM_SUBSTANCE,
  RENDER_TERM_REACTION,
  RENDER_TERM_CRITICALITY,
  RENDER_TERM_PROBLEM,
  RENDER_TERM_STATUS,
  RENDER_TERM_SINCE,
  RENDER_TERM_ENTRY,
  RENDER_TERM_NOTE,
  RENDER_TERM_ACTIVE,      /* codes of FHIR for a state, a verification, a criticality */
  RENDER_TERM_INACTIVE,
  RENDER_TERM_RESOLVED,
  RENDER_TERM_COMPLETED,
  RENDER_TERM_FINAL,
  RENDER_TERM_PRELIMINARY,
  RENDER_TERM_AMENDED,
  RENDER_TERM_CANCELLED,
  RENDER_TERM_STOPPED,
  RENDER_TERM_ON_HOLD,
  RENDER_TERM_NOT_DONE,
  RENDER_TERM_ENTERED_IN_ERROR,
  RENDER_TERM_CONFIRMED,
  RENDER_TERM_UNCONFIRMED,
  RENDER_TERM_REFUTED,
  RENDER_TERM_LOW,
  RENDER_TERM_HIGH,
  RENDER_TERM_CUT,         /* there is more than is shown */
  RENDER_N_TERMS
} RenderTerm;

/* Borrowed from the content. */
typedef struct
{
  RenderBlockKind kind;
  guint           level;
  RenderTerm      term;   /* what a fact is, or the word of a cell without text */
  const char     *text;   /* UTF-8, never NULL; lines are kept in it */
  const char     *type;   /* of ENCLOSED: its content type; else "" */
  GBytes         *data;   /* (nullable) of ENCLOSED */
} RenderBlock;

/* A document read by its renderer: CDA of any level, FHIR documents and resources. There is no markup, script, link or
 * address left in it; what came back was checked. Immutable, counted. */
typedef struct _RenderContent RenderContent;

RenderContent     *render_content_ref    (RenderContent *self);
void               render_content_unref  (RenderContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RenderContent, render_content_unref)

guint              render_content_get_n  (RenderContent *self);
const RenderBlock *render_content_get    (RenderContent *self, guint position);

/* UNSUPPORTED for a document of pages. Main thread. */
void               render_document_get_content_async  (RenderDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RenderContent     *render_document_get_content_finish (RenderDocument *self, GAsyncResult *result, GError **error);   /* (transfer full) */

G_END_DECLS
