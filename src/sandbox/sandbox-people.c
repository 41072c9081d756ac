/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-people.h"

#include <string.h>

enum
{
  PRAXIS_P,
  SPITAL_X,
  DEUX_RIVES,
  CABINET_MODELE,
  LABO,
  IMAGERIE,
  OSPEDALE,
  FARMACIA,
  SPITEX,
  OSPIDAL,
  CMS
};

static const SandboxInstitution institutions[] = {
  [PRAXIS_P] = { "urn:oid:2.999.7", "Praxis P (fiktiv)", "Musterhausen", "de",
                 "264358009", "General practice premises (environment)" },
  [SPITAL_X] = { "urn:oid:2.999.8", "Spital X (fiktiv)", "Musterhausen", "de",
                 "22232009", "Hospital (environment)" },
  [DEUX_RIVES] = { "urn:oid:2.999.20.1", "Hôpital des Deux-Rives (fictif)", "Exempleville", "fr",
                   "22232009", "Hospital (environment)" },
  [CABINET_MODELE] = { "urn:oid:2.999.20.2", "Cabinet médical du Modèle (fictif)", "Modèle-sur-Lac", "fr",
                       "264358009", "General practice premises (environment)" },
  [LABO] = { "urn:oid:2.999.20.3", "Laboratoire de l'Essai (fictif)", "Exempleville", "fr",
             "722171005", "Diagnostic institution (environment)" },
  [IMAGERIE] = { "urn:oid:2.999.20.4", "Centre d'imagerie Fictigny (fictif)", "Fictigny", "fr",
                 "722171005", "Diagnostic institution (environment)" },
  [OSPEDALE] = { "urn:oid:2.999.20.5", "Ospedale di Provalago (fittizio)", "Provalago", "it",
                 "22232009", "Hospital (environment)" },
  [FARMACIA] = { "urn:oid:2.999.20.6", "Pharmacie Imaginaire (fictive)", "Modèle-sur-Lac", "fr",
                 "264372000", "Pharmacy (environment)" },
  [SPITEX] = { "urn:oid:2.999.20.7", "Spitex Beispielwil (fiktiv)", "Beispielwil", "de",
               "66280005", "Private home-based care (environment)" },
  [OSPIDAL] = { "urn:oid:2.999.20.8", "Ospidal Val Inventada (inventà)", "Val Inventada", "de",
                "22232009", "Hospital (environment)" },
  [CMS] = { "urn:oid:2.999.20.9", "Clinique de réadaptation Épreuves (fictive)", "Épreuves-les-Bains", "fr",
            "80522000", "Rehabilitation hospital (environment)" },
};

#define INTERNIST "1051", "General Internal medicine"
#define GENERAL_MEDICINE "394802001", "General medicine (qualifier value)"
#define INTERNAL_MEDICINE "419192003", "Internal medicine (qualifier value)"
#define NURSE "5015", "Nursing"
#define NURSING "722165004", "Nursing (qualifier value)"

static const SandboxPerson people[] = {
  { "2000000090092", "Dr. Martina Musterarzt", "Musterarzt", "Martina", "HCP", PRAXIS_P, NULL, INTERNIST, GENERAL_MEDICINE },
  { "7601000102737", "Dr. Peter Pan", "Pan", "Peter", "HCP", PRAXIS_P, NULL, INTERNIST, GENERAL_MEDICINE },
  { "2000000090108", "Dagmar Musterassistent", "Musterassistent", "Dagmar", "ASS", PRAXIS_P, "2000000090092",
    NULL, NULL, GENERAL_MEDICINE },
  { "2000000091013", "Dre Anna Favre", "Favre", "Anna", "HCP", DEUX_RIVES, NULL, INTERNIST, INTERNAL_MEDICINE },
  { "2000000091020", "Dr Luc Modèle", "Modèle", "Luc", "HCP", CABINET_MODELE, NULL, INTERNIST, GENERAL_MEDICINE },
  { "2000000091037", "Dre Hélène Exemple", "Exemple", "Hélène", "HCP", DEUX_RIVES, NULL,
    "1002", "Surgery", "394609007", "General surgery (qualifier value)" },
  { "2000000091044", "Dr Yann Essai", "Essai", "Yann", "HCP", LABO, NULL,
    "1009", "Pathology", "708184003", "Clinical pathology service (qualifier value)" },
  { "2000000091051", "Dre Inès Rayon", "Rayon", "Inès", "HCP", IMAGERIE, NULL,
    "1030", "Radiology", "394914008", "Radiology - specialty (qualifier value)" },
  { "2000000091068", "Nadia Soignante", "Soignante", "Nadia", "HCP", DEUX_RIVES, NULL, NURSE, NURSING },
  { "2000000091075", "Dott.ssa Chiara Esempio", "Esempio", "Chiara", "HCP", OSPEDALE, NULL, INTERNIST, INTERNAL_MEDICINE },
  { "2000000091082", "Paul Apothicaire", "Apothicaire", "Paul", "HCP", FARMACIA, NULL,
    "1052", "Community pharmacy", "310080006", "Pharmacy service (qualifier value)" },
  { "2000000091099", "Beat Beispiel", "Beispiel", "Beat", "HCP", SPITEX, NULL, NURSE, NURSING },
  { "2000000091105", "Dr. Ursina Exempel", "Exempel", "Ursina", "HCP", OSPIDAL, NULL, INTERNIST, INTERNAL_MEDICINE },
  { "2000000091112", "Dr. Hans Fremdarzt", "Fremdarzt", "Hans", "HCP", SPITAL_X, NULL,
    "1025", "Cardiology", "394579002", "Cardiology (qualifier value)" },
  { "2000000091129", "Lise Assistante", "Assistante", "Lise", "ASS", CABINET_MODELE, "2000000091020",
    NULL, NULL, GENERAL_MEDICINE },
  { "2000000091136", "Archivdienst Praxis P", "Archivdienst", "Praxis P", "TCU", PRAXIS_P, "2000000090092",
    NULL, NULL, GENERAL_MEDICINE },
  { "2000000091143", "Dr Marc Réadapte", "Réadapte", "Marc", "HCP", CMS, NULL,
    "1034", "Physical medicine and rehabilitation", "394602003", "Rehabilitation - specialty (qualifier value)" },
};

guint
sandbox_n_people (void)
{
  return G_N_ELEMENTS (people);
}

const SandboxPerson *
sandbox_person (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (people), NULL);

  return &people[index];
}

gboolean
sandbox_person_index (const char *gln,
                      guint      *index)
{
  for (guint i = 0; gln != NULL && i < G_N_ELEMENTS (people); i++)
    if (strcmp (people[i].gln, gln) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

const SandboxPerson *
sandbox_person_find (const char *gln)
{
  guint index;

  return sandbox_person_index (gln, &index) ? &people[index] : NULL;
}

guint
sandbox_n_institutions (void)
{
  return G_N_ELEMENTS (institutions);
}

const SandboxInstitution *
sandbox_institution (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (institutions), NULL);

  return &institutions[index];
}

const SandboxInstitution *
sandbox_person_group (const SandboxPerson *person)
{
  const SandboxPerson *principal = sandbox_person_find (person->principal);

  return sandbox_institution (principal != NULL ? principal->institution : person->institution);
}
