#pragma once

#include <gio/gio.h>

#include "model-document.h"
#include "model-vaccination-document.h"

G_BEGIN_DECLS

typedef enum
{
  EPR_VACCINATION_NONE,
  EPR_VACCINATION_ACT,        /* or what may be one: only its content tells */
  EPR_VACCINATION_SNAPSHOT,
} EprVaccinationKind;

/* What the metadata say: by the format, else by the type of a FHIR document (R-VAC-89). A CDA document of
 * vaccinations is none: it is listed as any other. */
EprVaccinationKind        epr_vaccination_kind        (ModelDocument        *document);

/* Reads the bytes of @document, NULL for a file from elsewhere, in a worker. Errors: those of fhir_vaccination_read(), whose message is for the IT
 * person. */
void                      epr_vaccination_read_async  (GBytes               *bytes,
                                                       ModelDocument        *document,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
ModelVaccinationDocument *epr_vaccination_read_finish (GAsyncResult         *result,
                                                       GError              **error);

/* Whether @error says that the document is closed to the reader or gone, rather than that it did not come
 * (R-VAC-92). */
gboolean                  epr_vaccination_is_closed   (const GError         *error);

G_END_DECLS
