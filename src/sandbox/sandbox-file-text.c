/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include <string.h>

static void
append_section (GString                  *text,
                const SandboxFileContext *context,
                SandboxWord               section)
{
  g_string_append_printf (text, "%s\n", sandbox_word (context, section));
  for (const char *const *sentence = sandbox_sentences (context, section); *sentence != NULL; sentence++)
    g_string_append_printf (text, "  %s\n", *sentence);
  g_string_append_c (text, '\n');
}

GBytes *
sandbox_file_text (const SandboxFileContext *context,
                   gboolean                  latin1,
                   GError                  **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char *converted;
  gsize length;

  g_string_append_printf (text, "%s\n%s\n\n%s %s, %s %s\n%s\n\n", sandbox_word (context, SANDBOX_WORD_TRAINING), context->institution,
                          context->family, context->given, sandbox_word (context, SANDBOX_WORD_BORN), context->birth_date, context->date);
  append_section (text, context, SANDBOX_WORD_HISTORY);
  append_section (text, context, SANDBOX_WORD_FINDINGS);
  append_section (text, context, SANDBOX_WORD_TREATMENT);
  if (!latin1)
    return g_string_free_to_bytes (g_steal_pointer (&text));

  /* the typographic apostrophe came after that charset */
  g_string_replace (text, "’", "'", 0);
  converted = g_convert_with_fallback (text->str, -1, "ISO-8859-1", "UTF-8", "?", NULL, &length, error);

  return converted != NULL ? g_bytes_new_take (converted, length) : NULL;
}

static char *
escape (const char *text)
{
  return g_markup_escape_text (text, -1);
}

/* "27.01.1995" → "19950127" */
static char *
cda_date (const char *date)
{
  g_auto(GStrv) parts = g_strsplit (date, ".", 3);

  return g_strv_length (parts) == 3 ? g_strconcat (parts[2], parts[1], parts[0], NULL) : g_strdup (date);
}

/* CDA R2 level 1: a header, and the letter as it is in nonXMLBody. */
GBytes *
sandbox_file_cda (const SandboxFileContext *context,
                  GError                  **error)
{
  g_autoptr(GBytes) letter = sandbox_file_letter (SANDBOX_FILE_REFERRAL, context, error);
  g_autofree char *base64 = NULL;
  g_autofree char *family = escape (context->family);
  g_autofree char *given = escape (context->given);
  g_autofree char *author = escape (context->author);
  g_autofree char *title = escape (sandbox_word (context, SANDBOX_WORD_REFERRAL));
  g_autofree char *institution = escape (context->institution);
  g_autofree char *date = cda_date (context->date);
  g_autofree char *born = cda_date (context->birth_date);
  char            *xml;
  gsize            length;

  if (letter == NULL)
    return NULL;

  base64 = g_base64_encode (g_bytes_get_data (letter, NULL), g_bytes_get_size (letter));
  xml = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">\n"
                         "  <typeId root=\"2.16.840.1.113883.1.3\" extension=\"POCD_HD000040\"/>\n"
                         "  <id root=\"2.999.7.%u\"/>\n"
                         "  <code code=\"419891008\" codeSystem=\"2.16.840.1.113883.6.96\"/>\n"
                         "  <title>%s</title>\n"
                         "  <effectiveTime value=\"%s\"/>\n"
                         "  <confidentialityCode code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\"/>\n"
                         "  <languageCode code=\"%s-CH\"/>\n"
                         "  <recordTarget><patientRole><id nullFlavor=\"UNK\"/><patient><name><given>%s</given><family>%s</family></name>"
                         "<birthTime value=\"%s\"/></patient></patientRole></recordTarget>\n"
                         "  <author><time value=\"%s\"/><assignedAuthor><id nullFlavor=\"UNK\"/><assignedPerson><name>%s</name>"
                         "</assignedPerson></assignedAuthor></author>\n"
                         "  <custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor=\"UNK\"/><name>%s</name>"
                         "</representedCustodianOrganization></assignedCustodian></custodian>\n"
                         "  <component><nonXMLBody><text mediaType=\"application/pdf\" representation=\"B64\">%s</text>"
                         "</nonXMLBody></component>\n"
                         "</ClinicalDocument>\n",
                         context->seed, title, date, context->language, given, family, born, date, author, institution, base64);
  length = strlen (xml);

  return g_bytes_new_take (xml, length);
}
