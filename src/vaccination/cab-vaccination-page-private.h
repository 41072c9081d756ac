#pragma once

#include "cab-error-page.h"
#include "cab-table.h"
#include "cab-vaccination-page.h"
#include "cab-vaccine-advice.h"
#include "cab-vaccine-details.h"
#include "cab-vaccine-editor.h"
#include "cab-vaccine-header.h"
#include "cab-vaccine-model.h"

G_BEGIN_DECLS

/* Shared by the page's files, and nobody else. */

/* What somebody wants to do beside the list. */
typedef struct
{
  void            (*begin) (CabVaccinationPage *self); /* (nullable) */
  ModelClinicalKind kind;
  CabEntryAction    action;
  GPtrArray        *lines; /* (owned) (nullable) of ModelRecordLine */
  char             *words; /* (owned) (nullable) of a comment that begins with them */
} CabVaccinationWish;

struct _CabVaccinationPage
{
  AdwBin parent_instance;

  CabVaccineHeader  *header;
  GtkBox            *tabs_box;
  GtkDropDown       *tabs_drop_down;
  GtkSearchEntry    *vaccine_filter;
  GtkDropDown       *disease_drop_down;
  GtkToggleButton   *deleted_chip;
  GtkLabel          *deleted_label;
  GtkLabel          *vaccine_count;
  AdwLeaflet        *details_leaflet;
  GtkWidget         *list_box;
  GtkWidget         *details_separator;
  GtkStack          *vaccine_stack;
  CabTable          *vaccine_table;
  AdwStatusPage     *empty_page;
  CabErrorPage      *vaccine_error;
  GtkWidget         *plan_box;
  CabVaccineAdvice  *advice;
  AdwToastOverlay   *vaccination_toasts;
  GtkStack          *side_stack;
  CabVaccineDetails *details;
  CabVaccineEditor  *editor;

  RecordSession          *session;      /* (owned) (nullable) */
  RecordPatientContext   *context;      /* (owned) (nullable) */
  RecordVaccinations     *vaccinations; /* (owned) (nullable) */
  RecordRecommendations  *recommendations; /* (owned) (nullable) */
  CabVaccineModel        *model;        /* (owned) */
  GPtrArray              *diseases;     /* (owned) of ModelCoding, in the order of the drop-down */
  ModelVaccinationRecord *shown_record; /* (owned) (nullable) the one in the details */
  CabVaccineRow          *shown_row;    /* (owned) (nullable) the one in the details */
  gboolean                details_open;
  gboolean                wants_focus;
  VaccinationMemory      *memory;       /* (owned) */
  CabVaccinationWish      wish;         /* what is begun once the editor may be left */
  gboolean                asking;       /* whether it may */
  AdwToast               *toast;        /* (owned) (nullable) what has arrived */
};

/* Everything as it is now. */
void          cab_vaccination_page_update        (CabVaccinationPage *self);

/* Beside the list stand the details of the chosen row, unless something is written. */
void          cab_vaccination_page_show_side     (CabVaccinationPage *self);
void          cab_vaccination_page_show_line     (CabVaccinationPage *self,
                                                  ModelRecordLine    *line);
void          cab_vaccination_page_close_details (CabVaccinationPage *self);

/* What is written (cab-vaccination-page-write.c): actions "vaccination.add" (s: kind, as model_clinical_kind_to_code()), "scan",
 * "correct", "validate", "comment", "annul", "refute", "restore", "keep-one" and "keep-both" (u), "leave-editor", "show-sent" (s). */
void          cab_vaccination_page_bind_writing  (GtkWidgetClass     *widget_class);
void          cab_vaccination_page_init_writing  (CabVaccinationPage *self);
/* Whether anything may be, as the access, the role and the chosen entry allow. */
void          cab_vaccination_page_show_writing  (CabVaccinationPage *self);
gboolean      cab_vaccination_page_may_write     (CabVaccinationPage *self);
/* Leaves the editor, after asking where something would be lost; then @begin. */
void          cab_vaccination_page_leave         (CabVaccinationPage *self,
                                                  void              (*begin) (CabVaccinationPage *self));

/* What goes out and comes in (cab-vaccination-page-give.c): actions "vaccination.print", "export", "export-entry",
 * "deposit-snapshot", "import". */
void          cab_vaccination_page_bind_giving   (GtkWidgetClass     *widget_class);
void          cab_vaccination_page_show_giving   (CabVaccinationPage *self);
/* The dialogs of the former patient go. */
void          cab_vaccination_page_end_giving    (CabVaccinationPage *self);

/* What is chosen of the record (cab-vaccination-page-choices.c): views, filter, disease, deleted ones. */
void          cab_vaccination_page_bind_choices  (GtkWidgetClass     *widget_class);
void          cab_vaccination_page_build_tabs    (CabVaccinationPage *self);
void          cab_vaccination_page_show_choices  (CabVaccinationPage *self);
void          cab_vaccination_page_list_diseases (CabVaccinationPage *self);
void          cab_vaccination_page_clear_filter  (CabVaccinationPage *self);
void          cab_vaccination_page_show_tab      (CabVaccinationPage *self,
                                                  CabVaccineTab       tab);

G_END_DECLS
