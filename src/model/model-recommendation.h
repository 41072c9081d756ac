#pragma once

#include "model-coding.h"
#include "model-date.h"

G_BEGIN_DECLS

/* A day that goes with a recommendation, and what it means: LOINC 30980-7 for "due" … Borrowed. */
typedef struct
{
  ModelCoding *meaning;         /* (nullable) */
  ModelDate    date;
} ModelRecommendationDate;

/* Strings and arrays are borrowed by who reads, copied or held by the recommendation that is made from them. */
typedef struct
{
  GPtrArray                     *diseases;        /* (nullable) (element-type ModelCoding) what it is against */
  GPtrArray                     *vaccines;        /* (nullable) (element-type ModelCoding) */
  GPtrArray                     *contraindicated; /* (nullable) (element-type ModelCoding) vaccines not to be given */
  ModelCoding                   *status;          /* (nullable) the forecast: "due", "immune" … */
  GPtrArray                     *reasons;         /* (nullable) (element-type ModelCoding) */
  const ModelRecommendationDate *dates;
  guint                          n_dates;
  const char                    *dose;            /* (nullable) which one is next: "2", or in words */
  const char                    *series_doses;    /* (nullable) of how many */
  const char                    *series;          /* (nullable) name of the series */
  const char                    *description;     /* (nullable) the service's own words */
} ModelRecommendationFacts;

#define MODEL_TYPE_RECOMMENDATION (model_recommendation_get_type ())

/* What an expert service says of one vaccination (R-VAC-96). Nothing of it is this program's: it is shown with the name of
 * whoever said it, or not at all. Immutable. */
G_DECLARE_FINAL_TYPE (ModelRecommendation, model_recommendation, MODEL, RECOMMENDATION, GObject)

ModelRecommendation            *model_recommendation_new       (const ModelRecommendationFacts *facts);
/* Good as long as the recommendation. */
const ModelRecommendationFacts *model_recommendation_get_facts (ModelRecommendation *self);
/* Whether @disease is among those it is against. */
gboolean                        model_recommendation_is_against (ModelRecommendation *self, ModelCoding *disease);

/* Who answered, and when. Strings borrowed by who reads, copied by the answer. */
typedef struct
{
  const char *name;             /* (nullable) as the service names itself */
  const char *organization;     /* (nullable) who is responsible for it */
  const char *software;         /* (nullable) */
  const char *version;          /* (nullable) */
  ModelDate   date;             /* when it says it answered: the oldest moment of the answer */
  GPtrArray  *recommendations;  /* (nullable) (element-type ModelRecommendation) */
  GPtrArray  *remarks;          /* (nullable) (element-type utf8) what else it says: warnings of its OperationOutcome */
  guint       n_unread;         /* recommendations that could not be read */
} ModelRecommendationAnswerFacts;

#define MODEL_TYPE_RECOMMENDATION_ANSWER (model_recommendation_answer_get_type ())

/* The answer of an expert service to one question. Immutable. */
G_DECLARE_FINAL_TYPE (ModelRecommendationAnswer, model_recommendation_answer, MODEL, RECOMMENDATION_ANSWER, GObject)

ModelRecommendationAnswer            *model_recommendation_answer_new       (const ModelRecommendationAnswerFacts *facts);
/* Good as long as the answer; arrays never NULL here. */
const ModelRecommendationAnswerFacts *model_recommendation_answer_get_facts (ModelRecommendationAnswer *self);
/* (transfer full) (element-type ModelRecommendation) those about @disease; NULL: those that name no disease */
GPtrArray                            *model_recommendation_answer_find      (ModelRecommendationAnswer *self, ModelCoding *disease);

G_END_DECLS
