/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

/* As a string between parentheses may hold it, in the charset of /WinAnsiEncoding. */
static char *
escape_pdf (const char *text)
{
  g_autofree char *latin = g_convert_with_fallback (text, -1, "WINDOWS-1252", "UTF-8", "?", NULL, NULL, NULL);
  g_autoptr(GString) escaped = g_string_new (latin);

  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "(", "\\(", 0);
  g_string_replace (escaped, ")", "\\)", 0);

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* A PDF by hand, as small programs of practices write it: one page in Helvetica, which is not
 * embedded; the reader's machine must have a substitute. */
GBytes *
sandbox_file_unembedded (const SandboxFileContext *context)
{
  g_autoptr(GString) pdf = g_string_new ("%PDF-1.4\n");
  g_autofree char *name = NULL;
  g_autofree char *training = NULL;
  g_autofree char *content = NULL;
  g_autofree char *text = g_strdup_printf ("%s %s, %s", context->family, context->given, context->birth_date);
  gsize            offsets[6]; /* of the objects; the first that of the table itself */

  name = escape_pdf (text);
  training = escape_pdf (sandbox_word (context, SANDBOX_WORD_TRAINING));
  content = g_strdup_printf ("BT /F1 14 Tf 62 740 Td (%s) Tj 0 -24 Td (Helvetica 0123456789) Tj /F1 9 Tf 0 -24 Td (%s) Tj ET", name, training);

  offsets[1] = pdf->len;
  g_string_append (pdf, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  offsets[2] = pdf->len;
  g_string_append (pdf, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
  offsets[3] = pdf->len;
  g_string_append (pdf, "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R\n"
                        "   /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
  offsets[4] = pdf->len;
  g_string_append_printf (pdf, "4 0 obj\n<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream\nendobj\n", strlen (content), content);
  offsets[5] = pdf->len;
  g_string_append (pdf, "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n");
  offsets[0] = pdf->len;
  g_string_append (pdf, "xref\n0 6\n0000000000 65535 f \n");
  for (guint i = 1; i < G_N_ELEMENTS (offsets); i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", offsets[i]);
  g_string_append_printf (pdf, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", offsets[0]);

  return g_string_free_to_bytes (g_steal_pointer (&pdf));
}

GBytes *
sandbox_file_encrypt (GBytes     *pdf,
                      const char *password,
                      GError    **error)
{
  qpdf_data   qpdf = qpdf_init ();
  gsize       length;
  const char *data = g_bytes_get_data (pdf, &length);
  GBytes     *bytes = NULL;

  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  if ((qpdf_read_memory (qpdf, "letter", data, length, NULL) & QPDF_ERRORS) == 0 &&
      (qpdf_init_write_memory (qpdf) & QPDF_ERRORS) == 0)
    {
      /* AES-128 with a fixed ID and initial vector: the same letter must be the same bytes again, and
       * the password stands in the training guide anyway */
      qpdf_set_static_ID (qpdf, QPDF_TRUE);
      qpdf_set_static_aes_IV (qpdf, QPDF_TRUE);
      qpdf_set_r4_encryption_parameters_insecure (qpdf, password, password, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                                  QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE, QPDF_TRUE);
      if ((qpdf_write (qpdf) & QPDF_ERRORS) == 0)
        bytes = g_bytes_new (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
    }
  qpdf_cleanup (&qpdf);

  if (bytes == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "qpdf could not encrypt the letter");

  return bytes;
}
