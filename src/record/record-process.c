/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-process.h"

#include "net-log.h"

#include <sys/resource.h>

void
record_process_protect (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  net_log_install ();
}
