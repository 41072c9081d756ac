/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-labels.h"

#include "epr-terminology.h"
#include "model-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

const char *
record_label_coding (ModelCoding *coding)
{
  const char *label;

  if (coding == NULL)
    return "";

  label = epr_terminology_get_label (model_coding_get_system (coding), model_coding_get_code (coding));

  return label != NULL ? label : model_coding_get_label (coding);
}

char *
record_label_search_key (ModelCoding *coding)
{
  char *key;

  g_return_val_if_fail (MODEL_IS_CODING (coding), NULL);

  key = epr_terminology_dup_key (model_coding_get_system (coding), model_coding_get_code (coding));
  if (*key == '\0')
    {
      g_free (key);
      key = model_text_fold (model_coding_get_label (coding));
    }

  return key;
}

const char *
record_label_format (ModelDocument *document)
{
  const struct
  {
    const char *type;
    const char *label;
  } known[] = {
    { "application/pdf", "PDF" },
    { "application/fhir+json", "FHIR" },
    { "application/fhir+xml", "FHIR" },
    { "application/dicom", "DICOM" },
    { "text/xml", "CDA" },
    { "application/xml", "CDA" },
    { "text/plain", N_("Text") },
    { "text/rtf", N_("Text") },
    { "text/html", N_("Web page") },
    { "image/", N_("Image") },
    { "text/", N_("Text") },
    { "video/", N_("Video") },
    { "audio/", N_("Sound") },
  };
  const char *type;

  g_return_val_if_fail (MODEL_IS_DOCUMENT (document), "");

  type = model_document_get_content_type (document);
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strncasecmp (type, known[i].type, strlen (known[i].type)) == 0)
      return _ (known[i].label);

  return has_text (type) ? type : "";
}

const char *
record_label_title (ModelDocument *document)
{
  const char *title;
  const char *type;

  g_return_val_if_fail (MODEL_IS_DOCUMENT (document), "");

  title = model_document_get_attachment_title (document);
  if (!has_text (title))
    title = model_document_get_description (document);
  if (has_text (title))
    return title;

  type = record_label_coding (model_document_get_document_type (document));

  return *type != '\0' ? type : model_document_get_title (document);
}
