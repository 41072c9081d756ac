/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-text.h"

static void
test_fold (void)
{
  g_autofree char *folded = model_text_fold ("RÉSULTATS de Zürich");
  g_autofree char *broken = model_text_fold ("\xff\xfe");

  g_assert_cmpstr (folded, ==, "resultats de zurich");
  g_assert_cmpstr (broken, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/text/fold", test_fold);

  return g_test_run ();
}
