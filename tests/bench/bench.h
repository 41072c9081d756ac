/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every figure is made with: the median of some runs, and one line of JSON for it. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

G_BEGIN_DECLS

#define BENCH_RUNS 9

static int
bench_compare_doubles (const void *left,
                       const void *right)
{
  double a = *(const double *) left;
  double b = *(const double *) right;

  return (a > b) - (a < b);
}

/* Sorts @values. */
G_GNUC_UNUSED static double
bench_median (double *values,
              guint   n)
{
  qsort (values, n, sizeof *values, bench_compare_doubles);

  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

G_GNUC_UNUSED static double
bench_max (const double *values,
           guint         n)
{
  double most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, values[i]);

  return most;
}

static void
bench_print_number (const char *name,
                    double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("\"%s\":%s,", name, g_ascii_formatd (text, sizeof text, "%.3f", value));
}

/* A figure beside a reference of the same unit: well when it is at most @goal times that. */
G_GNUC_UNUSED static gboolean
bench_report_ratio (const char *name,
                    double      value,
                    const char *unit,
                    double      reference,
                    double      goal)
{
  double ratio = reference > 0 ? value / reference : 0;
  gboolean ok = ratio <= goal;

  printf ("{\"name\":\"%s\",", name);
  bench_print_number ("value", value);
  printf ("\"unit\":\"%s\",", unit);
  bench_print_number ("reference", reference);
  bench_print_number ("ratio", ratio);
  bench_print_number ("goal", goal);
  printf ("\"ok\":%s}\n", ok ? "true" : "false");
  fflush (stdout);

  return ok;
}

/* A figure that stands alone: well when it is at most @goal, in its own unit. */
G_GNUC_UNUSED static gboolean
bench_report_value (const char *name,
                    double      value,
                    const char *unit,
                    double      goal)
{
  gboolean ok = value <= goal;

  printf ("{\"name\":\"%s\",", name);
  bench_print_number ("value", value);
  printf ("\"unit\":\"%s\",\"reference\":null,\"ratio\":null,", unit);
  bench_print_number ("goal", goal);
  printf ("\"ok\":%s}\n", ok ? "true" : "false");
  fflush (stdout);

  return ok;
}

G_END_DECLS
