/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is proposed to a person who deposits a file, and when she is warned. Invented people. */
#include "config.h"

#include "record-guess.h"

static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };
static const ModelDate born = { .year = 1995, .month = 1, .day = 27, .precision = MODEL_DATE_DAY };

static void
test_read (void)
{
  const struct
  {
    const char *text;
    const char *own_title;
    const char *file;
    const char *type;
    const char *language;
    const char *date;
    const char *title;
  } cases[] = {
    { "Hôpital fictif\nMuster Franz, né le 27.01.1995\nFictigny, le 12.11.2026\nLettre de sortie\nLe patient est resté dans notre service pour une pneumonie, avec les soins.",
      NULL, "scan0001.pdf", "373942005", "fr-CH", "2026-11-12", "Lettre de sortie" },
    { "Labor Muster\nLaborbericht vom 3. Oktober 2026\nDie Werte sind mit der Norm und nicht von der Klinik", "Microsoft Word - x", "x.pdf",
      "4241000179101", "de-CH", "2026-10-03", "Laborbericht vom 3. Oktober 2026" },
    { "", "Radiographie du thorax", "IMG_0001.pdf", "4201000179104", NULL, NULL, "Radiographie du thorax" },
    { "", NULL, "2026_ordonnance du 1er mars 2026.pdf", "761938008", NULL, "2026-03-01", "2026 ordonnance du 1er mars 2026" },
    { "", NULL, "scan_17.pdf", NULL, NULL, NULL, NULL },
    { "Contrôle prévu le 3.4.2031", NULL, "a.pdf", NULL, NULL, NULL, NULL },
    { "\xff\xfe\x00", "\xff", "\xff.pdf", NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(RecordGuess) guess = record_guess_read (cases[i].text, cases[i].own_title, cases[i].file, &born, &today);
      g_autofree char *date = model_date_to_fhir (&guess.date);

      g_test_message ("%u", i);
      g_assert_cmpstr (guess.type, ==, cases[i].type);
      g_assert_cmpstr (guess.language, ==, cases[i].language);
      g_assert_cmpstr (date, ==, cases[i].date);
      g_assert_cmpstr (guess.title, ==, cases[i].title);
    }
}

static ModelPatient *
make_patient (void)
{
  const char *const given[] = { "Franz", NULL };

  return model_patient_new (&(ModelPatientInit) { .family = "Müster", .given = given, .birth_date = born });
}

static void
test_other (void)
{
  g_autofree char *page = g_strnfill (300, 'x');
  g_autofree char *nobody = g_strconcat ("Rapport. ", page, NULL);
  g_autofree char *her = g_strconcat ("Concerne MÜSTER Franz. ", page, NULL);
  const struct
  {
    const char *text;
    RecordOther other;
  } cases[] = {
    { "Muster Franz, AVS 756.1234.5678.97, né(e) le 27.01.1995", 0 },
    { "AVS 756.9999.9999.91", RECORD_OTHER_NUMBER },
    { "AVS 756.9999.9999.91, représentant de 7561234567897", 0 },
    { "Exemple Anna, geb. 3.4.1960", RECORD_OTHER_BIRTH_DATE },
    { "Exemple Anna, date de naissance : 3 avril 1960", RECORD_OTHER_BIRTH_DATE },
    { "Mère née le 3.4.1960, enfant né le 27.1.1995", 0 },
    { nobody, RECORD_OTHER_NAME },
    { her, 0 },
    { "", 0 },
  };
  g_autoptr(ModelPatient) patient = make_patient ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (record_guess_other (cases[i].text, patient, "7561234567897"), ==, cases[i].other);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/guess/read", test_read);
  g_test_add_func ("/record/guess/other", test_other);

  return g_test_run ();
}
