/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-vaccine-terms.h"

#include <locale.h>
#include <string.h>

#define SNOMED "http://snomed.info/sct"
#define SWISSMEDIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs"
#define HISTORIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-myvaccines-cs"
#define IMMUNOGLOBULIN "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-immunoglobulin-cs"
#define BASIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs"

/* Every list of the guide, and how long it is. */
static const struct
{
  const char *name;
  guint       size;
} sets[] = {
  { "vaccine", 132 },
  { "vaccine-historic", 80 },
  { "immunoglobulin", 36 },
  { "immune-serum", 21 },
  { "vaccine-generic", 220 },
  { "disease", 68 },
  { "vaccination-route", 5 },
  { "vaccination-site", 2 },
  { "performer-function", 2 },
  { "vaccination-reason", 3 },
  { "vaccination-status", 3 },
  { "not-done-reason", 4 },
  { "verification", 12 },
  { "adverse-event", 37 },
  { "allergy-category", 4 },
  { "allergy-clinical-status", 3 },
  { "allergy-criticality", 3 },
  { "allergy-type", 2 },
  { "reaction-severity", 3 },
  { "past-illness", 32 },
  { "medical-problem", 62 },
  { "condition-clinical-status", 6 },
  { "condition-severity", 3 },
  { "basic-immunization", 13 },
  { "serology", 12 },
  { "observation-status", 8 },
  { "observation-interpretation", 3 },
  { "plan-vaccination", 30 },
  { "plan-category", 4 },
  { "plan-forecast-status", 8 },
  { "vaccination-section", 7 },
  { "entry-conflict", 1 },
};

static void
test_sets (void)
{
  g_autoptr(GPtrArray) none = epr_vaccine_terms_dup_set ("no-such-set");

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr(GPtrArray) codings = epr_vaccine_terms_dup_set (sets[i].name);

      g_test_message ("%s", sets[i].name);
      g_assert_cmpuint (codings->len, ==, sets[i].size);
      for (guint j = 0; j < codings->len; j++)
        {
          ModelCoding *coding = g_ptr_array_index (codings, j);

          g_assert_cmpstr (model_coding_get_system (coding), !=, "");
          g_assert_cmpstr (model_coding_get_display (coding), !=, "");
          g_assert_nonnull (epr_vaccine_terms_get_label (model_coding_get_system (coding), model_coding_get_code (coding)));
        }
    }
  g_assert_cmpuint (none->len, ==, 0);
}

/* R-VAC-106: codes are shown in the reader's language. */
static void
test_languages (void)
{
  const struct
  {
    const char *language, *disease, *route;
  } cases[] = {
    { "fr_CH", "rougeole", "Voie intramusculaire" },
    { "de_CH", "Masern", "intramuskuläre Anwendung" },
    { "it_CH", "morbillo", "Uso intramuscolare" },
    { "en_GB", "Measles", "Intramuscular use" },
    { "pt_PT", "Measles", "Intramuscular use" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_setenv ("LANGUAGE", cases[i].language, TRUE);
      g_assert_cmpstr (epr_vaccine_terms_get_label (SNOMED, "14189004"), ==, cases[i].disease);
      g_assert_cmpstr (epr_vaccine_terms_get_label ("http://standardterms.edqm.eu", "20035000"), ==, cases[i].route);
    }
  g_assert_null (epr_vaccine_terms_get_label (SNOMED, "1"));
  g_assert_null (epr_vaccine_terms_get_label (NULL, "14189004"));
  g_assert_null (epr_vaccine_terms_get_label (SNOMED, NULL));
}

static void
assert_diseases (const char *system,
                 const char *code,
                 const char *expected)
{
  g_autoptr(GPtrArray) diseases = epr_vaccine_terms_dup_diseases (system, code);
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  g_autofree char *found = NULL;

  for (guint i = 0; i < diseases->len; i++)
    g_ptr_array_add (codes, (char *) model_coding_get_code (g_ptr_array_index (diseases, i)));
  g_ptr_array_add (codes, NULL);
  found = g_strjoinv (" ", (char **) codes->pdata);
  g_assert_cmpstr (found, ==, expected);
}

/* R-VAC-26: a product fills in its diseases; every product on the list has some, or is the unknown one. */
static void
test_diseases (void)
{
  static const char *const products[] = { "vaccine", "vaccine-historic", "immunoglobulin" };

  assert_diseases (SWISSMEDIC, "683", "712986001");
  assert_diseases (HISTORIC, "14", "36653000 14189004");
  assert_diseases (IMMUNOGLOBULIN, "00687-01", "14168008");
  assert_diseases (BASIC, "bi-dtpa", "397430003 76902006 27836007");
  assert_diseases (SNOMED, "787859002", "");
  assert_diseases (SWISSMEDIC, "no-such-product", "");
  assert_diseases (NULL, "683", "");

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autoptr(GPtrArray) codings = epr_vaccine_terms_dup_set (products[i]);

      for (guint j = 0; j < codings->len; j++)
        {
          ModelCoding *coding = g_ptr_array_index (codings, j);
          g_autoptr(GPtrArray) diseases =
              epr_vaccine_terms_dup_diseases (model_coding_get_system (coding), model_coding_get_code (coding));

          g_test_message ("%s", model_coding_get_display (coding));
          g_assert_cmpint (diseases->len > 0, ==, !model_coding_is (coding, SNOMED, "787859002"));
        }
    }
}

