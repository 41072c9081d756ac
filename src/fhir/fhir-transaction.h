#pragma once

#include "fhir-error.h"
#include "fhir-json.h"
#include "model-issue.h"

G_BEGIN_DECLS

/* What a server answers to a transaction. */
typedef struct
{
  guint      n_entries;
  guint      refused;   /* status of the first entry that is not 2xx; 0 when there is none */
  char      *id;        /* (nullable) logical id of the resource asked for */
  GPtrArray *issues;    /* (element-type ModelIssue) of all entries, or of a lone OperationOutcome */
} FhirTransaction;

/* Tolerant (R-MHD-29): entries in any order, a Bundle without a type, locations that are no addresses
 * of resources, entries without a status. @type: the resource whose id is wanted, "DocumentReference";
 * @except: not this one, which was only changed.
 * FHIR_ERROR_NOT_JSON, _TOO_DEEP, and _NOT_EXPECTED for other resources than Bundle and
 * OperationOutcome. Any thread. */
FhirTransaction *fhir_transaction_parse (GBytes      *bytes,
                                         const char  *type,
                                         const char  *except,   /* (nullable) */
                                         GError     **error);
void             fhir_transaction_free  (FhirTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FhirTransaction, fhir_transaction_free)

G_END_DECLS
