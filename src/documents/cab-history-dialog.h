#pragma once

#include <adwaita.h>

#include "record-patient-context.h"

G_BEGIN_DECLS

#define CAB_TYPE_HISTORY_DIALOG (cab_history_dialog_get_type ())

/* The versions of a document, newest first, and what was added to it. Earlier versions are asked for when
 * it opens. Closes with the patient.
 *
 * Signal "chosen" (ModelDocument): the person wants to read this one; the dialog closes. */
G_DECLARE_FINAL_TYPE (CabHistoryDialog, cab_history_dialog, CAB, HISTORY_DIALOG, AdwWindow)

GtkWidget *cab_history_dialog_new (GtkWindow *parent, RecordPatientContext *context, ModelDocument *document);

G_END_DECLS
