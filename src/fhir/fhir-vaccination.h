#pragma once

#include "fhir-error.h"
#include "fhir-json.h"
#include "model-document.h"
#include "model-vaccination-document.h"

G_BEGIN_DECLS

/* Reads a document of CH VACD, in JSON or XML, of any version of the guide and as the national module writes it
 * (R-VAC-7, R-VAC-108). What is not understood is kept in the JSON of the document and of its entries; an entry
 * that is bad in part is read as far as it goes (R-VAC-9).
 *
 * @metadata (nullable): the registry's, which knows the key of the document and who provided it; without it
 * nothing is verifiable. Any thread, no network. FHIR_ERROR_NOT_JSON, _NOT_XML, _TOO_DEEP, and _NOT_EXPECTED for
 * anything but a Bundle. (transfer full) */
ModelVaccinationDocument *fhir_vaccination_read (GBytes         *bytes,
                                                 ModelDocument  *metadata,
                                                 GError        **error);

G_END_DECLS
