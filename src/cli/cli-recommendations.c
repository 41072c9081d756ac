/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-recommendations.h"

#include "cli-output.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define N_COLUMNS 4

RecordRecommendations *
cli_recommendations_ask (RecordVaccinations *vaccinations,
                         GCancellable       *cancellable,
                         CliExit            *exit)
{
  g_autoptr(RecordRecommendations) self = record_recommendations_new (vaccinations);

  if (record_recommendations_get_service (self) == NULL)
    {
      *exit = cli_usage (_("This community names no expert service that could be asked."));
      return NULL;
    }

  record_recommendations_ask (self);
  while (record_recommendations_is_asking (self) && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  record_recommendations_cancel (self);

  if (g_cancellable_is_cancelled (cancellable))
    *exit = CLI_EXIT_INTERRUPTED;
  else if (record_recommendations_get_problem (self) != NULL)
    *exit = cli_fail_problem (record_recommendations_get_problem (self));
  else if (record_recommendations_get_answer (self) != NULL)
    return g_steal_pointer (&self);

  return NULL;
}

static char *
join_labels (GPtrArray *codings)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < codings->len; i++)
    g_ptr_array_add (words, (char *) record_vaccine_label (g_ptr_array_index (codings, i)));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

static char *
join_dates (const ModelRecommendationFacts *facts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < facts->n_dates; i++)
    {
      g_autofree char *date = model_date_format (&facts->dates[i].date);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", record_recommendation_label_date (&facts->dates[i]), date);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char **
row_of (ModelRecommendation *recommendation)
{
  const ModelRecommendationFacts *facts = model_recommendation_get_facts (recommendation);
  char                          **row = g_new0 (char *, N_COLUMNS + 1);

  row[0] = join_labels (facts->diseases->len > 0 ? facts->diseases : facts->vaccines);
  row[1] = g_strdup (record_vaccine_label (facts->status));
  row[2] = join_dates (facts);
  row[3] = g_strdup (facts->description != NULL ? facts->description : "");

  return row;
}

/* Foreign words, cleaned, in UTF-8 or what the terminal has. */
static void
print_line (const char *text,
            gboolean    with_spid)
{
  g_autofree char *clean = cli_clean (text, with_spid);

  g_print ("%s\n", clean);
}

void
cli_recommendations_print (RecordRecommendations *self,
                           gboolean               with_spid)
{
  const ModelRecommendationAnswerFacts *facts = model_recommendation_answer_get_facts (record_recommendations_get_answer (self));
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *source = record_recommendations_dup_source (self);
  g_autofree char *basis = record_recommendations_dup_basis (self);
  g_autofree char *heading = NULL;

  /* Translators: who says what follows: name of the service, version, date and time. */
  heading = g_strdup_printf (_("What %s says:"), source);
  g_print ("\n");
  print_line (heading, with_spid);
  for (guint i = 0; i < facts->recommendations->len; i++)
    g_ptr_array_add (rows, row_of (g_ptr_array_index (facts->recommendations, i)));
  cli_print_table (rows, N_COLUMNS, with_spid);
  print_line (basis, with_spid);
  for (guint i = 0; i < facts->remarks->len; i++)
    print_line (g_ptr_array_index (facts->remarks, i), with_spid);
}

/* JSON: what is not known is left out. */

static void
add (JsonBuilder *builder,
     const char  *name,
     const char  *text,
     gboolean     with_spid)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;
  clean = cli_clean (text, with_spid);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, clean);
}

static void
add_date (JsonBuilder     *builder,
          const char      *name,
          const ModelDate *date)
{
  g_autofree char *text = model_date_to_fhir (date);

  add (builder, name, text, FALSE);
}

static void
add_coding (JsonBuilder *builder,
            ModelCoding *coding,
            gboolean     with_spid)
{
  json_builder_begin_object (builder);
  add (builder, "system", model_coding_get_system (coding), with_spid);
  add (builder, "code", model_coding_get_code (coding), with_spid);
  add (builder, "display", record_vaccine_label (coding), with_spid);
  json_builder_end_object (builder);
}

static void
add_codings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *codings,
             gboolean     with_spid)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < codings->len; i++)
    add_coding (builder, g_ptr_array_index (codings, i), with_spid);
  json_builder_end_array (builder);
}

static void
add_recommendation (JsonBuilder                    *builder,
                    const ModelRecommendationFacts *facts,
                    gboolean                        with_spid)
{
  json_builder_begin_object (builder);
  add_codings (builder, "diseases", facts->diseases, with_spid);
  add_codings (builder, "vaccines", facts->vaccines, with_spid);
  add_codings (builder, "contraindicated", facts->contraindicated, with_spid);
  if (facts->status != NULL)
    {
      json_builder_set_member_name (builder, "status");
      add_coding (builder, facts->status, with_spid);
    }
  add_codings (builder, "reasons", facts->reasons, with_spid);
  json_builder_set_member_name (builder, "dates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->n_dates; i++)
    {
      json_builder_begin_object (builder);
      if (facts->dates[i].meaning != NULL)
        {
          json_builder_set_member_name (builder, "meaning");
          add_coding (builder, facts->dates[i].meaning, with_spid);
        }
      add_date (builder, "date", &facts->dates[i].date);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add (builder, "dose", facts->dose, with_spid);
  add (builder, "seriesDoses", facts->series_doses, with_spid);
  add (builder, "series", facts->series, with_spid);
  add (builder, "description", facts->description, with_spid);
  json_builder_end_object (builder);
}

void
cli_json_add_recommendations (JsonBuilder           *builder,
                              RecordRecommendations *self,
                              gboolean               with_spid)
{
  const ModelRecommendationAnswerFacts *facts = model_recommendation_answer_get_facts (record_recommendations_get_answer (self));

  json_builder_set_member_name (builder, "recommendations");
  json_builder_begin_object (builder);
  add (builder, "service", facts->name != NULL ? facts->name : record_recommendations_get_service (self), with_spid);
  add (builder, "organization", facts->organization, with_spid);
  add (builder, "software", facts->software, with_spid);
  add (builder, "version", facts->version, with_spid);
  add_date (builder, "time", &facts->date);
  json_builder_set_member_name (builder, "entries");
  json_builder_add_int_value (builder, record_recommendations_get_n_entries (self));
  json_builder_set_member_name (builder, "recommendations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->recommendations->len; i++)
    add_recommendation (builder, model_recommendation_get_facts (g_ptr_array_index (facts->recommendations, i)), with_spid);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "remarks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->remarks->len; i++)
    {
      g_autofree char *clean = cli_clean (g_ptr_array_index (facts->remarks, i), with_spid);

      json_builder_add_string_value (builder, clean);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "unreadable");
  json_builder_add_int_value (builder, facts->n_unread);
  json_builder_end_object (builder);
}
