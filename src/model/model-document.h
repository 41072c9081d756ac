#pragma once

#include "model-coding.h"
#include "model-date.h"
#include "model-identifier.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_DOCUMENT_CURRENT,
  MODEL_DOCUMENT_SUPERSEDED,
  MODEL_DOCUMENT_ENTERED_IN_ERROR,
  MODEL_DOCUMENT_STATUS_UNKNOWN,
} ModelDocumentStatus;

/* One author of a document: person, institution, role; what is known of it. By value inside
 * ModelDocumentInit; strings are copied. */
typedef struct
{
  const char  *person;              /* (nullable) "Dre Anna Favre": as it is shown */
  const char  *family;              /* (nullable) "Favre": as it is sent */
  const char  *given;               /* (nullable) "Anna" */
  const char  *person_gln;          /* (nullable) */
  const char  *organization;        /* (nullable) */
  const char  *organization_id;     /* (nullable) urn:oid:… */
  ModelCoding *role;                /* (nullable) */
  ModelCoding *specialty;           /* (nullable) */
  gboolean     is_patient;          /* contained Patient: written by the patient */
} ModelDocumentAuthor;

typedef struct
{
  const char *code;                 /* replaces, appends, transforms, signs */
  const char *target;               /* reference or identifier value */
} ModelDocumentRelation;

#define MODEL_TYPE_DOCUMENT (model_document_get_type ())

/* The metadata of one document version (a DocumentReference of MHD, ITI-67). Immutable.
 * Elements and their display: EPR client specification, section 7.1. */
G_DECLARE_FINAL_TYPE (ModelDocument, model_document, MODEL, DOCUMENT, GObject)

typedef struct
{
  const char                  *id;                 /* logical id, short-lived (R-MHD-62) */
  const char                  *unique_id;          /* (nullable) masterIdentifier: the lasting key */
  const char                  *entry_uuid;         /* (nullable) identifier, use official */
  const char                  *version_id;         /* (nullable) meta.versionId */
  ModelDocumentStatus          status;
  const char                  *subject_system;     /* (nullable) identifier of the patient it is about */
  const char                  *subject_value;      /* (nullable) */
  const char                  *subject_reference;  /* (nullable) literal reference of sloppy servers */
  ModelCoding                 *type;               /* (nullable) */
  ModelCoding                 *category;           /* (nullable) class */
  ModelCoding                 *format;             /* (nullable) */
  ModelCoding                 *facility_type;      /* (nullable) */
  ModelCoding                 *practice_setting;   /* (nullable) */
  ModelCoding                 *provider_role;      /* (nullable) originalProviderRole: HCP, PAT … */
  ModelCoding                 *deletion_status;    /* (nullable) */
  GPtrArray                   *security_labels;    /* (nullable) (element-type ModelCoding) */
  GPtrArray                   *events;             /* (nullable) (element-type ModelCoding) */
  const ModelDocumentAuthor   *authors;            /* (nullable) */
  guint                        n_authors;
  const ModelDocumentRelation *relations;          /* (nullable) */
  guint                        n_relations;
  const char                  *description;        /* (nullable) comment */
  const char                  *title;              /* (nullable) attachment.title */
  const char                  *content_type;       /* (nullable) */
  const char                  *language;           /* (nullable) */
  const char                  *url;                /* (nullable) where ITI-68 fetches it */
  const char                  *hash;               /* (nullable) as written; see R-MHD-14 */
  gint64                       size;               /* bytes, -1 when not given */
  ModelDate                    created;            /* attachment.creation, else date */
  ModelDate                    period_start;
  ModelDate                    period_end;
  GPtrArray                   *source_identifiers; /* (nullable) (element-type ModelIdentifier) of sourcePatientInfo */
  GPtrArray                   *related;            /* (nullable) (element-type ModelIdentifier) such as urn:dicom:uid of a study */
} ModelDocumentInit;

ModelDocument       *model_document_new                   (const ModelDocumentInit *init);

const char          *model_document_get_id                (ModelDocument *self);
const char          *model_document_get_unique_id         (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_entry_uuid        (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_version_id        (ModelDocument *self);  /* (nullable) */
ModelDocumentStatus  model_document_get_status            (ModelDocument *self);
const char          *model_document_get_subject_system    (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_subject_value     (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_subject_reference (ModelDocument *self);  /* (nullable) */
ModelCoding         *model_document_get_document_type     (ModelDocument *self);  /* (transfer none) (nullable) */
ModelCoding         *model_document_get_category          (ModelDocument *self);
ModelCoding         *model_document_get_format            (ModelDocument *self);
ModelCoding         *model_document_get_facility_type     (ModelDocument *self);
ModelCoding         *model_document_get_practice_setting  (ModelDocument *self);
ModelCoding         *model_document_get_provider_role     (ModelDocument *self);
ModelCoding         *model_document_get_deletion_status   (ModelDocument *self);
guint                model_document_get_n_security_labels (ModelDocument *self);
ModelCoding         *model_document_get_security_label    (ModelDocument *self, guint position);
guint                model_document_get_n_events          (ModelDocument *self);
ModelCoding         *model_document_get_event             (ModelDocument *self, guint position);
guint                model_document_get_n_authors         (ModelDocument *self);
const ModelDocumentAuthor   *model_document_get_author    (ModelDocument *self, guint position);
guint                model_document_get_n_relations       (ModelDocument *self);
const ModelDocumentRelation *model_document_get_relation  (ModelDocument *self, guint position);
const char          *model_document_get_description       (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_attachment_title  (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_content_type      (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_language          (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_url               (ModelDocument *self);  /* (nullable) */
const char          *model_document_get_hash              (ModelDocument *self);  /* (nullable) */
gint64               model_document_get_size              (ModelDocument *self);  /* -1: not given */
const ModelDate     *model_document_get_created           (ModelDocument *self);
const ModelDate     *model_document_get_period_start      (ModelDocument *self);
const ModelDate     *model_document_get_period_end        (ModelDocument *self);
guint                model_document_get_n_source_identifiers (ModelDocument *self);
ModelIdentifier     *model_document_get_source_identifier (ModelDocument *self, guint position);
guint                model_document_get_n_related         (ModelDocument *self);
ModelIdentifier     *model_document_get_related           (ModelDocument *self, guint position);

/* attachment title, else description, else type label, else unique id (R-MHD-10). Never "". */
const char          *model_document_get_title             (ModelDocument *self);
/* "HUG", "Dr Rey": organisation of the first author, else the person, else "". */
const char          *model_document_get_source            (ModelDocument *self);
/* First author's person, else "". */
const char          *model_document_get_author_name       (ModelDocument *self);

G_END_DECLS
