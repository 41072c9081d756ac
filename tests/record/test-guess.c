/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is proposed to a person who deposits a file, and when she is warned. Invented people. */
#include "config.h"

#include "record-guess.h"

static const ModelDate today = { .year = 2026, .month = 11, .day = 20, .precision = MODEL_DATE_DAY };
static const ModelDate born = { .year = 1995, .month = 1, .day = 27, .precision = MODEL_DATE_DAY };

/* Invented letters as practices, laboratories and hospitals write them. */
static const struct
{
  const char *text;
  const char *own_title;
  const char *file;
  const char *type;
  const char *language;
  const char *date;
  const char *title;
} documents[] = {
  { "Hôpital fictif\nMuster Franz, né le 27.01.1995\nFictigny, le 12.11.2026\nLettre de sortie\nLe patient est resté dans notre service pour une pneumonie, avec les soins.",
    NULL, "scan0001.pdf", "373942005", "fr-CH", "2026-11-12", "Lettre de sortie" },
  { "Labor Muster\nLaborbericht vom 3. Oktober 2026\nDie Werte sind mit der Norm und nicht von der Klinik", "Microsoft Word - x", "x.pdf",
    "4241000179101", "de-CH", "2026-10-03", "Laborbericht vom 3. Oktober 2026" },
  { "", "Radiographie du thorax", "IMG_0001.pdf", "4201000179104", NULL, NULL, "Radiographie du thorax" },
  { "", NULL, "2026_ordonnance du 1er mars 2026.pdf", "761938008", NULL, "2026-03-01", "2026 ordonnance du 1er mars 2026" },
  { "", NULL, "scan_17.pdf", NULL, NULL, NULL, NULL },
  { "Contrôle prévu le 3.4.2031", NULL, "a.pdf", NULL, NULL, NULL, NULL },
  { "\xff\xfe\x00", "\xff", "\xff.pdf", NULL, NULL, NULL, NULL },

  /* the date of the letter, not of the stay, the birth, the next visit */
  { "LETTRE DE SORTIE\nConcerne : M. Franz Muster, né le 27 janvier 1995\nHospitalisé du 3.10.2026 au 9.10.2026\nLausanne, le 14 octobre 2026\n"
    "Nous vous remercions pour la suite. Rendez-vous de contrôle le 2.11.2026.",
    NULL, "a.pdf", "373942005", "fr-CH", "2026-10-14", "Lettre de sortie" },
  { "AUSTRITTSBERICHT\nMuster Franz, geb. 27.1.95\nHospitalisiert vom 1.9.2026 bis 5.9.2026\nBern, den 7. September 2026\nWir danken für die Zuweisung und das Vertrauen.",
    NULL, "a.pdf", "373942005", "de-CH", "2026-09-07", "Austrittsbericht" },
  { "Lettera di dimissione\nBellinzona, 12 maggio 2026\nPaziente: Muster Franz, nato il 27.01.1995\nIl paziente è stato ricoverato dal 3.5.2026 al 10.5.2026 per una polmonite.",
    NULL, "a.pdf", "373942005", "it-CH", "2026-05-12", "Lettera di dimissione" },
  { "Discharge Summary\nDate: 14 May 2026\nPatient: Franz Muster, born 27 January 1995\nThe patient was admitted on 9 May 2026 with pneumonia.",
    NULL, "a.pdf", "373942005", "en-GB", "2026-05-14", "Discharge Summary" },
  { "Rapport de consultation du 3.11.2026\nConcerne : Muster Franz, né le 27.01.1995\nOpéré le 4.2.2019 pour une appendicite, sans suites.",
    NULL, "a.pdf", "371530004", "fr-CH", "2026-11-03", "Rapport de consultation du 3.11.2026" },
  { "Sprechstundenbericht\nZürich, 03.11.2026\nDer Patient kommt seit 12.3.2026 zur Kontrolle. Nächster Termin 20.11.2026.",
    NULL, "a.pdf", "371530004", "de-CH", "2026-11-03", "Sprechstundenbericht" },
  { "Rapporto di consultazione del 4 novembre 2026\nIl paziente sta bene e non ha dolori alla gamba.", NULL, "a.pdf",
    "371530004", "it-CH", "2026-11-04", "Rapporto di consultazione del 4 novembre 2026" },

  /* laboratories: the report, not when it was printed */
  { "Laboratoire de l’Exemple (fictif)\nRapport d’analyses\nDate : 11.11.2026\nImprimé le 13.11.2026\nHémoglobine 140 g/l par les normes du laboratoire",
    NULL, "a.pdf", "4241000179101", "fr-CH", "2026-11-11", "Rapport d’analyses" },
  { "Gedruckt am 15.11.2026 08:30\nLaborbefund\nBerichtsdatum: 12.11.2026\nDer Wert ist im Rahmen", NULL, "a.pdf", "4241000179101", "de-CH", "2026-11-12", "Laborbefund" },
  { "Referto di laboratorio\nData: 10.11.2026\nIl valore della creatinina è nella norma", NULL, "a.pdf", "4241000179101", "it-CH", "2026-11-10", "Referto di laboratorio" },
  { "LABORATORY REPORT\nReport date: 2026-11-09\nThe result was normal for this patient.", NULL, "a.pdf", "4241000179101", "en-GB", "2026-11-09", "Laboratory report" },

  /* prescriptions, certificates, lists */
  { "Dr Jean Modèle\nOrdonnance\nGenève, le 2 novembre 2026\nParacétamol 1 g, 3 fois par jour pour les douleurs et sans dépasser", NULL, "a.pdf",
    "761938008", "fr-CH", "2026-11-02", "Ordonnance" },
  { "Rezept\nBasel, 2.11.26\nParacetamol 500 mg, zur Einnahme bei Schmerzen, für 5 Tage", NULL, "a.pdf", "761938008", "de-CH", "2026-11-02", "Rezept" },
  { "RICETTA MEDICA\nLugano, li 2.11.2026\nParacetamolo per il dolore", NULL, "a.pdf", "761938008", "it-CH", "2026-11-02", "Ricetta medica" },
  { "CERTIFICAT MÉDICAL\nSion, le 1er septembre 2026\nIncapacité de travail du 1.9.2026 au 15.9.2026 pour une maladie", NULL, "a.pdf",
    "772786005", "fr-CH", "2026-09-01", "Certificat médical" },
  { "Ärztliches Zeugnis\nChur, den 1. März 2026\nDer Patient ist vom 1.3.2026 bis 8.3.2026 nicht arbeitsfähig", NULL, "a.pdf", "772786005", "de-CH", "2026-03-01", "Ärztliches Zeugnis" },
  { "Medikationsplan\nDatum: 5.6.2026\nAcetylsalicylsäure 100 mg am Morgen, mit dem Essen", NULL, "a.pdf", "721912009", "de-CH", "2026-06-05", "Medikationsplan" },
  { "Elenco dei medicamenti\nData: 5 giugno 2026\nAspirina 100 mg per via orale, al mattino", NULL, "a.pdf", "721912009", "it-CH", "2026-06-05", "Elenco dei medicamenti" },

  /* operations, images, tissue, vaccinations, emergencies */
  { "PROTOCOLE OPÉRATOIRE\nDate : 8.8.2026\nIntervention par voie antérieure avec une anesthésie générale. Une radiographie est faite.", NULL, "a.pdf",
    "371526002", "fr-CH", "2026-08-08", "Protocole opératoire" },
  { "Operationsbericht vom 8.8.2026\nDer Eingriff verlief ohne Komplikationen. Die Histologie wird nachgereicht.", NULL, "a.pdf",
    "371526002", "de-CH", "2026-08-08", "Operationsbericht vom 8.8.2026" },
  { "IRM CÉRÉBRALE\nFribourg, le 4 avril 2026\nIl est fait une IRM sans et avec contraste, dans les trois plans. Laboratoire normal.", NULL, "a.pdf",
    "4201000179104", "fr-CH", "2026-04-04", "IRM cérébrale" },
  { "We confirm the visit.\nX-ray of the chest\nDate: March 3, 2026\nThe lungs are clear and the heart is of normal size.", NULL, "a.pdf",
    "4201000179104", "en-GB", "2026-03-03", "X-ray of the chest" },
  { "RÖNTGEN THORAX\nDatum: 12.02.2026\nDie Lunge ist frei, das Herz ist nicht vergrössert.", NULL, "a.pdf", "4201000179104", "de-CH", "2026-02-12", "Röntgen Thorax" },
  { "Examen histologique\nDate du rapport : 20.02.2026\nPrélèvement reçu pour une biopsie avec les berges", NULL, "a.pdf", "371528001", "fr-CH", "2026-02-20", "Examen histologique" },
  { "Impfausweis\nDatum: 1.2.2026\nDie Impfung gegen die Grippe ist von heute", NULL, "a.pdf", "41000179103", "de-CH", "2026-02-01", "Impfausweis" },
  { "Rapport du service des urgences\nVevey, le 6.7.2026\nLe patient est venu pour une chute dans les escaliers.", NULL, "a.pdf",
    "445300006", "fr-CH", "2026-07-06", "Rapport du service des urgences" },
  { "Notfallbericht\nThun, 6. Juli 2026\nUnfall vom 5.7.2026 mit dem Velo, der Patient ist stabil", NULL, "a.pdf", "445300006", "de-CH", "2026-07-06", "Notfallbericht" },

  /* what nobody named, and what somebody did */
  { "", "Microsoft Word - Rapport de sortie Muster.docx", "x.pdf", "373942005", NULL, NULL, "Rapport de sortie Muster" },
  { "", "Microsoft Word - Document1.docx", "Attestation pour l’école.pdf", NULL, NULL, NULL, "Attestation pour l’école" },
  { "", "untitled", "IMG_20261112_103355.jpg", NULL, NULL, "2026-11-12", NULL },
  { "", "Scanned Document", "photo 1.jpg", NULL, NULL, NULL, NULL },
  { "", NULL, "2026-03-15 Bericht Physiotherapie.pdf", NULL, NULL, "2026-03-15", "2026-03-15 Bericht Physiotherapie" },
  { "", "Scanner abdominal", "a.pdf", "4201000179104", NULL, NULL, "Scanner abdominal" },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_auto(RecordGuess) guess = record_guess_read (documents[i].text, documents[i].own_title, documents[i].file, &born, &today);
      g_autofree char *date = model_date_to_fhir (&guess.date);

      g_test_message ("%u: %s %s %s %s", i, guess.type, guess.language, date, guess.title);
      g_assert_cmpstr (guess.type, ==, documents[i].type);
      g_assert_cmpstr (guess.language, ==, documents[i].language);
      g_assert_cmpstr (date, ==, documents[i].date);
      g_assert_cmpstr (guess.title, ==, documents[i].title);
    }
}

