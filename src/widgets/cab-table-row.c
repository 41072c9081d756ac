/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-table-row.h"

typedef struct
{
  gboolean heading;
} CabTableRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CabTableRow, cab_table_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_HEADING = 1,
} CabTableRowProperty;

static GParamSpec *properties[PROP_HEADING + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
cab_table_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((CabTableRowProperty) prop_id)
    {
    case PROP_HEADING:
      g_value_set_boolean (value, cab_table_row_get_heading (CAB_TABLE_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_table_row_class_init (CabTableRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cab_table_row_get_property;

  properties[PROP_HEADING] = g_param_spec_boolean ("heading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
cab_table_row_init (CabTableRow *self)
{
}

const char *
cab_table_row_get_text (CabTableRow *self,
                        int          column)
{
  g_return_val_if_fail (CAB_IS_TABLE_ROW (self), "");

  return CAB_TABLE_ROW_GET_CLASS (self)->get_text (self, column);
}

void
cab_table_row_summarize (CabTableRow     *self,
                         CabTableSummary *summary)
{
  g_return_if_fail (CAB_IS_TABLE_ROW (self));

  CAB_TABLE_ROW_GET_CLASS (self)->summarize (self, summary);
}

/* Ten thousand rows are compared some hundred thousand times. */
int
cab_table_row_compare (CabTableRow *a,
                       CabTableRow *b,
                       int          column)
{
  return CAB_TABLE_ROW_GET_CLASS (a)->compare (a, b, column);
}

guint
cab_table_row_list_marks (CabTableRow  *self,
                          int           column,
                          CabTableMark *marks)
{
  CabTableRowClass *klass;

  g_return_val_if_fail (CAB_IS_TABLE_ROW (self), 0);

  klass = CAB_TABLE_ROW_GET_CLASS (self);
  return klass->list_marks != NULL ? klass->list_marks (self, column, marks) : 0;
}

CabTableLook
cab_table_row_get_look (CabTableRow *self)
{
  CabTableRowClass *klass;

  g_return_val_if_fail (CAB_IS_TABLE_ROW (self), CAB_TABLE_PLAIN);

  klass = CAB_TABLE_ROW_GET_CLASS (self);
  return klass->get_look != NULL ? klass->get_look (self) : CAB_TABLE_PLAIN;
}

int
cab_table_row_get_year (CabTableRow *self)
{
  CabTableRowClass *klass;

  g_return_val_if_fail (CAB_IS_TABLE_ROW (self), 0);

  klass = CAB_TABLE_ROW_GET_CLASS (self);
  return klass->get_year != NULL ? klass->get_year (self) : 0;
}

gboolean
cab_table_row_get_heading (CabTableRow *self)
{
  g_return_val_if_fail (CAB_IS_TABLE_ROW (self), FALSE);

  return ((CabTableRowPrivate *) cab_table_row_get_instance_private (self))->heading;
}

static void
set_heading (CabTableRow *self,
             gboolean     heading)
{
  CabTableRowPrivate *private = cab_table_row_get_instance_private (self);

  if (private->heading == heading)
    return;

  private->heading = heading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}

void
cab_table_row_changed (CabTableRow *self)
{
  g_return_if_fail (CAB_IS_TABLE_ROW (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_inner (CabTableRow *row)
{
  return (cab_table_row_get_look (row) & CAB_TABLE_INNER) != 0;
}

/* What stands under another row counts with it. */
static gboolean
is_by_year (GListModel *rows)
{
  guint    n = g_list_model_get_n_items (rows);
  gboolean rises = TRUE;
  gboolean falls = TRUE;
  int      before = -1;

  for (guint i = 0; i < n && (rises || falls); i++)
    {
      g_autoptr(CabTableRow) row = g_list_model_get_item (rows, i);
      int year = cab_table_row_get_year (row);

      if (is_inner (row))
        continue;
      if (before >= 0)
        {
          rises = rises && year >= before;
          falls = falls && year <= before;
        }
      before = year;
    }

  return rises || falls;
}

void
cab_table_rows_show_years (GListModel *rows,
                           gboolean    wanted)
{
  guint    n = g_list_model_get_n_items (rows);
  gboolean grouped = wanted && is_by_year (rows);
  int      before = -1;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CabTableRow) row = g_list_model_get_item (rows, i);
      gboolean leads = !is_inner (row);
      int      year = cab_table_row_get_year (row);

      set_heading (row, leads && grouped && year > 0 && year != before);
      before = leads ? year : before;
    }
}
