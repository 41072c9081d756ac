#pragma once

#include <adwaita.h>

#include "viewer-find.h"

G_BEGIN_DECLS

#define CAB_TYPE_FIND_LIST (cab_find_list_get_type ())

/* Every place where something was found, with the line around it and its page; activating one goes there. */
G_DECLARE_FINAL_TYPE (CabFindList, cab_find_list, CAB, FIND_LIST, AdwBin)

GtkWidget *cab_find_list_new      (void);
void       cab_find_list_set_find (CabFindList *self, ViewerFind *find);

G_END_DECLS
