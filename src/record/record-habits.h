#pragma once

#include "model-coding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RECORD_TYPE_HABITS (record_habits_get_type ())

/* What the people at this desk choose from the national lists, so that it stands first the next time.
 * Codes and how often they were chosen; nothing of a patient. Kept in the desktop's settings where
 * Cabinet's schema is installed, else in memory. Main thread. */
G_DECLARE_FINAL_TYPE (RecordHabits, record_habits, RECORD, HABITS, GObject)

RecordHabits *record_habits_new      (void);
/* @coding of the national list @set was chosen. NULL is none. */
void          record_habits_note     (RecordHabits *self, const char *set, ModelCoding *coding);
/* The codes of @set that are chosen most, eight at most. (transfer full) */
char        **record_habits_list     (RecordHabits *self, const char *set);
/* The code of @set that was chosen last. (transfer none) (nullable) */
const char   *record_habits_get_last (RecordHabits *self, const char *set);

G_END_DECLS
