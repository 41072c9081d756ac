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

G_STATIC_ASSERT ((int) EPR_VACCINATION_CREATE == (int) FHIR_VACCINATION_CREATE && (int) EPR_VACCINATION_REFUTE == (int) FHIR_VACCINATION_REFUTE);

GBytes *
epr_vaccination_write (EprCommunity              *community,
                       const EprVaccinationOrder *order,
                       GError                   **error)
{
  g_autoptr(GPtrArray) numbers = local_numbers (community, order->patient, order->uuid);
  const FhirVaccinationChange change = {
    .step = (FhirVaccinationStep) order->step,
    .entry = order->entry,
    .earlier = order->earlier,
    .document = order->document,
    .comment = order->comment,
  };
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
    .professional = order->professional,
    .changes = &change,
    .n_changes = 1,
  };

  return fhir_vaccination_write (&whole, error);
}
