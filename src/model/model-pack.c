/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-pack.h"

#include <string.h>

char *
model_pack_strings (gpointer     target,
                    const gsize *members,
                    gsize        n_members)
{
  gsize length = 0;
  char *block;
  char *end;

  for (gsize i = 0; i < n_members; i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, target, members[i]);

      if (text != NULL)
        length += strlen (text) + 1;
    }

  if (length == 0)
    return NULL;

  block = end = g_malloc (length);

  for (gsize i = 0; i < n_members; i++)
    {
      const char **member = &G_STRUCT_MEMBER (const char *, target, members[i]);

      if (*member != NULL)
        {
          gsize size = strlen (*member) + 1;

          memcpy (end, *member, size);
          *member = end;
          end += size;
        }
    }

  return block;
}
