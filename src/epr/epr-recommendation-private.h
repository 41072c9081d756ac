#pragma once

#include "epr-recommendation.h"
#include "epr-settings-private.h"

G_BEGIN_DECLS

/* NULL without the group. (transfer full) (nullable) */
EprRecommendationService *epr_recommendation_service_read (EprSettings               *settings,
                                                           gboolean                   allow_loopback_http,
                                                           GError                   **error);
void                      epr_recommendation_service_free (EprRecommendationService  *self);

G_END_DECLS
