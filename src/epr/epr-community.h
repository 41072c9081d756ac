#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EPR_TYPE_COMMUNITY (epr_community_get_type ())

typedef enum { EPR_FLOW_IDENTITY_FIRST, EPR_FLOW_BROKERED, EPR_FLOW_NONE } EprFlow;
typedef enum { EPR_SEARCH_MATCH, EPR_SEARCH_PDQM78 } EprPatientSearch;

/* How to speak with one community: the deployment settings of the specification's section 15, read
 * from a key file (data/communities/, or FILE of --community). Immutable. A file names a preset
 * (`profile=ch-epr-fhir-5`, `mag-1`, `fhir-r4`) whose values it may override. */
G_DECLARE_FINAL_TYPE (EprCommunity, epr_community, EPR, COMMUNITY, GObject)

EprCommunity *epr_community_new_from_file (const char *path, GError **error);
EprCommunity *epr_community_new_from_data (const char *data, gssize length, GError **error);

G_END_DECLS
