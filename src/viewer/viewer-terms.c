/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-terms.h"

#include <glib/gi18n-lib.h>

static const char *const terms[RENDER_N_TERMS] = {
  [RENDER_TERM_NONE] = NULL,
  [RENDER_TERM_PATIENT] = N_("Patient"),
  [RENDER_TERM_BORN] = N_("Born"),
  [RENDER_TERM_GENDER] = N_("Sex"),
  [RENDER_TERM_AUTHOR] = N_("Author"),
  [RENDER_TERM_INSTITUTION] = N_("Institution"),
  [RENDER_TERM_DATE] = N_("Date"),
  [RENDER_TERM_MALE] = N_("male"),
  [RENDER_TERM_FEMALE] = N_("female"),
  [RENDER_TERM_OTHER] = N_("other sex"),
  [RENDER_TERM_UNKNOWN] = N_("sex not known"),
  [RENDER_TERM_TEST] = N_("Test"),
  [RENDER_TERM_RESULT] = N_("Result"),
  [RENDER_TERM_REFERENCE] = N_("Reference"),
  [RENDER_TERM_INTERPRETATION] = N_("Interpretation"),
  [RENDER_TERM_MEDICINE] = N_("Medicine"),
  [RENDER_TERM_DOSAGE] = N_("Dosage"),
  [RENDER_TERM_MORNING] = N_("Morning"),
  [RENDER_TERM_NOON] = N_("Noon"),
  [RENDER_TERM_EVENING] = N_("Evening"),
  [RENDER_TERM_NIGHT] = N_("Night"),
  [RENDER_TERM_REASON] = N_("Reason"),
  [RENDER_TERM_FROM] = N_("From"),
  [RENDER_TERM_TO] = N_("Until"),
  [RENDER_TERM_VACCINE] = N_("Vaccine"),
  [RENDER_TERM_DOSE] = N_("Dose"),
  [RENDER_TERM_LOT] = N_("Lot"),
  [RENDER_TERM_DISEASES] = N_("Protects against"),
  [RENDER_TERM_SUBSTANCE] = N_("Allergy or reaction"),
  [RENDER_TERM_REACTION] = N_("Reaction"),
  [RENDER_TERM_CRITICALITY] = N_("Criticality"),
  [RENDER_TERM_PROBLEM] = N_("Problem"),
  [RENDER_TERM_STATUS] = N_("State"),
  [RENDER_TERM_SINCE] = N_("Since"),
  [RENDER_TERM_ENTRY] = N_("Entry"),
  [RENDER_TERM_NOTE] = N_("Note"),
  [RENDER_TERM_ACTIVE] = N_("active"),
  [RENDER_TERM_INACTIVE] = N_("inactive"),
  [RENDER_TERM_RESOLVED] = N_("resolved"),
  [RENDER_TERM_COMPLETED] = N_("completed"),
  [RENDER_TERM_FINAL] = N_("final"),
  [RENDER_TERM_PRELIMINARY] = N_("preliminary"),
  [RENDER_TERM_AMENDED] = N_("amended"),
  [RENDER_TERM_CANCELLED] = N_("cancelled"),
  [RENDER_TERM_STOPPED] = N_("stopped"),
  [RENDER_TERM_ON_HOLD] = N_("on hold"),
  [RENDER_TERM_NOT_DONE] = N_("not done"),
  [RENDER_TERM_ENTERED_IN_ERROR] = N_("entered in error"),
  [RENDER_TERM_CONFIRMED] = N_("confirmed"),
  [RENDER_TERM_UNCONFIRMED] = N_("not confirmed"),
  [RENDER_TERM_REFUTED] = N_("refuted"),
  [RENDER_TERM_LOW] = N_("low"),
  [RENDER_TERM_HIGH] = N_("high"),
  [RENDER_TERM_CUT] = N_("The document is longer than what is shown here. Save a copy to read all of it."),
};

const char *
viewer_term (RenderTerm term)
{
  return terms[term] != NULL ? _ (terms[term]) : "";
}
