/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-patients.h"

#include "cli-output.h"
#include "model-number.h"
#include "model-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _CliPatients
{
  RecordSession *session; /* (owned) */
  GHashTable    *found;   /* (owned) what was said → Answer */
};

/* Of one search: its result, or those who wait for it. */
typedef struct
{
  ModelPatient *patient; /* (owned) (nullable) */
  GError       *error;   /* (owned) (nullable) CLI_ERROR_PATIENT */
  GPtrArray    *waiters; /* (owned) of GTask */
} Answer;

typedef struct
{
  CliPatients       *patients;
  char              *key;    /* (owned) */
  ModelPatientQuery *query;  /* (owned) */
  char              *family; /* (owned) (nullable) what is said of her, as are the next two */
  char              *given;  /* (owned) (nullable) */
  ModelDate          birth_date;
} Search;

static void
answer_free (Answer *answer)
{
  g_clear_object (&answer->patient);
  g_clear_error (&answer->error);
  g_ptr_array_unref (answer->waiters);
  g_free (answer);
}

static void
search_free (Search *search)
{
  g_clear_object (&search->query);
  g_free (search->key);
  g_free (search->family);
  g_free (search->given);
  g_free (search);
}

CliPatients *
cli_patients_new (RecordSession *session)
{
  CliPatients *self = g_new0 (CliPatients, 1);

  self->session = g_object_ref (session);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) answer_free);

  return self;
}

void
cli_patients_free (CliPatients *self)
{
  g_hash_table_unref (self->found);
  g_object_unref (self->session);
  g_free (self);
}

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, CLI_ERROR, CLI_ERROR_PATIENT, sentence);

  return FALSE;
}

static gboolean
looks_national (const char *digits)
{
  gsize length = strlen (digits);

  return (length == 13 && g_str_has_prefix (digits, "756")) || (length == 18 && g_str_has_prefix (digits, "76133761")) ||
         (length == 20 && g_str_has_prefix (digits, "8075"));
}

/* A national number, a name with birth date, or else the institution's own number. */
static gboolean
understand (Search     *search,
            const char *text,
            GError    **error)
{
  ModelDate        today = model_date_today ();
  g_autofree char *digits = model_number_digits (text);
  g_autoptr(ModelPatientQuery) query = model_patient_query_parse (text, &today);
  gboolean has_name = model_patient_query_get (query, MODEL_QUERY_FAMILY) != NULL && model_patient_query_get (query, MODEL_QUERY_GIVEN) != NULL &&
                      model_patient_query_get (query, MODEL_QUERY_BIRTH_DATE) != NULL && model_patient_query_get (query, MODEL_QUERY_UNUSABLE) == NULL;

  if (digits != NULL && looks_national (digits))
    {
      if (model_patient_query_is_usable (query))
        search->query = g_steal_pointer (&query);
      else
        return fail (error, _("patient: the number is mistyped, for its check digit does not fit."));
    }
  else if (has_name)
    {
      search->query = g_object_ref (query);
      search->family = g_strdup (model_patient_query_get (query, MODEL_QUERY_FAMILY));
      search->given = g_strdup (model_patient_query_get (query, MODEL_QUERY_GIVEN));
      model_date_parse (model_patient_query_get (query, MODEL_QUERY_BIRTH_DATE), &search->birth_date);
    }
  else
    search->query = model_patient_query_new_local (text);

  return TRUE;
}

static gboolean
take_said (Search        *search,
           const CliItem *item,
           GError       **error)
{
  const char *birth_date = item->values[CLI_COLUMN_BIRTHDATE];
  ModelDate   today = model_date_today ();

  if (item->values[CLI_COLUMN_FAMILY] != NULL)
    {
      g_free (search->family);
      search->family = g_strdup (item->values[CLI_COLUMN_FAMILY]);
    }
  if (item->values[CLI_COLUMN_GIVEN] != NULL)
    {
      g_free (search->given);
      search->given = g_strdup (item->values[CLI_COLUMN_GIVEN]);
    }
  if (birth_date != NULL && (!model_date_parse_typed (birth_date, &today, &search->birth_date) || search->birth_date.precision != MODEL_DATE_DAY))
    return fail (error, _("birthdate: this is no date. Write it as 1995-01-27 or 27.1.1995."));

  return TRUE;
}

static ModelPatientQuery *
query_of_name (Search *search)
{
  g_autofree char *birth_date = model_date_to_fhir (&search->birth_date);
  g_autoptr(ModelPatientQuery) empty = model_patient_query_parse (NULL, NULL);
  g_autoptr(ModelPatientQuery) family = model_patient_query_with (empty, MODEL_QUERY_FAMILY, search->family);
  g_autoptr(ModelPatientQuery) given = model_patient_query_with (family, MODEL_QUERY_GIVEN, search->given);

  return model_patient_query_with (given, MODEL_QUERY_BIRTH_DATE, birth_date);
}

static gboolean
prepare (Search        *search,
         const CliItem *item,
         GError       **error)
{
  const char *patient = item->values[CLI_COLUMN_PATIENT];

  if ((patient != NULL && !understand (search, patient, error)) || !take_said (search, item, error))
    return FALSE;
  if (search->query != NULL)
    return TRUE;
  if (search->family == NULL || search->given == NULL || search->birth_date.precision != MODEL_DATE_DAY)
    return fail (error, _("patient: whose document it is is not said: a number, or family, given and birthdate."));

  search->query = query_of_name (search);
  return TRUE;
}

