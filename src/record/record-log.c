/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-log.h"

#include "net-log.h"

void
record_log_install (void)
{
  net_log_install ();
}
