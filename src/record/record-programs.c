/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-programs.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *room;
} programs[] = {
  { "cabinet-renderer", "render" },
  { "cabinet-sandbox", "sandbox" },
};

/* The build folder of the running program when it was never installed, else NULL. What Meson builds
 * lies in <build>/src/<room> or <build>/tests/<room>. */
static char *
find_build (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *room = NULL;
  g_autofree char *sources = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *build = NULL;
  g_autofree char *mark = NULL;

  if (self == NULL)
    return NULL;

  room = g_path_get_dirname (self);
  sources = g_path_get_dirname (room);
  kind = g_path_get_basename (sources);
  build = g_path_get_dirname (sources);
  mark = g_build_filename (build, "meson-private", NULL);
  if ((strcmp (kind, "src") != 0 && strcmp (kind, "tests") != 0) || !g_file_test (mark, G_FILE_TEST_IS_DIR))
    return NULL;

  return g_steal_pointer (&build);
}

char *
record_program_path (const char *name)
{
  g_autofree char *build = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  build = find_build ();
  for (guint i = 0; build != NULL && i < G_N_ELEMENTS (programs); i++)
    if (strcmp (programs[i].name, name) == 0)
      return g_build_filename (build, "src", programs[i].room, name, NULL);

  return g_build_filename (CABINET_LIBEXECDIR, name, NULL);
}
