#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ModelDatePrecision:
 *
 * How much of a FHIR `date`, `dateTime` or `instant` is known. Health records are full of dates
 * known to the year or month; nothing is ever invented to fill them.
 */
typedef enum
{
  MODEL_DATE_UNKNOWN,
  MODEL_DATE_YEAR,
  MODEL_DATE_MONTH,
  MODEL_DATE_DAY,
  MODEL_DATE_MINUTE,
  MODEL_DATE_SECOND,
} ModelDatePrecision;

/**
 * ModelDate:
 *
 * A date as FHIR knows it, by value: copy it freely. All zero is "unknown". Fields beyond
 * @precision are zero. @offset_minutes is the zone as written, in minutes east of UTC, and only
 * means something from %MODEL_DATE_MINUTE on.
 */
typedef struct
{
  gint16  year;
  guint8  month;
  guint8  day;
  guint8  hour;
  guint8  minute;
  guint8  second;
  guint8  precision;        /* ModelDatePrecision */
  gint16  offset_minutes;
} ModelDate;

/* FHIR lexical form (R4 datatypes): "2026", "2026-11", "2026-11-14", "2026-11-14T09:30:00+01:00".
 * FALSE, and @date set to unknown, for anything else, impossible days included. */
gboolean  model_date_parse       (const char      *text,
                                  ModelDate       *date);

/* As a person in Switzerland types it: "27.1.1995", "27.01.95" (two digits: the latest year that is
 * not in the future of @today), "1.1995", "1995", "1995-01-27". @today decides about two-digit years. */
gboolean  model_date_parse_typed (const char      *text,
                                  const ModelDate *today,
                                  ModelDate       *date);

ModelDate model_date_today       (void);

/* The FHIR form, to the precision known; NULL when unknown. (transfer full) (nullable) */
char     *model_date_to_fhir     (const ModelDate *date);

/* As written in Switzerland: "14.11.2026", "11.2026", "2026"; "" when unknown. A time is shown in
 * the local zone of the reader and only by _format_time() ("14.11.2026 09:30"). (transfer full) */
char     *model_date_format      (const ModelDate *date);
char     *model_date_format_time (const ModelDate *date);

/* <0, 0, >0; earlier is less, unknown is least; what is known to the year sorts at its start.
 * Times are compared in UTC. */
int       model_date_compare     (const ModelDate *a,
                                  const ModelDate *b);

/* Full years from @birth to @on; -1 when either is not known to the day (or year-only birth: -1). */
int       model_date_age         (const ModelDate *birth,
                                  const ModelDate *on);

G_END_DECLS
