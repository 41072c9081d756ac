/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of one document, whatever dialect it is written in. */
#include "config.h"

#include "fhir-error.h"
#include "model-allergy.h"
#include "model-condition.h"
#include "model-serology.h"
#include "model-vaccination.h"
#include "vaccination-test-support.h"
#include "xml-test-support.h"

#include <string.h>

#define VACD "http://fhir.ch/ig/ch-vacd/StructureDefinition/"
#define CORE "http://fhir.ch/ig/ch-core/StructureDefinition/"

/* A document with one vaccination; @composition and @resource go into theirs, @more are further entries. */
static char *
bundle (const char *composition,
        const char *section,
        const char *resource,
        const char *more)
{
  return g_strconcat ("{\"resourceType\":\"Bundle\",\"type\":\"document\",\"identifier\":{\"value\":\"urn:uuid:BUNDLE\"},\"entry\":["
                      "{\"resource\":{\"resourceType\":\"Composition\",\"id\":\"c-1\",\"identifier\":{\"value\":\"urn:uuid:DOC\"},"
                      "\"date\":\"2024-06-24T08:53:24+02:00\",\"subject\":{\"reference\":\"Patient/p\"},",
                      composition, "\"section\":[{\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"", section,
                      "\"}]},\"entry\":[{\"reference\":\"urn:uuid:e\"}]}]}},"
                      "{\"fullUrl\":\"https://x/Patient/p\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"Muster\"}]}},"
                      "{\"fullUrl\":\"urn:uuid:e\",\"resource\":{\"id\":\"e\",",
                      resource, "}}", more, "]}", NULL);
}

static ModelVaccinationDocument *
read_one (const char *section,
          const char *resource,
          const char *more)
{
  g_autofree char *text = bundle ("", section, resource, more);

  return vaccination_test_read (text, NULL, NULL);
}

static ModelClinicalEntry *
entry_of (ModelVaccinationDocument *document)
{
  g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, 1);

  return model_vaccination_document_get_entry (document, 0);
}

#define IMMUNIZATION "\"resourceType\":\"Immunization\",\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":" \
                     "\"http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs\",\"code\":\"637\",\"display\":\"Boostrix\"}]}"

static void
assert_replaces (const char *extension,
                 const char *entry,
                 const char *document)
{
  g_autofree char *resource = g_strconcat (IMMUNIZATION ",\"extension\":[", extension, "]", NULL);
  g_autoptr(ModelVaccinationDocument) read_document = read_one ("11369-6", resource, "");
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry_of (read_document));

  g_assert_cmpstr (facts->replaces_entry, ==, entry);
  g_assert_cmpstr (facts->replaces_document, ==, document);
}

/* R-VAC-58, R-VAC-108: every form that a reference to an earlier version ever had. */
static void
test_references (void)
{
  assert_replaces ("{\"url\":\"" CORE "ch-core-ext-entry-resource-cross-references\",\"extension\":[{\"url\":\"entry\",\"valueReference\":"
                   "{\"type\":\"Immunization\",\"identifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:AB-1\"}}},"
                   "{\"url\":\"container\",\"valueReference\":{\"identifier\":{\"value\":\"urn:uuid:CD-2\"}}},{\"url\":\"relationcode\",\"valueCode\":\"replaces\"}]}",
                   "ab-1", "cd-2");
  assert_replaces ("{\"url\":\"" VACD "ch-vacd-ext-cross-reference\",\"extension\":[{\"url\":\"entry\",\"valueReference\":{\"reference\":"
                   "\"urn:uuid:ab-1\"}},{\"url\":\"document\",\"valueReference\":{\"reference\":\"urn:uuid:cd-2\"}}]}",
                   "ab-1", "cd-2");
  assert_replaces ("{\"url\":\"" VACD "ch-vacd-ext-cross-reference\",\"extension\":[{\"url\":\"entry\",\"valueReference\":{\"reference\":"
                   "\"Immunization/TCF01-IMMUN1\"}},{\"url\":\"document\",\"valueReference\":{\"reference\":\"https://x/fhir/Composition/F-D1\"}}]}",
                   "tcf01-immun1", "f-d1");
  assert_replaces ("{\"url\":\"" VACD "ch-vacd-ext-cross-reference\",\"extension\":[{\"url\":\"entry\"}]}", NULL, NULL);
  assert_replaces ("{\"url\":\"urn:other\",\"extension\":[{\"url\":\"entry\",\"valueReference\":{\"reference\":\"x\"}}]}", NULL, NULL);
}

static void
assert_kind (const char                  *composition,
             ModelVaccinationDocumentKind kind,
             gboolean                     guessed)
{
  g_autofree char *text = bundle (composition, "11369-6", IMMUNIZATION, "");
  g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (text, NULL, NULL);
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);

  g_assert_cmpint (facts->kind, ==, kind);
  g_assert_cmpint ((facts->faults & MODEL_VACCINATION_FAULT_KIND_GUESSED) != 0, ==, guessed);
}

