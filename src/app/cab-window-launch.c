/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-window-private.h"

#include <glib/gi18n-lib.h>

static gboolean
is_on (CabWindow  *self,
       const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

void
cab_window_drop_held (CabWindow *self)
{
  g_slist_free_full (g_steal_pointer (&self->held_files), g_object_unref);
  if (self->held_toast != NULL)
    adw_toast_dismiss (self->held_toast);
  g_clear_object (&self->held_toast);
}

/* Stands until they have gone to somebody. */
static void
show_held (CabWindow *self)
{
  guint            n = g_slist_length (self->held_files);
  g_autofree char *text = g_strdup_printf (ngettext ("%u file waits: whose is it?", "%u files wait: whose are they?", n), n);

  if (self->held_toast != NULL)
    adw_toast_dismiss (self->held_toast);
  g_clear_object (&self->held_toast);
  self->held_toast = adw_toast_new (text);
  adw_toast_set_timeout (self->held_toast, 0);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->held_toast));
}

/* Into the box, no further: a link decides about no patient. */
void
cab_window_look_up_held (CabWindow *self)
{
  g_autofree char *patient = g_steal_pointer (&self->held_patient);

  if (patient != NULL)
    cab_search_page_set_text (self->search_page, patient);
}

/* The search page's row says so just before it opens its patient. */
void
cab_window_deposit_wanted_cb (CabWindow *self)
{
  cab_record_page_want_deposit (self->record_page, TRUE);
}

/* Files from the desktop or from mail, wherever they are dropped. */
gboolean
cab_window_dropped_cb (CabWindow    *self,
                       const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (is_on (self, "record") && cab_record_page_import (self->record_page, files))
    return TRUE;

  return cab_window_deposit_files (self, files);
}

gboolean
cab_window_deposit_files (CabWindow *self,
                          GSList    *files)
{
  guint n = g_slist_length (files);

  g_return_val_if_fail (CAB_IS_WINDOW (self), FALSE);

  if (n == 0)
    return FALSE;

  if (is_on (self, "record"))
    {
      cab_record_page_deposit (self->record_page, files);
      return TRUE;
    }

  self->held_files = g_slist_concat (self->held_files, g_slist_copy_deep (files, (GCopyFunc) (GCallback) g_object_ref, NULL));
  show_held (self);

  return TRUE;
}

void
cab_window_launch (CabWindow *self,
                   CabLaunch *launch)
{
  g_return_if_fail (CAB_IS_WINDOW (self));

  if (launch->patient != NULL)
    {
      /* files that wait for their answers are not thrown away for a click in another program */
      if (is_on (self, "record") && cab_record_page_is_busy (self->record_page))
        {
          adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Deposit or leave out the open file first.")));
          return;
        }
      g_free (self->held_patient);
      self->held_patient = g_strdup (launch->patient);
      if (is_on (self, "round"))
        {
          if (cab_round_page_look_up (self->round_page, launch->patient))
            g_clear_pointer (&self->held_patient, g_free);
          else
            adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Finish with the patient on the screen first.")));
        }
      else if (is_on (self, "record"))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.close-patient", NULL);
      else if (is_on (self, "search"))
        cab_window_look_up_held (self);
    }

  cab_window_deposit_files (self, launch->files);
}
