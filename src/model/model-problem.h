#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The way on that an error offers; the view turns it into a button. */
typedef enum
{
  MODEL_WAY_NONE,
  MODEL_WAY_RETRY,
  MODEL_WAY_SIGN_IN,
  MODEL_WAY_RELOAD_LIST,
  MODEL_WAY_SAVE_COPY,
  MODEL_WAY_UNLOCK_KEYRING,
  MODEL_WAY_ENTER_PASSWORD,
  MODEL_WAY_BACK_TO_SEARCH,
} ModelWay;

/* Coarse, for what acts on a problem without a person (a script's exit status). */
typedef enum
{
  MODEL_CAUSE_OTHER,
  MODEL_CAUSE_REFUSED,       /* by access rights or at sign-in, a missing secret of this installation included */
  MODEL_CAUSE_UNREACHABLE,   /* the network, or a server that cannot answer now */
} ModelCause;

#define MODEL_TYPE_PROBLEM (model_problem_get_type ())

/* An error as a nurse reads it: a short title, one sentence in her language, a way on, and a fold
 * of details for the IT person (status, OperationOutcome, trace id). Never a token, never a name.
 * Immutable. */
G_DECLARE_FINAL_TYPE (ModelProblem, model_problem, MODEL, PROBLEM, GObject)

ModelProblem *model_problem_new          (const char   *title,
                                          const char   *sentence,
                                          const char   *details,   /* (nullable) not translated */
                                          ModelWay      way);
ModelProblem *model_problem_new_for_cause (ModelCause   cause,
                                          const char   *title,
                                          const char   *sentence,
                                          const char   *details,   /* (nullable) not translated */
                                          ModelWay      way);

const char   *model_problem_get_title    (ModelProblem *self);
const char   *model_problem_get_sentence (ModelProblem *self);
const char   *model_problem_get_details  (ModelProblem *self);     /* (nullable) */
ModelWay      model_problem_get_way      (ModelProblem *self);
ModelCause    model_problem_get_cause    (ModelProblem *self);

G_END_DECLS