static void
test_kind (void)
{
  g_autofree char *text = bundle ("", "11369-6", IMMUNIZATION, "");
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(ModelCoding) format = model_coding_new ("f", "urn:che:epr:ch-vacd:vaccination-record:2022", NULL);
  g_autoptr(ModelDocument) metadata = model_document_new (&(ModelDocumentInit) { .id = "m", .format = format, .size = -1 });
  g_autoptr(ModelVaccinationDocument) by_format = fhir_vaccination_read (bytes, metadata, NULL);

  assert_kind ("\"category\":[{\"coding\":[{\"code\":\"urn:che:epr:ch-vacd:immunization-administration:2022\"}]}],\"title\":\"Impfdossier\",",
               MODEL_VACCINATION_ADMINISTRATION, FALSE);
  assert_kind ("\"category\":[{\"coding\":[{\"code\":\"urn:che:epr:ch-vacd:vaccination-record:2022\"}]}],", MODEL_VACCINATION_SNAPSHOT, FALSE);
  assert_kind ("\"title\":\"Dossier de vaccination\",", MODEL_VACCINATION_SNAPSHOT, FALSE);
  assert_kind ("\"title\":\"Verabreichte Impfung\",", MODEL_VACCINATION_ADMINISTRATION, FALSE);
  assert_kind ("\"title\":\"Something\",", MODEL_VACCINATION_ADMINISTRATION, TRUE);
  g_assert_cmpint (model_vaccination_document_get_facts (by_format)->kind, ==, MODEL_VACCINATION_SNAPSHOT);
}

/* The parts of the vaccination that the national module loses, and older words for them. */
static void
test_vaccination (void)
{
  g_autoptr(ModelVaccinationDocument) document =
      read_one ("11369-6",
                "\"resourceType\":\"Immunization\",\"identifier\":[{\"value\":\"urn:uuid:E1\"}],\"status\":\"completed\",\"vaccineCode\":{\"coding\":["
                "{\"system\":\"http://snomed.info/sct\",\"code\":\"1\",\"display\":\"generic\"},"
                "{\"system\":\"http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-swissmedic-cs\",\"code\":\"637\",\"display\":\"Boostrix\"}]},"
                "\"extension\":[{\"url\":\"" VACD "ch-vacd-ext-immunization-recorder-reference\",\"valueReference\":{\"reference\":\"Patient/p\"}},"
                "{\"url\":\"" VACD "ch-vacd-ext-verification-status\",\"valueCoding\":{\"code\":\"76104008\"}},"
                "{\"url\":\"" VACD "ch-vacd-ext-immunization-medication-reference\",\"valueReference\":{\"reference\":\"#m\"}}],"
                "\"contained\":[{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"text\":\"Boostrix 0.5 ml\",\"coding\":[{\"system\":\"urn:oid:2.51.1.1\","
                "\"code\":\"7680006370014\"}]},\"batch\":{\"lotNumber\":\"OTHER\",\"expirationDate\":\"2022-06\"},\"manufacturer\":{\"display\":\"GSK\"}}],"
                "\"occurrenceDateTime\":\"2021-06-10T00:00:00+02:00\",\"recorded\":\"2021-06-11\",\"lotNumber\":\"AC37\","
                "\"route\":{\"coding\":[{\"system\":\"http://standardterms.edqm.eu\",\"code\":\"20035000\"}]},"
                "\"site\":{\"coding\":[{\"code\":\"LA\",\"display\":\"left arm\"}]},"
                "\"performer\":[{\"actor\":{\"reference\":\"https://x/PractitionerRole/r\"}}],"
                "\"note\":[{\"text\":\"one\",\"time\":\"2021\",\"authorReference\":{\"reference\":\"Patient/p\"}},{\"text\":\"two\",\"authorString\":\"A\"}],"
                "\"protocolApplied\":[{\"doseNumberPositiveInt\":3,\"seriesDosesPositiveInt\":5,\"targetDisease\":[{\"coding\":[{\"system\":"
                "\"http://fhir.ch/ig/ch-vacd/ConceptMap-ch-vacd-vaccines-targetdiseases-cm\",\"code\":\"16901001\"}]}]},{\"doseNumberString\":\"booster\"}]",
                ",{\"resource\":{\"resourceType\":\"PractitionerRole\",\"id\":\"r\",\"practitioner\":{\"reference\":\"Practitioner/d\"},"
                "\"organization\":{\"reference\":\"Organization/o\"}}},{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"d\",\"identifier\":"
                "[{\"system\":\"urn:oid:2.51.1.3\",\"value\":\"7601888888884\"}],\"name\":[{\"prefix\":[\"Dr\"],\"given\":[\"P\"],\"family\":\"MÃ¼ller\"}]}},"
                "{\"resource\":{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"Praxis\"}}");
  ModelClinicalEntry            *entry = entry_of (document);
  const ModelClinicalFacts      *facts = model_clinical_entry_get_facts (entry);
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));
  g_autoptr(GPtrArray) diseases = model_vaccination_dup_diseases (MODEL_VACCINATION (entry));
  ModelActor      *performer = g_ptr_array_index (facts->performers, 0);
  g_autofree char *label = model_actor_dup_label (performer);
  ModelComment    *first = g_ptr_array_index (facts->comments, 0);
  ModelComment    *second = g_ptr_array_index (facts->comments, 1);

  /* R-VAC-32: the Swiss product before the generic one, both kept */
  g_assert_cmpstr (model_clinical_entry_get_label (entry), ==, "Boostrix");
  g_assert_cmpuint (facts->codings->len, ==, 2);
  g_assert_true (model_clinical_entry_has_identifier (entry, "e1"));
  /* R-VAC-25: the tenth, wherever the reader is */
  g_assert_cmpint (facts->date.day, ==, 10);
  g_assert_cmpint (facts->recorded.day, ==, 11);
  g_assert_cmpint (facts->verification, ==, MODEL_VERIFICATION_UNCONFIRMED);
  g_assert_cmpint (model_actor_get_kind (facts->recorder), ==, MODEL_ACTOR_PATIENT);
  g_assert_cmpstr (label, ==, "Dr P Müller, Praxis");
  g_assert_cmpstr (model_actor_get_gln (performer), ==, "7601888888884");

  g_assert_cmpuint (facts->comments->len, ==, 2);
  g_assert_cmpstr (model_comment_get_text (first), ==, "one");
  g_assert_cmpint (model_comment_get_time (first)->year, ==, 2021);
  g_assert_cmpstr (model_actor_get_name (model_comment_get_author (first)), ==, "Muster");
  g_assert_cmpstr (model_actor_get_name (model_comment_get_author (second)), ==, "A");

  /* R-VAC-30: the lot of the entry is shown, the other mentioned */
  g_assert_cmpstr (details->lot, ==, "AC37");
  g_assert_cmpstr (details->product_lot, ==, "OTHER");
  g_assert_true (facts->faults & MODEL_CLINICAL_FAULT_LOTS_DIFFER);
  g_assert_cmpint (details->expiry.month, ==, 6);
  g_assert_cmpstr (details->gtin, ==, "7680006370014");
  g_assert_cmpstr (details->manufacturer, ==, "GSK");
  g_assert_cmpstr (model_coding_get_code (details->route), ==, "20035000");
  g_assert_cmpstr (model_coding_get_code (details->site), ==, "LA");

  g_assert_cmpuint (details->n_doses, ==, 2);
  g_assert_cmpint (details->doses[0].number, ==, 3);
  g_assert_cmpint (details->doses[0].series_doses, ==, 5);
  g_assert_cmpstr (details->doses[1].number_text, ==, "booster");
  /* R-VAC-108: yesterday's system and code at once */
  g_assert_cmpuint (diseases->len, ==, 1);
  g_assert_true (model_coding_is (g_ptr_array_index (diseases, 0), "http://snomed.info/sct", "712986001"));
}

