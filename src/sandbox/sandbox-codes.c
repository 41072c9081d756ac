/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-codes.h"

#include <string.h>

static const char *const languages[SANDBOX_N_LANGUAGES] = { "fr", "de", "it", "en" };

#define RECORD_ARTIFACT "419891008", "Record artifact (record artifact)"
#define SUMMARY "422735006", "Summary clinical document (record artifact)"
#define ENCOUNTER "371531000", "Report of clinical encounter (record artifact)"
#define PROCEDURE "371525003", "Clinical procedure report (record artifact)"
#define HEALTH_EVENT "417319006", "Record of health event (record artifact)"
#define CARE_PLAN "734163000", "Care plan (record artifact)"
#define PRESCRIPTION "440545006", "Prescription record (record artifact)"
#define ADMINISTRATIVE "405624007", "Administrative documentation (record artifact)"
#define PATIENT_RECORD "184216000", "Patient record type (record artifact)"
#define UNSTRUCTURED "urn:che:epr:EPR_Unstructured_Document", NULL, "Unstructured EPR document"
#define SCANNED_TEXT "urn:ihe:iti:xds-sd:pdf:2008", "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", \
                     "Scanned Documents (PDF)"
#define VACCINATION "urn:che:epr:ch-vacd:immunization-administration:2022", NULL, "CH VACD Immunization Administration"
#define VACCINATION_RECORD "urn:che:epr:ch-vacd:vaccination-record:2022", NULL, "CH VACD Vaccination Record"
#define IMMUNIZATION_CONTENT "urn:ihe:pcc:ic:2009", "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "Immunization Content (IC)"
#define NO_EVENT NULL, NULL

