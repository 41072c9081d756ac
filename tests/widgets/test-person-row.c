/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that says who did it, with real keys. CABINET_PICTURES=DIR: also pictures of what is on the screen. */
#include "config.h"

#include "cab-person-row.h"
#include "gtk-test-helpers.h"
#include "record-directory.h"
#include "record-test-support.h"

#include <gdk/x11/gdkx.h>

#define PATIENCE 20
#define PETER "7601000102737"

typedef struct
{
  Sandbox      *sandbox;
  GtkWindow    *window;
  CabPersonRow *row;
  guint         n_chosen;
} Desk;

static void
chosen_cb (Desk *desk)
{
  desk->n_chosen++;
}

static void
open_window (Desk *desk)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *other = adw_entry_row_new ();

  desk->window = GTK_WINDOW (gtk_window_new ());
  desk->row = CAB_PERSON_ROW (cab_person_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (desk->row), "Given by");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (other), "Comment");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (desk->row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), other);
  gtk_widget_set_margin_start (group, 12);
  gtk_widget_set_margin_end (group, 12);
  gtk_widget_set_margin_top (group, 12);
  gtk_window_set_child (desk->window, group);
  gtk_window_set_default_size (desk->window, g_getenv ("CABINET_NARROW") != NULL ? 360 : 620, 520);
  g_signal_connect_swapped (desk->row, "chosen", G_CALLBACK (chosen_cb), desk);
  gtk_window_present (desk->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (desk->window));
  gtk_widget_grab_focus (GTK_WIDGET (desk->row));
}

static void
desk_init (Desk       *desk,
           const char *preset)
{
  g_autoptr(GError) error = NULL;

  desk->sandbox = sandbox_start (preset);
  sign_in (desk->sandbox, MARTINA, &error);
  g_assert_no_error (error);
  open_window (desk);
  cab_person_row_set_session (desk->row, desk->sandbox->session);
}

static void
desk_clear (Desk *desk)
{
  test_destroy_window (GTK_WIDGET (desk->window));
  if (desk->sandbox != NULL)
    sandbox_stop (desk->sandbox);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
exited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
keys (Desk       *desk,
      const char *verb,
      const char *what)
{
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (desk->window))));
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "windowfocus", "--sync", id, verb, what, NULL);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &done);
  test_wait_until (done, PATIENCE);
}

static gpointer
child (Desk       *desk,
       const char *id)
{
  return test_child (desk->row, id);
}

static gboolean
list_is_open (Desk *desk)
{
  return gtk_widget_get_visible (child (desk, "popover"));
}

static guint
count (Desk *desk)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (child (desk, "list_view"))));
}

static const char *
state (Desk *desk)
{
  return gtk_widget_get_visible (child (desk, "state_label")) ? gtk_label_get_text (child (desk, "state_label")) : "";
}

static const char *
text (Desk *desk)
{
  return gtk_editable_get_text (GTK_EDITABLE (desk->row));
}

static gboolean
text_has_focus (Desk *desk)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (desk->row))));
}

