#pragma once

#include "cab-album-view.h"
#include "cab-deposit-form.h"
#include "cab-deposit-page.h"
#include "cab-error-page.h"
#include "cab-outbox-list.h"
#include "cab-target-bar.h"

G_BEGIN_DECLS

/* Shared by the two halves of the pane, and nobody else. */
struct _CabDepositPage
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  CabTargetBar    *target_bar;
  GtkStack        *stack;
  GtkLabel        *file_label;
  GtkLabel        *more_label;
  GtkProgressBar  *album_progress;
  CabAlbumView    *album_view;
  GtkWidget       *no_text_label;
  CabDepositForm  *form;
  GtkButton       *deposit_button;
  CabErrorPage    *error_page;
  GtkLabel        *refused_label;
  CabOutboxList   *outbox_list;

  RenderService        *service; /* (owned) (nullable) */
  RecordSession        *session; /* (owned) (nullable) */
  RecordPatientContext *context; /* (owned) (nullable) */
  RecordOutbox         *outbox;  /* (owned) (nullable) */

  GQueue                files;       /* of GFile, GdkTexture or DepositAlbum, not read yet, or RecordDraft */
  guint                 n_sorting;   /* those that are about to be in the queue */
  RecordDraft          *draft;       /* (owned) (nullable) the one that is shown */
  RecordContent        *content;     /* (owned) (nullable) of it */
  GCancellable         *cancellable; /* (owned) of what is done for this patient's files */
  gboolean              reading;
  gboolean              handing_over; /* to the outbox */
  GtkFileChooserNative *chooser;      /* (owned) (nullable) */
};

/* One at a time: the next is read when the one before is dealt with. */
void     cab_deposit_page_read_next     (CabDepositPage *self);

/* How files come in (cab-deposit-page-sources.c). */
void     cab_deposit_page_choose_cb     (CabDepositPage *self);
void     cab_deposit_page_paste_cb      (CabDepositPage *self);
gboolean cab_deposit_page_choose_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data);
gboolean cab_deposit_page_paste_key_cb  (GtkWidget *widget, GVariant *arguments, gpointer user_data);

G_END_DECLS
