#pragma once

#include <adwaita.h>

#include "record-patient-context.h"

G_BEGIN_DECLS

#define CAB_TYPE_PATIENT_BANNER (cab_patient_banner_get_type ())

/* The one place that says whose data this is: it stands above list and reader and never scrolls
 * away. Red under emergency access. Activates "win.close-patient".
 *
 * Property "compact" (gboolean): two lines, for narrow windows. */
G_DECLARE_FINAL_TYPE (CabPatientBanner, cab_patient_banner, CAB, PATIENT_BANNER, AdwBin)

GtkWidget *cab_patient_banner_new         (void);
/* NULL empties every label. */
void       cab_patient_banner_set_context (CabPatientBanner *self, RecordPatientContext *context);
void       cab_patient_banner_set_compact (CabPatientBanner *self, gboolean compact);

G_END_DECLS
