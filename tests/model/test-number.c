/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-number.h"

typedef gboolean (*Check) (const char *digits);

static void
test_digits (void)
{
  static const struct
  {
    const char *text;
    const char *digits;
  } rows[] = {
    { "756.1234.5678.97", "7561234567897" },
    { "756 1234 5678 97", "7561234567897" },
    { "756-1234-5678-97", "7561234567897" },
    { "7'561", "7561" },
    { "7’561", "7561" },
    { "756\302\2401234", "7561234" },
    { "756\342\200\2571234", "7561234" },
    { "1", "1" },
    { "", NULL },
    { " . ", NULL },
    { "756x", NULL },
    { "７５６", NULL },
    { "756\xff", NULL },
    { "75\xe2\x80", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *digits = model_number_digits (rows[i].text);

      g_test_message ("%u", i);
      g_assert_cmpstr (digits, ==, rows[i].digits);
    }

  g_assert_null (model_number_digits (NULL));
}

static void
test_check_digit (void)
{
  g_assert_cmpint (model_number_gs1_check_digit ("756123456789"), ==, '7');
  g_assert_cmpint (model_number_gs1_check_digit ("76133761041135365"), ==, '0');
  g_assert_cmpint (model_number_gs1_check_digit ("760100010273"), ==, '7');
  g_assert_cmpint (model_number_gs1_check_digit (""), ==, 0);
  g_assert_cmpint (model_number_gs1_check_digit ("12a"), ==, 0);
}

/* One digit changed, anywhere: never valid. */
static void
assert_finds_every_typo (Check       check,
                         const char *good)
{
  g_autofree char *typo = g_strdup (good);

  g_assert_true (check (good));
  for (char *p = typo; *p != '\0'; p++)
    {
      char right = *p;

      for (char wrong = '0'; wrong <= '9'; wrong++)
        if (wrong != right)
          {
            *p = wrong;
            g_assert_false (check (typo));
          }
      *p = right;
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    Check       check;
    const char *text;
    gboolean    good;
  } rows[] = {
    { model_number_is_ahvn13, "7561234567897", TRUE },
    { model_number_is_ahvn13, "7601000102737", FALSE },
    { model_number_is_ahvn13, "756.1234.5678.97", FALSE },
    { model_number_is_ahvn13, "756123456789", FALSE },
    { model_number_is_ahvn13, "", FALSE },
    { model_number_is_ahvn13, NULL, FALSE },
    { model_number_is_spid, "761337610411353650", TRUE },
    { model_number_is_spid, "761337610411353651", FALSE },
    { model_number_is_spid, "7561234567897", FALSE },
    { model_number_is_spid, NULL, FALSE },
    { model_number_is_gln, "7601000102737", TRUE },
    { model_number_is_gln, "7601000102738", FALSE },
    { model_number_is_card, "80756012345678901234", TRUE },
    { model_number_is_card, "80756112345678901234", FALSE },
    { model_number_is_card, "8075601234567890123", FALSE },
    { model_number_is_card, "8075601234567890123x", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (rows[i].check (rows[i].text), ==, rows[i].good);
    }

  assert_finds_every_typo (model_number_is_ahvn13, "7561234567897");
  assert_finds_every_typo (model_number_is_spid, "761337610411353650");
  assert_finds_every_typo (model_number_is_gln, "7601000102737");
}

static void
test_format (void)
{
  g_autofree char *ahvn13 = model_number_format_ahvn13 ("7561234567897");
  g_autofree char *other = model_number_format_ahvn13 ("756123");

  g_assert_cmpstr (ahvn13, ==, "756.1234.5678.97");
  g_assert_cmpstr (other, ==, "756123");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/number/R-ID-1/digits", test_digits);
  g_test_add_func ("/model/number/check-digit", test_check_digit);
  g_test_add_func ("/model/number/R-PDQ-5/every-typo", test_numbers);
  g_test_add_func ("/model/number/format", test_format);

  return g_test_run ();
}
