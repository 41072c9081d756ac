#pragma once

#include "epr-community.h"
#include "record-draft.h"

G_BEGIN_DECLS

/* Shared by the files of the draft, and nobody else. */
struct _RecordDraft
{
  GObject parent_instance;

  EprCommunity *settings; /* (owned) */
  ModelUser    *user;     /* (owned) (nullable) */
  ModelPatient *patient;  /* (owned) */
  RecordBody   *body;     /* (owned) (nullable): not written yet */
  char         *file_name;
  char         *content_type;

  char        *title;
  char        *date; /* as typed */
  ModelDate    moment; /* of the document, where it is known better than as typed */
  char        *comment;
  char        *author;
  char        *author_family; /* (nullable) of @author, where it came in parts */
  char        *author_given;  /* (nullable) */
  char        *author_gln;
  char        *unique_id;     /* (nullable) */
  ModelCoding *codes[RECORD_N_FIELDS];    /* (owned) (nullable) */
  GListStore  *events;                    /* (owned) of ModelCoding */
  gboolean     answered[RECORD_N_FIELDS]; /* by the person */
  gboolean     title_answered;
  gboolean     date_answered;
  gboolean     has_text;
  RecordOther  other;

  RecordTarget   target;
  ModelDocument *target_document; /* (owned) (nullable) */

  gboolean     complete;
};

/* @code of the field's list, unless the person has answered. */
void        record_draft_propose         (RecordDraft *self, RecordField field, const char *code);
void        record_draft_update_complete (RecordDraft *self);
/* The day that was typed; FALSE: not understood, not a day, or in the future. */
gboolean    record_draft_read_date (RecordDraft *self, ModelDate *date);
/* Who writes, and where: the person signed in and the institution of the community's settings. */
void        record_draft_fill_in_house (RecordDraft *self);
/* Who wrote it, as it is sent. Borrowed from the draft, good until it is changed. */
ModelDocumentAuthor record_draft_get_author_as_sent (RecordDraft *self);
/* Without bytes, for a document that is yet to be written: who writes, and where. (transfer full) */
RecordDraft *record_draft_new_empty (RecordSession *session, ModelPatient *patient, RecordBody *body);
/* A document that was deposited, or is to be, as it was said about @body then. (transfer full) */
RecordDraft *record_draft_new_from_document (RecordSession *session, ModelPatient *patient, ModelDocument *document, RecordBody *body);
/* Of the person signed in: the provider's own subject, where it is no GLN, is nobody else's business.
 * (transfer none) (nullable) */
const char *record_draft_user_gln  (RecordDraft *self);

G_END_DECLS
