#pragma once

#include <adwaita.h>

#include "model-actor.h"
#include "record-session.h"

G_BEGIN_DECLS

#define CAB_TYPE_PERSON_ROW (cab_person_row_get_type ())

/* Who did something: an entry that looks into the national directory while a name, a GLN or an institution is typed,
 * and offers who is signed in by one click. Enter or Down leads to those found, Esc closes them. Without a session,
 * without a directory and after an error of it, the row is a plain entry.
 *
 * A GLN is never typed into the answer: it comes from the directory or is that of the person herself (R-VAC-47). A name
 * that nobody was chosen by is an answer too, and the row says that it is not in the directory.
 *
 * Property "organizations" (gboolean, default FALSE): an institution alone is an answer too.
 * Signal "chosen": the person has given another answer, by typing too (not when the program sets it). */
G_DECLARE_FINAL_TYPE (CabPersonRow, cab_person_row, CAB, PERSON_ROW, AdwEntryRow)

GtkWidget  *cab_person_row_new         (void);

/* Whose directory is asked, and who "Me" is; NULL: a plain entry. Kept. */
void        cab_person_row_set_session (CabPersonRow *self, RecordSession *session);

/* NULL empties. What @actor says stands there as it is, its GLN included: it was known before. */
void        cab_person_row_set_actor   (CabPersonRow *self, ModelActor *actor);
/* NULL: nothing stands there, or a number that names nobody. (transfer none) (nullable) */
ModelActor *cab_person_row_get_actor   (CabPersonRow *self);

/* Why what stands there is no answer, in a sentence; NULL when it is one, or nothing stands there (R-VAC-46). */
const char *cab_person_row_explain     (CabPersonRow *self);

G_END_DECLS