/* R-VAC-9, R-VAC-27, R-VAC-28: what lacks, and what was written in its place, never costs the entry. */
static void
test_poor (void)
{
  g_autoptr(ModelVaccinationDocument) document =
      read_one ("11369-6",
                "\"resourceType\":\"Immunization\",\"vaccineCode\":{\"text\":\"Typhus\"},\"occurrenceString\":\"childhood\",\"lotNumber\":\"-\",\"protocolApplied\":"
                "[{\"doseNumberPositiveInt\":0}],\"performer\":[{\"actor\":{\"reference\":\"Nobody/1\"}},{\"actor\":{\"reference\":\"Practitioner/d\"}}]",
                ",{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"d\",\"identifier\":[{\"system\":\"urn:oid:2.51.1.3\",\"value\":\"7601007922000\"}],"
                "\"name\":[{\"text\":\"Dr X\"}]}},{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"-\"}},{\"resource\":null},7");
  ModelClinicalEntry            *entry = entry_of (document);
  const ModelClinicalFacts      *facts = model_clinical_entry_get_facts (entry);
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));

  g_assert_cmpstr (model_clinical_entry_get_label (entry), ==, "Typhus");
  g_assert_null (model_clinical_entry_get_code (entry));
  g_assert_cmpint (facts->date.precision, ==, MODEL_DATE_UNKNOWN);
  g_assert_cmpstr (facts->date_text, ==, "childhood");
  g_assert_cmpint (facts->verification, ==, MODEL_VERIFICATION_MISSING);
  g_assert_null (details->lot);
  g_assert_cmpint (details->doses[0].number, ==, 0);
  g_assert_true (facts->faults & MODEL_CLINICAL_FAULT_NO_IDENTIFIER);
  g_assert_true (facts->faults & MODEL_CLINICAL_FAULT_PERSON_LOST);
  /* the national module's default number is nobody's */
  g_assert_cmpuint (facts->performers->len, ==, 1);
  g_assert_cmpstr (model_actor_get_name (g_ptr_array_index (facts->performers, 0)), ==, "Dr X");
  g_assert_null (model_actor_get_gln (g_ptr_array_index (facts->performers, 0)));
}

static void
test_states (void)
{
  const struct
  {
    const char         *resource;
    ModelClinicalStatus status;
    ModelVerification   verification;
  } cases[] = {
    { "\"resourceType\":\"Immunization\",\"status\":\"not-done\"", MODEL_CLINICAL_NOT_DONE, MODEL_VERIFICATION_MISSING },
    { "\"resourceType\":\"Immunization\",\"status\":\"entered-in-error\"", MODEL_CLINICAL_ENTERED_IN_ERROR, MODEL_VERIFICATION_MISSING },
    { "\"resourceType\":\"Condition\",\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]}", MODEL_CLINICAL_STANDS, MODEL_VERIFICATION_REFUTED },
    { "\"resourceType\":\"Condition\",\"verificationStatus\":{\"coding\":[{\"code\":\"provisional\"}]}", MODEL_CLINICAL_STANDS,
      MODEL_VERIFICATION_UNCONFIRMED },
    { "\"resourceType\":\"AllergyIntolerance\",\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}", MODEL_CLINICAL_ENTERED_IN_ERROR,
      MODEL_VERIFICATION_UNCONFIRMED },
    { "\"resourceType\":\"AllergyIntolerance\",\"verificationStatus\":{\"coding\":[{\"code\":\"nonsense\"}]}", MODEL_CLINICAL_STANDS,
      MODEL_VERIFICATION_UNCONFIRMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelVaccinationDocument) document = read_one ("11369-6", cases[i].resource, "");
      const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry_of (document));

      g_test_message ("%s", cases[i].resource);
      g_assert_cmpint (facts->status, ==, cases[i].status);
      g_assert_cmpint (facts->verification, ==, cases[i].verification);
    }
}

