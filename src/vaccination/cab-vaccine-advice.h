#pragma once

#include <adwaita.h>

#include "record-recommendations.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_ADVICE (cab_vaccine_advice_get_type ())

/* What an expert service says is due: the service's words under its name, with version, time, and what it was given (R-VAC-95,
 * R-VAC-96). It asks when its button is pressed and never by itself, and says before what is sent. Not visible where nobody can
 * be asked. Once for all diseases (in the view by disease), and once for each disease whose details are looked at. */
G_DECLARE_FINAL_TYPE (CabVaccineAdvice, cab_vaccine_advice, CAB, VACCINE_ADVICE, AdwBin)

/* About @disease alone. (transfer floating) */
GtkWidget *cab_vaccine_advice_new                 (RecordRecommendations *recommendations,
                                                   ModelCoding           *disease);
/* NULL empties. */
void       cab_vaccine_advice_set_recommendations (CabVaccineAdvice      *self,
                                                   RecordRecommendations *recommendations);

G_END_DECLS
