/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-record.h"

#include "sandbox-codes.h"

/* Positions in sandbox-people.c, for the table below to be readable. */
enum
{
  MUSTERARZT,
  PAN,
  ASSISTANT,
  FAVRE,
  MODELE,
  EXEMPLE,
  ESSAI,
  RAYON,
  SOIGNANTE,
  ESEMPIO,
  APOTHICAIRE,
  BEISPIEL,
  EXEMPEL,
  FREMDARZT,
  ASSISTANTE,
  ARCHIVE,
  READAPTE
};

enum
{
  FR,
  DE,
  IT,
  EN
};

#define NORMAL SANDBOX_LEVEL_NORMAL
#define RESTRICTED SANDBOX_LEVEL_RESTRICTED
#define SECRET SANDBOX_LEVEL_SECRET

typedef struct
{
  const char      *created;
  SandboxKindIndex kind;
  guint            author;
  guint            language;
  SandboxLevel     level;
  gboolean         by_patient;
  guint            is_replaced_by_next; /* the entry after this one supersedes it */
} Entry;

static const Entry franz[] = {
  { "2012-03-08T09:15:00Z", SANDBOX_KIND_OLD_NOTE, MODELE, FR, NORMAL },
  { "2013-10-21T13:40:00Z", SANDBOX_KIND_CONSULTATION_SCAN, MODELE, FR, NORMAL },
  { "2015-05-04T08:05:00Z", SANDBOX_KIND_VACCINATION, MODELE, FR, NORMAL },
  { "2016-01-19T15:30:00Z", SANDBOX_KIND_FAX, MODELE, FR, NORMAL },
  { "2017-02-11T22:10:00Z", SANDBOX_KIND_EMERGENCY, FAVRE, FR, NORMAL },
  { "2017-02-12T07:45:00Z", SANDBOX_KIND_CHEST, RAYON, FR, NORMAL },
  { "2018-06-05T14:20:00Z", SANDBOX_KIND_PHOTO, SOIGNANTE, FR, NORMAL },
  { "2018-09-17T10:00:00Z", SANDBOX_KIND_DAMAGED, FREMDARZT, DE, NORMAL },
  { "2019-03-03T09:30:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2019-11-25T16:15:00Z", SANDBOX_KIND_CONSULTATION_SCAN, ESEMPIO, IT, NORMAL },
  { "2020-04-02T11:00:00Z", SANDBOX_KIND_NOTE, MUSTERARZT, DE, NORMAL },
  { "2021-01-15T08:20:00Z", SANDBOX_KIND_VACCINATION, APOTHICAIRE, FR, NORMAL },
  { "2021-02-12T08:25:00Z", SANDBOX_KIND_VACCINATION, APOTHICAIRE, FR, NORMAL },
  { "2021-06-30T13:10:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2021-09-09T18:00:00Z", SANDBOX_KIND_NOTE, FREMDARZT, DE, SECRET },
  { "2022-02-14T09:00:00Z", SANDBOX_KIND_REFERRAL, MUSTERARZT, DE, NORMAL },
  { "2022-03-01T10:45:00Z", SANDBOX_KIND_MRI, RAYON, FR, NORMAL },
  { "2022-03-22T12:00:00Z", SANDBOX_KIND_OPERATION, EXEMPLE, FR, NORMAL },
  { "2022-03-29T14:00:00Z", SANDBOX_KIND_HOSPITAL_RECORD, EXEMPLE, FR, NORMAL },
  { "2022-04-04T15:30:00Z", SANDBOX_KIND_CDA, READAPTE, FR, NORMAL },
  { "2022-05-12T09:10:00Z", SANDBOX_KIND_NURSING_PLAN, SOIGNANTE, FR, NORMAL },
  { "2023-01-26T11:30:00Z", SANDBOX_KIND_PATHOLOGY_IMAGE, ESSAI, FR, NORMAL },
  { "2023-01-27T16:50:00Z", SANDBOX_KIND_PROTECTED, ESSAI, FR, RESTRICTED },
  { "2023-08-08T08:00:00Z", SANDBOX_KIND_CERTIFICATE, MODELE, FR, NORMAL },
  { "2024-02-19T19:45:00Z", SANDBOX_KIND_DIARY, MODELE, FR, NORMAL, .by_patient = TRUE },
  { "2024-05-06T10:00:00Z", SANDBOX_KIND_ADVANCE_DIRECTIVE, MODELE, FR, RESTRICTED, .by_patient = TRUE },
  { "2024-11-11T09:40:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2025-03-18T17:20:00Z", SANDBOX_KIND_NOTE, FAVRE, FR, RESTRICTED },
  { "2025-06-02T07:55:00Z", SANDBOX_KIND_CHEST, RAYON, FR, NORMAL },
  { "2025-09-24T12:01:30Z", SANDBOX_KIND_PRESCRIPTION, MUSTERARZT, DE, NORMAL },
  { "2025-12-01T10:30:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2026-02-03T14:45:00Z", SANDBOX_KIND_MEDICATION, MODELE, FR, NORMAL, .is_replaced_by_next = TRUE },
  { "2026-06-16T09:05:00Z", SANDBOX_KIND_MEDICATION, MODELE, FR, NORMAL },
  { "2026-09-07T16:00:00Z", SANDBOX_KIND_REFERRAL, MODELE, FR, NORMAL },
  { "2026-10-12T08:30:00Z", SANDBOX_KIND_VACCINATION, PAN, DE, NORMAL },
  { "2026-11-10T21:35:00Z", SANDBOX_KIND_EMERGENCY, FAVRE, FR, NORMAL },
  { "2026-11-11T06:50:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2026-11-12T13:15:00Z", SANDBOX_KIND_MRI, RAYON, FR, NORMAL },
  { "2026-11-14T09:30:00Z", SANDBOX_KIND_PRESCRIPTION, FAVRE, FR, NORMAL },
  { "2026-11-14T10:00:00Z", SANDBOX_KIND_DISCHARGE, FAVRE, FR, NORMAL },
};

