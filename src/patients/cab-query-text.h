#pragma once

#include "model-patient-query.h"

G_BEGIN_DECLS

/* A search between its three forms: typed, understood, shown. */

/* A part as a person reads it: "27.01.1995", "756.1234.5678.97", "female". (transfer full) */
char *cab_query_text_show       (const ModelQueryPart *part);

/* @typed as it will be sent for a part of @kind, or NULL when it is none. (transfer full) (nullable) */
char *cab_query_text_understand (ModelQueryPartKind    kind,
                                 const char           *typed);

/* The line that would be typed for @query; parts that have no typed form are left out.
 * (transfer full) */
char *cab_query_text_compose    (ModelPatientQuery    *query);

G_END_DECLS
