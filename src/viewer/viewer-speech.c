/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-speech.h"

#include <glib/gi18n-lib.h>

#define TEXT_DELAY 400   /* ms on a page before its text is fetched */
#define TEXT_LENGTH 4000 /* characters */

struct _ViewerSpeech
{
  GtkAccessible  *accessible; /* (unowned) */
  RenderDocument *document;   /* (owned) (nullable) */
  guint           page;
  guint           source;
  GCancellable   *cancellable; /* (owned) (nullable) */
};

static void
forget (ViewerSpeech *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ViewerSpeech *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = render_document_get_text_finish (RENDER_DOCUMENT (object), result, &error);
  g_autofree char *start = NULL;

  /* cancelled: another page, another document, or the widget is gone and this with it */
  if (text == NULL)
    return;

  start = g_utf8_strlen (text, -1) > TEXT_LENGTH ? g_utf8_substring (text, 0, TEXT_LENGTH) : g_strdup (text);
  gtk_accessible_update_property (self->accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, start, -1);
}

static gboolean
fetch_cb (gpointer user_data)
{
  ViewerSpeech *self = user_data;

  self->source = 0;
  self->cancellable = g_cancellable_new ();
  render_document_get_text_async (self->document, self->page, self->cancellable, text_cb, self);

  return G_SOURCE_REMOVE;
}

ViewerSpeech *
viewer_speech_new (GtkAccessible *accessible)
{
  ViewerSpeech *self = g_new0 (ViewerSpeech, 1);

  self->accessible = accessible;
  viewer_speech_set_page (self, NULL, 0);

  return self;
}

void
viewer_speech_free (ViewerSpeech *self)
{
  forget (self);
  g_free (self);
}

void
viewer_speech_set_page (ViewerSpeech   *self,
                        RenderDocument *document,
                        guint           page)
{
  g_autofree char *label = NULL;

  forget (self);
  self->page = page;
  if (document != NULL)
    {
      self->document = g_object_ref (document);
      self->source = g_timeout_add (TEXT_DELAY, fetch_cb, self);
      label = g_strdup_printf (_("Page %u of %u"), page + 1, render_document_get_n_pages (document));
    }

  gtk_accessible_update_property (self->accessible,
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : _("No Pages"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "",
                                  -1);
}
