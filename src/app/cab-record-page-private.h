#pragma once

#include "cab-deposit-desk.h"
#include "cab-document-list.h"
#include "cab-document-view.h"
#include "cab-patient-banner.h"
#include "cab-record-page.h"
#include "cab-vaccination-page.h"

G_BEGIN_DECLS

/* Shared by the page's two files, and nobody else. */
struct _CabRecordPage
{
  AdwBin parent_instance;

  CabPatientBanner *banner;
  AdwViewStack     *views;
  CabDepositDesk   *desk;
  AdwToastOverlay  *toasts;
  AdwLeaflet       *leaflet;
  CabDocumentList  *list;
  GtkWidget        *separator;
  CabDocumentView  *view;
  GMenuModel       *document_menu;
  CabVaccinationPage *vaccination;

  RecordPatientContext *context; /* (owned) (nullable) */
  guint                 layout_source;
  gboolean              narrow;
  gboolean              listed;        /* the list shows @context */
  gboolean              vaccinating;   /* the vaccination page shows @context */
  gboolean              wants_deposit; /* the next record is opened for a deposit */
};

/* What can be done with the chosen document (cab-record-page-actions.c): group "document" with
 * new-version, append, change, request-deletion, history, newest. */
void cab_record_page_install_actions (GtkWidgetClass *widget_class);
/* As the chosen document and the access to it allow. */
void cab_record_page_update_actions  (CabRecordPage *self);

G_END_DECLS
