/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "epr-vaccination-write.h"

#include "epr-oids.h"
#include "fhir-vaccination-write.h"

static const char *const withheld[] = { EPR_SYSTEM_SPID, EPR_SYSTEM_AHVN13, NULL };

/* As in the metadata (R-MHD-28): the number of the place, else the index's, else one for this document alone. */
static GPtrArray *
local_numbers (EprCommunity *community,
               ModelPatient *patient,
               const char   *uuid)
{
  const char *authorities[] = { epr_community_get_local_authority (community), epr_community_get_mpi_authority (community) };
  GPtrArray  *numbers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (authorities) && numbers->len == 0; i++)
    {
      const char *value = authorities[i] != NULL && !g_strv_contains (withheld, authorities[i])
                              ? model_patient_find_identifier (patient, authorities[i])
                              : NULL;

      if (value != NULL)
        g_ptr_array_add (numbers, model_identifier_new (authorities[i], value, NULL, "MR"));
    }
  if (numbers->len == 0)
    {
      const char      *own = epr_community_get_source_oid (community);
      g_autofree char *system = own != NULL && !g_str_has_prefix (own, "urn:oid:") ? g_strconcat ("urn:oid:", own, NULL) : g_strdup (own);

      g_ptr_array_add (numbers, model_identifier_new (system, uuid, NULL, "MR"));
    }

  return numbers;
}

G_STATIC_ASSERT ((int) EPR_VACCINATION_CREATE == (int) FHIR_VACCINATION_CREATE && (int) EPR_VACCINATION_RESTORE == (int) FHIR_VACCINATION_RESTORE);

/* (transfer full) of FhirVaccinationChange */
static GArray *
changes_of (const EprVaccinationOrder *order)
{
  GArray *changes = g_array_sized_new (FALSE, TRUE, sizeof (FhirVaccinationChange), order->n_changes);

  for (guint i = 0; i < order->n_changes; i++)
    {
      const EprVaccinationChange *from = &order->changes[i];
      FhirVaccinationChange       change = {
              .step = (FhirVaccinationStep) from->step,
              .entry = from->entry,
              .good = from->good,
              .earlier = from->earlier,
              .document = from->document,
              .comment = from->comment,
              .unproven = from->unproven,
      };

      g_array_append_val (changes, change);
    }

  return changes;
}

static GBytes *
write_for (EprCommunity              *community,
           const EprVaccinationOrder *order,
           ModelVaccinationRecord    *record,
           GError                   **error)
{
  g_autoptr(GPtrArray) numbers = local_numbers (community, order->patient, order->uuid);
  g_autoptr(GArray) changes = changes_of (order);
  const FhirVaccinationOrder whole = {
    .uuid = order->uuid,
    .date = order->date,
    .language = order->language,
    .format_system = EPR_SYSTEM_FORMAT,
    .confidentiality = order->confidentiality,
    .patient = order->patient,
    .local_numbers = numbers,
    .withheld = withheld,
    .author = order->author,
    .enterer = order->enterer,
    .professional = order->professional,
    .changes = (const FhirVaccinationChange *) (gpointer) changes->data,
    .n_changes = changes->len,
  };

  return record != NULL ? fhir_vaccination_write_record (&whole, record, error) : fhir_vaccination_write (&whole, error);
}

GBytes *
epr_vaccination_write (EprCommunity              *community,
                       const EprVaccinationOrder *order,
                       GError                   **error)
{
  return write_for (community, order, NULL, error);
}

GBytes *
epr_vaccination_write_record (EprCommunity              *community,
                              const EprVaccinationOrder *order,
                              ModelVaccinationRecord    *record,
                              GError                   **error)
{
  g_return_val_if_fail (MODEL_IS_VACCINATION_RECORD (record), NULL);

  return write_for (community, order, record, error);
}

GBytes *
epr_vaccination_rewrite (GBytes     *json,
                         const char *uuid,
                         const char *confidentiality,
                         GError    **error)
{
  return fhir_vaccination_rewrite (json, uuid, confidentiality, withheld, error);
}
