#pragma once

#include "cab-content-page.h"
#include "cab-document-view.h"
#include "cab-error-page.h"
#include "cab-find-bar.h"
#include "cab-find-list.h"
#include "cab-find-marks.h"
#include "cab-guide-panel.h"
#include "cab-page-toolbar.h"
#include "cab-page-view.h"
#include "cab-password-page.h"
#include "cab-text-page.h"

G_BEGIN_DECLS

/* Shared by the three files of the reader, and nobody else. */
struct _CabDocumentView
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget       *header_box;
  GtkLabel        *title_label;
  GtkLabel        *source_label;
  GtkWidget       *integrity_box;
  GtkImage        *integrity_icon;
  GtkLabel        *integrity_label;
  GtkInfoBar      *different_bar;
  GtkInfoBar      *superseded_bar;
  GMenu           *menu;
  GtkProgressBar  *progress_bar;
  GtkStack        *stack;
  GtkWidget       *loading_box;
  GtkLabel        *received_label;
  CabPageView     *page_view;
  CabPageToolbar  *toolbar;
  CabFindBar      *find_bar;
  CabFindList     *find_list;
  CabFindMarks    *find_marks;
  CabGuidePanel   *guide_panel;
  CabTextPage     *text_page;
  CabContentPage  *content_page;
  GtkInfoBar      *enclosed_bar;
  GtkLabel        *enclosed_label;
  CabPasswordPage *password_page;
  CabErrorPage    *error_page;

  ViewerFind           *find;        /* (owned) */
  guint                 enclosed;    /* the block that is shown, or asked for a password; G_MAXUINT: the document itself */
  RenderService        *service;     /* (owned) (nullable) */
  RecordPatientContext *context;     /* (owned) (nullable) */
  ModelDocument        *document;    /* (owned) (nullable) */
  RecordContent        *content;     /* (owned) (nullable) once fetched */
  GCancellable         *cancellable; /* (owned) (nullable) while loading */
  guint                 progress_source;
};

/* What the callback of a load needs to know whether it is still wanted. */
typedef struct
{
  CabDocumentView *self;        /* (unowned) valid as long as not cancelled */
  GCancellable    *cancellable; /* (owned) */
  gboolean         had_password;
  gboolean         has_content;
} CabDocumentLoad;

/* Of what cab_document_view_begin_loading() began. */
CabDocumentLoad *cab_document_load_new  (CabDocumentView *self);
void             cab_document_load_free (CabDocumentLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CabDocumentLoad, cab_document_load_free)

/* How a document gets on the screen (cab-document-view-load.c). Each call continues what
 * begin_loading() began; cancelling self->cancellable calls all of it off. */
void           cab_document_view_begin_loading   (CabDocumentView *self);
void           cab_document_view_load            (CabDocumentView *self);
void           cab_document_view_show_content    (CabDocumentView *self);
void           cab_document_view_open_pages      (CabDocumentView *self, const char *password);
void           cab_document_view_show_problem    (CabDocumentView *self, ModelProblem *problem);
/* NULL: none. */
void           cab_document_view_show_pages      (CabDocumentView *self, RenderDocument *pages);
/* The end of a load, whatever it brought. */
void           cab_document_view_show_page       (CabDocumentView *self, const char *name);
void           cab_document_view_stop_progress   (CabDocumentView *self);
void           cab_document_view_take_content    (CabDocumentView *self, RecordContent *content);   /* (transfer full) */

void           cab_document_view_show_error      (CabDocumentView *self, const GError *error);
/* What a document that is no paper holds, and what is enclosed in it (cab-document-view-content.c). */
void           cab_document_view_read_content    (CabDocumentView *self, RenderDocument *document);
void           cab_document_view_open_enclosed   (CabDocumentView *self, guint position);
/* The one that asked for it. */
void           cab_document_view_unlock_enclosed (CabDocumentView *self, const char *password);
void           cab_document_view_close_enclosed  (CabDocumentView *self);

/* What the reader's actions need of it. */
CabPageView   *cab_document_view_get_page_view   (CabDocumentView *self);
RecordContent *cab_document_view_get_content     (CabDocumentView *self);    /* (nullable) */
/* A link leads outside: the person decides. */
void           cab_document_view_ask_address     (CabDocumentView *self, const char *uri);
/* The next or previous place; opens the find bar where nothing is looked for. */
void           cab_document_view_step_find       (CabDocumentView *self, int direction);
void           cab_document_view_add_toast       (CabDocumentView *self, const char *title);

/* The actions (cab-document-view-actions.c). */
void           cab_document_view_install_actions (GtkWidgetClass *widget_class);
/* Those of the pages while there are pages, saving while there is something to save. */
void           cab_document_view_enable_actions  (CabDocumentView *self);
/* Asks where to, then writes in the background. */
void           cab_document_view_save_copy       (CabDocumentView *self);
/* Writes @content to @file and says so in a toast. */
void           cab_document_view_save_to         (CabDocumentView *self, RecordContent *content, GFile *file);
/* Takes the question back. What is already being written is written: the person asked for it. */
void           cab_document_view_cancel_save     (CabDocumentView *self);

G_END_DECLS
