/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-columns.h"

#include <glib/gi18n-lib.h>

static const CabTableLayout layout = { N_("Entries of the vaccination record"), 620, 1000, 1000 };

/* What a column is called in a tab; NULL: the tab does not have it. */
static const struct
{
  int                 width; /* 0: what is left */
  CabTableColumnFlags flags;
  const char         *titles[CAB_VACCINE_N_TABS];
} facts[CAB_VACCINE_N_COLUMNS] = {
  [CAB_VACCINE_COLUMN_DATE] = { 104, CAB_TABLE_COLUMN_YEAR | CAB_TABLE_COLUMN_NUMERIC, { N_("Date"), N_("Last dose"), N_("Date"), N_("Began"), N_("Began"), N_("Began"), N_("Date") } },
  [CAB_VACCINE_COLUMN_KIND] = { 190, CAB_TABLE_COLUMN_PLAIN, { NULL, NULL, N_("Kind"), NULL, NULL, NULL, N_("Kind") } },
  [CAB_VACCINE_COLUMN_NAME] = { 0, CAB_TABLE_COLUMN_NAMES, { N_("Vaccine"), N_("Disease"), N_("Entry"), N_("Illness"), N_("Allergy or reaction"), N_("Risk"), N_("Test") } },
  [CAB_VACCINE_COLUMN_ABOUT] = { 0, CAB_TABLE_COLUMN_PLAIN, { N_("Protects against"), N_("Beside the doses"), N_("Details"), N_("Course"), N_("Details"), N_("Course"), N_("Result") } },
  [CAB_VACCINE_COLUMN_DOSE] = { 72, CAB_TABLE_COLUMN_NUMERIC, { N_("Dose"), N_("Doses"), NULL, NULL, NULL, NULL, NULL } },
  [CAB_VACCINE_COLUMN_LOT] = { 96, CAB_TABLE_COLUMN_WIDE, { N_("Lot"), NULL, NULL, NULL, NULL, NULL, NULL } },
  [CAB_VACCINE_COLUMN_WHO] = { 176, CAB_TABLE_COLUMN_WIDE, { N_("Given by"), NULL, NULL, N_("Stated by"), N_("Stated by"), N_("Stated by"), N_("By") } },
  [CAB_VACCINE_COLUMN_VALIDATION] = { 150, CAB_TABLE_COLUMN_PLAIN, { N_("Validation"), NULL, N_("Validation"), N_("Validation"), N_("Validation"), N_("Validation"), N_("Validation") } },
  [CAB_VACCINE_COLUMN_STATE] = { 176, CAB_TABLE_COLUMN_PLAIN, { N_("State"), N_("State"), N_("State"), N_("State"), N_("State"), N_("State"), N_("State") } },
};

/* What a row is about stands first: an event at its date, a disease by its name. */
static const CabVaccineColumn order_of_events[CAB_VACCINE_N_COLUMNS] = {
  CAB_VACCINE_COLUMN_DATE, CAB_VACCINE_COLUMN_KIND, CAB_VACCINE_COLUMN_NAME, CAB_VACCINE_COLUMN_ABOUT, CAB_VACCINE_COLUMN_DOSE,
  CAB_VACCINE_COLUMN_LOT, CAB_VACCINE_COLUMN_WHO, CAB_VACCINE_COLUMN_VALIDATION, CAB_VACCINE_COLUMN_STATE
};
static const CabVaccineColumn order_of_diseases[CAB_VACCINE_N_COLUMNS] = {
  CAB_VACCINE_COLUMN_NAME, CAB_VACCINE_COLUMN_DOSE, CAB_VACCINE_COLUMN_DATE, CAB_VACCINE_COLUMN_ABOUT, CAB_VACCINE_COLUMN_STATE,
  CAB_VACCINE_COLUMN_KIND, CAB_VACCINE_COLUMN_LOT, CAB_VACCINE_COLUMN_WHO, CAB_VACCINE_COLUMN_VALIDATION
};

void
cab_vaccine_columns_show (CabTable     *table,
                          CabVaccineTab tab)
{
  gboolean                diseases = tab == CAB_VACCINE_TAB_DISEASES;
  const CabVaccineColumn *order = diseases ? order_of_diseases : order_of_events;
  CabTableColumn          columns[CAB_VACCINE_N_COLUMNS];
  guint                   n = 0;

  g_return_if_fail (tab < CAB_VACCINE_N_TABS);

  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    {
      CabVaccineColumn id = order[i];
      const char      *title = facts[id].titles[tab];

      if (title != NULL)
        columns[n++] = (CabTableColumn) { (int) id, title, facts[id].width, facts[id].flags | CAB_TABLE_COLUMN_RESIZABLE };
    }

  cab_table_set_layout (table, &layout);
  cab_table_set_columns (table, columns, n);
  /* diseases have the order of a booklet, everything else that of time */
  cab_table_sort (table, diseases ? CAB_TABLE_SUMMARY : (int) CAB_VACCINE_COLUMN_DATE, diseases ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
}
