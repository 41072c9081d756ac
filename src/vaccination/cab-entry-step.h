#pragma once

#include <adwaita.h>

#include "model-vaccination-record.h"

G_BEGIN_DECLS

/* What can be done with entries that are there, without a form. */
typedef enum
{
  CAB_ENTRY_VALIDATE,   /* those that are ticked, each by itself (R-VAC-56) */
  CAB_ENTRY_COMMENT,
  CAB_ENTRY_ANNUL,      /* with a reason, and what is removed (R-VAC-62) */
  CAB_ENTRY_REFUTE,     /* with a reason */
  CAB_ENTRY_RESTORE,    /* the last version that was not deleted */
  CAB_ENTRY_KEEP_ONE,   /* of duplicates; the others are annulled (R-VAC-79) */
  CAB_ENTRY_N_ACTIONS
} CabEntryAction;

#define CAB_TYPE_ENTRY_STEP (cab_entry_step_get_type ())

/* One of these steps: what it does, with which entries, and what has to be said for it. Nothing is written from here.
 *
 * Property "ready" (gboolean, notify): all that it needs is said.
 * Signal "submit": Ctrl+Enter in a step that is ready. */
G_DECLARE_FINAL_TYPE (CabEntryStep, cab_entry_step, CAB, ENTRY_STEP, AdwBin)

/* @lines (element-type ModelRecordLine): what it may be done with; of several to validate none is ticked. */
void            cab_entry_step_show        (CabEntryStep    *self,
                                            CabEntryAction   action,
                                            GPtrArray       *lines,
                                            const ModelDate *birth);
void            cab_entry_step_clear       (CabEntryStep    *self);
CabEntryAction  cab_entry_step_get_action  (CabEntryStep    *self);
gboolean        cab_entry_step_get_ready   (CabEntryStep    *self);
/* Whether somebody said, or ticked, something. */
gboolean        cab_entry_step_is_touched  (CabEntryStep    *self);
/* What it may be done with. (transfer none) (element-type ModelRecordLine) */
GPtrArray      *cab_entry_step_get_lines   (CabEntryStep    *self);
/* What it is done with: ticked, not kept, or the one. (transfer full) (element-type ModelRecordLine) */
GPtrArray      *cab_entry_step_list_chosen (CabEntryStep    *self);
/* The reason, or the comment; "" for none. (transfer full) */
char           *cab_entry_step_dup_comment (CabEntryStep    *self);
/* What the comment begins with; the cursor stands after it. */
void            cab_entry_step_set_comment (CabEntryStep    *self,
                                            const char      *words);
void            cab_entry_step_grab_first  (CabEntryStep    *self);

/* "Delete This Entry": what stands above it, and on its button. Borrowed. */
const char     *cab_entry_action_title     (CabEntryAction   action);
const char     *cab_entry_action_button    (CabEntryAction   action);

G_END_DECLS
