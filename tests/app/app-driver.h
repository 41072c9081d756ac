#pragma once

#include "gtk-test-helpers.h"

#include "cab-application.h"
#include "cab-window.h"

G_BEGIN_DECLS

/* Cabinet in process, driven as a person would: on the training community unless told otherwise. */
typedef struct
{
  CabApplication *application;
  GtkWindow      *window;
} AppDriver;

/* @community: path of a community file, or NULL for the training community. */
AppDriver  *app_driver_new            (const char *community);
void        app_driver_free           (AppDriver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppDriver, app_driver_free)

/* Widget by its id in the templates; its absence ends the test. */
gpointer    app_driver_child          (AppDriver *self, const char *id);
const char *app_driver_page           (AppDriver *self);
void        app_driver_wait_page      (AppDriver *self, const char *page);

/* Starts, and signs in as the first of the invented professionals by one click. */
void        app_driver_sign_in        (AppDriver *self);
/* Types, presses Enter and waits for the outcome page: matches, nobody, too-many, error. */
void        app_driver_search         (AppDriver *self, const char *text, const char *outcome);
gboolean    app_driver_has_outcome    (AppDriver *self, const char *outcome);
/* Opens the match whose name begins with @title; waits until the list is complete. */
void        app_driver_open           (AppDriver *self, const char *title);
void        app_driver_wait_complete  (AppDriver *self);

/* The list's rows as they are shown. (transfer none) */
GListModel *app_driver_rows           (AppDriver *self);
/* Chooses the first row whose title contains @title; FALSE when there is none. */
gboolean    app_driver_choose         (AppDriver *self, const char *title);
/* Waits until the reader shows pixels of a page, FALSE after @seconds. */
gboolean    app_driver_wait_ink       (AppDriver *self, double seconds);
/* Whether any label, entry, tooltip or title of @root's tree contains @text. */
gboolean    app_driver_shows          (GtkWidget *root, const char *text);

/* Presses @keys, in xdotool's words ("ctrl+l", "Down"), on the X server that the window stands on. */
void        app_driver_press          (AppDriver *self, const char *keys);
void        app_driver_type           (AppDriver *self, const char *text);
/* Clicks into the middle of @widget with @button (1, 3 …). */
void        app_driver_click          (AppDriver *self, GtkWidget *widget, guint button);

/* What @widget shows, in device pixels. (transfer full) (nullable) */
GdkTexture *app_driver_picture        (GtkWidget *widget);

G_END_DECLS
