/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-vaccine-table.h"

#include "cab-vaccine-cell.h"

#include <glib/gi18n-lib.h>

/* Widths of the table itself, in application pixels, from which it has columns, and all of them. */
#define WIDTH_COLUMNS 620
#define WIDTH_ALL_COLUMNS 1000

#define TABLE_MINIMUM 320
#define TABLE_NATURAL 1000

typedef enum
{
  SHAPE_ROWS,
  SHAPE_COLUMNS,
  SHAPE_ALL_COLUMNS,
} Shape;

struct _CabVaccineTable
{
  AdwBin parent_instance;

  GtkStack            *stack;
  GtkColumnView       *column_view;
  GtkListView         *list_view;
  GtkColumnViewColumn *columns[CAB_VACCINE_N_COLUMNS]; /* (owned) */

  CabVaccineModel *model; /* (owned) (nullable) */
  Shape            shape;
  guint            shape_source;
  graphene_point_t press;
};

G_DEFINE_FINAL_TYPE (CabVaccineTable, cab_vaccine_table, ADW_TYPE_BIN)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a column is called in a tab; NULL: the tab does not have it. */
static const struct
{
  int         width; /* 0: what is left */
  gboolean    only_wide;
  const char *titles[CAB_VACCINE_N_TABS];
} layouts[CAB_VACCINE_N_COLUMNS] = {
  [CAB_VACCINE_COLUMN_DATE] = { 104, FALSE, { N_("Date"), N_("Last dose"), N_("Date"), N_("Began"), N_("Began"), N_("Began"), N_("Date") } },
  [CAB_VACCINE_COLUMN_KIND] = { 160, FALSE, { NULL, NULL, N_("Kind"), NULL, NULL, NULL, N_("Kind") } },
  [CAB_VACCINE_COLUMN_NAME] = { 0, FALSE, { N_("Vaccine"), N_("Disease"), N_("Entry"), N_("Illness"), N_("Allergy or reaction"), N_("Risk"), N_("Test") } },
  [CAB_VACCINE_COLUMN_ABOUT] = { 0, FALSE, { N_("Protects against"), N_("Beside the doses"), N_("Details"), N_("Course"), N_("Details"), N_("Course"), N_("Result") } },
  [CAB_VACCINE_COLUMN_DOSE] = { 72, FALSE, { N_("Dose"), N_("Doses"), NULL, NULL, NULL, NULL, NULL } },
  [CAB_VACCINE_COLUMN_LOT] = { 96, TRUE, { N_("Lot"), NULL, NULL, NULL, NULL, NULL, NULL } },
  [CAB_VACCINE_COLUMN_WHO] = { 150, TRUE, { N_("Given by"), NULL, NULL, N_("Stated by"), N_("Stated by"), N_("Stated by"), N_("By") } },
  [CAB_VACCINE_COLUMN_VALIDATION] = { 132, FALSE, { N_("Validation"), NULL, N_("Validation"), N_("Validation"), N_("Validation"), N_("Validation"), N_("Validation") } },
  [CAB_VACCINE_COLUMN_STATE] = { 128, FALSE, { N_("State"), N_("State"), N_("State"), N_("State"), N_("State"), N_("State"), N_("State") } },
};

static CabVaccineTab
tab_of (CabVaccineTable *self)
{
  return self->model != NULL ? cab_vaccine_model_get_tab (self->model) : CAB_VACCINE_TAB_VACCINATIONS;
}

/* What a row is about stands first: an event at its date, a disease by its name. */
static const CabVaccineColumn order_of_events[CAB_VACCINE_N_COLUMNS] = {
  CAB_VACCINE_COLUMN_DATE, CAB_VACCINE_COLUMN_KIND, CAB_VACCINE_COLUMN_NAME, CAB_VACCINE_COLUMN_ABOUT, CAB_VACCINE_COLUMN_DOSE,
  CAB_VACCINE_COLUMN_LOT, CAB_VACCINE_COLUMN_WHO, CAB_VACCINE_COLUMN_VALIDATION, CAB_VACCINE_COLUMN_STATE
};
static const CabVaccineColumn order_of_diseases[CAB_VACCINE_N_COLUMNS] = {
  CAB_VACCINE_COLUMN_NAME, CAB_VACCINE_COLUMN_DOSE, CAB_VACCINE_COLUMN_DATE, CAB_VACCINE_COLUMN_ABOUT, CAB_VACCINE_COLUMN_STATE,
  CAB_VACCINE_COLUMN_KIND, CAB_VACCINE_COLUMN_LOT, CAB_VACCINE_COLUMN_WHO, CAB_VACCINE_COLUMN_VALIDATION
};

