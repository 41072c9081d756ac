/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-names.h"

static const char *const families_de[] = {
  "Müller", "Meier", "Schmid", "Keller", "Weber", "Huber", "Schneider", "Meyer", "Steiner", "Fischer", "Gerber",
  "Brunner", "Baumann", "Frei", "Zimmermann", "Moser", "Widmer", "Wyss", "Graf", "Roth", "Suter", "Bachmann",
  "Kaufmann", "Bühler", "Kunz", "Lehmann", "Bühlmann", "Zürcher", "Hofer", "Aebischer", "Käser", "Nägeli", "Rüegg",
  "Lüthi", "Oberholzer", "von Allmen", "von Arx", "Zbinden", "Imhof", "Zgraggen", "Schläpfer", "Hürlimann", NULL
};
static const char *const families_fr[] = {
  "Favre", "Rochat", "Martin", "Jaquet", "Bonvin", "Blanc", "Rey", "Perret", "Dubois", "Girard", "Reymond", "Chevalley",
  "Aubert", "Pittet", "Monnier", "Clerc", "Jaccard", "Berset", "Cuennoud", "Délèze", "Pasche", "Grandjean", "Fragnière",
  "Python", "Crausaz", "Rossier", "Éberlé", "Nançoz", "Vuilleumier", "Jeanneret", "de Preux", "Châtelain", "Théraulaz",
  "L'Eplattenier", "Favre-Bulle", "du Pasquier", NULL
};
static const char *const families_it[] = {
  "Bernasconi", "Bianchi", "Rossi", "Ferrari", "Pedrazzini", "Fontana", "Cattaneo", "Lurati", "Galli", "Crivelli",
  "Ghirlanda", "Martinoli", "Pellegrini", "Soldati", "Quadri", "Rezzonico", "Bottinelli", "Delmenico", "De Carli",
  "Del Ponte", "Guglielmetti", "Beltrametti", "Canonica", "Dell'Acqua", NULL
};
static const char *const families_rm[] = {
  "Caduff", "Cavegn", "Candinas", "Cathomas", "Deplazes", "Camenisch", "Tuor", "Decurtins", "Derungs", "Bundi",
  "Capaul", "Bezzola", "Arquint", "Maissen", "Casutt", "Schmed", "Tgetgel", "à Porta", "Dosch", "Sgier", NULL
};

static const char *const women_de[] = {
  "Hedwig", "Rosmarie", "Elisabeth", "Verena", "Ursula", "Margrit", "Ruth", "Silvia", "Monika", "Brigitte", "Sandra",
  "Daniela", "Claudia", "Nicole", "Simone", "Jasmin", "Céline", "Lea", "Lara", "Mia", "Lina", "Emma", "Leonie", NULL
};
static const char *const men_de[] = {
  "Ernst", "Walter", "Hansruedi", "Heinz", "Peter", "Kurt", "Urs", "Jürg", "Bruno", "Markus", "Thomas", "Daniel",
  "Marcel", "Stefan", "Reto", "Patrick", "Fabian", "Lukas", "Jan", "Noah", "Liam", "Matteo", "Levin", NULL
};
static const char *const women_fr[] = {
  "Yvonne", "Marguerite", "Jeannine", "Monique", "Jacqueline", "Françoise", "Anne-Marie", "Chantal", "Véronique",
  "Isabelle", "Nathalie", "Corinne", "Sylvie", "Stéphanie", "Aurélie", "Mélanie", "Élodie", "Chloé", "Zoé", "Inès",
  "Emma", "Alice", NULL
};
static const char *const men_fr[] = {
  "Marcel", "Roger", "André", "René", "Jean-Pierre", "Claude", "Gérard", "Jean-Luc", "Philippe", "Pascal", "François",
  "Olivier", "Yves", "Frédéric", "Sébastien", "Cédric", "Loïc", "Jérémy", "Théo", "Nathan", "Gaël", "Léo", NULL
};
static const char *const women_it[] = {
  "Ines", "Lidia", "Carla", "Graziella", "Giovanna", "Mariangela", "Daniela", "Paola", "Monica", "Barbara", "Chiara",
  "Elena", "Valentina", "Giulia", "Alessia", "Sofia", "Aurora", NULL
};
static const char *const men_it[] = {
  "Aldo", "Renato", "Silvano", "Giorgio", "Claudio", "Fausto", "Mauro", "Fabio", "Roberto", "Niccolò", "Davide",
  "Luca", "Simone", "Mattia", "Alessandro", "Gabriele", "Leonardo", NULL
};
static const char *const women_rm[] = {
  "Mengia", "Onna", "Barla", "Turtè", "Maria-Ursulina", "Aita", "Flurina", "Madlaina", "Ladina", "Seraina", "Corsina",
  "Ursina", "Braida", "Nina", NULL
};
static const char *const men_rm[] = {
  "Giachen", "Gion", "Placi", "Duri", "Jachen", "Gion Antoni", "Curdin", "Gian-Andri", "Flurin", "Andri", "Not",
  "Fadri", "Maurus", "Nino", NULL
};

static const char *const streets_de[] = {
  "Doktorgasse", "Musterstrasse", "Beispielweg", "Erfundene Gasse", "Am Probeplatz", "Übungsstrasse", NULL
};
static const char *const streets_fr[] = {
  "Rue de l'Exemple", "Chemin du Modèle", "Avenue Imaginaire", "Place de l'Essai", "Ruelle de la Fiction", NULL
};
static const char *const streets_it[] = {
  "Via dell'Esempio", "Via Immaginaria", "Piazza della Prova", "Vicolo del Campione", NULL
};
static const char *const streets_rm[] = {
  "Via da l'exempel", "Streda inventada", "Plazza da l'emprova", NULL
};

static const char *const places_de[] = {
  "8888 Musterhausen", "3999 Beispielwil", "6099 Probikon", "9099 Übungen am See", "4999 Testlikon", NULL
};
static const char *const places_fr[] = {
  "1099 Exempleville", "1999 Modèle-sur-Lac", "2099 L'Essai-d'en-Haut", "1899 Fictigny", "1599 Épreuves-les-Bains", NULL
};
static const char *const places_it[] = {
  "6999 Esempio", "6899 Provalago", "6599 Campione di Sopra (TI)", NULL
};
static const char *const places_rm[] = {
  "7199 Exempel", "7599 Emprova", "7499 Val Inventada", NULL
};

static const SandboxRegion regions[] = {
  { "fr", 440, families_fr, women_fr, men_fr, streets_fr, places_fr },
  { "de", 400, families_de, women_de, men_de, streets_de, places_de },
  { "it", 110, families_it, women_it, men_it, streets_it, places_it },
  { "rm", 50, families_rm, women_rm, men_rm, streets_rm, places_rm },
};

guint
sandbox_n_regions (void)
{
  return G_N_ELEMENTS (regions);
}

const SandboxRegion *
sandbox_region (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (regions), NULL);

  return &regions[index];
}
