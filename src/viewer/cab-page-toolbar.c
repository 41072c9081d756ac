/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-page-toolbar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _CabPageToolbar
{
  AdwBin parent_instance;

  GtkWidget *page_entry;
  GtkLabel  *n_pages_label;
  GtkButton *zoom_button;
  GtkWidget *fit_width_button;
  GtkWidget *fit_page_button;

  CabPageView *view; /* (unowned) its signals hold on to this and not the reverse */
};

G_DEFINE_FINAL_TYPE (CabPageToolbar, cab_page_toolbar, ADW_TYPE_BIN)

static void
show_page (CabPageToolbar *self)
{
  g_autofree char *page = g_strdup_printf ("%u", cab_page_view_get_page (self->view));
  g_autofree char *n_pages = g_strdup_printf ("/ %u", cab_page_view_get_n_pages (self->view));

  gtk_editable_set_text (GTK_EDITABLE (self->page_entry), page);
  gtk_label_set_text (self->n_pages_label, n_pages);
}

static void
show_zoom (CabPageToolbar *self)
{
  /* Translators: the zoom, such as “110 %”. */
  g_autofree char *zoom = g_strdup_printf (_("%d %%"), (int) round (cab_page_view_get_zoom (self->view) * 100));

  gtk_button_set_label (self->zoom_button, zoom);
}

static void
set_pressed (GtkWidget *button,
             gboolean   pressed)
{
  if (pressed)
    gtk_widget_set_state_flags (button, GTK_STATE_FLAG_CHECKED, FALSE);
  else
    gtk_widget_unset_state_flags (button, GTK_STATE_FLAG_CHECKED);
}

static void
show_fit (CabPageToolbar *self)
{
  set_pressed (self->fit_width_button, cab_page_view_get_fit (self->view) == CAB_PAGE_FIT_WIDTH);
  set_pressed (self->fit_page_button, cab_page_view_get_fit (self->view) == CAB_PAGE_FIT_PAGE);
}

static void
page_entered_cb (CabPageToolbar *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->page_entry));
  g_autofree char *number = g_strstrip (g_strdup (text));
  guint64          page;

  if (self->view == NULL)
    return;

  if (g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT, &page, NULL))
    {
      cab_page_view_go_to_page (self->view, (guint) page);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  show_page (self);
}

/* Whoever leaves the entry without Enter has not gone anywhere. */
static void
entry_left_cb (CabPageToolbar *self)
{
  if (self->view != NULL)
    show_page (self);
}

static void
cab_page_toolbar_dispose (GObject *object)
{
  CabPageToolbar *self = CAB_PAGE_TOOLBAR (object);

  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_page_toolbar_parent_class)->dispose (object);
}

static void
cab_page_toolbar_class_init (CabPageToolbarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_page_toolbar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-page-toolbar.ui");
  gtk_widget_class_bind_template_child (widget_class, CabPageToolbar, page_entry);
  gtk_widget_class_bind_template_child (widget_class, CabPageToolbar, n_pages_label);
  gtk_widget_class_bind_template_child (widget_class, CabPageToolbar, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, CabPageToolbar, fit_width_button);
  gtk_widget_class_bind_template_child (widget_class, CabPageToolbar, fit_page_button);
  gtk_widget_class_bind_template_callback (widget_class, page_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
}

static void
cab_page_toolbar_init (CabPageToolbar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_page_toolbar_new (void)
{
  return g_object_new (CAB_TYPE_PAGE_TOOLBAR, NULL);
}

void
cab_page_toolbar_set_view (CabPageToolbar *self,
                           CabPageView    *view)
{
  g_return_if_fail (CAB_IS_PAGE_TOOLBAR (self));
  g_return_if_fail (CAB_IS_PAGE_VIEW (view) && self->view == NULL);

  self->view = view;
  g_signal_connect_object (view, "notify::page", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::n-pages", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (show_zoom), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::fit", G_CALLBACK (show_fit), self, G_CONNECT_SWAPPED);
  show_page (self);
  show_zoom (self);
  show_fit (self);
}
