#pragma once

#include <adwaita.h>

#include "record-draft.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_DEPOSIT_FORM (cab_deposit_form_get_type ())

/* The three answers, what is filled in below a fold, and what has to be confirmed. Nothing is sent
 * from here.
 *
 * Property "ready" (gboolean, notify): everything is answered and confirmed.
 * Signal "submit": Ctrl+Enter in a form that is ready. */
G_DECLARE_FINAL_TYPE (CabDepositForm, cab_deposit_form, CAB, DEPOSIT_FORM, AdwBin)

GtkWidget *cab_deposit_form_new        (void);
/* In whose directory the author is looked for. (nullable) */
void       cab_deposit_form_set_session (CabDepositForm *self, RecordSession *session);
/* NULL empties. */
void       cab_deposit_form_set_draft  (CabDepositForm *self, RecordDraft *draft);
/* It is handed over: what was answered stands first the next time. */
void       cab_deposit_form_learn      (CabDepositForm *self);
/* What speaks against sending it, in a sentence, to be confirmed by the person. NULL: nothing. */
void       cab_deposit_form_set_notice (CabDepositForm *self, const char *notice);
gboolean   cab_deposit_form_get_ready  (CabDepositForm *self);
/* The first answer that is missing gets the focus. */
void       cab_deposit_form_grab_first (CabDepositForm *self);

G_END_DECLS