static void
test_conditions (void)
{
  const struct
  {
    const char       *section, *resource;
    ModelClinicalKind kind;
  } cases[] = {
    { "11348-0", "\"category\":[{\"coding\":[{\"code\":\"problem-list-item\"}]}]", MODEL_CLINICAL_MEDICAL_PROBLEM },
    { "11369-6", "\"category\":[{\"coding\":[{\"code\":\"encounter-diagnosis\"}]}]", MODEL_CLINICAL_BASIC_IMMUNIZATION },
    { "11348-0", "\"category\":[{\"coding\":[{\"code\":\"encounter-diagnosis\"}]}]", MODEL_CLINICAL_ILLNESS },
    { "11348-0", "\"onsetDateTime\":\"1975\"", MODEL_CLINICAL_ILLNESS },
    { "11450-4", "\"onsetDateTime\":\"1975\"", MODEL_CLINICAL_MEDICAL_PROBLEM },
    { "x", "\"code\":{\"coding\":[{\"system\":\"http://fhir.ch/ig/ch-vacd/CodeSystem/ch-vacd-basic-immunization-cs\",\"code\":\"bi-hib\"}]}",
      MODEL_CLINICAL_BASIC_IMMUNIZATION },
    /* R-VAC-111 */
    { "x", "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"77386006\"}]}", MODEL_CLINICAL_MEDICAL_PROBLEM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *resource = g_strconcat ("\"resourceType\":\"Condition\",", cases[i].resource, NULL);
      g_autoptr(ModelVaccinationDocument) document = read_one (cases[i].section, resource, "");

      g_test_message ("%s %s", cases[i].section, resource);
      g_assert_cmpint (model_clinical_entry_get_kind (entry_of (document)), ==, cases[i].kind);
    }
}

static void
test_other_kinds (void)
{
  g_autoptr(ModelVaccinationDocument) illness =
      read_one ("11348-0",
                "\"resourceType\":\"Condition\",\"clinicalStatus\":{\"coding\":[{\"code\":\"resolved\"}]},\"onsetPeriod\":{\"start\":\"1975\",\"end\":\"1975-02\"},"
                "\"severity\":{\"coding\":[{\"code\":\"24484000\"}]},\"recordedDate\":\"2021-07-01\",\"recorder\":{\"reference\":\"Patient/p\"}",
                "");
  g_autoptr(ModelVaccinationDocument) allergy =
      read_one ("48765-2",
                "\"resourceType\":\"AllergyIntolerance\",\"type\":\"allergy\",\"category\":[\"medication\"],\"criticality\":\"high\",\"lastOccurrence\":\"2021-10-06\","
                "\"reaction\":[{\"manifestation\":[{\"text\":\"rash\"}],\"severity\":\"mild\"}]",
                "");
  const ModelConditionDetails *condition = model_condition_get_details (MODEL_CONDITION (entry_of (illness)));
  const ModelAllergyDetails   *details = model_allergy_get_details (MODEL_ALLERGY (entry_of (allergy)));
  const ModelClinicalFacts    *facts = model_clinical_entry_get_facts (entry_of (illness));

  g_assert_cmpint (facts->date.year, ==, 1975);
  g_assert_cmpint (facts->recorded.month, ==, 7);
  g_assert_cmpint (condition->end.month, ==, 2);
  g_assert_cmpstr (condition->clinical_status, ==, "resolved");
  g_assert_cmpstr (model_coding_get_code (condition->severity), ==, "24484000");
  g_assert_cmpstr (details->type, ==, "allergy");
  g_assert_cmpstr (details->category, ==, "medication");
  g_assert_cmpstr (details->criticality, ==, "high");
  g_assert_cmpstr (details->severity, ==, "mild");
  g_assert_cmpint (details->last_occurrence.day, ==, 6);
  g_assert_cmpstr (model_coding_get_label (g_ptr_array_index (details->manifestations, 0)), ==, "rash");
}

static void
test_serology (void)
{
  const struct
  {
    const char *value, *shown;
  } cases[] = {
    { "\"valueQuantity\":{\"value\":120,\"unit\":\"[iU]/L\",\"code\":\"[iU]/L\"}", "120 [iU]/L" },
    { "\"valueQuantity\":{\"value\":0.1,\"code\":\"[iU]/mL\"}", "0.1 [iU]/mL" },
    { "\"valueQuantity\":{\"value\":1.50,\"unit\":\"IU\"}", "1.50 IU" },
    { "\"valueQuantity\":{\"value\":1e2,\"unit\":\"IU\"}", "100 IU" },
    { "\"valueQuantity\":{\"value\":10,\"comparator\":\"<\",\"unit\":\"IU\"}", "< 10 IU" },
    { "\"valueCodeableConcept\":{\"text\":\"< 10\"}", "< 10" },
    { "\"valueCodeableConcept\":{\"coding\":[{\"display\":\"positive\"}]}", "positive" },
    { "\"valueString\":\"positif\"", "positif" },
    { "\"note\":[]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *resource = g_strconcat ("\"resourceType\":\"Observation\",\"effectiveDateTime\":\"2021-10-01\",", cases[i].value, NULL);
      g_autoptr(ModelVaccinationDocument) document = read_one ("18727-8", resource, "");
      g_autofree char *shown = model_serology_dup_value (MODEL_SEROLOGY (entry_of (document)));

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* R-VAC-60: digits, order and odd members of an entry are kept as they came, whatever stands around it. */
static void
test_source (void)
{
  static const char *const entry = "{ \"resourceType\":\"Observation\", \"zz\":[ {\"a\":\"}\\\"]\"} ],\"valueQuantity\":{\"value\":0.10} }";
  g_autofree char         *text = g_strconcat ("\xEF\xBB\xBF {\"entry\":7, \"resourceType\":\"Bundle\",\"entry\" : [ {\"resource\":{\"resourceType\":\"Composition\"}},"
                                                       "{\"fullUrl\":\"a,]\",\"resource\" : ",
                                               entry, " } ] }", NULL);
  g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (text, NULL, NULL);
  GBytes *json = model_clinical_entry_get_facts (entry_of (document))->json;
  g_autoptr(ModelVaccinationDocument) escaped =
      vaccination_test_read ("{\"resourceType\":\"Bundle\",\"\\u0065ntry\":[{\"resource\":{\"resourceType\":\"Observation\",\"status\":\"final\"}}]}", NULL, NULL);
  GBytes *written = model_clinical_entry_get_facts (entry_of (escaped))->json;

  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), entry, strlen (entry));
  g_assert_cmpmem (g_bytes_get_data (model_vaccination_document_get_facts (document)->json, NULL), strlen (text), text, strlen (text));
  /* where the place is not found it is written anew */
  g_assert_cmpmem (g_bytes_get_data (written, NULL), g_bytes_get_size (written), "{\"resourceType\":\"Observation\",\"status\":\"final\"}", 47);
}

/* R-VAC-18, R-VAC-19: an entry that no section names, a section that names nothing, a section given twice. */
static void
test_sections (void)
{
  g_autofree char *text = g_strdup ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Composition\",\"section\":["
                                    "{\"code\":{\"coding\":[{\"code\":\"11369-6\"}]},\"entry\":[{\"reference\":\"Immunization/a\"}]},"
                                    "{\"code\":{\"coding\":[{\"code\":\"11369-6\"}]},\"entry\":[{\"reference\":\"Immunization/b\"},{\"reference\":\"Immunization/none\"}]},"
                                    "{\"id\":\"Annotation\",\"code\":{\"coding\":[{\"code\":\"48767-8\"}]},\"text\":{\"div\":\"<div>A &lt; <b>B</b></div>\"}},"
                                    "{\"code\":{\"coding\":[{\"code\":\"55108-5\"}]},\"entry\":[{\"reference\":\"Binary/x\"}]}]}},"
                                    "{\"resource\":{\"resourceType\":\"Immunization\",\"id\":\"a\"}},{\"resource\":{\"resourceType\":\"Immunization\",\"id\":\"b\"}},"
                                    "{\"resource\":{\"resourceType\":\"Immunization\",\"id\":\"c\"}},{\"resource\":{\"resourceType\":\"Unheard\"}},"
                                    "{\"resource\":{\"resourceType\":\"Binary\",\"id\":\"x\"}}]}");
  g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (text, NULL, NULL);
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);

  g_assert_cmpuint (model_vaccination_document_get_n_entries (document), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint ((model_clinical_entry_get_facts (model_vaccination_document_get_entry (document, i))->faults &
                      MODEL_CLINICAL_FAULT_NOT_LISTED) != 0,
                     ==, i == 2);
  g_assert_true (facts->faults & MODEL_VACCINATION_FAULT_ENTRY_LOST);
  g_assert_true (facts->faults & MODEL_VACCINATION_FAULT_NO_PATIENT);
  g_assert_true (facts->has_original);
  g_assert_cmpuint (facts->comments->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (facts->comments, 0), ==, "A < B");
}

