#pragma once

#include <adwaita.h>

#include "record-patient-context.h"

G_BEGIN_DECLS

#define CAB_TYPE_CHANGE_DIALOG (cab_change_dialog_get_type ())

/* What is said of a document, to be said otherwise; or the question whether its deletion is to be
 * requested. It stays open until the community has answered, says why when it refuses, and closes with
 * the patient.
 *
 * Signal "done" (char *): it is done; the words for it. */
G_DECLARE_FINAL_TYPE (CabChangeDialog, cab_change_dialog, CAB, CHANGE_DIALOG, AdwWindow)

GtkWidget *cab_change_dialog_new          (GtkWindow *parent, RecordPatientContext *context, ModelDocument *document);
GtkWidget *cab_change_dialog_new_deletion (GtkWindow *parent, RecordPatientContext *context, ModelDocument *document);

G_END_DECLS
