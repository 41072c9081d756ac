/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-vaccinations.h"

G_BEGIN_DECLS

/* One entry of a record; what is NULL or 0 is left out. */
typedef struct
{
  ModelClinicalKind   kind;
  const char         *system;
  const char         *code;
  const char         *label;        /* the document's own words */
  const char         *date;
  const char         *lot;
  gint64              dose;
  const char         *performer;
  const char         *organization;
  const char         *comment;
  const char         *value;        /* of a result */
  ModelClinicalStatus status;
  ModelVerification   verification; /* confirmed, when MISSING */
} PrintTestEntry;

#define PRINT_TEST_SNOMED "http://snomed.info/sct"
#define PRINT_TEST_SWISSMEDIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs"
#define PRINT_TEST_BASIC "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs"

/* Everybody's childhood in a dozen entries. */
extern const PrintTestEntry print_test_childhood[];
extern const guint          print_test_n_childhood;

/* A record of one document, of a professional. @incomplete: something is missing. (transfer full) */
ModelVaccinationRecord *print_test_record  (const PrintTestEntry *entries,
                                            guint                 n_entries,
                                            gboolean              incomplete);
ModelPatient           *print_test_patient (const char           *family,
                                            const char           *given);
/* Lays it out as a nurse would. (transfer full) */
PrintBook              *print_test_book    (ModelVaccinationRecord *record,
                                            ModelPatient           *patient,
                                            const char             *language,
                                            const char             *second);   /* (nullable) */

G_END_DECLS
