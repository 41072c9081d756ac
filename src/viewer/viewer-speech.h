#pragma once

#include <gtk/gtk.h>

#include "render-document.h"

G_BEGIN_DECLS

/* Tells screen readers which page is shown, and after a while what stands on it. */
typedef struct _ViewerSpeech ViewerSpeech;

/* For @accessible, which outlives it. */
ViewerSpeech *viewer_speech_new      (GtkAccessible *accessible);
void          viewer_speech_free     (ViewerSpeech *self);
/* @page from 0. @document: (nullable): no page. */
void          viewer_speech_set_page (ViewerSpeech *self, RenderDocument *document, guint page);

G_END_DECLS
