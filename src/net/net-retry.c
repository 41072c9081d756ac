/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-retry-private.h"

#include <libsoup/soup.h>

#define FIRST_PAUSE 250                /* milliseconds */
#define MAX_RETRY_AFTER (24 * 60 * 60) /* seconds */

gboolean
net_retry_status_is_passing (guint status)
{
  return status == 429 || status == 502 || status == 503 || status == 504;
}

guint
net_retry_after_parse (const char *header,
                       gint64      now)
{
  g_autoptr(GDateTime) date = NULL;
  guint64 seconds;

  if (header == NULL)
    return 0;

  if (g_ascii_string_to_unsigned (header, 10, 0, G_MAXUINT64, &seconds, NULL))
    return MIN (seconds, MAX_RETRY_AFTER);

  date = soup_date_time_new_from_http_string (header);
  if (date == NULL)
    return 0;

  return CLAMP (g_date_time_to_unix (date) - now, 0, MAX_RETRY_AFTER);
}

guint
net_retry_pause (guint repeat)
{
  guint pause = FIRST_PAUSE << (2 * MIN (repeat, 4));

  return pause + g_random_int_range (0, pause / 2);
}
