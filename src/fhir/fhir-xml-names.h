#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FHIR_XML_TEXT,
  FHIR_XML_BOOLEAN,
  FHIR_XML_NUMBER,
} FhirXmlValue;

/* Inside this room: what XML does not tell and JSON does. @parent is the resource or element around @name. */

/* Whether it is a list even where it stands once. */
gboolean     fhir_xml_is_list      (const char *parent, const char *name);
FhirXmlValue fhir_xml_value_of     (const char *parent, const char *name);
/* Whether an element without a value is a datatype of one value all the same: only its extensions are given. */
gboolean     fhir_xml_is_primitive (const char *name);

G_END_DECLS
