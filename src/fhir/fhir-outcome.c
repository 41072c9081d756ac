/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-datatypes.h"
#include "fhir-outcome.h"

#include <string.h>

#define MAX_TEXT 500

static const char *const severity_codes[] = {
  [MODEL_ISSUE_INFORMATION] = "information",
  [MODEL_ISSUE_WARNING] = "warning",
  [MODEL_ISSUE_ERROR] = "error",
  [MODEL_ISSUE_FATAL] = "fatal",
};

static ModelIssueSeverity
severity_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_codes); i++)
    if (g_strcmp0 (code, severity_codes[i]) == 0)
      return (ModelIssueSeverity) i;

  return MODEL_ISSUE_ERROR;
}

/* The value of the first identifier that an extension of @details carries: which community is meant. */
static const char *
community_of (JsonObject *details)
{
  guint n = fhir_json_n (details, "extension");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *identifier = fhir_json_object (fhir_json_nth (details, "extension", i), "valueIdentifier");
      const char *value = fhir_json_string (identifier, "value");

      if (value != NULL)
        return value;
    }

  return NULL;
}

static ModelIssue *
issue_read (JsonObject *issue)
{
  JsonObject *details = fhir_json_object (issue, "details");
  JsonObject *coding = fhir_json_nth (details, "coding", 0);
  const char *text = fhir_json_string (details, "text");

  return model_issue_new (severity_from_code (fhir_json_string (issue, "severity")),
                          fhir_json_string (issue, "code"),
                          text != NULL ? text : fhir_json_string (coding, "display"),
                          fhir_json_string (coding, "system"),
                          fhir_json_string (coding, "code"),
                          fhir_json_string (issue, "diagnostics"),
                          community_of (details));
}

GPtrArray *
fhir_outcome_read (JsonObject *resource)
{
  GPtrArray *issues = g_ptr_array_new_with_free_func (g_object_unref);
  guint      n;

  if (g_strcmp0 (fhir_json_resource_type (resource), "OperationOutcome") != 0)
    return issues;

  n = fhir_json_n (resource, "issue");
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (issues, issue_read (fhir_json_nth (resource, "issue", i)));

  return issues;
}

/* Text of an error page: tags out, white space folded, bounded. */
static char *
plain_text (const char *data,
            gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (data, (gssize) MIN (length, 64 * 1024));
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean in_tag = FALSE;

  for (const char *p = valid; *p != '\0' && text->len < MAX_TEXT; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '<')
        in_tag = TRUE;
      else if (in_tag)
        in_tag = c != '>';
      else if (g_unichar_isspace (c) || !g_unichar_isprint (c))
        {
          if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c (text, ' ');
        }
      else
        g_string_append_unichar (text, c);
    }

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

/* {"error": "invalid_grant", "error_description": "…"} or a bare JSON string (an open gateway) */
static ModelIssue *
oauth_issue (JsonNode *node)
{
  JsonObject *object = fhir_json_node_object (node);
  const char *error = fhir_json_string (object, "error");

  if (error != NULL)
    return model_issue_new (MODEL_ISSUE_ERROR, "security", fhir_json_string (object, "error_description"), NULL, error, NULL, NULL);

  if (object == NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char      *said = json_node_get_string (node);
      g_autofree char *text = plain_text (said, strlen (said));

      return model_issue_new (MODEL_ISSUE_ERROR, "processing", text, NULL, NULL, NULL, NULL);
    }

  return NULL;
}

static void
read_json_body (GPtrArray *issues,
                JsonNode  *node)
{
  JsonObject *object = fhir_json_node_object (node);
  g_autoptr(GPtrArray) read = fhir_outcome_read (object);
  guint n = g_strcmp0 (fhir_json_resource_type (object), "Bundle") == 0 ? fhir_json_n (object, "entry") : 0;

  g_ptr_array_extend_and_steal (issues, g_steal_pointer (&read));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GPtrArray) more = fhir_outcome_read (fhir_json_object (fhir_json_nth (object, "entry", i), "resource"));

      g_ptr_array_extend_and_steal (issues, g_steal_pointer (&more));
    }

  if (issues->len == 0)
    {
      ModelIssue *issue = oauth_issue (node);

      if (issue != NULL)
        g_ptr_array_add (issues, issue);
    }
}

