/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of vaccination in the outbox: it says itself what its metadata say (R-VAC-86). Invented people. */
#include "config.h"

#include "outbox-world.h"

#include "epr-vaccination-write.h"
#include "model-vaccination.h"

#include <string.h>

#define UUID "0d0e2c5e-6f0c-4e0a-9a0b-0f6f2d3c4b5a"
#define RESTRICTED "263856008"

/* (transfer full) */
static GBytes *
write_boostrix (Desk *desk)
{
  g_autoptr(ModelCoding) boostrix = model_coding_new ("http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs", "637", "Boostrix");
  g_autoptr(GPtrArray) codings = g_ptr_array_new ();
  ModelClinicalFacts        facts = { .kind = MODEL_CLINICAL_VACCINATION, .codings = codings };
  const ModelDocumentAuthor author = { .person = "Dre Anna Exemple", .person_gln = "2000000090092" };
  ModelDate                 now;
  EprVaccinationChange      change = { .step = EPR_VACCINATION_CREATE };
  const EprVaccinationOrder order = {
    .uuid = UUID, .date = &now, .language = "fr-CH", .confidentiality = "17621005", .patient = desk->patient, .author = &author, .professional = TRUE, .changes = &change, .n_changes = 1
  };
  g_autoptr(ModelVaccination) entry = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  g_ptr_array_add (codings, boostrix);
  model_date_parse ("2026-11-28T10:15:00+01:00", &now);
  model_date_parse ("2026-11-27", &facts.date);
  entry = model_vaccination_new (&facts, &(ModelVaccinationDetails) { 0 });
  change.entry = MODEL_CLINICAL_ENTRY (entry);
  bytes = epr_vaccination_write (epr_client_get_community (desk->client), &order, &error);
  g_assert_no_error (error);

  return bytes;
}

/* What has arrived. (transfer full) */
static char *
only_content (World *world)
{
  GHashTableIter iter;
  gpointer       content;
  gsize          length;
  guchar        *bytes;
  char          *text;

  g_assert_cmpuint (g_hash_table_size (world->by_content), ==, 1);
  g_hash_table_iter_init (&iter, world->by_content);
  g_hash_table_iter_next (&iter, &content, NULL);

  bytes = g_base64_decode (content, &length);
  text = g_strndup ((const char *) bytes, length);
  g_free (bytes);

  return text;
}

/* The fresh identifier of the entry, behind its name. */
static char *
identifier_of (const char *json)
{
  const char *entry = strstr (json, "\"Immunization\"");
  const char *value = entry != NULL ? strstr (entry, "urn:uuid:") : NULL;

  g_assert_nonnull (value);

  return g_strndup (value, strlen ("urn:uuid:" UUID));
}

static RecordDeposit *
first (Desk *desk)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (desk->outbox)) == 0)
    g_main_context_iteration (NULL, TRUE);

  return g_list_model_get_item (G_LIST_MODEL (desk->outbox), 0);
}

/* Raised with consent after the program was ended and begun again: the sealed file holds another document of the same
 * entries, under another number. */
static void
test_raised (void)
{
  g_autoptr(World) world = world_new (1);
  Desk *desk = desk_new (world->base, "test|raised", TRUE, 7);
  g_autoptr(GBytes) bytes = write_boostrix (desk);
  g_autoptr(RecordBody) body = record_body_new (bytes);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autofree char *before = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *identifier = identifier_of (before);
  g_autofree char *after = NULL;
  RecordOrder      order = { .body = body, .vaccination = TRUE };
  g_autofree char *stored = NULL;

  world->mood = MOOD_LEVEL;
  deposit = desk_add_order (desk, 1, &order, NULL);
  wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
  g_clear_object (&deposit);
  desk_free (desk);

  desk = desk_new (world->base, "test|raised", TRUE, 7);
  deposit = first (desk);
  wait_state (deposit, RECORD_DEPOSIT_NEEDS_CONSENT);
  g_assert_false (record_deposit_can_edit (deposit));
  record_deposit_accept_level (deposit);
  wait_state (deposit, RECORD_DEPOSIT_DONE);

  stored = only_content (world);
  after = identifier_of (stored);
  g_assert_nonnull (strstr (before, "urn:uuid:" UUID));
  g_assert_null (strstr (stored, "urn:uuid:" UUID));
  g_assert_null (strstr (stored, "17621005"));
  g_assert_nonnull (strstr (stored, RESTRICTED));
  g_assert_cmpstr (after, ==, identifier);
  g_assert_cmpint (model_document_get_size (record_deposit_get_document (deposit)), ==, (gint64) strlen (stored));
  g_assert_cmpstr (g_hash_table_lookup (world->levels, model_document_get_unique_id (record_deposit_get_document (deposit))), ==, RESTRICTED);
  g_assert_cmpuint (n_files (), ==, 0);
  g_clear_object (&deposit);
  desk_free (desk);
}

/* Killed after the document was stored and before the answer came: asked about, and there once (R-VAC-65). */
static void
test_again (void)
{
  g_autoptr(World) world = world_new (1);
  Desk *desk = desk_new (world->base, "test|again", TRUE, 7);
  g_autoptr(GBytes) bytes = write_boostrix (desk);
  g_autoptr(RecordBody) body = record_body_new (bytes);
  g_autoptr(RecordDeposit) deposit = NULL;
  g_autofree char *stored = NULL;
  RecordOrder      order = { .body = body, .vaccination = TRUE };

  world->mood = MOOD_HOLD;
  deposit = desk_add_order (desk, 1, &order, NULL);
  while (world->held->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&deposit);
  desk_free (desk);
  world_let_go (world);

  world->mood = MOOD_GOOD;
  desk = desk_new (world->base, "test|again", TRUE, 7);
  deposit = first (desk);
  wait_state (deposit, RECORD_DEPOSIT_DONE);
  stored = only_content (world);
  g_assert_nonnull (strstr (stored, UUID));
  g_assert_cmpuint (world->n_posts, ==, 1);
  g_clear_object (&deposit);
  desk_free (desk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/outbox/R-VAC-86/raised", test_raised);
  g_test_add_func ("/record/outbox/R-VAC-65/again", test_again);

  return g_test_run ();
}
