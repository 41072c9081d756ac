#pragma once

#include "epr-client.h"
#include "model-patient-query.h"

G_BEGIN_DECLS

/* What a community asks for when there are too many (R-PDQ-11, R-PDQ-12). */
typedef enum
{
  EPR_ASKED_BIRTH_DATE  = 1 << 0,
  EPR_ASKED_GENDER      = 1 << 1,
  EPR_ASKED_ADDRESS     = 1 << 2,
  EPR_ASKED_BIRTH_PLACE = 1 << 3,
  EPR_ASKED_BIRTH_NAME  = 1 << 4,
} EprAsked;

typedef struct
{
  GPtrArray *patients;    /* of ModelPatient, best first */
  GPtrArray *issues;      /* of ModelIssue: what came with the answer */
  gboolean   too_many;
  EprAsked   asked;
} EprMatch;

void      epr_match_free            (EprMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprMatch, epr_match_free)

/* The patients that fit @query: ITI-119 with its parameters, or a plain search where the community
 * has no $match. An AHVN13 is first taken to ITI-83 where the community supports that (R-PIX-4). */
void      epr_patient_search_async  (EprClient           *client,
                                     ModelPatientQuery   *query,
                                     NetTrace            *trace,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
EprMatch *epr_patient_search_finish (EprClient *client, GAsyncResult *result, GError **error);

/* ITI-83: the numbers of the patient whom @system knows as @value, those of the SPID authority and of
 * the community. NET_ERROR_NOT_FOUND when nobody has that number (R-PIX-2).
 * (transfer full) (element-type ModelIdentifier) */
void       epr_patient_resolve_async  (EprClient           *client,
                                       const char          *system,
                                       const char          *value,
                                       NetTrace            *trace,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GPtrArray *epr_patient_resolve_finish (EprClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
