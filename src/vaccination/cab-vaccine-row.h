#pragma once

#include "cab-table-row.h"
#include "record-vaccine-facts.h"
#include "vaccination-words.h"

G_BEGIN_DECLS

/* The views of the pane, in their order. */
typedef enum
{
  CAB_VACCINE_TAB_VACCINATIONS,
  CAB_VACCINE_TAB_DISEASES,
  CAB_VACCINE_TAB_TIMELINE,
  CAB_VACCINE_TAB_ILLNESSES,
  CAB_VACCINE_TAB_ALLERGIES,
  CAB_VACCINE_TAB_RISKS,
  CAB_VACCINE_TAB_SEROLOGY,      /* and the basic immunisations that somebody states */
  CAB_VACCINE_N_TABS
} CabVaccineTab;

typedef enum
{
  CAB_VACCINE_COLUMN_DATE,
  CAB_VACCINE_COLUMN_KIND,
  CAB_VACCINE_COLUMN_NAME,
  CAB_VACCINE_COLUMN_ABOUT,
  CAB_VACCINE_COLUMN_DOSE,
  CAB_VACCINE_COLUMN_LOT,
  CAB_VACCINE_COLUMN_WHO,
  CAB_VACCINE_COLUMN_VALIDATION,
  CAB_VACCINE_COLUMN_STATE,
  CAB_VACCINE_N_COLUMNS
} CabVaccineColumn;

#define CAB_TYPE_VACCINE_ROW (cab_vaccine_row_get_type ())

/* A line of the record, or what the record says about one disease, as the table shows it: its words, made once, and a
 * folded key that the filter looks in. */
G_DECLARE_FINAL_TYPE (CabVaccineRow, cab_vaccine_row, CAB, VACCINE_ROW, CabTableRow)

CabVaccineRow      *cab_vaccine_row_new_line     (ModelRecordLine    *line);
CabVaccineRow      *cab_vaccine_row_new_disease  (RecordDiseaseFacts *facts);
/* An entry that is not in the record yet; @words say why. */
CabVaccineRow      *cab_vaccine_row_new_coming   (ModelClinicalEntry *entry,
                                                  const char         *words);
/* What this session knows of the line of a new row: what is on its way to it (nullable), and whether its duplicates are none. */
void                cab_vaccine_row_add_known    (CabVaccineRow      *self,
                                                  const char         *coming,
                                                  gboolean            kept);

/* What an entry says; NULL for a disease. (transfer none) (nullable) */
ModelClinicalEntry *cab_vaccine_row_get_entry    (CabVaccineRow      *self);
/* One of the two; none for what is on its way. (transfer none) (nullable) */
ModelRecordLine    *cab_vaccine_row_get_line     (CabVaccineRow      *self);
RecordDiseaseFacts *cab_vaccine_row_get_facts    (CabVaccineRow      *self);
/* The same for the same entry, or disease, in whatever record it is read. */
const char         *cab_vaccine_row_get_key      (CabVaccineRow      *self);
/* What @other has; both have the same key. The row stays, and with it a focus that is in it. */
void                cab_vaccine_row_take         (CabVaccineRow      *self,
                                                  CabVaccineRow      *other);

/* The words of a column, "" when there are none. */
const char         *cab_vaccine_row_get_text     (CabVaccineRow      *self,
                                                  CabVaccineColumn    column);
/* Deleted, refuted or not given: it does not count. */
gboolean            cab_vaccine_row_is_void      (CabVaccineRow      *self);
/* It, or something of it, is on its way into the record. */
gboolean            cab_vaccine_row_is_coming    (CabVaccineRow      *self);
gboolean            cab_vaccine_row_is_deleted   (CabVaccineRow      *self);
gboolean            cab_vaccine_row_is_in        (CabVaccineRow      *self,
                                                  CabVaccineTab       tab);
/* Whether all of @words (folded) occur in one of its columns. */
gboolean            cab_vaccine_row_matches      (CabVaccineRow      *self,
                                                  const char *const  *words);
gboolean            cab_vaccine_row_is_against   (CabVaccineRow      *self,
                                                  ModelCoding        *disease);

G_END_DECLS
