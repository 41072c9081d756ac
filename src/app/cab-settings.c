/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-settings.h"

/* (transfer full) (nullable) */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  /* g_settings_new() would end the program where the schema is missing */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, CABINET_APP_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
cab_settings_restore_window (GtkWindow *window)
{
  g_autoptr(GSettings) settings = open_settings ();
  int width = 1280;
  int height = 860;

  if (settings != NULL)
    g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (window, width, height);
  if (settings != NULL && g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
cab_settings_save_window (GtkWindow *window)
{
  g_autoptr(GSettings) settings = open_settings ();
  int width;
  int height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
}
