/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-vaccinations.h"

#include "print-vaccination-private.h"

#include "pdf-tags.h"

#define LABEL_WIDTH 118.0 /* points */
#define FRAME_PADDING 6.0 /* points */
#define MOST 400          /* characters of a fact */

static const PrintPart order_of_parts[] = {
  PRINT_PART_ALLERGIES, PRINT_PART_ILLNESSES, PRINT_PART_LABORATORY, PRINT_PART_RISKS, PRINT_PART_BASIC_IMMUNIZATION
};

static void
put_title (PrintVaccinations *self)
{
  const char *second = self->order->second;

  print_sheet_begin (self->sheet, "H1");
  print_sheet_begin (self->sheet, "Span");
  print_sheet_line (self->sheet, PRINT_STYLE_TITLE, PRINT_MARGIN, print_sheet_get_y (self->sheet), print_word (self->order->language, PRINT_WORD_TITLE));
  print_sheet_end (self->sheet, "Span");
  print_sheet_skip (self->sheet, print_text_get_leading (PRINT_STYLE_TITLE));
  if (second != NULL)
    {
      print_sheet_begin (self->sheet, PDF_TAG_OTHER_LANGUAGE);
      print_sheet_line (self->sheet, PRINT_STYLE_TITLE_SECOND, PRINT_MARGIN, print_sheet_get_y (self->sheet), print_word (second, PRINT_WORD_TITLE));
      print_sheet_end (self->sheet, PDF_TAG_OTHER_LANGUAGE);
      print_sheet_skip (self->sheet, print_text_get_leading (PRINT_STYLE_TITLE_SECOND));
    }
  print_sheet_end (self->sheet, "H1");
  print_sheet_skip (self->sheet, 10);
}

/* A label, the same in the second language below it, and what there is to say. */
static void
put_fact (PrintVaccinations *self,
          PrintWord          label,
          const char        *value,
          PrintStyle         style)
{
  const char *second = self->order->second;
  double      y = print_sheet_get_y (self->sheet);
  double      height = print_text_get_leading (PRINT_STYLE_LABEL);
  g_autoptr(GPtrArray) lines = print_text_break (print_sheet_get_context (self->sheet), style, value, PRINT_WIDTH - LABEL_WIDTH - FRAME_PADDING, MOST);

  if (lines->len == 0)
    return;

  print_sheet_begin (self->sheet, "P");
  print_sheet_begin (self->sheet, "Span");
  print_sheet_line (self->sheet, PRINT_STYLE_LABEL, PRINT_MARGIN, y, print_word (self->order->language, label));
  print_sheet_end (self->sheet, "Span");
  if (second != NULL && g_strcmp0 (print_word (second, label), print_word (self->order->language, label)) != 0)
    {
      print_sheet_begin (self->sheet, PDF_TAG_OTHER_LANGUAGE);
      print_sheet_line (self->sheet, PRINT_STYLE_LABEL_SECOND, PRINT_MARGIN, y + height, print_word (second, label));
      print_sheet_end (self->sheet, PDF_TAG_OTHER_LANGUAGE);
      height += print_text_get_leading (PRINT_STYLE_LABEL_SECOND);
    }
  print_sheet_begin (self->sheet, "Span");
  height = MAX (height, print_sheet_lines (self->sheet, style, PRINT_MARGIN + LABEL_WIDTH,
                                           y + print_text_get_ascent (PRINT_STYLE_LABEL) - print_text_get_ascent (style), lines));
  print_sheet_end (self->sheet, "Span");
  print_sheet_end (self->sheet, "P");
  print_sheet_skip (self->sheet, height + 2);
}

static const char *
gender_words (PrintVaccinations *self)
{
  switch (model_patient_get_gender (self->order->patient))
    {
    case MODEL_GENDER_FEMALE:
      return print_word (self->order->language, PRINT_WORD_FEMALE);
    case MODEL_GENDER_MALE:
      return print_word (self->order->language, PRINT_WORD_MALE);
    case MODEL_GENDER_OTHER:
      return print_word (self->order->language, PRINT_WORD_OTHER_GENDER);
    case MODEL_GENDER_UNKNOWN:
    default:
      return print_word (self->order->language, PRINT_WORD_UNKNOWN_GENDER);
    }
}

