/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fhir-vaccination-tables-private.h"

#include <string.h>

#define ANYBODY "PractitionerRole|Patient|RelatedPerson"
#define CONDITION_VERIFICATION "confirmed|unconfirmed|refuted|entered-in-error|provisional|differential"
#define CONDITION_CLINICAL "active|inactive|recurrence|relapse|remission|resolved"

static const FhirVaccinationElement composition[] = {
  { "language", 1, 1, NULL, NULL, "R-VAC-10", FALSE },
  { "identifier", 1, 1, NULL, NULL, "R-VAC-10", FALSE },
  { "status", 1, 1, "final", NULL, "R-VAC-10", FALSE },
  { "type", 1, 1, "41000179103", NULL, "R-VAC-10", FALSE },
  { "category", 1, 1, "urn:che:epr:ch-vacd:immunization-administration:2022|urn:che:epr:ch-vacd:vaccination-record:2022", NULL, "R-VAC-10", FALSE },
  { "subject", 1, 1, NULL, "Patient*", "R-VAC-10", FALSE },
  { "date", 1, 1, NULL, NULL, "R-VAC-10", FALSE },
  { "author", 1, FHIR_VACCINATION_MANY, NULL, "PractitionerRole*|Practitioner*|Device|Patient*|RelatedPerson|Organization*", "R-VAC-10", FALSE },
  { "title", 1, 1, NULL, NULL, "R-VAC-10", FALSE },
  { "confidentiality", 1, 1, "N|R|V", NULL, "R-VAC-13", FALSE },
  { "custodian", 0, 1, NULL, "Organization*", "R-VAC-10", FALSE },
  { "section", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-16", FALSE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_immunization[] = {
  { "contained", 0, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "status", 1, 1, "completed|entered-in-error|not-done", NULL, "R-VAC-23", FALSE },
  { "statusReason", 0, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "vaccineCode", 1, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "patient", 1, 1, NULL, "Patient", "R-VAC-23", FALSE },
  { "occurrence[x]", 1, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "recorded", 0, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "lotNumber", 0, 1, NULL, NULL, "R-VAC-28", FALSE },
  { "expirationDate", 0, 1, NULL, NULL, "R-VAC-28", FALSE },
  { "site", 0, 1, NULL, NULL, "R-VAC-23", FALSE },
  { "route", 0, 1, NULL, NULL, "R-VAC-23", FALSE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_allergy[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "verificationStatus", 1, 1, "confirmed|unconfirmed|refuted|entered-in-error|presumed", NULL, "R-VAC-34", FALSE },
  { "clinicalStatus", 0, 1, "active|inactive|resolved", NULL, "R-VAC-34", FALSE },
  { "type", 0, 1, "allergy|intolerance", NULL, "R-VAC-34", FALSE },
  { "category", 0, FHIR_VACCINATION_MANY, "food|medication|environment|biologic", NULL, "R-VAC-34", FALSE },
  { "criticality", 0, 1, "low|high|unable-to-assess", NULL, "R-VAC-34", FALSE },
  { "code", 1, 1, NULL, NULL, "R-VAC-34", FALSE },
  { "patient", 1, 1, NULL, "Patient", "R-VAC-34", FALSE },
  { "recorder", 0, 1, NULL, "Practitioner|" ANYBODY, "R-VAC-34", TRUE },
  { "onset[x]", 0, 1, NULL, NULL, "R-VAC-34", FALSE },
  { "recordedDate", 0, 1, NULL, NULL, "R-VAC-34", FALSE },
  { "lastOccurrence", 0, 1, NULL, NULL, "R-VAC-34", FALSE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_illness[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "verificationStatus", 1, 1, CONDITION_VERIFICATION, NULL, "R-VAC-37", FALSE },
  { "category", 0, 0, NULL, NULL, "R-VAC-37", FALSE },
  { "clinicalStatus", 0, 1, "resolved", NULL, "R-VAC-37", FALSE },
  { "code", 1, 1, NULL, NULL, "R-VAC-37", FALSE },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-37", FALSE },
  { "onset[x]", 1, 1, NULL, NULL, "R-VAC-37", FALSE },
  { "onsetDateTime", 1, 1, NULL, NULL, "R-VAC-37", FALSE },
  { "abatement[x]", 0, 1, NULL, NULL, "R-VAC-38", FALSE },
  { "recordedDate", 1, 1, NULL, NULL, "R-VAC-37", FALSE },
  { "recorder", 0, 1, NULL, ANYBODY, "R-VAC-37", TRUE },
  { "asserter", 0, 1, NULL, "PractitionerRole", "R-VAC-37", TRUE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_problem[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "verificationStatus", 1, 1, CONDITION_VERIFICATION, NULL, "R-VAC-39", FALSE },
  { "category", 1, 1, "problem-list-item", NULL, "R-VAC-39", FALSE },
  { "clinicalStatus", 0, 1, CONDITION_CLINICAL, NULL, "R-VAC-38", FALSE },
  { "code", 1, 1, NULL, NULL, "R-VAC-39", FALSE },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-39", FALSE },
  { "onset[x]", 0, 1, NULL, NULL, "R-VAC-39", FALSE },
  { "abatement[x]", 0, 1, NULL, NULL, "R-VAC-38", FALSE },
  { "recordedDate", 1, 1, NULL, NULL, "R-VAC-39", FALSE },
  { "recorder", 0, 1, NULL, ANYBODY, "R-VAC-39", TRUE },
  { "asserter", 0, 1, NULL, "PractitionerRole", "R-VAC-39", TRUE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_basic[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "verificationStatus", 1, 1, CONDITION_VERIFICATION, NULL, "chapter 6.3", FALSE },
  { "category", 1, 1, "encounter-diagnosis", NULL, "chapter 6.3", FALSE },
  { "clinicalStatus", 0, 1, CONDITION_CLINICAL, NULL, "R-VAC-38", FALSE },
  { "code", 1, 1, NULL, NULL, "chapter 6.3", FALSE },
  { "subject", 1, 1, NULL, "Patient", "chapter 6.3", FALSE },
  { "onset[x]", 1, 1, NULL, NULL, "chapter 6.3", FALSE },
  { "onsetDateTime", 1, 1, NULL, NULL, "chapter 6.3", FALSE },
  { "abatement[x]", 0, 1, NULL, NULL, "R-VAC-38", FALSE },
  { "recordedDate", 1, 1, NULL, NULL, "chapter 6.3", FALSE },
  { "recorder", 0, 1, NULL, ANYBODY, "chapter 6.3", TRUE },
  { "asserter", 0, 1, NULL, "PractitionerRole", "chapter 6.3", TRUE },
  { 0 },
};

const FhirVaccinationElement fhir_vaccination_serology[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-22", FALSE },
  { "status", 1, 1, "registered|preliminary|final|amended|corrected|cancelled|entered-in-error|unknown", NULL, "R-VAC-42", FALSE },
  { "code", 1, 1, NULL, NULL, "R-VAC-42", FALSE },
  { "subject", 1, 1, NULL, "Patient", "R-VAC-42", FALSE },
  { "effective[x]", 0, 1, NULL, NULL, "R-VAC-42", FALSE },
  { "performer", 0, FHIR_VACCINATION_MANY, NULL, "PractitionerRole|Organization", "R-VAC-42", TRUE },
  { "value[x]", 1, 1, NULL, NULL, "R-VAC-42", FALSE },
  { 0 },
};

static const FhirVaccinationElement patient[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5", FALSE },
  { "name", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5", FALSE },
  { "gender", 1, 1, "female|male|other|unknown", NULL, "chapter 6.5", FALSE },
  { "birthDate", 1, 1, NULL, NULL, "chapter 6.5", FALSE },
  { 0 },
};

static const FhirVaccinationElement practitioner[] = {
  { "identifier", 1, FHIR_VACCINATION_MANY, NULL, NULL, "R-VAC-46", FALSE },
  { "name", 1, FHIR_VACCINATION_MANY, NULL, NULL, "chapter 6.5", FALSE },
  { 0 },
};

static const FhirVaccinationElement role[] = {
  { "practitioner", 0, 1, NULL, "Practitioner*", "chapter 6.5", FALSE },
  { "organization", 0, 1, NULL, "Organization*", "chapter 6.5", FALSE },
  { 0 },
};

static const FhirVaccinationElement organization[] = {
  { "address", 0, 1, NULL, NULL, "chapter 6.5", FALSE },
  { 0 },
};

static const FhirVaccinationElement related[] = {
  { "patient", 1, 1, NULL, "Patient", "chapter 6.5", FALSE },
  { 0 },
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
  { "ch-core-relatedperson", "RelatedPerson", related },
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
