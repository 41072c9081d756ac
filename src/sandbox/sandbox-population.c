/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-population.h"

#include "sandbox-codes.h"
#include "sandbox-names.h"
#include "sandbox-random.h"
#include "sandbox-record.h"
#include "sandbox-vaccine-record.h"

#include <string.h>

/* Numbers of invented people run through their range in steps of a prime: they look like numbers,
 * and no two are the same. */
#define STEP 7919
#define SPID_RANGE 100000000
#define AHVN13_RANGE 10000000

#define YEAR_NOW 2026
#define OLDEST 99

static const struct
{
  const char  *spid;   /* (nullable) like any other */
  const char  *ahvn13; /* (nullable) */
  const char  *family, *given, *birth_family, *birth_date, *gender, *line, *postal, *city, *language;
  SandboxLevel provide_level; /* of policy 203, where the record is drawn */
} named[] = {
  { "761337610411353650", "7561234567897", "Muster", "Franz", NULL, "1995-01-27", "male", "Doktorgasse 2", "8888", "Musterhausen", "fr" },
  { "761337610469261945", NULL, "Exemple", "Marie", "Modèle", "1962-04-18", "female", "Rue de l'Exemple 7", "1099", "Exempleville", "fr" },
  { "761337610000000002", NULL, "Esempio", "Sofia", NULL, "1988-09-03", "female", "Via dell'Esempio 12", "6999", "Esempio", "it" },
  { NULL, NULL, "Muster", "Anna", "Probst", "1948-03-12", "female", "Musterstrasse 1", "8888", "Musterhausen", "de", SANDBOX_LEVEL_SECRET },
  { NULL, NULL, "Muster", "Beat", NULL, "1971-07-30", "male", "Musterstrasse 1", "8888", "Musterhausen", "de" },
  { NULL, NULL, "Muster", "Claire", "Fictive", "1980-11-05", "female", "Chemin du Modèle 4", "1999", "Modèle-sur-Lac", "fr", SANDBOX_LEVEL_RESTRICTED },
  { NULL, NULL, "Muster", "Daniela", NULL, "2003-02-14", "female", "Beispielweg 9", "3999", "Beispielwil", "de" },
  { NULL, NULL, "Muster", "Emil", NULL, "2016-06-01", "male", "Beispielweg 9", "3999", "Beispielwil", "de" },
  { NULL, NULL, "Muster", "Franziska", NULL, "1995-08-21", "female", "Avenue Imaginaire 30", "1599", "Épreuves-les-Bains", "fr" },
};

