/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir-vaccination.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* Reads an example of the fixtures, "ig/A-D1-P-C1.json", which is its unique id; the role of the registry as given
 * (nullable). NULL without fixtures; aborts when it cannot be read. (transfer full) (nullable) */
ModelVaccinationDocument *vaccination_test_load  (const char *name, const char *role);

/* The bytes of a file of the fixtures. (transfer full) (nullable) */
GBytes                   *vaccination_test_bytes (const char *name);

/* The names of all examples. (transfer full) (element-type utf8) */
GPtrArray                *vaccination_test_names (void);

/* Reads @text; aborts when it cannot. @unique_id and @role are nullable. (transfer full) */
ModelVaccinationDocument *vaccination_test_read  (const char *text, const char *unique_id, const char *role);

G_END_DECLS
