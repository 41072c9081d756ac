/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents of a record are of vaccination, by their metadata. */
#include "config.h"

#include "epr-vaccination.h"

#define FORMATS "urn:oid:2.16.756.5.30.1.127.3.10.10"
#define SNOMED "http://snomed.info/sct"
#define SNOMED_OF_REGISTRIES "urn:oid:2.16.840.1.113883.6.96"

/* R-VAC-89, R-VAC-90: by the format; else by the type of a FHIR document, under either address of SNOMED CT. CDA is none. */
static void
test_kind (void)
{
  static const struct
  {
    const char        *format, *system, *type, *mime;
    EprVaccinationKind kind;
  } cases[] = {
    { "urn:che:epr:ch-vacd:immunization-administration:2022", SNOMED, "41000179103", "application/fhir+json", EPR_VACCINATION_ACT },
    { "urn:che:epr:ch-vacd:vaccination-record:2022", SNOMED, "41000179103", "application/fhir+json", EPR_VACCINATION_SNAPSHOT },
    { NULL, SNOMED, "41000179103", "application/fhir+xml", EPR_VACCINATION_ACT },
    { NULL, SNOMED_OF_REGISTRIES, "41000179103", "application/fhir+json", EPR_VACCINATION_ACT },
    { NULL, SNOMED, "41000179103", "application/pdf", EPR_VACCINATION_NONE },
    { "urn:ihe:pcc:ic:2009", SNOMED, "41000179103", "text/xml", EPR_VACCINATION_NONE },
    { NULL, SNOMED, "4241000179101", "application/fhir+json", EPR_VACCINATION_NONE },
    { NULL, NULL, NULL, NULL, EPR_VACCINATION_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelCoding) format = cases[i].format != NULL ? model_coding_new (FORMATS, cases[i].format, NULL) : NULL;
      g_autoptr(ModelCoding) type = cases[i].type != NULL ? model_coding_new (cases[i].system, cases[i].type, NULL) : NULL;
      g_autoptr(ModelDocument) document = model_document_new (&(ModelDocumentInit) {
          .id = "d",
          .format = format,
          .type = type,
          .content_type = cases[i].mime,
          .size = -1,
      });

      g_assert_cmpint (epr_vaccination_kind (document), ==, cases[i].kind);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/epr/vaccination/R-VAC-89-R-VAC-90/kind", test_kind);

  return g_test_run ();
}
