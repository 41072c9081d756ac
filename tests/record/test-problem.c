/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-error.h"
#include "net-error.h"
#include "record-error.h"
#include "record-problem.h"

#include <string.h>

static void
check (GQuark domain,
       int    code)
{
  g_autoptr(GError) error = g_error_new_literal (domain, code, "what happened");
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);
  const char *title = model_problem_get_title (problem);
  const char *sentence = model_problem_get_sentence (problem);

  g_assert_cmpstr (title, !=, "");
  g_assert_cmpstr (title, !=, "Something Went Wrong");
  g_assert_true (g_str_has_suffix (sentence, "."));
  g_assert_nonnull (strstr (model_problem_get_details (problem), "what happened"));
}

/* Whoever adds an error adds its sentence. */
static void
test_every_error (void)
{
  for (int code = NET_ERROR_UNKNOWN_HOST; code <= NET_ERROR_KEY; code++)
    check (NET_ERROR, code);
  for (int code = EPR_ERROR_SETTINGS; code <= EPR_ERROR_CHANGED_MEANWHILE; code++)
    check (EPR_ERROR, code);
  for (int code = RECORD_ERROR_EMPTY; code <= RECORD_ERROR_ACTIVE; code++)
    check (RECORD_ERROR, code);
}

static void
test_ways (void)
{
  const struct
  {
    GQuark   domain;
    int      code;
    ModelWay way;
  } cases[] = {
    { NET_ERROR, NET_ERROR_UNREACHABLE, MODEL_WAY_RETRY },
    { NET_ERROR, NET_ERROR_UNAUTHORIZED, MODEL_WAY_SIGN_IN },
    { NET_ERROR, NET_ERROR_FORBIDDEN, MODEL_WAY_BACK_TO_SEARCH },
    { NET_ERROR, NET_ERROR_GONE, MODEL_WAY_RELOAD_LIST },
    { NET_ERROR, NET_ERROR_INTERACTION_REQUIRED, MODEL_WAY_SIGN_IN },
    { EPR_ERROR, EPR_ERROR_KEYRING_LOCKED, MODEL_WAY_UNLOCK_KEYRING },
    { EPR_ERROR, EPR_ERROR_CUT_OFF, MODEL_WAY_RETRY },
    { EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, MODEL_WAY_SIGN_IN },
    { EPR_ERROR, EPR_ERROR_DUPLICATE, MODEL_WAY_RELOAD_LIST },
    { EPR_ERROR, EPR_ERROR_LEVEL_REFUSED, MODEL_WAY_NONE },
    { EPR_ERROR, EPR_ERROR_CHANGED_MEANWHILE, MODEL_WAY_RELOAD_LIST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "x");
      g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

      g_assert_cmpint (model_problem_get_way (problem), ==, cases[i].way);
    }
}

static void
test_others (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr(GError) strange = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "disk");
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (strange);

  g_assert_null (record_problem_new_from_error (cancelled));
  g_assert_cmpstr (model_problem_get_sentence (problem), !=, "");
  g_assert_nonnull (strstr (model_problem_get_details (problem), "disk"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/problem/R-COM-13/every-error", test_every_error);
  g_test_add_func ("/record/problem/R-COM-11/ways", test_ways);
  g_test_add_func ("/record/problem/others", test_others);

  return g_test_run ();
}
