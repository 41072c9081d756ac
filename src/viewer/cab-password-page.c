/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-password-page.h"

#include <string.h>

struct _CabPasswordPage
{
  AdwBin parent_instance;

  GtkWidget *password_entry;
  GtkWidget *open_button;
  GtkWidget *wrong_label;
};

G_DEFINE_FINAL_TYPE (CabPasswordPage, cab_password_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (CabPasswordPage *self)
{
  gtk_widget_set_sensitive (self->open_button, *gtk_editable_get_text (GTK_EDITABLE (self->password_entry)) != '\0');
}

static void
submit_cb (CabPasswordPage *self)
{
  g_autofree char *password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->password_entry)));

  if (*password == '\0')
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->password_entry), "");
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0, password);
  explicit_bzero (password, strlen (password));
}

static gboolean
cab_password_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CAB_PASSWORD_PAGE (widget)->password_entry);
}

static void
cab_password_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cab_password_page_parent_class)->dispose (object);
}

static void
cab_password_page_class_init (CabPasswordPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_password_page_dispose;
  widget_class->grab_focus = cab_password_page_grab_focus;

  /* static scope: the password is not copied on its way */
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-password-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabPasswordPage, password_entry);
  gtk_widget_class_bind_template_child (widget_class, CabPasswordPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, CabPasswordPage, wrong_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
cab_password_page_init (CabPasswordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_password_page_new (void)
{
  return g_object_new (CAB_TYPE_PASSWORD_PAGE, NULL);
}

void
cab_password_page_reset (CabPasswordPage *self,
                         gboolean         wrong)
{
  g_return_if_fail (CAB_IS_PASSWORD_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->password_entry), "");
  gtk_widget_set_visible (self->wrong_label, wrong);
}
