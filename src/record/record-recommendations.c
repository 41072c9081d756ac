/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-recommendations.h"

#include "epr-access.h"
#include "epr-recommendation.h"
#include "net-trace.h"
#include "record-patient-context-private.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

#define LOINC "http://loinc.org"
#define DAY (24 * 3600) /* seconds */

/* The state of the record when it was asked about. */
typedef struct
{
  char    *fingerprint; /* (owned) (nullable) */
  guint    n_entries;
  guint    n_doubtful;
  gboolean partial;
} Basis;

struct _RecordRecommendations
{
  GObject parent_instance;

  RecordVaccinations   *vaccinations; /* (owned) */
  RecordPatientContext *context;      /* (owned) */
  EprClient            *client;       /* (owned) (nullable) nobody is to be asked */

  GCancellable              *cancellable; /* (owned) (nullable) of the question on its way */
  Basis                      asked;       /* what it is about */
  Basis                      basis;       /* … of the answer */
  ModelRecommendationAnswer *answer;      /* (owned) (nullable) */
  ModelProblem              *problem;     /* (owned) (nullable) */
  gint64                     born;        /* of the answer, seconds since 1970: the earlier of what it says and when it came */
  guint                      grows_old;   /* source, when it is a day old */
};

G_DEFINE_FINAL_TYPE (RecordRecommendations, record_recommendations, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (RecordRecommendations *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
basis_clear (Basis *basis)
{
  g_clear_pointer (&basis->fingerprint, g_free);
  *basis = (Basis) { 0 };
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Which version of which entry stands in the record. */
static char *
dup_mark (ModelRecordLine *line)
{
  ModelEntryVersion        *head = model_record_line_get_head (line);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (model_record_line_get_entry (line));

  return g_strdup_printf ("%s/%s/%s/%d", model_vaccination_document_get_key (model_entry_version_get_document (head)),
                          facts->id != NULL ? facts->id : "", facts->digest != NULL ? facts->digest : "", (int) facts->status);
}

static Basis
look_at_record (RecordRecommendations *self)
{
  ModelVaccinationRecord *record = record_vaccinations_get_record (self->vaccinations);
  GPtrArray              *lines = record != NULL ? model_vaccination_record_get_lines (record) : NULL;
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  Basis basis = { .partial = record == NULL || model_vaccination_record_is_partial (record) };

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      ModelRecordLine *line = g_ptr_array_index (lines, i);

      if (model_record_line_get_state (line) != MODEL_LINE_CURRENT)
        continue;
      basis.n_entries++;
      basis.n_doubtful += model_record_line_get_marks (line) != MODEL_LINE_CERTAIN ? 1 : 0;
      g_ptr_array_add (marks, dup_mark (line));
    }
  g_ptr_array_sort (marks, compare_texts);
  g_ptr_array_add (marks, NULL);
  basis.fingerprint = g_strjoinv ("\n", (char **) marks->pdata);

  return basis;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
seconds_of (const ModelDate *date)
{
  g_autofree char *text = date->precision >= MODEL_DATE_DAY ? model_date_to_fhir (date) : NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *whole = text != NULL && date->precision == MODEL_DATE_DAY ? g_strconcat (text, "T00:00:00", NULL) : NULL;
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (whole != NULL ? whole : text, zone) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : G_MAXINT64;
}

static gboolean
grown_old_cb (gpointer user_data)
{
  RecordRecommendations *self = user_data;

  self->grows_old = 0;
  tell (self);

  return G_SOURCE_REMOVE;
}

static void
watch_age (RecordRecommendations *self)
{
  gint64 left = self->born + DAY - now ();

  g_clear_handle_id (&self->grows_old, g_source_remove);
  if (left >= 0)
    self->grows_old = g_timeout_add_seconds ((guint) left + 1, grown_old_cb, self);
}

static void
forget (RecordRecommendations *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->answer);
  g_clear_object (&self->problem);
  g_clear_handle_id (&self->grows_old, g_source_remove);
  basis_clear (&self->asked);
  basis_clear (&self->basis);
}

static void
closed_cb (RecordRecommendations *self)
{
  if (!record_patient_context_is_closed (self->context))
    return;

  forget (self);
  g_clear_object (&self->client);
  tell (self);
}

static void
record_recommendations_dispose (GObject *object)
{
  RecordRecommendations *self = RECORD_RECOMMENDATIONS (object);

  forget (self);
  g_clear_object (&self->client);
  g_clear_object (&self->context);
  g_clear_object (&self->vaccinations);

  G_OBJECT_CLASS (record_recommendations_parent_class)->dispose (object);
}

static void
record_recommendations_class_init (RecordRecommendationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = record_recommendations_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
record_recommendations_init (RecordRecommendations *self)
{
}

RecordRecommendations *
record_recommendations_new (RecordVaccinations *vaccinations)
{
  RecordRecommendations *self;
  EprAccess             *access;

  g_return_val_if_fail (RECORD_IS_VACCINATIONS (vaccinations), NULL);

  self = g_object_new (RECORD_TYPE_RECOMMENDATIONS, NULL);
  self->vaccinations = g_object_ref (vaccinations);
  self->context = g_object_ref (record_vaccinations_get_context (vaccinations));
  access = record_patient_context_get_access (self->context);
  if (access != NULL && record_patient_context_get_purpose (self->context) == RECORD_PURPOSE_NORMAL &&
      epr_community_get_recommendation_service (epr_client_get_community (epr_access_get_client (access))) != NULL)
    self->client = g_object_ref (epr_access_get_client (access));
  g_signal_connect_object (self->context, "notify::closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vaccinations, "notify::record", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vaccinations, "notify::loading", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);

  return self;
}

const char *
record_recommendations_get_service (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  return self->client != NULL ? epr_community_get_recommendation_service (epr_client_get_community (self->client))->name : NULL;
}

gboolean
record_recommendations_is_asking (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
record_recommendations_can_ask (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), FALSE);

  return self->client != NULL && self->cancellable == NULL && !record_vaccinations_get_loading (self->vaccinations) &&
         record_vaccinations_get_record (self->vaccinations) != NULL;
}

char *
record_recommendations_dup_notice (RecordRecommendations *self)
{
  Basis            now_there = { 0 };
  g_autofree char *entries = NULL;
  char            *notice;

  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  if (self->client == NULL)
    return g_strdup ("");

  now_there = look_at_record (self);
  /* Translators: after "These are sent to …:" */
  entries = g_strdup_printf (ngettext ("%u entry of this record", "%u entries of this record", now_there.n_entries), now_there.n_entries);
  notice = g_strdup_printf (_("Asking sends the birth date, the gender and %s to %s. No name, no number, no comment and nobody who gave a vaccination is sent."),
                            entries, record_recommendations_get_service (self));
  basis_clear (&now_there);

  return notice;
}

static void
take_answer (RecordRecommendations     *self,
             ModelRecommendationAnswer *answer)
{
  g_set_object (&self->answer, answer);
  basis_clear (&self->basis);
  self->basis = self->asked;
  self->asked = (Basis) { 0 };
  self->born = MIN (now (), seconds_of (&model_recommendation_answer_get_facts (answer)->date));
  watch_age (self);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(RecordRecommendations) self = user_data;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  g_autoptr(ModelRecommendationAnswer) answer = epr_recommendation_ask_finish (EPR_CLIENT (object), result, &n, &error);

  /* a question that was called off is followed by another, or by none */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  self->asked.n_entries = n;
  if (answer != NULL)
    take_answer (self, answer);
  else
    self->problem = record_problem_new_for_recommendations (error);
  tell (self);
}

void
record_recommendations_ask (RecordRecommendations *self)
{
  g_autoptr(NetTrace) trace = NULL;

  g_return_if_fail (RECORD_IS_RECOMMENDATIONS (self));

  if (!record_recommendations_can_ask (self))
    return;

  trace = net_trace_new ();
  g_clear_object (&self->problem);
  basis_clear (&self->asked);
  self->asked = look_at_record (self);
  self->cancellable = g_cancellable_new ();
  epr_recommendation_ask_async (self->client, record_patient_context_get_patient (self->context),
                                record_vaccinations_get_record (self->vaccinations), trace, self->cancellable, asked_cb, g_object_ref (self));
  tell (self);
}

void
record_recommendations_cancel (RecordRecommendations *self)
{
  g_return_if_fail (RECORD_IS_RECOMMENDATIONS (self));

  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  tell (self);
}

ModelRecommendationAnswer *
record_recommendations_get_answer (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  return self->answer;
}

ModelProblem *
record_recommendations_get_problem (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  return self->problem;
}

RecordStale
record_recommendations_get_stale (RecordRecommendations *self)
{
  Basis    now_there;
  gboolean same;

  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), RECORD_STALE_NOT);

  if (self->answer == NULL)
    return RECORD_STALE_NOT;

  now_there = look_at_record (self);
  same = g_strcmp0 (now_there.fingerprint, self->basis.fingerprint) == 0;
  basis_clear (&now_there);
  if (!same)
    return RECORD_STALE_CHANGED;

  return now () - self->born > DAY ? RECORD_STALE_OLD : RECORD_STALE_NOT;
}

char *
record_recommendations_dup_source (RecordRecommendations *self)
{
  const ModelRecommendationAnswerFacts *facts;
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *when = NULL;
  const char      *name;

  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  if (self->answer == NULL)
    return g_strdup ("");

  facts = model_recommendation_answer_get_facts (self->answer);
  time = g_date_time_new_from_unix_local (self->born);
  when = g_date_time_format (time, "%d.%m.%Y %H:%M");
  name = facts->name != NULL ? facts->name : facts->organization;
  if (name == NULL)
    name = record_recommendations_get_service (self);
  if (facts->version == NULL)
    /* Translators: name of a service; date and time. */
    return g_strdup_printf (_("%s, version not stated, %s"), name != NULL ? name : "?", when);

  /* Translators: name of a service; its version; date and time. */
  return g_strdup_printf (_("%s, version %s, %s"), name != NULL ? name : "?", facts->version, when);
}

guint
record_recommendations_get_n_entries (RecordRecommendations *self)
{
  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), 0);

  return self->basis.n_entries;
}

