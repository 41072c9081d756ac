/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-refusal-private.h"

#include "fhir-outcome.h"

#include <string.h>

#define NO_REASON -1
#define BUSY -2

/* The codes of XDS, in details.coding.code or anywhere in the text. */
static const struct
{
  const char *name;
  int         code;
} reasons[] = {
  { "XDSNonIdenticalHash", EPR_ERROR_DUPLICATE_OTHER },
  { "XDSDuplicateUniqueIdInRegistry", EPR_ERROR_DUPLICATE },
  { "XDSRegistryDuplicateUniqueIdInMessage", EPR_ERROR_METADATA_REFUSED },
  { "XDSRegistryMetadataError", EPR_ERROR_METADATA_REFUSED },
  { "XDSRepositoryMetadataError", EPR_ERROR_METADATA_REFUSED },
  { "XDSMissingDocument", EPR_ERROR_METADATA_REFUSED },
  { "InvalidDocumentContent", EPR_ERROR_METADATA_REFUSED },
  { "UnresolvedReferenceException", EPR_ERROR_METADATA_REFUSED },
  { "XDSMetadataIdentifierError", EPR_ERROR_METADATA_REFUSED },
  { "UnmodifiableMetadataError", EPR_ERROR_METADATA_REFUSED },
  { "XDSRepositoryBusy", BUSY },
  { "XDSRegistryBusy", BUSY },
  { "XDSRepositoryOutOfResources", BUSY },
  { "XDSRegistryOutOfResources", BUSY },
};

/* FHIR issue types that are about what was sent, not about who sent it or when. */
static const char *const metadata_types[] = {
  "required", "structure", "value", "invariant", "code-invalid", "business-rule", NULL
};

static gboolean
names (const char *text,
       const char *name)
{
  return text != NULL && strstr (text, name) != NULL;
}

static int
reason_of_issue (ModelIssue *issue)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (names (model_issue_get_details_code (issue), reasons[i].name) ||
        names (model_issue_get_details_text (issue), reasons[i].name) ||
        names (model_issue_get_diagnostics (issue), reasons[i].name))
      return reasons[i].code;

  return NO_REASON;
}

/* The issue that decides: the first with a code of XDS, else the first error. */
static ModelIssue *
find_issue (GPtrArray *issues,
            int       *reason)
{
  ModelIssue *first = NULL;

  for (guint i = 0; i < issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (issues, i);

      if (model_issue_get_severity (issue) < MODEL_ISSUE_ERROR)
        continue;
      *reason = reason_of_issue (issue);
      if (*reason != NO_REASON)
        return issue;
      first = first != NULL ? first : issue;
    }

  return first;
}

static int
reason_of_status (guint       status,
                  const char *type,
                  gboolean    has_element,
                  gboolean    level)
{
  gboolean is_client_error = status == 400 || status == 422;

  if (status == 413)
    return EPR_ERROR_DOCUMENT_TOO_LARGE;
  if (status == 409 || status == 412)
    return EPR_ERROR_CHANGED_MEANWHILE;
  /* A community may say 401 where access rights are meant (R-COM-12). */
  if (level && (status == 403 || ((status == 401 || is_client_error) && g_strcmp0 (type, "forbidden") == 0)))
    return EPR_ERROR_LEVEL_REFUSED;
  if (is_client_error && (has_element || (type != NULL && g_strv_contains (metadata_types, type))))
    return EPR_ERROR_METADATA_REFUSED;

  return NO_REASON;
}

static GError *
make_error (int         reason,
            const char *where,
            const char *element,
            ModelIssue *issue)
{
  const char *text = issue != NULL ? model_issue_get_text (issue) : NULL;
  const char *code = issue != NULL ? model_issue_get_details_code (issue) : NULL;
  g_autoptr(GString) message = g_string_new (where);

  if (element != NULL)
    g_string_append_printf (message, ": %s", element);
  if (text != NULL)
    g_string_append_printf (message, ": %s", text);
  if (code != NULL && g_strcmp0 (text, code) != 0)
    g_string_append_printf (message, " (%s)", code);

  if (reason == BUSY)
    return g_error_new_literal (NET_ERROR, NET_ERROR_THROTTLED, message->str);

  return g_error_new_literal (EPR_ERROR, reason, message->str);
}

/* A refusal of the token that was minted before has codes of its own. */
static gboolean
is_of_answer (const GError *error)
{
  return error->code == NET_ERROR_BAD_REQUEST || error->code == NET_ERROR_UNAUTHORIZED ||
         error->code == NET_ERROR_FORBIDDEN || error->code == NET_ERROR_UNEXPECTED ||
         error->code == NET_ERROR_SERVER || error->code == NET_ERROR_THROTTLED;
}

GError *
epr_refusal_from_error (GError  *error,
                        gboolean level)
{
  g_autoptr(GError) cause = error;
  g_autoptr(GPtrArray) issues = epr_error_dup_issues (cause);
  g_autofree char *element = fhir_outcome_dup_element (net_error_get_body (cause));
  g_autofree char *where = NULL;
  guint            status = net_error_get_status (cause);
  int              reason = NO_REASON;
  ModelIssue      *issue;

  if (status < 400 || !is_of_answer (cause))
    return g_steal_pointer (&cause);

  issue = find_issue (issues, &reason);
  if (reason == NO_REASON)
    reason = reason_of_status (status, issue != NULL ? model_issue_get_code (issue) : NULL, element != NULL, level);
  if (reason == NO_REASON)
    return g_steal_pointer (&cause);

  where = g_strdup_printf ("%u %s, %s", status, net_error_get_uri (cause), net_error_get_traceparent (cause));

  return make_error (reason, where, element, issue);
}

GError *
epr_refusal_from_issues (guint       status,
                         GPtrArray  *issues,
                         const char *where,
                         gboolean    level)
{
  int         reason = NO_REASON;
  ModelIssue *issue = find_issue (issues, &reason);

  if (reason == NO_REASON)
    reason = reason_of_status (status, issue != NULL ? model_issue_get_code (issue) : NULL, FALSE, level);
  if (reason == NO_REASON)
    reason = EPR_ERROR_SERVER_SAID_NO;

  return make_error (reason, where, NULL, issue);
}