static const SandboxKind kinds[SANDBOX_N_KINDS] = {
  [SANDBOX_KIND_DISCHARGE] = { SANDBOX_FILE_DISCHARGE_LETTER, "373942005", "Discharge summary (record artifact)", SUMMARY, UNSTRUCTURED, NO_EVENT, 10, { "Lettre de sortie", "Austrittsbericht", "Lettera di dimissione", "Discharge letter" } },
  [SANDBOX_KIND_REFERRAL] = { SANDBOX_FILE_REFERRAL, RECORD_ARTIFACT, "721927009", "Referral note (record artifact)", UNSTRUCTURED, NO_EVENT, 10, { "Lettre de référence", "Überweisung", "Lettera di riferimento", "Referral" } },
  [SANDBOX_KIND_PRESCRIPTION] = { SANDBOX_FILE_PRESCRIPTION, "761938008", "Medicinal prescription record (record artifact)", PRESCRIPTION, UNSTRUCTURED, NO_EVENT, 18, { "Ordonnance", "Rezept", "Ricetta medica", "Prescription" } },
  [SANDBOX_KIND_MRI] = { SANDBOX_FILE_IMAGING_REPORT, "4201000179104", "Imaging report (record artifact)", PROCEDURE, UNSTRUCTURED, "MR", "Magnetic Resonance", 6, { "IRM du genou", "MRI des Knies", "RM del ginocchio", "MRI of the knee" } },
  [SANDBOX_KIND_CHEST] = { SANDBOX_FILE_IMAGING_REPORT, "4201000179104", "Imaging report (record artifact)", PROCEDURE, UNSTRUCTURED, "CR", "Computed Radiography", 8, { "Radiographie du thorax", "Thorax-Röntgen", "Radiografia del torace", "Chest X-ray" } },
  [SANDBOX_KIND_LABORATORY] = { SANDBOX_FILE_LABORATORY, "4241000179101", "Laboratory report (record artifact)", PROCEDURE, UNSTRUCTURED, NO_EVENT, 25, { "Résultats de laboratoire", "Laborbefund", "Referto di laboratorio", "Laboratory results" } },
  [SANDBOX_KIND_HOSPITAL_RECORD] = { SANDBOX_FILE_HOSPITAL_RECORD, RECORD_ARTIFACT, HEALTH_EVENT, UNSTRUCTURED, NO_EVENT, 0, { "Dossier d'hospitalisation complet", "Vollständige Krankengeschichte", "Cartella clinica completa", "Complete hospital record" }, .on_demand = TRUE },
  [SANDBOX_KIND_CONSULTATION_SCAN] = { SANDBOX_FILE_SCAN, "371530004", "Clinical consultation report (record artifact)", ENCOUNTER, SCANNED_TEXT, NO_EVENT, 8, { "Rapport de consultation (numérisé)", "Sprechstundenbericht (eingescannt)", "Rapporto di consultazione (scansione)", "Consultation report (scanned)" } },
  [SANDBOX_KIND_OPERATION] = { SANDBOX_FILE_UNEMBEDDED_FONT, "371526002", "Operative report (record artifact)", PROCEDURE, UNSTRUCTURED, NO_EVENT, 4, { "Protocole opératoire", "Operationsbericht", "Rapporto operatorio", "Operation report" } },
  [SANDBOX_KIND_ADVANCE_DIRECTIVE] = { SANDBOX_FILE_SCAN, RECORD_ARTIFACT, "371538006", "Advance directive report (record artifact)", UNSTRUCTURED, NO_EVENT, 1, { "Directives anticipées", "Patientenverfügung", "Direttive anticipate", "Advance directives" } },
  [SANDBOX_KIND_CERTIFICATE] = { SANDBOX_FILE_REFERRAL, "772786005", "Medical certificate (record artifact)", ADMINISTRATIVE, UNSTRUCTURED, NO_EVENT, 8, { "Certificat médical", "Arztzeugnis", "Certificato medico", "Medical certificate" } },
  [SANDBOX_KIND_PHOTO] = { SANDBOX_FILE_JPEG, "900000000000471006", "Image reference (foundation metadata concept)", PROCEDURE, UNSTRUCTURED, "XC", "External-camera Photography", 3, { "Photo de la plaie", "Wundfoto", "Foto della ferita", "Photograph of the wound" } },
  [SANDBOX_KIND_PATHOLOGY_IMAGE] = { SANDBOX_FILE_PNG, "787148009", "Digital representation of specimen (record artifact)", PROCEDURE, UNSTRUCTURED, "SM", "Slide Microscopy", 2, { "Coupe histologique", "Histologischer Schnitt", "Sezione istologica", "Histological section" } },
  [SANDBOX_KIND_FAX] = { SANDBOX_FILE_TIFF, "371530004", "Clinical consultation report (record artifact)", ENCOUNTER, UNSTRUCTURED, NO_EVENT, 3, { "Fax du médecin traitant", "Fax des Hausarztes", "Fax del medico curante", "Fax of the GP" } },
  [SANDBOX_KIND_NOTE] = { SANDBOX_FILE_TEXT, "371532007", "Progress report (record artifact)", ENCOUNTER, UNSTRUCTURED, NO_EVENT, 10, { "Note d'évolution", "Verlaufsnotiz", "Nota di decorso", "Progress note" } },
  [SANDBOX_KIND_OLD_NOTE] = { SANDBOX_FILE_TEXT_LATIN1, "371529009", "History and physical report (record artifact)", ENCOUNTER, UNSTRUCTURED, NO_EVENT, 2, { "Anamnèse", "Anamnese", "Anamnesi", "History" } },
  [SANDBOX_KIND_CDA] = { SANDBOX_FILE_CDA, "371535009", "Transfer summary report (record artifact)", SUMMARY, SCANNED_TEXT, NO_EVENT, 3, { "Rapport de transfert", "Verlegungsbericht", "Rapporto di trasferimento", "Transfer report" } },
  [SANDBOX_KIND_VACCINATION] = { SANDBOX_FILE_FHIR, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION, NO_EVENT, 6, { "Vaccination", "Impfung", "Vaccinazione", "Vaccination" } },
  [SANDBOX_KIND_DIARY] = { SANDBOX_FILE_TEXT, RECORD_ARTIFACT, PATIENT_RECORD, UNSTRUCTURED, NO_EVENT, 3, { "Journal des douleurs", "Schmerztagebuch", "Diario del dolore", "Pain diary" } },
  [SANDBOX_KIND_EMERGENCY] = { SANDBOX_FILE_DISCHARGE_LETTER, "445300006", "Emergency department record (record artifact)", HEALTH_EVENT, UNSTRUCTURED, NO_EVENT, 6, { "Rapport d'urgence", "Notfallbericht", "Rapporto d'urgenza", "Emergency report" } },
  [SANDBOX_KIND_NURSING_PLAN] = { SANDBOX_FILE_TEXT, "773130005", "Nursing care plan (record artifact)", CARE_PLAN, UNSTRUCTURED, NO_EVENT, 3, { "Plan de soins", "Pflegeplan", "Piano di cura", "Nursing plan" } },
  [SANDBOX_KIND_PROTECTED] = { SANDBOX_FILE_PASSWORD, "371528001", "Pathology report (record artifact)", PROCEDURE, UNSTRUCTURED, NO_EVENT, 0, { "Rapport de pathologie (protégé)", "Pathologiebefund (geschützt)", "Referto di patologia (protetto)", "Pathology report (protected)" } },
  [SANDBOX_KIND_DAMAGED] = { SANDBOX_FILE_DAMAGED, "371530004", "Clinical consultation report (record artifact)", ENCOUNTER, UNSTRUCTURED, NO_EVENT, 0, { "Rapport de consultation (incomplet)", "Sprechstundenbericht (unvollständig)", "Rapporto di consultazione (incompleto)", "Consultation report (incomplete)" } },
  [SANDBOX_KIND_MEDICATION] = { SANDBOX_FILE_PRESCRIPTION, "721912009", "Medication summary document (record artifact)", SUMMARY, UNSTRUCTURED, NO_EVENT, 6, { "Liste des médicaments", "Medikamentenliste", "Lista dei medicamenti", "Medication list" } },
  [SANDBOX_KIND_VACCINE_JSON] = { SANDBOX_FILE_VACCINE_JSON, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION, NO_EVENT, 0, { "Vaccination", "Impfung", "Vaccinazione", "Vaccination" } },
  [SANDBOX_KIND_VACCINE_XML] = { SANDBOX_FILE_VACCINE_XML, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION, NO_EVENT, 0, { "Vaccination", "Impfung", "Vaccinazione", "Vaccination" } },
  [SANDBOX_KIND_VACCINE_SNAPSHOT] = { SANDBOX_FILE_VACCINE_JSON, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION_RECORD, NO_EVENT, 0, { "Dossier de vaccination", "Impfdossier", "Cartella di vaccinazione", "Vaccination record" } },
  [SANDBOX_KIND_VACCINE_OLD] = { SANDBOX_FILE_VACCINE_JSON, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, UNSTRUCTURED, NO_EVENT, 0, { "Vaccination", "Impfung", "Vaccinazione", "Vaccination" } },
  [SANDBOX_KIND_VACCINE_PDF] = { SANDBOX_FILE_SCAN, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION, NO_EVENT, 0, { "Carnet de vaccination (numérisé)", "Impfausweis (eingescannt)", "Libretto delle vaccinazioni (scansione)", "Vaccination booklet (scanned)" } },
  [SANDBOX_KIND_VACCINE_CDA] = { SANDBOX_FILE_CDA, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, IMMUNIZATION_CONTENT, NO_EVENT, 0, { "Vaccinations (CDA)", "Impfungen (CDA)", "Vaccinazioni (CDA)", "Immunizations (CDA)" } },
  [SANDBOX_KIND_VACCINE_APART] = { SANDBOX_FILE_VACCINE_JSON, "41000179103", "Immunization record (record artifact)", PATIENT_RECORD, VACCINATION, NO_EVENT, 0, { "Vaccination", "Impfung", "Vaccinazione", "Vaccination" }, .is_apart = TRUE },
};

const SandboxKind *
sandbox_kind (guint index)
{
  g_return_val_if_fail (index < SANDBOX_N_KINDS, NULL);

  return &kinds[index];
}

guint
sandbox_kind_draw (guint draw)
{
  guint total = 0;

  for (guint i = 0; i < SANDBOX_N_KINDS; i++)
    total += kinds[i].weight;
  draw %= total;
  for (guint i = 0; i < SANDBOX_N_KINDS; i++)
    {
      if (draw < kinds[i].weight)
        return i;
      draw -= kinds[i].weight;
    }

  return SANDBOX_KIND_LABORATORY;
}

guint
sandbox_language_index (const char *language)
{
  for (guint i = 0; i < SANDBOX_N_LANGUAGES; i++)
    if (strcmp (languages[i], language) == 0)
      return i;

  return 1;
}

const char *
sandbox_language_code (guint index)
{
  g_return_val_if_fail (index < SANDBOX_N_LANGUAGES, "fr");

  return languages[index];
}
