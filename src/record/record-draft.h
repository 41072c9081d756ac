#pragma once

#include "model-document.h"
#include "model-problem.h"
#include "record-body.h"
#include "record-error.h"
#include "record-field.h"
#include "record-guess.h"
#include "record-habits.h"
#include "record-session.h"
#include "record-target.h"

G_BEGIN_DECLS

#define RECORD_TYPE_DRAFT (record_draft_get_type ())

/* A file on its way to become a document of @patient: its bytes (or where they are), and the metadata of ITI-65 (EPR
 * client specification, 7.3) as far as they are known. Three answers are the person's: type, date
 * and title; the rest comes from the community's settings, the person and the file. In memory only.
 *
 * Properties, read-only, notify: "title" (char *), "date" (char *, as typed), "author-gln" (char *),
 * "complete" (gboolean: everything required is there). Signal "code-changed" (int, RecordField). Main thread. */
G_DECLARE_FINAL_TYPE (RecordDraft, record_draft, RECORD, DRAFT, GObject)

/* @file_name: without its folder, for display and proposals. The beginning of @body is looked at, the
 * name helps. RECORD_ERROR. */
RecordDraft  *record_draft_new              (RecordSession  *session,
                                             ModelPatient   *patient,
                                             const char     *file_name,
                                             RecordBody     *body,
                                             GError        **error);

ModelPatient *record_draft_get_patient      (RecordDraft *self);      /* (transfer none) */
const char   *record_draft_get_file_name    (RecordDraft *self);
RecordBody   *record_draft_get_body         (RecordDraft *self);      /* (transfer none) */
const char   *record_draft_get_content_type (RecordDraft *self);

/* Takes what the document says about itself into what the person has not answered yet. @text: of its
 * first pages; looked at up to 64 KiB. @own_title: of the file's information (nullable). */
void          record_draft_take_text        (RecordDraft *self, const char *text, const char *own_title);
/* Whether it said anything. */
gboolean      record_draft_has_text         (RecordDraft *self);
/* Signs that it is about somebody else: to be confirmed by the person before it is sent. */
RecordOther   record_draft_get_other        (RecordDraft *self);

const char   *record_draft_get_title        (RecordDraft *self);      /* may be "" */
void          record_draft_set_title        (RecordDraft *self, const char *title);
const char   *record_draft_get_date         (RecordDraft *self);      /* as typed, may be "" */
/* Typed as a person in Switzerland does; not in the future. */
void          record_draft_set_date         (RecordDraft *self, const char *typed);
gboolean      record_draft_has_date         (RecordDraft *self);      /* understood and not in the future */
const char   *record_draft_get_comment      (RecordDraft *self);      /* may be "" */
void          record_draft_set_comment      (RecordDraft *self, const char *comment);

/* Who wrote it: the person signed in, until another is named, to whom her number does not pass; for a technical
 * user, the professional who is responsible. May be "". */
const char   *record_draft_get_author       (RecordDraft *self);
void          record_draft_set_author       (RecordDraft *self, const char *name);
/* In the parts in which it is sent; each (nullable). */
void          record_draft_set_author_parts (RecordDraft *self, const char *family, const char *given);
const char   *record_draft_get_author_gln   (RecordDraft *self);
void          record_draft_set_author_gln   (RecordDraft *self, const char *gln);
/* There is one, and the GLN is one or empty. */
gboolean      record_draft_has_author       (RecordDraft *self);

/* What was done, such as an ultrasound (event codes). (transfer none) of ModelCoding */
GListModel   *record_draft_get_events       (RecordDraft *self);
void          record_draft_add_event        (RecordDraft *self, ModelCoding *event);
void          record_draft_remove_event     (RecordDraft *self, ModelCoding *event);

/* Fills in what neither the document nor the community's settings tell: as last time. */
void          record_draft_take_habits      (RecordDraft *self, RecordHabits *habits);
/* Once it is handed over: what was answered this time. */
void          record_draft_leave_habits     (RecordDraft *self, RecordHabits *habits);
/* Codes of @field that are chosen most. (transfer full) */
char        **record_draft_list_habits      (RecordDraft *self, RecordHabits *habits, RecordField field);

ModelCoding  *record_draft_get_code         (RecordDraft *self, RecordField field);     /* (transfer none) (nullable) */
/* @code: of the field's choices; NULL empties a field that may be empty. */
void          record_draft_set_code         (RecordDraft *self, RecordField field, ModelCoding *code);
/* All that may stand there, in the order of the national list. (transfer full) of ModelCoding */
GListModel   *record_draft_list_choices     (RecordDraft *self, RecordField field);
gboolean      record_draft_is_required      (RecordField field);

/* It replaces @document, or is added to it; NONE and NULL: neither. What is said of that one is said of
 * this one too, where the person has not answered. */
void          record_draft_set_target       (RecordDraft *self, RecordTarget target, ModelDocument *document);
RecordTarget  record_draft_get_target       (RecordDraft *self, ModelDocument **document);   /* (transfer none) (nullable) */
gboolean      record_draft_get_complete     (RecordDraft *self);

/* Gives the document its lasting number now, so that it can be noted before the document is handed over.
 * @unique_id: the one of an earlier try, by which the server knows it again (nullable). (transfer none) */
const char   *record_draft_number           (RecordDraft *self, const char *unique_id);

/* The metadata to be sent, without the identifiers, size and hash that the outbox gives. Only when
 * complete. (transfer full) */
ModelDocument *record_draft_to_document     (RecordDraft *self);

G_END_DECLS