/* R-VAC-50: of two patients the one whom the document is about; who made it is no person. */
static void
test_patients (void)
{
  g_autofree char *text = bundle ("\"author\":[{\"reference\":\"Patient/t\"}],\"_confidentiality\":{\"extension\":[{\"url\":\"" CORE
                                  "ch-ext-epr-confidentialitycode\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"263856008\"}]}}]},"
                                  "\"relatesTo\":[{\"targetReference\":{\"reference\":\"urn:uuid:OLD\"}},{\"targetIdentifier\":{\"value\":\"older\"}}],",
                                  "11369-6", IMMUNIZATION,
                                  ",{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"t\",\"birthDate\":\"1900-01-01\",\"name\":[{\"family\":\"Generated by system\"}]}}");
  g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (text, "unique", "PAT");
  const ModelVaccinationDocumentFacts *facts = model_vaccination_document_get_facts (document);

  g_assert_cmpstr (model_patient_get_family (facts->patient), ==, "Muster");
  g_assert_cmpint (model_actor_get_kind (g_ptr_array_index (facts->authors, 0)), ==, MODEL_ACTOR_DEVICE);
  g_assert_null (model_actor_get_name (g_ptr_array_index (facts->authors, 0)));
  g_assert_cmpstr (facts->unique_id, ==, "unique");
  g_assert_cmpstr (facts->provider_role, ==, "PAT");
  g_assert_cmpstr (facts->confidentiality, ==, "263856008");
  g_assert_true (model_vaccination_document_has_id (document, "doc"));
  g_assert_true (model_vaccination_document_has_id (document, "bundle"));
  g_assert_true (model_vaccination_document_has_id (document, "c-1"));
  g_assert_cmpstr (g_ptr_array_index (facts->replaces, 0), ==, "old");
  g_assert_cmpstr (g_ptr_array_index (facts->replaces, 1), ==, "older");
}

/* R-VAC-90: "secret" is read under the number that some systems give it, under SNOMED's of registries, and under its own. */
static void
test_secret (void)
{
  static const char *const systems[] = { "http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96", "urn:oid:2.16.756.5.30.1.127.3.4" };

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *level = g_strdup_printf ("\"_confidentiality\":{\"extension\":[{\"url\":\"" CORE "ch-ext-epr-confidentialitycode\","
                                                "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"%s\",\"code\":\"1141000195107\"}]}}]},",
                                                systems[i]);
      g_autofree char *text = bundle (level, "11369-6", IMMUNIZATION, "");
      g_autoptr(ModelVaccinationDocument) document = vaccination_test_read (text, "unique", "PAT");

      g_assert_cmpstr (model_vaccination_document_get_facts (document)->confidentiality, ==, "1141000195107");
    }
}

