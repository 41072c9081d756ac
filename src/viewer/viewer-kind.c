/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "viewer-kind.h"

#include <string.h>

/* Readers of PDF accept rubbish before the header, and archives produce it. */
#define PDF_HEADER_WITHIN 1024
/* A document that is written as text says early what it is. */
#define CONTENT_WITHIN 4096

static const struct
{
  const char *type;
  const char *magic;
  gsize       length;
} pages[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/tiff", "II*\0", 4 },
  { "image/tiff", "MM\0*", 4 },
};

static const char *
pages_type_of_bytes (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (data == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (size >= pages[i].length && memcmp (data, pages[i].magic, pages[i].length) == 0)
      return pages[i].type;

  if (memmem (data, MIN (size, PDF_HEADER_WITHIN), "%PDF-", 5) != NULL)
    return "application/pdf";

  return NULL;
}

static const char *
pages_type_of_name (const char *type)
{
  if (strcmp (type, "application/pdf") == 0 || strcmp (type, "application/x-pdf") == 0)
    return "application/pdf";

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (type, pages[i].type) == 0)
      return pages[i].type;

  return strcmp (type, "image/jpg") == 0 ? "image/jpeg" : NULL;
}

/* The bytes say it: XML and JSON go under many names. */
static const char *
content_type_of_bytes (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *start = g_strndup (data != NULL ? data : "", MIN (size, CONTENT_WITHIN));
  const char      *p = g_str_has_prefix (start, "\xef\xbb\xbf") ? start + 3 : start;

  while (g_ascii_isspace (*p))
    p++;
  if (*p == '{' && strstr (p, "\"resourceType\"") != NULL)
    return "application/fhir+json";
  if (*p == '<' && strstr (p, "http://hl7.org/fhir") != NULL)
    return "application/fhir+xml";
  if (*p == '<' && strstr (p, "ClinicalDocument") != NULL && strstr (p, "urn:hl7-org:v3") != NULL)
    return "text/xml";

  return NULL;
}

ViewerKind
viewer_kind_of (GBytes      *bytes,
                const char  *content_type,
                const char **pages_type)
{
  static const char *const texts[] = { "text/plain", "text/csv", "text/tab-separated-values", "text/markdown", NULL };
  g_autofree char         *type = NULL;

  g_return_val_if_fail (bytes != NULL && content_type != NULL && pages_type != NULL, VIEWER_KIND_OTHER);

  /* without its parameters */
  type = g_ascii_strdown (content_type, (gssize) strcspn (content_type, ";"));
  g_strstrip (type);

  *pages_type = content_type_of_bytes (bytes);
  if (*pages_type != NULL)
    return VIEWER_KIND_CONTENT;

  if (g_strv_contains (texts, type) && pages_type_of_bytes (bytes) == NULL)
    return VIEWER_KIND_TEXT;

  *pages_type = pages_type_of_bytes (bytes);
  if (*pages_type == NULL)
    *pages_type = pages_type_of_name (type);

  return *pages_type != NULL ? VIEWER_KIND_PAGES : VIEWER_KIND_OTHER;
}
