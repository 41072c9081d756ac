/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-guess.h"

#include "model-text.h"
#include "record-guess-private.h"

#include <string.h>

#define OLDEST_CONTENT 40 /* years */
#define SHORT_LINE 90     /* bytes: of a heading */

/* Words of headings, folded, in French, German, Italian and English; of two at the same place the first in
 * this list. A word begins there; with * in front it may be the end of a longer one, with - it
 * is in letterheads too. */
static const struct
{
  const char *type;
  const char *words[22];
} types[] = {
  { "41000179103", { "vaccination", "carnet de vaccin", "*impfausweis", "*impfung", "impf", "vaccinazion", "immunization", "immunisation" } },
  { "445300006", { "rapport d'urgence", "rapport des urgences", "rapport du service des urgences", "consultation aux urgences", "notfallbericht", "bericht der notfallstation", "rapporto d'urgenza", "rapporto di pronto soccorso", "verbale di pronto soccorso", "emergency report", "emergency department report" } },
  { "371526002", { "protocole operatoire", "rapport operatoire", "compte rendu operatoire", "compte-rendu operatoire", "*operationsbericht", "op-bericht", "rapporto operatorio", "verbale operatorio", "operative report", "operation report", "operation note" } },
  { "371528001", { "rapport de patholog", "rapport d'anatomopatholog", "histolog", "cytolog", "examen histo", "*pathologiebericht", "patholog", "istolog", "referto istolog" } },
  { "721965002", { "demande d'analyses", "demande de laboratoire", "*laborauftrag", "richiesta di laboratorio", "laboratory order" } },
  { "2161000195103", { "demande de radio", "demande d'imagerie", "demande d'irm", "*rontgenauftrag", "*rontgenanmeldung", "anmeldung radiologie", "richiesta di immag", "richiesta radiologica", "imaging order", "imaging request" } },
  { "4241000179101", { "-laborato", "rapport d'analyses", "resultats d'analyses", "resultats de laboratoire", "analyses de laboratoire", "*laborbericht", "*laborbefund", "*laborresultate", "*laborwerte", "laborblatt", "-labor ", "referto di laboratorio", "esami di laboratorio", "analisi di laboratorio", "lab report", "lab results", "laboratory report", "laboratory results" } },
  { "4201000179104", { "radiograph", "radiologi", "irm", "mri", "mrt", "imagerie", "scanner", "ct-scan", "ct ", "echograph", "ultraschall", "sonograph", "*bildgebung", "rontgen", "radiografia", "ecografia", "risonanza", "immagin", "imaging", "x-ray", "ultrasound" } },
  { "373942005", { "lettre de sortie", "rapport de sortie", "avis de sortie", "resume de sortie", "rapport d'hospitalisation", "*austrittsbericht", "*austrittsbrief", "entlassungs", "*entlassungsbericht", "lettera di dimissione", "rapporto di dimissione", "rapporto di degenza", "foglio di dimissione", "dimissione", "discharge" } },
  { "371535009", { "rapport de transfert", "lettre de transfert", "transfert", "*uberweisung", "zuweisung", "verlegungsbericht", "rapporto di trasferimento", "lettera di trasferimento", "trasferimento", "transfer report", "transfer summary", "referral" } },
  { "721912009", { "liste des medicaments", "liste de medicaments", "plan de medication", "carte de medication", "*medikationsliste", "*medikamentenliste", "*medikationsplan", "*medikamentenplan", "elenco dei medicamenti", "elenco dei farmaci", "lista dei farmaci", "piano farmacologico", "medication list", "medication plan" } },
  { "761938008", { "ordonnance", "rezept", "*arzneimittelrezept", "ricetta", "prescrizione medica", "prescription" } },
  { "772786005", { "certificat", "attestation medicale", "arztliches attest", "arztliches zeugnis", "arztzeugnis", "*arbeitsunfahigkeitszeugnis", "arbeitsunfahigkeit", "certificato", "medical certificate", "sick note" } },
  { "371529009", { "anamnese", "anamnesi", "history and physical" } },
  { "371530004", { "rapport de consultation", "lettre de consultation", "compte rendu de consultation", "compte-rendu de consultation", "consultation du", "consultation ", "rapport medical", "*konsultationsbericht", "*konsultation", "*sprechstundenbericht", "sprechstunde", "arztbericht", "arztlicher bericht", "rapporto di consultazione", "consultazione", "visita ", "rapporto medico", "consultation" } },
  { "371532007", { "note d'evolution", "note de suite", "rapport de suivi", "rapport intermediaire", "*verlaufsbericht", "*verlaufseintrag", "zwischenbericht", "verlauf", "decorso", "referto sul decorso", "progress note", "follow-up" } },
};

