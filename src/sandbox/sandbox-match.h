#pragma once

#include "sandbox-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is asked for; every part may be missing. */
typedef struct
{
  GPtrArray *systems;        /* (owned) identifiers: systems … */
  GPtrArray *values;         /* (owned) … and values, in the same order */
  char      *family;         /* (owned) (nullable), likewise the others */
  char      *given;          /* names separated by blanks */
  char      *birth_family;
  char      *birth_date;
  char      *gender;
  char      *city;
  char      *postal;
  char      *birth_place;
  gboolean   only_certain;
} SandboxQuestion;

typedef enum { SANDBOX_GRADE_NONE, SANDBOX_GRADE_POSSIBLE, SANDBOX_GRADE_PROBABLE, SANDBOX_GRADE_CERTAIN } SandboxGrade;

typedef struct
{
  SandboxPatient *patient;   /* (owned) */
  SandboxGrade    grade;
  double          score;     /* 0..1 */
} SandboxMatch;

SandboxQuestion *sandbox_question_new  (void);
void             sandbox_question_free (SandboxQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxQuestion, sandbox_question_free)

/* Reads the body of $match (R-PDQ-1..7); NULL with the fault in words. (transfer full) */
SandboxQuestion *sandbox_question_read (JsonObject *body, char **fault);

/* Those who answer @question, best first; at most one more than the five that may be told (R-PDQ-11).
 * (transfer full) (element-type SandboxMatch) */
#define SANDBOX_MAX_MATCHES 5
GPtrArray       *sandbox_match_find    (SandboxStore *store, const SandboxQuestion *question);
const char      *sandbox_grade_code    (SandboxGrade grade);

G_END_DECLS