char *
sandbox_with_check_digit (const char *payload)
{
  gsize length = strlen (payload);
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += (guint) (payload[length - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);

  return g_strdup_printf ("%s%u", payload, (10 - sum % 10) % 10);
}

static guint
count (const char *const *texts)
{
  return g_strv_length ((char **) texts);
}

static void
give_numbers (SandboxPatient *patient,
              guint           i)
{
  guint64 step = (guint64) (i + 1) * STEP;

  if (patient->spid == NULL)
    {
      g_autofree char *payload = g_strdup_printf ("761337615%08" G_GUINT64_FORMAT, step % SPID_RANGE);

      patient->spid = sandbox_with_check_digit (payload);
    }
  if (patient->ahvn13 == NULL)
    {
      g_autofree char *payload = g_strdup_printf ("75699%07" G_GUINT64_FORMAT, step % AHVN13_RANGE);

      patient->ahvn13 = sandbox_with_check_digit (payload);
    }
  patient->mpi = g_strdup_printf ("mpi-%u", 4711 + i);
  patient->local = g_strdup_printf ("%u", 8734 + i);
  patient->card = g_strdup_printf ("80756099999%09" G_GUINT64_FORMAT, step % 1000000000);
}

static SandboxPatient *
new_named_patient (guint i)
{
  SandboxPatient *patient = g_new0 (SandboxPatient, 1);

  patient->spid = g_strdup (named[i].spid);
  patient->ahvn13 = g_strdup (named[i].ahvn13);
  patient->family = g_strdup (named[i].family);
  patient->given = g_strdup (named[i].given);
  patient->birth_family = g_strdup (named[i].birth_family);
  patient->birth_date = g_strdup (named[i].birth_date);
  patient->gender = g_strdup (named[i].gender);
  patient->line = g_strdup (named[i].line);
  patient->postal = g_strdup (named[i].postal);
  patient->city = g_strdup (named[i].city);
  patient->birth_place = g_strdup (named[i].city);
  patient->language = g_strdup (named[i].language);
  give_numbers (patient, i);

  return patient;
}

static const SandboxRegion *
draw_region (SandboxRandom *random)
{
  guint draw = sandbox_random_below (random, 1000);
  guint i = 0;

  while (i < sandbox_n_regions () - 1 && draw >= sandbox_region (i)->share)
    draw -= sandbox_region (i++)->share;

  return sandbox_region (i);
}

/* The pyramid of ages: as many of each up to 65, then fewer and fewer. */
static guint
draw_age (SandboxRandom *random)
{
  guint age = sandbox_random_below (random, OLDEST);

  return age <= 65 || sandbox_random_below (random, OLDEST - 65) >= age - 65 ? age : sandbox_random_below (random, 65);
}

/* Given names follow the fashion of the generation. */
static const char *
draw_given (SandboxRandom     *random,
            const char *const *names,
            guint              age)
{
  guint n = count (names);
  guint centre = (OLDEST - age) * n / (OLDEST + 1);
  guint low = centre > 4 ? centre - 4 : 0;
  guint high = MIN (n, centre + 5);

  return names[low + sandbox_random_below (random, high - low)];
}

static void
draw_name (SandboxPatient      *patient,
           SandboxRandom       *random,
           const SandboxRegion *region,
           guint                age)
{
  gboolean           woman = strcmp (patient->gender, "female") == 0;
  const char *const *given = woman ? region->women : region->men;
  const char        *first = draw_given (random, given, age);

  patient->family = g_strdup (region->families[sandbox_random_skewed (random, count (region->families))]);
  if (sandbox_random_below (random, 6) == 0)
    patient->given = g_strjoin (" ", first, draw_given (random, given, age), NULL);
  else
    patient->given = g_strdup (first);
  if (woman && age > 25 && sandbox_random_below (random, 2) == 0)
    patient->birth_family = g_strdup (region->families[sandbox_random_skewed (random, count (region->families))]);
}

static void
draw_address (SandboxPatient      *patient,
              SandboxRandom       *random,
              const SandboxRegion *region)
{
  const char *place = region->places[sandbox_random_below (random, count (region->places))];
  const char *birth_place = region->places[sandbox_random_below (random, count (region->places))];

  patient->line = g_strdup_printf ("%s %u", region->streets[sandbox_random_below (random, count (region->streets))],
                                   1 + sandbox_random_below (random, 120));
  patient->postal = g_strndup (place, 4);
  patient->city = g_strdup (place + 5);
  patient->birth_place = g_strdup (birth_place + 5);
  patient->language = g_strdup (region->language);
}

static SandboxPatient *
new_drawn_patient (guint          i,
                   SandboxRandom *random)
{
  SandboxPatient      *patient = g_new0 (SandboxPatient, 1);
  const SandboxRegion *region = draw_region (random);
  guint                age = draw_age (random);
  guint                draw = sandbox_random_below (random, 500);

  patient->gender = g_strdup (draw == 0 ? "other" : draw % 2 == 0 ? "female"
                                                                  : "male");
  patient->birth_date = g_strdup_printf ("%04u-%02u-%02u", YEAR_NOW - 1 - age, 1 + sandbox_random_below (random, 12),
                                         1 + sandbox_random_below (random, 28));
  draw_name (patient, random, region, age);
  draw_address (patient, random, region);
  give_numbers (patient, i);

  return patient;
}

static void
add_drawn_documents (SandboxStore         *store,
                     SandboxRandom        *random,
                     const SandboxPatient *patient,
                     guint                 n)
{
  for (guint i = 0; i < n; i++)
    {
      SandboxDocument      document = { .patient = patient->id, .size = -1 };
      guint                draw = sandbox_random_below (random, 100);
      const SandboxPerson *author;

      document.kind = sandbox_kind_draw (sandbox_random_below (random, G_MAXUINT16));
      do
        document.author = sandbox_random_below (random, sandbox_n_people ());
      while (strcmp (sandbox_person (document.author)->role, "HCP") != 0);
      author = sandbox_person (document.author);
      document.created = sandbox_record_draw_time (random);
      document.level = draw < 85 ? SANDBOX_LEVEL_NORMAL : draw < 97 ? SANDBOX_LEVEL_RESTRICTED
                                                                    : SANDBOX_LEVEL_SECRET;
      document.superseded = sandbox_random_below (random, 40) == 0;
      document.by_patient = document.kind == SANDBOX_KIND_DIARY || document.kind == SANDBOX_KIND_ADVANCE_DIRECTIVE;
      document.language = sandbox_language_index (document.by_patient ? patient->language
                                                                      : sandbox_institution (author->institution)->language);
      document.seed = (guint32) sandbox_random_next (random);
      sandbox_store_add_document (store, &document);
    }
}

/* Most patients trust their practice and their hospital, some more than others, a few nobody: their
 * record opens only in an emergency, or not even then. */
static void
add_drawn_policies (SandboxStore  *store,
                    SandboxRandom *random,
                    gint64         patient,
                    SandboxLevel   provide_level)
{
  guint         draw = sandbox_random_below (random, 100);
  SandboxPolicy policy = { .patient = patient, .template = 203, .actor = "all", .level = provide_level };

  sandbox_store_add_policy (store, &policy);
  policy.level = SANDBOX_LEVEL_NORMAL;
  if (draw < 92)
    {
      policy.template = 202;
      sandbox_store_add_policy (store, &policy);
    }
  if (draw < 88)
    {
      policy.template = 302;
      policy.end = "2099-12-31";
      for (guint i = 0; i < sandbox_n_institutions (); i++)
        {
          policy.actor = sandbox_institution (i)->oid;
          policy.level = draw < 12 ? SANDBOX_LEVEL_RESTRICTED : SANDBOX_LEVEL_NORMAL;
          if (i == 0 || i == 2 || i == 3)
            sandbox_store_add_policy (store, &policy);
        }
    }
}

gboolean
sandbox_population_make (SandboxStore *store,
                         guint         n_patients,
                         guint         n_documents,
                         guint64       seed,
                         GError      **error)
{
  g_autofree char *description = g_strdup_printf ("%u %u %" G_GUINT64_FORMAT, n_patients, n_documents, seed);
  SandboxRandom    random = { seed };
  guint            left = n_documents;

  sandbox_store_begin (store);
  for (guint i = 0; i < n_patients; i++)
    {
      gboolean is_named = i < G_N_ELEMENTS (named);
      g_autoptr(SandboxPatient) patient = is_named ? new_named_patient (i) : new_drawn_patient (i, &random);
      guint average = left / (n_patients - i);
      guint n = i == n_patients - 1 ? left : MIN (left, sandbox_random_below (&random, 2 * average + 1));

      patient->id = sandbox_store_add_patient (store, patient);
      if (sandbox_record_is_written (i))
        n = sandbox_record_write (store, i, patient);
      else
        {
          add_drawn_documents (store, &random, patient, n);
          add_drawn_policies (store, &random, patient->id, is_named ? named[i].provide_level : SANDBOX_LEVEL_NORMAL);
        }
      left -= MIN (left, n);
    }
  sandbox_vaccine_record_write (store, give_numbers);

  return sandbox_store_commit (store, description, error);
}
