#pragma once

#include "model-vaccination-record.h"
#include "record-deposit.h"

G_BEGIN_DECLS

#define VACCINATION_TYPE_MEMORY (vaccination_memory_get_type ())

/* What this session knows about entries beside the record: what is on its way into it, and which duplicates somebody wants
 * to keep both (R-VAC-79), for which there is no standard element. In memory only. Entries are named by
 * cab_vaccine_row_get_key(). Main thread.
 *
 * Signal "changed": other entries are on their way, or other ones are kept.
 * Signal "arrived" (utf8): the document of this uniqueId is in the record. */
G_DECLARE_FINAL_TYPE (VaccinationMemory, vaccination_memory, VACCINATION, MEMORY, GObject)

VaccinationMemory *vaccination_memory_new          (void);
/* @entry: a new one (nullable); @keys (element-type utf8): entries that it changes. */
void               vaccination_memory_send         (VaccinationMemory  *self,
                                                    RecordDeposit      *deposit,
                                                    ModelClinicalEntry *entry,
                                                    GPtrArray          *keys);
/* What has arrived in @record is not on its way any more. */
void               vaccination_memory_look_at      (VaccinationMemory      *self,
                                                    ModelVaccinationRecord *record);
/* New entries on their way. (transfer full) (element-type ModelClinicalEntry) */
GPtrArray         *vaccination_memory_list_coming  (VaccinationMemory  *self);
/* "On its way", or why it is not; NULL when the entry does not change. Borrowed. */
const char        *vaccination_memory_describe     (VaccinationMemory  *self,
                                                    const char         *key);
const char        *vaccination_memory_describe_new (VaccinationMemory  *self,
                                                    ModelClinicalEntry *entry);

void               vaccination_memory_keep_both    (VaccinationMemory  *self,
                                                    const char         *one,
                                                    const char         *other);
gboolean           vaccination_memory_keeps_both   (VaccinationMemory  *self,
                                                    const char         *one,
                                                    const char         *other);
/* Nothing is on its way, of another patient now. */
void               vaccination_memory_clear_coming (VaccinationMemory  *self);
/* Somebody else works here now. */
void               vaccination_memory_forget       (VaccinationMemory  *self);

G_END_DECLS
