/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-draw.h"

#include "viewer-problem.h"

#include <adwaita.h>

#define PAPER_PADDING 24

static const GdkRGBA white = { 1, 1, 1, 1 };

static GdkRGBA
foreground (GtkWidget *widget,
            float      alpha)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= alpha;

  return color;
}

static void
draw_frame (GtkSnapshot           *snapshot,
            GtkWidget             *widget,
            const graphene_rect_t *rect)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GdkRGBA          line = foreground (widget, adw_style_manager_get_high_contrast (style) ? 1.f : .18f);
  GdkRGBA          shadow = { 0, 0, 0, .18f };
  GskRoundedRect   outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &line, 0, 0, 1, 0);
}

/* In the middle of a white page, in dark grey whatever the theme: paper is white. */
static void
draw_words (GtkSnapshot           *snapshot,
            GtkWidget             *widget,
            const graphene_rect_t *rect,
            const char            *words,
            double                 size)
{
  static const GdkRGBA ink = { .35f, .35f, .35f, 1 };
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, words);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (size));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (1, rect->size.width - 2 * PAPER_PADDING) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, NULL, &height);

  gtk_snapshot_push_clip (snapshot, rect);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (rect->origin.x + PAPER_PADDING,
                                                rect->origin.y + MAX (0, (rect->size.height - (float) height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_paper (GtkSnapshot           *snapshot,
            GtkWidget             *widget,
            const graphene_rect_t *rect,
            guint                  page,
            const GError          *error)
{
  g_autoptr(ModelProblem) problem = error != NULL ? viewer_problem_new_from_error (error) : NULL;
  g_autofree char *number = NULL;

  gtk_snapshot_append_color (snapshot, &white, rect);
  if (problem != NULL)
    {
      draw_words (snapshot, widget, rect, model_problem_get_sentence (problem), PANGO_SCALE_LARGE);
      return;
    }

  number = g_strdup_printf ("%u", page + 1);
  draw_words (snapshot, widget, rect, number, 2.5);
}

void
viewer_draw_page (GtkSnapshot           *snapshot,
                  GtkWidget             *widget,
                  const graphene_rect_t *rect,
                  ViewerPages           *pages,
                  guint                  page,
                  guint                  rotation,
                  double                 scale)
{
  GdkTexture *whole = NULL;
  GdkTexture *patch = NULL;
  ViewerView  view = { 0 };
  ViewerView  patch_view = { 0 };
  float       factor;

  draw_frame (snapshot, widget, rect);

  if (pages != NULL)
    {
      whole = viewer_pages_get (pages, page, VIEWER_PART_PAGE, rotation, &view);
      patch = viewer_pages_get (pages, page, VIEWER_PART_PATCH, rotation, &patch_view);
    }

  if (whole != NULL)
    gtk_snapshot_append_texture (snapshot, whole, rect);
  else
    draw_paper (snapshot, widget, rect, page, pages != NULL ? viewer_pages_get_error (pages, page) : NULL);

  /* a patch of a former, smaller zoom is worse than the page */
  if (patch == NULL || (whole != NULL && patch_view.scale <= view.scale))
    return;

  factor = (float) (scale / patch_view.scale / gtk_widget_get_scale_factor (widget));
  gtk_snapshot_push_clip (snapshot, rect);
  gtk_snapshot_append_texture (snapshot,
                               patch,
                               &GRAPHENE_RECT_INIT (rect->origin.x + (float) patch_view.x * factor,
                                                    rect->origin.y + (float) patch_view.y * factor,
                                                    (float) patch_view.width * factor,
                                                    (float) patch_view.height * factor));
  gtk_snapshot_pop (snapshot);
}

void
viewer_draw_desk (GtkSnapshot *snapshot,
                  GtkWidget   *widget)
{
  GdkRGBA color = foreground (widget, .07f);

  gtk_snapshot_append_color (snapshot,
                             &color,
                             &GRAPHENE_RECT_INIT (0, 0,
                                                  (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget)));
}

void
viewer_draw_focus (GtkSnapshot *snapshot,
                   GtkWidget   *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA          color;
  GskRoundedRect   outline;

  if (!gtk_widget_has_visible_focus (widget))
    return;
  if (!gtk_style_context_lookup_color (context, "accent_bg_color", &color))
    color = foreground (widget, 1);

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (1, 1,
                                                        (float) MAX (0, gtk_widget_get_width (widget) - 2),
                                                        (float) MAX (0, gtk_widget_get_height (widget) - 2)),
                                   4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 }, (GdkRGBA[4]) { color, color, color, color });
}
