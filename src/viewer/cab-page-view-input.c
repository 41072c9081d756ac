/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view-private.h"

#include <math.h>

#define WHEEL_ZOOM 1.1 /* a notch of the wheel */

typedef enum
{
  STEP_LEFT,
  STEP_RIGHT,
  STEP_UP,
  STEP_DOWN,
  STEP_VIEW_UP,
  STEP_VIEW_DOWN,
  STEP_FIRST,
  STEP_LAST,
} Step;

static void
move (GtkAdjustment *adjustment,
      double         distance)
{
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + distance);
}

/* A view further; where pages are fitted whole, a page further. */
static void
turn (CabPageView   *self,
      GtkAdjustment *vertical,
      int            direction)
{
  if (cab_page_view_get_fit (self) == CAB_PAGE_FIT_PAGE)
    cab_page_view_go_to_page (self, (guint) MAX (1, (int) cab_page_view_get_page (self) + direction));
  else if (vertical != NULL)
    move (vertical, direction * gtk_adjustment_get_page_increment (vertical));
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  CabPageView   *self = CAB_PAGE_VIEW (widget);
  GtkAdjustment *horizontal = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self));
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  double         step = vertical != NULL ? gtk_adjustment_get_step_increment (vertical) : 0;

  switch ((Step) g_variant_get_int32 (args))
    {
    case STEP_LEFT:
      move (horizontal, -step);
      break;
    case STEP_RIGHT:
      move (horizontal, step);
      break;
    case STEP_UP:
      move (vertical, -step);
      break;
    case STEP_DOWN:
      move (vertical, step);
      break;
    case STEP_VIEW_UP:
      turn (self, vertical, -1);
      break;
    case STEP_VIEW_DOWN:
      turn (self, vertical, 1);
      break;
    case STEP_FIRST:
      cab_page_view_go_to_page (self, 1);
      break;
    case STEP_LAST:
      cab_page_view_go_to_page (self, G_MAXUINT);
      break;
    default:
      g_assert_not_reached ();
    }

  return GDK_EVENT_STOP;
}

void
cab_page_view_add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    guint           pad; /* the same on the number pad, or 0 */
    GdkModifierType modifiers;
    Step            step;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, 0, STEP_LEFT },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 0, STEP_RIGHT },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, STEP_UP },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, STEP_DOWN },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, STEP_VIEW_UP },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, STEP_VIEW_DOWN },
    { GDK_KEY_space, 0, 0, STEP_VIEW_DOWN },
    { GDK_KEY_space, 0, GDK_SHIFT_MASK, STEP_VIEW_UP },
    { GDK_KEY_Home, GDK_KEY_KP_Home, 0, STEP_FIRST },
    { GDK_KEY_End, GDK_KEY_KP_End, 0, STEP_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, step_cb, "i", (int) keys[i].step);
      if (keys[i].pad != 0)
        gtk_widget_class_add_binding (widget_class, keys[i].pad, keys[i].modifiers, step_cb, "i", (int) keys[i].step);
    }
}

/* Where the pointer last was; wheel events do not say it. */
typedef struct
{
  double x;
  double y;
  double pinch_zoom; /* when the fingers came down */
} Pointer;

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           Pointer                  *pointer)
{
  pointer->x = x;
  pointer->y = y;
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           Pointer                  *pointer)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (scroll);
  CabPageView        *self = CAB_PAGE_VIEW (gtk_event_controller_get_widget (controller));

  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  cab_page_view_zoom_at (self, cab_page_view_get_zoom (self) * pow (WHEEL_ZOOM, -dy), pointer->x, pointer->y);

  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                Pointer          *pointer)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  pointer->pinch_zoom = cab_page_view_get_zoom (CAB_PAGE_VIEW (widget));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          Pointer        *pointer)
{
  CabPageView *self = CAB_PAGE_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  double       x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    cab_page_view_zoom_at (self, pointer->pinch_zoom * scale, x, y);
}

static void
pressed_cb (GtkGestureClick *gesture)
{
  gtk_widget_grab_focus (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

void
cab_page_view_add_pointer (CabPageView *self)
{
  Pointer            *pointer = g_new0 (Pointer, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture         *pinch = gtk_gesture_zoom_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  g_object_set_data_full (G_OBJECT (self), "cab-pointer", pointer, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), pointer);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), pointer);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), pointer);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), pointer);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), pointer);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
cab_page_view_step_zoom (CabPageView *self,
                         int          direction)
{
  static const double steps[] = { 0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6.5, 8 };
  guint               n = G_N_ELEMENTS (steps);
  double              zoom;
  guint               i;

  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  zoom = cab_page_view_get_zoom (self);
  if (direction > 0)
    for (i = 0; i < n - 1 && steps[i] <= zoom + 0.005; i++)
      ;
  else
    for (i = n - 1; i > 0 && steps[i] >= zoom - 0.005; i--)
      ;

  cab_page_view_set_zoom (self, steps[i]);
}
