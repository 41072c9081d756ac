#pragma once

#include "model-vaccination-document.h"

G_BEGIN_DECLS

/* Whether a professional stands behind a version: what the entry says together with who provided its document
 * (R-VAC-53). Apart from the life cycle (R-VAC-103). */
typedef enum
{
  MODEL_VALIDATION_NOT_VERIFIABLE,   /* nobody knows who provided it, such as a file */
  MODEL_VALIDATION_NOT_VALIDATED,
  MODEL_VALIDATION_VALIDATED,
} ModelValidation;

typedef enum
{
  MODEL_LINE_CURRENT,
  MODEL_LINE_REFUTED,                /* in the record, struck, not counted (R-VAC-55) */
  MODEL_LINE_DELETED,                /* entered in error: in the history only */
} ModelLineState;

/* What makes a line less than certain; nothing is decided in silence. */
typedef enum
{
  MODEL_LINE_CERTAIN = 0,
  MODEL_LINE_MAY_BE_OUTDATED = 1 << 0,     /* a correction that names a version not seen may be about it */
  MODEL_LINE_PREDECESSOR_HIDDEN = 1 << 1,  /* it corrects a version that is not seen (R-VAC-73) */
  MODEL_LINE_FORKED = 1 << 2,              /* two corrections of the same version (R-VAC-72) */
  MODEL_LINE_CIRCULAR = 1 << 3,            /* versions that replace each other (R-VAC-69) */
  MODEL_LINE_AMBIGUOUS = 1 << 4,           /* what it corrects may be one of several entries */
  MODEL_LINE_DUPLICATE = 1 << 5,           /* the same as another line (R-VAC-76) */
  MODEL_LINE_SIMILAR = 1 << 6,             /* nearly the same as another line (R-VAC-77) */
} ModelLineMarks;

typedef enum
{
  MODEL_RELATION_DUPLICATE,
  MODEL_RELATION_SIMILAR,
  MODEL_RELATION_FORK,
  MODEL_RELATION_OUTDATES,           /* first corrects a version not seen that may be second */
} ModelRelationKind;

/* A version of an entry: what was written, in which document. Immutable. */
#define MODEL_TYPE_ENTRY_VERSION (model_entry_version_get_type ())
G_DECLARE_FINAL_TYPE (ModelEntryVersion, model_entry_version, MODEL, ENTRY_VERSION, GObject)

ModelClinicalEntry       *model_entry_version_get_entry       (ModelEntryVersion *self);   /* (transfer none) */
/* The first document that has it; true copies of the entry may lie in more. (transfer none) */
ModelVaccinationDocument *model_entry_version_get_document    (ModelEntryVersion *self);
guint                     model_entry_version_get_n_documents (ModelEntryVersion *self);
ModelValidation           model_entry_version_get_validation  (ModelEntryVersion *self);

/* An entry of the record with its history. Immutable. */
#define MODEL_TYPE_RECORD_LINE (model_record_line_get_type ())
G_DECLARE_FINAL_TYPE (ModelRecordLine, model_record_line, MODEL, RECORD_LINE, GObject)

ModelClinicalEntry *model_record_line_get_entry      (ModelRecordLine *self);   /* (transfer none) the newest version's */
ModelEntryVersion  *model_record_line_get_head       (ModelRecordLine *self);   /* (transfer none) the newest version */
ModelLineState      model_record_line_get_state      (ModelRecordLine *self);
ModelLineMarks      model_record_line_get_marks      (ModelRecordLine *self);
ModelValidation     model_record_line_get_validation (ModelRecordLine *self);
/* The versions in the order of time, the newest last (R-VAC-74). */
guint               model_record_line_get_n_versions (ModelRecordLine *self);
ModelEntryVersion  *model_record_line_get_version    (ModelRecordLine *self, guint position); /* (transfer none) */

typedef struct
{
  ModelRelationKind  kind;
  ModelRecordLine   *first;    /* borrowed from the record */
  ModelRecordLine   *second;   /* borrowed from the record */
} ModelLineRelation;

