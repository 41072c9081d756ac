#pragma once

#include "gtk-test-helpers.h"

G_BEGIN_DECLS

/* Pictures of windows: PROGRAM DIRECTORY PREFIX writes DIRECTORY/PREFIX-NN-name.png. */

/* FALSE, with a word to whoever called, when the arguments are missing. Starts GTK in the language of the session. */
gboolean shot_init   (int argc, char **argv);
/* Runs the main loop a moment long, until nothing is drawn any more. */
void     shot_settle (void);
void     shot_take   (GtkWidget *widget, const char *name);
/* What is passing, as it is. */
void     shot_take_now (GtkWidget *widget, const char *name);

G_END_DECLS