/* Columns are taken out rather than hidden: GTK 4.8 keeps the room of hidden ones. */
static void
show_columns (CabVaccineTable *self)
{
  CabVaccineTab           tab = tab_of (self);
  const CabVaccineColumn *order = tab == CAB_VACCINE_TAB_DISEASES ? order_of_diseases : order_of_events;
  guint                   position = 0;

  for (guint n = 0; n < CAB_VACCINE_N_COLUMNS; n++)
    {
      CabVaccineColumn     i = order[n];
      GtkColumnViewColumn *column = self->columns[i];
      const char          *title = layouts[i].titles[tab];
      gboolean             wanted = title != NULL && (self->shape == SHAPE_ALL_COLUMNS || !layouts[i].only_wide);
      gboolean             shown = gtk_column_view_column_get_column_view (column) != NULL;

      if (wanted)
        gtk_column_view_column_set_title (column, _ (title));
      if (wanted && !shown)
        gtk_column_view_insert_column (self->column_view, position, column);
      else if (!wanted && shown)
        gtk_column_view_remove_column (self->column_view, column);
      position += wanted;
    }
}

/* Only the shape on screen has the model: the other would build its rows for nobody. */
static void
apply_shape (CabVaccineTable *self)
{
  GtkSelectionModel *selection = self->model != NULL ? cab_vaccine_model_get_selection (self->model) : NULL;
  gboolean           rows = self->shape == SHAPE_ROWS;

  gtk_list_view_set_model (self->list_view, rows ? selection : NULL);
  gtk_column_view_set_model (self->column_view, rows ? NULL : selection);
  show_columns (self);
  gtk_stack_set_visible_child_name (self->stack, rows ? "rows" : "columns");
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
shape_cb (gpointer user_data)
{
  CabVaccineTable *self = CAB_VACCINE_TABLE (user_data);
  gboolean         focused = has_focus_inside (GTK_WIDGET (self->stack));

  self->shape_source = 0;
  apply_shape (self);
  if (focused)
    cab_vaccine_table_grab_rows (self);
  return G_SOURCE_REMOVE;
}

/* The width decides the shape; applied after the layout that told it. */
static void
width_changed (CabVaccineTable *self,
               int              width)
{
  Shape shape = width < WIDTH_COLUMNS ? SHAPE_ROWS : width < WIDTH_ALL_COLUMNS ? SHAPE_COLUMNS
                                                                               : SHAPE_ALL_COLUMNS;

  if (shape == self->shape)
    return;

  self->shape = shape;
  if (self->shape_source == 0)
    self->shape_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, shape_cb, self, NULL);
}

static GtkWidget *
list_of_columns (CabVaccineTable *self)
{
  GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  while (view != NULL && !GTK_IS_LIST_VIEW (view))
    view = gtk_widget_get_next_sibling (view);

  return view;
}

/* The widget whose children are the rows. A column view keeps a list view of its own. */
static GtkWidget *
rows_widget (CabVaccineTable *self)
{
  return self->shape == SHAPE_ROWS ? GTK_WIDGET (self->list_view) : list_of_columns (self);
}

