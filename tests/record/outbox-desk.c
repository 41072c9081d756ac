/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "outbox-world.h"

#include <string.h>

Desk *
desk_new (const char *base,
          const char *account,
          gboolean    keep,
          guint       days)
{
  Desk            *self = g_new0 (Desk, 1);
  const char      *given[] = { "Franz", NULL };
  g_autofree char *text = g_strdup_printf ("[community]\nid=test\nname=Test\nprofile=fhir-r4\n[url]\nbase=%s\nallow-loopback-http=true\n"
                                           "[oids]\nsource=2.999.7.1\n[upload]\nmax-age-days=%u\n",
                                           base, days);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprCommunity) settings = epr_community_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  self->vault = keep ? net_token_vault_new () : net_token_vault_new_in_memory ();
  self->client = epr_client_new (settings, self->vault, &error);
  g_assert_no_error (error);
  self->patient = model_patient_new (&(ModelPatientInit) {
      .id = "p1", .family = "Muster", .given = given, .gender = MODEL_GENDER_MALE, .birth_date = { 1995, 1, 27, .precision = MODEL_DATE_DAY } });
  self->context = record_patient_context_new (self->client, self->patient, RECORD_PURPOSE_NORMAL, 1, NULL, NULL);
  self->outbox = record_outbox_new (self->client, self->vault, account, keep, NULL, NULL, NULL);
  record_outbox_set_pauses (self->outbox, 1, 20);

  return self;
}

void
desk_free (Desk *self)
{
  record_outbox_close (self->outbox);
  g_clear_object (&self->outbox);
  record_patient_context_close (self->context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->context);
  g_object_unref (self->patient);
  g_object_unref (self->client);
  g_object_unref (self->vault);
  g_free (self);
}

static ModelCoding *
snomed (const char *code)
{
  return model_coding_new ("http://snomed.info/sct", code, NULL);
}

ModelDocument *
make_document (guint number)
{
  g_autofree char *title = g_strdup_printf ("Lettre %u", number);
  g_autoptr(ModelCoding) type = snomed ("373942005");
  g_autoptr(ModelCoding) class = snomed ("422735006");
  g_autoptr(ModelCoding) facility = snomed ("264358009");
  g_autoptr(ModelCoding) setting = snomed ("394802001");
  g_autoptr(ModelCoding) level = snomed ("17621005");
  g_autoptr(ModelCoding) role = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.6", "HCP", NULL);
  g_autoptr(ModelCoding) format = model_coding_new ("urn:oid:2.16.756.5.30.1.127.3.10.10", "urn:che:epr:EPR_Unstructured_Document", NULL);
  g_autoptr(GPtrArray) levels = g_ptr_array_new_with_free_func (g_object_unref);
  ModelDocumentAuthor author = { .person = "Dre Anna Exemple", .role = role };

  g_ptr_array_add (levels, g_object_ref (level));

  return model_document_new (&(ModelDocumentInit) {
      .title = title, .content_type = "text/plain", .language = "fr-CH", .type = type, .category = class, .format = format, .facility_type = facility, .practice_setting = setting, .provider_role = role, .security_labels = levels, .authors = &author, .n_authors = 1, .size = -1, .created = { 2026, 11, 12, 12, 0, 0, MODEL_DATE_SECOND, 60 } });
}

void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

RecordDeposit *
desk_add_order (Desk        *self,
                guint        number,
                RecordOrder *order,
                GError     **error)
{
  g_autoptr(ModelDocument) document = make_document (number);
  g_autofree char *text = g_strdup_printf ("content of letter %u", number);
  g_autoptr(GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr(RecordBody) body = record_body_new (content);
  g_autoptr(GAsyncResult) result = NULL;

  if (order->document == NULL)
    order->document = document;
  if (order->patient == NULL)
    order->patient = self->patient;
  if (order->body == NULL)
    order->body = body;
  record_outbox_add_async (self->outbox, order, NULL, result_cb, &result);
  wait_for (&result);

  return record_outbox_add_finish (self->outbox, result, error);
}

RecordDeposit *
desk_add (Desk *self,
          guint number)
{
  RecordOrder order = { 0 };
  g_autoptr(GError) error = NULL;
  RecordDeposit *deposit = desk_add_order (self, number, &order, &error);

  g_assert_no_error (error);

  return deposit;
}

void
wait_state (RecordDeposit     *deposit,
            RecordDepositState state)
{
  while (record_deposit_get_state (deposit) != state)
    g_main_context_iteration (NULL, TRUE);
}

guint
n_files (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "cabinet", "outbox", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += strchr (name, '-') != NULL && strchr (name, '.') == NULL;

  return n;
}
