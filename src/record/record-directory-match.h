#pragma once

#include "model-professional.h"

G_BEGIN_DECLS

#define RECORD_TYPE_DIRECTORY_MATCH (record_directory_match_get_type ())

/* One choice among those found in the directory: a professional at one of her institutions, or an institution. Immutable. */
G_DECLARE_FINAL_TYPE (RecordDirectoryMatch, record_directory_match, RECORD, DIRECTORY_MATCH, GObject)

/* One of both at least. @specialty: hers at @organization (nullable); else her qualifications tell. */
RecordDirectoryMatch *record_directory_match_new              (ModelProfessional    *professional,    /* (nullable) */
                                                               ModelCoding          *specialty,       /* (nullable) */
                                                               ModelOrganization    *organization);   /* (nullable) */

ModelProfessional    *record_directory_match_get_professional (RecordDirectoryMatch *self);   /* (transfer none) (nullable) */
ModelOrganization    *record_directory_match_get_organization (RecordDirectoryMatch *self);   /* (transfer none) (nullable) */
/* "Dre Anna Favre", or the name of the institution. */
const char           *record_directory_match_get_title        (RecordDirectoryMatch *self);
/* "General internal medicine · Hôpital des Deux-Rives, Exempleville", in the reader's language; may be "". */
const char           *record_directory_match_get_details      (RecordDirectoryMatch *self);
const char           *record_directory_match_get_gln          (RecordDirectoryMatch *self);   /* (nullable) */
/* As the one who did something: R-VAC-47, R-VAC-48. (transfer full) */
ModelActor           *record_directory_match_to_actor         (RecordDirectoryMatch *self);

G_END_DECLS
