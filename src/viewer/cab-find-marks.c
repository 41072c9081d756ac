/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-find-marks.h"

#define WIDTH 6
#define THICKNESS 2.f

struct _CabFindMarks
{
  GtkWidget parent_instance;

  CabPageView *view; /* (owned) (nullable) */
  ViewerFind  *find; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabFindMarks, cab_find_marks, GTK_TYPE_WIDGET)

static void
draw_mark (CabFindMarks    *self,
           GtkSnapshot     *snapshot,
           guint            page,
           const RenderHit *hit,
           const GdkRGBA   *color)
{
  float  width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float  height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  double share;

  cab_page_view_get_share (self->view, page, hit, &share);
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (0, (float) share * (height - THICKNESS), width, THICKNESS));
}

/* One mark for each height: a thousand on one page are one line. */
static void
cab_find_marks_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  static const GdkRGBA found = { .8f, .55f, 0.f, 1.f };
  static const GdkRGBA chosen = { .85f, .2f, .1f, 1.f };
  CabFindMarks        *self = CAB_FIND_MARKS (widget);
  guint                n_pages = self->view != NULL ? cab_page_view_get_n_pages (self->view) : 0;
  RenderHit            hit;
  guint                page;

  for (guint i = 0; i < n_pages; i++)
    {
      GArray *hits = viewer_find_get_hits (self->find, i);
      double  last = -1;

      for (guint j = 0; hits != NULL && j < hits->len; j++)
        {
          double share;

          cab_page_view_get_share (self->view, i, &g_array_index (hits, RenderHit, j), &share);
          if (share - last < 1. / MAX (1, gtk_widget_get_height (widget)) && j > 0)
            continue;
          last = share;
          draw_mark (self, snapshot, i, &g_array_index (hits, RenderHit, j), &found);
        }
    }
  if (self->find != NULL && viewer_find_get_chosen (self->find, &page, &hit) && page < n_pages)
    draw_mark (self, snapshot, page, &hit, &chosen);
}

static void
cab_find_marks_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
  *minimum_baseline = *natural_baseline = -1;
}

void
cab_find_marks_set (CabFindMarks *self,
                    CabPageView  *view,
                    ViewerFind   *find)
{
  g_return_if_fail (CAB_IS_FIND_MARKS (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  self->find = g_object_ref (find);
  g_signal_connect_object (find, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (find, "chosen", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
cab_find_marks_dispose (GObject *object)
{
  CabFindMarks *self = CAB_FIND_MARKS (object);

  g_clear_object (&self->view);
  g_clear_object (&self->find);

  G_OBJECT_CLASS (cab_find_marks_parent_class)->dispose (object);
}

static void
cab_find_marks_class_init (CabFindMarksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_find_marks_dispose;
  widget_class->snapshot = cab_find_marks_snapshot;
  widget_class->measure = cab_find_marks_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cab_find_marks_init (CabFindMarks *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
cab_find_marks_new (void)
{
  return g_object_new (CAB_TYPE_FIND_MARKS, NULL);
}
