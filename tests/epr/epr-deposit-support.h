#pragma once

#include "epr-provide.h"
#include "epr-test-support.h"
#include "fhir-json.h"

G_BEGIN_DECLS

#define UNIQUE_ID "urn:oid:2.25.329800735698586629295641978511506172918"
#define ENTRY_UUID "urn:uuid:22222222-2222-4222-8222-222222222222"
#define SUBMISSION_ID "urn:oid:2.25.30000000000000000000000000000000000001"
#define SOURCE_OID "urn:oid:2.999.7.1"
#define LOCAL_OID "urn:oid:2.999.1.2.3.4"
#define OIDS "[oids]\nsource=" SOURCE_OID "\nlocal-authority=" LOCAL_OID "\n"
#define DEPOSIT "POST /fhir"
#define FHIR "application/fhir+json"

#define OUTCOME(code, details) \
  "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" code "\",\"details\":{" details "}}]}"

/* How a letter differs from the usual one. */
typedef struct
{
  gint64       size;
  const char  *unique_id;           /* (nullable) */
  const char  *content_type;        /* (nullable) */
  const char  *confidentiality;     /* (nullable) */
  ModelCoding *category;            /* (nullable) */
  ModelCoding *type;                /* (nullable) */
  GPtrArray   *source_identifiers;  /* (nullable) */
  const char  *provider_role;       /* (nullable) */
} Letter;

/* A discharge letter by Dr Pan of Praxis P, of the bytes that a TestStream gives. */
ModelDocument *letter_new         (const Letter *letter);

/* Franz's record. */
EprAccess     *open_for_deposit   (EprClient *client);

/* What is sent when nothing else is said. Borrows both. */
EprSubmission  submission_of      (ModelDocument *document, ModelPatient *patient);

EprReceipt    *deposit            (EprAccess *access, const EprSubmission *submission, GInputStream *content, GError **error);
/* A letter of Franz Muster of @size bytes, from a TestStream. */
EprReceipt    *deposit_letter     (EprAccess *access, gint64 size, GError **error);

/* The element at "entry[1].resource.status" as text; NULL when it is not there or no text or number. */
char          *element_at         (JsonNode *node, const char *path);
JsonObject    *object_at          (JsonNode *node, const char *path);
void           assert_at          (JsonNode *node, const char *path, const char *expected);  /* (nullable): not there */

/* What the server got in the @n-th request to /fhir. (transfer full) */
JsonNode      *seen_body          (Community *community, guint n);

G_END_DECLS