static void
picture (Desk       *desk,
         const char *name)
{
  const char      *folder = g_getenv ("CABINET_PICTURES");
  g_autofree char *file = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  if (file == NULL)
    return;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (desk->window));
  g_spawn_sync (NULL, (char *[]) { (char *) "import", (char *) "-window", (char *) "root", file, NULL }, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* R-CSD-7, R-VAC-47: from letters to a person with her GLN and institution, by keys alone. */
static void
test_choose (void)
{
  g_auto(Desk) desk = { NULL };
  ModelActor *actor;

  desk_init (&desk, "ch-epr-fhir-5");
  keys (&desk, "type", "peter pan");
  /* the name alone is an answer as soon as it stands there */
  test_wait_until (g_str_equal (text (&desk), "peter pan"), PATIENCE);
  g_assert_null (model_actor_get_gln (cab_person_row_get_actor (desk.row)));
  test_wait_until (list_is_open (&desk) && count (&desk) == 2, PATIENCE);
  g_assert_cmpstr (state (&desk), ==, "Not in the directory");
  picture (&desk, "person-found");

  /* Enter alone decides nothing where there are two */
  keys (&desk, "key", "Return");
  g_assert_true (list_is_open (&desk));
  g_assert_cmpstr (text (&desk), ==, "peter pan");

  keys (&desk, "key", "Down");
  test_wait_until (!text_has_focus (&desk), PATIENCE);
  keys (&desk, "key", "Down");
  keys (&desk, "key", "Return");
  test_wait_until (!list_is_open (&desk), PATIENCE);
  g_assert_true (text_has_focus (&desk));
  actor = cab_person_row_get_actor (desk.row);
  g_assert_cmpstr (model_actor_get_name (actor), ==, "Dr. Peter Pan");
  g_assert_cmpstr (model_actor_get_gln (actor), ==, PETER);
  g_assert_cmpstr (model_actor_get_organization (actor), ==, "Spital X, Innere Medizin (fiktiv)");
  g_assert_cmpstr (text (&desk), ==, "Dr. Peter Pan");
  g_assert_cmpstr (state (&desk), ==, "GLN " PETER);
  g_assert_null (cab_person_row_explain (desk.row));
  picture (&desk, "person-chosen");

  /* another letter, and it is somebody whom nobody knows */
  keys (&desk, "type", "x");
  test_wait_until (g_str_has_suffix (text (&desk), "x"), PATIENCE);
  g_assert_null (model_actor_get_gln (cab_person_row_get_actor (desk.row)));
  g_assert_cmpuint (desk.n_chosen, >, 2);
}

/* One click takes, wherever the pointer stood before; only where it clicks. */
static void
test_click (void)
{
  g_auto(Desk) desk = { NULL };
  graphene_point_t at;
  GtkWidget       *item;
  double           x;
  double           y;
  g_autofree char *id = NULL;
  g_autofree char *where = NULL;

  desk_init (&desk, "ch-epr-fhir-5");
  keys (&desk, "type", "peter pan");
  test_wait_until (list_is_open (&desk) && count (&desk) == 2, PATIENCE);
  gtk_test_widget_wait_for_draw (child (&desk, "popover"));
  item = gtk_widget_get_last_child (child (&desk, "list_view"));
  g_assert_true (gtk_widget_compute_point (item, child (&desk, "popover"), &GRAPHENE_POINT_INIT (60, 20), &at));
  gtk_native_get_surface_transform (child (&desk, "popover"), &x, &y);
  id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (child (&desk, "popover"))));
  where = g_strdup_printf ("xdotool mousemove --window %s %d %d click 1", id, (int) (x + at.x), (int) (y + at.y));
  g_assert_true (g_spawn_command_line_async (where, NULL));
  test_wait_until (!list_is_open (&desk), PATIENCE);
  g_assert_cmpstr (model_actor_get_gln (cab_person_row_get_actor (desk.row)), ==, PETER);
  g_assert_cmpstr (model_actor_get_organization (cab_person_row_get_actor (desk.row)), ==, "Spital X, Innere Medizin (fiktiv)");
}

/* What is marked is what Enter takes, also after one was further down the list before. */
static void
test_marked (void)
{
  g_auto(Desk) desk = { NULL };
  g_autoptr(RecordDirectoryMatch) marked = NULL;
  GtkSelectionModel *model;

  desk_init (&desk, "ch-epr-fhir-5");
  keys (&desk, "type", "favre");
  test_wait_until (list_is_open (&desk) && count (&desk) > 6, PATIENCE);
  model = gtk_list_view_get_model (child (&desk, "list_view"));
  for (guint i = 0; i < 6; i++)
    keys (&desk, "key", "Down");
  test_wait_until (gtk_selection_model_is_selected (model, 5), PATIENCE);
  keys (&desk, "key", "Escape");
  test_wait_until (!list_is_open (&desk), PATIENCE);
  keys (&desk, "key", "Down");
  test_wait_until (list_is_open (&desk) && !text_has_focus (&desk), PATIENCE);
  marked = g_object_ref (gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)));
  keys (&desk, "key", "Return");
  test_wait_until (!list_is_open (&desk), PATIENCE);
  g_assert_cmpstr (model_actor_get_gln (cab_person_row_get_actor (desk.row)), ==, record_directory_match_get_gln (marked));

  /* others, from the top */
  gtk_editable_set_text (GTK_EDITABLE (desk.row), "");
  keys (&desk, "type", "rochat");
  test_wait_until (list_is_open (&desk), PATIENCE);
  keys (&desk, "key", "Down");
  test_wait_until (gtk_selection_model_is_selected (model, 0), PATIENCE);
}

static void
test_escape (void)
{
  g_auto(Desk) desk = { NULL };

  desk_init (&desk, "ch-epr-fhir-5");
  keys (&desk, "type", "favre");
  test_wait_until (list_is_open (&desk) && count (&desk) > 2, PATIENCE);
  picture (&desk, "person-several");
  keys (&desk, "key", "Down");
  test_wait_until (!text_has_focus (&desk), PATIENCE);
  keys (&desk, "key", "Up");
  test_wait_until (text_has_focus (&desk), PATIENCE);
  keys (&desk, "key", "Escape");
  test_wait_until (!list_is_open (&desk), PATIENCE);
  g_assert_cmpstr (text (&desk), ==, "favre");

  /* back again, and closed by going elsewhere */
  keys (&desk, "key", "Down");
  test_wait_until (list_is_open (&desk), PATIENCE);
  keys (&desk, "key", "Escape");
  test_wait_until (!list_is_open (&desk) && text_has_focus (&desk), PATIENCE);
  keys (&desk, "type", "s");
  keys (&desk, "key", "BackSpace");
  test_wait_until (list_is_open (&desk), PATIENCE);
  gtk_widget_grab_focus (gtk_widget_get_next_sibling (GTK_WIDGET (desk.row)));
  test_wait_until (!list_is_open (&desk), PATIENCE);
}

