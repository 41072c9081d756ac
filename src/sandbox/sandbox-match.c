/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-match.h"

#include <string.h>

typedef struct
{
  const SandboxQuestion *question;
  GPtrArray             *matches; /* borrowed */
} Search;

static void
match_free (gpointer data)
{
  SandboxMatch *match = data;

  sandbox_patient_free (match->patient);
  g_free (match);
}

static gboolean
same_name (const char *a,
           const char *b)
{
  g_autofree char *folded_a = sandbox_fold (a);
  g_autofree char *folded_b = sandbox_fold (b);

  return strcmp (folded_a, folded_b) == 0;
}

/* One letter too many, too few or wrong. */
static gboolean
nearly_same_name (const char *a,
                  const char *b)
{
  g_autofree char *folded_a = sandbox_fold (a);
  g_autofree char *folded_b = sandbox_fold (b);
  gsize            length_a = strlen (folded_a);
  gsize            length_b = strlen (folded_b);
  gsize            front = 0;
  gsize            back = 0;
  gsize            shorter = MIN (length_a, length_b);

  if (shorter < 4 || MAX (length_a, length_b) > shorter + 1)
    return FALSE;
  while (front < shorter && folded_a[front] == folded_b[front])
    front++;
  while (back < shorter - front && folded_a[length_a - 1 - back] == folded_b[length_b - 1 - back])
    back++;

  return front + back + 1 >= MAX (length_a, length_b);
}

