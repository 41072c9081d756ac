/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where there is no libFuzzer: runs a target once over each file of a folder, so that every target is
 * built and run in every build. */
#include "config.h"

#include "fuzz.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static guint
run_folder (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  guint       n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      gsize            size;

      if (!g_file_get_contents (file, &data, &size, &error))
        g_error ("%s", error->message);
      printf ("# %s\n", name);
      fflush (stdout);
      LLVMFuzzerTestOneInput ((const uint8_t *) data, size);
      n++;
    }

  return n;
}

int
main (int   argc,
      char *argv[])
{
  guint n = 0;

  LLVMFuzzerInitialize (&argc, &argv);
  LLVMFuzzerTestOneInput ((const uint8_t *) "", 0);
  for (int i = 1; i < argc; i++)
    n += run_folder (argv[i]);

  printf ("1..1\n%s 1 - %u files\n", n > 0 ? "ok" : "not ok", n);

  return n > 0 ? 0 : 1;
}