typedef enum
{
  MODEL_UNREAD_BROKEN,         /* it came, and cannot be read */
  MODEL_UNREAD_NOT_ACCESSIBLE, /* 403, 404: counted apart (R-VAC-92) */
  MODEL_UNREAD_NOT_FETCHED,    /* it did not come; it may another time */
  MODEL_UNREAD_OTHER_PATIENT,  /* it tells of somebody else, until the reader says it does not (R-VAC-49) */
  MODEL_UNREAD_OTHER_CONTENT,  /* it is no vaccination document */
} ModelUnreadReason;

/* A document that is not in the record, by name (R-VAC-8). Immutable. */
#define MODEL_TYPE_UNREAD_DOCUMENT (model_unread_document_get_type ())
G_DECLARE_FINAL_TYPE (ModelUnreadDocument, model_unread_document, MODEL, UNREAD_DOCUMENT, GObject)

ModelUnreadDocument *model_unread_document_new           (const char        *unique_id,   /* (nullable) */
                                                          const char        *title,       /* (nullable) */
                                                          ModelUnreadReason  reason,
                                                          const char        *details);    /* (nullable) for the IT person */
const char          *model_unread_document_get_unique_id (ModelUnreadDocument *self);     /* (nullable) */
const char          *model_unread_document_get_title     (ModelUnreadDocument *self);     /* (nullable) */
ModelUnreadReason    model_unread_document_get_reason    (ModelUnreadDocument *self);
const char          *model_unread_document_get_details   (ModelUnreadDocument *self);     /* (nullable) */

/* The vaccination record of a patient as it can be known from the documents at hand. Immutable. */
#define MODEL_TYPE_VACCINATION_RECORD (model_vaccination_record_get_type ())
G_DECLARE_FINAL_TYPE (ModelVaccinationRecord, model_vaccination_record, MODEL, VACCINATION_RECORD, GObject)

typedef struct
{
  GPtrArray         *documents;  /* (element-type ModelVaccinationDocument) in any order, each as often as it came */
  GPtrArray         *unread;     /* (nullable) (element-type ModelUnreadDocument) */
  ModelPatient      *patient;    /* (nullable) whose record it is; documents about somebody else stay out (R-VAC-49) */
  const char *const *accepted;   /* (nullable) keys of documents that stay in all the same: the reader said so */
  gboolean           incomplete; /* a community did not answer (R-VAC-75) */
} ModelVaccinationSources;

/* Merges as chapter 9 of the vaccination specification says. A pure function: the result depends on what the
 * documents say, not on their order (R-VAC-67). Any thread; grows with the number of pairs of entries. */
ModelVaccinationRecord *model_vaccination_record_new (const ModelVaccinationSources *sources);

/* Current and refuted lines, newest event first, unknown dates last. (transfer none) (element-type ModelRecordLine) */
GPtrArray       *model_vaccination_record_get_lines    (ModelVaccinationRecord *self);
/* Lines that end entered in error, in the same order. (transfer none) (element-type ModelRecordLine) */
GPtrArray       *model_vaccination_record_get_deleted  (ModelVaccinationRecord *self);
/* Documents that are not in it. (transfer none) (element-type ModelUnreadDocument) */
GPtrArray       *model_vaccination_record_get_unread   (ModelVaccinationRecord *self);
/* Documents it was made from, oldest first. (transfer none) (element-type ModelVaccinationDocument) */
GPtrArray       *model_vaccination_record_get_documents (ModelVaccinationRecord *self);
/* Some of the patient's record is missing: a document unread, an entry lost, or a community silent (R-VAC-75). */
gboolean         model_vaccination_record_is_partial   (ModelVaccinationRecord *self);
/* There was no document of a vaccination act, only a copy of the record made earlier: the newest, of @date.
 * FALSE, and @date unknown, for a true record. @date is nullable. */
gboolean         model_vaccination_record_is_copy      (ModelVaccinationRecord *self, ModelDate *date);

guint                    model_vaccination_record_get_n_relations (ModelVaccinationRecord *self);
const ModelLineRelation *model_vaccination_record_get_relation    (ModelVaccinationRecord *self, guint position);
/* The lines with which @line has a relation of @kind, on either side. (transfer full) (element-type ModelRecordLine) */
GPtrArray               *model_vaccination_record_dup_related     (ModelVaccinationRecord *self, ModelRecordLine *line,
                                                                   ModelRelationKind kind);

G_END_DECLS
