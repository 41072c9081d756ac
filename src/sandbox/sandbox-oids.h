#pragma once

/* Systems of the national interface and the numbers of this training community (2.999 is the arc
 * for examples). Written here and not shared with the client: both ends of the wire must not agree
 * on a slip. */
#define OID_SPID           "urn:oid:2.16.756.5.30.1.127.3.10.3"
#define OID_AHVN13         "urn:oid:2.16.756.5.32"
#define OID_CARD           "urn:oid:2.16.756.5.30.1.123.100.1.1.1"
#define OID_GLN            "urn:oid:2.51.1.3"
#define OID_ROLE           "urn:oid:2.16.756.5.30.1.127.3.10.6"
#define OID_PURPOSE        "urn:oid:2.16.756.5.30.1.127.3.10.5"
#define OID_SPECIALTY      "urn:oid:2.16.756.5.30.1.127.3.5"
#define OID_FORMAT         "urn:oid:2.16.756.5.30.1.127.3.10.10"
#define OID_COMMUNITY      "urn:oid:2.999.5.6"
#define OID_MPI            "urn:oid:2.999.5.6.7"
#define OID_OTHER_COMMUNITY "urn:oid:2.999.5.6.8"
#define OID_LOCAL          "urn:oid:2.999.1.2.3.4"
#define OID_SOURCE         "urn:oid:2.999.7.1"

#define SYSTEM_URI         "urn:ietf:rfc:3986"
#define SYSTEM_SNOMED      "http://snomed.info/sct"
#define SYSTEM_DICOM       "http://dicom.nema.org/resources/ontology/DCM"
#define SYSTEM_V2_TYPE     "http://terminology.hl7.org/CodeSystem/v2-0203"

#define CH_PROFILE         "http://fhir.ch/ig/ch-epr-fhir/StructureDefinition/"
