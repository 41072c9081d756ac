#pragma once

#include "print-sheet-private.h"
#include "print-vaccinations.h"

G_BEGIN_DECLS

/* Comments that stand behind the tables, each with the number that its entry has there. */
typedef struct
{
  const PrintVaccinationOrder *order;
  PrintSheet                  *sheet;
  GPtrArray                   *noted;  /* (owned) of ModelRecordLine (borrowed), in the order of their numbers */
} PrintVaccinations;

/* What is said of an entry, in @language. (transfer full) */
char       *print_words_date       (ModelClinicalEntry *entry);
char       *print_words_dose       (ModelClinicalEntry *entry,
                                    ModelCoding        *disease);   /* (nullable) */
char       *print_words_lot_site   (const char         *language,
                                    ModelClinicalEntry *entry);
char       *print_words_performers (const char         *language,
                                    ModelClinicalEntry *entry);
/* Who stated it: the one who entered it. */
char       *print_words_recorder   (const char         *language,
                                    ModelClinicalEntry *entry);
/* Validated or not, and what else is to be known. */
char       *print_words_standing   (const char         *language,
                                    ModelRecordLine    *line);
/* When it ended, else what state it is in; a result; diseases. */
char       *print_words_third      (const char         *language,
                                    ModelClinicalEntry *entry);
char       *print_words_comment    (const char         *language,
                                    ModelComment       *comment);

/* The name of an entry with the number of its comments. (transfer full) */
char       *print_vaccinations_name (PrintVaccinations *self,
                                     ModelRecordLine   *line,
                                     PrintPart          part);

/* Vaccinations by disease. */
void        print_vaccinations_diseases (PrintVaccinations *self);
/* A table of the entries of a part; FALSE when there are none. */
gboolean    print_vaccinations_part (PrintVaccinations *self,
                                     PrintPart          part);
/* What does not count. */
void        print_vaccinations_void (PrintVaccinations *self);
void        print_vaccinations_notes (PrintVaccinations *self);
PrintWord   print_vaccinations_title (PrintPart         part);

G_END_DECLS
