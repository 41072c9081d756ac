#pragma once

#include "epr-settings-private.h"
#include "epr-technical.h"

G_BEGIN_DECLS

/* @server: of people, at the same authorization server; what it lends outlives what is read. NULL without
 * the group; a GLN that cannot be right is an EPR_ERROR_SETTINGS. (transfer full) (nullable) */
EprTechnical *epr_technical_read (EprSettings           *settings,
                                  const EprRegistration *server,
                                  GError               **error);
void          epr_technical_free (EprTechnical          *self);

G_END_DECLS