/* Stays the same when only the addresses, the words, the comment and the writer are others (R-VAC-54). */
static void
test_digest (void)
{
  const char *same[] = {
    ",\"occurrenceDateTime\":\"2021\",\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d\"}}]",
    ",\"id\":\"z\",\"occurrenceDateTime\":\"2021\",\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d2\"}}]",
    ",\"note\":[{\"text\":\"n\"}],\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d\"}}],\"recorded\":\"2024\",\"occurrenceDateTime\":\"2021\"",
    ",\"extension\":[{\"url\":\"" CORE "ch-ext-author\",\"valueReference\":{\"reference\":\"Patient/p\"}}],\"occurrenceDateTime\":\"2021\","
    "\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d\"}}],\"text\":{\"div\":\"x\"}",
  };
  const char *other[] = {
    ",\"occurrenceDateTime\":\"2022\",\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d\"}}]",
    ",\"occurrenceDateTime\":\"2021\",\"performer\":[{\"actor\":{\"reference\":\"Practitioner/e\"}}]",
    ",\"occurrenceDateTime\":\"2021\",\"performer\":[{\"actor\":{\"reference\":\"Practitioner/d\"}}],\"extension\":[{\"url\":\"urn:own\"}]",
    ",\"occurrenceDateTime\":\"2021\"",
  };
  const char      *people = ",{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"d\",\"name\":[{\"family\":\"D\"}]}},"
                            "{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"d2\",\"name\":[{\"family\":\"D\"}]}},"
                            "{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"e\",\"name\":[{\"family\":\"E\"}]}}";
  g_autofree char *digest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (same) + G_N_ELEMENTS (other); i++)
    {
      gboolean         alike = i < G_N_ELEMENTS (same);
      g_autofree char *resource = g_strconcat (IMMUNIZATION, alike ? same[i] : other[i - G_N_ELEMENTS (same)], NULL);
      g_autoptr(ModelVaccinationDocument) document = read_one ("11369-6", resource, people);
      const char *found = model_clinical_entry_get_facts (entry_of (document))->digest;

      if (digest == NULL)
        digest = g_strdup (found);
      g_test_message ("%s", resource);
      g_assert_cmpint (g_str_equal (digest, found), ==, alike);
    }
}

static void
test_refused (void)
{
  const struct
  {
    const char *text;
    FhirError   error;
  } cases[] = {
    { "", FHIR_ERROR_NOT_JSON },
    { "%PDF-1.7", FHIR_ERROR_NOT_JSON },
    { "{\"resourceType\":\"Patient\"}", FHIR_ERROR_NOT_EXPECTED },
    { "[]", FHIR_ERROR_NOT_EXPECTED },
    { "  <html>", FHIR_ERROR_NOT_XML },
    { "<Patient/>", FHIR_ERROR_NOT_EXPECTED },
    { "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", FHIR_ERROR_NOT_EXPECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (fhir_vaccination_read (bytes, NULL, &error));
      g_assert_error (error, FHIR_ERROR, (int) cases[i].error);
    }
}

static void
test_exchange (void)
{
  g_autoptr(ModelVaccinationDocument) message =
      vaccination_test_read ("{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{\"resource\":{\"resourceType\":\"Immunization\"}}]}", NULL, NULL);

  g_assert_cmpint (model_vaccination_document_get_facts (message)->kind, ==, MODEL_VACCINATION_EXCHANGE);
}

/* R-VAC-7: XML says the same as JSON, in every example. */
static void
test_xml (void)
{
  g_autoptr(GPtrArray) names = vaccination_test_names ();

  if (names->len == 0)
    g_test_skip ("no fixtures");
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GBytes) bytes = vaccination_test_bytes (name);
      g_autoptr(JsonNode) node = fhir_json_parse (bytes, NULL);
      g_autofree char *xml = xml_test_write (json_node_get_object (node));
      g_autoptr(ModelVaccinationDocument) from_json = vaccination_test_load (name, NULL);
      g_autoptr(ModelVaccinationDocument) from_xml = vaccination_test_read (xml, NULL, NULL);

      g_test_message ("%s", name);
      g_assert_cmpuint (model_vaccination_document_get_n_entries (from_xml), ==, model_vaccination_document_get_n_entries (from_json));
      g_assert_cmpint (model_vaccination_document_get_facts (from_xml)->kind, ==, model_vaccination_document_get_facts (from_json)->kind);
      for (guint j = 0; j < model_vaccination_document_get_n_entries (from_json); j++)
        {
          const ModelClinicalFacts *a = model_clinical_entry_get_facts (model_vaccination_document_get_entry (from_json, j));
          const ModelClinicalFacts *b = model_clinical_entry_get_facts (model_vaccination_document_get_entry (from_xml, j));

          g_assert_cmpstr (b->digest, ==, a->digest);
          g_assert_cmpstr (b->replaces_entry, ==, a->replaces_entry);
          g_assert_cmpint (b->kind, ==, a->kind);
          g_assert_cmpuint (b->comments != NULL ? b->comments->len : 0, ==, a->comments != NULL ? a->comments->len : 0);
          /* the one that is no FHIR, and that XML cannot be */
          if (!(a->faults & MODEL_CLINICAL_FAULT_FORM))
            g_assert_cmpstr (b->verification_code, ==, a->verification_code);
        }
    }
}

