/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-error.h"

G_DEFINE_QUARK (cabinet - fhir - error - quark, fhir_error)
