/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @resource in FHIR XML, by a way of its own: the names of elements are those of the JSON. (transfer full) */
char *xml_test_write          (JsonObject *resource);

/* Takes every narrative's marks out of @node: XML has more than one spelling of them. */
void  xml_test_drop_narrative (JsonNode   *node);

G_END_DECLS
