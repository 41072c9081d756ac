#pragma once

#include <adwaita.h>

#include "cab-launch.h"
#include "record-session.h"
#include "render-service.h"

G_BEGIN_DECLS

#define CAB_TYPE_WINDOW (cab_window_get_type ())

/* The window: start, sign-in, search, record. It follows the session and decides nothing. Its title
 * is always "Cabinet": a title is shown by the desktop, and no patient's name belongs there.
 *
 * Actions, group "win": search-patient, close-patient, documents, deposit, next-document, previous-document, filter,
 * reload, reader-fullscreen, back, sign-out, sign-in-again, unlock-keyring. */
G_DECLARE_FINAL_TYPE (CabWindow, cab_window, CAB, WINDOW, AdwApplicationWindow)

CabWindow     *cab_window_new               (GtkApplication *application, RenderService *service);

/* Something is being started; @words says what. */
void           cab_window_show_startup      (CabWindow *self, const char *words);
/* It could not be. A way on of "retry" activates "app.start". */
void           cab_window_show_problem      (CabWindow *self, ModelProblem *problem);
/* Sign-in at the first of @communities (RecordCommunity); the others can be chosen. */
void           cab_window_set_communities   (CabWindow *self, GListModel *communities);

/* Into the open record, or held until a patient is chosen. @files of GFile. FALSE: there are none. */
gboolean       cab_window_deposit_files    (CabWindow *self, GSList *files);
/* Looks the patient up (the person presses Enter and chooses), and takes the files. */
void           cab_window_launch            (CabWindow *self, CabLaunch *launch);
RecordSession *cab_window_get_session       (CabWindow *self);    /* (nullable) */
/* Empties the screen, then forgets the session and shows the sign-in again. */
void           cab_window_sign_out          (CabWindow *self);

G_END_DECLS
