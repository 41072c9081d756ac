#pragma once

#include "epr-directory.h"

G_BEGIN_DECLS

/* What a text asks for (epr-directory-ask.c). */
typedef struct
{
  char  *gln;   /* (owned) (nullable) */
  char  *oid;   /* (owned) (nullable) "urn:oid:…" */
  char **words; /* (owned) (nullable) of a name */
} EprDirectoryQuestion;

EprDirectoryQuestion *epr_directory_question_new  (const char *text);
void                  epr_directory_question_free (EprDirectoryQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EprDirectoryQuestion, epr_directory_question_free)

/* Whether there is something to be asked of @kinds. */
gboolean              epr_directory_question_has  (EprDirectoryQuestion *self, EprDirectoryKinds kinds);

/* Parameters of the searches, percent-encoded. @limit: the most entries wanted. (transfer full) */
char                 *epr_directory_ask_people        (EprDirectoryQuestion *self, guint limit);
char                 *epr_directory_ask_organizations (EprDirectoryQuestion *self, guint limit);
/* … by what they refer to: "practitioner" of a role, "_id" of an institution. @ids: from @first on, at most
 * EPR_DIRECTORY_IDS of them. (transfer full) */
#define EPR_DIRECTORY_IDS 50
char                 *epr_directory_ask_ids           (const char *name, const char *prefix, GPtrArray *ids, guint first);

G_END_DECLS
