#pragma once

#include <adwaita.h>

#include "record-entry-draft.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_SCAN (cab_vaccine_scan_get_type ())

/* Where the code of a pack is scanned, pasted or typed: it fills product, lot and expiry of the draft, says what it has
 * understood or why it has not, and asks when the pack may be one of several products (R-VAC-30). */
G_DECLARE_FINAL_TYPE (CabVaccineScan, cab_vaccine_scan, CAB, VACCINE_SCAN, AdwBin)

/* NULL empties. */
void cab_vaccine_scan_set_draft (CabVaccineScan   *self,
                                 RecordEntryDraft *draft);
/* As if @text had been scanned here. */
void cab_vaccine_scan_take      (CabVaccineScan   *self,
                                 const char       *text);
void cab_vaccine_scan_grab      (CabVaccineScan   *self);

G_END_DECLS
