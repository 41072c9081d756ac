#pragma once

#include <adwaita.h>

#include "viewer-find.h"

G_BEGIN_DECLS

#define CAB_TYPE_FIND_BAR (cab_find_bar_get_type ())

/* Where a person types what is looked for in the document, sees how often it is there, and goes from one to the next.
 * Return and Shift+Return go on and back, Escape closes it and stops the search at once.
 *
 * Properties: "open" (gboolean), "listing" (gboolean: the list of what was found is wanted).
 * Signal "closed": the person closed it. */
G_DECLARE_FINAL_TYPE (CabFindBar, cab_find_bar, CAB, FIND_BAR, AdwBin)

GtkWidget *cab_find_bar_new         (void);
void       cab_find_bar_set_find    (CabFindBar *self, ViewerFind *find);
/* Opens it with the focus in its entry. @term (nullable): what was selected. */
void       cab_find_bar_start       (CabFindBar *self, const char *term);
void       cab_find_bar_close       (CabFindBar *self);
gboolean   cab_find_bar_get_open    (CabFindBar *self);
gboolean   cab_find_bar_get_listing (CabFindBar *self);

G_END_DECLS