/* Whether what was asked as given name is among the names, or begins one of them. */
static gboolean
given_fits (const char *asked,
            const char *names)
{
  g_auto(GStrv) wanted = g_strsplit_set (asked, " -", -1);
  g_auto(GStrv) have = g_strsplit_set (names, " -", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_autofree char *folded = sandbox_fold (wanted[i]);
      gboolean         found = *folded == '\0';

      for (guint j = 0; have[j] != NULL && !found; j++)
        {
          g_autofree char *name = sandbox_fold (have[j]);

          found = g_str_has_prefix (name, folded);
        }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* What was said must not be wrong; what was not said does not matter. */
static gboolean
contradicts (const SandboxQuestion *question,
             const SandboxPatient  *patient)
{
  if (question->birth_date != NULL && strcmp (question->birth_date, patient->birth_date) != 0)
    return TRUE;
  if (question->gender != NULL && strcmp (question->gender, patient->gender) != 0)
    return TRUE;
  if (question->city != NULL && !same_name (question->city, patient->city))
    return TRUE;
  if (question->postal != NULL && strcmp (question->postal, patient->postal) != 0)
    return TRUE;
  if (question->birth_place != NULL && !same_name (question->birth_place, patient->birth_place))
    return TRUE;
  if (question->birth_family != NULL &&
      (patient->birth_family == NULL || !same_name (question->birth_family, patient->birth_family)))
    return TRUE;

  return FALSE;
}

static SandboxGrade
grade_by_name (const SandboxQuestion *question,
               const SandboxPatient  *patient,
               double                *score)
{
  gboolean given = question->given == NULL || given_fits (question->given, patient->given);
  gboolean exact = question->family == NULL || same_name (question->family, patient->family) ||
                   (patient->birth_family != NULL && same_name (question->family, patient->birth_family));
  gboolean near = !exact && nearly_same_name (question->family, patient->family);

  *score = 0.4 * (exact ? 1.0 : 0.6) + (question->birth_date != NULL ? 0.4 : 0) + (question->given != NULL && given ? 0.2 : 0.1);
  if (!given || (!exact && !near))
    return SANDBOX_GRADE_NONE;
  if (exact && question->family != NULL && question->birth_date != NULL)
    {
      *score = 1;
      return SANDBOX_GRADE_CERTAIN;
    }

  return question->birth_date != NULL && question->given != NULL ? SANDBOX_GRADE_PROBABLE : SANDBOX_GRADE_POSSIBLE;
}

static gboolean
is_there (GPtrArray *matches,
          gint64     id)
{
  for (guint i = 0; i < matches->len; i++)
    if (((SandboxMatch *) g_ptr_array_index (matches, i))->patient->id == id)
      return TRUE;

  return FALSE;
}

static SandboxPatient *
copy_patient (const SandboxPatient *patient)
{
  SandboxPatient *copy = g_memdup2 (patient, sizeof *patient);
  char          **texts[] = { &copy->spid, &copy->ahvn13, &copy->mpi, &copy->local, &copy->card, &copy->family, &copy->given,
                              &copy->birth_family, &copy->birth_date, &copy->gender, &copy->line, &copy->postal, &copy->city,
                              &copy->birth_place, &copy->language };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);

  return copy;
}

static gboolean
consider (const SandboxPatient *patient,
          gpointer              user_data)
{
  Search       *search = user_data;
  double        score = 0;
  SandboxGrade  grade;
  SandboxMatch *match;

  if (contradicts (search->question, patient) || is_there (search->matches, patient->id))
    return TRUE;
  grade = grade_by_name (search->question, patient, &score);
  if (grade == SANDBOX_GRADE_NONE || (search->question->only_certain && grade != SANDBOX_GRADE_CERTAIN))
    return TRUE;

  match = g_new0 (SandboxMatch, 1);
  match->patient = copy_patient (patient);
  match->grade = grade;
  match->score = score;
  g_ptr_array_add (search->matches, match);

  return search->matches->len <= SANDBOX_MAX_MATCHES;
}

/* A number says it all; names beside it must not contradict it. All numbers must be one person's. */
static void
find_by_numbers (SandboxStore          *store,
                 const SandboxQuestion *question,
                 GPtrArray             *matches)
{
  gint64 found = -1;

  for (guint i = 0; i < question->systems->len; i++)
    {
      g_autoptr(SandboxPatient) patient = sandbox_store_find_by_number (store, g_ptr_array_index (question->systems, i),
                                                                         g_ptr_array_index (question->values, i));
      double        score;
      SandboxMatch *match;

      if (patient == NULL || (found >= 0 && found != patient->id) || contradicts (question, patient) ||
          (question->family != NULL && grade_by_name (question, patient, &score) == SANDBOX_GRADE_NONE))
        {
          g_ptr_array_set_size (matches, 0);
          return;
        }
      if (found < 0)
        {
          found = patient->id;
          match = g_new0 (SandboxMatch, 1);
          match->patient = g_steal_pointer (&patient);
          match->grade = SANDBOX_GRADE_CERTAIN;
          match->score = 1;
          g_ptr_array_add (matches, match);
        }
    }
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const SandboxMatch *first = *(SandboxMatch *const *) a;
  const SandboxMatch *second = *(SandboxMatch *const *) b;

  return first->score > second->score ? -1 : first->score < second->score ? 1
                                                                          : 0;
}

GPtrArray *
sandbox_match_find (SandboxStore          *store,
                    const SandboxQuestion *question)
{
  g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func (match_free);
  Search search = { question, matches };

  if (question->systems->len > 0)
    {
      find_by_numbers (store, question, matches);
      return g_steal_pointer (&matches);
    }

  if (question->family != NULL)
    {
      sandbox_store_visit_family (store, question->family, question->birth_date, consider, &search);
      sandbox_store_visit_birth_family (store, question->family, consider, &search);
    }
  else if (question->birth_family != NULL)
    sandbox_store_visit_birth_family (store, question->birth_family, consider, &search);
  if (question->birth_date != NULL && matches->len <= SANDBOX_MAX_MATCHES)
    sandbox_store_visit_birth_date (store, question->birth_date, consider, &search);

  g_ptr_array_sort (matches, compare_matches);
  if (question->only_certain && matches->len > 1)
    g_ptr_array_set_size (matches, 0);

  return g_steal_pointer (&matches);
}

const char *
sandbox_grade_code (SandboxGrade grade)
{
  static const char *const codes[] = { "certainly-not", "possible", "probable", "certain" };

  return codes[grade];
}

SandboxQuestion *
sandbox_question_new (void)
{
  SandboxQuestion *self = g_new0 (SandboxQuestion, 1);

  self->systems = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sandbox_question_free (SandboxQuestion *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->systems);
  g_ptr_array_unref (self->values);
  g_free (self->family);
  g_free (self->given);
  g_free (self->birth_family);
  g_free (self->birth_date);
  g_free (self->gender);
  g_free (self->city);
  g_free (self->postal);
  g_free (self->birth_place);
  g_free (self);
}
