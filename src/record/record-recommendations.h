#pragma once

#include "model-problem.h"
#include "model-recommendation.h"
#include "record-vaccinations.h"

G_BEGIN_DECLS

typedef enum
{
  RECORD_STALE_NOT,
  RECORD_STALE_OLD,       /* the answer is more than a day old */
  RECORD_STALE_CHANGED,   /* the record is not the one that was asked about any more */
} RecordStale;

#define RECORD_TYPE_RECOMMENDATIONS (record_recommendations_get_type ())

/* What an expert service says is due for the patient who is open (R-VAC-95, R-VAC-96). Nobody is asked by itself: what the
 * record holds goes to a third party only when a person says so, each time. In emergency access, and where the community's
 * file names no service, there is none to ask. The answer lives in memory and ends with the patient. Main thread.
 *
 * Signal "changed": anything below is other than it was. */
G_DECLARE_FINAL_TYPE (RecordRecommendations, record_recommendations, RECORD, RECOMMENDATIONS, GObject)

RecordRecommendations     *record_recommendations_new           (RecordVaccinations    *vaccinations);

/* Who could be asked; NULL: nobody. */
const char                *record_recommendations_get_service   (RecordRecommendations *self);
/* Whether asking is possible now: the record is loaded, and no question is on its way. */
gboolean                   record_recommendations_can_ask       (RecordRecommendations *self);
gboolean                   record_recommendations_is_asking     (RecordRecommendations *self);
/* What would be sent, and what would not, in sentences for who decides. (transfer full) */
char                      *record_recommendations_dup_notice    (RecordRecommendations *self);
/* Sends the current entries; "changed" tells when there is an answer or a problem. */
void                       record_recommendations_ask           (RecordRecommendations *self);
void                       record_recommendations_cancel        (RecordRecommendations *self);

/* The last answer. (transfer none) (nullable) */
ModelRecommendationAnswer *record_recommendations_get_answer    (RecordRecommendations *self);
/* Why the last question has none; the answer before it stays. (transfer none) (nullable) */
ModelProblem              *record_recommendations_get_problem   (RecordRecommendations *self);
/* Whether the answer may be out of date (R-VAC-96). */
RecordStale                record_recommendations_get_stale     (RecordRecommendations *self);
/* "Training expert, version 0.1, 28.11.2026 10:15": who said it and when. "" without an answer. (transfer full) */
char                      *record_recommendations_dup_source    (RecordRecommendations *self);
/* How many entries it was given. */
guint                      record_recommendations_get_n_entries (RecordRecommendations *self);
/* The data it was given: how many entries, how many of them in doubt, and whether the record was complete. (transfer full) */
char                      *record_recommendations_dup_basis     (RecordRecommendations *self);

/* What a day of a recommendation means, in the reader's language: "Due on" for LOINC 30980-7. The service's words, else. */
const char                *record_recommendation_label_date     (const ModelRecommendationDate *date);

G_END_DECLS
