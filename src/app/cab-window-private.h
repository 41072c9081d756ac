#pragma once

#include "cab-error-page.h"
#include "cab-outbox-list.h"
#include "cab-record-page.h"
#include "cab-round-page.h"
#include "cab-search-page.h"
#include "cab-sign-in-page.h"
#include "cab-window.h"

G_BEGIN_DECLS

/* Shared by the window's files, and nobody else. */
struct _CabWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay      *toasts;
  AdwHeaderBar         *header_bar;
  AdwViewSwitcherTitle *title;
  AdwViewSwitcherBar   *switcher_bar;
  GtkButton            *back_button;
  GtkButton            *patient_button;
  GtkMenuButton        *user_button;
  GtkLabel             *user_label;
  GtkLabel             *user_details;
  GtkMenuButton        *outbox_button;
  GtkLabel             *outbox_label;
  CabOutboxList        *outbox_list;
  GtkInfoBar           *session_bar;
  GtkInfoBar           *keyring_bar;
  GtkLabel             *keyring_label;
  GtkButton            *unlock_button;
  GtkStack             *pages;
  GtkLabel             *startup_label;
  CabErrorPage         *startup_error;
  CabSignInPage        *sign_in_page;
  CabSearchPage        *search_page;
  CabRecordPage        *record_page;
  CabRoundPage         *round_page;

  RecordSession *session;      /* (owned) (nullable) */
  RecordOutbox  *outbox;       /* (owned) (nullable) of whoever is signed in */
  GCancellable  *sign_in;      /* (owned) (nullable) of signing in again */
  GSList        *held_files;   /* (owned) of GFile: they wait for a patient */
  AdwToast      *held_toast;   /* (owned) (nullable) that says so */
  char          *held_patient; /* (owned) (nullable) to be looked up after sign-in */
  char          *wanted_deposit; /* (owned) (nullable) uniqueId: to be changed once the record is left */
  gboolean       reader_alone;
  gboolean       narrow;
  gboolean       asking;       /* whether to leave */
  gboolean       in_round;     /* several patients are vaccinated; a record may be open meanwhile */
  guint          narrow_source;
};

/* Where the window is: "startup", "sign-in", "search", "record" … */
gboolean cab_window_is_on_page        (CabWindow *self, const char *name);
/* The page of a document fills the screen. */
void     cab_window_set_reader_alone  (CabWindow *self, gboolean alone);

/* The page that the session is at. */
void     cab_window_update_page       (CabWindow *self);

/* What the person asks of the window, and its keys (cab-window-actions.c). */
void     cab_window_install_actions   (GtkWidgetClass *widget_class);

/* Files and patients that come before somebody can take them (cab-window-launch.c). */
void     cab_window_drop_held         (CabWindow *self);
void     cab_window_look_up_held      (CabWindow *self);
void     cab_window_deposit_wanted_cb (CabWindow *self);
gboolean cab_window_dropped_cb        (CabWindow *self, const GValue *value);

/* The outbox in the header bar (cab-window-outbox.c). @outbox (nullable) */
void     cab_window_set_outbox        (CabWindow *self, RecordOutbox *outbox);
/* win.edit-deposit: the uniqueId of one that is in the outbox. */
void     cab_window_edit_deposit_action (GtkWidget *widget, const char *name, GVariant *parameter);

/* Calls @leave at once, or after the person has agreed to lose what would be lost (cab-window-leave.c).
 * @ends_session: it is not the patient only that is left. */
typedef void (*CabWindowLeave) (CabWindow *self);
void     cab_window_leave             (CabWindow *self, gboolean ends_session, CabWindowLeave leave);

G_END_DECLS
