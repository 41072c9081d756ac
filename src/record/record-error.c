/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-error.h"

G_DEFINE_QUARK (record - error - quark, record_error)
