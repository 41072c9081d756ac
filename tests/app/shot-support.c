/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shot-support.h"

#include "app-driver.h"

#include <glib/gi18n.h>
#include <locale.h>

static const char *directory;
static const char *prefix;
static int         number;

gboolean
shot_init (int    argc,
           char **argv)
{
  if (argc != 3)
    {
      g_printerr ("usage: %s DIRECTORY PREFIX\n", argv[0]);
      return FALSE;
    }

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CABINET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  gtk_init ();
  directory = argv[1];
  prefix = argv[2];

  return TRUE;
}

void
shot_settle (void)
{
  gint64 end = g_get_monotonic_time () + 400 * G_TIME_SPAN_MILLISECOND;
  guint  tick = g_timeout_add (10, test_tick_, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

void
shot_take (GtkWidget  *widget,
           const char *name)
{
  shot_settle ();
  shot_take_now (widget, name);
}

void
shot_take_now (GtkWidget  *widget,
               const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/%s-%02d-%s.png", directory, prefix, ++number, name);
  g_autoptr(GdkTexture) texture = NULL;

  for (guint i = 0; i < 50 && texture == NULL; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      texture = app_driver_picture (widget);
    }
  if (texture == NULL || !gdk_texture_save_to_png (texture, file))
    g_printerr ("%s could not be drawn\n", file);
}
