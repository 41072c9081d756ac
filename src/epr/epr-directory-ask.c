/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the directory: from a text to the parameters of ITI-90. */
#include "config.h"

#include "epr-directory-private.h"

#include "epr-oids.h"
#include "fhir-query.h"
#include "model-number.h"

#include <string.h>

#define SYSTEM_URI "urn:ietf:rfc:3986"
/* So many letters a word must have for names that begin with it to be looked for (R-CSD-7). */
#define MIN_BEGINNING 3
#define MIN_WORD 2
#define MAX_WORDS 6
/* A page of a directory has some hundred bytes an entry; one more tells that there are more. */
#define MAX_COUNT 100

/* Titles stand before a name in one directory and not in the other. */
static gboolean
is_title (const char *word)
{
  static const char *const titles[] = { "dr", "dre", "prof", "pd", "med", "dott", NULL };
  g_autofree char         *small = g_utf8_strdown (word, -1);

  return g_str_has_suffix (word, ".") || g_strrstr (small, ".ssa") != NULL || g_strv_contains (titles, small);
}

static char **
split_words (const char *text)
{
  /* beside what separates words, what means something in a parameter */
  g_auto(GStrv) all = g_strsplit_set (text, " ,;\t\n|$\\", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; all[i] != NULL && n < MAX_WORDS; i++)
    if (g_utf8_strlen (all[i], -1) >= MIN_WORD && !is_title (all[i]))
      {
        g_strv_builder_add (words, all[i]);
        n++;
      }

  return n > 0 ? g_strv_builder_end (words) : NULL;
}

static char *
find_oid (const char *text)
{
  const char *number = g_str_has_prefix (text, "urn:oid:") ? text + strlen ("urn:oid:") : text;

  return g_regex_match_simple ("^[0-2](\\.(0|[1-9][0-9]*)){3,}$", number, 0, 0) ? g_strconcat ("urn:oid:", number, NULL) : NULL;
}

EprDirectoryQuestion *
epr_directory_question_new (const char *text)
{
  EprDirectoryQuestion *self = g_new0 (EprDirectoryQuestion, 1);
  g_autofree char      *stripped = g_strstrip (g_utf8_make_valid (text, -1));
  g_autofree char      *digits = NULL;

  self->oid = find_oid (stripped);
  digits = self->oid == NULL ? model_number_digits (stripped) : NULL;
  if (digits != NULL && model_number_is_gln (digits))
    self->gln = g_steal_pointer (&digits);
  else if (digits == NULL && self->oid == NULL)
    self->words = split_words (stripped);

  return self;
}

void
epr_directory_question_free (EprDirectoryQuestion *self)
{
  g_free (self->gln);
  g_free (self->oid);
  g_strfreev (self->words);
  g_free (self);
}

gboolean
epr_directory_question_has (EprDirectoryQuestion *self,
                            EprDirectoryKinds     kinds)
{
  return self->gln != NULL || self->words != NULL || (self->oid != NULL && (kinds & EPR_DIRECTORY_ORGANIZATIONS) != 0);
}

gboolean
epr_directory_can_search (const char *text)
{
  g_autoptr(EprDirectoryQuestion) question = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  question = epr_directory_question_new (text);

  return epr_directory_question_has (question, EPR_DIRECTORY_PEOPLE | EPR_DIRECTORY_ORGANIZATIONS);
}

static char *
finish (FhirQuery *query,
        guint      limit)
{
  g_autofree char *count = g_strdup_printf ("%u", MIN (limit + 1, MAX_COUNT));

  fhir_query_add (query, "_count", count);

  return fhir_query_to_string (query);
}

/* "ly" as a name is written: an exact search knows small letters from capitals. */
static char *
capitalize (const char *word)
{
  const char      *rest = g_utf8_next_char (word);
  g_autofree char *first = g_utf8_strup (word, rest - word);
  g_autofree char *others = g_utf8_strdown (rest, -1);

  return g_strconcat (first, others, NULL);
}

static void
add_words (FhirQuery  *query,
           char      **words,
           const char *beginning)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *whole = g_utf8_strlen (words[i], -1) < MIN_BEGINNING ? capitalize (words[i]) : NULL;

      fhir_query_add (query, whole != NULL ? "name:exact" : beginning, whole != NULL ? whole : words[i]);
    }
}

char *
epr_directory_ask_people (EprDirectoryQuestion *self,
                          guint                 limit)
{
  g_autoptr(FhirQuery) query = fhir_query_new ();

  if (self->gln != NULL)
    fhir_query_add_token (query, "identifier", EPR_SYSTEM_GLN, self->gln);
  else
    add_words (query, self->words, "name");

  return finish (query, limit);
}

char *
epr_directory_ask_organizations (EprDirectoryQuestion *self,
                                 guint                 limit)
{
  g_autoptr(FhirQuery) query = fhir_query_new ();

  if (self->gln != NULL)
    fhir_query_add_token (query, "identifier", EPR_SYSTEM_GLN, self->gln);
  else if (self->oid != NULL)
    fhir_query_add_token (query, "identifier", SYSTEM_URI, self->oid);
  else
    add_words (query, self->words, "name:contains");

  return finish (query, limit);
}

char *
epr_directory_ask_ids (const char *name,
                       const char *prefix,
                       GPtrArray  *ids,
                       guint       first)
{
  g_autoptr(FhirQuery) query = fhir_query_new ();
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = first; i < ids->len && i < first + EPR_DIRECTORY_IDS; i++)
    g_string_append_printf (list, "%s%s%s", list->len > 0 ? "," : "", prefix, (const char *) g_ptr_array_index (ids, i));
  fhir_query_add (query, name, list->str);

  return finish (query, MAX_COUNT);
}
