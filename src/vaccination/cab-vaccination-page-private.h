#pragma once

#include "cab-error-page.h"
#include "cab-table.h"
#include "cab-vaccination-page.h"
#include "cab-vaccine-details.h"
#include "cab-vaccine-header.h"
#include "cab-vaccine-model.h"

G_BEGIN_DECLS

/* Shared by the page's files, and nobody else. */
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
  CabVaccineDetails *details;

  RecordPatientContext   *context;      /* (owned) (nullable) */
  RecordVaccinations     *vaccinations; /* (owned) (nullable) */
  CabVaccineModel        *model;        /* (owned) */
  GPtrArray              *diseases;     /* (owned) of ModelCoding, in the order of the drop-down */
  ModelVaccinationRecord *shown_record; /* (owned) (nullable) the one in the details */
  CabVaccineRow          *shown_row;    /* (owned) (nullable) the one in the details */
  gboolean                details_open;
  gboolean                wants_focus;
};

/* Everything as it is now. */
void          cab_vaccination_page_update        (CabVaccinationPage *self);

/* What is chosen of the record (cab-vaccination-page-choices.c): views, filter, disease, deleted ones. */
void          cab_vaccination_page_bind_choices  (GtkWidgetClass     *widget_class);
void          cab_vaccination_page_build_tabs    (CabVaccinationPage *self);
void          cab_vaccination_page_show_choices  (CabVaccinationPage *self);
void          cab_vaccination_page_list_diseases (CabVaccinationPage *self);
void          cab_vaccination_page_clear_filter  (CabVaccinationPage *self);
void          cab_vaccination_page_show_tab      (CabVaccinationPage *self,
                                                  CabVaccineTab       tab);

G_END_DECLS
