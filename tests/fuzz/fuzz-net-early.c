/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says while a request is still being sent to it. */
#include "config.h"

#include "fuzz.h"
#include "net-early-private.h"

static void
answered_cb (guint               status,
             SoupMessageHeaders *headers,
             GBytes             *body,
             gpointer            user_data)
{
  guint *n_answers = user_data;

  g_assert (status >= 200);
  g_assert (body != NULL);
  soup_message_headers_get_content_type (headers, NULL);
  (*n_answers)++;
}

void
fuzz_one (GBytes *bytes)
{
  g_autoptr(GInputStream) input = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr(GIOStream) connection = g_simple_io_stream_new (input, output);
  guint     n_answers = 0;
  NetEarly *early = net_early_new (connection, answered_cb, &n_answers);

  g_assert (early != NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert (n_answers <= 1);
  net_early_free (early);
}