static void
test_where (void)
{
  g_assert_cmpstr (epr_vaccine_terms_get_set (SWISSMEDIC, "637"), ==, "vaccine");
  g_assert_cmpstr (epr_vaccine_terms_get_set (HISTORIC, "102"), ==, "vaccine-historic");
  g_assert_cmpstr (epr_vaccine_terms_get_set (SNOMED, "14189004"), ==, "disease");
  g_assert_null (epr_vaccine_terms_get_set (SNOMED, "1"));
}

/* R-VAC-100: by part of the name in any language, and by disease. */
static void
test_search (void)
{
  g_autofree char *boostrix = epr_vaccine_terms_dup_key (SWISSMEDIC, "637");
  g_autofree char *none = epr_vaccine_terms_dup_key (SWISSMEDIC, "no");

  g_assert_nonnull (strstr (boostrix, "boostrix"));
  g_assert_nonnull (strstr (boostrix, "coqueluche"));
  g_assert_nonnull (strstr (boostrix, "starrkrampf"));
  g_assert_nonnull (strstr (boostrix, "difterite"));
  g_assert_cmpstr (none, ==, "");
}

static void
test_packs (void)
{
  const struct
  {
    const char *gtin;
    gboolean    found;
  } cases[] = {
    { "7680005580054", TRUE },  /* Havrix 1440, from the guide's own example */
    { "07680005580054", TRUE }, /* as a DataMatrix has it */
    { "7680005580053", FALSE }, /* mistyped */
    { "768000558005", FALSE },
    { "", FALSE },
    { "7680005580O54", FALSE },
    { "4006381333931", FALSE }, /* a pencil */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) products = epr_vaccine_terms_find_gtin (cases[i].gtin);

      g_test_message ("%s", cases[i].gtin);
      g_assert_cmpuint (products->len, ==, cases[i].found ? 1 : 0);
      if (cases[i].found)
        g_assert_true (model_coding_is (g_ptr_array_index (products, 0), SWISSMEDIC, "558"));
    }
}

static void
test_groups (void)
{
  g_autoptr(GPtrArray) basic = epr_vaccine_terms_dup_group ("basic");
  g_autoptr(GPtrArray) risks = epr_vaccine_terms_dup_group ("occupation");
  g_autoptr(GPtrArray) none = epr_vaccine_terms_dup_group ("none");

  g_assert_cmpuint (basic->len, ==, 11);
  g_assert_cmpstr (model_coding_get_code (g_ptr_array_index (basic, 0)), ==, "397430003");  /* diphtheria */
  g_assert_cmpstr (model_coding_get_code (g_ptr_array_index (basic, 10)), ==, "240532009"); /* HPV */
  g_assert_cmpuint (risks->len, >, 5);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (epr_vaccine_terms_get_unit ("22602-7"), ==, "[iU]/mL");
  g_assert_null (epr_vaccine_terms_get_unit ("1"));
}

/* A newer list of products in a data directory is used, a broken one is not. */
static void
write_override (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "cabinet", "terminology", NULL);
  g_autofree char *path = g_build_filename (folder, "vaccination.tsv", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_broken (void)
{
  if (g_test_subprocess ())
    {
      write_override ("[vaccine]\n=s\n1\ta\tb\tc\td\n");
      g_test_expect_message ("cabinet-epr", G_LOG_LEVEL_WARNING, "*vaccination.tsv is not used: A set is missing: vaccine-historic*");
      g_assert_nonnull (epr_vaccine_terms_get_label (SWISSMEDIC, "637"));
      g_test_assert_expected_messages ();
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_newer (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GString) text = g_string_new (NULL);
      static const char *const needed[] = { "vaccine", "vaccine-historic", "immunoglobulin", "disease", "vaccination-route", "adverse-event",
                                            "past-illness", "medical-problem", "basic-immunization", "serology" };

      for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
        g_string_append_printf (text, "[%s]\n=%s\n%u\tNouveau\tNeu\tNuovo\tNew\n", needed[i], needed[i], i);
      g_string_append (text, "[vaccine-to-disease]\n0\t3\n");
      write_override (text->str);
      assert_diseases ("vaccine", "0", "3");
      g_assert_null (epr_vaccine_terms_get_label (SWISSMEDIC, "637"));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/vaccine-terms/sets", test_sets);
  g_test_add_func ("/epr/vaccine-terms/R-VAC-106/languages", test_languages);
  g_test_add_func ("/epr/vaccine-terms/R-VAC-26/diseases", test_diseases);
  g_test_add_func ("/epr/vaccine-terms/R-VAC-31/where", test_where);
  g_test_add_func ("/epr/vaccine-terms/R-VAC-100/search", test_search);
  g_test_add_func ("/epr/vaccine-terms/packs", test_packs);
  g_test_add_func ("/epr/vaccine-terms/R-VAC-43/groups", test_groups);
  g_test_add_func ("/epr/vaccine-terms/broken", test_broken);
  g_test_add_func ("/epr/vaccine-terms/newer", test_newer);

  return g_test_run ();
}
