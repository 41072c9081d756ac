#pragma once

#include "epr-client.h"
#include "model-professional.h"

G_BEGIN_DECLS

/* As many are told at a time; who wants others types more (R-CSD-7). */
#define EPR_DIRECTORY_MAX 200

typedef enum
{
  EPR_DIRECTORY_PEOPLE        = 1 << 0,
  EPR_DIRECTORY_ORGANIZATIONS = 1 << 1,
} EprDirectoryKinds;

typedef struct
{
  GPtrArray *professionals;   /* of ModelProfessional, as the server orders them */
  GPtrArray *organizations;   /* of ModelOrganization */
  gboolean   more;            /* there are more than were asked for */
} EprDirectoryAnswer;

void      epr_directory_answer_free (EprDirectoryAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprDirectoryAnswer, epr_directory_answer_free)

/* FALSE: the community's file says that there is none ([feature] directory=off). Else it is asked: what a server
 * declares is no proof either way (R-DISC-8). */
gboolean            epr_directory_is_offered    (EprClient *client);

/* Whether @text is long enough to be looked for: two letters in a word, or a whole number. */
gboolean            epr_directory_can_search    (const char *text);

/* Who or what @text means (ITI-90): words of a name, all of which begin a part of it (of an institution's: stand
 * anywhere); a GLN; an institution's OID. A word of two letters means exactly that name, such as "Ly": beginnings are
 * looked for from three letters on (R-CSD-7). At most @limit of each kind, with their roles and institutions; where the
 * directory does not tell those, without. A person's name is in no address where POST is used (R-ID-4).
 * EPR_ERROR_NO_DIRECTORY: 403, 404, 405, 410, 501; NET_ERROR, EPR_ERROR. */
void                epr_directory_search_async  (EprClient           *client,
                                                 const char          *text,
                                                 EprDirectoryKinds    kinds,
                                                 guint                limit,
                                                 NetTrace            *trace,         /* (nullable) */
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
EprDirectoryAnswer *epr_directory_search_finish (EprClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
