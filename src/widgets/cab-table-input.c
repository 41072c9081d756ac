/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-table-private.h"

/* A column view keeps a list view of its own. */
static GtkWidget *
list_of_columns (CabTable *self)
{
  GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  while (view != NULL && !GTK_IS_LIST_VIEW (view))
    view = gtk_widget_get_next_sibling (view);

  return view;
}

/* The widget whose children are the rows. */
GtkWidget *
cab_table_get_rows_widget (CabTable *self)
{
  return self->shape == CAB_TABLE_SHAPE_ROWS ? GTK_WIDGET (self->list_view) : list_of_columns (self);
}

gboolean
cab_table_has_focus_inside (gpointer widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

gboolean
cab_table_has_choice (CabTable *self)
{
  return self->selection != NULL && gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION;
}

/* With nothing chosen the row that has the focus is passed over by an arrow key, as if it were read. */
static gboolean
key_pressed_cb (CabTable       *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType modifiers)
{
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up;

  if ((!down && !up) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 || cab_table_has_choice (self) ||
      !cab_table_has_focus_inside (cab_table_get_rows_widget (self)))
    return GDK_EVENT_PROPAGATE;

  cab_table_step (self, down ? 1 : -1);
  return GDK_EVENT_STOP;
}

/* What a widget of the rows shows, found from its cells. */
static CabTableRow *
row_in (GtkWidget *widget)
{
  while (widget != NULL && !CAB_IS_TABLE_CELL (widget))
    widget = gtk_widget_get_first_child (widget);

  return widget != NULL ? cab_table_cell_get_row (CAB_TABLE_CELL (widget)) : NULL;
}

static CabTableRow *
row_at (CabTable *self,
        double    x,
        double    y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *rows = cab_table_get_rows_widget (self);

  while (widget != NULL && widget != rows && gtk_widget_get_parent (widget) != rows)
    widget = gtk_widget_get_parent (widget);

  return widget != rows ? row_in (widget) : NULL;
}

static void
choose (CabTable    *self,
        CabTableRow *row)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabTableRow) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (other == row)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

static void
pop_up (CabTable    *self,
        CabTableRow *row,
        double       x,
        double       y)
{
  if (row == NULL || self->selection == NULL)
    return;

  choose (self, row);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
has_menu (CabTable *self)
{
  return gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (self->menu)) != NULL;
}

static void
secondary_pressed_cb (CabTable   *self,
                      int         n_press,
                      double      x,
                      double      y,
                      GtkGesture *gesture)
{
  if (!has_menu (self))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row_at (self, x, y), x, y);
}

static void
long_pressed_cb (CabTable   *self,
                 double      x,
                 double      y,
                 GtkGesture *gesture)
{
  if (!has_menu (self))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row_at (self, x, y), x, y);
}

/* Of the row with the focus, which is then the one that is chosen. */
static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  CabTable       *self = CAB_TABLE (widget);
  GtkRoot        *root = gtk_widget_get_root (widget);
  GtkWidget      *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;

  if (!has_menu (self) || focus == NULL || !gtk_widget_is_ancestor (focus, cab_table_get_rows_widget (self)) ||
      !gtk_widget_compute_bounds (focus, widget, &bounds))
    return FALSE;

  pop_up (self, row_in (focus), CLAMP (bounds.origin.x + MIN (bounds.size.width / 2, 120), 0, gtk_widget_get_width (widget)),
          CLAMP (bounds.origin.y + bounds.size.height - 4, 0, gtk_widget_get_height (widget)));

  return TRUE;
}

static gboolean
activate_idle_cb (gpointer user_data)
{
  CabTable *self = CAB_TABLE (user_data);

  if (cab_table_has_choice (self))
    g_signal_emit_by_name (self, "activated");
  return G_SOURCE_REMOVE;
}

/* A click activates after the list has chosen by it. The list's own single click mode would also choose, and fetch,
 * whatever the pointer passes over. */
static gboolean
row_event_cb (CabTable *self,
              GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double       x;
  double       y;

  if (!self->click_activates || !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    graphene_point_init (&self->press, (float) x, (float) y);
  else if ((type == GDK_TOUCH_END || (type == GDK_BUTTON_RELEASE && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY)) &&
           graphene_point_near (&self->press, &GRAPHENE_POINT_INIT ((float) x, (float) y), 8))
    g_idle_add_full (G_PRIORITY_DEFAULT, activate_idle_cb, g_object_ref (self), g_object_unref);

  return GDK_EVENT_PROPAGATE;
}

static void
watch_clicks (CabTable  *self,
              GtkWidget *rows)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (row_event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (rows, controller);
}

void
cab_table_install_input (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

void
cab_table_init_input (CabTable *self)
{
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  watch_clicks (self, list_of_columns (self));
  watch_clicks (self, GTK_WIDGET (self->list_view));
}
