/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-recommendation.h"

struct _ModelRecommendation
{
  GObject parent_instance;

  ModelRecommendationFacts facts; /* everything in it is owned */
};

struct _ModelRecommendationAnswer
{
  GObject parent_instance;

  ModelRecommendationAnswerFacts facts; /* everything in it is owned */
};

G_DEFINE_FINAL_TYPE (ModelRecommendation, model_recommendation, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ModelRecommendationAnswer, model_recommendation_answer, G_TYPE_OBJECT)

static GPtrArray *
hold (GPtrArray *array)
{
  return array != NULL ? g_ptr_array_ref (array) : g_ptr_array_new ();
}

static void
model_recommendation_finalize (GObject *object)
{
  ModelRecommendationFacts *facts = &MODEL_RECOMMENDATION (object)->facts;

  g_clear_pointer (&facts->diseases, g_ptr_array_unref);
  g_clear_pointer (&facts->vaccines, g_ptr_array_unref);
  g_clear_pointer (&facts->contraindicated, g_ptr_array_unref);
  g_clear_object (&facts->status);
  g_clear_pointer (&facts->reasons, g_ptr_array_unref);
  for (guint i = 0; i < facts->n_dates; i++)
    g_clear_object (&((ModelRecommendationDate *) facts->dates)[i].meaning);
  g_free ((ModelRecommendationDate *) facts->dates);
  g_free ((char *) facts->dose);
  g_free ((char *) facts->series_doses);
  g_free ((char *) facts->series);
  g_free ((char *) facts->description);

  G_OBJECT_CLASS (model_recommendation_parent_class)->finalize (object);
}

static void
model_recommendation_class_init (ModelRecommendationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_recommendation_finalize;
}

static void
model_recommendation_init (ModelRecommendation *self)
{
}

ModelRecommendation *
model_recommendation_new (const ModelRecommendationFacts *facts)
{
  ModelRecommendation     *self = g_object_new (MODEL_TYPE_RECOMMENDATION, NULL);
  ModelRecommendationDate *dates = g_new0 (ModelRecommendationDate, facts->n_dates);

  for (guint i = 0; i < facts->n_dates; i++)
    {
      dates[i].date = facts->dates[i].date;
      g_set_object (&dates[i].meaning, facts->dates[i].meaning);
    }
  self->facts = (ModelRecommendationFacts) {
    .diseases = hold (facts->diseases),
    .vaccines = hold (facts->vaccines),
    .contraindicated = hold (facts->contraindicated),
    .status = facts->status != NULL ? g_object_ref (facts->status) : NULL,
    .reasons = hold (facts->reasons),
    .dates = dates,
    .n_dates = facts->n_dates,
    .dose = g_strdup (facts->dose),
    .series_doses = g_strdup (facts->series_doses),
    .series = g_strdup (facts->series),
    .description = g_strdup (facts->description),
  };

  return self;
}

const ModelRecommendationFacts *
model_recommendation_get_facts (ModelRecommendation *self)
{
  g_return_val_if_fail (MODEL_IS_RECOMMENDATION (self), NULL);

  return &self->facts;
}

gboolean
model_recommendation_is_against (ModelRecommendation *self,
                                 ModelCoding         *disease)
{
  g_return_val_if_fail (MODEL_IS_RECOMMENDATION (self), FALSE);
  g_return_val_if_fail (MODEL_IS_CODING (disease), FALSE);

  if (model_coding_get_code (disease) == NULL)
    return FALSE;
  for (guint i = 0; i < self->facts.diseases->len; i++)
    if (model_coding_is (g_ptr_array_index (self->facts.diseases, i), model_coding_get_system (disease), model_coding_get_code (disease)))
      return TRUE;

  return FALSE;
}

static void
model_recommendation_answer_finalize (GObject *object)
{
  ModelRecommendationAnswerFacts *facts = &MODEL_RECOMMENDATION_ANSWER (object)->facts;

  g_free ((char *) facts->name);
  g_free ((char *) facts->organization);
  g_free ((char *) facts->software);
  g_free ((char *) facts->version);
  g_clear_pointer (&facts->recommendations, g_ptr_array_unref);
  g_clear_pointer (&facts->remarks, g_ptr_array_unref);

  G_OBJECT_CLASS (model_recommendation_answer_parent_class)->finalize (object);
}

static void
model_recommendation_answer_class_init (ModelRecommendationAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_recommendation_answer_finalize;
}

static void
model_recommendation_answer_init (ModelRecommendationAnswer *self)
{
}

ModelRecommendationAnswer *
model_recommendation_answer_new (const ModelRecommendationAnswerFacts *facts)
{
  ModelRecommendationAnswer *self = g_object_new (MODEL_TYPE_RECOMMENDATION_ANSWER, NULL);

  self->facts = (ModelRecommendationAnswerFacts) {
    .name = g_strdup (facts->name),
    .organization = g_strdup (facts->organization),
    .software = g_strdup (facts->software),
    .version = g_strdup (facts->version),
    .date = facts->date,
    .recommendations = hold (facts->recommendations),
    .remarks = hold (facts->remarks),
    .n_unread = facts->n_unread,
  };

  return self;
}

const ModelRecommendationAnswerFacts *
model_recommendation_answer_get_facts (ModelRecommendationAnswer *self)
{
  g_return_val_if_fail (MODEL_IS_RECOMMENDATION_ANSWER (self), NULL);

  return &self->facts;
}

GPtrArray *
model_recommendation_answer_find (ModelRecommendationAnswer *self,
                                  ModelCoding               *disease)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MODEL_IS_RECOMMENDATION_ANSWER (self), found);

  for (guint i = 0; i < self->facts.recommendations->len; i++)
    {
      ModelRecommendation *recommendation = g_ptr_array_index (self->facts.recommendations, i);

      if (disease != NULL ? model_recommendation_is_against (recommendation, disease) : recommendation->facts.diseases->len == 0)
        g_ptr_array_add (found, g_object_ref (recommendation));
    }

  return found;
}
