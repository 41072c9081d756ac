/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-picture-private.h"

struct _DepositPicture
{
  GObject parent_instance;

  char            *name;      /* (owned) */
  GdkTexture      *texture;   /* (owned) small, as the file has it */
  GdkPaintable    *paintable; /* (owned) the same, turned */
  RenderAlbumPage *page;      /* (owned) */
  guint            rotation;  /* by the person */
};

G_DEFINE_FINAL_TYPE (DepositPicture, deposit_picture, G_TYPE_OBJECT)

typedef enum
{
  PROP_PAINTABLE = 1,
} DepositPictureProperty;

static GParamSpec *properties[PROP_PAINTABLE + 1];

/* (transfer full) */
static GdkPaintable *
make_turned (DepositPicture *self)
{
  float                  width = (float) gdk_texture_get_width (self->texture);
  float                  height = (float) gdk_texture_get_height (self->texture);
  const graphene_point_t corners[] = { { 0, 0 }, { height, 0 }, { width, height }, { 0, width } };
  const graphene_rect_t  area = GRAPHENE_RECT_INIT (0, 0, width, height);
  const graphene_size_t  size = self->rotation % 180 == 0 ? GRAPHENE_SIZE_INIT (width, height) : GRAPHENE_SIZE_INIT (height, width);
  GtkSnapshot           *snapshot = gtk_snapshot_new ();

  gtk_snapshot_translate (snapshot, &corners[self->rotation / 90]);
  gtk_snapshot_rotate (snapshot, (float) self->rotation);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);

  return gtk_snapshot_free_to_paintable (snapshot, &size);
}

static void
deposit_picture_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((DepositPictureProperty) prop_id)
    {
    case PROP_PAINTABLE:
      g_value_set_object (value, DEPOSIT_PICTURE (object)->paintable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deposit_picture_finalize (GObject *object)
{
  DepositPicture *self = DEPOSIT_PICTURE (object);

  g_free (self->name);
  g_clear_object (&self->texture);
  g_clear_object (&self->paintable);
  g_clear_pointer (&self->page, render_album_page_unref);

  G_OBJECT_CLASS (deposit_picture_parent_class)->finalize (object);
}

static void
deposit_picture_class_init (DepositPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = deposit_picture_get_property;
  object_class->finalize = deposit_picture_finalize;

  properties[PROP_PAINTABLE] = g_param_spec_object ("paintable", NULL, NULL, GDK_TYPE_PAINTABLE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
deposit_picture_init (DepositPicture *self)
{
}

DepositPicture *
deposit_picture_new (const char      *name,
                     GdkTexture      *texture,
                     RenderAlbumPage *page)
{
  DepositPicture *self = g_object_new (DEPOSIT_TYPE_PICTURE, NULL);

  self->name = g_strdup (name);
  self->texture = g_object_ref (texture);
  self->page = render_album_page_ref (page);
  self->paintable = make_turned (self);

  return self;
}

GdkPaintable *
deposit_picture_get_paintable (DepositPicture *self)
{
  g_return_val_if_fail (DEPOSIT_IS_PICTURE (self), NULL);

  return self->paintable;
}

const char *
deposit_picture_get_name (DepositPicture *self)
{
  g_return_val_if_fail (DEPOSIT_IS_PICTURE (self), NULL);

  return self->name;
}

RenderAlbumPage *
deposit_picture_get_page (DepositPicture *self)
{
  g_return_val_if_fail (DEPOSIT_IS_PICTURE (self), NULL);

  return self->page;
}

guint
deposit_picture_get_rotation (DepositPicture *self)
{
  g_return_val_if_fail (DEPOSIT_IS_PICTURE (self), 0);

  return self->rotation;
}

void
deposit_picture_turn (DepositPicture *self)
{
  g_return_if_fail (DEPOSIT_IS_PICTURE (self));

  self->rotation = (self->rotation + 90) % 360;
  g_clear_object (&self->paintable);
  self->paintable = make_turned (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAINTABLE]);
}