/* What a form of yesterday says today. @value: what must be found. */
static const char *
found_in (ModelVaccinationDocument *document,
          const char               *what)
{
  ModelClinicalEntry            *entry = entry_of (document);
  const ModelClinicalFacts      *facts = model_clinical_entry_get_facts (entry);
  const ModelVaccinationDetails *details = model_vaccination_get_details (MODEL_VACCINATION (entry));
  ModelCoding                   *disease = details->n_doses > 0 && details->doses[0].diseases != NULL ? g_ptr_array_index (details->doses[0].diseases, 0) : NULL;

  if (g_str_equal (what, "replaces"))
    return facts->replaces_entry;
  if (g_str_equal (what, "container"))
    return facts->replaces_document;
  if (g_str_equal (what, "recorder"))
    return model_actor_get_name (facts->recorder);
  if (g_str_equal (what, "disease-system"))
    return model_coding_get_system (disease);
  if (g_str_equal (what, "disease"))
    return model_coding_get_code (disease);
  if (g_str_equal (what, "route"))
    return model_coding_get_system (details->route);
  if (g_str_equal (what, "verification"))
    return facts->verification_code;
  if (g_str_equal (what, "lot"))
    return details->lot;
  g_assert_cmpstr (what, ==, "date-text");

  return facts->date_text;
}

#define DISEASE(system, code) "\"protocolApplied\":[{\"targetDisease\":[{\"coding\":[{\"system\":\"" system "\",\"code\":\"" code "\"}]}]}]"
#define OLD_REFERENCE(entry, document) "\"extension\":[{\"url\":\"" VACD "ch-vacd-ext-cross-reference\",\"extension\":[{\"url\":\"entry\",\"valueReference\":{" \
                                       "\"reference\":\"" entry "\"}},{\"url\":\"document\",\"valueReference\":{\"reference\":\"" document "\"}},"              \
                                       "{\"url\":\"relationcode\",\"valueCode\":\"replaces\"}]}]"

/* R-VAC-108: every row of chapter 16, and of legacy-normalisation.json. */
static void
test_dialects (void)
{
  const struct
  {
    const char *member, *what, *found;
  } rows[] = {
    { OLD_REFERENCE ("urn:uuid:AB-1", "urn:uuid:CD-2"), "replaces", "ab-1" },
    { OLD_REFERENCE ("urn:uuid:AB-1", "urn:uuid:CD-2"), "container", "cd-2" },
    { OLD_REFERENCE ("Immunization/AB-1", "Composition/CD-2"), "replaces", "ab-1" },
    { OLD_REFERENCE ("Immunization/AB-1", "Composition/CD-2"), "container", "cd-2" },
    { "\"extension\":[{\"url\":\"" VACD "ch-vacd-ext-immunization-recorder-reference\",\"valueReference\":{\"reference\":\"Patient/p\"}}]", "recorder", "Muster" },
    { DISEASE ("http://snomed.info/sct/2011000195101", "76902006"), "disease-system", "http://snomed.info/sct" },
    { DISEASE ("2.16.840.1.113883.6.96", "76902006"), "disease-system", "http://snomed.info/sct" },
    { DISEASE ("urn:oid:2.16.840.1.113883.6.96", "76902006"), "disease-system", "http://snomed.info/sct" },
    { DISEASE ("http://fhir.ch/ig/ch-vacd/ConceptMap-ch-vacd-vaccines-targetdiseases-cm", "76902006"), "disease-system", "http://snomed.info/sct" },
    { DISEASE ("http://snomed.info/sct", "16901001"), "disease", "712986001" },
    { DISEASE ("http://fhir.ch/ig/ch-vacd/ConceptMap-ch-vacd-vaccines-targetdiseases-cm", "16901001"), "disease", "712986001" },
    { "\"route\":{\"coding\":[{\"system\":\"urn:oid:0.4.0.127.0.16.1.1.2.1\",\"code\":\"20035000\"}]}", "route", "http://standardterms.edqm.eu" },
    { "\"extension\":[{\"url\":\"" VACD "ch-vacd-ext-verification-status\",\"valueCoding\":[{\"code\":\"59156000\"}]}]", "verification", "59156000" },
    { "\"occurrenceString\":\"childhood\"", "date-text", "childhood" },
    { "\"lotNumber\":\"-\"", "lot", NULL },
    { "\"language\":\"de\"", "verification", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *resource = g_strconcat (IMMUNIZATION ",", rows[i].member, NULL);
      g_autoptr(ModelVaccinationDocument) document = read_one ("11369-6", resource, "");

      g_test_message ("%s", rows[i].member);
      g_assert_cmpstr (found_in (document, rows[i].what), ==, rows[i].found);
    }
}

/* R-VAC-108: a faulty form is read by its first element, and said to be faulty. */
static void
test_faulty_form (void)
{
  g_autoptr(ModelVaccinationDocument) document =
      read_one ("11369-6", IMMUNIZATION ",\"extension\":[{\"url\":\"" VACD "ch-vacd-ext-verification-status\",\"valueCoding\":[{\"code\":\"59156000\"}]}]", "");

  g_assert_true (model_clinical_entry_get_facts (entry_of (document))->faults & MODEL_CLINICAL_FAULT_FORM);
  g_assert_cmpint (model_clinical_entry_get_facts (entry_of (document))->verification, ==, MODEL_VERIFICATION_CONFIRMED);
}

/* R-VAC-20: facts are never taken from narratives, which are stale in real files. R-VAC-25: the day as it was written. */
static void
test_narrative (void)
{
  g_autoptr(ModelVaccinationDocument) document =
      read_one ("11369-6",
                IMMUNIZATION ",\"occurrenceDateTime\":\"2021-06-10T00:00:00+02:00\",\"lotNumber\":\"AC37\","
                             "\"text\":{\"status\":\"generated\",\"div\":\"<div>Gardasil, lot STALE, 1.1.1999</div>\"}",
                "");
  ModelClinicalEntry       *entry = entry_of (document);
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry);

  g_assert_cmpstr (model_clinical_entry_get_label (entry), ==, "Boostrix");
  g_assert_cmpstr (model_vaccination_get_details (MODEL_VACCINATION (entry))->lot, ==, "AC37");
  g_assert_cmpint (facts->date.day, ==, 10);
  g_assert_null (facts->comments);
}

