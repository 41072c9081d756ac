/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-person-row.h"

#include "model-number.h"
#include "record-directory.h"

#include <glib/gi18n-lib.h>

struct _CabPersonRow
{
  AdwEntryRow parent_instance;

  GtkSpinner  *spinner;
  GtkLabel    *state_label;
  GtkButton   *me_button;
  GtkPopover  *popover;
  GtkWidget   *scroller;
  GtkListView *list_view;
  GtkLabel    *note_label;

  RecordSession      *session;   /* (owned) (nullable) */
  RecordDirectory    *directory; /* (owned) (nullable) of the session */
  GtkSingleSelection *selection; /* (owned) */
  ModelActor         *actor;     /* (owned) (nullable) */
  gboolean            organizations;
  gboolean            asking;  /* the person is typing: who was found is shown */
  gboolean            filling; /* the program writes, not the person */
};

G_DEFINE_FINAL_TYPE (CabPersonRow, cab_person_row, ADW_TYPE_ENTRY_ROW)

typedef enum
{
  PROP_ORGANIZATIONS = 1,
} CabPersonRowProperty;

static GParamSpec *properties[PROP_ORGANIZATIONS + 1];

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (transfer full) */
static char *
dup_typed (CabPersonRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

/* The number that stands there, with "GLN" before it or without. (transfer full) (nullable) */
static char *
dup_number (CabPersonRow *self)
{
  g_autofree char *typed = dup_typed (self);
  const char      *number = g_ascii_strncasecmp (typed, "GLN", 3) == 0 ? typed + 3 : typed;

  return model_number_digits (*number == ':' ? number + 1 : number);
}

static ModelUser *
get_me (CabPersonRow *self)
{
  return self->session != NULL ? record_session_get_user (self->session) : NULL;
}

/* (transfer full) (nullable) */
static ModelActor *
dup_me (CabPersonRow *self)
{
  ModelUser  *user = get_me (self);
  const char *id = user != NULL ? model_user_get_id (user) : "";

  if (user == NULL)
    return NULL;

  return model_actor_new (MODEL_ACTOR_PROFESSIONAL, model_user_get_name (user), model_number_is_gln (id) ? id : NULL,
                          model_user_get_organization (user));
}

static gboolean
is_me (CabPersonRow *self)
{
  ModelUser *user = get_me (self);

  return user != NULL && self->actor != NULL && g_strcmp0 (model_actor_get_name (self->actor), model_user_get_name (user)) == 0 &&
         (model_actor_get_gln (self->actor) == NULL || g_str_equal (model_actor_get_gln (self->actor), model_user_get_id (user)));
}

static gboolean
has_directory (CabPersonRow *self)
{
  return self->directory != NULL && record_directory_is_available (self->directory);
}

static gboolean
is_loading (CabPersonRow *self)
{
  return self->directory != NULL && record_directory_get_loading (self->directory);
}

static guint
count_matches (CabPersonRow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

const char *
cab_person_row_explain (CabPersonRow *self)
{
  g_autofree char *digits = NULL;

  g_return_val_if_fail (CAB_IS_PERSON_ROW (self), NULL);

  digits = self->actor == NULL ? dup_number (self) : NULL;
  if (digits == NULL)
    return NULL;

  if (!model_number_is_gln (digits))
    return _("This is not a GLN: it has 13 digits, and the last one checks the others.");
  if (!has_directory (self))
    return _("Please type the name: there is no directory here in which this number could be looked up.");
  if (is_loading (self))
    return _("This number is being looked up.");
  if (count_matches (self) > 0)
    return _("Please choose who is meant.");

  return _("Nobody in the directory has this GLN.");
}

/* Beside the answer stands what it rests on. */
static void
show_state (CabPersonRow *self)
{
  const char *explanation = cab_person_row_explain (self);
  const char *wrong = explanation != NULL && !is_loading (self) && count_matches (self) == 0 ? explanation : NULL;
  const char *gln = self->actor != NULL ? model_actor_get_gln (self->actor) : NULL;
  /* Translators: GLN: the number of a health professional. */
  g_autofree char *number = gln != NULL ? g_strdup_printf (_("GLN %s"), gln) : NULL;
  const char      *state = wrong != NULL ? wrong : number != NULL                     ? number
                                               : self->actor != NULL && !is_me (self) ? _("Not in the directory")
                                                                                      : NULL;

  gtk_label_set_text (self->state_label, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), state != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->me_button), get_me (self) != NULL && !is_me (self));
  if (wrong != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state != NULL ? state : "", -1);
}

static void
ask_directory (CabPersonRow *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *digits = dup_number (self);

  if (self->directory != NULL)
    record_directory_set_text (self->directory, digits != NULL ? digits : typed);
}

/* The list of those who were found. */

