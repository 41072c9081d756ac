/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

static const char *const content_types[SANDBOX_FILE_N_KINDS] = {
  [SANDBOX_FILE_DISCHARGE_LETTER] = "application/pdf",
  [SANDBOX_FILE_REFERRAL] = "application/pdf",
  [SANDBOX_FILE_PRESCRIPTION] = "application/pdf",
  [SANDBOX_FILE_IMAGING_REPORT] = "application/pdf",
  [SANDBOX_FILE_LABORATORY] = "application/pdf",
  [SANDBOX_FILE_HOSPITAL_RECORD] = "application/pdf",
  [SANDBOX_FILE_SCAN] = "application/pdf",
  [SANDBOX_FILE_UNEMBEDDED_FONT] = "application/pdf",
  [SANDBOX_FILE_PASSWORD] = "application/pdf",
  [SANDBOX_FILE_DAMAGED] = "application/pdf",
  [SANDBOX_FILE_JPEG] = "image/jpeg",
  [SANDBOX_FILE_PNG] = "image/png",
  [SANDBOX_FILE_TIFF] = "image/tiff",
  [SANDBOX_FILE_TEXT] = "text/plain",
  [SANDBOX_FILE_TEXT_LATIN1] = "text/plain",
  [SANDBOX_FILE_CDA] = "text/xml",
  [SANDBOX_FILE_FHIR] = "application/fhir+json",
  [SANDBOX_FILE_VACCINE_JSON] = "application/fhir+json",
  [SANDBOX_FILE_VACCINE_XML] = "application/fhir+xml",
};

const char *
sandbox_file_content_type (SandboxFileKind kind)
{
  g_return_val_if_fail (kind < SANDBOX_FILE_N_KINDS, "application/octet-stream");

  return content_types[kind];
}

guint
sandbox_pick (const SandboxFileContext *context,
              guint                     salt,
              guint                     n)
{
  /* an integer hash with good avalanche (Murmur3's finaliser): neighbours must not look alike */
  guint32 x = context->seed ^ (salt * 0x9E3779B9u);

  x ^= x >> 16;
  x *= 0x85EBCA6Bu;
  x ^= x >> 13;
  x *= 0xC2B2AE35u;
  x ^= x >> 16;

  return x % n;
}

static GBytes *
make_password (const SandboxFileContext *context,
               GError                  **error)
{
  g_autoptr(GBytes) letter = sandbox_file_letter (SANDBOX_FILE_REFERRAL, context, error);

  return letter != NULL ? sandbox_file_encrypt (letter, "cabinet", error) : NULL;
}

/* Cut where the cross-reference table would come: what a broken upload leaves behind. */
static GBytes *
make_damaged (const SandboxFileContext *context,
              GError                  **error)
{
  g_autoptr(GBytes) letter = sandbox_file_letter (SANDBOX_FILE_REFERRAL, context, error);

  return letter != NULL ? g_bytes_new_from_bytes (letter, 0, g_bytes_get_size (letter) / 3) : NULL;
}

GBytes *
sandbox_file_make (SandboxFileKind           kind,
                   const SandboxFileContext *context,
                   GError                  **error)
{
  switch (kind)
    {
    case SANDBOX_FILE_DISCHARGE_LETTER:
    case SANDBOX_FILE_REFERRAL:
    case SANDBOX_FILE_PRESCRIPTION:
    case SANDBOX_FILE_IMAGING_REPORT:
      return sandbox_file_letter (kind, context, error);
    case SANDBOX_FILE_LABORATORY:
      return sandbox_file_laboratory (context, error);
    case SANDBOX_FILE_HOSPITAL_RECORD:
      return sandbox_file_record (context, error);
    case SANDBOX_FILE_SCAN:
      return sandbox_file_scan (context, error);
    case SANDBOX_FILE_UNEMBEDDED_FONT:
      return sandbox_file_unembedded (context);
    case SANDBOX_FILE_PASSWORD:
      return make_password (context, error);
    case SANDBOX_FILE_DAMAGED:
      return make_damaged (context, error);
    case SANDBOX_FILE_JPEG:
    case SANDBOX_FILE_PNG:
    case SANDBOX_FILE_TIFF:
      return sandbox_file_image (kind, context, error);
    case SANDBOX_FILE_TEXT:
    case SANDBOX_FILE_TEXT_LATIN1:
      return sandbox_file_text (context, kind == SANDBOX_FILE_TEXT_LATIN1, error);
    case SANDBOX_FILE_CDA:
      return sandbox_file_cda (context, error);
    case SANDBOX_FILE_FHIR:
      return sandbox_file_fhir (context, error);
    case SANDBOX_FILE_VACCINE_JSON:
    case SANDBOX_FILE_VACCINE_XML:
      return sandbox_file_vaccine (context, kind == SANDBOX_FILE_VACCINE_XML);
    case SANDBOX_FILE_N_KINDS:
    default:
      g_return_val_if_reached (NULL);
    }
}
