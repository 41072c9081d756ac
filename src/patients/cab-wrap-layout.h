#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CAB_TYPE_WRAP_LAYOUT (cab_wrap_layout_get_type ())

/* Children in a line, and in as many lines as the width needs, each as wide as it likes to be.
 * (GtkFlowBox would set them in columns.) */
G_DECLARE_FINAL_TYPE (CabWrapLayout, cab_wrap_layout, CAB, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