/* Small words that one language has and its neighbours do not. */
static const struct
{
  const char *language;
  const char *words[24];
} languages[] = {
  { "fr-CH", { "les", "est", "une", "avec", "pour", "dans", "sur", "nous", "pas", "aux", "cette", "et", "du", "sans", "vous", "par", "au", "sous", "né", "née", "jours" } },
  { "de-CH", { "der", "die", "und", "das", "mit", "ist", "wir", "nicht", "bei", "ein", "von", "zur", "vom", "am", "im", "den", "dem", "für", "geb", "ohne", "wurde" } },
  { "it-CH", { "il", "che", "della", "con", "sono", "del", "gli", "alla", "nel", "dei", "di", "per", "è", "nato", "nata", "al", "dal", "senza", "delle", "si" } },
  { "en-GB", { "the", "and", "was", "with", "for", "were", "has", "of", "this", "that", "from", "are", "is", "to", "born", "by", "without" } },
};

/* Before a date that is not of the document: of a stay, an appointment, an earlier event, an end. */
#define NOT_OWN                                                                                                                                    \
  "(?:jusqu'au|\\bau|\\bbis(?: zum)?|\\bal|\\buntil|\\bto|depuis(?: le)?|\\bseit|\\bdal|\\bsince|valable.{0,16}|gultig.{0,12}|valid[oa]? .{0,12}|" \
  "rendez-vous.{0,24}|controle.{0,24}|termin.{0,16}|kontrolle.{0,24}|appuntamento.{0,16}|appointment.{0,16}|follow-up.{0,16}|"                     \
  "hospitalise.{0,16}|opere.{0,12}|operiert.{0,8}|hospitalisiert.{0,12}|ricoverat.{0,16}|operat[oa].{0,8}|admitted.{0,8}|"                         \
  "vom|\\bdu|dal|accident.{0,12}|unfall.{0,12}|infortunio.{0,12})[ :]*$"

/* Before one that is: the place of a letter, or a label. */
#define OWN_PLACE "^(?:[^,:0-9]{2,40}, ?(?:le|den|il|li|on|am)?|(?:le|den|li)) *$"
#define OWN_LABEL "(?:^|\\s)(?:date|datum|data|dated|fait le|signe le|ausgestellt am|emis le|etabli le|erstellt am|report date|date du rapport|berichtsdatum|data del referto|valide le|validiert am)[ :]*$"
/* Before one that is for a report, whose date stands in its heading. */
#define OWN_HEADING "(?:\\bvom|\\bdu|\\bdel|\\bof|\\bfrom)[ :]*$"
#define PRINTED "(?:imprime|gedruckt|druckdatum|ausdruck|stampa|printed).{0,12}$"

