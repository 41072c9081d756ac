#pragma once

#include "record-test-support.h"
#include "record-vaccination-deposit.h"

G_BEGIN_DECLS

#define BOOSTRIX "637"

/* The vaccination record of Franz at a sandbox of its own, in front of Martina. */
typedef struct
{
  Sandbox              *sandbox;
  RecordPatientContext *context;
  RecordVaccinations   *vaccinations;
  ModelPatient         *patient;
} Practice;

Practice *practice_open  (const char *preset);
/* The record of another patient, in the place of that one. */
void      practice_turn_to (Practice *self, const char *question);
void      practice_close (Practice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Practice, practice_close)

void             wait_read (RecordVaccinations *vaccinations);
guint            count_lines (Practice *self, ModelClinicalKind kind);
/* The first line of @kind whose code is @code. (transfer full) (nullable) */
ModelRecordLine *find_line (Practice *self, ModelClinicalKind kind, const char *code);
/* The first that was deleted. (transfer full) (nullable) */
ModelRecordLine *first_deleted (Practice *self);

/* Chooses @code of the field's list. */
void              choose (RecordEntryDraft *draft, RecordEntryField field, const char *code);
/* A vaccination with Boostrix on 12.2.2021, complete. */
RecordEntryDraft *draft_boostrix (ModelPatient *patient);
/* A complete entry of @kind. */
RecordEntryDraft *draft_of_kind (ModelPatient *patient, ModelClinicalKind kind);

/* Asks for it; with @error NULL it must be accepted. (transfer full) (nullable) */
RecordDeposit *submit (Practice *self, const RecordVaccinationChange *changes, guint n_changes, gboolean restricted, GError **error);
/* … and waits until it has arrived, and is in the list. */
RecordDeposit *submit_and_read (Practice *self, const RecordVaccinationChange *changes, guint n_changes);
RecordDeposit *submit_one (Practice *self, RecordVaccinationStep step, RecordEntryDraft *draft, ModelRecordLine *line, const char *comment);
void           wait_done (Practice *self, RecordDeposit *deposit);
/* The document of @deposit, as the list has it. (transfer full) */
ModelDocument *find_document (Practice *self, RecordDeposit *deposit);
/* The text of the document that @line stands in now. (transfer full) */
char          *text_of (ModelRecordLine *line);

G_END_DECLS
