/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-vaccine-record.h"

#include "sandbox-codes.h"
#include "sandbox-people.h"
#include "sandbox-vaccines.h"

#include <string.h>

/* Positions beyond those of any population that was ever made, so that the numbers are theirs alone and do not depend
 * on how many others there are. */
#define FIRST_POSITION 5000000

static const struct
{
  const char      *as;
  SandboxKindIndex kind;
} kinds[] = {
  { "json", SANDBOX_KIND_VACCINE_JSON },
  { "xml", SANDBOX_KIND_VACCINE_XML },
  { "snapshot", SANDBOX_KIND_VACCINE_SNAPSHOT },
  { "old", SANDBOX_KIND_VACCINE_OLD },
  { "pdf", SANDBOX_KIND_VACCINE_PDF },
  { "cda", SANDBOX_KIND_VACCINE_CDA },
  { "apart", SANDBOX_KIND_VACCINE_APART },
};

static const SandboxPolicy policies[] = {
  { .template = 202, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
  { .template = 203, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
  { .template = 301, .actor = "2000000090092", .level = SANDBOX_LEVEL_RESTRICTED },
  { .template = 302, .actor = "urn:oid:2.999.7", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
  { .template = 302, .actor = "urn:oid:2.999.20.1", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
  { .template = 302, .actor = "urn:oid:2.999.20.2", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
};

static gint64
add_patient (SandboxStore                *store,
             const SandboxVaccinePatient *person,
             guint                        position,
             void (*number) (SandboxPatient *patient, guint position))
{
  g_autoptr(SandboxPatient) patient = g_new0 (SandboxPatient, 1);
  gint64 id;

  patient->family = g_strdup (person->family);
  patient->given = g_strdup (person->given);
  patient->birth_date = g_strdup (person->birth_date);
  patient->gender = g_strdup (person->gender);
  patient->line = g_strdup (person->line);
  patient->postal = g_strdup (person->postal);
  patient->city = g_strdup (person->city);
  patient->birth_place = g_strdup (person->city);
  patient->language = g_strdup (person->language);
  number (patient, position);
  id = sandbox_store_add_patient (store, patient);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      SandboxPolicy policy = policies[i];

      policy.patient = id;
      sandbox_store_add_policy (store, &policy);
    }

  return id;
}

static guint
kind_of (const SandboxVaccineDocument *document)
{
  const char *as = sandbox_vaccine_document_get (document, "as");

  for (guint i = 0; as != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].as, as))
      return kinds[i].kind;

  return SANDBOX_KIND_VACCINE_JSON;
}

static SandboxLevel
level_of (const SandboxVaccineDocument *document)
{
  const char *level = sandbox_vaccine_document_get (document, "level");

  if (g_strcmp0 (level, "secret") == 0)
    return SANDBOX_LEVEL_SECRET;

  return g_strcmp0 (level, "restricted") == 0 ? SANDBOX_LEVEL_RESTRICTED : SANDBOX_LEVEL_NORMAL;
}

/* Somebody of the community; for what comes from elsewhere, the first, who has it in the registry. */
static guint
author_of (const SandboxVaccineDocument *document)
{
  const char *by = sandbox_vaccine_document_get (document, "by");

  for (guint i = 0; by != NULL && i < sandbox_n_people (); i++)
    if (g_str_equal (sandbox_person (i)->family, by))
      return i;

  return 0;
}

static void
add_document (SandboxStore                 *store,
              gint64                        patient,
              const SandboxVaccineDocument *document,
              guint                         number)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (document->time, NULL);
  const char     *language = sandbox_vaccine_document_get (document, "language");
  const char     *by = sandbox_vaccine_document_get (document, "by");
  SandboxDocument entry = { .patient = patient, .size = -1 };

  g_assert (time != NULL);
  entry.kind = kind_of (document);
  entry.author = author_of (document);
  entry.created = g_date_time_to_unix (time);
  entry.level = level_of (document);
  entry.by_patient = g_strcmp0 (by, "patient") == 0;
  entry.language = sandbox_language_index (language != NULL ? language : "de");
  entry.seed = number;
  sandbox_store_add_document (store, &entry);
}

void
sandbox_vaccine_record_write (SandboxStore *store,
                              void (*number) (SandboxPatient *patient, guint position))
{
  const SandboxVaccinePatient *known = NULL;
  gint64                       id = 0;

  for (guint i = 0, position = FIRST_POSITION; i < sandbox_vaccines_n_documents (); i++)
    {
      const SandboxVaccineDocument *document = sandbox_vaccines_document (i);

      if (document->patient != known)
        id = add_patient (store, document->patient, position++, number);
      known = document->patient;
      add_document (store, id, document, i);
    }
}
