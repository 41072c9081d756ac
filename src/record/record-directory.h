#pragma once

#include "model-problem.h"
#include "record-directory-match.h"
#include "record-session.h"

G_BEGIN_DECLS

/* The national directory of professionals and institutions (ITI-90). What it answered is remembered in memory until
 * sign-out (R-CSD-7). Main thread. */

#define RECORD_DIRECTORY_MAX 200

typedef enum
{
  RECORD_DIRECTORY_PEOPLE        = 1 << 0,
  RECORD_DIRECTORY_ORGANIZATIONS = 1 << 1,
} RecordDirectoryKinds;

#define RECORD_TYPE_DIRECTORY_RESULT (record_directory_result_get_type ())

/* One answer. Immutable. */
G_DECLARE_FINAL_TYPE (RecordDirectoryResult, record_directory_result, RECORD, DIRECTORY_RESULT, GObject)

GListModel            *record_directory_result_get_professionals (RecordDirectoryResult *self);   /* (transfer none) of ModelProfessional, by name */
GListModel            *record_directory_result_get_organizations (RecordDirectoryResult *self);   /* (transfer none) of ModelOrganization, by name */
gboolean               record_directory_result_get_more          (RecordDirectoryResult *self);   /* not all that fit */

/* As choices: a professional once for each of her institutions. (transfer full) of RecordDirectoryMatch */
GListModel            *record_directory_result_list_matches      (RecordDirectoryResult *self);

/* Whether @text can be looked for: two letters in a word, or a whole GLN or OID. */
gboolean               record_directory_can_search               (const char *text);

/* @text: words of a name, a GLN, an institution's OID. At most @limit (RECORD_DIRECTORY_MAX) of each kind. */
void                   record_session_find_async                 (RecordSession        *session,
                                                                  const char           *text,
                                                                  RecordDirectoryKinds  kinds,
                                                                  guint                 limit,
                                                                  GCancellable         *cancellable,
                                                                  GAsyncReadyCallback   callback,
                                                                  gpointer              user_data);
RecordDirectoryResult *record_session_find_finish                (RecordSession *session, GAsyncResult *result, GError **error);

#define RECORD_TYPE_DIRECTORY (record_directory_get_type ())

/* A search while somebody types: the newest text wins, whatever was asked before is ended first, and nothing is asked
 * before she pauses.
 *
 * Properties, read-only, notify: "loading" (gboolean: an answer to the text is still to come), "problem" (ModelProblem,
 * nullable: why there is none). */
G_DECLARE_FINAL_TYPE (RecordDirectory, record_directory, RECORD, DIRECTORY, GObject)

RecordDirectory *record_directory_new          (RecordSession        *session,
                                                RecordDirectoryKinds  kinds);

/* FALSE: the community has none, or nobody is signed in. May become FALSE with an answer. */
gboolean         record_directory_is_available (RecordDirectory      *self);
/* A text that cannot be looked for empties the list. */
void             record_directory_set_text     (RecordDirectory      *self,
                                                const char           *text);
const char      *record_directory_get_text     (RecordDirectory      *self);
/* At once, without waiting for a pause. */
void             record_directory_ask_now      (RecordDirectory      *self);

/* Those who fit the text, of RecordDirectoryMatch; empty while "loading". The same list for ever. (transfer none) */
GListModel      *record_directory_get_matches  (RecordDirectory      *self);
/* More letters would tell more. */
gboolean         record_directory_get_more     (RecordDirectory      *self);
gboolean         record_directory_get_loading  (RecordDirectory      *self);
ModelProblem    *record_directory_get_problem  (RecordDirectory      *self);   /* (transfer none) (nullable) */

G_END_DECLS