/* R-VAC-33: immunoglobulins and immune sera are passive immunisation, no dose of a series. */
static void
test_passive (void)
{
  const struct
  {
    const char *system;
    gboolean    passive;
  } cases[] = {
    { "ch-vacd-swissmedic-immunoglobulin-cs", TRUE },
    { "ch-vacd-swissmedic-immunesera-cs", TRUE },
    { "ch-vacd-swissmedic-cs", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *resource =
          g_strconcat ("\"resourceType\":\"Immunization\",\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":"
                       "\"http://fhir.ch/ig/ch-vacd/CodeSystem/",
                       cases[i].system, "\",\"code\":\"1\"}]}", NULL);
      g_autoptr(ModelVaccinationDocument) document = read_one ("11369-6", resource, "");
      ModelVaccination *vaccination = MODEL_VACCINATION (entry_of (document));

      g_assert_cmpint (model_vaccination_get_details (vaccination)->passive, ==, cases[i].passive);
      g_assert_cmpint (model_vaccination_is_dose (vaccination), ==, !cases[i].passive);
    }
}

/* R-VAC-6: what keys a document is the registry's unique id; the guide's own examples give one identifier to several documents. */
static void
test_key (void)
{
  g_autofree char *text = bundle ("", "11369-6", IMMUNIZATION, "");
  g_autoptr(ModelVaccinationDocument) first = vaccination_test_read (text, "urn:oid:2.25.1", "HCP");
  g_autoptr(ModelVaccinationDocument) second = vaccination_test_read (text, "urn:oid:2.25.2", "HCP");

  g_assert_cmpstr (model_vaccination_document_get_key (first), ==, "urn:oid:2.25.1");
  g_assert_cmpstr (model_vaccination_document_get_key (second), ==, "urn:oid:2.25.2");
  g_assert_true (model_vaccination_document_has_id (first, "doc"));
  g_assert_true (model_vaccination_document_has_id (second, "doc"));
}

/* R-VAC-110: wrongly decoded UTF-8 is repaired for the eye; the text that a correction starts from is as it came. */
static void
test_repaired (void)
{
  g_autoptr(ModelVaccinationDocument) document =
      read_one ("11369-6", IMMUNIZATION ",\"note\":[{\"text\":\"Bien supportÃ©\",\"authorString\":\"MÃ¼ller\"}]", "");
  const ModelClinicalFacts *facts = model_clinical_entry_get_facts (entry_of (document));
  ModelComment             *comment = g_ptr_array_index (facts->comments, 0);
  g_autofree char          *json = g_strndup (g_bytes_get_data (facts->json, NULL), g_bytes_get_size (facts->json));

  g_assert_cmpstr (model_comment_get_text (comment), ==, "Bien supporté");
  g_assert_cmpstr (model_actor_get_name (model_comment_get_author (comment)), ==, "Müller");
  g_assert_nonnull (strstr (json, "Bien supportÃ©"));
  g_assert_null (strstr (json, "Bien supporté"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir/vaccination/R-VAC-108/references", test_references);
  g_test_add_func ("/fhir/vaccination/R-VAC-108/dialects", test_dialects);
  g_test_add_func ("/fhir/vaccination/R-VAC-108/faulty-form", test_faulty_form);
  g_test_add_func ("/fhir/vaccination/R-VAC-20/narrative", test_narrative);
  g_test_add_func ("/fhir/vaccination/R-VAC-33/passive", test_passive);
  g_test_add_func ("/fhir/vaccination/R-VAC-6/key", test_key);
  g_test_add_func ("/fhir/vaccination/R-VAC-110/repaired", test_repaired);
  g_test_add_func ("/fhir/vaccination/R-VAC-11/kind", test_kind);
  g_test_add_func ("/fhir/vaccination/R-VAC-90/secret", test_secret);
  g_test_add_func ("/fhir/vaccination/R-VAC-60/vaccination", test_vaccination);
  g_test_add_func ("/fhir/vaccination/R-VAC-9/poor", test_poor);
  g_test_add_func ("/fhir/vaccination/R-VAC-55/states", test_states);
  g_test_add_func ("/fhir/vaccination/R-VAC-40/conditions", test_conditions);
  g_test_add_func ("/fhir/vaccination/other-kinds", test_other_kinds);
  g_test_add_func ("/fhir/vaccination/R-VAC-44/serology", test_serology);
  g_test_add_func ("/fhir/vaccination/R-VAC-60/source", test_source);
  g_test_add_func ("/fhir/vaccination/R-VAC-19/sections", test_sections);
  g_test_add_func ("/fhir/vaccination/R-VAC-50/patients", test_patients);
  g_test_add_func ("/fhir/vaccination/R-VAC-54/digest", test_digest);
  g_test_add_func ("/fhir/vaccination/refused", test_refused);
  g_test_add_func ("/fhir/vaccination/exchange", test_exchange);
  g_test_add_func ("/fhir/vaccination/R-VAC-7/xml", test_xml);

  return g_test_run ();
}
