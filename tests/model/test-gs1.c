/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The DataMatrix of a pack, as scanners type it. */
#include "config.h"

#include "model-gs1.h"

#define GTIN "07680006370012"

static const ModelDate today = { .year = 2026, .month = 11, .day = 28, .precision = MODEL_DATE_DAY };

static void
assert_pack (const char *text,
             const char *lot,
             const char *expiry,
             const char *serial)
{
  ModelGs1         gs1;
  ModelGs1Fault    fault = model_gs1_parse (text, &today, &gs1);
  g_autofree char *date = model_date_to_fhir (&gs1.expiry);

  g_test_message ("%s", text);
  g_assert_cmpint (fault, ==, MODEL_GS1_GOOD);
  g_assert_cmpstr (gs1.gtin, ==, GTIN);
  g_assert_cmpstr (gs1.lot, ==, lot);
  g_assert_cmpstr (date, ==, expiry);
  g_assert_cmpstr (gs1.serial, ==, serial);
}

/* R-VAC-30: number, lot, expiry and serial number, whatever the scanner makes of the separator. */
static void
test_renderings (void)
{
  static const char *const separators[] = { "\x1d", "<GS>", "<gs>", "{GS}", "[GS]", "^]", "␝", "\\x1d", "<FNC1>" };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char      *gs = separators[i];
      g_autofree char *last = g_strconcat ("01" GTIN "17270630"
                                           "10AC37B123AA",
                                           gs, "21SN-0001", NULL);
      g_autofree char *first = g_strconcat ("]d2", gs, "21SN-0001", gs, "10AC37B123AA", gs, "01" GTIN "17270630\r\n", NULL);
      g_autofree char *every = g_strconcat (gs, "01" GTIN, gs, "17270630", gs, "10AC37B123AA", gs, "21SN-0001", gs, NULL);

      assert_pack (last, "AC37B123AA", "2027-06-30", "SN-0001");
      assert_pack (first, "AC37B123AA", "2027-06-30", "SN-0001");
      assert_pack (every, "AC37B123AA", "2027-06-30", "SN-0001");
    }

  assert_pack ("(01)" GTIN "(17)270630(10)AC37B123AA(21)SN-0001", "AC37B123AA", "2027-06-30", "SN-0001");
  assert_pack ("(01) " GTIN " (10) A(B)1", "A(B)1", NULL, "");
  assert_pack (GTIN, "", NULL, "");
  assert_pack ("7680006370012", "", NULL, "");
}

static void
test_dates (void)
{
  static const struct
  {
    const char *written, *date;
  } rows[] = {
    { "270600", "2027-06-30" }, /* day 00: the last of the month */
    { "280200", "2028-02-29" },
    { "270200", "2027-02-28" },
    { "750101", "2075-01-01" }, /* the century that is nearest */
    { "770101", "1977-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("01" GTIN "17", rows[i].written, NULL);

      assert_pack (text, "", rows[i].date, "");
    }
}

static void
test_other_elements (void)
{
  ModelGs1         gs1;
  g_autofree char *produced = NULL;

  g_assert_cmpint (model_gs1_parse ("01" GTIN "11260100"
                                    "3012\x1d"
                                    "3102000250"
                                    "7141234\x1d"
                                    "10X",
                                    &today, &gs1),
                   ==, MODEL_GS1_GOOD);
  produced = model_date_to_fhir (&gs1.produced);
  g_assert_cmpstr (produced, ==, "2026-01");
  g_assert_cmpuint (gs1.count, ==, 12);
  g_assert_cmpstr (gs1.lot, ==, "X");
}

static void
test_faults (void)
{
  static const struct
  {
    const char   *text;
    ModelGs1Fault fault;
  } rows[] = {
    { "", MODEL_GS1_NOT_A_CODE },
    { "   ", MODEL_GS1_NOT_A_CODE },
    { "Boostrix", MODEL_GS1_NOT_A_CODE },
    { "05123", MODEL_GS1_NOT_A_CODE },
    { "()", MODEL_GS1_NOT_A_CODE },
    { "01"
      "0768000637001",
      MODEL_GS1_CUT },
    { "01" GTIN "1727", MODEL_GS1_CUT },
    { "01" GTIN "10", MODEL_GS1_CUT },
    { "01"
      "07680006370013",
      MODEL_GS1_CHECK_DIGIT },
    { "7680006370013", MODEL_GS1_NOT_A_CODE },
    { "(01)123", MODEL_GS1_CHECK_DIGIT },
    { "01" GTIN "17271301", MODEL_GS1_DATE },
    { "01" GTIN "17270631", MODEL_GS1_DATE },
    { "01" GTIN "1727AB01", MODEL_GS1_DATE },
    { "01" GTIN "10AC37B123AA21SN-000117270630", MODEL_GS1_RUN_TOGETHER },
    { "10A\x1d"
      "10B",
      MODEL_GS1_CONTRADICTS },
    { "17270630"
      "17270629",
      MODEL_GS1_CONTRADICTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ModelGs1 gs1;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (model_gs1_parse (rows[i].text, &today, &gs1), ==, rows[i].fault);
      g_assert_cmpstr (gs1.gtin, ==, "");
      g_assert_cmpstr (gs1.lot, ==, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/gs1/R-VAC-30/renderings", test_renderings);
  g_test_add_func ("/model/gs1/R-VAC-30/dates", test_dates);
  g_test_add_func ("/model/gs1/other-elements", test_other_elements);
  g_test_add_func ("/model/gs1/faults", test_faults);

  return g_test_run ();
}
