#pragma once

#include <adwaita.h>

#include "model-vaccination-record.h"
#include "record-entry-draft.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_ENTRY_FORM (cab_entry_form_get_type ())

/* The fields of one entry of the vaccination record, those that its kind has. Beside each stands why it cannot stay as it
 * is (R-VAC-101): what is wrong while it is typed, what is missing once somebody wanted to go on. Dates are read back.
 *
 * Signal "changed": something else is said.
 * Signal "submit": Ctrl+Enter. */
G_DECLARE_FINAL_TYPE (CabEntryForm, cab_entry_form, CAB, ENTRY_FORM, AdwBin)

/* Whose directory is asked, and who "me" is. NULL: of nobody. */
void     cab_entry_form_set_session (CabEntryForm           *self,
                                     RecordSession          *session);
/* NULL empties. @record: what the entry is looked at beside, such as the doses that a reaction may have come after. */
void     cab_entry_form_set_draft   (CabEntryForm           *self,
                                     RecordEntryDraft       *draft,
                                     ModelVaccinationRecord *record);
/* Says of all fields what is missing, and puts the focus where the first is that cannot stay; TRUE when there is none. */
gboolean cab_entry_form_check       (CabEntryForm           *self);
/* Where one begins. */
void     cab_entry_form_grab_first  (CabEntryForm           *self);
void     cab_entry_form_grab_scan   (CabEntryForm           *self);
/* As if @text had been scanned into it; nothing happens where no pack can be. */
void     cab_entry_form_take_scan   (CabEntryForm           *self,
                                     const char             *text);

G_END_DECLS
