#pragma once

#include "sandbox-community.h"
#include "sandbox-form.h"
#include "sandbox-registry.h"

G_BEGIN_DECLS

/* A post is what one person does at one place: its number is person × SANDBOX_MAX_POSTS + place of hers. */
typedef enum
{
  SANDBOX_DIRECTORY_PERSON,
  SANDBOX_DIRECTORY_ROLE,
  SANDBOX_DIRECTORY_PLACE,
  SANDBOX_N_DIRECTORIES
} SandboxDirectoryKind;

typedef struct
{
  SandboxDirectoryKind kind;
  guint                count;          /* 0: not asked for */
  gboolean             with_people;    /* _include=PractitionerRole:practitioner */
} SandboxDirectoryOptions;

/* The numbers that fit @form, in order; NULL with the fault in words (transfer full). R-CSD-1. (transfer full) */
GArray     *sandbox_directory_find  (SandboxCommunity *community, SandboxDirectoryKind kind, const SandboxForm *form,
                                     SandboxDirectoryOptions *options, char **fault);

/* How many numbers there are; not each of a role is one. */
guint       sandbox_directory_n     (SandboxDirectoryKind kind);
gboolean    sandbox_directory_has   (SandboxDirectoryKind kind, guint number);
const char *sandbox_directory_type  (SandboxDirectoryKind kind);
/* (transfer full) */
char       *sandbox_directory_id    (SandboxDirectoryKind kind, guint number);
/* The resource (R-CSD-3, R-CSD-4, R-CSD-5). (transfer full) */
JsonNode   *sandbox_directory_write (SandboxDirectoryKind kind, guint number);

G_END_DECLS