/* R-VAC-46, R-VAC-47: a number is a question to the directory, never an answer. */
static void
test_number (void)
{
  g_auto(Desk) desk = { NULL };

  desk_init (&desk, "ch-epr-fhir-5");
  keys (&desk, "type", "2000000091013");
  test_wait_until (cab_person_row_get_actor (desk.row) != NULL, PATIENCE);
  g_assert_cmpstr (text (&desk), ==, "Dre Anna Favre");
  g_assert_cmpstr (model_actor_get_gln (cab_person_row_get_actor (desk.row)), ==, "2000000091013");
  g_assert_false (list_is_open (&desk));

  gtk_editable_set_text (GTK_EDITABLE (desk.row), "GLN: 2000 0000 9101 3");
  test_wait_until (cab_person_row_get_actor (desk.row) != NULL, PATIENCE);
  g_assert_cmpstr (text (&desk), ==, "Dre Anna Favre");

  gtk_editable_set_text (GTK_EDITABLE (desk.row), "7601000102738");
  g_assert_null (cab_person_row_get_actor (desk.row));
  g_assert_nonnull (cab_person_row_explain (desk.row));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (desk.row), "error"));
  picture (&desk, "person-wrong-number");

  gtk_editable_set_text (GTK_EDITABLE (desk.row), "7601000000002");
  test_wait_until (g_str_has_prefix (state (&desk), "Nobody"), PATIENCE);
  g_assert_null (cab_person_row_get_actor (desk.row));
}

static void
test_me (void)
{
  g_auto(Desk) desk = { NULL };
  GtkWidget *me;

  desk_init (&desk, "ch-epr-fhir-5");
  me = child (&desk, "me_button");
  g_assert_true (gtk_widget_get_visible (me));
  keys (&desk, "key", "Tab");
  keys (&desk, "key", "space");
  test_wait_until (cab_person_row_get_actor (desk.row) != NULL, PATIENCE);
  g_assert_cmpstr (model_actor_get_gln (cab_person_row_get_actor (desk.row)), ==, MARTINA);
  g_assert_cmpstr (text (&desk), ==, "Dr. Martina Musterarzt");
  g_assert_false (gtk_widget_get_visible (me));
  g_assert_cmpuint (desk.n_chosen, ==, 1);
  picture (&desk, "person-me");
}

/* Where there is no directory, a name is typed, and nothing is asked. */
static void
test_plain (void)
{
  g_auto(Desk) desk = { NULL };

  desk_init (&desk, "mag-1");
  keys (&desk, "type", "Dr Luc Essai");
  test_wait_until (g_str_equal (text (&desk), "Dr Luc Essai"), PATIENCE);
  g_assert_cmpstr (model_actor_get_name (cab_person_row_get_actor (desk.row)), ==, "Dr Luc Essai");
  g_assert_null (model_actor_get_gln (cab_person_row_get_actor (desk.row)));
  g_assert_false (gtk_widget_get_visible (child (&desk, "spinner")));
  g_assert_false (list_is_open (&desk));
  g_assert_cmpuint (sandbox_count (desk.sandbox, "/fhir/Practitioner/_search"), ==, 0);
  g_assert_cmpuint (sandbox_count (desk.sandbox, "/fhir/Practitioner"), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (desk.row), PETER);
  g_assert_null (cab_person_row_get_actor (desk.row));
  g_assert_nonnull (cab_person_row_explain (desk.row));
}

static void
test_alone (void)
{
  Desk desk = { NULL };
  g_autoptr(ModelActor) actor = model_actor_new (MODEL_ACTOR_PROFESSIONAL, "Dr Luc Essai", PETER, "Praxis P");

  open_window (&desk);
  cab_person_row_set_actor (desk.row, actor);
  g_assert_true (cab_person_row_get_actor (desk.row) == actor);
  g_assert_cmpstr (state (&desk), ==, "GLN " PETER);
  g_assert_cmpuint (desk.n_chosen, ==, 0);
  cab_person_row_set_actor (desk.row, NULL);
  g_assert_cmpstr (text (&desk), ==, "");
  g_assert_null (cab_person_row_get_actor (desk.row));
  test_destroy_window (GTK_WIDGET (desk.window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  if (g_getenv ("CABINET_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);

  g_test_add_func ("/widgets/person-row/R-VAC-47/choose", test_choose);
  g_test_add_func ("/widgets/person-row/click", test_click);
  g_test_add_func ("/widgets/person-row/marked", test_marked);
  g_test_add_func ("/widgets/person-row/escape", test_escape);
  g_test_add_func ("/widgets/person-row/R-VAC-46/number", test_number);
  g_test_add_func ("/widgets/person-row/me", test_me);
  g_test_add_func ("/widgets/person-row/without-directory", test_plain);
  g_test_add_func ("/widgets/person-row/without-session", test_alone);

  return g_test_run ();
}
