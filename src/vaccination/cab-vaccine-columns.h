#pragma once

#include "cab-table.h"
#include "cab-vaccine-row.h"

G_BEGIN_DECLS

/* @table has the columns of @tab, in its usual order. The first call is before anything else is done with it. */
void cab_vaccine_columns_show (CabTable     *table,
                               CabVaccineTab tab);

G_END_DECLS
