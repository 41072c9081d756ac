#pragma once

#include "fhir-vaccination-write-private.h"

G_BEGIN_DECLS

/* Inside this room: the events of questions to an expert service and of their answers (R-VAC-97). */
#define FHIR_VACCINATION_EVENT_SYSTEM "http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-clinical-decision-support-event-cs"
#define FHIR_VACCINATION_EVENT_REQUEST "immunrecorequest"
#define FHIR_VACCINATION_EVENT_RESPONSE "immunrecoresponse"
#define FHIR_VACCINATION_EVENT_REASON "830152006"

G_END_DECLS
