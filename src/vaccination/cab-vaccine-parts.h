#pragma once

#include <gtk/gtk.h>

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* What the details of an entry, its history and its editor are built of. Each is (transfer floating). */
GtkWidget *cab_vaccine_text_new    (const char         *text,
                                    const char         *css_class);  /* (nullable) */
GtkWidget *cab_vaccine_heading_new (const char         *text);
/* All that an entry says, label and words side by side. */
GtkWidget *cab_vaccine_facts_new   (ModelClinicalEntry *entry,
                                    const ModelDate    *birth);
/* The same without who entered it: that is going to be somebody else. */
GtkWidget *cab_vaccine_said_new    (ModelClinicalEntry *entry,
                                    const ModelDate    *birth);
/* A comment with who and when. */
GtkWidget *cab_vaccine_comment_new (ModelComment       *comment);
/* The comments of an entry, the newest first. (transfer full) (element-type ModelComment) */
GPtrArray *cab_vaccine_list_comments (ModelClinicalEntry *entry);
/* "Boostrix · 12.11.2026 · dose 2": an entry in a line. (transfer full) */
char      *cab_vaccine_describe    (ModelClinicalEntry *entry,
                                    const ModelDate    *birth);
/* Takes all children out of @box. */
void       cab_vaccine_empty       (GtkBox             *box);

G_END_DECLS
