/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-tables-private.h"

#include <string.h>

#define ANYBODY "PractitionerRole|Patient|RelatedPerson"

static const FhirVaccinationElement composition[] = {
  { "language", 1, 1, NULL, NULL, "R-VAC-10" },
  { "identifier", 1, 1, NULL, NULL, "R-VAC-10" },
  { "status", 1, 1, "final", NULL, "R-VAC-10" },
  { "type", 1, 1, "41000179103", NULL, "R-VAC-10" },
  { "category", 1, 1, "urn:che:epr:ch-vacd:immunization-administration:2022|urn:che:epr:ch-vacd:vaccination-record:2022", NULL, "R-VAC-10" },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-10" },
  { "date", 1, 1, NULL, NULL, "R-VAC-10" },
  { "author", 1, FHIR_VACCINATION_MANY, NULL, "PractitionerRole|Practitioner|Device|Patient|RelatedPerson|Organization", "R-VAC-10" },
  { "title", 1, 1, NULL, NULL, "R-VAC-10" },
  { "confidentiality", 1, 1, "N|R|V", NULL, "R-VAC-13" },
  { "custodian", 0, 1, NULL, "Organization", "R-VAC-10" },
  { "section", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-16" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_immunization[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "status", 1, 1, "completed|entered-in-error|not-done", NULL, "R-VAC-23" },
  { "vaccineCode", 1, 1, NULL, NULL, "R-VAC-23" },
  { "patient", 1, 1, NULL, "Patient", "R-VAC-23" },
  { "occurrence[x]", 1, 1, NULL, NULL, "R-VAC-23" },
  { "recorded", 0, 1, NULL, NULL, "R-VAC-23" },
  { "lotNumber", 0, 1, NULL, NULL, "R-VAC-28" },
  { "expirationDate", 0, 1, NULL, NULL, "R-VAC-28" },
  { "site", 0, 1, NULL, NULL, "R-VAC-23" },
  { "route", 0, 1, NULL, NULL, "R-VAC-23" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_allergy[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "verificationStatus", 1, 1, "confirmed|unconfirmed|refuted|entered-in-error|presumed", NULL, "R-VAC-34" },
  { "clinicalStatus", 0, 1, "active|inactive|resolved", NULL, "R-VAC-34" },
  { "code", 1, 1, NULL, NULL, "R-VAC-34" },
  { "patient", 1, 1, NULL, "Patient", "R-VAC-34" },
  { "recorder", 0, 1, NULL, "Practitioner|" ANYBODY, "R-VAC-34" },
  { "onset[x]", 0, 1, NULL, NULL, "R-VAC-34" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_illness[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "verificationStatus", 1, 1, "confirmed|unconfirmed|refuted|entered-in-error|provisional|differential", NULL, "R-VAC-37" },
  { "category", 0, 0, NULL, NULL, "R-VAC-37" },
  { "clinicalStatus", 0, 1, "resolved", NULL, "R-VAC-37" },
  { "code", 1, 1, NULL, NULL, "R-VAC-37" },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-37" },
  { "onset[x]", 1, 1, NULL, NULL, "R-VAC-37" },
  { "abatement[x]", 0, 1, NULL, NULL, "R-VAC-38" },
  { "recordedDate", 1, 1, NULL, NULL, "R-VAC-37" },
  { "recorder", 0, 1, NULL, ANYBODY, "R-VAC-37" },
  { "asserter", 0, 1, NULL, "PractitionerRole", "R-VAC-37" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_problem[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "verificationStatus", 1, 1, "confirmed|unconfirmed|refuted|entered-in-error|provisional|differential", NULL, "R-VAC-39" },
  { "category", 1, 1, "problem-list-item", NULL, "R-VAC-39" },
  { "clinicalStatus", 0, 1, "active|inactive|recurrence|relapse|remission|resolved", NULL, "R-VAC-38" },
  { "code", 1, 1, NULL, NULL, "R-VAC-39" },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-39" },
  { "onset[x]", 0, 1, NULL, NULL, "R-VAC-39" },
  { "abatement[x]", 0, 1, NULL, NULL, "R-VAC-38" },
  { "recordedDate", 1, 1, NULL, NULL, "R-VAC-39" },
  { "recorder", 0, 1, NULL, ANYBODY, "R-VAC-39" },
  { "asserter", 0, 1, NULL, "PractitionerRole", "R-VAC-39" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_basic[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "verificationStatus", 1, 1, "confirmed|unconfirmed|refuted|entered-in-error|provisional|differential", NULL, "R-VAC-38" },
  { "category", 1, 1, "encounter-diagnosis", NULL, "R-VAC-38" },
  { "code", 1, 1, NULL, NULL, "R-VAC-38" },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-38" },
  { "onset[x]", 1, 1, NULL, NULL, "R-VAC-38" },
  { "recordedDate", 1, 1, NULL, NULL, "R-VAC-38" },
  { "recorder", 0, 1, NULL, ANYBODY, "R-VAC-38" },
  { "asserter", 0, 1, NULL, "PractitionerRole", "R-VAC-38" },
  { NULL },
};

const FhirVaccinationElement fhir_vaccination_serology[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22" },
  { "status", 1, 1, NULL, NULL, "R-VAC-42" },
  { "code", 1, 1, NULL, NULL, "R-VAC-42" },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-42" },
  { "effective[x]", 0, 1, NULL, NULL, "R-VAC-42" },
  { "performer", 0, FHIR_VACCINATION_MANY, NULL, "PractitionerRole|Organization", "R-VAC-42" },
  { "value[x]", 1, 1, NULL, NULL, "R-VAC-42" },
  { NULL },
};

static const FhirVaccinationElement patient[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5" },
  { "name", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5" },
  { "gender", 1, 1, "female|male|other|unknown", NULL, "chapter 6.5" },
  { "birthDate", 1, 1, NULL, NULL, "chapter 6.5" },
  { NULL },
};

static const FhirVaccinationElement practitioner[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-46" },
  { "name", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5" },
  { NULL },
};

static const FhirVaccinationElement role[] = {
  { "practitioner", 0, 1, NULL, "Practitioner", "chapter 6.5" },
  { "organization", 0, 1, NULL, "Organization", "chapter 6.5" },
  { NULL },
};

static const FhirVaccinationElement organization[] = {
  { "address", 0, 1, NULL, NULL, "chapter 6.5" },
  { NULL },
};

static const FhirVaccinationTable tables[] = {
  { "ch-vacd-composition-immunization-administration", "Composition", composition },
  { "ch-vacd-composition-vaccination-record", "Composition", composition },
  { "ch-vacd-immunization", "Immunization", fhir_vaccination_immunization },
  { "ch-vacd-allergyintolerances", "AllergyIntolerance", fhir_vaccination_allergy },
  { "ch-vacd-pastillnesses", "Condition", fhir_vaccination_illness },
  { "ch-vacd-medical-problems", "Condition", fhir_vaccination_problem },
  { "ch-vacd-basic-immunization", "Condition", fhir_vaccination_basic },
  { "ch-vacd-laboratory-serology", "Observation", fhir_vaccination_serology },
  { "ch-core-patient-epr", "Patient", patient },
  { "ch-core-practitioner-epr", "Practitioner", practitioner },
  { "ch-core-practitionerrole-epr", "PractitionerRole", role },
  { "ch-core-organization-epr", "Organization", organization },
};

const FhirVaccinationTable *
fhir_vaccination_find_table (const char *profile)
{
  const char *name = profile != NULL ? strrchr (profile, '/') : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (name + 1, tables[i].profile))
      return &tables[i];

  return NULL;
}
