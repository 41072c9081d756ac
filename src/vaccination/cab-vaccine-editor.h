#pragma once

#include <adwaita.h>

#include "cab-entry-step.h"
#include "record-session.h"
#include "record-vaccinations.h"

G_BEGIN_DECLS

#define CAB_TYPE_VACCINE_EDITOR (cab_vaccine_editor_get_type ())

/* Where entries of the vaccination record are written, beside the list: a form or a step; then, all that will be written, to
 * be confirmed; then the outbox. Where somebody else was faster it shows old, theirs and mine, and asks (R-VAC-64).
 *
 * Signal "closed": there is nothing more to be done here.
 * Signal "sent" (RecordDeposit, ModelClinicalEntry, GPtrArray of ModelRecordLine): it is safe in the outbox. The entry is a
 * new one (nullable); the lines are those that change. */
G_DECLARE_FINAL_TYPE (CabVaccineEditor, cab_vaccine_editor, CAB, VACCINE_EDITOR, AdwBin)

void     cab_vaccine_editor_set_session      (CabVaccineEditor   *self,
                                              RecordSession      *session);  /* (nullable) */
/* Drops what was written. @vaccinations: where it goes to, of the patient of @context; NULL for both: nowhere. */
void     cab_vaccine_editor_set_vaccinations (CabVaccineEditor     *self,
                                              RecordVaccinations   *vaccinations,
                                              RecordPatientContext *context);

/* Each begins anew: what was written before is dropped. */
void     cab_vaccine_editor_add              (CabVaccineEditor   *self,
                                              ModelClinicalKind   kind);
void     cab_vaccine_editor_correct          (CabVaccineEditor   *self,
                                              ModelRecordLine    *line);
/* @lines (element-type ModelRecordLine) */
void     cab_vaccine_editor_act              (CabVaccineEditor   *self,
                                              CabEntryAction      action,
                                              GPtrArray          *lines);
/* What a comment begins with. */
void     cab_vaccine_editor_set_comment      (CabVaccineEditor   *self,
                                              const char         *words);
/* What a scanner has typed, into a vaccination that is being written; FALSE when there is none. */
gboolean cab_vaccine_editor_take_scan        (CabVaccineEditor   *self,
                                              const char         *text);
void     cab_vaccine_editor_grab_scan        (CabVaccineEditor   *self);
void     cab_vaccine_editor_grab_first       (CabVaccineEditor   *self);

gboolean cab_vaccine_editor_is_open          (CabVaccineEditor   *self);
/* Something would be lost. */
gboolean cab_vaccine_editor_is_touched       (CabVaccineEditor   *self);
/* Drops all, without asking. */
void     cab_vaccine_editor_close            (CabVaccineEditor   *self);
/* One step back: from what is to be confirmed to the form. FALSE when there is none. */
gboolean cab_vaccine_editor_back             (CabVaccineEditor   *self);

G_END_DECLS
