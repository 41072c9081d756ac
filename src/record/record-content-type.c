/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-content-type.h"

#include <gio/gio.h>
#include <string.h>

#define LOOKED_AT 16384 /* bytes */
#define UNSTRUCTURED "urn:che:epr:EPR_Unstructured_Document"

/* As the desktop's tables call it, and as the national list does. */
static const struct
{
  const char *desktop;
  const char *national;
} synonyms[] = {
  { "application/xml", "text/xml" },
  { "audio/x-m4a", "audio/mp4" },
  { "image/jpeg2000", "image/jp2" },
  { "model/x3d+vrml", "model/x3d-vrml" },
  { "text/comma-separated-values", "text/csv" },
};

/* Kinds whose endings belong to others too, or to nobody, and those that are often called by another's. */
static const struct
{
  guint       offset;
  const char *bytes;
  const char *type;
} signs[] = {
  { 0, "%PDF-", "application/pdf" },
  { 0, "\xff\xd8\xff", "image/jpeg" },
  { 0, "\x89PNG\r\n\x1a\n", "image/png" },
  { 0, "II*", "image/tiff" },
  { 16, "ftypjp2 ", "image/jp2" },
  { 16, "ftypjpx ", "image/jpx" },
  { 16, "ftypjpm ", "image/jpm" },
  { 16, "ftypmjp2", "video/mj2" },
  { 4, "ftypM4A ", "audio/mp4" },
  { 128, "DICM", "application/dicom" },
  { 0, "#X3D V3", "model/x3d-vrml" },
  { 0, "#VRML V", "model/vrml" },
};

/* What a structured document says of itself near its beginning. */
static const struct
{
  const char *type;
  const char *says;
  const char *format;
} formats[] = {
  { "application/fhir", "ch-vacd-document-immunization-administration", "urn:che:epr:ch-vacd:immunization-administration:2022" },
  { "application/fhir", "ch-vacd-document-vaccination-record", "urn:che:epr:ch-vacd:vaccination-record:2022" },
  { "application/fhir", "ch-emed-document-medicationcard", "urn:che:epr:ch-emed:medication-card:2023" },
  { "application/fhir", "ch-emed-epr-document-medicationcard", "urn:che:epr:ch-emed:medication-card:2023" },
  { "application/fhir", "ch-allergyintolerance-document", "urn:che:epr:ch-allergyintolerance:2024" },
  { "application/dicom", "", "1.2.840.10008.5.1.4.1.1.88.59" },
};

/* Text of the beginning, with what is no ASCII left out: names of formats are. (transfer full) */
static char *
text_of (GBytes *beginning)
{
  gsize         size;
  const guchar *data = g_bytes_get_data (beginning, &size);
  g_autoptr(GString) text = g_string_sized_new (LOOKED_AT);

  for (gsize i = 0; i < MIN (size, LOOKED_AT); i++)
    if (data[i] != '\0' && data[i] < 0x80)
      g_string_append_c (text, (char) data[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A message in parts names its type in its head. (transfer full) (nullable) */
static char *
multipart_of (const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\A(?:(?:[A-Za-z-]+:|[ \\t])[^\\n]*+\\n){0,40}?Content-Type:[ \\t]*(multipart/[a-z0-9-]+)",
                                          G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *type = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;

  type = g_match_info_fetch (match, 1);

  return g_ascii_strdown (type, -1);
}

/* (nullable) */
static const char *
by_sign (GBytes *beginning)
{
  gsize         size;
  const guchar *data = g_bytes_get_data (beginning, &size);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      gsize length = strlen (signs[i].bytes);

      if (size >= signs[i].offset + length && memcmp (data + signs[i].offset, signs[i].bytes, length) == 0)
        return signs[i].type;
    }

  return NULL;
}

/* (transfer full) */
static char *
by_desktop (const char *file_name,
            GBytes     *beginning)
{
  gsize            size;
  const guchar    *data = g_bytes_get_data (beginning, &size);
  g_autofree char *guessed = g_content_type_guess (file_name, data, MIN (size, LOOKED_AT), NULL);
  g_autofree char *type = g_content_type_get_mime_type (guessed);

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (type, synonyms[i].desktop))
      return g_strdup (synonyms[i].national);

  return g_steal_pointer (&type);
}

char *
record_content_type_guess (const char *file_name,
                           GBytes     *beginning)
{
  g_autofree char *type = by_desktop (file_name, beginning);
  g_autofree char *text = text_of (beginning);
  const char      *first = text + strspn (text, " \t\r\n");
  char            *multipart = multipart_of (text);
  const char      *sign = by_sign (beginning);

  if (sign != NULL)
    {
      g_free (multipart);
      return g_strdup (sign);
    }
  if (multipart != NULL)
    return multipart;
  if (*first == '{' && strstr (first, "\"resourceType\"") != NULL)
    return g_strdup ("application/fhir+json");
  if (*first == '<' && strstr (first, "xmlns=\"http://hl7.org/fhir\"") != NULL)
    return g_strdup ("application/fhir+xml");
  if (*first == '<' && strstr (first, "<X3D") != NULL)
    return g_strdup ("model/x3d+xml");

  return g_steal_pointer (&type);
}

const char *
record_content_type_format (const char *content_type,
                            GBytes     *beginning)
{
  g_autofree char *text = text_of (beginning);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_prefix (content_type, formats[i].type) && strstr (text, formats[i].says) != NULL)
      return formats[i].format;

  return g_str_has_prefix (content_type, "application/fhir") ? "urn:ihe:iti:xds:2017:mimeTypeSufficient" : UNSTRUCTURED;
}
