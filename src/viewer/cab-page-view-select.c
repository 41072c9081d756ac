/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view-private.h"

#include "viewer-places.h"

#define COPY "selection.copy"
#define COPY_TABLE "selection.copy-table"
#define SELECT_ALL "selection.all"
#define EXTEND "selection.extend"

/* The pointer turns into that for text this near to some, in points. */
#define NEAR 4

static void
drag_cb (GtkGestureDrag *drag,
         double          across,
         double          down,
         CabPageView    *self)
{
  double start_x, start_y, page_x, page_y;
  guint  page;

  if (self->selection == NULL || !gtk_gesture_drag_get_start_point (drag, &start_x, &start_y))
    return;
  /* a finger scrolls */
  if (gdk_device_get_source (gtk_gesture_get_device (GTK_GESTURE (drag))) == GDK_SOURCE_TOUCHSCREEN)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  page = cab_page_view_find_place (self, start_x + across, start_y + down, &page_x, &page_y);
  viewer_selection_extend (self->selection, page, page_x, page_y);
}

/* One click: here. Two: the word. Three: the line. Four: the block. */
static void
pressed_cb (GtkGestureClick *click,
            int              n_presses,
            double           x,
            double           y,
            CabPageView     *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  ViewerUnit      unit = (ViewerUnit) CLAMP (n_presses - 1, (int) VIEWER_UNIT_CHARACTER, (int) VIEWER_UNIT_BLOCK);
  double          page_x, page_y;
  guint           page;

  if (self->selection == NULL)
    return;

  page = cab_page_view_find_place (self, x, y, &page_x, &page_y);
  if ((state & GDK_SHIFT_MASK) != 0 && !viewer_selection_is_empty (self->selection))
    viewer_selection_extend (self->selection, page, page_x, page_y);
  else
    viewer_selection_begin (self->selection, page, page_x, page_y, unit);
}

/* A click that has selected nothing. */
static void
released_cb (GtkGestureClick *click,
             int              n_presses,
             double           x,
             double           y,
             CabPageView     *self)
{
  if (self->selection != NULL && n_presses == 1 && viewer_selection_is_empty (self->selection))
    cab_page_view_follow (self, x, y);
}

static gboolean
is_over_text (CabPageView *self,
              double       x,
              double       y)
{
  double           page_x, page_y;
  guint            page = cab_page_view_find_place (self, x, y, &page_x, &page_y);
  RenderText      *text = viewer_texts_get (self->texts, page);
  const RenderBox *boxes = text != NULL ? render_text_get_boxes (text) : NULL;
  const RenderBox *box;

  if (boxes == NULL)
    return FALSE;

  box = &boxes[viewer_places_at (text, page_x, page_y, /* between= */ FALSE)];

  return page_x >= box->x1 - NEAR && page_x <= box->x2 + NEAR && page_y >= box->y1 - NEAR && page_y <= box->y2 + NEAR;
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           CabPageView              *self)
{
  if (self->texts != NULL && cab_page_view_is_over_link (self, x, y))
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  else
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->texts != NULL && is_over_text (self, x, y) ? "text" : NULL);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabPageView) self = user_data;
  g_autofree char *text = viewer_selection_copy_finish (VIEWER_SELECTION (object), result, NULL);

  /* A document that was closed meanwhile leaves nothing in the clipboard. */
  if (text != NULL && *text != '\0' && self->selection == VIEWER_SELECTION (object))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

void
cab_page_view_copy (CabPageView *self,
                    gboolean     as_table)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->selection != NULL && !viewer_selection_is_empty (self->selection))
    viewer_selection_copy_async (self->selection, as_table, NULL, copied_cb, g_object_ref (self));
}

void
cab_page_view_select_all (CabPageView *self)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->selection != NULL)
    viewer_selection_select_all (self->selection);
}

void
cab_page_view_enable_copying (CabPageView *self)
{
  gboolean selected = self->selection != NULL && !viewer_selection_is_empty (self->selection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), COPY, selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), COPY_TABLE, selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), SELECT_ALL, self->selection != NULL);
}

/* With the keys: from what is chosen of what was found, when nothing is selected. */
static void
extend (CabPageView *self,
        ViewerUnit   unit,
        int          direction)
{
  RenderHit hit;
  guint     page;

  if (self->selection == NULL)
    return;

  if (viewer_selection_is_empty (self->selection))
    {
      if (self->find != NULL && viewer_find_get_chosen (self->find, &page, &hit))
        viewer_selection_set (self->selection, page, hit.first, hit.n);
      else
        viewer_selection_set (self->selection, self->page, 0, 0);
    }
  viewer_selection_move (self->selection, unit, direction);
}

static void
action (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  CabPageView *self = CAB_PAGE_VIEW (widget);
  int          unit, direction;

  if (g_str_equal (name, COPY))
    cab_page_view_copy (self, /* as_table= */ FALSE);
  else if (g_str_equal (name, COPY_TABLE))
    cab_page_view_copy (self, /* as_table= */ TRUE);
  else if (g_str_equal (name, SELECT_ALL))
    cab_page_view_select_all (self);
  else
    {
      g_variant_get (parameter, "(ii)", &unit, &direction);
      extend (self, (ViewerUnit) unit, direction);
    }
}

void
cab_page_view_install_selecting (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    ViewerUnit      unit;
    int             direction;
  } keys[] = {
    { GDK_KEY_Right, GDK_SHIFT_MASK, VIEWER_UNIT_CHARACTER, 1 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, VIEWER_UNIT_CHARACTER, -1 },
    { GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK, VIEWER_UNIT_WORD, 1 },
    { GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK, VIEWER_UNIT_WORD, -1 },
    { GDK_KEY_Down, GDK_SHIFT_MASK, VIEWER_UNIT_LINE, 1 },
    { GDK_KEY_Up, GDK_SHIFT_MASK, VIEWER_UNIT_LINE, -1 },
  };

  gtk_widget_class_install_action (widget_class, COPY, NULL, action);
  gtk_widget_class_install_action (widget_class, COPY_TABLE, NULL, action);
  gtk_widget_class_install_action (widget_class, SELECT_ALL, NULL, action);
  gtk_widget_class_install_action (widget_class, EXTEND, "(ii)", action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, COPY, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, COPY, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, COPY_TABLE, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, SELECT_ALL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, EXTEND, "(ii)", (int) keys[i].unit, keys[i].direction);
}

void
cab_page_view_add_selecting (CabPageView *self)
{
  GtkGesture         *drag = gtk_gesture_drag_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_gesture_group (drag, click);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  cab_page_view_enable_copying (self);
}
