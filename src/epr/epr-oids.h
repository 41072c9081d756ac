#pragma once

/* Every number and address that is Swiss, in one place (EPR client specification, section 2). In
 * FHIR an OID always stands with its urn:oid: prefix; without it only in the CX form. */

#define EPR_OID_SPID                  "2.16.756.5.30.1.127.3.10.3"

#define EPR_SYSTEM_SPID               "urn:oid:" EPR_OID_SPID
#define EPR_SYSTEM_AHVN13             "urn:oid:2.16.756.5.32"
#define EPR_SYSTEM_CARD               "urn:oid:2.16.756.5.30.1.123.100.1.1.1"
#define EPR_SYSTEM_GLN                "urn:oid:2.51.1.3"
#define EPR_SYSTEM_ROLE               "urn:oid:2.16.756.5.30.1.127.3.10.6"
#define EPR_SYSTEM_FORMAT             "urn:oid:2.16.756.5.30.1.127.3.10.10"
#define EPR_SYSTEM_PURPOSE            "urn:oid:2.16.756.5.30.1.127.3.10.5"

/* What is sent to the record (ITI-65). */
#define EPR_PROFILE_PROVIDE_IHE       "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Comprehensive.ProvideBundle"
#define EPR_PROFILE_PROVIDE           "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-mhd-providedocumentbundle-comprehensive"
#define EPR_PROFILE_DOCUMENT          "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-mhd-documentreference-comprehensive"
#define EPR_SYSTEM_SNOMED             "http://snomed.info/sct"
#define EPR_CODE_DESIGNATION          "71388002"

/* What a search with too many answers asks for (R-PDQ-11). */
#define EPR_SYSTEM_PDQM_ATTRIBUTES    "urn:oid:1.3.6.1.4.1.19376.1.2.27.1"
#define EPR_SYSTEM_PDQM_CH_ATTRIBUTES "urn:oid:2.16.756.5.30.1.127.3.10.17"

#define EPR_URL_PROVIDER_ROLE         "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-author-authorrole"
#define EPR_URL_DELETION_STATUS       "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/ch-ext-deletionstatus"
/* Where the open gateway has them (section 13). */
#define EPR_URL_PROVIDER_ROLE_OLD     "http://fhir.ch/ig/ch-epr-fhir/ch-ext-author-authorrole"
#define EPR_URL_DELETION_STATUS_OLD   "http://fhir.ch/ig/ch-epr-fhir/ch-ext-deletionstatus"