static void
focus_chosen (GtkWidget *rows)
{
  GtkWidget *row = gtk_widget_get_first_child (rows);

  while (row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* With nothing chosen the row that has the focus is passed over by an arrow key, as if it were read. */
static gboolean
key_pressed_cb (CabVaccineTable *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  modifiers)
{
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up;

  if ((!down && !up) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 || self->model == NULL ||
      cab_vaccine_model_get_chosen (self->model) != NULL || !has_focus_inside (rows_widget (self)))
    return GDK_EVENT_PROPAGATE;

  cab_vaccine_table_step (self, down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
activate_cb (CabVaccineTable *self,
             guint            position)
{
  gtk_selection_model_select_item (cab_vaccine_model_get_selection (self->model), position, TRUE);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
activate_idle_cb (gpointer user_data)
{
  CabVaccineTable *self = CAB_VACCINE_TABLE (user_data);

  if (self->model != NULL && cab_vaccine_model_get_chosen (self->model) != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
  return G_SOURCE_REMOVE;
}

/* A click opens. The list's own single click mode would also choose whatever the pointer passes over. */
static gboolean
row_event_cb (CabVaccineTable *self,
              GdkEvent        *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double       x;
  double       y;

  if (!gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    graphene_point_init (&self->press, (float) x, (float) y);
  else if ((type == GDK_TOUCH_END || (type == GDK_BUTTON_RELEASE && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY)) &&
           graphene_point_near (&self->press, &GRAPHENE_POINT_INIT ((float) x, (float) y), 8))
    g_idle_add_full (G_PRIORITY_DEFAULT, activate_idle_cb, g_object_ref (self), g_object_unref);

  return GDK_EVENT_PROPAGATE;
}

static void
watch_clicks (CabVaccineTable *self,
              GtkWidget       *rows)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (row_event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (rows, controller);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  gtk_list_item_set_child (item, cab_vaccine_cell_new (GPOINTER_TO_INT (user_data)));
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  cab_vaccine_cell_set_row (CAB_VACCINE_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  cab_vaccine_cell_set_row (CAB_VACCINE_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
make_factory (int shape)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GINT_TO_POINTER (shape));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);

  return factory;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return cab_vaccine_row_compare ((CabVaccineRow *) a, (CabVaccineRow *) b, (CabVaccineColumn) GPOINTER_TO_INT (user_data));
}

static void
build_columns (CabVaccineTable *self)
{
  g_autoptr(GtkListItemFactory) rows = make_factory (CAB_VACCINE_CELL_SUMMARY);

  for (int i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    {
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GINT_TO_POINTER (i), NULL));

      self->columns[i] = gtk_column_view_column_new ("", make_factory (i));
      gtk_column_view_column_set_sorter (self->columns[i], sorter);
      gtk_column_view_column_set_resizable (self->columns[i], TRUE);
      if (layouts[i].width > 0)
        gtk_column_view_column_set_fixed_width (self->columns[i], layouts[i].width);
      else
        gtk_column_view_column_set_expand (self->columns[i], TRUE);
    }

  gtk_list_view_set_factory (self->list_view, rows);
}

static void
cab_vaccine_table_dispose (GObject *object)
{
  CabVaccineTable *self = CAB_VACCINE_TABLE (object);

  g_clear_handle_id (&self->shape_source, g_source_remove);
  if (self->model != NULL)
    cab_vaccine_model_set_sorter (self->model, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (cab_vaccine_table_parent_class)->dispose (object);
}

static void
cab_vaccine_table_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  width_changed (CAB_VACCINE_TABLE (widget), width);
}

static void
cab_vaccine_table_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  /* the columns of now must not keep the table from becoming narrow again */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (*minimum, TABLE_MINIMUM);
      *natural = TABLE_NATURAL;
    }
}

static void
cab_vaccine_table_class_init (CabVaccineTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_vaccine_table_dispose;
  widget_class->measure = cab_vaccine_table_measure;
  widget_class->size_allocate = cab_vaccine_table_size_allocate;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-vaccine-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CabVaccineTable, stack);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineTable, column_view);
  gtk_widget_class_bind_template_child (widget_class, CabVaccineTable, list_view);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_css_name (widget_class, "vaccinetable");
}

static void
cab_vaccine_table_init (CabVaccineTable *self)
{
  self->shape = SHAPE_ALL_COLUMNS;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  build_columns (self);
  watch_clicks (self, list_of_columns (self));
  watch_clicks (self, GTK_WIDGET (self->list_view));
  apply_shape (self);
}

GtkWidget *
cab_vaccine_table_new (void)
{
  return g_object_new (CAB_TYPE_VACCINE_TABLE, NULL);
}

void
cab_vaccine_table_set_model (CabVaccineTable *self,
                             CabVaccineModel *model)
{
  g_return_if_fail (CAB_IS_VACCINE_TABLE (self));

  g_set_object (&self->model, model);
  if (model != NULL)
    cab_vaccine_model_set_sorter (model, gtk_column_view_get_sorter (self->column_view));
  apply_shape (self);
  cab_vaccine_table_show_tab (self);
}

void
cab_vaccine_table_show_tab (CabVaccineTable *self)
{
  g_return_if_fail (CAB_IS_VACCINE_TABLE (self));

  for (guint i = 0; i < CAB_VACCINE_N_COLUMNS; i++)
    if (gtk_column_view_column_get_column_view (self->columns[i]) != NULL)
      gtk_column_view_remove_column (self->column_view, self->columns[i]);
  show_columns (self);
  /* diseases have the order of a booklet, everything else that of time */
  if (tab_of (self) == CAB_VACCINE_TAB_DISEASES)
    gtk_column_view_sort_by_column (self->column_view, NULL, GTK_SORT_ASCENDING);
  else
    gtk_column_view_sort_by_column (self->column_view, self->columns[CAB_VACCINE_COLUMN_DATE], GTK_SORT_DESCENDING);
}

void
cab_vaccine_table_step (CabVaccineTable *self,
                        int              step)
{
  GtkWidget *rows;
  guint      position;

  g_return_if_fail (CAB_IS_VACCINE_TABLE (self));

  rows = rows_widget (self);
  position = self->model != NULL ? cab_vaccine_model_step (self->model, step) : GTK_INVALID_LIST_POSITION;
  if (rows == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
  if (has_focus_inside (rows))
    focus_chosen (rows);
}

void
cab_vaccine_table_grab_rows (CabVaccineTable *self)
{
  g_return_if_fail (CAB_IS_VACCINE_TABLE (self));

  gtk_widget_grab_focus (self->shape == SHAPE_ROWS ? GTK_WIDGET (self->list_view) : GTK_WIDGET (self->column_view));
  focus_chosen (rows_widget (self));
}
