/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-file-private.h"

/* The training community's letters, in the languages that its professionals write. Data, not part of
 * the interface: nothing here passes through gettext. */

enum
{
  FR,
  DE,
  IT,
  EN,
  N_LANGUAGES
};

static int
language_of (const SandboxFileContext *context)
{
  if (g_str_has_prefix (context->language, "de"))
    return DE;
  if (g_str_has_prefix (context->language, "it"))
    return IT;

  return g_str_has_prefix (context->language, "en") ? EN : FR;
}

/* clang-format off */
static const char *const words[SANDBOX_N_WORDS][N_LANGUAGES] = {
  [SANDBOX_WORD_TRAINING] = { "Document d’entraînement, patient fictif", "Schulungsdokument, erfundene Person",
                              "Documento di formazione, paziente inventato", "Training document, invented patient" },
  [SANDBOX_WORD_BORN] = { "né(e) le", "geboren am", "nato/a il", "born" },
  [SANDBOX_WORD_PAGE] = { "page", "Seite", "pagina", "page" },
  [SANDBOX_WORD_CONCERNS] = { "Concerne :", "Betrifft:", "Concerne:", "Re:" },
  [SANDBOX_WORD_SALUTATION] = { "Chère consœur, cher confrère,", "Sehr geehrte Kollegin, sehr geehrter Kollege",
                                "Gentile collega,", "Dear colleague," },
  [SANDBOX_WORD_CLOSING] = { "Avec nos salutations confraternelles,", "Mit freundlichen kollegialen Grüssen",
                             "Con i nostri saluti collegiali,", "With kind regards," },
  [SANDBOX_WORD_DISCHARGE] = { "Lettre de sortie", "Austrittsbericht", "Lettera di dimissione", "Discharge letter" },
  [SANDBOX_WORD_REFERRAL] = { "Lettre d’adressage", "Überweisung", "Lettera di invio", "Referral" },
  [SANDBOX_WORD_PRESCRIPTION] = { "Ordonnance", "Rezept", "Ricetta", "Prescription" },
  [SANDBOX_WORD_IMAGING] = { "Rapport d’imagerie", "Radiologiebefund", "Referto di radiologia", "Imaging report" },
  [SANDBOX_WORD_LABORATORY] = { "Rapport de laboratoire", "Laborbericht", "Referto di laboratorio", "Laboratory report" },
  [SANDBOX_WORD_RECORD] = { "Dossier hospitalier complet", "Vollständige Krankengeschichte", "Cartella clinica completa",
                            "Complete hospital record" },
  [SANDBOX_WORD_DIAGNOSES] = { "Diagnostics", "Diagnosen", "Diagnosi", "Diagnoses" },
  [SANDBOX_WORD_HISTORY] = { "Anamnèse", "Anamnese", "Anamnesi", "History" },
  [SANDBOX_WORD_FINDINGS] = { "Status", "Befunde", "Esame obiettivo", "Findings" },
  [SANDBOX_WORD_COURSE] = { "Évolution", "Verlauf", "Decorso", "Course" },
  [SANDBOX_WORD_TREATMENT] = { "Traitement", "Behandlung", "Terapia", "Treatment" },
  [SANDBOX_WORD_FOLLOW_UP] = { "Suite proposée", "Procedere", "Proposte", "Follow-up" },
  [SANDBOX_WORD_DAY] = { "Jour", "Tag", "Giorno", "Day" },
  [SANDBOX_WORD_ANALYSIS] = { "Analyse", "Analyse", "Analisi", "Analysis" },
  [SANDBOX_WORD_RESULT] = { "Résultat", "Resultat", "Risultato", "Result" },
  [SANDBOX_WORD_UNIT] = { "Unité", "Einheit", "Unità", "Unit" },
  [SANDBOX_WORD_REFERENCE] = { "Référence", "Referenz", "Riferimento", "Reference" },
  [SANDBOX_WORD_HAEMATOLOGY] = { "Hématologie", "Hämatologie", "Ematologia", "Haematology" },
  [SANDBOX_WORD_CHEMISTRY] = { "Chimie clinique", "Klinische Chemie", "Chimica clinica", "Clinical chemistry" },
  [SANDBOX_WORD_URINE] = { "Urines", "Urin", "Urina", "Urine" },
  [SANDBOX_WORD_HORMONES] = { "Hormones", "Hormone", "Ormoni", "Hormones" },
  [SANDBOX_WORD_SEROLOGY] = { "Sérologie", "Serologie", "Sierologia", "Serology" },
};
/* clang-format on */

const char *
sandbox_word (const SandboxFileContext *context,
              SandboxWord               word)
{
  g_return_val_if_fail (word < SANDBOX_N_WORDS, "");

  return words[word][language_of (context)];
}

#define MAX_SENTENCES 9

