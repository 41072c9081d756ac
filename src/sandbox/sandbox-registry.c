/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-registry.h"

#include "model-number.h"
#include "sandbox-names.h"
#include "sandbox-oids.h"
#include "sandbox-people.h"
#include "sandbox-random.h"

#include <string.h>

#define N_FURTHER 600
#define SEED 90 /* after ITI-90: another one is another directory */
#define OID_PROFESSION "urn:oid:2.16.756.5.30.1.127.3.10.9"

typedef struct
{
  GArray *places; /* (owned) (element-type SandboxPlace) */
  GArray *people; /* (owned) (element-type SandboxListed) */
} Registry;

static const SandboxCode physician = { SYSTEM_SNOMED, "309343006", "Physician" };
static const SandboxCode nurse = { SYSTEM_SNOMED, "106292003", "Professional nurse" };
static const SandboxCode pharmacist = { SYSTEM_SNOMED, "46255001", "Pharmacist" };
static const SandboxCode other = { OID_PROFESSION, "00000", "Other" };
static const SandboxCode hospital_type = { SYSTEM_SNOMED, "22232009", "Hospital" };

/* Of the value set hcp-specialisation; the first far more often than the last. */
static const SandboxCode specialties[] = {
  { OID_SPECIALTY, "1051", "General internal medicine" },
  { OID_SPECIALTY, "1002", "Surgery" },
  { OID_SPECIALTY, "1009", "Pathology" },
  { OID_SPECIALTY, "1025", "Cardiology" },
  { OID_SPECIALTY, "1030", "Radiology" },
  { OID_SPECIALTY, "1034", "Physical medicine and rehabilitation" },
};
static const SandboxCode community_pharmacy = { OID_SPECIALTY, "1052", "Community pharmacy" };

/* Wards and clinics of the hospitals among the institutions. */
static const struct
{
  const char *parent; /* OID */
  const char *arc;
  const char *name;
} wards[] = {
  { "urn:oid:2.999.8", "1", "Spital X, Innere Medizin (fiktiv)" },
  { "urn:oid:2.999.8", "2", "Spital X, Chirurgie (fiktiv)" },
  { "urn:oid:2.999.8", "3", "Spital X, Notfallstation (fiktiv)" },
  { "urn:oid:2.999.20.1", "1", "Hôpital des Deux-Rives, médecine interne (fictif)" },
  { "urn:oid:2.999.20.1", "2", "Hôpital des Deux-Rives, pédiatrie (fictif)" },
  { "urn:oid:2.999.20.5", "1", "Ospedale di Provalago, pronto soccorso (fittizio)" },
};

static void
add_places (GArray *places)
{
  for (guint i = 0; i < sandbox_n_institutions (); i++)
    {
      const SandboxInstitution *institution = sandbox_institution (i);
      SandboxPlace              place = {
                     .id = g_strdup_printf ("place-%u", i),
                     .oid = g_strdup (institution->oid),
                     .name = g_strdup (institution->name),
                     .city = g_strdup (institution->city),
                     .type = { SYSTEM_SNOMED, institution->facility_code, institution->facility },
                     .part_of = SANDBOX_NO_PLACE,
      };

      g_array_append_val (places, place);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wards); i++)
    for (guint j = 0; j < sandbox_n_institutions (); j++)
      if (strcmp (sandbox_institution (j)->oid, wards[i].parent) == 0)
        {
          SandboxPlace ward = {
            .id = g_strdup_printf ("ward-%u", i),
            .oid = g_strconcat (wards[i].parent, ".", wards[i].arc, NULL),
            .name = g_strdup (wards[i].name),
            .city = g_strdup (sandbox_institution (j)->city),
            .type = hospital_type,
            .part_of = j,
          };

          g_array_append_val (places, ward);
        }
}

static const SandboxCode *
specialty_of (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (specialties); i++)
    if (strcmp (specialties[i].code, code) == 0)
      return &specialties[i];

  return code != NULL && strcmp (code, community_pharmacy.code) == 0 ? &community_pharmacy : NULL;
}

/* "Dr." of "Dr. Martina Musterarzt". */
static char *
title_of (const SandboxPerson *person)
{
  g_autofree char *plain = g_strconcat (" ", person->given, " ", person->family, NULL);

  return g_str_has_suffix (person->name, plain) ? g_strndup (person->name, strlen (person->name) - strlen (plain)) : NULL;
}

