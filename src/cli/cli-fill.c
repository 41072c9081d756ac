/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fill.h"

#include "model-number.h"
#include "model-text.h"
#include "record-labels.h"

#include <glib/gi18n.h>
#include <string.h>

/* In this order: the class is chosen among those of the type. */
static const struct
{
  CliColumn   column;
  RecordField field;
} coded[] = {
  { CLI_COLUMN_TYPE, RECORD_FIELD_TYPE },
  { CLI_COLUMN_CLASS, RECORD_FIELD_CLASS },
  { CLI_COLUMN_CONFIDENTIALITY, RECORD_FIELD_CONFIDENTIALITY },
  { CLI_COLUMN_FACILITY, RECORD_FIELD_FACILITY_TYPE },
  { CLI_COLUMN_SETTING, RECORD_FIELD_PRACTICE_SETTING },
  { CLI_COLUMN_SPECIALTY, RECORD_FIELD_SPECIALTY },
  { CLI_COLUMN_LANGUAGE, RECORD_FIELD_LANGUAGE },
  { CLI_COLUMN_FORMAT, RECORD_FIELD_FORMAT },
};

static char *
fault_of (CliColumn   column,
          const char *what)
{
  return g_strdup_printf ("%s: %s", cli_column_get_name (column), what);
}

/* Words that are shorter than the national ones. */
static const char *
expand (CliColumn   column,
        const char *text)
{
  static const char *const levels[][2] = { { "normal", "17621005" }, { "restricted", "263856008" }, { "secret", "1141000195107" } };
  static const char *const languages[][2] = { { "fr", "fr-CH" }, { "de", "de-CH" }, { "it", "it-CH" } };

  for (guint i = 0; column == CLI_COLUMN_CONFIDENTIALITY && i < G_N_ELEMENTS (levels); i++)
    if (g_ascii_strcasecmp (text, levels[i][0]) == 0)
      return levels[i][1];
  for (guint i = 0; column == CLI_COLUMN_LANGUAGE && i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strcasecmp (text, languages[i][0]) == 0)
      return languages[i][1];

  return text;
}

/* By its code, or by its whole name in the reader's language. (transfer full) (nullable) */
static ModelCoding *
find_code (RecordDraft *draft,
           RecordField  field,
           const char  *text)
{
  g_autoptr(GListModel) choices = record_draft_list_choices (draft, field);
  g_autofree char *folded = model_text_fold (text);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) coding = g_list_model_get_item (choices, i);

      if (g_str_equal (model_coding_get_code (coding), text))
        return g_steal_pointer (&coding);
    }
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr(ModelCoding) coding = g_list_model_get_item (choices, i);
      g_autofree char *label = model_text_fold (record_label_coding (coding));

      if (g_str_equal (label, folded))
        return g_steal_pointer (&coding);
    }

  return NULL;
}

static char *
fill_codes (RecordDraft   *draft,
            const CliItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (coded); i++)
    {
      const char *text = item->values[coded[i].column];
      g_autoptr(ModelCoding) coding = text != NULL ? find_code (draft, coded[i].field, expand (coded[i].column, text)) : NULL;

      if (coding != NULL)
        record_draft_set_code (draft, coded[i].field, coding);
      else if (text != NULL)
        {
          g_autofree char *what = g_strdup_printf (_("“%s” is not in the national list."), text);

          return fault_of (coded[i].column, what);
        }
    }

  return NULL;
}

static char *
fill_events (RecordDraft   *draft,
             const CliItem *item)
{
  const char *text = item->values[CLI_COLUMN_EVENT];
  g_auto(GStrv) words = g_strsplit (text != NULL ? text : "", "|", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_autoptr(ModelCoding) event = find_code (draft, RECORD_FIELD_EVENT, g_strstrip (*word));

      if (event != NULL)
        record_draft_add_event (draft, event);
      else if (**word != '\0')
        {
          g_autofree char *what = g_strdup_printf (_("“%s” is not in the national list."), *word);

          return fault_of (CLI_COLUMN_EVENT, what);
        }
    }

  return NULL;
}

static char *
fill_author (RecordDraft   *draft,
             const CliItem *item)
{
  const char *family = item->values[CLI_COLUMN_AUTHOR_FAMILY];
  const char *given = item->values[CLI_COLUMN_AUTHOR_GIVEN];
  const char *gln = item->values[CLI_COLUMN_AUTHOR_GLN];

  if (gln != NULL && !model_number_is_gln (gln))
    return fault_of (CLI_COLUMN_AUTHOR_GLN, _("this is no GLN; its 13 digits end in a check digit."));
  if (given != NULL && family == NULL)
    return fault_of (CLI_COLUMN_AUTHOR_FAMILY, _("is missing beside the given name."));
  if (family == NULL && gln == NULL)
    return NULL;

  /* the number of who is responsible does not go with another's name, nor the name with another's number */
  record_draft_set_author_parts (draft, family, given);
  record_draft_set_author_gln (draft, gln);

  return NULL;
}

static char *
find_missing (RecordDraft *draft)
{
  for (guint i = 0; i < G_N_ELEMENTS (coded); i++)
    if (record_draft_is_required (coded[i].field) && record_draft_get_code (draft, coded[i].field) == NULL)
      return fault_of (coded[i].column, _("is missing."));
  if (!record_draft_has_author (draft))
    return fault_of (CLI_COLUMN_AUTHOR_FAMILY, _("is missing."));

  return fault_of (CLI_COLUMN_TITLE, _("is missing."));
}

char *
cli_fill (RecordDraft   *draft,
          const CliItem *item)
{
  const char *date = item->values[CLI_COLUMN_DATE];
  char       *fault;

  if (item->values[CLI_COLUMN_TYPE] == NULL)
    return fault_of (CLI_COLUMN_TYPE, _("is missing."));
  if (date == NULL)
    return fault_of (CLI_COLUMN_DATE, _("is missing."));

  fault = fill_codes (draft, item);
  if (fault == NULL)
    fault = fill_events (draft, item);
  if (fault == NULL)
    fault = fill_author (draft, item);
  if (fault != NULL)
    return fault;

  record_draft_set_date (draft, date);
  if (!record_draft_has_date (draft))
    return fault_of (CLI_COLUMN_DATE, _("this is no day up to today. Write it as 2026-11-14 or 14.11.2026."));
  if (item->values[CLI_COLUMN_TITLE] != NULL)
    record_draft_set_title (draft, item->values[CLI_COLUMN_TITLE]);
  record_draft_set_comment (draft, item->values[CLI_COLUMN_COMMENT]);

  return record_draft_get_complete (draft) ? NULL : find_missing (draft);
}

gint64
cli_fill_parse_span (const char *text)
{
  char   *end = NULL;
  guint64 number = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &end, 10) : 0;

  if (end == NULL || number > 36500 || strlen (end) != 1)
    return -1;

  return *end == 'd' ? (gint64) number * 86400 : *end == 'h' ? (gint64) number * 3600
                                                             : -1;
}

gint64
cli_fill_not_before (RecordDraft *draft,
                     gint64       span,
                     gboolean     from_now)
{
  gint64    now = g_get_real_time () / G_USEC_PER_SEC;
  ModelDate today = model_date_today ();
  ModelDate date;
  gint64    from = now;

  if (span <= 0)
    return 0;
  if (!from_now && model_date_parse_typed (record_draft_get_date (draft), &today, &date))
    {
      g_autoptr(GDateTime) day = g_date_time_new_local (date.year, date.month, date.day, 0, 0, 0);

      from = g_date_time_to_unix (day);
    }

  return from + span > now ? from + span : 0;
}
