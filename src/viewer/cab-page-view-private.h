#pragma once

#include "cab-page-view.h"
#include "viewer-layout.h"
#include "viewer-selection.h"
#include "viewer-speech.h"
#include "viewer-texts.h"

G_BEGIN_DECLS

#define ZOOM_MIN 0.1
#define ZOOM_MAX 8.0

/* Shared by the files of the page view, and nobody else. */
struct _CabPageView
{
  GtkWidget parent_instance;

  RenderDocument *document; /* (owned) (nullable) */
  ViewerLayout   *layout;   /* (owned) (nullable) with document */
  ViewerPages    *pages;    /* (owned) (nullable) with document */

  GtkAdjustment      *hadjustment; /* (owned) (nullable) */
  GtkAdjustment      *vadjustment; /* (owned) (nullable) */
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;

  CabPageFit fit;
  double     zoom;
  guint      rotation;
  guint      page;           /* from 0 */
  gboolean   arranging;      /* the adjustments are being set here */
  int        arranged_width; /* of the view when the pages were put in place; 0: never */

  ViewerSpeech *speech; /* (owned) */

  /* What is marked on the pages (cab-page-view-marks.c). */
  ViewerTexts     *texts;     /* (owned) (nullable) with document */
  ViewerFind      *find;      /* (owned) (nullable) */
  ViewerSelection *selection; /* (owned) (nullable) with document */
  GArray          *back;      /* (owned) (element-type ViewerAnchor) where jumps began */
  GArray          *forward;   /* (owned) (element-type ViewerAnchor) */
  gboolean         revealing; /* the hit that was gone to is still to be brought into view */
};

/* Puts the pages in place. @anchor (nullable): what stays where it is. */
void   cab_page_view_arrange          (CabPageView *self, const ViewerAnchor *anchor);
void   cab_page_view_arrange_from_top (CabPageView *self);
void   cab_page_view_init_anchor      (CabPageView *self, ViewerAnchor *anchor, double x, double y);
double cab_page_view_scroll_value     (GtkAdjustment *adjustment);

/* Keys, wheel and fingers of the page view (cab-page-view-input.c). */
void   cab_page_view_add_keys       (GtkWidgetClass *widget_class);
void   cab_page_view_add_pointer    (CabPageView *self);
/* Selecting with the pointer (cab-page-view-select.c). */
void   cab_page_view_install_selecting (GtkWidgetClass *widget_class);
void   cab_page_view_add_selecting  (CabPageView *self);
/* Copying needs a selection. */
void   cab_page_view_enable_copying (CabPageView *self);

/* Jumps, and links (cab-page-view-jump.c). */
void   cab_page_view_forget_jumps   (CabPageView *self);
gboolean cab_page_view_follow       (CabPageView *self, double x, double y);
gboolean cab_page_view_is_over_link (CabPageView *self, double x, double y);
void   cab_page_view_take_anchor    (CabPageView *self, ViewerAnchor *anchor);
void   cab_page_view_go_to_anchor   (CabPageView *self, const ViewerAnchor *anchor);
/* The place of a page in the widget, as it is drawn. */
void   cab_page_view_place_page     (CabPageView *self, guint page, graphene_rect_t *rect);
/* The page at @x, @y of the widget, or the nearest, and where on it: points of the page, unrotated. */
guint  cab_page_view_find_place     (CabPageView *self, double x, double y, double *page_x, double *page_y);
/* Marks of what was found and selected, over @page at @rect. */
void   cab_page_view_draw_marks     (CabPageView *self, GtkSnapshot *snapshot, guint page, const graphene_rect_t *rect);
/* Texts, find and selection of the document that is set now. */
void   cab_page_view_renew_marks    (CabPageView *self);
void   cab_page_view_drop_marks     (CabPageView *self);
/* Scrolls as little as it takes to see @box of @page well. */
void   cab_page_view_reveal         (CabPageView *self, guint page, const RenderBox *box);

G_END_DECLS
