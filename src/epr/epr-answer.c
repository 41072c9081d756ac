/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-answer-private.h"

#include "fhir-error.h"

#include <string.h>

char *
epr_answer_where (NetResponse *response,
                  const char  *uri)
{
  const char *parent = net_response_get_traceparent (response);

  return g_strdup_printf ("%u %.*s, %s", net_response_get_status (response),
                          (int) strcspn (uri, "?#"), uri, parent != NULL ? parent : "no trace");
}

/* JSON that begins as it should and stops before its last brace lost its end on the way. */
static gboolean
looks_cut_off (GBytes *body)
{
  gsize       length;
  const char *text = g_bytes_get_data (body, &length);
  gsize       first = 0;

  while (first < length && g_ascii_isspace (text[first]))
    first++;
  while (length > first && g_ascii_isspace (text[length - 1]))
    length--;

  return first < length && text[first] == '{' && text[length - 1] != '}';
}

static EprError
code_of (const GError *cause,
         GBytes       *body)
{
  if (!g_error_matches (cause, FHIR_ERROR, FHIR_ERROR_NOT_JSON))
    return EPR_ERROR_NOT_EXPECTED;

  return looks_cut_off (body) ? EPR_ERROR_CUT_OFF : EPR_ERROR_NOT_JSON;
}

void
epr_answer_set_error (GError    **error,
                      GError     *cause,
                      GBytes     *body,
                      const char *where)
{
  g_autoptr(GError) G_GNUC_UNUSED owned = cause;

  g_set_error (error, EPR_ERROR, code_of (cause, body), "%s: %s", where, cause->message);
}
