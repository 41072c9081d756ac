#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The documents of the training community: real files, made on demand, the same bytes for the same
 * kind and context on every machine and day (fonts permitting: see sandbox-file.c). */
typedef enum
{
  SANDBOX_FILE_DISCHARGE_LETTER,     /* PDF, two to four pages */
  SANDBOX_FILE_REFERRAL,             /* PDF, one page */
  SANDBOX_FILE_PRESCRIPTION,         /* PDF, one page */
  SANDBOX_FILE_IMAGING_REPORT,       /* PDF, one or two pages, outline and links */
  SANDBOX_FILE_LABORATORY,           /* PDF, tables over several pages */
  SANDBOX_FILE_HOSPITAL_RECORD,      /* PDF, 300 pages */
  SANDBOX_FILE_SCAN,                 /* PDF, a scanned letter: image only */
  SANDBOX_FILE_UNEMBEDDED_FONT,      /* PDF whose font is not embedded */
  SANDBOX_FILE_PASSWORD,             /* PDF, opens with the password "cabinet" */
  SANDBOX_FILE_DAMAGED,              /* PDF cut in the middle */
  SANDBOX_FILE_JPEG,
  SANDBOX_FILE_PNG,
  SANDBOX_FILE_TIFF,                 /* three pages */
  SANDBOX_FILE_TEXT,                 /* UTF-8 */
  SANDBOX_FILE_TEXT_LATIN1,          /* ISO-8859-1, as old practice software writes it */
  SANDBOX_FILE_CDA,                  /* CDA level 1 with an embedded PDF */
  SANDBOX_FILE_FHIR,                 /* FHIR document Bundle, JSON */
  SANDBOX_FILE_VACCINE_JSON,         /* a document of the table of vaccinations: the seed is its number */
  SANDBOX_FILE_VACCINE_XML,          /* the same in FHIR's other form */
  SANDBOX_FILE_N_KINDS
} SandboxFileKind;

/* Whom and what it is about. Strings are borrowed, none is NULL but where it says so. */
typedef struct
{
  const char *family;
  const char *given;
  const char *birth_date;    /* "27.01.1995" */
  const char *ahvn13;        /* "756.1234.5678.97" */
  const char *author;        /* "Dre Anna Favre" */
  const char *institution;   /* "Hôpital des Deux-Rives (fictif)" */
  const char *date;          /* "14.11.2026" */
  const char *language;      /* "fr", "de", "it", "en" */
  guint32     seed;
  const char *local;         /* (nullable) the patient's number with the practice */
} SandboxFileContext;

/* Any thread. NULL with a GError only when a library fails. */
GBytes     *sandbox_file_make         (SandboxFileKind            kind,
                                       const SandboxFileContext  *context,
                                       GError                   **error);

/* "application/pdf", "image/tiff", "text/plain" … */
const char *sandbox_file_content_type (SandboxFileKind            kind);

G_END_DECLS