/* What is to be said of them, or of there being none. (nullable) */
static const char *
find_note (CabPersonRow *self)
{
  ModelProblem    *problem = record_directory_get_problem (self->directory);
  g_autofree char *digits = dup_number (self);

  if (problem != NULL)
    return model_problem_get_sentence (problem);
  if (record_directory_get_more (self->directory))
    return _("There are more. Type more letters, or the given name too.");
  if (count_matches (self) > 0)
    return NULL;

  return digits != NULL ? _("Nobody in the directory has this GLN.") : _("Nobody in the directory has this name. It can stay as it is.");
}

static void
close_list (CabPersonRow *self)
{
  self->asking = FALSE;
  gtk_popover_popdown (self->popover);
}

static void
show_list (CabPersonRow *self)
{
  gboolean    loading = is_loading (self);
  gboolean    wanted = self->asking && has_directory (self) && !loading && record_directory_can_search (record_directory_get_text (self->directory));
  const char *note = wanted ? find_note (self) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  gtk_spinner_set_spinning (self->spinner, loading);
  if (!wanted)
    {
      gtk_popover_popdown (self->popover);
      return;
    }

  gtk_widget_set_visible (self->scroller, count_matches (self) > 0);
  gtk_label_set_text (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
  gtk_widget_set_size_request (gtk_popover_get_child (self->popover), MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 36, 240), -1);
  gtk_popover_popup (self->popover);
}

static void
choose (CabPersonRow *self,
        ModelActor   *actor)
{
  close_list (self);
  cab_person_row_set_actor (self, actor);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
grab_text (CabPersonRow *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self))));
}

static void
activate_cb (CabPersonRow *self,
             guint         position)
{
  g_autoptr(RecordDirectoryMatch) match = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr(ModelActor) actor = match != NULL ? record_directory_match_to_actor (match) : NULL;

  if (actor == NULL)
    return;

  grab_text (self);
  choose (self, actor);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
}

/* A whole GLN names one person: nothing is left to be chosen. */
static void
found_cb (CabPersonRow *self)
{
  g_autofree char *digits = self->asking ? dup_number (self) : NULL;

  if (digits != NULL && !is_loading (self) && count_matches (self) == 1)
    {
      activate_cb (self, 0);
      return;
    }

  show_list (self);
  show_state (self);
}

/* Enter takes the only one there is; of several, one must be pointed at. */
static void
entry_activated_cb (CabPersonRow *self)
{
  if (is_loading (self))
    record_directory_ask_now (self->directory);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->popover)) && count_matches (self) == 1)
    activate_cb (self, 0);
}

/* The list puts the focus where it was before: what is marked must be what Enter takes. */
static guint
find_focused (CabPersonRow *self)
{
  GtkWidget   *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget   *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  GtkListItem *item = child != NULL ? g_object_get_data (G_OBJECT (child), "item") : NULL;

  return item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
}

static gboolean
go_down (CabPersonRow *self)
{
  if (!has_directory (self))
    return GDK_EVENT_PROPAGATE;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    {
      self->asking = TRUE;
      ask_directory (self);
      show_list (self);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)) && count_matches (self) > 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
      gtk_single_selection_set_selected (self->selection, find_focused (self));
    }

  return GDK_EVENT_STOP;
}

static gboolean
go_back (CabPersonRow *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return GDK_EVENT_PROPAGATE;

  grab_text (self);
  close_list (self);

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (CabPersonRow   *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType modifiers)
{
  gboolean in_list = gtk_widget_get_focus_child (GTK_WIDGET (self)) == GTK_WIDGET (self->popover);

  if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && !in_list)
    return go_down (self);

  return keyval == GDK_KEY_Escape ? go_back (self) : GDK_EVENT_PROPAGATE;
}

/* The list is a surface of its own, whose keys do not pass the row everywhere. */
static gboolean
list_key_cb (CabPersonRow   *self,
             guint           keyval,
             guint           keycode,
             GdkModifierType modifiers)
{
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && gtk_single_selection_get_selected (self->selection) == 0)
    {
      grab_text (self);
      return GDK_EVENT_STOP;
    }

  return keyval == GDK_KEY_Escape ? go_back (self) : GDK_EVENT_PROPAGATE;
}

static void
leave_cb (CabPersonRow *self)
{
  close_list (self);
}