/* R-VAC-75: in words, how much of the record this is. */
static char *
completeness_words (PrintVaccinations *self)
{
  ModelVaccinationRecord *record = self->order->record;
  guint                   n_unread = model_vaccination_record_get_unread (record)->len;
  g_autofree char        *n = g_strdup_printf ("%u", model_vaccination_record_get_documents (record)->len);
  g_autofree char        *m = g_strdup_printf ("%u", n_unread);
  const char             *language = self->order->language;
  g_autofree char        *read = print_word_fill (language, PRINT_WORD_READ, n, NULL);
  g_autofree char        *unread = n_unread > 0 ? print_word_fill (language, PRINT_WORD_UNREAD, m, NULL) : NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  ModelDate copied;

  if (model_vaccination_record_is_copy (record, &copied))
    {
      g_autofree char *date = model_date_format (&copied);
      g_autofree char *copy = print_word_fill (language, PRINT_WORD_COPY, date, NULL);

      g_string_append_printf (words, "%s ", copy);
    }
  g_string_append_printf (words, "%s %s", print_word (language, model_vaccination_record_is_partial (record) ? PRINT_WORD_PARTIAL : PRINT_WORD_COMPLETE), read);
  if (unread != NULL)
    g_string_append_printf (words, " %s", unread);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
printed_words (PrintVaccinations *self)
{
  g_autofree char *moment = g_date_time_format (self->order->moment, "%d.%m.%Y %H:%M");

  return self->order->printed_by != NULL ? g_strdup_printf ("%s, %s", moment, self->order->printed_by) : g_steal_pointer (&moment);
}

static void
put_completeness (PrintVaccinations *self)
{
  g_autofree char *words = completeness_words (self);
  double           top = print_sheet_get_y (self->sheet) + 2;

  if (!model_vaccination_record_is_partial (self->order->record))
    {
      put_fact (self, PRINT_WORD_COMPLETENESS, words, PRINT_STYLE_TEXT);
      return;
    }

  print_sheet_skip (self->sheet, FRAME_PADDING);
  put_fact (self, PRINT_WORD_COMPLETENESS, words, PRINT_STYLE_STRONG);
  print_sheet_rule (self->sheet, PRINT_STYLE_TEXT, top);
  print_sheet_rule (self->sheet, PRINT_STYLE_TEXT, print_sheet_get_y (self->sheet) + 1);
  print_sheet_skip (self->sheet, FRAME_PADDING);
}

static void
put_patient (PrintVaccinations *self)
{
  g_autofree char *name = model_patient_dup_title (self->order->patient);
  g_autofree char *born = model_date_format (model_patient_get_birth_date (self->order->patient));
  g_autofree char *printed = printed_words (self);
  g_autofree char *source = self->order->community != NULL ? print_word_fill (self->order->language, PRINT_WORD_RECORD, self->order->community, NULL) : NULL;

  print_sheet_paragraph (self->sheet, "P", PRINT_STYLE_NAME, name);
  print_sheet_skip (self->sheet, 2);
  put_fact (self, PRINT_WORD_BORN, born, PRINT_STYLE_TEXT);
  put_fact (self, PRINT_WORD_GENDER, gender_words (self), PRINT_STYLE_TEXT);
  put_fact (self, PRINT_WORD_PRINTED, printed, PRINT_STYLE_TEXT);
  if (source != NULL)
    put_fact (self, PRINT_WORD_SOURCE, source, PRINT_STYLE_TEXT);
  put_completeness (self);
  print_sheet_skip (self->sheet, 14);
}

/* What was asked for and not found, so that nobody takes it for forgotten, nor for known to be absent. */
static void
put_end (PrintVaccinations *self,
         GString           *empty)
{
  const char *language = self->order->language;

  if (empty->len > 0)
    {
      g_autofree char *words = print_word_fill (language, PRINT_WORD_EMPTY, empty->str, NULL);

      print_sheet_paragraph (self->sheet, "P", PRINT_STYLE_QUIET, words);
      print_sheet_skip (self->sheet, 4);
    }
  print_sheet_paragraph (self->sheet, "P", PRINT_STYLE_QUIET, print_word (language, PRINT_WORD_EXPLAIN_VALIDATION));
  print_sheet_skip (self->sheet, 4);
  print_sheet_paragraph (self->sheet, "P", PRINT_STYLE_QUIET, print_word (language, PRINT_WORD_NOT_OFFICIAL));
}

static void
put_all (PrintVaccinations *self)
{
  g_autoptr(GString) empty = g_string_new (NULL);

  print_sheet_begin (self->sheet, "Document");
  put_title (self);
  put_patient (self);
  print_vaccinations_diseases (self);
  for (guint i = 0; i < G_N_ELEMENTS (order_of_parts); i++)
    if (!print_vaccinations_part (self, order_of_parts[i]))
      g_string_append_printf (empty, "%s%s", empty->len > 0 ? ", " : "",
                              print_word (self->order->language, print_vaccinations_title (order_of_parts[i])));
  print_vaccinations_void (self);
  print_vaccinations_notes (self);
  put_end (self, empty);
}

PrintBook *
print_vaccinations (const PrintVaccinationOrder *order)
{
  PrintVaccinations   self = { .order = order };
  g_autofree char    *name = model_patient_dup_title (order->patient);
  g_autofree char    *born = model_date_format (model_patient_get_birth_date (order->patient));
  const char         *word = print_word (order->language, PRINT_WORD_TITLE);
  g_autofree char    *title = g_strdup_printf ("%s – %s", word, name);
  g_autofree char    *language = g_strconcat (order->language, "-CH", NULL);
  g_autofree char    *second = order->second != NULL ? g_strconcat (order->second, "-CH", NULL) : NULL;
  gboolean            partial = model_vaccination_record_is_partial (order->record);
  g_autofree char    *left = g_strdup_printf ("%s, %s – %s%s%s", name, born, word, partial ? " – " : "", partial ? print_word (order->language, PRINT_WORD_PARTIAL_MARK) : "");
  const PrintBookInfo info = { title, language, second, order->printed_by, order->moment };
  PrintBook          *book;

  self.sheet = print_sheet_new (order->language, order->second);
  self.noted = g_ptr_array_new ();
  put_all (&self);
  book = print_sheet_finish (self.sheet, &info, left, print_word (order->language, PRINT_WORD_NOT_OFFICIAL));
  g_ptr_array_unref (self.noted);

  return book;
}

static void
order_free (PrintVaccinationOrder *order)
{
  g_object_unref (order->record);
  g_object_unref (order->patient);
  g_free ((char *) order->printed_by);
  g_free ((char *) order->community);
  g_date_time_unref (order->moment);
  g_free (order);
}

static void
print_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_task_return_pointer (task, print_vaccinations (task_data), g_object_unref);
}

void
print_vaccinations_async (const PrintVaccinationOrder *order,
                          GCancellable                *cancellable,
                          GAsyncReadyCallback          callback,
                          gpointer                     user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PrintVaccinationOrder *own = g_new0 (PrintVaccinationOrder, 1);

  *own = *order;
  own->record = g_object_ref (order->record);
  own->patient = g_object_ref (order->patient);
  own->language = print_language (order->language);
  own->second = order->second != NULL ? print_language (order->second) : NULL;
  own->printed_by = g_strdup (order->printed_by);
  own->community = g_strdup (order->community);
  own->moment = g_date_time_ref (order->moment);
  g_task_set_source_tag (task, print_vaccinations_async);
  g_task_set_task_data (task, own, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, print_in_worker);
}

PrintBook *
print_vaccinations_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, print_vaccinations_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
