#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The invented institutions and professionals of the training community. Tables, in order; an
 * index into them is what the database keeps. */
typedef struct
{
  const char *oid;             /* urn:oid:… */
  const char *name;
  const char *city;
  const char *language;        /* "fr", "de", "it", "rm": what it writes in */
  const char *facility_code;   /* SNOMED, value set healthcare-facility-type */
  const char *facility;        /* display */
} SandboxInstitution;

typedef struct
{
  const char *gln;
  const char *name;            /* "Dre Anna Favre" */
  const char *family;
  const char *given;
  const char *role;            /* HCP, ASS, TCU */
  guint       institution;     /* index */
  const char *principal;       /* (nullable) GLN of the professional an assistant or machine works for */
  const char *specialty_code;  /* (nullable) author-speciality */
  const char *specialty;       /* (nullable) display */
  const char *setting_code;    /* SNOMED, practice-setting */
  const char *setting;         /* display */
} SandboxPerson;

guint                     sandbox_n_people        (void);
const SandboxPerson      *sandbox_person          (guint index);
/* NULL when nobody has @gln (nullable). */
const SandboxPerson      *sandbox_person_find     (const char *gln);
gboolean                  sandbox_person_index    (const char *gln, guint *index);

guint                     sandbox_n_institutions  (void);
const SandboxInstitution *sandbox_institution     (guint index);

/* OID and name of the group through which @person is granted access: her institution; for an
 * assistant that of her principal (5.7). */
const SandboxInstitution *sandbox_person_group    (const SandboxPerson *person);

G_END_DECLS