#define LONG "La suite est simple. Le traitement se poursuit à domicile, avec une physiotherapie et une surveillance de la température. " \
             "Une consultation est prévue chez le médecin traitant, qui fixera la suite du traitement selon les résultats obtenus."

/* About Franz Karl Müster, born on 27.1.1995, 756.1234.5678.97. */
static const struct
{
  const char *text;
  RecordOther other;
} texts[] = {
  { "", 0 },
  { "Muster Franz, AVS 756.1234.5678.97, né(e) le 27.01.1995", 0 },

  /* numbers */
  { "AVS 756.9999.9999.91", RECORD_OTHER_NUMBER },
  { "AHV-Nr. 756 9999 9999 91", RECORD_OTHER_NUMBER },
  { "No AVS 7569999999991", RECORD_OTHER_NUMBER },
  { "N. AVS 756-9999-9999-91", RECORD_OTHER_NUMBER },
  { "AVS 756.9999.9999.92 (mal lu)", 0 },
  { "AVS 756.9999.9999.91, représentant de 7561234567897", 0 },
  { "Mère 756.9999.9999.91, père 756.5555.6666.73, enfant 756.1234.5678.97", 0 },
  { "GLN 7601000000002, carte 80756000010000000017", 0 },
  { "AHV 756.1234.5678.97, geb. 3.4.1960 (Vater), Betrifft: Herr Hans Beispiel", 0 },

  /* birth dates */
  { "Exemple Anna, geb. 3.4.1960", RECORD_OTHER_BIRTH_DATE },
  { "Exemple Anna, date de naissance : 3 avril 1960", RECORD_OTHER_BIRTH_DATE },
  { "Exemple Anna, née le 3 avril 1960", RECORD_OTHER_BIRTH_DATE },
  { "Beispiel Hans, geboren am 3. April 1960", RECORD_OTHER_BIRTH_DATE },
  { "Beispiel Hans, Geburtsdatum 1960-04-03", RECORD_OTHER_BIRTH_DATE },
  { "Beispiel Hans, *03.04.60", RECORD_OTHER_BIRTH_DATE },
  { "Esempio Anna, nata il 3 aprile 1960", RECORD_OTHER_BIRTH_DATE },
  { "Esempio Anna, data di nascita: 03/04/1960", RECORD_OTHER_BIRTH_DATE },
  { "Sample Ann, date of birth April 3, 1960", RECORD_OTHER_BIRTH_DATE },
  { "Sample Ann, DOB 03.04.1960", RECORD_OTHER_BIRTH_DATE },
  { "Né le 27.1.95", 0 },
  { "Geb. 27. Januar 1995", 0 },
  { "Nato il 27 gennaio 1995", 0 },
  { "Born on 27 January 1995", 0 },
  { "DDN: 1995-01-27", 0 },
  { "Né le 27 janvier 1995", 0 },
  { "Mère née le 3.4.1960, enfant né le 27.1.1995", 0 },
  { "Sa mère, née le 3.4.1960, est diabétique.", 0 },
  { "Vater: geb. 3.4.1960, gesund", 0 },
  { "Lausanne, le 3.4.2026. Revu le 5.4.2026.", 0 },
  { "Ne le 3.4.2026: le traitement", RECORD_OTHER_BIRTH_DATE },

  /* whom it is about */
  { "Concerne : Mme Anna Exemple", RECORD_OTHER_PERSON },
  { "Betrifft: Herr Hans Beispiel", RECORD_OTHER_PERSON },
  { "Betreff: Frau Beispiel Anna, Kontrolle", RECORD_OTHER_PERSON },
  { "Oggetto: Sig.ra Anna Esempio", RECORD_OTHER_PERSON },
  { "Re: Mrs Ann Sample", RECORD_OTHER_PERSON },
  { "Patient: Beispiel, Hans", RECORD_OTHER_PERSON },
  { "Paziente: Esempio Anna", RECORD_OTHER_PERSON },
  { "Concerne : Mme Müster Anna", RECORD_OTHER_PERSON },
  { "Patient : MUSTER Anna", RECORD_OTHER_PERSON },
  { "Concerne : M. Müster", 0 },
  { "Concerne : M. F. Müster", 0 },
  { "Betrifft: Herr Franz Muester", 0 },
  { "Oggetto: Sig. Karl Müster", 0 },
  { "Concerne : Demande de Consultation", 0 },
  { "Betrifft: Rechnung Nummer Zwei", 0 },
  { "Muster Franz\nPatient: Guter Allgemeinzustand", 0 },
  { "Concerne : Mme Anna Exemple (nom de jeune fille), née le 27.1.1995", 0 },

  /* names in a text that is long enough to hold hers */
  { "Rapport. " LONG, RECORD_OTHER_NAME },
  { "Monsieur Müster va bien. " LONG, 0 },
  { "Monsieur MUESTER va bien. " LONG, 0 },
  { "Monsieur Muster-Exemple va bien. " LONG, 0 },
  { "Monsieur Mustermann va bien. " LONG, RECORD_OTHER_NAME },
  { "Né le 27.1.1995. " LONG, 0 },
};