GPtrArray *
fhir_outcome_read_body (GBytes     *body,
                        const char *content_type)
{
  GPtrArray *issues = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (body == NULL || g_bytes_get_size (body) == 0)
    return issues;

  node = fhir_json_parse (body, NULL);
  if (node != NULL)
    {
      read_json_body (issues, node);
      return issues;
    }

  /* bytes that claim to be something else than text say nothing to a reader */
  if (content_type != NULL && !g_str_has_prefix (content_type, "text/") && strstr (content_type, "json") == NULL)
    return issues;

  text = plain_text (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (*text != '\0')
    g_ptr_array_add (issues, model_issue_new (MODEL_ISSUE_ERROR, "processing", text, NULL, NULL, NULL, NULL));

  return issues;
}

char *
fhir_outcome_dup_element (GBytes *body)
{
  g_autoptr(JsonNode) node = body != NULL ? fhir_json_parse (body, NULL) : NULL;
  JsonObject *outcome = node != NULL ? fhir_json_node_object (node) : NULL;
  guint       n = g_strcmp0 (fhir_json_resource_type (outcome), "OperationOutcome") == 0 ? fhir_json_n (outcome, "issue") : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *issue = fhir_json_nth (outcome, "issue", i);
      const char *element = fhir_json_nth_string (issue, "expression", 0);

      if (severity_from_code (fhir_json_string (issue, "severity")) < MODEL_ISSUE_ERROR)
        continue;
      if (element == NULL)
        element = fhir_json_nth_string (issue, "location", 0);
      if (element != NULL)
        return g_strdup (element);
    }

  return NULL;
}

static JsonObject *
details_write (ModelIssue *issue,
               const char *community_extension_url)
{
  JsonObject *details = json_object_new ();
  const char *community = model_issue_get_community (issue);

  if (community != NULL && community_extension_url != NULL)
    {
      g_autoptr(ModelIdentifier) identifier = model_identifier_new ("urn:ietf:rfc:3986", community, NULL, NULL);
      JsonObject *extension = json_object_new ();

      fhir_write_string (extension, "url", community_extension_url);
      json_object_set_object_member (extension, "valueIdentifier", fhir_identifier_write (identifier));
      fhir_write_in_array (details, "extension", extension);
    }

  if (model_issue_get_details_code (issue) != NULL)
    {
      g_autoptr(ModelCoding) coding =
          model_coding_new (model_issue_get_details_system (issue), model_issue_get_details_code (issue), NULL);

      fhir_write_in_array (details, "coding", fhir_coding_write (coding));
    }
  fhir_write_string (details, "text", model_issue_get_details_text (issue));

  return details;
}

JsonNode *
fhir_outcome_write (GPtrArray  *issues,
                    const char *community_extension_url)
{
  JsonObject *outcome = json_object_new ();

  fhir_write_string (outcome, "resourceType", "OperationOutcome");
  for (guint i = 0; i < issues->len; i++)
    {
      ModelIssue *issue = g_ptr_array_index (issues, i);
      JsonObject *object = json_object_new ();
      JsonObject *details = details_write (issue, community_extension_url);

      fhir_write_string (object, "severity", severity_codes[model_issue_get_severity (issue)]);
      fhir_write_string (object, "code", model_issue_get_code (issue));
      if (json_object_get_size (details) > 0)
        json_object_set_object_member (object, "details", details);
      else
        json_object_unref (details);
      fhir_write_string (object, "diagnostics", model_issue_get_diagnostics (issue));
      fhir_write_in_array (outcome, "issue", object);
    }

  return fhir_node_take (outcome);
}
