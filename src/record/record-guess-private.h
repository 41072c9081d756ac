#pragma once

#include "record-guess.h"

G_BEGIN_DECLS

/* model_text_fold(), with one kind of apostrophe. (transfer full) */
char    *record_guess_fold (const char *text);

/* A date that stands in a text. */
typedef struct
{
  int       start;     /* bytes */
  int       end;
  guint     day;
  guint     month;
  guint     year;      /* as written: two digits, or four */
} RecordGuessDate;

/* The dates of @folded (model_text_fold()), as people and programs write them in four languages, in their
 * order. (element-type RecordGuessDate) (transfer full) */
GArray  *record_guess_find_dates  (const char *folded);
/* FALSE: no day that there was, by @today, who decides about two-digit years. */
gboolean record_guess_date_read   (const RecordGuessDate *found, const ModelDate *today, ModelDate *date);
/* Whether what stands before @start makes a birth date of it. */
gboolean record_guess_is_birth    (const char *folded, int start);
/* What stands before @start, no more than @length bytes and no more than its line. (transfer full) */
char    *record_guess_dup_before  (const char *folded, int start, int length);
/* @pattern is ours. (transfer full) */
GRegex  *record_guess_make_regex  (const char *pattern);

/* What kind of document @folded is by its words; the code of the national list. @heads (out) (optional): a line
 * begins with them. (nullable) Static */
const char *record_guess_find_type  (const char *folded, gboolean *heads);
/* (nullable) (transfer full) */
char       *record_guess_find_title (const char *text, const char *own_title, const char *file_name, const char *type, const char *language);

G_END_DECLS
