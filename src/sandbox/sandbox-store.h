#pragma once

#include <gio/gio.h>

#include "sandbox-people.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  id;
  char   *spid;
  char   *ahvn13;
  char   *mpi;
  char   *local;
  char   *card;
  char   *family;
  char   *given;          /* names separated by blanks */
  char   *birth_family;   /* (nullable) */
  char   *birth_date;     /* YYYY-MM-DD */
  char   *gender;         /* FHIR code */
  char   *line;
  char   *postal;
  char   *city;
  char   *birth_place;
  char   *language;       /* "fr", "de" … */
} SandboxPatient;

void sandbox_patient_free (SandboxPatient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxPatient, sandbox_patient_free)

/* Levels of confidentiality in their order (policies grant up to one). */
typedef enum
{
  SANDBOX_LEVEL_NORMAL,
  SANDBOX_LEVEL_RESTRICTED,
  SANDBOX_LEVEL_SECRET,
} SandboxLevel;

/* One document entry. A million of them lie in the database, so they are numbers; what FHIR shows is
 * made from them (sandbox-document.c), the bytes by the generator (sandbox-file.h). */
typedef struct
{
  gint64        id;
  gint64        patient;
  guint         kind;           /* index in sandbox-codes.h */
  guint         author;         /* index in sandbox-people.h */
  gint64        created;        /* seconds since 1970 */
  SandboxLevel  level;
  gboolean      superseded;
  gboolean      by_patient;     /* provided by the patient */
  gint64        replaces;       /* id, 0: none */
  guint         language;       /* index: fr, de, it, en */
  guint32       seed;
  gint64        size;           /* -1: not made yet */
  char         *hash;           /* (nullable) SHA-1 in hexadecimal */
  gint64        version;        /* of its metadata, from 1 */
  gint64        updated;        /* seconds since 1970: when that version came; 0: with the population */
  char         *resource;       /* (nullable) of one that was deposited or changed: its DocumentReference as it was sent */
} SandboxDocument;

void sandbox_document_free (SandboxDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxDocument, sandbox_document_free)

/* One policy (section 9.1). */
typedef struct
{
  gint64      patient;
  guint       template;         /* 202, 203, 301, 302, 304 */
  const char *actor;            /* GLN, OID of a group, or "all" */
  gboolean    excludes;         /* exclusion-list */
  SandboxLevel level;
  const char *end;              /* (nullable) YYYY-MM-DD */
} SandboxPolicy;

#define SANDBOX_TYPE_STORE (sandbox_store_get_type ())

/* The state of the community in SQLite. One thread. */
G_DECLARE_FINAL_TYPE (SandboxStore, sandbox_store, SANDBOX, STORE, GObject)

/* @path: a file, or NULL for memory. */
SandboxStore    *sandbox_store_new             (const char *path, GError **error);

/* What the store was filled with ("200 4000 1"); NULL while it is empty. (transfer full) (nullable) */
char            *sandbox_store_dup_population  (SandboxStore *self);

/* One transaction around all additions; indexes are made at its end. */
void             sandbox_store_begin           (SandboxStore *self);
gboolean         sandbox_store_commit          (SandboxStore *self, const char *population, GError **error);
gint64           sandbox_store_add_patient     (SandboxStore *self, const SandboxPatient *patient);
gint64           sandbox_store_add_document    (SandboxStore *self, const SandboxDocument *document);
void             sandbox_store_add_policy      (SandboxStore *self, const SandboxPolicy *policy);

/* By one of the numbers, each of which is indexed; NULL when @system is not known or nobody has it. */
SandboxPatient  *sandbox_store_find_by_number  (SandboxStore *self, const char *system, const char *value);
gboolean         sandbox_store_knows_system    (const char *system);
SandboxPatient  *sandbox_store_get_patient     (SandboxStore *self, gint64 id);

/* Candidates, best index first; FALSE from @visit ends the walk. @patient is borrowed. */
typedef gboolean (*SandboxPatientVisitor) (const SandboxPatient *patient, gpointer user_data);
void             sandbox_store_visit_family       (SandboxStore *self, const char *family, const char *birth_date,
                                                   SandboxPatientVisitor visit, gpointer user_data);
void             sandbox_store_visit_birth_family (SandboxStore *self, const char *family,
                                                   SandboxPatientVisitor visit, gpointer user_data);
void             sandbox_store_visit_birth_date   (SandboxStore *self, const char *birth_date,
                                                   SandboxPatientVisitor visit, gpointer user_data);

/* Newest first. (transfer full) (element-type SandboxDocument) */
GPtrArray       *sandbox_store_list_documents  (SandboxStore *self, gint64 patient);
SandboxDocument *sandbox_store_get_document    (SandboxStore *self, gint64 id);
void             sandbox_store_set_file        (SandboxStore *self, gint64 id, gint64 size, const char *hash);

/* Visits the policies of @patient. */
typedef void (*SandboxPolicyVisitor) (const SandboxPolicy *policy, gpointer user_data);
void             sandbox_store_visit_policies  (SandboxStore *self, gint64 patient, SandboxPolicyVisitor visit, gpointer user_data);

/* The statements that read patients and documents, NULL-terminated: tests ask SQLite how it would run them. */
const char *const *sandbox_store_get_queries   (void);

/* Lower case, without marks, blanks and hyphens; ä and ae alike: how names are compared. (transfer full) */
char            *sandbox_fold                  (const char *name);

G_END_DECLS
