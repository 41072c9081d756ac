/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-issue.h"
#include "model-pack.h"

struct _ModelIssue
{
  GObject parent_instance;

  struct
  {
    const char *code;
    const char *details_text;
    const char *details_system;
    const char *details_code;
    const char *diagnostics;
    const char *community;
  } text; /* in block */
  ModelIssueSeverity severity;
  char              *block; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ModelIssue, model_issue, G_TYPE_OBJECT)

static void
model_issue_finalize (GObject *object)
{
  ModelIssue *self = MODEL_ISSUE (object);

  g_clear_pointer (&self->block, g_free);

  G_OBJECT_CLASS (model_issue_parent_class)->finalize (object);
}

static void
model_issue_class_init (ModelIssueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_issue_finalize;
}

static void
model_issue_init (ModelIssue *self)
{
}

ModelIssue *
model_issue_new (ModelIssueSeverity severity,
                 const char        *code,
                 const char        *text,
                 const char        *details_system,
                 const char        *details_code,
                 const char        *diagnostics,
                 const char        *community)
{
  static const gsize members[] = { 0, sizeof (char *), 2 * sizeof (char *), 3 * sizeof (char *), 4 * sizeof (char *), 5 * sizeof (char *) };
  ModelIssue        *self = g_object_new (MODEL_TYPE_ISSUE, NULL);

  self->severity = severity;
  self->text.code = code != NULL ? code : "unknown";
  self->text.details_text = text;
  self->text.details_system = details_system;
  self->text.details_code = details_code;
  self->text.diagnostics = diagnostics;
  self->text.community = community;
  self->block = model_pack_strings (&self->text, members, G_N_ELEMENTS (members));

  return self;
}

ModelIssueSeverity
model_issue_get_severity (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), MODEL_ISSUE_ERROR);

  return self->severity;
}

const char *
model_issue_get_text (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), "");

  if (self->text.details_text != NULL)
    return self->text.details_text;
  if (self->text.details_code != NULL)
    return self->text.details_code;

  return self->text.diagnostics != NULL ? self->text.diagnostics : self->text.code;
}

const char *
model_issue_get_code (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.code;
}

const char *
model_issue_get_details_text (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.details_text;
}

const char *
model_issue_get_details_system (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.details_system;
}

const char *
model_issue_get_details_code (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.details_code;
}

const char *
model_issue_get_diagnostics (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.diagnostics;
}

const char *
model_issue_get_community (ModelIssue *self)
{
  g_return_val_if_fail (MODEL_IS_ISSUE (self), NULL);

  return self->text.community;
}
