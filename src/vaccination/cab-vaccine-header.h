#pragma once

#include <adwaita.h>

#include "record-vaccinations.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_HEADER (cab_vaccine_header_get_type ())

/* Above the views: how old the patient is, whether the record is whole, what is missing and why, and what is to be known
 * about the record before anything in it is believed. */
G_DECLARE_FINAL_TYPE (CabVaccineHeader, cab_vaccine_header, CAB, VACCINE_HEADER, AdwBin)

/* As things are now; NULL for both empties. */
void cab_vaccine_header_show    (CabVaccineHeader     *self,
                                 RecordPatientContext *context,
                                 RecordVaccinations   *vaccinations);
/* Whether new entries may be written: the buttons for it are there. */
void cab_vaccine_header_set_writable (CabVaccineHeader *self,
                                      gboolean          writable);
/* The buttons get a line of their own. */
void cab_vaccine_header_set_narrow   (CabVaccineHeader *self,
                                      gboolean          narrow);
/* Closes the list of what is missing. */
void cab_vaccine_header_popdown (CabVaccineHeader     *self);

G_END_DECLS
