/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print-words.h"

#include <string.h>

#define N_LANGUAGES 4

static const char *const languages[N_LANGUAGES + 1] = { "fr", "de", "it", "en", NULL };

static const char *const words[PRINT_N_WORDS][N_LANGUAGES] = {
  [PRINT_WORD_TITLE] = { "Carnet de vaccination", "Impfausweis", "Libretto delle vaccinazioni", "Vaccination record" },
  [PRINT_WORD_NOT_OFFICIAL] = { "Ceci n’est pas un document officiel.", "Dies ist kein amtliches Dokument.", "Questo non è un documento ufficiale.", "This is not an official document." },
  [PRINT_WORD_BORN] = { "Date de naissance", "Geburtsdatum", "Data di nascita", "Date of birth" },
  [PRINT_WORD_GENDER] = { "Sexe", "Geschlecht", "Sesso", "Gender" },
  [PRINT_WORD_FEMALE] = { "féminin", "weiblich", "femminile", "female" },
  [PRINT_WORD_MALE] = { "masculin", "männlich", "maschile", "male" },
  [PRINT_WORD_OTHER_GENDER] = { "autre", "anderes", "altro", "other" },
  [PRINT_WORD_UNKNOWN_GENDER] = { "inconnu", "unbekannt", "sconosciuto", "unknown" },
  [PRINT_WORD_PRINTED] = { "Imprimé", "Gedruckt", "Stampato", "Printed" },
  [PRINT_WORD_SOURCE] = { "Provenance", "Herkunft", "Provenienza", "Source" },
  [PRINT_WORD_RECORD] = { "Dossier électronique du patient, %1", "Elektronisches Patientendossier, %1", "Cartella informatizzata del paziente, %1", "Electronic patient record, %1" },
  [PRINT_WORD_COMPLETENESS] = { "Intégralité", "Vollständigkeit", "Completezza", "Completeness" },
  [PRINT_WORD_COMPLETE] = { "Complet.", "Vollständig.", "Completo.", "Complete." },
  [PRINT_WORD_PARTIAL] = { "Incomplet : il manque des données du dossier.", "Unvollständig: Angaben des Dossiers fehlen.", "Incompleto: mancano dati della cartella.", "Partial: some of the record is missing." },
  [PRINT_WORD_READ] = { "Documents lus : %1.", "Gelesene Dokumente: %1.", "Documenti letti: %1.", "Documents read: %1." },
  [PRINT_WORD_UNREAD] = { "Non lus : %1.", "Nicht gelesene: %1.", "Non letti: %1.", "Not read: %1." },
  [PRINT_WORD_PARTIAL_MARK] = { "Incomplet", "Unvollständig", "Incompleto", "Partial" },
  [PRINT_WORD_COPY] = { "Copie d’un carnet du %1.", "Kopie eines Impfdossiers vom %1.", "Copia di una cartella del %1.", "Copy of a record of %1." },
  [PRINT_WORD_PAGE] = { "Page %1 de %2", "Seite %1 von %2", "Pagina %1 di %2", "Page %1 of %2" },
  [PRINT_WORD_BASIC] = { "Vaccinations de base", "Basisimpfungen", "Vaccinazioni di base", "Basic vaccinations" },
  [PRINT_WORD_OTHER] = { "Autres vaccinations", "Weitere Impfungen", "Altre vaccinazioni", "Other vaccinations" },
  [PRINT_WORD_NO_DISEASE] = { "Maladie non indiquée", "Krankheit nicht angegeben", "Malattia non indicata", "Disease not stated" },
  [PRINT_WORD_BASIC_IMMUNIZATION] = { "Immunisation de base", "Grundimmunisierung", "Immunizzazione di base", "Basic immunisation" },
  [PRINT_WORD_ALLERGIES] = { "Allergies et effets indésirables", "Allergien und Nebenwirkungen", "Allergie ed effetti indesiderati", "Allergies and adverse events" },
  [PRINT_WORD_ILLNESSES] = { "Maladies antérieures", "Bisherige Krankheiten", "Malattie precedenti", "Past illnesses" },
  [PRINT_WORD_LABORATORY] = { "Laboratoire et sérologie", "Labor und Serologie", "Laboratorio e sierologia", "Laboratory and serology" },
  [PRINT_WORD_RISKS] = { "Facteurs de risque", "Risikofaktoren", "Fattori di rischio", "Risk factors" },
  [PRINT_WORD_NOT_COUNTED] = { "Inscriptions qui ne comptent pas", "Einträge, die nicht zählen", "Iscrizioni che non contano", "Entries that do not count" },
  [PRINT_WORD_COMMENTS] = { "Commentaires", "Bemerkungen", "Osservazioni", "Comments" },
  [PRINT_WORD_DISEASE] = { "Maladie", "Krankheit", "Malattia", "Disease" },
  [PRINT_WORD_DATE] = { "Date", "Datum", "Data", "Date" },
  [PRINT_WORD_VACCINE] = { "Vaccin", "Impfstoff", "Vaccino", "Vaccine" },
  [PRINT_WORD_DOSE] = { "Dose", "Dosis", "Dose", "Dose" },
  [PRINT_WORD_LOT_SITE] = { "Lot, site", "Charge, Ort", "Lotto, sede", "Lot, site" },
  [PRINT_WORD_GIVEN_BY] = { "Administré par", "Geimpft von", "Somministrato da", "Given by" },
  [PRINT_WORD_VALIDATION] = { "Validation", "Validierung", "Convalida", "Validation" },
  [PRINT_WORD_NAME] = { "Désignation", "Bezeichnung", "Denominazione", "Name" },
  [PRINT_WORD_BEGAN] = { "Début", "Beginn", "Inizio", "Began" },
  [PRINT_WORD_ENDED] = { "Fin", "Ende", "Fine", "Ended" },
  [PRINT_WORD_RESULT] = { "Résultat", "Resultat", "Risultato", "Result" },
  [PRINT_WORD_STATE] = { "État", "Status", "Stato", "State" },
  [PRINT_WORD_RECORDED_BY] = { "Indiqué par", "Angegeben von", "Indicato da", "Stated by" },
  [PRINT_WORD_VALIDATED] = { "validé", "validiert", "convalidato", "validated" },
  [PRINT_WORD_NOT_VALIDATED] = { "non validé", "nicht validiert", "non convalidato", "not validated" },
  [PRINT_WORD_NOT_VERIFIABLE] = { "non vérifiable", "nicht überprüfbar", "non verificabile", "not verifiable" },
  [PRINT_WORD_REFUTED] = { "réfuté", "widerlegt", "confutato", "refuted" },
  [PRINT_WORD_NOT_GIVEN] = { "non administré", "nicht verabreicht", "non somministrato", "not given" },
  [PRINT_WORD_PASSIVE] = { "passive", "passiv", "passiva", "passive" },
  [PRINT_WORD_NO_ENTRY] = { "aucune inscription", "kein Eintrag", "nessuna iscrizione", "no entry" },
  [PRINT_WORD_TWICE] = { "peut-être à double", "evtl. doppelt", "forse doppio", "perhaps twice" },
  [PRINT_WORD_DOUBTFUL] = { "à vérifier", "zu prüfen", "da verificare", "to be checked" },
  [PRINT_WORD_EXPLAIN_VALIDATION] = {
      "Validé : un professionnel de la santé a saisi l’inscription ou l’a confirmée. Non validé : aucun professionnel ne l’a confirmée. Non vérifiable : on ne sait pas qui l’a saisie.",
      "Validiert: Eine Gesundheitsfachperson hat den Eintrag erfasst oder bestätigt. Nicht validiert: Keine Fachperson hat ihn bestätigt. Nicht überprüfbar: Wer ihn erfasst hat, ist nicht bekannt.",
      "Convalidato: un professionista della salute ha inserito o confermato l’iscrizione. Non convalidato: nessun professionista l’ha confermata. Non verificabile: non si sa chi l’abbia inserita.",
      "Validated: a health professional entered the entry or confirmed it. Not validated: no professional has confirmed it. Not verifiable: nobody knows who entered it." },
  [PRINT_WORD_EMPTY] = { "Aucune inscription dans les documents disponibles : %1.", "In den verfügbaren Dokumenten ist kein Eintrag zu: %1.", "Nei documenti disponibili non vi sono iscrizioni per: %1.", "The documents at hand have no entry about: %1." },
  [PRINT_WORD_PAST_ILLNESS] = { "maladie antérieure", "durchgemachte Krankheit", "malattia pregressa", "past illness" },
  [PRINT_WORD_PATIENT] = { "patient", "Patient/in", "paziente", "patient" },
};

static guint
place_of (const char *language)
{
  for (guint i = 0; language != NULL && i < N_LANGUAGES; i++)
    if (g_str_has_prefix (language, languages[i]) && !g_ascii_isalpha (language[2]))
      return i;

  return N_LANGUAGES - 1;
}

const char *
print_word (const char *language,
            PrintWord   word)
{
  g_return_val_if_fail (word < PRINT_N_WORDS, "");

  return words[word][place_of (language)];
}

char *
print_word_fill (const char *language,
                 PrintWord   word,
                 const char *first,
                 const char *second)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *next = print_word (language, word); *next != '\0'; next++)
    if (next[0] == '%' && (next[1] == '1' || next[1] == '2'))
      {
        next++;
        g_string_append (text, *next == '1' ? first : second != NULL ? second
                                                                     : "");
      }
    else
      g_string_append_c (text, *next);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *const *
print_languages (void)
{
  return languages;
}

const char *
print_language (const char *language)
{
  return languages[place_of (language)];
}

const char *
print_language_own (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < N_LANGUAGES; j++)
      if (g_str_has_prefix (names[i], languages[j]) && !g_ascii_isalpha (names[i][2]))
        return languages[j];

  return "en";
}
