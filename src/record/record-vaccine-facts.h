#pragma once

#include "model-vaccination-record.h"

G_BEGIN_DECLS

#define RECORD_TYPE_DISEASE_FACTS (record_disease_facts_get_type ())

/* What the record says about one disease, side by side (R-VAC-95): facts only. Nothing is concluded about protection, and
 * nothing is due or overdue. Arrays are of ModelRecordLine, newest first, never NULL. Immutable. */
G_DECLARE_FINAL_TYPE (RecordDiseaseFacts, record_disease_facts, RECORD, DISEASE_FACTS, GObject)

/* The disease in the reader's language; NULL for the row of vaccinations that name none. (transfer none) (nullable) */
ModelCoding *record_disease_facts_get_disease     (RecordDiseaseFacts *self);
/* One of the diseases of the basic vaccinations. */
gboolean     record_disease_facts_is_basic        (RecordDiseaseFacts *self);
/* Doses given: no refuted ones, none that were not given, no immunoglobulins (R-VAC-29, R-VAC-33, R-VAC-55). */
GPtrArray   *record_disease_facts_get_doses       (RecordDiseaseFacts *self);
GPtrArray   *record_disease_facts_get_not_given   (RecordDiseaseFacts *self);
GPtrArray   *record_disease_facts_get_passive     (RecordDiseaseFacts *self);
/* Having had it is shown next to the doses, and is none (R-VAC-41). */
GPtrArray   *record_disease_facts_get_illnesses   (RecordDiseaseFacts *self);
GPtrArray   *record_disease_facts_get_basic       (RecordDiseaseFacts *self);
/* Results of the laboratory; whether they protect is not said (R-VAC-43). */
GPtrArray   *record_disease_facts_get_serologies  (RecordDiseaseFacts *self);
/* Whether one of its doses is in doubt: a duplicate, a fork, perhaps outdated. The number of doses then is one too. */
gboolean     record_disease_facts_is_doubtful     (RecordDiseaseFacts *self);

/* Diseases in the order of a booklet: those of the basic vaccinations, also without any entry; others that have one; last
 * vaccinations of which nobody says what they are against. (transfer full) (element-type RecordDiseaseFacts) */
GPtrArray   *record_vaccine_list_disease_facts    (ModelVaccinationRecord *record);

/* The diseases that an entry of any kind is about: prevented, had, or measured. (transfer full) (element-type ModelCoding) */
GPtrArray   *record_vaccine_list_entry_diseases   (ModelClinicalEntry *entry);

/* "No known allergy" beside an allergy that is active: one of them is wrong (R-VAC-35). */
gboolean     record_vaccine_allergies_contradict  (ModelVaccinationRecord *record);
/* A pregnancy without an end that began more than ten months before @today: to be asked about (R-VAC-111). */
gboolean     record_vaccine_is_old_pregnancy      (ModelRecordLine        *line,
                                                   const ModelDate        *today);

G_END_DECLS