static ModelPatient *
make_patient (const char *family)
{
  const char *const given[] = { "Franz", "Karl", NULL };

  return model_patient_new (&(ModelPatientInit) { .family = family, .given = given, .birth_date = born });
}

static void
test_other (void)
{
  g_autoptr(ModelPatient) patient = make_patient ("Müster");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%u: %s", i, texts[i].text);
      g_assert_cmpint (record_guess_other (texts[i].text, patient, "7561234567897"), ==, texts[i].other);
    }
  g_assert_cmpint (record_guess_other ("AVS 756.9999.9999.91", patient, NULL), ==, 0);
}

/* Names as people bear them, and as others write them. */
static void
test_names (void)
{
  const struct
  {
    const char *family;
    const char *text;
    gboolean    named;
  } cases[] = {
    { "Müller", "Herr Mueller ist gesund.", TRUE },
    { "Mueller", "Herr Müller ist gesund.", TRUE },
    { "Müller", "Herr MULLER ist gesund.", TRUE },
    { "Grégoire-Dubois", "Madame Dubois va bien.", TRUE },
    { "Grégoire-Dubois", "Madame GREGOIRE va bien.", TRUE },
    { "Rossi Bernasconi", "La signora Rossi sta bene.", TRUE },
    { "de la Roche", "Madame Delaporte, de la clinique.", FALSE },
    { "de la Roche", "Madame de la Roche.", TRUE },
    { "von Arx", "Frau Von Arx ist gesund.", TRUE },
    { "D’Angelo", "Il signor D'Angelo sta bene.", TRUE },
    { "Weiß", "Herr Weiss ist gesund.", TRUE },
    { "Li", "Herr Müller liegt im Bett.", FALSE },
    { "Li", "Frau Li ist gesund.", TRUE },
    { "Ångström", "Herr Angstroem ist gesund.", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ModelPatient) patient = make_patient (cases[i].family);
      g_autofree char *text = g_strconcat (cases[i].text, " ", LONG, NULL);

      g_test_message ("%u: %s", i, cases[i].text);
      g_assert_cmpint (record_guess_other (text, patient, NULL), ==, cases[i].named ? 0 : RECORD_OTHER_NAME);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/guess/read", test_read);
  g_test_add_func ("/record/guess/other", test_other);
  g_test_add_func ("/record/guess/names", test_names);

  return g_test_run ();
}