static const Entry marie[] = {
  { "2018-04-10T09:00:00Z", SANDBOX_KIND_LABORATORY, ESSAI, FR, NORMAL },
  { "2020-10-19T10:20:00Z", SANDBOX_KIND_VACCINATION, MODELE, FR, NORMAL },
  { "2023-03-14T11:15:00Z", SANDBOX_KIND_CHEST, RAYON, FR, NORMAL },
  { "2024-01-30T15:00:00Z", SANDBOX_KIND_NOTE, FAVRE, FR, RESTRICTED },
  { "2025-07-21T08:40:00Z", SANDBOX_KIND_PRESCRIPTION, MODELE, FR, NORMAL },
  { "2026-05-05T13:30:00Z", SANDBOX_KIND_REFERRAL, MODELE, FR, NORMAL },
};

static const Entry sofia[] = {
  { "2019-08-02T09:45:00Z", SANDBOX_KIND_DISCHARGE, ESEMPIO, IT, NORMAL },
  { "2022-12-12T10:10:00Z", SANDBOX_KIND_LABORATORY, ESEMPIO, IT, NORMAL },
  { "2025-04-28T14:05:00Z", SANDBOX_KIND_PRESCRIPTION, ESEMPIO, IT, NORMAL },
  { "2026-08-17T16:25:00Z", SANDBOX_KIND_NOTE, ESEMPIO, IT, RESTRICTED },
};

/* The patient of every group stands in, so that the policies can be read in one place. Actor: GLN,
 * group or all; Franz has excluded Dr. Fremdarzt, Marie trusts one person to the end of the period,
 * Sofia opens hers in an emergency only. */
static const SandboxPolicy franz_policies[] = {
  { .template = 202, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
  { .template = 203, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
  { .template = 301, .actor = "2000000090092", .level = SANDBOX_LEVEL_RESTRICTED },
  { .template = 304, .actor = "7601000102737", .level = SANDBOX_LEVEL_RESTRICTED, .end = "2099-12-31" },
  { .template = 302, .actor = "urn:oid:2.999.20.1", .level = SANDBOX_LEVEL_RESTRICTED, .end = "2099-12-31" },
  { .template = 302, .actor = "urn:oid:2.999.20.2", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
  { .template = 302, .actor = "urn:oid:2.999.8", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
  { .template = 301, .actor = "2000000091112", .excludes = TRUE },
};
static const SandboxPolicy marie_policies[] = {
  { .template = 202, .actor = "all", .level = SANDBOX_LEVEL_RESTRICTED },
  { .template = 203, .actor = "all", .level = SANDBOX_LEVEL_RESTRICTED },
  { .template = 301, .actor = "2000000090092", .level = SANDBOX_LEVEL_NORMAL, .end = "2099-12-31" },
  { .template = 301, .actor = "2000000091020", .level = SANDBOX_LEVEL_RESTRICTED, .end = "2020-12-31" },
};
static const SandboxPolicy sofia_policies[] = {
  { .template = 202, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
  { .template = 203, .actor = "all", .level = SANDBOX_LEVEL_NORMAL },
};

static const struct
{
  const Entry         *entries;
  guint                n_entries;
  const SandboxPolicy *policies;
  guint                n_policies;
} records[] = {
  { franz, G_N_ELEMENTS (franz), franz_policies, G_N_ELEMENTS (franz_policies) },
  { marie, G_N_ELEMENTS (marie), marie_policies, G_N_ELEMENTS (marie_policies) },
  { sofia, G_N_ELEMENTS (sofia), sofia_policies, G_N_ELEMENTS (sofia_policies) },
};

gboolean
sandbox_record_is_written (guint position)
{
  return position < G_N_ELEMENTS (records);
}

guint
sandbox_record_write (SandboxStore         *store,
                      guint                 position,
                      const SandboxPatient *patient)
{
  gint64 replaced = 0;

  for (guint i = 0; i < records[position].n_entries; i++)
    {
      const Entry *entry = &records[position].entries[i];
      g_autoptr(GDateTime) created = g_date_time_new_from_iso8601 (entry->created, NULL);
      SandboxDocument document = { .patient = patient->id, .kind = entry->kind, .author = entry->author, .created = g_date_time_to_unix (created), .level = entry->level, .superseded = entry->is_replaced_by_next, .by_patient = entry->by_patient, .replaces = replaced, .language = entry->language, .seed = 1000 * position + i };
      gint64          id = sandbox_store_add_document (store, &document);

      replaced = entry->is_replaced_by_next ? id : 0;
    }
  for (guint i = 0; i < records[position].n_policies; i++)
    {
      SandboxPolicy policy = records[position].policies[i];

      policy.patient = patient->id;
      sandbox_store_add_policy (store, &policy);
    }

  return records[position].n_entries;
}

gint64
sandbox_record_draw_time (SandboxRandom *random)
{
  static const gint64 start = G_GINT64_CONSTANT (1325376000); /* 2012-01-01 */
  gint64              day = sandbox_random_below (random, 5400);
  gint64              minute = 7 * 60 + sandbox_random_below (random, 11 * 60);

  return start + day * 24 * 60 * 60 + minute * 60;
}
