#pragma once

#include "cab-entry-form.h"
#include "cab-error-page.h"
#include "cab-round-card.h"
#include "cab-round-page.h"
#include "cab-table.h"
#include "vaccination-round.h"

G_BEGIN_DECLS

/* Shared by the page's files, and nobody else. */
struct _CabRoundPage
{
  AdwBin parent_instance;

  GtkStack       *round_stack;
  CabEntryForm   *setting_form;
  GtkButton      *begin_button;
  GtkLabel       *setting_label;
  GtkLabel       *pack_label;
  GtkSearchEntry *round_entry;
  GtkLabel       *round_from;
  GtkLabel       *round_warnings;
  GtkWidget      *round_outcome;
  GtkListBox     *round_matches;
  CabErrorPage   *round_error;
  CabRoundCard   *card;
  GtkLabel       *round_count;
  CabTable       *round_table;

  RecordSession      *session;     /* (owned) (nullable) */
  VaccinationRound   *round;       /* (owned) */
  GtkSingleSelection *selection;   /* (owned) over its rows */
  CabRoundRow        *row;         /* (owned) (nullable) the line that is looked for */
  ModelPatientQuery  *query;       /* (owned) (nullable) that was sent last */
  GCancellable       *cancellable; /* (owned) (nullable) of the search that runs */
  GCancellable       *reading;     /* (owned) of lists */
  gboolean            began;       /* the setting was complete once */
  gunichar            typed;       /* outside of any entry, to go into the box */
  guint               typed_source;
  gboolean            entering;    /* Enter has been down since it was dealt with */
};

/* Looking for a patient (cab-round-page-search.c). */
void cab_round_page_bind_search (GtkWidgetClass *widget_class);
void cab_round_page_init_search (CabRoundPage   *self);
/* Nobody is on the screen, nothing in the box. */
void cab_round_page_empty       (CabRoundPage   *self);
/* As above; then the next line of the list, if there is one, is put into the box. */
void cab_round_page_next        (CabRoundPage   *self);
/* The text of a line that waits goes into the box. */
void cab_round_page_take_line   (CabRoundPage   *self,
                                 CabRoundRow    *row);
/* The setting has changed: what is on the screen of her says so too. */
void cab_round_page_renew_card  (CabRoundPage   *self);

/* A list that was pasted or opened (cab-round-page-list.c). */
void cab_round_page_bind_list   (GtkWidgetClass *widget_class);
void cab_round_page_init_list   (CabRoundPage   *self);

void cab_round_page_say         (CabRoundPage   *self,
                                 const char     *words,
                                 gboolean        wrong);

G_END_DECLS
