#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is remembered from one run to the next: the window's size. Nothing of a patient, ever. Where
 * the settings are not installed, nothing is remembered. */
void cab_settings_restore_window (GtkWindow *window);
void cab_settings_save_window    (GtkWindow *window);

G_END_DECLS
