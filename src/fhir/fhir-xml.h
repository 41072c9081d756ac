#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A FHIR resource in XML becomes the tree that its JSON would have given, so that one reader serves both. Names of
 * elements decide what is a list, a number or a truth value; what is not in the tables reads as text, and as a
 * list where it is repeated. Narrative is kept as text. No document type, no entities but XML's own five, no
 * files; depth and size are bounded. Any thread. FHIR_ERROR_NOT_XML, _TOO_DEEP. (transfer full) */
JsonNode *fhir_xml_parse        (GBytes      *bytes,
                                 GError     **error);

/* The same as text. Numbers keep the digits that they have: 12.50 of a laboratory is not 12.5. (transfer full) */
GBytes   *fhir_xml_to_json      (GBytes      *bytes,
                                 GError     **error);

/* The words of a narrative (XHTML) in lines, without its marks; NULL when it is no XML. (transfer full) (nullable) */
char     *fhir_xml_dup_words    (const char  *narrative);

G_END_DECLS
