/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of deposits that does its worst, and counts by content, so that a second copy under another
 * number would be seen. And a desk that deposits there. Invented people. */
#pragma once

#include "record-document-list-private.h"
#include "record-outbox-private.h"
#include "record-patient-context-private.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  MOOD_GOOD,
  MOOD_BUSY,       /* 503 with Retry-After */
  MOOD_THROTTLED,  /* 429 */
  MOOD_FAULT,      /* 500, nothing stored */
  MOOD_CUT_BEFORE, /* the line is cut, nothing stored */
  MOOD_CUT_AFTER,  /* stored, and the line is cut */
  MOOD_GARBAGE,    /* stored, and the answer is none */
  MOOD_TWICE,      /* a proxy sends it again: the answer is that of the second one */
  MOOD_SLOW,       /* stored, and answered, a while after it came */
  MOOD_LEVEL,      /* the patient accepts restricted documents only */
  MOOD_NO_LEVEL,   /* … and this person's not at all */
  MOOD_NO,         /* metadata refused */
  MOOD_REMARK,     /* stored, with a warning */
  MOOD_HOLD,       /* neither stored nor answered, until world_let_go() */
} Mood;

typedef struct
{
  SoupServer      *server;
  GSocketListener *listener;
  GCancellable    *accepting;
  char       *base;
  GHashTable *by_id;      /* uniqueId → content */
  GHashTable *by_content; /* content → how often it is there */
  GHashTable *levels;     /* uniqueId → code */
  GHashTable *targets;    /* uniqueId → the reference of its relation */
  GPtrArray  *order;      /* of uniqueIds, as they came */
  GPtrArray  *held;       /* of Held */
  GRand      *rand;
  gboolean    wild;
  gboolean    hides;      /* what is more than normal is not found */
  Mood        mood;       /* while not wild */
  guint       n_posts;
  guint       n_finds;
  guint       n_open;     /* at the moment */
  guint       most_open;

  void   (*posted) (gpointer user_data);   /* (nullable) a deposit has come, and is not looked at yet */
  gpointer posted_data;
} World;

World *world_new         (guint32 seed);
void   world_free        (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)
/* Stores and answers what is held. */
void   world_let_go      (World *self);
/* Whether desk_add()'s letter @number is there. */
gboolean world_has      (World *self, guint number);
/* @n contents are there, each once. */
void   world_assert_once (World *self, guint n);
/* Another document that is there, with the logical id "d-" and @unique_id. */
void   world_put         (World *self, const char *unique_id);

typedef struct
{
  EprClient            *client;
  NetTokenVault        *vault;
  RecordOutbox         *outbox;
  ModelPatient         *patient;
  RecordPatientContext *context;
} Desk;

/* @keep: on the disk, with the keyring. @account: of the person. @days: the oldest that is sent. */
Desk          *desk_new       (const char *base, const char *account, gboolean keep, guint days);
void           desk_free      (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)
/* A letter with its number as content; it is in the outbox when this returns. */
RecordDeposit *desk_add       (Desk *self, guint number);
/* @order: document, patient and body are filled in where they are missing. */
RecordDeposit *desk_add_order (Desk *self, guint number, RecordOrder *order, GError **error);
ModelDocument *make_document  (guint number);
void           wait_state     (RecordDeposit *deposit, RecordDepositState state);
/* Deposits on the disk. */
guint          n_files        (void);
void           result_cb      (GObject *object, GAsyncResult *result, gpointer user_data);
void           wait_for       (GAsyncResult **result);

G_END_DECLS
