#pragma once

#include "cab-table.h"

G_BEGIN_DECLS

/* Shared by the table's files, and nobody else. */
typedef enum
{
  CAB_TABLE_SHAPE_ROWS,
  CAB_TABLE_SHAPE_COLUMNS,
  CAB_TABLE_SHAPE_ALL_COLUMNS,
} CabTableShape;

struct _CabTable
{
  AdwBin parent_instance;

  GtkStack      *stack;
  GtkColumnView *column_view;
  GtkListView   *list_view;

  CabTableLayout      layout;
  GPtrArray          *columns;   /* (owned) of Column; those of now first, in their order */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  GtkWidget          *menu;      /* (owned) a popover */
  CabTableShape       shape;
  guint               shape_source;
  gboolean            click_activates;
  graphene_point_t    press;
};

/* The widget whose children are the rows of the shape on screen. (transfer none) (nullable) */
GtkWidget *cab_table_get_rows_widget  (CabTable       *self);
/* Whether the focus of its window is in @widget. */
gboolean   cab_table_has_focus_inside (gpointer        widget);
gboolean   cab_table_has_choice       (CabTable       *self);

/* Keys, clicks and the menu (cab-table-input.c): in the class's init, and in the table's after its template. */
void       cab_table_install_input    (GtkWidgetClass *widget_class);
void       cab_table_init_input       (CabTable       *self);

G_END_DECLS