char *
record_recommendations_dup_basis (RecordRecommendations *self)
{
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (RECORD_IS_RECOMMENDATIONS (self), NULL);

  text = g_string_new (NULL);
  if (self->answer == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);

  g_string_append_printf (text, ngettext ("It was given %u entry of the record.", "It was given %u entries of the record.", self->basis.n_entries),
                          self->basis.n_entries);
  if (self->basis.n_doubtful > 0)
    g_string_append_printf (text, ngettext (" %u of them is in doubt: twice in the record, or perhaps out of date.", " %u of them are in doubt: twice in the record, or perhaps out of date.", self->basis.n_doubtful),
                            self->basis.n_doubtful);
  if (self->basis.partial)
    g_string_append_printf (text, " %s", _("The record was not complete when it was asked."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
record_recommendation_label_date (const ModelRecommendationDate *date)
{
  /* the four that FHIR names for it */
  static const struct
  {
    const char *code, *words;
  } known[] = {
    { "30980-7", N_("Due on") },
    { "30981-5", N_("Not before") },
    { "59777-3", N_("Not after") },
    { "59778-1", N_("Overdue from") },
  };
  const char *label;

  g_return_val_if_fail (date != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (model_coding_is (date->meaning, LOINC, known[i].code))
      return _ (known[i].words);
  label = date->meaning != NULL ? model_coding_get_label (date->meaning) : "";

  return *label != '\0' ? label : _("Date");
}
