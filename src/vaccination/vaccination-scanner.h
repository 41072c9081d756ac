#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*VaccinationScanned) (gpointer    user_data,
                                    const char *text);

/* Listens to what is typed anywhere within @widget. A scanner types the code of a pack and Enter: @scanned gets it then, and an
 * entry that had the focus says what it said before. What people type goes where it always goes. Lives as long as @widget. */
void vaccination_scanner_attach (GtkWidget          *widget,
                                 VaccinationScanned  scanned,
                                 gpointer            user_data);

G_END_DECLS
