#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*VaccinationChosen) (GObject *owner, GFile *file);

/* Asks where to save, or what to open, in the desktop's dialog; @chosen is called when a file was chosen and @owner is there
 * still. The dialog goes with @owner. */
void vaccination_chooser_save (GtkWindow         *parent,
                               const char        *title,
                               const char        *name,
                               VaccinationChosen  chosen,
                               GObject           *owner);
void vaccination_chooser_open (GtkWindow         *parent,
                               const char        *title,
                               VaccinationChosen  chosen,
                               GObject           *owner);

/* Closes it, unanswered. */
void vaccination_chooser_cancel (GObject         *owner);

G_END_DECLS
