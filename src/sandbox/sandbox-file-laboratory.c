/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

/* Analyses with their usual units and adult reference ranges; names as Swiss laboratories print them. */
typedef struct
{
  const char *name;
  const char *unit;
  double      low;
  double      high;
  int         decimals;
} Analysis;

/* clang-format off */
static const Analysis haematology[] = {
  { "Hb", "g/l", 120, 160, 0 }, { "Hct", "%", 36, 46, 1 }, { "Ec", "T/l", 4.0, 5.4, 2 }, { "MCV", "fl", 80, 98, 0 },
  { "MCH", "pg", 27, 33, 1 }, { "MCHC", "g/l", 320, 360, 0 }, { "Lc", "G/l", 4.0, 10.0, 1 }, { "Neutro", "G/l", 1.8, 7.5, 2 },
  { "Lympho", "G/l", 1.0, 4.0, 2 }, { "Mono", "G/l", 0.2, 0.8, 2 }, { "Eos", "G/l", 0.0, 0.5, 2 }, { "Baso", "G/l", 0.0, 0.1, 2 },
  { "Tc", "G/l", 150, 400, 0 }, { "RDW", "%", 11.5, 14.5, 1 }, { "Reti", "G/l", 25, 105, 0 },
};

static const Analysis chemistry[] = {
  { "Na", "mmol/l", 136, 145, 0 }, { "K", "mmol/l", 3.5, 5.1, 1 }, { "Cl", "mmol/l", 98, 107, 0 }, { "Ca", "mmol/l", 2.15, 2.55, 2 },
  { "Mg", "mmol/l", 0.66, 1.07, 2 }, { "P", "mmol/l", 0.8, 1.5, 2 }, { "Glc", "mmol/l", 3.9, 5.6, 1 }, { "HbA1c", "%", 4.8, 5.9, 1 },
  { "Crea", "µmol/l", 45, 84, 0 }, { "eGFR", "ml/min/1.73 m²", 60, 120, 0 }, { "Urea", "mmol/l", 2.8, 8.1, 1 },
  { "ASAT", "U/l", 10, 35, 0 }, { "ALAT", "U/l", 10, 35, 0 }, { "γGT", "U/l", 6, 42, 0 }, { "AP", "U/l", 35, 105, 0 },
  { "Bili", "µmol/l", 2, 21, 0 }, { "LDH", "U/l", 135, 214, 0 }, { "CK", "U/l", 26, 192, 0 }, { "Lipase", "U/l", 13, 60, 0 },
  { "CRP", "mg/l", 0, 5, 1 }, { "PCT", "µg/l", 0, 0.1, 2 }, { "Alb", "g/l", 35, 52, 0 }, { "Prot", "g/l", 64, 83, 0 },
  { "Chol", "mmol/l", 2.5, 5.0, 1 }, { "HDL", "mmol/l", 1.2, 2.4, 2 }, { "LDL", "mmol/l", 1.0, 3.0, 2 }, { "TG", "mmol/l", 0.4, 1.7, 2 },
  { "Fe", "µmol/l", 6.6, 30, 1 }, { "Ferritin", "µg/l", 15, 150, 0 }, { "Transferrin", "g/l", 2.0, 3.6, 2 },
};

static const Analysis urine[] = {
  { "pH", "", 5.0, 7.5, 1 }, { "Dens", "kg/l", 1.005, 1.030, 3 }, { "Lc", "/µl", 0, 20, 0 }, { "Ec", "/µl", 0, 15, 0 },
  { "Prot", "g/l", 0, 0.15, 2 }, { "Alb/Crea", "mg/mmol", 0, 3, 1 }, { "Crea", "mmol/l", 3, 20, 1 },
};

static const Analysis hormones[] = {
  { "TSH", "mU/l", 0.27, 4.2, 2 }, { "fT4", "pmol/l", 12, 22, 1 }, { "fT3", "pmol/l", 3.1, 6.8, 1 }, { "Cortisol", "nmol/l", 133, 537, 0 },
  { "25-OH-D", "nmol/l", 50, 125, 0 }, { "B12", "pmol/l", 145, 569, 0 }, { "Folate", "nmol/l", 8.8, 60, 1 }, { "PTH", "pmol/l", 1.6, 6.9, 1 },
};

static const Analysis serology[] = {
  { "HBs-Ak / anti-HBs", "U/l", 100, 1000, 0 }, { "Tetanus IgG", "U/l", 500, 5000, 0 }, { "VZV IgG", "U/l", 50, 4000, 0 },
  { "Measles IgG", "U/l", 150, 3000, 0 }, { "Rubella IgG", "U/ml", 10, 400, 0 },
};
/* clang-format on */

static const double columns[] = { 0, 140, 215, 250, 340 };

static void
write_analysis (SandboxPaper   *paper,
                const Analysis *analysis,
                guint           salt)
{
  /* mostly within the range, one in six outside */
  guint            where = sandbox_pick (paper->context, salt, 1200);
  double           span = analysis->high - analysis->low;
  double           value = where < 1000   ? analysis->low + span * where / 1000.0
                           : where < 1140 ? analysis->high + span * (where - 999) / 200.0
                                          : MAX (0, analysis->low - span * (where - 1139) / 400.0);
  g_autofree char *result = g_strdup_printf ("%.*f", analysis->decimals, value);
  g_autofree char *range = g_strdup_printf ("%.*f – %.*f", analysis->decimals, analysis->low, analysis->decimals, analysis->high);
  const char      *flag = value > analysis->high ? "↑" : value < analysis->low ? "↓"
                                                                               : "";

  sandbox_paper_row (paper, (const char *[]) { analysis->name, result, flag, analysis->unit, range }, columns, 5, FALSE);
}

static void
write_group (SandboxPaper   *paper,
             SandboxWord     title,
             const Analysis *analyses,
             guint           n,
             guint           salt)
{
  const SandboxFileContext *c = paper->context;

  sandbox_paper_need (paper, 90);
  sandbox_paper_heading (paper, sandbox_word (c, title), 11);
  sandbox_paper_row (paper, (const char *[]) { sandbox_word (c, SANDBOX_WORD_ANALYSIS), sandbox_word (c, SANDBOX_WORD_RESULT), "", sandbox_word (c, SANDBOX_WORD_UNIT), sandbox_word (c, SANDBOX_WORD_REFERENCE) }, columns, 5, TRUE);
  for (guint i = 0; i < n; i++)
    write_analysis (paper, &analyses[i], salt + i);
  sandbox_paper_space (paper, 14);
}

GBytes *
sandbox_file_laboratory (const SandboxFileContext *context,
                         GError                  **error)
{
  const char   *title = sandbox_word (context, SANDBOX_WORD_LABORATORY);
  SandboxPaper *paper = sandbox_paper_new (context, title);

  sandbox_paper_letterhead (paper);
  sandbox_paper_patient (paper);
  sandbox_paper_heading (paper, title, 16);
  write_group (paper, SANDBOX_WORD_HAEMATOLOGY, haematology, G_N_ELEMENTS (haematology), 100);
  write_group (paper, SANDBOX_WORD_CHEMISTRY, chemistry, G_N_ELEMENTS (chemistry), 200);
  write_group (paper, SANDBOX_WORD_URINE, urine, G_N_ELEMENTS (urine), 300);
  write_group (paper, SANDBOX_WORD_HORMONES, hormones, G_N_ELEMENTS (hormones), 400);
  write_group (paper, SANDBOX_WORD_SEROLOGY, serology, G_N_ELEMENTS (serology), 500);
  sandbox_paper_signature (paper);

  return sandbox_paper_finish (paper, error);
}