static gboolean
is_same_day (const ModelDate *a,
             const ModelDate *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* How much a date at @start of @folded looks like that of the document; 0: not at all. */
static guint
weigh_date (const char *folded,
            int         start,
            GRegex    **kinds)
{
  g_autofree char *before = record_guess_dup_before (folded, start, 60);
  gboolean         top = strcspn (folded, "\n") >= (gsize) start;
  guint            n_lines = 0;

  for (int i = 0; i < start; i++)
    n_lines += folded[i] == '\n' ? 1 : 0;

  if (g_regex_match (kinds[0], before, 0, NULL))
    return 7;
  if (g_regex_match (kinds[1], before, 0, NULL))
    return 6;
  if (g_regex_match (kinds[2], before, 0, NULL) && strlen (before) < 48 && record_guess_find_type (before, NULL) != NULL)
    return 5;
  if (g_regex_match (kinds[3], before, 0, NULL))
    return 1;
  if (g_regex_match (kinds[4], before, 0, NULL))
    return 2;

  return *before == '\0' || top || n_lines < 8 ? 4 : 3;
}

/* The date that looks most like its own: not of a birth, not in the future, not of another age. */
static ModelDate
guess_date (const char      *folded,
            const ModelDate *birth_date,
            const ModelDate *today)
{
  g_autoptr(GArray) dates = record_guess_find_dates (folded);
  GRegex   *kinds[] = { record_guess_make_regex (OWN_PLACE), record_guess_make_regex (OWN_LABEL), record_guess_make_regex (OWN_HEADING),
                        record_guess_make_regex (NOT_OWN), record_guess_make_regex (PRINTED) };
  ModelDate best = { 0 };
  guint     best_weight = 0;

  for (guint i = 0; i < dates->len; i++)
    {
      const RecordGuessDate *found = &g_array_index (dates, RecordGuessDate, i);
      ModelDate              date;
      guint                  weight;

      if (!record_guess_date_read (found, today, &date) || (birth_date != NULL && is_same_day (&date, birth_date)) ||
          model_date_compare (&date, today) > 0 || date.year < today->year - OLDEST_CONTENT || record_guess_is_birth (folded, found->start))
        continue;

      weight = weigh_date (folded, found->start, kinds);
      if (weight > best_weight)
        {
          best_weight = weight;
          best = date;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_regex_unref (kinds[i]);

  return best;
}

/* (nullable) */
static const char *
find_word (const char *folded,
           const char *word)
{
  gboolean anywhere = *word == '*';

  word += anywhere || *word == '-' ? 1 : 0;
  for (const char *found = strstr (folded, word); found != NULL; found = strstr (found + 1, word))
    if (anywhere || found == folded || !g_ascii_isalnum (found[-1]))
      return found;

  return NULL;
}

/* Whether a heading begins at @place: at the start of a short line, behind no more than a label. */
static gboolean
begins_line (const char *folded,
             const char *place)
{
  const char *start = place;
  const char *end = place + strcspn (place, "\n");

  while (start > folded && start[-1] != '\n')
    start--;

  /* a long word of German may begin before what is known of it */
  return end - start <= SHORT_LINE && memchr (start, ' ', (gsize) (place - start)) == NULL;
}

const char *
record_guess_find_type (const char *folded,
                        gboolean   *heads)
{
  const char *type = NULL;
  const char *best = NULL;
  gboolean    best_heads = FALSE;

  /* what a document is stands at its top, as a heading: of these the earliest, else of all mentions */
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (types[i].words) && types[i].words[j] != NULL; j++)
      {
        const char *found = find_word (folded, types[i].words[j]);
        gboolean    begins = found != NULL && *types[i].words[j] != '-' && begins_line (folded, found);

        if (found != NULL && (best == NULL || (begins && !best_heads) || (begins == best_heads && found < best)))
          {
            best = found;
            best_heads = begins;
            type = types[i].type;
          }
      }

  if (heads != NULL)
    *heads = best_heads;

  return type;
}

static const char *
guess_language (const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  g_auto(GStrv) words = g_strsplit_set (small, " \n\t.,;:()'\"/", -1);
  guint counts[G_N_ELEMENTS (languages)] = { 0 };
  guint best = 0;

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
      for (guint k = 0; k < G_N_ELEMENTS (languages[j].words) && languages[j].words[k] != NULL; k++)
        if (strcmp (words[i], languages[j].words[k]) == 0)
          counts[j]++;

  for (guint j = 1; j < G_N_ELEMENTS (languages); j++)
    if (counts[j] > counts[best])
      best = j;
  for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
    if (j != best && counts[j] == counts[best])
      return NULL;

  return counts[best] >= 2 ? languages[best].language : NULL;
}

void
record_guess_clear (RecordGuess *guess)
{
  g_clear_pointer (&guess->title, g_free);
}

RecordGuess
record_guess_read (const char      *text,
                   const char      *own_title,
                   const char      *file_name,
                   const ModelDate *birth_date,
                   const ModelDate *today)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = record_guess_fold (valid);
  g_autofree char *names = g_strconcat (own_title != NULL ? own_title : "", " ", file_name != NULL ? file_name : "", NULL);
  g_autofree char *valid_names = g_utf8_make_valid (names, -1);
  g_autofree char *folded_names = record_guess_fold (g_strdelimit (valid_names, "_-", ' '));
  RecordGuess      guess = { 0 };

  guess.type = record_guess_find_type (folded, NULL);
  if (guess.type == NULL)
    guess.type = record_guess_find_type (folded_names, NULL);
  guess.language = guess_language (valid);
  guess.date = guess_date (folded, birth_date, today);
  if (guess.date.precision == MODEL_DATE_UNKNOWN)
    guess.date = guess_date (folded_names, birth_date, today);
  guess.title = record_guess_find_title (valid, own_title, file_name, guess.type, guess.language);

  return guess;
}
