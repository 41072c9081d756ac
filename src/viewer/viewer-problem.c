/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-problem.h"

#include "record-problem.h"
#include "render-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static ModelProblem *
problem_new (RenderError code,
             const char *title,
             const char *sentence,
             ModelWay    way)
{
  /* The name of the case and nothing of the message: it may quote the document. */
  static const char *const details[] = {
    [RENDER_ERROR_UNSUPPORTED] = "renderer: unsupported",
    [RENDER_ERROR_DAMAGED] = "renderer: damaged",
    [RENDER_ERROR_ENCRYPTED] = "renderer: encrypted",
    [RENDER_ERROR_NO_MEMORY] = "renderer: no memory",
    [RENDER_ERROR_TIMED_OUT] = "renderer: timed out",
    [RENDER_ERROR_CRASHED] = "renderer: crashed",
    [RENDER_ERROR_PAGE_REFUSED] = "renderer: page refused",
    [RENDER_ERROR_UNAVAILABLE] = "renderer: unavailable",
  };

  return model_problem_new (title, sentence, details[code], way);
}

static ModelProblem *
problem_from_render_error (RenderError code)
{
  switch (code)
    {
    case RENDER_ERROR_UNSUPPORTED:
      return problem_new (code, _("This Kind Cannot Be Shown"),
                          _("Cabinet cannot show this kind of document yet. You can save a copy and open it in another application."),
                          MODEL_WAY_SAVE_COPY);
    case RENDER_ERROR_DAMAGED:
      return problem_new (code, _("The Document Is Damaged"),
                          _("This document is damaged and cannot be shown. Ask its author to send it again, or save a copy."),
                          MODEL_WAY_SAVE_COPY);
    case RENDER_ERROR_ENCRYPTED:
      return problem_new (code, _("A Password Is Needed"),
                          _("This document is protected by a password."),
                          MODEL_WAY_ENTER_PASSWORD);
    case RENDER_ERROR_NO_MEMORY:
      return problem_new (code, _("Too Large to Show"),
                          _("This is too large to be drawn at this size. A smaller zoom may help."),
                          MODEL_WAY_SAVE_COPY);
    case RENDER_ERROR_TIMED_OUT:
      return problem_new (code, _("It Takes Too Long"),
                          _("Drawing took too long and was stopped."),
                          MODEL_WAY_RETRY);
    case RENDER_ERROR_PAGE_REFUSED:
      return problem_new (code, _("This Page Cannot Be Shown"),
                          _("This page cannot be shown. The other pages can be read."),
                          MODEL_WAY_SAVE_COPY);
    case RENDER_ERROR_UNAVAILABLE:
      return problem_new (code, _("Documents Cannot Be Shown"),
                          _("The part of Cabinet that draws documents could not be started. Ask your IT support, or save a copy."),
                          MODEL_WAY_SAVE_COPY);
    case RENDER_ERROR_CRASHED:
    default:
      return problem_new (RENDER_ERROR_CRASHED, _("The Document Could Not Be Shown"),
                          _("The part of Cabinet that draws documents stopped unexpectedly."),
                          MODEL_WAY_RETRY);
    }
}

ModelProblem *
viewer_problem_new_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == RENDER_ERROR)
    return problem_from_render_error ((RenderError) error->code);

  return record_problem_new_from_error (error);
}

ModelProblem *
viewer_problem_new_unsupported (const char *content_type)
{
  g_autofree char *known = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *description = NULL;

  g_return_val_if_fail (content_type != NULL, NULL);

  known = g_content_type_from_mime_type (content_type);
  if (known != NULL && !g_content_type_is_unknown (known))
    description = g_content_type_get_description (known);

  if (description != NULL)
    /* Translators: %s is a kind of file as the system names it, such as “Word document”. */
    sentence = g_strdup_printf (_("This document is of the kind “%s”. You can save a copy and open it in another application."),
                                description);
  else
    sentence = g_strdup (_("The kind of this document is not known. You can save a copy and open it in another application."));

  return model_problem_new (_("Cabinet Cannot Show This Kind Yet"),
                            sentence,
                            *content_type != '\0' ? content_type : NULL,
                            MODEL_WAY_SAVE_COPY);
}
