/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-text-page.h"

#include <string.h>

/* What the text view can lay out within a frame. */
#define PORTION (64 * 1024)

struct _CabTextPage
{
  AdwBin parent_instance;

  GtkTextView *text_view;
  GtkWidget   *truncated_label;

  ViewerText *text;  /* (owned) (nullable) */
  gsize       shown; /* bytes of text that are in the buffer */
  guint       source;
};

G_DEFINE_FINAL_TYPE (CabTextPage, cab_text_page, ADW_TYPE_BIN)

static gboolean
append_portion (CabTextPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  const char    *start = self->text->text + self->shown;
  const char    *end = self->text->text + MIN (self->text->length, self->shown + PORTION);
  GtkTextIter    place;

  /* not within a character */
  while (*end != '\0' && (*end & 0xc0) == 0x80)
    end++;

  gtk_text_buffer_get_end_iter (buffer, &place);
  gtk_text_buffer_insert (buffer, &place, start, (int) (end - start));
  self->shown += (gsize) (end - start);

  return self->shown < self->text->length;
}

static gboolean
append_cb (gpointer user_data)
{
  CabTextPage *self = CAB_TEXT_PAGE (user_data);

  if (append_portion (self))
    return G_SOURCE_CONTINUE;

  gtk_widget_set_visible (self->truncated_label, self->text->truncated);
  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
cab_text_page_dispose (GObject *object)
{
  CabTextPage *self = CAB_TEXT_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->text, viewer_text_free);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_text_page_parent_class)->dispose (object);
}

static void
cab_text_page_class_init (CabTextPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_text_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-text-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabTextPage, text_view);
  gtk_widget_class_bind_template_child (widget_class, CabTextPage, truncated_label);
}

static void
cab_text_page_init (CabTextPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_text_page_new (void)
{
  return g_object_new (CAB_TYPE_TEXT_PAGE, NULL);
}

void
cab_text_page_set_text (CabTextPage *self,
                        ViewerText  *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter    start;

  g_return_if_fail (CAB_IS_TEXT_PAGE (self));

  buffer = gtk_text_view_get_buffer (self->text_view);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->text, viewer_text_free);
  gtk_text_buffer_set_text (buffer, "", 0);
  gtk_widget_set_visible (self->truncated_label, FALSE);
  if (text == NULL)
    return;

  self->text = text;
  self->shown = 0;
  append_portion (self);
  self->source = g_idle_add (append_cb, self);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}
