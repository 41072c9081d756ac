#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  MODEL_ISSUE_INFORMATION,
  MODEL_ISSUE_WARNING,
  MODEL_ISSUE_ERROR,
  MODEL_ISSUE_FATAL,
} ModelIssueSeverity;

#define MODEL_TYPE_ISSUE (model_issue_get_type ())

/* One issue of a FHIR OperationOutcome, also those that come with a good answer: a community that
 * did not reply (R-MHD-8), attributes that a search asks for (R-PDQ-11). Immutable. */
G_DECLARE_FINAL_TYPE (ModelIssue, model_issue, MODEL, ISSUE, GObject)

ModelIssue         *model_issue_new              (ModelIssueSeverity  severity,
                                                  const char         *code,         /* FHIR issue-type */
                                                  const char         *text,         /* (nullable) details.text */
                                                  const char         *details_system, /* (nullable) */
                                                  const char         *details_code, /* (nullable) details.coding[0] */
                                                  const char         *diagnostics,  /* (nullable) */
                                                  const char         *community);   /* (nullable) OID of the community meant */

ModelIssueSeverity  model_issue_get_severity       (ModelIssue *self);
const char         *model_issue_get_code           (ModelIssue *self);
const char         *model_issue_get_details_system (ModelIssue *self);   /* (nullable) */
const char         *model_issue_get_details_code   (ModelIssue *self);   /* (nullable) */
const char         *model_issue_get_diagnostics    (ModelIssue *self);   /* (nullable) */
const char         *model_issue_get_community      (ModelIssue *self);   /* (nullable) */
const char         *model_issue_get_details_text   (ModelIssue *self);   /* (nullable) */
/* details.text, else the details code, else diagnostics, else the issue code (R-COM-13). */
const char         *model_issue_get_text           (ModelIssue *self);

G_END_DECLS
