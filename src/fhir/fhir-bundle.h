#pragma once

#include "fhir-error.h"
#include "fhir-json.h"

G_BEGIN_DECLS

typedef enum
{
  FHIR_SEARCH_MODE_NONE,
  FHIR_SEARCH_MODE_MATCH,
  FHIR_SEARCH_MODE_INCLUDE,
  FHIR_SEARCH_MODE_OUTCOME,
} FhirSearchMode;

typedef struct
{
  const char     *full_url;    /* (nullable) borrowed from the bundle */
  JsonObject     *resource;    /* borrowed from the bundle */
  FhirSearchMode  mode;
  double          score;       /* 0 when absent */
  const char     *match_grade; /* (nullable) extension match-grade */
} FhirBundleEntry;

#define FHIR_TYPE_BUNDLE (fhir_bundle_get_type ())

/* A read view over a parsed Bundle (R-COM-17: entries are told apart by type and search.mode). It
 * keeps the JSON alive and is immutable; may be handed between threads. */
G_DECLARE_FINAL_TYPE (FhirBundle, fhir_bundle, FHIR, BUNDLE, GObject)

/* FHIR_ERROR_NOT_EXPECTED when @bytes hold another resource. An OperationOutcome is not an error
 * here: it comes back as a bundle of one outcome entry, since servers answer so on 200. */
FhirBundle      *fhir_bundle_parse         (GBytes       *bytes,
                                            GError      **error);

const char      *fhir_bundle_get_bundle_type (FhirBundle *self);   /* (nullable) "searchset" … */
gint64           fhir_bundle_get_total     (FhirBundle   *self);   /* -1: not given */
const char      *fhir_bundle_get_link      (FhirBundle   *self, const char *relation); /* (nullable) */
guint            fhir_bundle_get_n_entries (FhirBundle   *self);
/* FALSE when the entry has no resource. */
gboolean         fhir_bundle_get_entry     (FhirBundle   *self, guint position, FhirBundleEntry *entry);
/* All OperationOutcome issues of outcome entries. (transfer full) (element-type ModelIssue) */
GPtrArray       *fhir_bundle_dup_issues    (FhirBundle   *self);

G_END_DECLS
