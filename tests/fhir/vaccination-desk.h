/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir-vaccination-write.h"

G_BEGIN_DECLS

/* Somebody who writes vaccination documents of one invented patient. */
typedef struct
{
  ModelPatient        *patient;
  GPtrArray           *numbers;
  ModelDate            now;
  char                *uuid;
  FhirVaccinationOrder order;
} VaccinationDesk;

extern const ModelDocumentAuthor vaccination_desk_author;

VaccinationDesk *vaccination_desk_new (void);
void             vaccination_desk_free (VaccinationDesk *self);
/* A document of its own with one change. (transfer full) */
GBytes *vaccination_desk_write (VaccinationDesk *self, FhirVaccinationChange *change, GError **error);
/* One of each kind, as a form would fill it; @date: "2026-11-27", "1975". (transfer full) */
ModelClinicalEntry *vaccination_desk_entry (ModelClinicalKind kind, const char *date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VaccinationDesk, vaccination_desk_free)

G_END_DECLS
