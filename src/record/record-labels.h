#pragma once

#include "model-document.h"

G_BEGIN_DECLS

/* Words for a document's coded metadata in the reader's language, from the national value sets;
 * the server's display or the code where the lists do not have it. Borrowed, never NULL. */
const char *record_label_coding      (ModelCoding   *coding);      /* (nullable coding): "" */
/* The names of a code in all four languages, folded (model_text_fold()): what a search looks in.
 * (transfer full) */
char       *record_label_search_key  (ModelCoding   *coding);
/* "PDF", "Image", "Text", "CDA", "FHIR" …: the short word for a format column. */
const char *record_label_format      (ModelDocument *document);
/* The row's title: the document's own, else its type in the reader's language (R-MHD-10). */
const char *record_label_title       (ModelDocument *document);

G_END_DECLS
