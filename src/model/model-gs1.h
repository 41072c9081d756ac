#pragma once

#include "model-date.h"

G_BEGIN_DECLS

/* What is wrong with a scanned text. Nothing is guessed from half a code. */
typedef enum
{
  MODEL_GS1_GOOD,
  MODEL_GS1_NOT_A_CODE,   /* no GS1 element stands there */
  MODEL_GS1_CUT,          /* it ends within an element, as when the scanner was interrupted */
  MODEL_GS1_RUN_TOGETHER, /* an element is longer than it may be: the scanner does not send the separators */
  MODEL_GS1_CHECK_DIGIT,  /* the number of the pack is mistyped or misread */
  MODEL_GS1_DATE,         /* a date that does not exist */
  MODEL_GS1_CONTRADICTS,  /* one element twice, with different values */
} ModelGs1Fault;

/* What the DataMatrix of a pack says, by value. Strings are "" where nothing is said. */
typedef struct
{
  char      gtin[15];   /* AI 01, 14 digits, check digit verified; of a pack of 13 digits the first is 0 */
  char      lot[21];    /* AI 10 */
  char      serial[21]; /* AI 21 */
  ModelDate expiry;     /* AI 17; day 00 is the last of the month */
  ModelDate produced;   /* AI 11; day 00: known to the month */
  guint     count;      /* AI 30; 0: not said */
} ModelGs1;

/* @text: as a scanner types it. An identifier of the symbology ("]d2") in front; the separator as control character,
 * "<GS>", "{GS}", "[GS]", "^]", "␝" or "\x1d"; or AIs in parentheses, as people read them. The bare number of a pack
 * (EAN-13, GTIN-14) is one too. The century of a date is the one nearest to @today, as GS1 has it. Other elements are passed
 * over. Pure, any thread. */
ModelGs1Fault model_gs1_parse (const char      *text,
                               const ModelDate *today,
                               ModelGs1        *gs1);

G_END_DECLS
