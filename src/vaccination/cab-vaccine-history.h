#pragma once

#include <gtk/gtk.h>

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* The versions of @line, the newest first: who, when, what changed, which comment, and the way to the document
 * (R-VAC-74). Its buttons activate "vaccination.open-document" with the key of the document. (transfer floating) */
GtkWidget *cab_vaccine_history_new  (ModelRecordLine *line);

G_END_DECLS
