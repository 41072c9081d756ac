/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-content-private.h"

struct _RecordContent
{
  GObject parent_instance;

  GBytes         *bytes;        /* (owned) */
  char           *content_type; /* (owned) */
  char           *charset;      /* (owned) (nullable) */
  RecordIntegrity integrity;
};

G_DEFINE_FINAL_TYPE (RecordContent, record_content, G_TYPE_OBJECT)

static void
record_content_finalize (GObject *object)
{
  RecordContent *self = RECORD_CONTENT (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->charset, g_free);

  G_OBJECT_CLASS (record_content_parent_class)->finalize (object);
}

static void
record_content_class_init (RecordContentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_content_finalize;
}

static void
record_content_init (RecordContent *self)
{
}

RecordContent *
record_content_new (GBytes         *bytes,
                    const char     *content_type,
                    const char     *charset,
                    RecordIntegrity integrity)
{
  RecordContent *self = g_object_new (RECORD_TYPE_CONTENT, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->content_type = g_strdup (content_type != NULL ? content_type : "");
  self->charset = g_strdup (charset);
  self->integrity = integrity;

  return self;
}

RecordContent *
record_content_new_local (GBytes     *bytes,
                          const char *content_type)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return record_content_new (bytes, content_type, NULL, RECORD_INTEGRITY_UNCHECKED);
}

GBytes *
record_content_get_bytes (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), NULL);

  return self->bytes;
}

const char *
record_content_get_content_type (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), "");

  return self->content_type;
}

const char *
record_content_get_charset (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), NULL);

  return self->charset;
}

RecordIntegrity
record_content_get_integrity (RecordContent *self)
{
  g_return_val_if_fail (RECORD_IS_CONTENT (self), RECORD_INTEGRITY_UNCHECKED);

  return self->integrity;
}
