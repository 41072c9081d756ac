#pragma once

#include "epr-client.h"
#include "model-recommendation.h"
#include "model-vaccination-record.h"

G_BEGIN_DECLS

typedef enum
{
  EPR_SERVICE_AUTH_NONE,
  EPR_SERVICE_AUTH_BASIC,    /* user name of the file, password of the keyring */
  EPR_SERVICE_AUTH_BEARER,   /* a key of the keyring */
} EprServiceAuth;

/* The expert service that this installation may ask what is due (R-VAC-96): group [recommendations] of the community's
 * settings. Strings borrowed. */
typedef struct
{
  const char     *name;        /* in the reader's language */
  const char     *address;
  const char     *gln;         /* (nullable) */
  EprServiceAuth  auth;
  const char     *client_id;   /* "" where nobody needs one */
  const char     *account;     /* under which the keyring has the secret */
  const char     *secret;      /* (nullable) only from [credentials] */
} EprRecommendationService;

/* (nullable): the community's file names none, and nobody is asked. */
const EprRecommendationService *epr_community_get_recommendation_service (EprCommunity *self);

/* Sends what fhir_vaccination_request_write() makes of @record to the service, and reads the answer. The patient's birth date
 * and gender are sent, and nothing else of hers but the entries; nothing of her stands in an address; no token of the record
 * goes along. A client of its own: TLS is checked as everywhere, nothing is asked twice, a redirect is refused. Ends as
 * cancelled at once. Errors: NET_ERROR, EPR_ERROR_OTHER_ANSWER (about somebody else: not one word of it is given),
 * EPR_ERROR_SERVER_SAID_NO, EPR_ERROR_NOT_ASKABLE (nothing was sent), EPR_ERROR_NO_SECRET and the like, EPR_ERROR_NOT_JSON,
 * EPR_ERROR_CUT_OFF, EPR_ERROR_NOT_EXPECTED; EPR_ERROR_SETTINGS where no service is named. */
void                       epr_recommendation_ask_async  (EprClient               *client,
                                                          ModelPatient            *patient,
                                                          ModelVaccinationRecord  *record,
                                                          NetTrace                *trace,      /* (nullable) */
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
/* @n_entries (nullable): how many entries were sent. (transfer full) */
ModelRecommendationAnswer *epr_recommendation_ask_finish (EprClient               *client,
                                                          GAsyncResult            *result,
                                                          guint                   *n_entries,
                                                          GError                 **error);

G_END_DECLS
