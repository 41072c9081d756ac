#pragma once

#include "cab-entry-form.h"
#include "cab-vaccine-editor.h"
#include "record-vaccination-deposit.h"

G_BEGIN_DECLS

/* Shared by the editor's files, and nobody else. */
struct _CabVaccineEditor
{
  AdwBin parent_instance;

  GtkLabel          *editor_title;
  GtkLabel          *editor_patient;
  GtkButton         *close_button;
  GtkStack          *editor_stack;
  GtkScrolledWindow *form_scroller;
  CabEntryForm      *form;
  GtkBox            *summary_box;
  CabEntryStep      *step;
  GtkBox            *changed_box;
  GtkLabel          *problem_label;
  GtkButton         *missing_button;
  GtkButton         *back_button;
  GtkSpinner        *spinner;
  GtkButton         *another_button;
  GtkButton         *go_button;

  RecordSession        *session;      /* (owned) (nullable) */
  RecordVaccinations   *vaccinations; /* (owned) (nullable) */
  RecordPatientContext *context;      /* (owned) (nullable) */
  RecordEntryDraft     *draft;        /* (owned) (nullable) what is in the form */
  ModelClinicalEntry   *entry;        /* (owned) (nullable) what is in the summary */
  GPtrArray            *lines;        /* (owned) of ModelRecordLine: those the step, or the correction, is about */
  GCancellable         *sending;      /* (owned) (nullable) */
  gboolean              open;
  gboolean              another;      /* the next one is to be written at once */
};

/* Words and buttons as things are. */
void             cab_vaccine_editor_update       (CabVaccineEditor *self);
void             cab_vaccine_editor_show_page    (CabVaccineEditor *self,
                                                  const char       *page);
const ModelDate *cab_vaccine_editor_get_birth    (CabVaccineEditor *self);
void             cab_vaccine_editor_say          (CabVaccineEditor *self,
                                                  const char       *sentence);   /* (nullable) */
void             cab_vaccine_editor_take_draft   (CabVaccineEditor *self,
                                                  RecordEntryDraft *draft);

/* What is to be confirmed, and what happens then (cab-vaccine-editor-send.c). */
void             cab_vaccine_editor_summarize    (CabVaccineEditor *self);
void             cab_vaccine_editor_send         (CabVaccineEditor *self,
                                                  gboolean          another);
/* Somebody was faster: on with the newer version, as far as it goes. */
void             cab_vaccine_editor_follow_newer (CabVaccineEditor *self);

G_END_DECLS
