#pragma once

#include "fhir-bundle.h"
#include "model-professional.h"

G_BEGIN_DECLS

#define FHIR_TYPE_DIRECTORY (fhir_directory_get_type ())

/* What the answers of a directory (ITI-90) say together: the people of one, their roles of another, the institutions of
 * a third; or all of it in one, where the server includes (R-COM-17). Which came first does not matter. Tolerant: what is
 * missing stays unknown, what is marked inactive is left out, of two with one id the first counts. Not for two threads
 * at once. */
G_DECLARE_FINAL_TYPE (FhirDirectory, fhir_directory, FHIR, DIRECTORY, GObject)

FhirDirectory *fhir_directory_new                 (void);

/* Takes in what @bundle has of Practitioner, PractitionerRole and Organization. @asked_for: by somebody who searches;
 * FALSE: to complete what was found before, so that its people and institutions are no results. */
void           fhir_directory_add                 (FhirDirectory *self, FhirBundle *bundle, gboolean asked_for);

/* Logical ids of the people. (transfer full) (element-type utf8) */
GPtrArray     *fhir_directory_list_people         (FhirDirectory *self);
/* Logical ids of the institutions that have not come and that a role names, or an institution as what it is part of.
 * (transfer full) (element-type utf8) */
GPtrArray     *fhir_directory_list_missing        (FhirDirectory *self);

/* In the order in which they came, with what is known of their roles and institutions.
 * (transfer full) (element-type ModelProfessional) */
GPtrArray     *fhir_directory_dup_professionals   (FhirDirectory *self);
/* Those that were asked for. (transfer full) (element-type ModelOrganization) */
GPtrArray     *fhir_directory_dup_organizations   (FhirDirectory *self);

G_END_DECLS
