#pragma once

#include <adwaita.h>

#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_SEARCH_FIELDS (cab_search_fields_get_type ())

/* The fields a community asks for when too many people fit (R-PDQ-12), and only those.
 *
 * Signal "search": the person is done and wants the search again. */
G_DECLARE_FINAL_TYPE (CabSearchFields, cab_search_fields, CAB, SEARCH_FIELDS, AdwBin)

/* Shows what is asked for, filled with what @query holds already; what it does not hold is marked. */
void               cab_search_fields_ask         (CabSearchFields *self, RecordAsked asked, ModelPatientQuery *query);
/* Puts the focus on the first field that is still empty. */
void               cab_search_fields_grab_first  (CabSearchFields *self);
/* @query with what the fields hold; NULL when one cannot be understood, which is then marked and has
 * the focus. (transfer full) (nullable) */
ModelPatientQuery *cab_search_fields_apply       (CabSearchFields *self, ModelPatientQuery *query);
void               cab_search_fields_clear       (CabSearchFields *self);

G_END_DECLS