static void
add_known_person (GArray *people,
                  guint   index)
{
  const SandboxPerson *person = sandbox_person (index);
  const SandboxCode   *specialty = specialty_of (person->specialty_code);
  SandboxListed        listed = {
           .id = g_strdup_printf ("person-%u", index),
           .gln = g_strdup (person->gln),
           .title = title_of (person),
           .family = g_strdup (person->family),
           .given = g_strdup (person->given),
           .specialty = specialty,
           .posts = { person->institution, SANDBOX_NO_PLACE },
  };

  if (specialty == &community_pharmacy)
    listed.profession = &pharmacist;
  else if (specialty != NULL)
    listed.profession = &physician;
  else
    listed.profession = strcmp (person->role, "HCP") == 0 ? &nurse : &other;
  if (strcmp (person->gln, "7601000102737") == 0)
    listed.posts[1] = sandbox_n_institutions (); /* Peter Pan of the guide: also in a ward of Spital X */
  g_array_append_val (people, listed);
}

/* Machines are no professionals. */
static void
add_known (GArray *people)
{
  for (guint i = 0; i < sandbox_n_people (); i++)
    if (strcmp (sandbox_person (i)->role, "TCU") != 0)
      add_known_person (people, i);
}

static char *
new_gln (guint number)
{
  g_autofree char *payload = g_strdup_printf ("20000002%04u", number);

  return g_strdup_printf ("%s%c", payload, model_number_gs1_check_digit (payload));
}

static const SandboxRegion *
draw_region (SandboxRandom *random)
{
  guint draw = sandbox_random_below (random, 1000);

  for (guint i = 0; i + 1 < sandbox_n_regions (); i++)
    {
      if (draw < sandbox_region (i)->share)
        return sandbox_region (i);
      draw -= sandbox_region (i)->share;
    }

  return sandbox_region (sandbox_n_regions () - 1);
}

static guint
count_names (const char *const *names)
{
  return g_strv_length ((char **) names);
}

/* An institution that writes her language. */
static guint
draw_post (SandboxRandom *random,
           const char    *language)
{
  guint first = sandbox_random_below (random, sandbox_n_institutions ());

  for (guint i = 0; i < sandbox_n_institutions (); i++)
    {
      guint index = (first + i) % sandbox_n_institutions ();

      if (strcmp (sandbox_institution (index)->language, language) == 0)
        return index;
    }

  return first;
}

static const char *
doctor_of (const char *language,
           gboolean    is_woman)
{
  if (strcmp (language, "fr") == 0)
    return is_woman ? "Dre" : "Dr";
  if (strcmp (language, "it") == 0)
    return is_woman ? "Dott.ssa" : "Dott.";

  return "Dr. med.";
}

static void
add_further (GArray *people)
{
  SandboxRandom random = { SEED };

  for (guint i = 0; i < N_FURTHER; i++)
    {
      const SandboxRegion *region = draw_region (&random);
      gboolean             is_woman = sandbox_random_below (&random, 2) == 0;
      const char *const   *names = is_woman ? region->women : region->men;
      gboolean             is_nurse = sandbox_random_below (&random, 4) == 0;
      SandboxListed        listed = {
               .id = g_strdup_printf ("person-%u", 1000 + i),
               .gln = new_gln (i),
               .title = is_nurse ? NULL : g_strdup (doctor_of (region->language, is_woman)),
               .family = g_strdup (region->families[sandbox_random_skewed (&random, count_names (region->families))]),
               .given = g_strdup (names[sandbox_random_below (&random, count_names (names))]),
               .profession = is_nurse ? &nurse : &physician,
               .specialty = is_nurse ? NULL : &specialties[sandbox_random_skewed (&random, G_N_ELEMENTS (specialties))],
               .posts = { draw_post (&random, region->language), SANDBOX_NO_PLACE },
      };

      if (sandbox_random_below (&random, 6) == 0)
        listed.posts[1] = draw_post (&random, region->language);
      if (listed.posts[1] == listed.posts[0])
        listed.posts[1] = SANDBOX_NO_PLACE;
      g_array_append_val (people, listed);
    }
}

static gpointer
build (gpointer data)
{
  Registry *self = g_new0 (Registry, 1);

  self->places = g_array_new (FALSE, TRUE, sizeof (SandboxPlace));
  self->people = g_array_new (FALSE, TRUE, sizeof (SandboxListed));
  add_places (self->places);
  add_known (self->people);
  add_further (self->people);

  return self;
}

/* For the length of the process. */
static Registry *
get_registry (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, build, NULL);
}

guint
sandbox_registry_n_places (void)
{
  return get_registry ()->places->len;
}

const SandboxPlace *
sandbox_registry_place (guint index)
{
  g_return_val_if_fail (index < sandbox_registry_n_places (), NULL);

  return &g_array_index (get_registry ()->places, SandboxPlace, index);
}

guint
sandbox_registry_n_people (void)
{
  return get_registry ()->people->len;
}

const SandboxListed *
sandbox_registry_person (guint index)
{
  g_return_val_if_fail (index < sandbox_registry_n_people (), NULL);

  return &g_array_index (get_registry ()->people, SandboxListed, index);
}
