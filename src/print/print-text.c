/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-text-private.h"

#include <string.h>

/* Ligatures would need a text of their own beside them; figures of one width stand in columns. */
#define FEATURES "liga=0, clig=0, tnum=1"
#define FAMILIES "Cantarell, Noto Sans, DejaVu Sans, sans-serif"
#define ASCENT 0.95 /* of the size */

static const struct
{
  double      size;    /* points */
  double      leading; /* points */
  PangoWeight weight;
  guint32     colour;
} styles[PRINT_N_STYLES] = {
  [PRINT_STYLE_TITLE] = { 22, 28, PANGO_WEIGHT_BOLD, 0x1c3d4f },
  [PRINT_STYLE_TITLE_SECOND] = { 12, 17, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_NAME] = { 15, 20, PANGO_WEIGHT_BOLD, 0x1a1a1a },
  [PRINT_STYLE_HEADING] = { 13, 18, PANGO_WEIGHT_BOLD, 0x1c3d4f },
  [PRINT_STYLE_HEADING_SECOND] = { 9.5, 18, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_COLUMN] = { 8, 10.5, PANGO_WEIGHT_BOLD, 0x1c3d4f },
  [PRINT_STYLE_COLUMN_SECOND] = { 7, 9, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_LABEL] = { 9, 13, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_LABEL_SECOND] = { 7, 9, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_TEXT] = { 9, 12.5, PANGO_WEIGHT_NORMAL, 0x1a1a1a },
  [PRINT_STYLE_STRONG] = { 9, 12.5, PANGO_WEIGHT_BOLD, 0x1a1a1a },
  [PRINT_STYLE_SECOND] = { 7.5, 10, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_QUIET] = { 8, 11, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_FOOTER] = { 7.5, 10, PANGO_WEIGHT_NORMAL, 0x4a5a63 },
  [PRINT_STYLE_RULE] = { 7.5, 10, PANGO_WEIGHT_NORMAL, 0xc3cdd2 },
};

static void
prepare (PangoContext *context)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string (FAMILIES);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
}

PangoContext *
print_text_new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  prepare (context);

  return context;
}

static void
set_style (PangoLayout *layout,
           PrintStyle   style)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new (FEATURES));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE)); /* no text that is not there */
  pango_layout_set_attributes (layout, attributes);
}

PangoLayout *
print_text_new_layout (cairo_t   *cairo,
                       PrintStyle style)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);

  prepare (pango_layout_get_context (layout));
  set_style (layout, style);

  return layout;
}

void
print_text_set_colour (cairo_t   *cairo,
                       PrintStyle style)
{
  const guint32 colour = styles[style].colour;

  cairo_set_source_rgb (cairo, (colour >> 16) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

double
print_text_get_leading (PrintStyle style)
{
  return styles[style].leading;
}

double
print_text_get_ascent (PrintStyle style)
{
  return (styles[style].leading - styles[style].size) / 2 + styles[style].size * ASCENT;
}

/* One line of characters that can be printed. (transfer full) */
static char *
clean (const char *text,
       gsize       most)
{
  g_autoptr(GString) line = g_string_new (NULL);
  gsize n = 0;

  for (const char *next = text; *next != '\0' && n < most; next = g_utf8_next_char (next), n++)
    {
      gunichar c = g_utf8_get_char (next);

      if (c == '\n' || !g_unichar_iscntrl (c))
        g_string_append_unichar (line, c == 0x2028 || c == 0x2029 ? '\n' : c);
      else
        g_string_append_c (line, ' ');
    }
  if (n == most)
    g_string_append (line, " …");

  return g_strdup (g_strstrip (line->str));
}

GPtrArray *
print_text_break (PangoContext *context,
                  PrintStyle    style,
                  const char   *text,
                  double        width,
                  gsize         most)
{
  GPtrArray       *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cleaned = clean (text, most);
  g_autoptr(PangoLayout) layout = pango_layout_new (context);
  GSList *all;

  set_style (layout, style);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_text (layout, cleaned, -1);
  all = *cleaned != '\0' ? pango_layout_get_lines_readonly (layout) : NULL;
  for (GSList *next = all; next != NULL; next = next->next)
    {
      PangoLayoutLine *line = next->data;
      g_autofree char *piece = g_strndup (cleaned + line->start_index, (gsize) line->length);
      gboolean         spaced = g_str_has_suffix (piece, " ");

      g_strchomp (piece);
      g_ptr_array_add (lines, g_strconcat (piece, next->next != NULL && spaced ? " " : "", NULL));
    }

  return lines;
}

double
print_text_measure (PangoContext *context,
                    PrintStyle    style,
                    const char   *text)
{
  g_autoptr(PangoLayout) layout = pango_layout_new (context);
  int width;

  set_style (layout, style);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);

  return pango_units_to_double (width);
}
