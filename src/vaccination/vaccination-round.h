#pragma once

#include "cab-round-row.h"
#include "record-session.h"

G_BEGIN_DECLS

#define VACCINATION_TYPE_ROUND (vaccination_round_get_type ())

/* One vaccine for several patients, one after the other: what is the same for all of them, and each of them with what has
 * become of hers. Deposits go into the outbox of the session, no record is opened. In memory only. Main thread.
 *
 * Signal "changed": a row came, went, or says something else. */
G_DECLARE_FINAL_TYPE (VaccinationRound, vaccination_round, VACCINATION, ROUND, GObject)

VaccinationRound *vaccination_round_new          (void);

/* Whose outbox it is; everything of another one is forgotten. (nullable) */
void              vaccination_round_set_session  (VaccinationRound *self,
                                                  RecordSession    *session);
/* Forgets all patients, and what was the same for them. */
void              vaccination_round_clear        (VaccinationRound *self);

/* (transfer none) Another one after vaccination_round_clear(). */
RecordEntryDraft *vaccination_round_get_setting  (VaccinationRound *self);
/* (transfer none) of CabRoundRow, in the order in which they came. */
GListModel       *vaccination_round_get_rows     (VaccinationRound *self);
/* The first of a list whose turn has not come. (transfer none) (nullable) */
CabRoundRow      *vaccination_round_get_next     (VaccinationRound *self);
/* Her row that counts. (transfer none) (nullable) */
CabRoundRow      *vaccination_round_find         (VaccinationRound *self,
                                                  ModelPatient     *patient);
/* Rows that somebody still has to do something about. */
guint             vaccination_round_count_open   (VaccinationRound *self);
/* "12 in the record, 2 on their way, 5 waiting"; "" for none. (transfer full) */
char             *vaccination_round_describe     (VaccinationRound *self);

/* Lines of a list (model_query_lines_read()). */
void              vaccination_round_add_lines    (VaccinationRound *self,
                                                  GPtrArray        *lines);
/* The person has confirmed @draft, which is complete. @row: (nullable) the line that she came from. */
void              vaccination_round_confirm      (VaccinationRound *self,
                                                  CabRoundRow      *row,
                                                  RecordEntryDraft *draft);
/* Not vaccinated. @patient: (nullable) when she was not looked up. */
void              vaccination_round_skip         (VaccinationRound *self,
                                                  CabRoundRow      *row,
                                                  ModelPatient     *patient,
                                                  const char       *reason);

/* The way on of a row: what was unsaved is saved, what waits is sent now, what the patient asks for is accepted. */
gboolean          vaccination_round_can_go_on    (CabRoundRow      *row);
void              vaccination_round_go_on        (VaccinationRound *self,
                                                  CabRoundRow      *row);
/* Takes her vaccination back as long as it is not in the record; a line that waits is left out. */
gboolean          vaccination_round_can_take_back (CabRoundRow     *row);
void              vaccination_round_take_back    (VaccinationRound *self,
                                                  CabRoundRow      *row);

G_END_DECLS
