#pragma once

#include <gtk/gtk.h>

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* The versions of @line, the newest first: who, when, what changed, which comment, and the way to the document
 * (R-VAC-74). Its buttons activate "vaccination.open-document" with the key of the document. (transfer floating) */
GtkWidget *cab_vaccine_history_new  (ModelRecordLine *line);

/* Parts that the details are built of. (transfer floating) */
GtkWidget *cab_vaccine_text_new     (const char      *text,
                                     const char      *css_class);  /* (nullable) */
GtkWidget *cab_vaccine_heading_new  (const char      *text);
/* A comment with who and when. (transfer floating) */
GtkWidget *cab_vaccine_comment_new  (ModelComment    *comment);

G_END_DECLS
