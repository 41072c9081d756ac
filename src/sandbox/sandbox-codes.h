#pragma once

#include "sandbox-file.h"

G_BEGIN_DECLS

#define SANDBOX_N_LANGUAGES 4

/* What sorts of documents there are: how each is coded in the national lists, what it is called, and
 * which file stands behind it. */
typedef struct
{
  SandboxFileKind  file;
  const char      *type;             /* SNOMED, value set document-type */
  const char      *type_display;
  const char      *category;         /* SNOMED, value set document-class */
  const char      *category_display;
  const char      *format;           /* value set format-code; its system is OID_FORMAT unless … */
  const char      *format_system;    /* (nullable) … it says otherwise */
  const char      *format_display;
  const char      *event;            /* (nullable) DICOM modality */
  const char      *event_display;    /* (nullable) */
  guint            weight;           /* how often in an invented record; 0: only where asked for */
  const char      *titles[SANDBOX_N_LANGUAGES];   /* fr, de, it, en */
  gboolean         on_demand;        /* listed without size and hash: it is made when it is fetched (R-MHD-15) */
  gboolean         is_apart;         /* its repository gives it only to those whom the patient named, not to their group */
} SandboxKind;

typedef enum
{
  SANDBOX_KIND_DISCHARGE,
  SANDBOX_KIND_REFERRAL,
  SANDBOX_KIND_PRESCRIPTION,
  SANDBOX_KIND_MRI,
  SANDBOX_KIND_CHEST,
  SANDBOX_KIND_LABORATORY,
  SANDBOX_KIND_HOSPITAL_RECORD,
  SANDBOX_KIND_CONSULTATION_SCAN,
  SANDBOX_KIND_OPERATION,
  SANDBOX_KIND_ADVANCE_DIRECTIVE,
  SANDBOX_KIND_CERTIFICATE,
  SANDBOX_KIND_PHOTO,
  SANDBOX_KIND_PATHOLOGY_IMAGE,
  SANDBOX_KIND_FAX,
  SANDBOX_KIND_NOTE,
  SANDBOX_KIND_OLD_NOTE,
  SANDBOX_KIND_CDA,
  SANDBOX_KIND_VACCINATION,
  SANDBOX_KIND_DIARY,
  SANDBOX_KIND_EMERGENCY,
  SANDBOX_KIND_NURSING_PLAN,
  SANDBOX_KIND_PROTECTED,
  SANDBOX_KIND_DAMAGED,
  SANDBOX_KIND_MEDICATION,
  SANDBOX_KIND_VACCINE_JSON,     /* of the table of vaccinations, likewise the others */
  SANDBOX_KIND_VACCINE_XML,
  SANDBOX_KIND_VACCINE_SNAPSHOT,
  SANDBOX_KIND_VACCINE_OLD,      /* before there was a format code: known by its type */
  SANDBOX_KIND_VACCINE_PDF,
  SANDBOX_KIND_VACCINE_CDA,
  SANDBOX_KIND_VACCINE_APART,
  SANDBOX_N_KINDS
} SandboxKindIndex;

const SandboxKind *sandbox_kind          (guint index);
/* The index of a kind drawn by weight; @draw is any number. */
guint              sandbox_kind_draw     (guint draw);

/* 0 … SANDBOX_N_LANGUAGES - 1 for "fr", "de", "it", "en"; Romansh writes German. */
guint              sandbox_language_index (const char *language);
const char        *sandbox_language_code  (guint index);   /* "fr" */

G_END_DECLS
