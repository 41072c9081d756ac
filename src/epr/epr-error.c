/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-error.h"

#include "fhir-outcome.h"
#include "net-error.h"

G_DEFINE_QUARK (epr - error - quark, epr_error)

GPtrArray *
epr_error_dup_issues (const GError *error)
{
  GBytes *body = error != NULL && error->domain == NET_ERROR ? net_error_get_body (error) : NULL;

  if (body == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);

  return fhir_outcome_read_body (body, net_error_get_content_type (error));
}