/* One click takes: not by the list's own single click, which lets the pointer select what the keys do not mean. */
static void
item_clicked_cb (GtkGestureClick *gesture,
                 int              n_presses,
                 double           x,
                 double           y,
                 GtkListItem     *item)
{
  gtk_widget_activate_action (gtk_list_item_get_child (item), "list.activate-item", "u", gtk_list_item_get_position (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkGesture *click = gtk_gesture_click_new ();

  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      if (i > 0)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, "numeric");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  g_object_set_data (G_OBJECT (box), "item", item);
  g_signal_connect (click, "released", G_CALLBACK (item_clicked_cb), item);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  RecordDirectoryMatch *match = gtk_list_item_get_item (item);
  const char           *gln = record_directory_match_get_gln (match);
  g_autofree char      *number = gln != NULL ? g_strdup_printf (_("GLN %s"), gln) : NULL;
  const char           *texts[] = { record_directory_match_get_title (match), record_directory_match_get_details (match),
                          number != NULL ? number : _("The directory has no GLN for this entry.") };
  g_autofree char      *spoken = g_strdup_printf ("%s, %s, %s", texts[0], texts[1], texts[2]);
  GtkWidget            *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++, label = gtk_widget_get_next_sibling (label))
    {
      gtk_label_set_text (GTK_LABEL (label), texts[i]);
      gtk_widget_set_visible (label, *texts[i] != '\0');
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_list_item_get_child (item))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Takes nothing: the text stays the person's. */
static void
take_typed (CabPersonRow *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *digits = dup_number (self);
  g_autoptr(ModelActor) actor = NULL;

  if (*typed != '\0' && digits == NULL)
    actor = model_actor_new (MODEL_ACTOR_PROFESSIONAL, typed, NULL, NULL);
  g_set_object (&self->actor, actor);
  show_state (self);
}

static void
changed_cb (CabPersonRow *self)
{
  if (self->filling)
    return;

  self->asking = TRUE;
  g_clear_object (&self->actor);
  ask_directory (self);
  /* the directory may have known at once who is meant */
  if (!self->asking)
    return;

  take_typed (self);
  show_list (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
me_clicked_cb (CabPersonRow *self)
{
  g_autoptr(ModelActor) me = dup_me (self);

  if (me != NULL)
    choose (self, me);
}

/* Whoever was asked for before is not wanted any more. */
static void
close_directory (CabPersonRow *self)
{
  if (self->directory == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->directory, self);
  g_signal_handlers_disconnect_by_data (record_directory_get_matches (self->directory), self);
  record_directory_set_text (self->directory, "");
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->directory);
}

static void
open_directory (CabPersonRow *self)
{
  RecordDirectoryKinds kinds = RECORD_DIRECTORY_PEOPLE | (self->organizations ? RECORD_DIRECTORY_ORGANIZATIONS : 0);
  GListModel          *matches;

  close_directory (self);
  if (self->session == NULL)
    return;

  self->directory = record_directory_new (self->session, kinds);
  matches = record_directory_get_matches (self->directory);
  gtk_single_selection_set_model (self->selection, matches);
  g_signal_connect_object (matches, "items-changed", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->directory, "notify", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
}

static void
cab_person_row_dispose (GObject *object)
{
  CabPersonRow *self = CAB_PERSON_ROW (object);

  cab_person_row_set_session (self, NULL);
  g_clear_object (&self->actor);
  g_clear_object (&self->selection);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;

  G_OBJECT_CLASS (cab_person_row_parent_class)->dispose (object);
}

static void
cab_person_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((CabPersonRowProperty) prop_id)
    {
    case PROP_ORGANIZATIONS:
      g_value_set_boolean (value, CAB_PERSON_ROW (object)->organizations);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_person_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((CabPersonRowProperty) prop_id)
    {
    case PROP_ORGANIZATIONS:
      CAB_PERSON_ROW (object)->organizations = g_value_get_boolean (value);
      open_directory (CAB_PERSON_ROW (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_person_row_class_init (CabPersonRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_person_row_dispose;
  object_class->get_property = cab_person_row_get_property;
  object_class->set_property = cab_person_row_set_property;

  properties[PROP_ORGANIZATIONS] = g_param_spec_boolean ("organizations", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, me_button);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, popover);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, list_view);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, note_label);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, me_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
cab_person_row_init (CabPersonRow *self)
{
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

GtkWidget *
cab_person_row_new (void)
{
  return g_object_new (CAB_TYPE_PERSON_ROW, NULL);
}

void
cab_person_row_set_session (CabPersonRow  *self,
                            RecordSession *session)
{
  g_return_if_fail (CAB_IS_PERSON_ROW (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  open_directory (self);
  if (session != NULL)
    g_signal_connect_object (session, "notify::user", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    show_state (self);
}

void
cab_person_row_set_actor (CabPersonRow *self,
                          ModelActor   *actor)
{
  const char *name = actor != NULL ? model_actor_get_name (actor) : NULL;

  g_return_if_fail (CAB_IS_PERSON_ROW (self));

  if (name == NULL && actor != NULL)
    name = model_actor_get_organization (actor);
  g_set_object (&self->actor, actor);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), name != NULL ? name : "");
  self->filling = FALSE;
  self->asking = FALSE;
  if (self->directory != NULL)
    record_directory_set_text (self->directory, "");
  show_list (self);
  show_state (self);
}

ModelActor *
cab_person_row_get_actor (CabPersonRow *self)
{
  g_return_val_if_fail (CAB_IS_PERSON_ROW (self), NULL);

  return self->actor;
}
