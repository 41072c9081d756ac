#pragma once

#include "epr-institution.h"
#include "epr-settings-private.h"

G_BEGIN_DECLS

/* A code that its list does not have is an EPR_ERROR_SETTINGS. (transfer full) */
EprInstitution *epr_institution_read (EprSettings    *settings,
                                      GError        **error);
void            epr_institution_free (EprInstitution *self);

G_END_DECLS
