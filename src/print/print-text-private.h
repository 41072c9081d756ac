#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  PRINT_STYLE_TITLE,
  PRINT_STYLE_TITLE_SECOND,   /* the same in the second language */
  PRINT_STYLE_NAME,
  PRINT_STYLE_HEADING,
  PRINT_STYLE_HEADING_SECOND,
  PRINT_STYLE_COLUMN,
  PRINT_STYLE_COLUMN_SECOND,
  PRINT_STYLE_LABEL,
  PRINT_STYLE_LABEL_SECOND,
  PRINT_STYLE_TEXT,
  PRINT_STYLE_STRONG,
  PRINT_STYLE_SECOND,
  PRINT_STYLE_QUIET,          /* said, and not to be looked for */
  PRINT_STYLE_FOOTER,
  PRINT_STYLE_RULE,           /* of a line between rows: the eye follows it, nothing is told by it */
  PRINT_N_STYLES
} PrintStyle;

/* What texts are measured with; the same results whatever they are drawn on. Of one thread. (transfer full) */
PangoContext *print_text_new_context (void);
/* Makes the context of @cairo like that one. */
PangoLayout  *print_text_new_layout  (cairo_t      *cairo,
                                      PrintStyle    style);
void          print_text_set_colour  (cairo_t      *cairo,
                                      PrintStyle    style);

/* From one baseline to the next, and from the top of a line to its baseline, in points. */
double        print_text_get_leading (PrintStyle    style);
double        print_text_get_ascent  (PrintStyle    style);

/* @text in lines that are no wider than @width. A line ends with a space where a word follows in the next one, so that
 * whoever reads it aloud keeps them apart. At most @most characters. (transfer full) (element-type utf8) */
GPtrArray    *print_text_break       (PangoContext *context,
                                      PrintStyle    style,
                                      const char   *text,
                                      double        width,
                                      gsize         most);
double        print_text_measure     (PangoContext *context,
                                      PrintStyle    style,
                                      const char   *text);

G_END_DECLS
