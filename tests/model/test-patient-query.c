/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-patient-query.h"
#include "model-query-lines.h"

#include <string.h>

static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };

static const char *const letters[] = {
  [MODEL_QUERY_FAMILY] = "family",
  [MODEL_QUERY_GIVEN] = "given",
  [MODEL_QUERY_BIRTH_DATE] = "born",
  [MODEL_QUERY_GENDER] = "sex",
  [MODEL_QUERY_AHVN13] = "avs",
  [MODEL_QUERY_CARD] = "card",
  [MODEL_QUERY_SPID] = "spid",
  [MODEL_QUERY_CITY] = "city",
  [MODEL_QUERY_BIRTH_FAMILY] = "birth-family",
  [MODEL_QUERY_UNUSABLE] = "unusable",
};

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "born=1995-01-27 family=Muster": the parts in the order of the alphabet, as their order is not promised. */
static char *
describe (ModelPatientQuery *query)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < model_patient_query_get_n_parts (query); i++)
    {
      const ModelQueryPart *part = model_patient_query_get_part (query, i);

      /* what cannot be used says why, in a sentence; what can has nothing to explain */
      g_assert_cmpint (part->kind == MODEL_QUERY_UNUSABLE, ==, part->reason != NULL);
      if (part->reason != NULL)
        g_assert_true (g_str_has_suffix (part->reason, "."));
      g_ptr_array_add (parts, g_strdup_printf ("%s=%s", letters[part->kind], part->text));
    }

  g_ptr_array_sort (parts, compare_strings);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" ", (char **) parts->pdata);
}

typedef struct
{
  const char *text;
  const char *expected;
} Row;

static void
check_rows (const Row *rows,
            guint      n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelPatientQuery) query = model_patient_query_parse (rows[i].text, &today);
      g_autofree char *found = describe (query);

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpstr (found, ==, rows[i].expected);
    }
}

