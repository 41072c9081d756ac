/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-view.h"

#include "cab-page-view-private.h"
#include "viewer-draw.h"
#include "viewer-sight.h"

#include <math.h>

/* Pixels of pages kept. A page of A4 as wide as a screen is about 16 MB. */
#define PICTURES_BUDGET (96 * 1024 * 1024)

#define FIT_ZOOM_MAX 4.0 /* a stamp is not blown up to a poster */
#define POINT (96.0 / 72.0)

G_DEFINE_FINAL_TYPE_WITH_CODE (CabPageView, cab_page_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

typedef enum
{
  PROP_PAGE = 1,
  PROP_N_PAGES,
  PROP_ZOOM,
  PROP_FIT,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} CabPageViewProperty;

static GParamSpec *properties[PROP_FIT + 1];

enum
{
  SIGNAL_ADDRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

double
cab_page_view_scroll_value (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

/* Whole device pixels: else every page would be blurred while the view glides. */
static double
scroll_offset (CabPageView   *self,
               GtkAdjustment *adjustment)
{
  int device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return round (cab_page_view_scroll_value (adjustment) * device_scale) / device_scale;
}

static double
device_scale (CabPageView *self)
{
  return self->zoom * POINT * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static void
want_pages (CabPageView *self)
{
  ViewerSight sight = {
    .document = self->document,
    .layout = self->layout,
    .rotation = self->rotation,
    .scale = device_scale (self),
    .device_factor = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .rect = {
        .x = cab_page_view_scroll_value (self->hadjustment),
        .y = cab_page_view_scroll_value (self->vadjustment),
        .width = gtk_widget_get_width (GTK_WIDGET (self)),
        .height = gtk_widget_get_height (GTK_WIDGET (self)),
    },
  };

  if (self->pages != NULL && sight.rect.height > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    viewer_sight_want (&sight, self->pages);
}

static void
set_page (CabPageView *self,
          guint        page)
{
  if (self->page == page)
    return;

  self->page = page;
  viewer_speech_set_page (self->speech, self->document, page);
  if (self->find != NULL)
    viewer_find_set_near (self->find, page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/* The first of the pages of which the largest share is seen. */
static void
find_page (CabPageView *self)
{
  double top = cab_page_view_scroll_value (self->vadjustment);
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double best = -1;
  guint  page = self->page;

  if (self->layout == NULL || height <= 0)
    return;

  for (guint i = viewer_layout_page_at (self->layout, top); i <= viewer_layout_page_at (self->layout, top + height); i++)
    {
      ViewerRect rect;
      double     share;

      viewer_layout_get_page (self->layout, i, &rect);
      share = (MIN (top + height, rect.y + rect.height) - MAX (top, rect.y)) / MIN (height, rect.height);
      if (share > best + 0.01)
        {
          best = share;
          page = i;
        }
    }

  set_page (self, page);
}

void
cab_page_view_init_anchor (CabPageView  *self,
                           ViewerAnchor *anchor,
                           double        x,
                           double        y)
{
  viewer_layout_get_anchor (self->layout, cab_page_view_scroll_value (self->hadjustment) + x, cab_page_view_scroll_value (self->vadjustment) + y, anchor);
  anchor->x = x;
  anchor->y = y;
}

static void
configure (GtkAdjustment *adjustment,
           double         value,
           double         upper,
           double         size)
{
  if (adjustment == NULL)
    return;

  upper = MAX (upper, size);
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, upper - size), 0, upper, MAX (1, size * 0.1), MAX (1, size * 0.9), size);
}

static double
fitting_zoom (CabPageView *self)
{
  double width, height, zoom;
  double room_across = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * VIEWER_LAYOUT_MARGIN;
  double room_down = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * VIEWER_LAYOUT_MARGIN;

  if (self->fit == CAB_PAGE_FIT_NONE || room_across <= 0 || room_down <= 0)
    return self->zoom;

  viewer_layout_get_largest (self->layout, self->rotation, &width, &height);
  if (self->fit == CAB_PAGE_FIT_PAGE)
    zoom = MIN (room_across / width, room_down / height);
  else
    zoom = room_across / viewer_layout_get_usual_width (self->layout, self->rotation);

  return CLAMP (zoom / POINT, ZOOM_MIN / 10, FIT_ZOOM_MAX);
}

/* Puts the pages in place and the scroll bars right. @anchor (nullable): what stays where it is;
 * without one the pages are in the middle. */
void
cab_page_view_arrange (CabPageView        *self,
                       const ViewerAnchor *anchor)
{
  double   width = gtk_widget_get_width (GTK_WIDGET (self));
  double   height = gtk_widget_get_height (GTK_WIDGET (self));
  double   zoom = self->layout != NULL ? fitting_zoom (self) : self->zoom;
  gboolean zoomed = ABS (zoom - self->zoom) > 1e-9;
  double   x = cab_page_view_scroll_value (self->hadjustment);
  double   y = cab_page_view_scroll_value (self->vadjustment);

  self->zoom = zoom;
  self->arranging = TRUE;
  if (self->layout == NULL)
    {
      configure (self->hadjustment, 0, 0, width);
      configure (self->vadjustment, 0, 0, height);
    }
  else
    {
      viewer_layout_arrange (self->layout, zoom * POINT, self->rotation, gtk_widget_get_scale_factor (GTK_WIDGET (self)), width);
      if (anchor != NULL)
        {
          viewer_layout_find_anchor (self->layout, anchor, &x, &y);
          x -= anchor->x;
          y -= anchor->y;
        }
      else
        {
          x = (viewer_layout_get_width (self->layout) - width) / 2;
        }
      self->arranged_width = height > 0 ? (int) width : 0;
      configure (self->hadjustment, x, viewer_layout_get_width (self->layout), width);
      configure (self->vadjustment, y, viewer_layout_get_height (self->layout), height);
    }
  self->arranging = FALSE;

  if (zoomed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  find_page (self);
  want_pages (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* After a change that is not about one place: what is in the middle of the top stays there. */
void
cab_page_view_arrange_from_top (CabPageView *self)
{
  ViewerAnchor anchor;

  if (self->layout != NULL && self->arranged_width > 0)
    {
      cab_page_view_init_anchor (self, &anchor, self->arranged_width / 2.0, 0);
      anchor.x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
      cab_page_view_arrange (self, &anchor);
    }
  else
    {
      cab_page_view_arrange (self, NULL);
    }
}

static void
pages_changed_cb (CabPageView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
read_sizes (CabPageView *self)
{
  for (guint i = 0; i < viewer_layout_get_n_pages (self->layout); i++)
    {
      double width, height;

      render_document_get_page_size (self->document, i, &width, &height);
      viewer_layout_set_size (self->layout, i, width, height);
    }
}

static void
sizes_changed_cb (CabPageView *self)
{
  if (self->layout == NULL)
    return;

  /* The anchor is taken from where the pages are now, before their sizes change. */
  read_sizes (self);
  cab_page_view_arrange_from_top (self);
}

static void
scrolled_cb (CabPageView *self)
{
  if (self->arranging)
    return;

  find_page (self);
  want_pages (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (CabPageView    *self,
                GtkAdjustment **place,
                GtkAdjustment  *adjustment)
{
  if (*place == adjustment)
    return;

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_clear_object (place);
  if (adjustment == NULL)
    return;

  *place = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
cab_page_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  *minimum = 1;
  *natural = 300;
  *minimum_baseline = *natural_baseline = -1;
}

static void
cab_page_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  cab_page_view_arrange_from_top (CAB_PAGE_VIEW (widget));
}

static void
cab_page_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  CabPageView *self = CAB_PAGE_VIEW (widget);
  double       left = scroll_offset (self, self->hadjustment);
  double       top = scroll_offset (self, self->vadjustment);
  double       height = gtk_widget_get_height (widget);

  viewer_draw_desk (snapshot, widget);
  if (self->layout != NULL)
    {
      guint last = viewer_layout_page_at (self->layout, top + height);

      for (guint page = viewer_layout_page_at (self->layout, top); page <= last; page++)
        {
          ViewerRect rect;

          viewer_layout_get_page (self->layout, page, &rect);
          viewer_draw_page (snapshot,
                            widget,
                            &GRAPHENE_RECT_INIT ((float) (rect.x - left), (float) (rect.y - top),
                                                 (float) rect.width, (float) rect.height),
                            self->pages,
                            page,
                            self->rotation,
                            device_scale (self));
          cab_page_view_draw_marks (self, snapshot, page,
                                    &GRAPHENE_RECT_INIT ((float) (rect.x - left), (float) (rect.y - top),
                                                         (float) rect.width, (float) rect.height));
        }
    }
  viewer_draw_focus (snapshot, widget);
}

static void
cab_page_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cab_page_view_parent_class)->map (widget);

  want_pages (CAB_PAGE_VIEW (widget));
}

static void
cab_page_view_dispose (GObject *object)
{
  CabPageView *self = CAB_PAGE_VIEW (object);

  cab_page_view_forget_jumps (self);
  cab_page_view_drop_marks (self);
  cab_page_view_set_find (self, NULL);
  g_clear_pointer (&self->speech, viewer_speech_free);
  g_clear_object (&self->pages);
  g_clear_pointer (&self->layout, viewer_layout_free);
  g_clear_object (&self->document);
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);

  G_OBJECT_CLASS (cab_page_view_parent_class)->dispose (object);
}

static void
cab_page_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CabPageView *self = CAB_PAGE_VIEW (object);

  switch ((CabPageViewProperty) prop_id)
    {
    case PROP_PAGE:
      g_value_set_uint (value, cab_page_view_get_page (self));
      break;
    case PROP_N_PAGES:
      g_value_set_uint (value, cab_page_view_get_n_pages (self));
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_FIT:
      g_value_set_int (value, (int) self->fit);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int) self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_page_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  CabPageView *self = CAB_PAGE_VIEW (object);

  switch ((CabPageViewProperty) prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    case PROP_PAGE:
    case PROP_N_PAGES:
    case PROP_ZOOM:
    case PROP_FIT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_page_view_class_init (CabPageViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_page_view_dispose;
  object_class->get_property = cab_page_view_get_property;
  object_class->set_property = cab_page_view_set_property;
  widget_class->measure = cab_page_view_measure;
  widget_class->size_allocate = cab_page_view_size_allocate;
  widget_class->snapshot = cab_page_view_snapshot;
  widget_class->map = cab_page_view_map;

  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_PAGES] = g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, ZOOM_MAX, 1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIT] = g_param_spec_int ("fit", NULL, NULL, CAB_PAGE_FIT_NONE, CAB_PAGE_FIT_PAGE, CAB_PAGE_FIT_WIDTH,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SIGNAL_ADDRESS] = g_signal_new ("address", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "pageview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
  cab_page_view_add_keys (widget_class);
  cab_page_view_install_selecting (widget_class);
}

static void
cab_page_view_init (CabPageView *self)
{
  self->zoom = 1;
  self->fit = CAB_PAGE_FIT_WIDTH;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (cab_page_view_arrange_from_top), NULL);
  cab_page_view_add_pointer (self);
  cab_page_view_add_selecting (self);
  self->speech = viewer_speech_new (GTK_ACCESSIBLE (self));
}

GtkWidget *
cab_page_view_new (void)
{
  return g_object_new (CAB_TYPE_PAGE_VIEW, NULL);
}

void
cab_page_view_set_document (CabPageView    *self,
                            RenderDocument *document)
{
  g_return_if_fail (CAB_IS_PAGE_VIEW (self));
  g_return_if_fail (document == NULL || RENDER_IS_DOCUMENT (document));

  if (self->document == document)
    return;

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, sizes_changed_cb, self);
  g_clear_object (&self->pages);
  g_clear_pointer (&self->layout, viewer_layout_free);
  g_set_object (&self->document, document);
  self->rotation = 0;
  self->page = 0;
  self->arranged_width = 0;

  self->arranging = TRUE;
  configure (self->hadjustment, 0, 0, 0);
  configure (self->vadjustment, 0, 0, 0);
  self->arranging = FALSE;

  if (document != NULL)
    {
      self->layout = viewer_layout_new (render_document_get_n_pages (document));
      self->pages = viewer_pages_new (document, PICTURES_BUDGET);
      read_sizes (self);
      g_signal_connect_object (document, "sizes-changed", G_CALLBACK (sizes_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->pages, "changed", G_CALLBACK (pages_changed_cb), self, G_CONNECT_SWAPPED);
    }

  cab_page_view_forget_jumps (self);
  cab_page_view_arrange (self, NULL);
  cab_page_view_renew_marks (self);
  viewer_speech_set_page (self->speech, document, self->page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAGES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

guint
cab_page_view_get_page (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), 0);

  return self->layout != NULL ? self->page + 1 : 0;
}

guint
cab_page_view_get_n_pages (CabPageView *self)
{
  g_return_val_if_fail (CAB_IS_PAGE_VIEW (self), 0);

  return self->layout != NULL ? viewer_layout_get_n_pages (self->layout) : 0;
}

void
cab_page_view_go_to_page (CabPageView *self,
                          guint        page)
{
  ViewerRect rect;

  g_return_if_fail (CAB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;

  page = CLAMP (page, 1, viewer_layout_get_n_pages (self->layout)) - 1;
  viewer_layout_get_page (self->layout, page, &rect);

  /* It is this page that was meant, even where the end of the document keeps it from the top. */
  self->arranging = TRUE;
  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, rect.y - VIEWER_LAYOUT_MARGIN);
  self->arranging = FALSE;

  set_page (self, page);
  want_pages (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
