#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who stands in the training community's directory of professionals: those who can sign in, and some hundred more, so that a
 * search is worth its name. All invented, the same in every run. Any thread. */

#define SANDBOX_MAX_POSTS 2
#define SANDBOX_NO_PLACE G_MAXUINT

typedef struct
{
  const char *system;
  const char *code;
  const char *display;
} SandboxCode;

typedef struct
{
  char              *id;           /* (owned) of the resource, likewise the others */
  char              *oid;          /* urn:oid:… */
  char              *name;
  char              *city;
  SandboxCode        type;
  guint              part_of;      /* index, or SANDBOX_NO_PLACE */
} SandboxPlace;

typedef struct
{
  char              *id;           /* (owned), likewise the others */
  char              *gln;
  char              *title;        /* (nullable) */
  char              *family;
  char              *given;
  const SandboxCode *profession;
  const SandboxCode *specialty;    /* (nullable) */
  guint              posts[SANDBOX_MAX_POSTS];   /* indexes of places, or SANDBOX_NO_PLACE */
} SandboxListed;

guint                sandbox_registry_n_places (void);
const SandboxPlace  *sandbox_registry_place    (guint index);
guint                sandbox_registry_n_people (void);
const SandboxListed *sandbox_registry_person   (guint index);

G_END_DECLS
