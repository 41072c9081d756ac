#pragma once

#include "epr-client.h"
#include "model-document.h"
#include "model-patient.h"

G_BEGIN_DECLS

typedef enum { EPR_PURPOSE_NORMAL, EPR_PURPOSE_EMERGENCY } EprPurpose;

#define EPR_TYPE_ACCESS (epr_access_get_type ())

/* Access to one patient's record: an extended token for her, this role and this purpose, and no
 * other (R-IUA-2). Disposing it ends a token request on its way. SPID in memory only (R-ID-3). Main
 * thread, but for epr_access_is_about(). */
G_DECLARE_FINAL_TYPE (EprAccess, epr_access, EPR, ACCESS, GObject)

/* EPR_ERROR_NO_NUMBER when @patient has no number by which this community names her. */
EprAccess      *epr_access_new         (EprClient     *client,
                                        ModelPatient  *patient,
                                        EprPurpose     purpose,
                                        GError       **error);

EprClient      *epr_access_get_client  (EprAccess     *self);   /* (transfer none) */
/* NULL for a server where nobody signs in. (transfer none) (nullable) */
NetTokenSource *epr_access_get_tokens  (EprAccess     *self);
/* System and value by which documents are found; @system NULL: the logical id. Borrowed. */
const char     *epr_access_get_number  (EprAccess     *self, const char **system);

/* Whether @document is about this patient. One that names nobody is; one that names a number which
 * cannot be compared with any of hers is not. Any thread. */
gboolean        epr_access_is_about    (EprAccess     *self, ModelDocument *document);

/* epr_client_resolve_uri() for the documents. (transfer full) */
char           *epr_access_resolve_uri (EprAccess     *self, const char *uri, GError **error);

G_END_DECLS
