/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-oids.h"
#include "epr-resources.h"
#include "epr-terminology.h"

#include <locale.h>

#define SNOMED "http://snomed.info/sct"

static const char *const sets[] = {
  "document-class",
  "document-type",
  "format-code",
  "healthcare-facility-type",
  "practice-setting",
  "confidentiality",
  "language",
  "mime-type",
  "event-code",
  "author-role",
  "author-speciality",
  "original-provider-role",
  "submission-author-role",
  "submission-content-type",
  "deletion-status",
  "patient-gender",
  "purpose-of-use",
  "epr-role",
  "epr-agent-role",
  "audit-trail-event-type",
  "hcp-profession",
  "hcp-specialisation",
  "policy-access-level",
  "policy-template",
  "pdqm-more-attributes",
  "match-grade",
};

static void
test_sets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr(GPtrArray) codings = epr_terminology_dup_set (sets[i]);

      g_assert_cmpuint (codings->len, >, 0);
      for (guint j = 0; j < codings->len; j++)
        {
          ModelCoding *coding = g_ptr_array_index (codings, j);

          g_assert_cmpstr (model_coding_get_system (coding), !=, "");
          g_assert_cmpstr (model_coding_get_display (coding), !=, "");
          g_assert_nonnull (epr_terminology_get_label (model_coding_get_system (coding), model_coding_get_code (coding)));
        }
    }
}

static void
test_languages (void)
{
  const struct
  {
    const char *language, *label;
  } cases[] = {
    { "fr_CH", "normal" },
    { "de_CH", "Normal" },
    { "it_CH", "normale" },
    { "en_GB", "Normal" },
    { "pt_PT", "Normal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_setenv ("LANGUAGE", cases[i].language, TRUE);
      g_assert_cmpstr (epr_terminology_get_label (SNOMED, "17621005"), ==, cases[i].label);
    }
}

static void
test_unknown (void)
{
  g_autoptr(GPtrArray) none = epr_terminology_dup_set ("no-such-set");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (epr_terminology_get_label (SNOMED, "1"));
  g_assert_null (epr_terminology_get_label (NULL, NULL));
  g_assert_null (epr_terminology_get_label ("urn:oid:1.2", "17621005"));
  g_assert_nonnull (epr_terminology_get_label (NULL, "17621005"));
}

static void
test_pairs (void)
{
  g_assert_true (epr_terminology_is_pair ("422735006", "373942005"));
  g_assert_true (epr_terminology_is_pair ("722160009", "419891008"));
  g_assert_false (epr_terminology_is_pair ("722160009", "373942005"));
}

/* A newer file in a data directory is used, a broken one is not. In programs of their own: it is read once. */
static void
write_override (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "cabinet", "terminology", NULL);
  g_autofree char *path = g_build_filename (folder, "value-sets.tsv", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_newer (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GBytes) bytes = g_resource_lookup_data (epr_get_resource (), "/org/cabinetdep/Cabinet/terminology/value-sets.tsv", 0, NULL);
      const char *text = g_bytes_get_data (bytes, NULL);
      g_autoptr(GString) newer = g_string_new_len (text, (gssize) g_bytes_get_size (bytes));

      g_assert_cmpuint (g_string_replace (newer, "[document-type]\n=http://snomed.info/sct\n", "[document-type]\n=http://snomed.info/sct\n0123456789\tNouveau\tNeu\tNuovo\tNew\n", 1), ==, 1);
      write_override (newer->str);
      g_assert_nonnull (epr_terminology_find ("document-type", "0123456789"));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_broken (void)
{
  if (g_test_subprocess ())
    {
      write_override ("[document-type]\n=http://snomed.info/sct\n1\tone\n");
      g_test_expect_message ("cabinet-epr", G_LOG_LEVEL_WARNING, "*is not used: A set is missing*");
      g_assert_true (epr_terminology_is_pair ("422735006", "373942005"));
      g_test_assert_expected_messages ();
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

  g_test_add_func ("/epr/terminology/sets", test_sets);
  g_test_add_func ("/epr/terminology/languages", test_languages);
  g_test_add_func ("/epr/terminology/unknown", test_unknown);
  g_test_add_func ("/epr/terminology/pairs", test_pairs);

  g_test_add_func ("/epr/terminology/newer", test_newer);
  g_test_add_func ("/epr/terminology/broken", test_broken);

  return g_test_run ();
}
