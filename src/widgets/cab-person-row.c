/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-person-row.h"

#include "model-number.h"

#include <glib/gi18n-lib.h>

struct _CabPersonRow
{
  AdwEntryRow parent_instance;

  GtkLabel  *state_label;
  GtkButton *me_button;

  RecordSession *session; /* (owned) (nullable) */
  ModelActor    *actor;   /* (owned) (nullable) */
  gboolean       organizations;
  gboolean       filling; /* the program writes, not the person */
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

const char *
cab_person_row_explain (CabPersonRow *self)
{
  g_autofree char *typed = NULL;
  g_autofree char *digits = NULL;

  g_return_val_if_fail (CAB_IS_PERSON_ROW (self), NULL);

  typed = dup_typed (self);
  digits = self->actor == NULL ? model_number_digits (typed) : NULL;
  if (digits == NULL)
    return NULL;

  return model_number_is_gln (digits) ? _("Nobody in the directory has this GLN.") : _("This is not a GLN: 13 digits, the last of which checks the others.");
}

/* Beside the answer stands what it rests on. */
static void
show_state (CabPersonRow *self)
{
  const char *wrong = cab_person_row_explain (self);
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

/* Takes nothing: the text stays the person's. */
static void
take_typed (CabPersonRow *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *digits = model_number_digits (typed);
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

  take_typed (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
choose (CabPersonRow *self,
        ModelActor   *actor)
{
  cab_person_row_set_actor (self, actor);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
me_clicked_cb (CabPersonRow *self)
{
  g_autoptr(ModelActor) me = dup_me (self);

  if (me != NULL)
    choose (self, me);
}

static void
cab_person_row_dispose (GObject *object)
{
  CabPersonRow *self = CAB_PERSON_ROW (object);

  cab_person_row_set_session (self, NULL);
  g_clear_object (&self->actor);

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
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CabPersonRow, me_button);
  gtk_widget_class_bind_template_callback (widget_class, me_clicked_cb);
}

static void
cab_person_row_init (CabPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  if (session == NULL)
    return;

  g_signal_connect_object (session, "notify::user", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
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
  show_state (self);
}

ModelActor *
cab_person_row_get_actor (CabPersonRow *self)
{
  g_return_val_if_fail (CAB_IS_PERSON_ROW (self), NULL);

  return self->actor;
}
