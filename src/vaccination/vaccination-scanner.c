/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vaccination-scanner.h"

#include "model-gs1.h"

#include <string.h>

/* A code of a pack is shorter; the number of a pack alone may be typed by people. */
#define MAX_CODE 200
#define GTIN_LENGTH 14
#define GROUP_SEPARATOR 0x1d

typedef struct
{
  GtkWidget         *widget; /* borrowed: it owns this */
  VaccinationScanned scanned;
  gpointer           user_data;
  GString           *typed;  /* (owned) since the focus came, or since a key that types nothing */
  GtkWidget         *focus;  /* weak: where it was typed into */
  char              *before; /* (owned) (nullable) what stood there */
} Scanner;

static void
forget (Scanner *self)
{
  g_string_truncate (self->typed, 0);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->before, g_free);
}

static void
scanner_free (gpointer  data,
              GClosure *closure)
{
  Scanner *self = data;

  forget (self);
  g_string_free (self->typed, TRUE);
  g_free (self);
}

static GtkWidget *
focus_of (Scanner *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* (transfer full) (nullable) */
static char *
dup_text (GtkWidget *widget)
{
  char *text = NULL;

  if (GTK_IS_EDITABLE (widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (GTK_IS_TEXT_VIEW (widget))
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &text, NULL);

  return text;
}

static void
put_back (Scanner *self)
{
  if (self->before == NULL)
    return;

  if (GTK_IS_EDITABLE (self->focus))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->focus), self->before);
      gtk_editable_set_position (GTK_EDITABLE (self->focus), -1);
    }
  else if (GTK_IS_TEXT_VIEW (self->focus))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->focus)), self->before, -1);
}

static void
add (Scanner *self,
     gunichar character)
{
  GtkWidget *focus = focus_of (self);

  if (focus != self->focus || self->typed->len > MAX_CODE)
    forget (self);
  if (self->typed->len == 0)
    {
      g_set_weak_pointer (&self->focus, focus);
      g_free (self->before);
      self->before = dup_text (focus);
    }
  g_string_append_unichar (self->typed, character);
}

/* Nobody types a whole code by chance: its number has a check digit, and it is longer than a number. */
static gboolean
is_code (Scanner *self)
{
  ModelDate today = model_date_today ();
  ModelGs1  pack;

  if (*self->typed->str == ']')
    return self->typed->len > GTIN_LENGTH;

  return self->typed->len > GTIN_LENGTH && model_gs1_parse (self->typed->str, &today, &pack) == MODEL_GS1_GOOD && *pack.gtin != '\0';
}

static gboolean
ended (Scanner *self)
{
  g_autofree char *text = NULL;

  if (focus_of (self) != self->focus || !is_code (self))
    {
      forget (self);
      return GDK_EVENT_PROPAGATE;
    }

  text = g_strdup (self->typed->str);
  put_back (self);
  forget (self);
  self->scanned (self->user_data, text);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                Scanner               *self)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;

  /* the separator comes as the key that types it: Ctrl+] */
  if (character == GROUP_SEPARATOR || (control && (keyval == GDK_KEY_bracketright || keyval == GDK_KEY_5)))
    {
      if (self->typed->len == 0)
        return GDK_EVENT_PROPAGATE;
      g_string_append_c (self->typed, GROUP_SEPARATOR);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_Tab)
    return control ? GDK_EVENT_PROPAGATE : ended (self);
  if (character >= 0x20 && character < 0x7f && (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    add (self, character);
  else if (character != 0 || keyval == GDK_KEY_Left || keyval == GDK_KEY_Right || keyval == GDK_KEY_Up || keyval == GDK_KEY_Down)
    forget (self);

  return GDK_EVENT_PROPAGATE;
}

void
vaccination_scanner_attach (GtkWidget         *widget,
                            VaccinationScanned scanned,
                            gpointer           user_data)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  Scanner            *self = g_new0 (Scanner, 1);

  self->widget = widget;
  self->scanned = scanned;
  self->user_data = user_data;
  self->typed = g_string_new (NULL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, scanner_free, 0);
  gtk_widget_add_controller (widget, controller);
}