/* Each of the words that were said is one of hers. */
static gboolean
has_given (ModelPatient *patient,
           const char   *said)
{
  g_autofree char *all = g_strjoinv (" ", (char **) model_patient_get_given (patient));
  g_autofree char *folded = model_text_fold (all);
  g_autofree char *folded_said = model_text_fold (said);
  g_auto(GStrv) hers = g_strsplit_set (folded, " -", -1);
  g_auto(GStrv) words = g_strsplit_set (folded_said, " -", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && !g_strv_contains ((const char *const *) hers, *word))
      return FALSE;

  return TRUE;
}

static gboolean
has_family (ModelPatient *patient,
            const char   *said)
{
  g_autofree char *folded = model_text_fold (said);
  g_autofree char *family = model_text_fold (model_patient_get_family (patient));
  const char      *at_birth = model_patient_get_birth_family (patient);
  g_autofree char *birth_family = model_text_fold (at_birth != NULL ? at_birth : "");

  return g_str_equal (folded, family) || (*birth_family != '\0' && g_str_equal (folded, birth_family));
}

/* The index may be content with what resembles; a document may not. */
static gboolean
fits (Search       *search,
      ModelPatient *patient)
{
  return (search->family == NULL || has_family (patient, search->family)) &&
         (search->given == NULL || has_given (patient, search->given)) &&
         (search->birth_date.precision == MODEL_DATE_UNKNOWN ||
          model_date_compare (&search->birth_date, model_patient_get_birth_date (patient)) == 0);
}

/* (transfer full) (nullable) */
static ModelPatient *
take_only (Search      *search,
           RecordMatch *match,
           GError     **error)
{
  GListModel *patients = record_match_get_patients (match);
  g_autoptr(ModelPatient) patient = NULL;
  ModelMatchGrade grade;

  if (record_match_get_kind (match) == RECORD_MATCH_NONE || g_list_model_get_n_items (patients) == 0)
    {
      fail (error, record_match_get_kind (match) == RECORD_MATCH_NONE ? _("patient: nobody in this community is known so.")
                                                                      : _("patient: several are known so, and none was taken."));
      return NULL;
    }

  patient = g_list_model_get_item (patients, 0);
  grade = model_patient_get_grade (patient);
  if (g_list_model_get_n_items (patients) > 1 || record_match_get_kind (match) != RECORD_MATCH_FOUND)
    fail (error, _("patient: several are known so, and none was taken."));
  else if (grade == MODEL_MATCH_POSSIBLE || grade == MODEL_MATCH_CERTAINLY_NOT)
    fail (error, _("patient: the one found only resembles what is said, and was not taken."));
  else if (!fits (search, patient))
    fail (error, _("patient: name or birth date differ from those of the one found, who was not taken."));
  else
    return g_steal_pointer (&patient);

  return NULL;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Search      *search = user_data;
  CliPatients *self = search->patients;
  Answer      *answer = g_hash_table_lookup (self->found, search->key);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordMatch) match = record_session_search_finish (RECORD_SESSION (object), result, &error);
  g_autoptr(ModelPatient) patient = match != NULL ? take_only (search, match, &error) : NULL;
  g_autoptr(GPtrArray) waiters = g_ptr_array_ref (answer->waiters);

  /* what the network did is asked again the next time */
  if (patient == NULL && !g_error_matches (error, CLI_ERROR, CLI_ERROR_PATIENT))
    g_hash_table_remove (self->found, search->key);
  else
    {
      g_set_object (&answer->patient, patient);
      answer->error = error != NULL ? g_error_copy (error) : NULL;
      g_ptr_array_unref (answer->waiters);
      answer->waiters = g_ptr_array_new_with_free_func (g_object_unref);
    }

  for (guint i = 0; i < waiters->len; i++)
    if (patient != NULL)
      g_task_return_pointer (g_ptr_array_index (waiters, i), g_object_ref (patient), g_object_unref);
    else
      g_task_return_error (g_ptr_array_index (waiters, i), g_error_copy (error));
  search_free (search);
}

static char *
key_of (const CliItem *item)
{
  const char *parts[CLI_COLUMN_BIRTHDATE - CLI_COLUMN_PATIENT + 2] = { NULL };

  for (guint i = CLI_COLUMN_PATIENT; i <= CLI_COLUMN_BIRTHDATE; i++)
    parts[i - CLI_COLUMN_PATIENT] = item->values[i] != NULL ? item->values[i] : "";

  return g_strjoinv ("\n", (char **) parts);
}

void
cli_patients_find_async (CliPatients        *self,
                         const CliItem      *item,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *key = key_of (item);
  Answer          *answer = g_hash_table_lookup (self->found, key);
  Search          *search;
  GError          *error = NULL;

  g_task_set_source_tag (task, cli_patients_find_async);
  if (answer != NULL && answer->patient != NULL)
    {
      g_task_return_pointer (task, g_object_ref (answer->patient), g_object_unref);
      return;
    }
  if (answer != NULL && answer->error != NULL)
    {
      g_task_return_error (task, g_error_copy (answer->error));
      return;
    }
  if (answer != NULL)
    {
      g_ptr_array_add (answer->waiters, g_steal_pointer (&task));
      return;
    }

  search = g_new0 (Search, 1);
  search->patients = self;
  if (!prepare (search, item, &error))
    {
      search_free (search);
      g_task_return_error (task, error);
      return;
    }

  search->key = g_steal_pointer (&key);
  answer = g_new0 (Answer, 1);
  answer->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (answer->waiters, g_steal_pointer (&task));
  g_hash_table_insert (self->found, g_strdup (search->key), answer);
  record_session_search_async (self->session, search->query, cancellable, searched_cb, search);
}

ModelPatient *
cli_patients_find_finish (CliPatients  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cli_patients_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
