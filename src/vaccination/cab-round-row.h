#pragma once

#include "cab-table-row.h"
#include "record-deposit.h"
#include "record-entry-draft.h"

G_BEGIN_DECLS

typedef enum
{
  CAB_ROUND_WAITING,    /* a line of a list: nobody has looked her up yet */
  CAB_ROUND_SKIPPED,    /* she was not vaccinated */
  CAB_ROUND_SAVING,     /* confirmed, and not yet safe in the outbox */
  CAB_ROUND_UNSAVED,    /* it could not be made safe: nothing was sent */
  CAB_ROUND_SENT,       /* in the outbox, or arrived: what its deposit says */
  CAB_ROUND_TAKEN_BACK, /* taken back before it was in the record */
} CabRoundState;

typedef enum
{
  CAB_ROUND_COLUMN_TIME,
  CAB_ROUND_COLUMN_PATIENT,
  CAB_ROUND_COLUMN_BORN,
  CAB_ROUND_COLUMN_LOT,
  CAB_ROUND_COLUMN_DOSE,
  CAB_ROUND_COLUMN_STATE,
  CAB_ROUND_N_COLUMNS
} CabRoundColumn;

#define CAB_TYPE_ROUND_ROW (cab_round_row_get_type ())

/* One patient of those who are vaccinated one after the other, from the line of a list, or from the confirmation, to the
 * record. Follows its deposit. In memory only. */
G_DECLARE_FINAL_TYPE (CabRoundRow, cab_round_row, CAB, ROUND_ROW, CabTableRow)

/* @line: (nullable) of a list, as it goes into the search box. */
CabRoundRow      *cab_round_row_new         (const char       *line);

const char       *cab_round_row_get_line    (CabRoundRow      *self);   /* (nullable) */
CabRoundState     cab_round_row_get_state   (CabRoundRow      *self);
ModelPatient     *cab_round_row_get_patient (CabRoundRow      *self);   /* (transfer none) (nullable) */
RecordEntryDraft *cab_round_row_get_draft   (CabRoundRow      *self);   /* (transfer none) (nullable) what was confirmed */
RecordDeposit    *cab_round_row_get_deposit (CabRoundRow      *self);   /* (transfer none) (nullable) */
/* Whether her vaccination of @draft's day is, or will be, in the record by this row. */
gboolean          cab_round_row_counts      (CabRoundRow      *self);
gboolean          cab_round_row_is_arrived  (CabRoundRow      *self);
/* Whether somebody still has to do something about it. */
gboolean          cab_round_row_is_open     (CabRoundRow      *self);

/* Confirmed: what @draft says is being made safe. */
void              cab_round_row_save        (CabRoundRow      *self,
                                             RecordEntryDraft *draft);
void              cab_round_row_set_problem (CabRoundRow      *self,
                                             ModelProblem     *problem);
void              cab_round_row_set_deposit (CabRoundRow      *self,
                                             RecordDeposit    *deposit);
/* @patient: (nullable) when she was not even looked up. @reason: (nullable) */
void              cab_round_row_skip        (CabRoundRow      *self,
                                             ModelPatient     *patient,
                                             const char       *reason);
void              cab_round_row_take_back   (CabRoundRow      *self);

G_END_DECLS
