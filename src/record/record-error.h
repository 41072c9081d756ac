#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a file or an entry cannot become, or stay, a document of the record. Words: record_problem_new_from_error(). */
#define RECORD_ERROR (record_error_quark ())
GQuark record_error_quark (void);

typedef enum
{
  RECORD_ERROR_EMPTY,
  RECORD_ERROR_TOO_LARGE,    /* for this community */
  RECORD_ERROR_FORMAT,       /* not in the national list of MIME types */
  RECORD_ERROR_PASSWORD,
  RECORD_ERROR_DAMAGED,
  RECORD_ERROR_ACTIVE,       /* scripts or files inside a PDF */
  RECORD_ERROR_CHANGED,      /* the file is not the one that was chosen any more */
  RECORD_ERROR_TARGET_GONE,  /* what it is to replace, or to add to, is not in the record */
  RECORD_ERROR_ENTRY_CHANGED, /* a newer version of a vaccination entry has come (R-VAC-64) */
  RECORD_ERROR_ENTRY_GONE,   /* … or it is not in the record any more */
  RECORD_ERROR_ENTRY_UNCHECKED, /* … or nobody knows: the record could not be loaded anew */
  RECORD_ERROR_ENTRY_INVALID, /* it would break a rule of its profile (R-VAC-94) */
  RECORD_ERROR_EMERGENCY,    /* emergency access reads only (R-VAC-91) */
} RecordError;

G_END_DECLS