static void
test_names (void)
{
  static const Row rows[] = {
    { "Muster", "family=Muster" },
    { "Muster Franz", "family=Muster given=Franz" },
    { "  Muster \t Franz\n", "family=Muster given=Franz" },
    { "Muster Franz Josef", "family=Muster given=Franz Josef" },
    { "Muster, Franz", "family=Muster given=Franz" },
    { "Muster,Franz", "family=Muster given=Franz" },
    { "Muster;Franz", "family=Muster given=Franz" },
    { "Muster ,Franz", "family=Muster given=Franz" },
    { "Muster,", "family=Muster" },
    { ",Muster", "family=Muster" },
    { "Muster Weber, Anna Maria", "family=Muster Weber given=Anna Maria" },
    { "Muster-Weber Anna-Maria", "family=Muster-Weber given=Anna-Maria" },
    { "Müller-Böhlen Zoë", "family=Müller-Böhlen given=Zoë" },
    /* decomposed letters, as a Mac types them, are sent composed */
    { "Mu\xcc\x88ller", "family=Müller" },
    { "O’Example Siân", "family=O’Example given=Siân" },
    { "muster franz", "family=muster given=franz" },
    { "", "" },
    { "   ", "" },
    { ",", "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_particles (void)
{
  static const Row rows[] = {
    { "von Allmen Anna", "family=von Allmen given=Anna" },
    { "Von Allmen Anna", "family=Von Allmen given=Anna" },
    { "Anna von Allmen", "family=von Allmen given=Anna" },
    { "Anna Maria von der Beispiel", "family=von der Beispiel given=Anna Maria" },
    { "van der Muster Jan", "family=van der Muster given=Jan" },
    { "de la Exemple Luc", "family=de la Exemple given=Luc" },
    { "Garcia de la Prueba Maria", "family=Garcia de la Prueba given=Maria" },
    { "De Modello, Pia", "family=De Modello given=Pia" },
    { "von", "family=von" },
    { "Muster von", "family=Muster given=von" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* “MUSTER Franz” is how Cabinet itself and most clinics write a person. */
static void
test_capitals (void)
{
  static const Row rows[] = {
    { "MUSTER Franz", "family=MUSTER given=Franz" },
    { "Franz MUSTER", "family=MUSTER given=Franz" },
    { "Anna Maria MÜLLER-ÖZ", "family=MÜLLER-ÖZ given=Anna Maria" },
    { "Anna von ALLMEN", "family=von ALLMEN given=Anna" },
    { "MUSTER FRANZ", "family=MUSTER given=FRANZ" },
    { "Franz J MUSTER", "family=MUSTER given=Franz J" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_dates (void)
{
  static const Row rows[] = {
    { "Muster 27.1.1995", "born=1995-01-27 family=Muster" },
    { "27.1.1995 Muster", "born=1995-01-27 family=Muster" },
    { "Muster 27.01.95 Franz", "born=1995-01-27 family=Muster given=Franz" },
    { "Muster, Franz, 27.1.1995", "born=1995-01-27 family=Muster given=Franz" },
    { "27.1.1995, Muster Franz", "born=1995-01-27 family=Muster given=Franz" },
    { "Muster 1995-01-27", "born=1995-01-27 family=Muster" },
    { "Muster 27. 1. 1995 Franz", "born=1995-01-27 family=Muster given=Franz" },
    { "Muster 1995", "born=1995 family=Muster" },
    { "Muster 1.1995", "born=1995-01 family=Muster" },
    { "Muster 31.4.1995", "family=Muster unusable=31.4.1995" },
    { "Muster 27.1.2027", "family=Muster unusable=27.01.2027" },
    { "27.1", "unusable=27.1" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_numbers (void)
{
  static const Row rows[] = {
    { "756.1234.5678.97", "avs=7561234567897" },
    { "7561234567897", "avs=7561234567897" },
    { "756 1234 5678 97", "avs=7561234567897" },
    { "756\302\2401234\302\2405678\302\24097", "avs=7561234567897" },
    { "Muster 756 1234 5678 97, Franz", "avs=7561234567897 family=Muster given=Franz" },
    { "756 1234 5678 97 27.1.1995", "avs=7561234567897 born=1995-01-27" },
    { "80756012345678901234", "card=80756012345678901234" },
    { "807560 12345678901234", "card=80756012345678901234" },
    { "761337610411353650", "spid=761337610411353650" },
    /* tested here, before anything is sent */
    { "756.1234.5678.98", "unusable=7561234567898" },
    { "761337610411353651", "unusable=761337610411353651" },
    { "756.1234.5678", "unusable=75612345678" },
    { "8075601234567890123", "unusable=8075601234567890123" },
    { "123456789012", "unusable=123456789012" },
    { "12345678901234567890123456789", "unusable=12345678901234567890123456789" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_gender (void)
{
  static const Row rows[] = {
    { "Muster Anna f", "family=Muster given=Anna sex=female" },
    { "Muster Anna w 27.1.1995", "born=1995-01-27 family=Muster given=Anna sex=female" },
    { "Muster Franz M", "family=Muster given=Franz sex=male" },
    { "Muster h", "family=Muster sex=male" },
    { "Muster ♀", "family=Muster sex=female" },
    { "Muster ♂ Franz", "family=Muster given=Franz sex=male" },
    /* a name before it is asked for: a single letter alone is a name */
    { "F", "family=F" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_foreign_bytes (void)
{
  static const char *const texts[] = { "\xff\xfe", "Mus\xe4ter", "1\xff", "\xe2\x99", "7\xe2\x80", "\x01\x02", "٣.١.١٩٩٥" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(ModelPatientQuery) query = model_patient_query_parse (texts[i], &today);

      for (guint j = 0; j < model_patient_query_get_n_parts (query); j++)
        g_assert_true (g_utf8_validate (model_patient_query_get_part (query, j)->text, -1, NULL));
    }

  {
    g_autoptr(ModelPatientQuery) query = model_patient_query_parse (NULL, &today);

    g_assert_cmpuint (model_patient_query_get_n_parts (query), ==, 0);
  }
}

static void
test_usable (void)
{
  static const struct
  {
    const char *text;
    gboolean    usable;
  } rows[] = {
    { "Muster", TRUE },
    { "756.1234.5678.97", TRUE },
    { "761337610411353650", TRUE },
    { "80756012345678901234", TRUE },
    { "", FALSE },
    { "27.1.1995", FALSE },
    { "756.1234.5678.98", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ModelPatientQuery) query = model_patient_query_parse (rows[i].text, &today);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (model_patient_query_is_usable (query), ==, rows[i].usable);
    }
}

static void
test_with (void)
{
  g_autoptr(ModelPatientQuery) typed = model_patient_query_parse ("Muster Franz 27.1.1995", &today);
  g_autoptr(ModelPatientQuery) placed = model_patient_query_with (typed, MODEL_QUERY_CITY, "Musterhausen");
  g_autoptr(ModelPatientQuery) renamed = model_patient_query_with (placed, MODEL_QUERY_FAMILY, "Weber");
  g_autoptr(ModelPatientQuery) removed = model_patient_query_with (renamed, MODEL_QUERY_GIVEN, NULL);
  g_autofree char *first = describe (typed);
  g_autofree char *last = describe (removed);

  g_assert_cmpstr (first, ==, "born=1995-01-27 family=Muster given=Franz");
  g_assert_cmpstr (last, ==, "born=1995-01-27 city=Musterhausen family=Weber");
  g_assert_cmpstr (model_patient_query_get (removed, MODEL_QUERY_CITY), ==, "Musterhausen");
  g_assert_null (model_patient_query_get (removed, MODEL_QUERY_GIVEN));
}

static void
test_labels (void)
{
  for (ModelQueryPartKind kind = MODEL_QUERY_FAMILY; kind <= MODEL_QUERY_UNUSABLE; kind++)
    g_assert_cmpstr (model_query_part_kind_get_label (kind), !=, "");
}

/* Each line is what would be typed, whatever stood between its columns; what is too long is counted. */
static void
test_lines (void)
{
  static const char list[] = "\xEF\xBB\xBFMuster\tFranz; 27.1.1995\r\n\r\n\"Exemple\";\"Anna\";03.04.1960\n  \n756.1234.5678.97";
  static const char latin[] = "M\xFCller Ren\xE9\0 1950\n";
  g_autoptr(GString) long_list = g_string_new (NULL);
  guint n_left_out = 1;
  g_autoptr(GPtrArray) lines = model_query_lines_read (list, sizeof list - 1, &n_left_out);
  g_autoptr(GPtrArray) old = model_query_lines_read (latin, sizeof latin - 1, NULL);
  g_autoptr(GPtrArray) many = NULL;
  g_autoptr(GPtrArray) none = model_query_lines_read (NULL, 0, NULL);

  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, "Muster Franz 27.1.1995");
  g_assert_cmpstr (g_ptr_array_index (lines, 1), ==, "Exemple Anna 03.04.1960");
  g_assert_cmpstr (g_ptr_array_index (lines, 2), ==, "756.1234.5678.97");
  g_assert_cmpuint (old->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (old, 0), ==, "Müller René 1950");
  g_assert_cmpuint (none->len, ==, 0);

  for (guint i = 0; i < MODEL_QUERY_LINES_MAX + 5; i++)
    g_string_append (long_list, "Muster Franz\n");
  for (guint i = 0; i <= MODEL_QUERY_LINE_MAX; i++)
    g_string_append_c (long_list, 'x');
  many = model_query_lines_read (long_list->str, long_list->len, &n_left_out);
  g_assert_cmpuint (many->len, ==, MODEL_QUERY_LINES_MAX);
  g_assert_cmpuint (n_left_out, ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/patient-query/names", test_names);
  g_test_add_func ("/model/patient-query/particles", test_particles);
  g_test_add_func ("/model/patient-query/capitals", test_capitals);
  g_test_add_func ("/model/patient-query/dates", test_dates);
  g_test_add_func ("/model/patient-query/R-ID-1/R-PDQ-5/numbers", test_numbers);
  g_test_add_func ("/model/patient-query/gender", test_gender);
  g_test_add_func ("/model/patient-query/foreign-bytes", test_foreign_bytes);
  g_test_add_func ("/model/patient-query/usable", test_usable);
  g_test_add_func ("/model/patient-query/R-PDQ-12/with", test_with);
  g_test_add_func ("/model/patient-query/labels", test_labels);
  g_test_add_func ("/model/patient-query/lines", test_lines);

  return g_test_run ();
}