/* clang-format off */
static const char *const sentences[SANDBOX_N_WORDS][N_LANGUAGES][MAX_SENTENCES] = {
  [SANDBOX_WORD_DIAGNOSES] = {
    { "Pneumonie acquise en communauté du lobe inférieur droit, sans agent identifié.",
      "Hypertension artérielle traitée depuis 2019.", "Asthme intermittent, bien contrôlé.", "Tabagisme sevré en 2021.", NULL },
    { "Ambulant erworbene Pneumonie im rechten Unterlappen, ohne Erregernachweis.",
      "Arterielle Hypertonie, behandelt seit 2019.", "Intermittierendes Asthma, gut eingestellt.", "Nikotinabusus, sistiert 2021.", NULL },
    { "Polmonite acquisita in comunità del lobo inferiore destro, senza agente identificato.",
      "Ipertensione arteriosa trattata dal 2019.", "Asma intermittente, ben controllata.", "Tabagismo, sospeso nel 2021.", NULL },
    { "Community-acquired pneumonia of the right lower lobe, no pathogen found.",
      "Arterial hypertension, treated since 2019.", "Intermittent asthma, well controlled.", "Former smoker, stopped in 2021.", NULL },
  },
  [SANDBOX_WORD_HISTORY] = {
    { "Depuis quatre jours, toux productive, frissons et fièvre jusqu’à 39,2 °C, douleur thoracique droite à l’inspiration profonde.",
      "Aucun voyage récent, aucun contact avec des animaux. Pas de perte de poids, pas de sueurs nocturnes avant cet épisode.",
      "Le médecin traitant a constaté une saturation à 90 % à l’air ambiant et a adressé la personne aux urgences.",
      "Vaccination contre les pneumocoques non faite. Pas d’allergie médicamenteuse connue.", NULL },
    { "Seit vier Tagen produktiver Husten, Schüttelfrost und Fieber bis 39,2 °C, atemabhängige Schmerzen rechts thorakal.",
      "Keine Reise in letzter Zeit, kein Tierkontakt. Vor dieser Episode weder Gewichtsverlust noch Nachtschweiss.",
      "Die Hausärztin stellte eine Sättigung von 90 % bei Raumluft fest und wies auf den Notfall zu.",
      "Keine Pneumokokkenimpfung. Keine Medikamentenallergien bekannt.", NULL },
    { "Da quattro giorni tosse produttiva, brividi e febbre fino a 39,2 °C, dolore toracico destro all’inspirazione profonda.",
      "Nessun viaggio recente, nessun contatto con animali. Nessun calo ponderale né sudorazione notturna prima dell’episodio.",
      "Il medico curante ha constatato una saturazione del 90 % in aria ambiente e ha inviato al pronto soccorso.",
      "Vaccinazione antipneumococcica non eseguita. Nessuna allergia nota a farmaci.", NULL },
    { "For four days productive cough, chills and fever up to 39.2 °C, right-sided chest pain on deep breath.",
      "No recent travel, no contact with animals. No weight loss or night sweats before this episode.",
      "The family physician measured a saturation of 90 % on room air and sent the patient to the emergency department.",
      "No pneumococcal vaccination. No known drug allergies.", NULL },
  },
  [SANDBOX_WORD_FINDINGS] = {
    { "À l’entrée : température 38,9 °C, fréquence cardiaque 104/min, tension artérielle 128/76 mmHg, fréquence respiratoire 24/min.",
      "Râles crépitants à la base droite, matité à la percussion. Abdomen souple, indolore. Pas d’œdème.",
      "Radiographie du thorax : foyer basal droit, pas d’épanchement. Électrocardiogramme : rythme sinusal, sans particularité.",
      "Biologie : protéine C réactive 186 mg/l, leucocytes 15,4 G/l, créatinine 78 µmol/l.", NULL },
    { "Bei Eintritt: Temperatur 38,9 °C, Herzfrequenz 104/min, Blutdruck 128/76 mmHg, Atemfrequenz 24/min.",
      "Feinblasige Rasselgeräusche rechts basal, Klopfschalldämpfung. Abdomen weich, indolent. Keine Ödeme.",
      "Thoraxröntgen: Infiltrat rechts basal, kein Erguss. EKG: Sinusrhythmus, unauffällig.",
      "Labor: CRP 186 mg/l, Leukozyten 15,4 G/l, Kreatinin 78 µmol/l.", NULL },
    { "All’entrata: temperatura 38,9 °C, frequenza cardiaca 104/min, pressione 128/76 mmHg, frequenza respiratoria 24/min.",
      "Rantoli crepitanti alla base destra, ottusità alla percussione. Addome trattabile, indolore. Nessun edema.",
      "Radiografia del torace: focolaio basale destro, nessun versamento. Elettrocardiogramma: ritmo sinusale, nella norma.",
      "Laboratorio: PCR 186 mg/l, leucociti 15,4 G/l, creatinina 78 µmol/l.", NULL },
    { "On admission: temperature 38.9 °C, heart rate 104/min, blood pressure 128/76 mmHg, respiratory rate 24/min.",
      "Fine crackles at the right base, dull percussion. Abdomen soft, not tender. No oedema.",
      "Chest X-ray: consolidation at the right base, no effusion. ECG: sinus rhythm, unremarkable.",
      "Laboratory: C-reactive protein 186 mg/l, leucocytes 15.4 G/l, creatinine 78 µmol/l.", NULL },
  },
  [SANDBOX_WORD_COURSE] = {
    { "Apyrexie, toux en diminution. Saturation 95 % sous 1 l d’oxygène.", "Mobilisation avec la physiothérapie, bien tolérée.",
      "Passage de l’antibiotique à la voie orale.", "Sommeil correct, appétit repris. Pas de plainte nouvelle.",
      "Contrôle biologique : la protéine C réactive diminue de moitié.", "Entretien avec la famille, questions du retour à domicile abordées.",
      "Sevrage de l’oxygène, saturation 96 % à l’air ambiant.", NULL },
    { "Afebril, Husten regredient. Sättigung 95 % unter 1 l Sauerstoff.", "Mobilisation mit der Physiotherapie, gut vertragen.",
      "Umstellung des Antibiotikums auf orale Gabe.", "Guter Schlaf, Appetit wieder vorhanden. Keine neuen Beschwerden.",
      "Laborkontrolle: CRP um die Hälfte gesunken.", "Gespräch mit der Familie, Rückkehr nach Hause besprochen.",
      "Sauerstoff abgesetzt, Sättigung 96 % bei Raumluft.", NULL },
    { "Apirettico, tosse in diminuzione. Saturazione 95 % con 1 l di ossigeno.", "Mobilizzazione con la fisioterapia, ben tollerata.",
      "Passaggio dell’antibiotico alla via orale.", "Sonno buono, appetito ripreso. Nessun nuovo disturbo.",
      "Controllo di laboratorio: PCR dimezzata.", "Colloquio con la famiglia, discusso il rientro a domicilio.",
      "Ossigeno sospeso, saturazione 96 % in aria ambiente.", NULL },
    { "No fever, less cough. Saturation 95 % on 1 l of oxygen.", "Mobilised with physiotherapy, well tolerated.",
      "Antibiotic changed to oral.", "Good sleep, appetite is back. No new complaints.",
      "Laboratory control: C-reactive protein halved.", "Talk with the family about the return home.",
      "Oxygen stopped, saturation 96 % on room air.", NULL },
  },
  [SANDBOX_WORD_TREATMENT] = {
    { "Amoxicilline/acide clavulanique 1 g, 1-0-1, encore trois jours.", "Lisinopril 10 mg, 1-0-0-0, inchangé.",
      "Salbutamol 100 µg, deux bouffées en réserve.", "Paracétamol 1 g en réserve, au maximum 3 fois par jour.", NULL },
    { "Amoxicillin/Clavulansäure 1 g, 1-0-1, noch drei Tage.", "Lisinopril 10 mg, 1-0-0-0, unverändert.",
      "Salbutamol 100 µg, zwei Hübe in Reserve.", "Paracetamol 1 g in Reserve, höchstens 3-mal täglich.", NULL },
    { "Amoxicillina/acido clavulanico 1 g, 1-0-1, ancora tre giorni.", "Lisinopril 10 mg, 1-0-0-0, invariato.",
      "Salbutamolo 100 µg, due inalazioni in riserva.", "Paracetamolo 1 g in riserva, al massimo 3 volte al giorno.", NULL },
    { "Amoxicillin/clavulanic acid 1 g, 1-0-1, for three more days.", "Lisinopril 10 mg, 1-0-0-0, unchanged.",
      "Salbutamol 100 µg, two puffs when needed.", "Paracetamol 1 g when needed, at most three times a day.", NULL },
  },
  [SANDBOX_WORD_FOLLOW_UP] = {
    { "Contrôle clinique et biologique chez le médecin traitant dans une semaine.", "Radiographie de contrôle dans six semaines.",
      "Nous proposons la vaccination contre les pneumocoques et la grippe après guérison.", NULL },
    { "Klinische und laborchemische Kontrolle in der Hausarztpraxis in einer Woche.", "Röntgenkontrolle in sechs Wochen.",
      "Wir empfehlen die Impfung gegen Pneumokokken und Grippe nach Genesung.", NULL },
    { "Controllo clinico e di laboratorio dal medico curante fra una settimana.", "Radiografia di controllo fra sei settimane.",
      "Proponiamo la vaccinazione contro pneumococchi e influenza dopo la guarigione.", NULL },
    { "Clinical and laboratory control at the family practice in one week.", "Control X-ray in six weeks.",
      "We suggest vaccination against pneumococci and influenza after recovery.", NULL },
  },
};
/* clang-format on */

const char *const *
sandbox_sentences (const SandboxFileContext *context,
                   SandboxWord               section)
{
  g_return_val_if_fail (section < SANDBOX_N_WORDS, NULL);

  return sentences[section][language_of (context)];
}
